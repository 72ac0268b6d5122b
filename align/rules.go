package align

import (
	"errors"
	"fmt"
	"slices"
)

// What the user has fixed becomes, for every sentence, a rule: free, without
// partner, in the bead of a certain sentence, or out of the search because it
// is in a fixed bead.
const (
	ruleFree  = -1
	ruleAlone = -2 // has no partner here; its partner, if any, is elsewhere
)

// ErrFixed says that what the user has fixed cannot be kept.
var ErrFixed = errors.New("fixed beads contradict each other or the texts")

// rule reads the fixed beads and pairs. It returns those of the fixed beads
// that stand in order and cut the texts, ascending; the moved ones and the ones
// with an empty side leave marks in p.must only.
func (p *pair) rule(o *Options) ([]Bead, error) {
	if len(o.Fixed) == 0 && len(o.Meet) == 0 {
		return nil, nil
	}
	for s := range 2 {
		p.must[s] = make([]int32, p.side[s].n)
		for i := range p.must[s] {
			p.must[s][i] = ruleFree
		}
	}
	p.ruled = true
	var cuts []Bead
	used := [2][]bool{make([]bool, p.side[0].n), make([]bool, p.side[1].n)}
	for _, b := range o.Fixed {
		for s, r := range [2]Range{b.Src, b.Tgt} {
			if r.Start < 0 || r.Len() < 0 || r.End > p.side[s].n {
				return nil, fmt.Errorf("%w: bead %v has sentences the text has not", ErrFixed, [2]Range{b.Src, b.Tgt})
			}
			for x := r.Start; x < r.End; x++ {
				if used[s][x] {
					return nil, fmt.Errorf("%w: %s sentence %d is in two beads", ErrFixed, languages[s], x)
				}
				used[s][x] = true
				if b.Moved || b.Null() {
					p.must[s][x] = ruleAlone
				}
			}
		}
		if !b.Moved && !b.Null() {
			cuts = append(cuts, b)
		}
	}
	slices.SortFunc(cuts, func(a, b Bead) int { return a.Src.Start - b.Src.Start })
	for k := 1; k < len(cuts); k++ {
		if cuts[k].Tgt.Start < cuts[k-1].Tgt.End {
			return nil, fmt.Errorf("%w: beads at %d and %d cross without being marked as moved", ErrFixed, cuts[k-1].Src.Start, cuts[k].Src.Start)
		}
	}
	return cuts, p.meet(o, cuts, used)
}

// meet marks the pairs of sentences that must stand in one bead.
func (p *pair) meet(o *Options, cuts []Bead, used [2][]bool) error {
	for _, m := range o.Meet {
		for s := range 2 {
			if m[s] < 0 || m[s] >= p.side[s].n {
				return fmt.Errorf("%w: there is no %s sentence %d", ErrFixed, languages[s], m[s])
			}
		}
		if used[0][m[0]] || used[1][m[1]] {
			if slices.ContainsFunc(cuts, func(b Bead) bool {
				return b.Src.Start <= m[0] && m[0] < b.Src.End && b.Tgt.Start <= m[1] && m[1] < b.Tgt.End
			}) {
				continue
			}
			return fmt.Errorf("%w: sentences %d and %d must meet but are in fixed beads", ErrFixed, m[0], m[1])
		}
		p.must[0][m[0]], p.must[1][m[1]] = int32(m[1]), int32(m[0])
	}
	last := int32(-1)
	for i, x := range p.must[0] {
		if x >= 0 {
			if x < last {
				return fmt.Errorf("%w: the pair of sentence %d crosses an earlier one", ErrFixed, i)
			}
			last = x
		}
	}
	return nil
}

// free reports whether sentence i of a side may be without partner.
func (p *pair) free(side, i int) bool {
	return !p.ruled || p.must[side][i] < 0
}

// peel leaves out of a range what is fixed as being without partner at its ends.
func (p *pair) peel(side, from, to int) (int, int) {
	for p.ruled && from < to && p.must[side][from] == ruleAlone {
		from++
	}
	for p.ruled && from < to && p.must[side][to-1] == ruleAlone {
		to--
	}
	return from, to
}

// lonely reports whether any sentence between two corners is fixed as being
// without partner.
func (p *pair) lonely(i0, i1, j0, j1 int) bool {
	return p.ruled && (slices.Contains(p.must[0][i0:i1], ruleAlone) || slices.Contains(p.must[1][j0:j1], ruleAlone))
}

// allowed reports whether a bead keeps the rules: what the user has fixed, and
// that an empty sentence has an empty partner or none, unless the user has said
// otherwise.
func (p *pair) allowed(i, j, m, n int) bool {
	if p.blank && !p.blanks(i, j, m, n) {
		return false
	}
	if !p.ruled {
		return true
	}
	for x := i; x < i+m; x++ {
		switch y := int(p.must[0][x]); {
		case y == ruleAlone:
			return false
		case y >= 0 && (y < j || y >= j+n):
			return false
		}
	}
	for y := j; y < j+n; y++ {
		switch x := int(p.must[1][y]); {
		case x == ruleAlone:
			return false
		case x >= 0 && (x < i || x >= i+m):
			return false
		}
	}
	return true
}

// blanks reports whether a bead may be as far as empty sentences go.
func (p *pair) blanks(i, j, m, n int) bool {
	empty := 0
	for s, r := range [2]Range{{i, i + m}, {j, j + n}} {
		for x := r.Start; x < r.End; x++ {
			if p.side[s].length[x] == 0 {
				if p.ruled && p.must[s][x] >= 0 {
					return true
				}
				empty++
			}
		}
	}
	return empty == 0 || empty == 2 && m == 1 && n == 1
}
