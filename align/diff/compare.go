package diff

import (
	"cmp"
	"slices"
	"strings"
)

// Change is what became of some units: those of the first memory, A, are now
// those of the second, B. A unit is in exactly one change.
type Change struct {
	Kind Kind
	Also Kinds   // what else happened to them
	A, B []int32 // unit numbers, from 0, ascending
}

// Is reports whether the change is of that kind, first or also.
func (c *Change) Is(k Kind) bool { return c.Kind == k || c.Also.Has(k) }

// In reports whether the change is of one of these kinds, first or also.
func (c *Change) In(kinds Kinds) bool { return kinds.Has(c.Kind) || kinds&c.Also != 0 }

// Result is two memories compared.
type Result struct {
	A, B *Memory
	// Changes are in the order of A; what was added stands behind that which
	// it follows in B. What was kept is among them.
	Changes []Change
	Counts  [kindCount]int // changes by their first kind
	// PassedOver is how many units of A and B were not compared: those with an
	// empty side where the other is a memory that holds none, and empty ones.
	PassedOver [2]int
	// SameDocuments says that both are alignments of the same sentences, which
	// were compared by number.
	SameDocuments bool
}

// Same reports whether nothing differs.
func (r *Result) Same() bool { return r.Counts[Kept] == len(r.Changes) }

// Options steer Compare.
type Options struct {
	IgnoreMeta bool // metadata are no difference
}

// Compare compares two memories, which it leaves as they are; matcher says how.
// It takes O(n log n) time in their words and, beside the memories, some 200
// bytes a unit. Compare(b, a) gives the same changes with A and B swapped and
// added for removed, merged for split. The memories must pass Check.
func Compare(a, b *Memory, opts Options) *Result {
	m := newMatcher(a, b)
	m.run()
	r := &Result{A: a, B: b, SameDocuments: m.fixed[0] && m.fixed[1]}
	r.PassedOver = [2]int{len(a.Units) - len(m.units[0]), len(b.Units) - len(m.units[1])}
	r.Changes = m.components()
	c := classifier{matcher: m, opts: opts}
	c.countGroups()
	for i := range r.Changes {
		c.classify(&r.Changes[i])
	}
	m.markMoved(r.Changes)
	inDocumentOrder(r.Changes, len(a.Units), len(b.Units))
	for i := range r.Changes {
		r.Counts[r.Changes[i].Kind]++
	}
	return r
}

// components joins units that share groups. Units are nodes, those of the
// second memory numbered behind those of the first.
func (m *matcher) components() []Change {
	n := len(m.memory[0].Units)
	sets := newForest(n + len(m.memory[1].Units))
	for side := range 2 {
		first := filled(int(m.groups[side]))
		for k, base := range [2]int32{0, int32(n)} {
			for s, g := range m.group[k][side] {
				u := m.owner[k][side][s]
				if g < 0 || u < 0 {
					continue
				}
				if first[g] == none {
					first[g] = u + base
				}
				sets.join(first[g], u+base)
			}
		}
	}
	return collect(m.units, sets, int32(n))
}

// collect makes a change of every component; the lists lie in one array.
func collect(units [2][]int32, sets forest, n int32) []Change {
	size := make([]int32, len(sets)) // by root
	place := filled(len(sets))       // by root: its change
	roots := 0
	for k, base := range [2]int32{0, n} {
		for _, u := range units[k] {
			p := sets.root(u + base)
			if size[p] == 0 {
				roots++
			}
			size[p]++
		}
	}
	changes := make([]Change, 0, roots)
	store := make([]int32, 0, len(units[0])+len(units[1]))
	for k, base := range [2]int32{0, n} {
		for _, u := range units[k] {
			p := sets.root(u + base)
			if place[p] == none {
				place[p] = int32(len(changes))
				at := len(store)
				store = store[:at+int(size[p])]
				changes = append(changes, Change{A: store[at:at:len(store)]})
			}
			c := &changes[place[p]]
			if k == 0 {
				c.A = append(c.A, u)
				continue
			}
			if c.B == nil {
				c.B = c.A[len(c.A):len(c.A):cap(c.A)]
				c.A = c.A[:len(c.A):len(c.A)]
			}
			c.B = append(c.B, u)
		}
	}
	return changes
}

// classifier says of what kind a change is.
type classifier struct {
	*matcher
	opts  Options
	plain [2][]bool // by side and group: one sentence of each memory
}

func (c *classifier) countGroups() {
	for side := range 2 {
		c.plain[side] = make([]bool, c.groups[side])
		var count [2][]uint8
		for k := range 2 {
			count[k] = make([]uint8, c.groups[side])
			for _, g := range c.group[k][side] {
				if g >= 0 && count[k][g] < 2 {
					count[k][g]++
				}
			}
		}
		for g := range c.plain[side] {
			c.plain[side][g] = count[0][g] == 1 && count[1][g] == 1
		}
	}
}

