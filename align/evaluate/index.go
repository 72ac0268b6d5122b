package evaluate

import (
	"slices"
	"strconv"
)

// index finds the beads of an alignment by their lines.
type index struct {
	beads []Bead
	of    [2]map[int][]int // beads that hold a line of a side, in order
}

func newIndex(beads []Bead) *index {
	x := &index{beads: beads}
	for side := range 2 {
		x.of[side] = make(map[int][]int)
		for k, b := range beads {
			for _, line := range b.lines(side) {
				x.of[side][line] = append(x.of[side][line], k)
			}
		}
	}
	return x
}

func (b Bead) lines(side int) []int {
	if side == 0 {
		return b.Src
	}
	return b.Tgt
}

// find is the number of the bead with exactly the same lines, or -1.
func (x *index) find(b Bead) int {
	side := 0
	if len(b.Src) == 0 {
		side = 1
	}
	lines := b.lines(side)
	if len(lines) == 0 {
		return -1
	}
	for _, k := range x.of[side][lines[0]] {
		if x.beads[k].equal(b) {
			return k
		}
	}
	return -1
}

// touches reports whether one linked bead shares a line with b on both sides.
// As in the reference scorer, a line that several beads claim belongs to the
// last of them.
func (x *index) touches(b Bead) bool {
	var mine []int
	for _, line := range b.Src {
		if k := x.owner(0, line); k >= 0 {
			mine = append(mine, k)
		}
	}
	for _, line := range b.Tgt {
		if k := x.owner(1, line); k >= 0 && slices.Contains(mine, k) {
			return true
		}
	}
	return false
}

// owner is the last linked bead that holds a line, or -1.
func (x *index) owner(side, line int) int {
	of := x.of[side][line]
	for i := len(of) - 1; i >= 0; i-- {
		if !x.beads[of[i]].Null() {
			return of[i]
		}
	}
	return -1
}

// tiles reports whether the beads that touch the gold bead b lie wholly inside
// it, and which they are.
func (x *index) tiles(b Bead) (inner []int, ok bool) {
	touched := false
	for side := range 2 {
		for _, line := range b.lines(side) {
			for _, k := range x.of[side][line] {
				touched = true
				if !inside(x.beads[k].Src, b.Src) || !inside(x.beads[k].Tgt, b.Tgt) {
					return nil, false
				}
				inner = append(inner, k)
			}
		}
	}
	return inner, touched
}

// inside reports whether all of a is in b, which is ascending.
func inside(a, b []int) bool {
	for _, line := range a {
		if _, ok := slices.BinarySearch(b, line); !ok {
			return false
		}
	}
	return true
}

// nulls is the set of lines of a side that stand in a bead without partner.
func (x *index) nulls(side int) map[int]bool {
	set := make(map[int]bool)
	for _, b := range x.beads {
		if len(b.lines(1-side)) == 0 {
			for _, line := range b.lines(side) {
				set[line] = true
			}
		}
	}
	return set
}

// links counts pairs of lines that stand in one bead. The pairs of two
// alignments are compared by English line, so that memory stays linear.
func links(gold, test []Bead) Count {
	partners := func(beads []Bead) (map[int][]int, int) {
		m := make(map[int][]int)
		n := 0
		for _, b := range beads {
			for _, i := range b.Src {
				if len(b.Tgt) > 0 {
					m[i] = append(m[i], b.Tgt...)
				}
			}
		}
		for i, l := range m {
			slices.Sort(l)
			m[i] = slices.Compact(l)
			n += len(m[i])
		}
		return m, n
	}
	g, gn := partners(gold)
	t, tn := partners(test)
	both := 0
	for i, l := range t {
		for _, j := range l {
			if _, ok := slices.BinarySearch(g[i], j); ok {
				both++
			}
		}
	}
	return Count{Predicted: tn, RightPredicted: both, Gold: gn, RightGold: both}
}

// typeName is a bead's type as the field writes it: "1-1", "2-1", "0-1".
func typeName(b Bead) string {
	return strconv.Itoa(len(b.Src)) + "-" + strconv.Itoa(len(b.Tgt))
}
