package review

import (
	"slices"

	"songngu/align/diff"
	"songngu/tmx/exchange"
)

// against is the other file, and how the session's beads differ from it. The
// whole is compared once, at the beginning; after an edit only the parts that
// belong together with what was touched.
type against struct {
	theirs *diff.Memory
	parts  [][]int32     // their units that belong together, with a part of ours
	part   [2][]int32    // by root of a sentence: its part, -1 for none
	facts  map[int]*fact // by bead id: of those that differ
	added  int           // units that only the other file has
}

// fact is how some beads differ from some units.
type fact struct {
	kind  diff.Kind
	beads []int // ids
	units []int32
}

// compareAll compares the whole.
func (s *Session) compareAll() {
	if s.opts.Against == nil {
		return
	}
	a := &against{theirs: s.opts.Against, facts: map[int]*fact{}}
	for side := range a.part {
		a.part[side] = fill(len(s.base.English.Sentences))
		if side == vietnamese {
			a.part[side] = fill(len(s.base.Vietnamese.Sentences))
		}
	}
	s.against = a
	s.compare(s.beads, a.theirs, nil)
}

// compare compares some beads with a memory whose units are those numbers of
// theirs, nil for all of them, and notes what belongs together if it is all.
func (s *Session) compare(beads []*bead, theirs *diff.Memory, units []int32) {
	a := s.against
	ours := s.comparable(beads)
	r := diff.Compare(ours, theirs, diff.Options{IgnoreMeta: true})
	for _, c := range r.Changes {
		if len(c.A) == 0 {
			if units == nil {
				a.added++
			}
			continue
		}
		f := &fact{kind: c.Kind}
		for _, u := range c.B {
			if units != nil {
				u = units[u]
			}
			f.units = append(f.units, u)
		}
		for _, i := range c.A {
			b := beads[i]
			f.beads = append(f.beads, b.id)
			if c.Kind != diff.Kept {
				a.facts[b.id] = f
			}
			if units == nil {
				a.join(b, int32(len(a.parts)))
			}
		}
		if units == nil {
			a.parts = append(a.parts, f.units)
		}
	}
}

func (a *against) join(b *bead, part int32) {
	a.eachRoot(b, func(p *int32) { *p = part })
}

// eachRoot calls do with the part of every root of a bead's sentences.
func (a *against) eachRoot(b *bead, do func(*int32)) {
	for side := range b.side {
		for _, x := range b.side[side] {
			for _, r := range x.roots {
				if int(r) < len(a.part[side]) && r >= 0 {
					do(&a.part[side][r])
				}
			}
		}
	}
}

// comparable is some beads as the comparison takes them.
func (s *Session) comparable(beads []*bead) *diff.Memory {
	m := &diff.Memory{Name: s.name, Documents: s.memory == nil, PairsOnly: s.memory != nil, Format: "review"}
	if len(beads) == len(s.beads) && s.memory == nil {
		m = diff.FromFile(s.file(), s.name)
		m.Format = "review"
		return m
	}
	for _, b := range beads {
		var list [2][]string
		for side := range b.side {
			for _, x := range b.side[side] {
				list[side] = append(list[side], s.plain(b, side, x))
			}
		}
		m.Add("", "", list[0], list[1])
	}
	return m
}

// plain is a sentence's text without the markers of in-line codes.
func (s *Session) plain(b *bead, side int, x *sentence) string {
	if s.memory == nil {
		return x.Text
	}
	v := s.memory.units[s.memory.unit[s.at.bead[b.id]]].Variant(sideNames[side])
	if v == nil || !v.Seg.HasCodes() {
		return x.Text
	}
	seg, err := exchange.Unmarked(x.Text, v.Seg)
	if err != nil {
		return x.Text
	}
	return seg.Text()
}

// compareAgain compares what a step has touched.
func (s *Session) compareAgain(p *step) {
	a := s.against
	if a == nil || !regroups(p) {
		return
	}
	parts := map[int32]bool{}
	for _, b := range append(clone(p.beads.old), p.beads.new...) {
		delete(a.facts, b.id)
		a.eachRoot(b, func(p *int32) { parts[*p] = *p >= 0 })
	}
	var beads []*bead
	for n := -1; n != len(parts); { // until nothing more belongs together with it
		n = len(parts)
		beads = beads[:0]
		for _, b := range s.beads {
			in := false
			a.eachRoot(b, func(p *int32) { in = in || parts[*p] })
			if in || slices.Contains(p.beads.new, b) {
				beads = append(beads, b)
				a.eachRoot(b, func(p *int32) { parts[*p] = *p >= 0 })
			}
		}
	}
	units := []int32{}
	for part, on := range parts {
		if on {
			units = append(units, a.parts[part]...)
		}
	}
	slices.Sort(units)
	theirs := &diff.Memory{Name: a.theirs.Name, Documents: a.theirs.Documents, PairsOnly: a.theirs.PairsOnly, Format: "review"}
	for _, u := range units {
		theirs.Add(a.theirs.Units[u].ID, "", a.texts(u, english), a.texts(u, vietnamese))
	}
	for _, b := range beads {
		delete(a.facts, b.id)
	}
	s.compare(beads, theirs, units)
}

// regroups reports whether a step changes more than what is said of beads.
func regroups(p *step) bool {
	if !p.text[0].empty() || !p.text[1].empty() || len(p.beads.old) != len(p.beads.new) {
		return true
	}
	for i, b := range p.beads.new {
		if p.beads.old[i].id != b.id {
			return true
		}
	}
	return false
}

// texts is the sentences of one of their units.
func (a *against) texts(unit int32, side int) []string {
	r := a.theirs.Units[unit].Sides[side]
	return a.theirs.Sentences[side][r.Start:r.End]
}

func (a *against) kindOf(b *bead) string {
	if a == nil || a.facts[b.id] == nil {
		return ""
	}
	return a.facts[b.id].kind.String()
}

func (a *against) differenceOf(b *bead) *Difference {
	if a == nil || a.facts[b.id] == nil {
		return nil
	}
	f := a.facts[b.id]
	d := &Difference{Kind: f.kind.String(), Theirs: Theirs{[]string{}, []string{}}}
	for _, u := range f.units {
		d.Theirs.English = append(d.Theirs.English, a.texts(u, english)...)
		d.Theirs.Vietnamese = append(d.Theirs.Vietnamese, a.texts(u, vietnamese)...)
	}
	return d
}

func (a *against) counts() map[string]int {
	if a == nil {
		return nil
	}
	counts := map[string]int{}
	for _, f := range a.facts {
		counts[f.kind.String()]++
	}
	if a.added > 0 {
		counts[diff.Added.String()] = a.added
	}
	return counts
}
