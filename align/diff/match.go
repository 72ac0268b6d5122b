package diff

import (
	"songngu/align"
)

// The least similarity (Dice's coefficient over words) at which sentences count
// as versions of each other.
const (
	nearPartner = .3 // the other sides of their units belong together already
	nearGap     = .5 // they stand between the same neighbours
	nearFar     = .6 // nothing but their words speaks for it
)

const none = -1

// matcher finds out which sentences of two memories are the same. A group is
// the sentences of both, on one side, that say the same: mostly one and one,
// more where the text is cut at other places.
//
// Method, from the surest evidence to the weakest, each step only for what the
// steps before have left:
//
//  1. sentences of the same documents, by their numbers;
//  2. units with the same text on both sides, in order, then anywhere;
//  3. sentences with the same text, between the same neighbours, then anywhere
//     where they are unique and not short;
//  4. sentences whose units belong together by the other side, if similar;
//  5. sentences between the same neighbours, if similar, cut however;
//  6. sentences of units with the same id, where ids can be trusted;
//  7. sentences anywhere, if very similar;
//  8. sentences whose units belong together by the other side and that have
//     nothing else to belong to: a text written anew.
//
// Every step takes O(n log n) in the sentences, or words, that it looks at.
type matcher struct {
	memory [2]*Memory
	units  [2][]int32    // those compared, in order
	gap    [2][]int32    // by unit: how many anchors stand before it
	owner  [2][2][]int32 // memory, side, sentence → unit, or none
	group  [2][2][]int32 // memory, side, sentence → group, or none
	groups [2]int32      // by side: how many there are
	fixed  [2]bool       // by side: grouped by number
}

func newMatcher(a, b *Memory) *matcher {
	m := &matcher{memory: [2]*Memory{a, b}}
	for k, mem := range m.memory {
		other := m.memory[1-k]
		for i := range mem.Units {
			if u := &mem.Units[i]; !u.null() || !other.PairsOnly && !u.empty() {
				m.units[k] = append(m.units[k], int32(i))
			}
		}
		m.gap[k] = make([]int32, len(mem.Units))
		for side := range 2 {
			m.owner[k][side] = filled(len(mem.Sentences[side]))
			m.group[k][side] = filled(len(mem.Sentences[side]))
			for _, u := range m.units[k] {
				r := mem.Units[u].Sides[side]
				for s := r.Start; s < r.End; s++ {
					m.owner[k][side][s] = u
				}
			}
		}
	}
	return m
}

func filled(n int) []int32 {
	list := make([]int32, n)
	for i := range list {
		list[i] = none
	}
	return list
}

func (m *matcher) run() {
	for side := range 2 {
		m.byNumber(side)
	}
	if m.fixed[0] && m.fixed[1] {
		return
	}
	m.wholeUnits()
	m.eachSide(m.sameInGaps)
	m.eachSide(m.sameAnywhere)
	m.eachSide(func(side int) { m.byPartner(side, nearPartner) })
	m.eachSide(m.similarInGaps)
	m.byID()
	m.eachSide(func(side int) { m.byPartner(side, nearPartner) })
	m.eachSide(m.similarAnywhere)
	m.eachSide(func(side int) { m.byPartner(side, 0) })
}

func (m *matcher) eachSide(step func(side int)) {
	for side := range 2 {
		if !m.fixed[side] {
			step(side)
		}
	}
}

// link makes a group of sentences of both memories.
func (m *matcher) link(side int, x, y []int32) {
	g := m.groups[side]
	m.groups[side]++
	for _, s := range x {
		m.group[0][side][s] = g
	}
	for _, s := range y {
		m.group[1][side][s] = g
	}
}

func (m *matcher) link1(side int, x, y int) {
	g := m.groups[side]
	m.groups[side]++
	m.group[0][side][x], m.group[1][side][y] = g, g
}

