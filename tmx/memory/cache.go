package memory

import "sync"

// listKey names the posting lists of a word.
type listKey struct {
	side Side
	term string
}

// cache keeps posting lists and sizes of one generation of the file. It has a
// young half and an old one: what is asked for moves to the young half, and
// when that is full it becomes the old one and the old one goes, which is
// nearly as good as throwing out what was used longest ago and much simpler.
type cache struct {
	mu         sync.Mutex
	generation int64
	limit      int // bytes of each half
	bytes      int // of the young half
	young, old map[listKey][]container
	sizes      [2]map[int32]sizes
}

func newCache(limit int) *cache {
	c := &cache{limit: limit / 2, generation: -1}
	c.clear()
	return c
}

func (c *cache) clear() {
	c.young, c.old, c.bytes = map[listKey][]container{}, nil, 0
	c.sizes = [2]map[int32]sizes{{}, {}}
}

// lists returns what is kept of a word, if it is of that generation.
func (c *cache) lists(generation int64, side Side, term string) ([]container, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if generation != c.generation {
		return nil, false
	}
	k := listKey{side, term}
	if l, ok := c.young[k]; ok {
		return l, true
	}
	l, ok := c.old[k]
	if ok {
		c.put(k, l)
	}
	return l, ok
}

func (c *cache) keepLists(generation int64, side Side, term string, l []container) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.reach(generation) {
		c.put(listKey{side, term}, l)
	}
}

func (c *cache) put(k listKey, l []container) {
	n := 128 + len(k.term)
	for i := range l {
		n += l[i].bytes()
	}
	if c.bytes+n > c.limit {
		c.old, c.young, c.bytes = c.young, map[listKey][]container{}, 0
	}
	if n <= c.limit {
		c.young[k] = l
		c.bytes += n
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
