package memory

import (
	"container/list"
	"sync"
)

// listKey names the posting lists of a word.
type listKey struct {
	side Side
	term string
}

// cache keeps posting lists and sizes of one generation of the file. Of the
// lists it lets go of those that were not asked for the longest.
type cache struct {
	mu         sync.Mutex
	generation int64
	limit      int // bytes of lists
	bytes      int
	kept       map[listKey]*list.Element
	recent     *list.List // of *cached, the one asked for last in front
	sizes      [2]map[int32]sizes
}

type cached struct {
	key   listKey
	lists []container
	bytes int
}

func newCache(limit int) *cache {
	c := &cache{limit: limit, generation: -1}
	c.clear()
	return c
}

func (c *cache) clear() {
	c.kept, c.recent, c.bytes = map[listKey]*list.Element{}, list.New(), 0
	c.sizes = [2]map[int32]sizes{{}, {}}
}

// lists returns what is kept of a word, if it is of that generation.
func (c *cache) lists(generation int64, side Side, term string) ([]container, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.kept[listKey{side, term}]
	if generation != c.generation || e == nil {
		return nil, false
	}
	c.recent.MoveToFront(e)
	return e.Value.(*cached).lists, true
}

func (c *cache) keepLists(generation int64, side Side, term string, l []container) {
	n := 256 + len(term)
	for i := range l {
		n += l[i].bytes()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	k := listKey{side, term}
	if !c.reach(generation) || n > c.limit || c.kept[k] != nil {
		return
	}
	c.kept[k] = c.recent.PushFront(&cached{k, l, n})
	for c.bytes += n; c.bytes > c.limit; {
		old := c.recent.Remove(c.recent.Back()).(*cached)
		delete(c.kept, old.key)
		c.bytes -= old.bytes
	}
}

func (c *cache) size(generation int64, side Side, block int32) (sizes, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if generation != c.generation {
		return nil, false
	}
	s, ok := c.sizes[side][block]
	return s, ok
}

func (c *cache) keepSize(generation int64, side Side, block int32, s sizes) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.reach(generation) {
		c.sizes[side][block] = s
	}
}

// reach makes the cache one of that generation, unless it is of a later one.
func (c *cache) reach(generation int64) bool {
	if generation > c.generation {
		c.clear()
		c.generation = generation
	}
	return generation == c.generation
}
