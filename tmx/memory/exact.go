package memory

import (
	"cmp"
	"iter"
	"slices"
)

// exactRows gathers rows of the table exact, which are written in the order of
// their hashes.
type exactRows struct {
	bulk *bulk
	rows []exactRow
}

type exactRow struct{ hash, id int64 }

// maxExact bounds the rows that are gathered, to 50 MB.
const maxExact = 3 << 20

// add takes the rows of a unit.
func (e *exactRows) add(id int64, hash [3]int64) {
	for _, h := range hash {
		e.rows = append(e.rows, exactRow{h, id})
	}
}

func (e *exactRows) full() bool { return len(e.rows) >= maxExact }

// flush writes the rows. Hashes are evenly spread, so they are sorted in parts
// by their first bits, each of which fits a processor's cache.
func (e *exactRows) flush() error {
	const partBits = 10
	part := func(r exactRow) int { return int(uint64(r.hash)^1<<63) >> (64 - partBits) & (1<<partBits - 1) }
	var ends [1<<partBits + 1]int
	for _, r := range e.rows {
		ends[part(r)+1]++
	}
	for i := range 1 << partBits {
		ends[i+1] += ends[i]
	}
	starts := ends
	sorted := make([]exactRow, len(e.rows))
	for _, r := range e.rows {
		p := part(r)
		sorted[ends[p]] = r
		ends[p]++
	}
	e.rows = nil
	for i := range 1 << partBits {
		rows := sorted[starts[i]:ends[i]]
		slices.SortFunc(rows, func(a, b exactRow) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.id, b.id)) })
		for _, r := range rows {
			if err := e.bulk.add(r.hash, r.id); err != nil {
				return err
			}
		}
	}
	return e.bulk.flush()
}

// hashSet is a list of hashes that can be looked up: an open hash table of
// their places in the list. Equal hashes may come many times.
type hashSet struct {
	hashes []int64
	slots  []uint32 // a place and one; 0: none
}

// add appends a hash.
func (s *hashSet) add(hash int64) {
	s.hashes = append(s.hashes, hash)
	if 2*len(s.hashes) <= len(s.slots) {
		s.put(len(s.hashes) - 1)
		return
	}
	s.slots = make([]uint32, max(2*len(s.slots), 1024))
	for i := range s.hashes {
		s.put(i)
	}
}

func (s *hashSet) put(i int) {
	at := s.start(s.hashes[i])
	for s.slots[at] != 0 {
		at = (at + 1) & (len(s.slots) - 1)
	}
	s.slots[at] = uint32(i + 1)
}

func (s *hashSet) start(hash int64) int { return int(hash) & (len(s.slots) - 1) }

// each yields the places of a hash, in order.
func (s *hashSet) each(hash int64) iter.Seq[int] {
	return func(yield func(int) bool) {
		if len(s.slots) == 0 {
			return
		}
		for at := s.start(hash); s.slots[at] != 0; at = (at + 1) & (len(s.slots) - 1) {
			if i := int(s.slots[at] - 1); s.hashes[i] == hash && !yield(i) {
				return
			}
		}
	}
}
