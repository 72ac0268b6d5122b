package diff

import "strings"

// leftover is the sentences of a side that are in no group yet, in the order of
// their units, with the gaps they stand in.
func (m *matcher) leftover(k, side int) (sentences, gaps []int32) {
	for _, u := range m.units[k] {
		r := m.memory[k].Units[u].Sides[side]
		for s := r.Start; s < r.End; s++ {
			if m.group[k][side][s] == none {
				sentences = append(sentences, int32(s))
				gaps = append(gaps, m.gap[k][u])
			}
		}
	}
	return sentences, gaps
}

// eachGap calls step with the leftover sentences of each gap that has some in
// both memories.
func (m *matcher) eachGap(side int, step func(x, y []int32)) {
	x, gx := m.leftover(0, side)
	y, gy := m.leftover(1, side)
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case gx[i] < gy[j]:
			i++
		case gx[i] > gy[j]:
			j++
		default:
			ei, ej := run(gx, i), run(gy, j)
			step(x[i:ei], y[j:ej])
			i, j = ei, ej
		}
	}
}

// run is the end of the run of equal numbers that begins at i.
func run(list []int32, i int) int {
	end := i + 1
	for end < len(list) && list[end] == list[i] {
		end++
	}
	return end
}

// keys is the hashes of sentences.
func (m *matcher) keys(k, side int, sentences []int32) []uint64 {
	keys := make([]uint64, len(sentences))
	for i, s := range sentences {
		keys[i] = hashString(hashStart, m.memory[k].Sentences[side][s])
	}
	return keys
}

// linkEqual groups two sentences if they really have the same text.
func (m *matcher) linkEqual(side int, x, y int32) {
	if m.memory[0].Sentences[side][x] == m.memory[1].Sentences[side][y] {
		m.link1(side, int(x), int(y))
	}
}

// sameInGaps groups sentences of the same text within a gap: in order, then in
// any order.
func (m *matcher) sameInGaps(side int) {
	m.eachGap(side, func(x, y []int32) {
		for _, p := range inOrder(m.keys(0, side, x), m.keys(1, side, y)) {
			m.linkEqual(side, x[p.x], y[p.y])
		}
	})
	m.eachGap(side, func(x, y []int32) {
		for _, p := range uniques(occurrences(m.keys(0, side, x)), occurrences(m.keys(1, side, y))) {
			m.linkEqual(side, x[p.x], y[p.y])
		}
	})
}

// sameAnywhere groups sentences of the same text that are unique among those
// left and have three words at least: "Note." may be anybody's.
func (m *matcher) sameAnywhere(side int) {
	x, _ := m.leftover(0, side)
	y, _ := m.leftover(1, side)
	for _, p := range uniques(m.keys(0, side, x), m.keys(1, side, y)) {
		if strings.Count(m.memory[0].Sentences[side][x[p.x]], " ") >= 2 {
			m.linkEqual(side, x[p.x], y[p.y])
		}
	}
}

// similarInGaps groups sentences within a gap that are similar.
func (m *matcher) similarInGaps(side int) {
	m.eachGap(side, func(x, y []int32) { m.similar(side, x, y, nearGap) })
}

// byPartner groups sentences, if they are similar at least, of units that
// belong together by the other side and by nothing else.
func (m *matcher) byPartner(side int, least float64) {
	partners := m.partners(1 - side)
	for _, u := range m.units[0] {
		if v := partners[u]; v != none {
			m.similarUnits(side, u, v, least)
		}
	}
}

func (m *matcher) similarUnits(side int, u, v int32, least float64) {
	x, y := m.left(0, side, u), m.left(1, side, v)
	switch {
	case len(x) == 0 || len(y) == 0:
	case least == 0:
		m.link(side, x, y)
	default:
		m.similar(side, x, y, least)
	}
}

// left is the sentences of a unit that are in no group yet.
func (m *matcher) left(k, side int, unit int32) []int32 {
	var list []int32
	r := m.memory[k].Units[unit].Sides[side]
	for s := r.Start; s < r.End; s++ {
		if m.group[k][side][s] == none {
			list = append(list, int32(s))
		}
	}
	return list
}

// several stands where a unit has more than one partner.
const several = -2

// partners is, for each unit of the first memory, the one of the second that
// shares groups of this side with it, where neither shares any with a third.
func (m *matcher) partners(side int) []int32 {
	var of [2][]int32 // group → unit, by memory
	for k := range 2 {
		of[k] = filled(int(m.groups[side]))
		for s, g := range m.group[k][side] {
			if u := m.owner[k][side][s]; g >= 0 && u >= 0 {
				of[k][g] = merged(of[k][g], u)
			}
		}
	}
	forth, back := filled(len(m.memory[0].Units)), filled(len(m.memory[1].Units))
	for g := range of[0] {
		u, v := of[0][g], of[1][g]
		if u >= 0 && v != none {
			forth[u] = merged(forth[u], v)
		}
		if v >= 0 && u != none {
			back[v] = merged(back[v], u)
		}
	}
	for u, v := range forth {
		if v < 0 || back[v] != int32(u) {
			forth[u] = none
		}
	}
	return forth
}

func merged(have, unit int32) int32 {
	if have == none || have == unit {
		return unit
	}
	return several
}

// byID groups the sentences left of units with the same id. Ids are trusted if
// no id comes twice and at least nine in ten of those units that are paired by
// their text already have the same id: numbers given in passing, which shift
// with every unit that comes in, are not.
func (m *matcher) byID() {
	var ids [2]map[string]int32
	for k := range 2 {
		ids[k] = make(map[string]int32)
		for _, u := range m.units[k] {
			id := m.memory[k].Units[u].ID
			if id == "" {
				continue
			}
			if _, twice := ids[k][id]; twice {
				return
			}
			ids[k][id] = u
		}
		if len(ids[k]) == 0 {
			return
		}
	}
	right, wrong := 0, 0
	for u, v := range m.partners(English) {
		if v >= 0 && m.memory[0].Units[u].ID != "" {
			if m.memory[0].Units[u].ID == m.memory[1].Units[v].ID {
				right++
			} else {
				wrong++
			}
		}
	}
	if right < 9*wrong || right == 0 {
		return
	}
	for _, u := range m.units[0] {
		if v, ok := ids[1][m.memory[0].Units[u].ID]; ok {
			m.eachSide(func(side int) { m.similarUnits(side, u, v, 0) })
		}
	}
}
