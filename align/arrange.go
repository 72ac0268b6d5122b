package align

import "slices"

// claims notes which sentences are spoken for.
type claims [2]map[int]bool

func newClaims() claims { return claims{make(map[int]bool), make(map[int]bool)} }

// take claims a bead's sentences, unless one of them is claimed already.
func (c claims) take(b Bead) bool {
	if c.any(b) {
		return false
	}
	for s, r := range [2]Range{b.Src, b.Tgt} {
		for x := r.Start; x < r.End; x++ {
			c[s][x] = true
		}
	}
	return true
}

// any reports whether one of a bead's sentences is claimed.
func (c claims) any(b Bead) bool {
	for s, r := range [2]Range{b.Src, b.Tgt} {
		for x := r.Start; x < r.End; x++ {
			if c[s][x] {
				return true
			}
		}
	}
	return false
}

// arrange joins beads that go first with others, of which those are dropped
// whose sentences the first ones hold, and puts all in order: by their English
// side, and Vietnamese sentences without partner before the next bead in order
// that comes after them. A bead of the first that has an empty side and no
// other change is kept as it is.
func arrange(first, others []Bead) []Bead {
	used := newClaims()
	var all, alone []Bead
	put := func(b Bead) {
		if b.Src.Len() == 0 {
			alone = append(alone, b)
		} else {
			all = append(all, b)
		}
	}
	for _, b := range first {
		used.take(b)
		for _, x := range b.single() {
			put(x)
		}
	}
	for _, b := range others {
		if !used.any(b) {
			put(b)
		}
	}
	slices.SortStableFunc(all, func(a, b Bead) int { return a.Src.Start - b.Src.Start })
	slices.SortStableFunc(alone, func(a, b Bead) int { return a.Tgt.Start - b.Tgt.Start })
	out := make([]Bead, 0, len(all)+len(alone))
	i, j := 0, 0
	flush := func(to int) {
		for len(alone) > 0 && (to < 0 || alone[0].Tgt.Start < to) {
			b := alone[0]
			alone = alone[1:]
			b.Src = Range{i, i}
			j = max(j, b.Tgt.End)
			out = append(out, b)
		}
	}
	for _, b := range all {
		switch {
		case b.Tgt.Len() == 0:
			b.Tgt = Range{j, j}
		case !b.Moved:
			flush(b.Tgt.Start)
			j = b.Tgt.End
		}
		i = b.Src.End
		out = append(out, b)
	}
	flush(-1)
	return out
}

// single is the bead, or, if one side is empty and the other holds several
// sentences, a bead for each of these.
func (b Bead) single() []Bead {
	if !b.Null() || b.Src.Len()+b.Tgt.Len() <= 1 {
		return []Bead{b}
	}
	var out []Bead
	for x := b.Src.Start; x < b.Src.End; x++ {
		c := b
		c.Src = Range{x, x + 1}
		out = append(out, c)
	}
	for x := b.Tgt.Start; x < b.Tgt.End; x++ {
		c := b
		c.Tgt = Range{x, x + 1}
		out = append(out, c)
	}
	return out
}