func (c *classifier) classify(x *Change) {
	switch {
	case len(x.B) == 0:
		x.Kind = Removed
		return
	case len(x.A) == 0:
		x.Kind = Added
		return
	}
	recut := c.recut(x)
	var kinds Kinds
	switch {
	case len(x.A) == 1 && len(x.B) == 1:
		if c.otherNumbers(x.A[0], x.B[0]) {
			kinds |= SetOf(Relinked)
		}
	case len(x.B) == 1 && c.linked(0, x.A):
		kinds |= SetOf(Merged)
	case len(x.A) == 1 && c.linked(1, x.B):
		kinds |= SetOf(Split)
	case !recut:
		kinds |= SetOf(Relinked)
	case !c.documents(): // the sentences of a memory are its units
		kinds |= SetOf(Resegmented)
	}
	if recut && c.documents() {
		kinds |= SetOf(Resegmented)
	}
	if c.edited(x) {
		kinds |= SetOf(Edited)
	}
	if c.metaDiffers(x) {
		kinds |= SetOf(Metadata)
	}
	x.Kind, x.Also = first(kinds)
}

// precedence is which of several kinds a change is first of all. In documents
// whose sentences are cut anew, merged and split beads are a consequence.
var precedence = []Kind{Relinked, Resegmented, Merged, Split, Edited, Moved, Metadata}

func first(kinds Kinds) (Kind, Kinds) {
	for _, k := range precedence {
		if kinds.Has(k) {
			return k, kinds &^ SetOf(k)
		}
	}
	return Kept, 0
}

func (c *classifier) documents() bool { return c.memory[0].Documents && c.memory[1].Documents }

// otherNumbers reports whether two beads of the same documents name other
// sentences; only where one of them names some that the other has not at all.
func (c *classifier) otherNumbers(u, v int32) bool {
	for side := range 2 {
		x, y := c.memory[0].Units[u].Sides[side], c.memory[1].Units[v].Sides[side]
		if c.fixed[side] && x != y && x.Len()+y.Len() > 0 {
			return true
		}
	}
	return false
}

// linked reports whether all units have both sides.
func (c *classifier) linked(k int, units []int32) bool {
	for _, u := range units {
		if c.memory[k].Units[u].null() {
			return false
		}
	}
	return true
}

// recut reports whether a text of the change is cut at other places.
func (c *classifier) recut(x *Change) bool {
	for k, units := range [2][]int32{x.A, x.B} {
		for _, u := range units {
			for side, r := range c.memory[k].Units[u].Sides {
				for s := r.Start; s < r.End; s++ {
					if g := c.group[k][side][s]; g >= 0 && !c.plain[side][g] {
						return true
					}
				}
			}
		}
	}
	return false
}

// edited reports whether the texts differ, however they are cut and linked.
func (c *classifier) edited(x *Change) bool {
	for side := range 2 {
		if len(x.A) == 1 && len(x.B) == 1 {
			if c.memory[0].Text(int(x.A[0]), side) != c.memory[1].Text(int(x.B[0]), side) {
				return !c.fixed[side] || !c.unknown(side)
			}
		} else if !c.fixed[side] && !equalParts(c.parts(0, side, x.A), c.parts(1, side, x.B)) {
			return true
		}
	}
	return false
}

func (c *classifier) unknown(side int) bool {
	return unknown(c.memory[0].Sentences[side]) || unknown(c.memory[1].Sentences[side])
}

// part is the text of a group.
type part struct {
	group int32
	text  []string
}

// parts is the text of some units by group; sentences in no group stand last,
// each alone.
func (c *classifier) parts(k, side int, units []int32) []part {
	var parts []part
	for _, u := range units {
		r := c.memory[k].Units[u].Sides[side]
		for s := r.Start; s < r.End; s++ {
			g := c.group[k][side][s]
			if g == none {
				g = 1<<31 - 1
			}
			parts = append(parts, part{g, []string{c.memory[k].Sentences[side][s]}})
		}
	}
	slices.SortStableFunc(parts, func(p, q part) int { return cmp.Compare(p.group, q.group) })
	joined := parts[:0]
	for _, p := range parts {
		if n := len(joined); n > 0 && joined[n-1].group == p.group {
			joined[n-1].text = append(joined[n-1].text, p.text...)
		} else {
			joined = append(joined, p)
		}
	}
	return joined
}

func equalParts(x, y []part) bool {
	return slices.EqualFunc(x, y, func(p, q part) bool {
		return p.group == q.group && strings.Join(p.text, " ") == strings.Join(q.text, " ")
	})
}

// metaDiffers compares metadata where one unit became one.
func (c *classifier) metaDiffers(x *Change) bool {
	a, b := c.memory[0], c.memory[1]
	return !c.opts.IgnoreMeta && a.Format == b.Format && len(x.A) == 1 && len(x.B) == 1 &&
		a.Units[x.A[0]].Meta != b.Units[x.B[0]].Meta
}