// byNumber groups the sentences of one side by number if both memories hold
// the same sentences there, or one of them does not know their text.
func (m *matcher) byNumber(side int) {
	a, b := m.memory[0], m.memory[1]
	x, y := a.Sentences[side], b.Sentences[side]
	if !a.Documents || !b.Documents {
		return
	}
	if !unknown(x) && !unknown(y) {
		if len(x) != len(y) {
			return
		}
		for i := range x {
			if x[i] != y[i] {
				return
			}
		}
	}
	m.fixed[side] = true
	for i := range min(len(x), len(y)) {
		m.link1(side, i, i)
	}
}

// unknown reports whether the texts are not known, only their number is.
func unknown(sentences []string) bool {
	for _, s := range sentences {
		if s != "" {
			return false
		}
	}
	return true
}

// wholeUnits groups the sentences of units that are the same on both sides.
func (m *matcher) wholeUnits() {
	var keys [2][]uint64
	for k := range 2 {
		keys[k] = make([]uint64, len(m.units[k]))
		for i, u := range m.units[k] {
			keys[k][i] = m.unitKey(k, u)
		}
	}
	var rest [2][]uint64
	var restUnits [2][]int32
	last := match{}
	leave := func(to match) {
		for k, span := range [2][2]int{{last.x, to.x}, {last.y, to.y}} {
			rest[k] = append(rest[k], keys[k][span[0]:span[1]]...)
			restUnits[k] = append(restUnits[k], m.units[k][span[0]:span[1]]...)
		}
	}
	anchors := int32(0)
	for _, p := range append(inOrder(keys[0], keys[1]), match{len(keys[0]), len(keys[1])}) {
		leave(p)
		for i := last.x; i < p.x; i++ {
			m.gap[0][m.units[0][i]] = anchors
		}
		for j := last.y; j < p.y; j++ {
			m.gap[1][m.units[1][j]] = anchors
		}
		if p.x < len(keys[0]) {
			m.linkUnits(m.units[0][p.x], m.units[1][p.y])
		}
		anchors++
		last = match{p.x + 1, p.y + 1}
	}
	for _, p := range uniques(occurrences(rest[0]), occurrences(rest[1])) {
		m.linkUnits(restUnits[0][p.x], restUnits[1][p.y])
	}
}

func (m *matcher) unitKey(k int, unit int32) uint64 {
	u := &m.memory[k].Units[unit]
	h := uint64(0)
	for side, r := range u.Sides {
		if m.fixed[side] && r.Len() > 0 {
			h = mix(h, mix(uint64(r.Start), uint64(r.End)))
		} else {
			h = mix(h, m.memory[k].hashRange(side, r))
		}
	}
	return h
}

// linkUnits groups the sentences of two units with the same text, each with
// its like, or with those that say the same where they are cut at other places.
func (m *matcher) linkUnits(x, y int32) {
	a, b := m.memory[0], m.memory[1]
	for side := range 2 {
		if a.Text(int(x), side) != b.Text(int(y), side) {
			return
		}
	}
	for side := range 2 {
		if !m.fixed[side] {
			m.linkSame(side, a.Units[x].Sides[side], b.Units[y].Sides[side])
		}
	}
}

// linkSame groups the sentences of two ranges whose joined texts are the same:
// a group ends where both have a boundary.
func (m *matcher) linkSame(side int, x, y align.Range) {
	if x.Len() == 0 || y.Len() == 0 {
		return
	}
	g, i, j := m.groups[side], x.Start, y.Start
	atX, atY := 0, 0 // length of the text up to and with sentence i-1, j-1
	for i < x.End || j < y.End {
		if i < x.End && (atX <= atY || j == y.End) {
			m.group[0][side][i] = g
			atX += len(m.memory[0].Sentences[side][i]) + 1
			i++
		} else {
			m.group[1][side][j] = g
			atY += len(m.memory[1].Sentences[side][j]) + 1
			j++
		}
		if atX == atY {
			g++
		}
	}
	if atX != atY { // only where sentences are empty
		g++
	}
	m.groups[side] = g
}
