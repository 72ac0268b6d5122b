package tmx

import "slices"

// slab hands out memory from blocks, which costs less than one allocation for
// every few attributes. A block lives as long as anything in it.
type slab[T any] struct{ free []T }

const slabLen = 64

// one returns a zero value.
func (s *slab[T]) one() *T {
	if len(s.free) == cap(s.free) {
		s.free = make([]T, 0, slabLen)
	}
	s.free = s.free[:len(s.free)+1]
	return &s.free[len(s.free)-1]
}

// copy returns a copy of src that appending to does not touch its neighbours;
// nil of nothing.
func (s *slab[T]) copy(src []T) []T {
	switch {
	case len(src) == 0:
		return nil
	case len(src) > slabLen/4:
		return slices.Clone(src)
	case cap(s.free)-len(s.free) < len(src):
		s.free = make([]T, 0, slabLen)
	}
	at := len(s.free)
	s.free = append(s.free, src...)
	return s.free[at:len(s.free):len(s.free)]
}
