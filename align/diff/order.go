package diff

import (
	"cmp"
	"slices"
)

// markMoved marks the units that stand elsewhere in the order: of those that
// became one unit again, all that are not in the longest run of the same order.
func (m *matcher) markMoved(changes []Change) {
	var pairs []match
	var at []int
	for i := range changes {
		if c := &changes[i]; len(c.A) == 1 && len(c.B) == 1 {
			pairs = append(pairs, match{int(c.A[0]), int(c.B[0])})
			at = append(at, i)
		}
	}
	if ascending(pairs) {
		return
	}
	// The weight of a pair must not depend on which memory is the first.
	kept := heaviest(pairs, func(p match) uint64 { return m.memory[0].textKey(p.x) + m.memory[1].textKey(p.y) })
	for i, p := range pairs {
		if len(kept) > 0 && kept[0] == p {
			kept = kept[1:]
			continue
		}
		c := &changes[at[i]]
		kinds := c.Also | SetOf(c.Kind, Moved)
		c.Kind, c.Also = first(kinds &^ SetOf(Kept))
	}
}

// inDocumentOrder sorts changes by their place in A; what was added stands
// behind the unit that it follows in B, wherever that stands in A, and behind
// what was removed there.
func inDocumentOrder(changes []Change, unitsOfA, unitsOfB int) {
	inB := filled(unitsOfB) // unit of B → its first partner in A
	removed := make([]bool, unitsOfA)
	for i := range changes {
		c := &changes[i]
		if c.Kind == Removed {
			removed[c.A[0]] = true
		}
		for _, v := range c.B {
			if len(c.A) > 0 {
				inB[v] = c.A[0]
			}
		}
	}
	last := int32(none)
	for v, u := range inB {
		if u == none {
			for int(last)+1 < unitsOfA && removed[last+1] {
				last++
			}
			inB[v] = last
		}
		last = inB[v]
	}
	slices.SortFunc(changes, func(p, q Change) int {
		return cmp.Or(cmp.Compare(place(&p, inB), place(&q, inB)), cmp.Compare(len(q.A), len(p.A)), slices.Compare(p.B, q.B))
	})
}

func place(c *Change, inB []int32) int32 {
	if len(c.A) > 0 {
		return c.A[0]
	}
	return inB[c.B[0]]
}

// textKey is a hash of a unit's texts.
func (m *Memory) textKey(unit int) uint64 {
	sides := m.Units[unit].Sides
	return mix(m.hashRange(English, sides[English]), m.hashRange(Vietnamese, sides[Vietnamese]))
}
