package review

import (
	"slices"

	"songngu/align/beadfile"
)

// draft is the state in which an edit is being made. Its lists are its own,
// what they hold is shared with the session.
type draft struct {
	s *Session
	state
	revision int    // that the edit's author has seen
	by       string // the author
	typing   bool
	at       *places
	around   []*bead // that were made, and round which is to be aligned anew
	focus    *bead
	first    *bead // that was touched: where to look after undoing
}

func (s *Session) draft(e *Edit, by string) *draft {
	d := &draft{s: s, revision: e.Revision, by: by, typing: e.Typing, at: s.at}
	d.beads = slices.Clone(s.state.beads)
	for side := range d.text {
		d.text[side] = slices.Clone(s.state.text[side])
	}
	return d
}

// step is what the draft has changed.
func (d *draft) step(label string) *step {
	p := &step{label: label, beads: difference(d.s.state.beads, d.beads)}
	for side := range d.text {
		p.text[side] = difference(d.s.state.text[side], d.text[side])
	}
	if d.first != nil {
		p.back = d.first.id
		p.focus = p.back
	}
	if d.focus != nil {
		p.focus = d.focus.id
	}
	return p
}

// find is the bead of an id with its place. Somebody who has not seen its
// newest state gets a conflict.
func (d *draft) find(id int) (*bead, int, error) {
	if id < 0 || id >= len(d.s.at.bead) || d.s.at.bead[id] < 0 {
		if id >= 0 && id < len(d.s.at.bead) {
			return nil, 0, &Fault{Kind: Conflict, Message: "this pair is no more: a change in between has replaced it"}
		}
		return nil, 0, unknown("there is no pair %d", id)
	}
	if d.s.changed[id] > d.revision && !d.typing {
		return nil, 0, &Fault{Kind: Conflict, Message: "somebody has changed this pair in between"}
	}
	i := int(d.s.at.bead[id])
	b := d.beads[i]
	if d.first == nil {
		d.first = b
	}
	return b, i, nil
}

// sentence is the sentence of a number, with its bead.
func (d *draft) sentence(name string, n int) (side int, s *sentence, b *bead, err error) {
	if side = sideIndex(name); side < 0 {
		return 0, nil, nil, malformed(`side %q is neither "en" nor "vi"`, name)
	}
	if n < 0 || n >= len(d.text[side]) {
		return 0, nil, nil, unknown("there is no sentence %d on side %q", n, name)
	}
	b, _, err = d.find(d.beads[d.at.owner[side][n]].id)
	return side, d.text[side][n], b, err
}

// newBead makes a bead with an id of its own.
func (d *draft) newBead(b bead) *bead {
	b.id = d.s.nextBead
	d.s.nextBead++
	return &b
}

// newSentence makes a sentence with an id of its own.
func (d *draft) newSentence(side int, s sentence) *sentence {
	s.id, s.made = d.s.nextSentence[side], d.s.revision+1
	d.s.nextSentence[side]++
	s.folds = [2]string{}
	return &s
}

// fixed makes of these sentences what a reviewer has decided on: a bead, or
// beads without partner.
func (d *draft) fixed(side [2][]*sentence, like bead) []*bead {
	made := d.groups(side, like)
	for i, b := range made {
		b.fixed, b.confidence = true, 1
		if i > 0 {
			b.note = ""
		}
	}
	d.around = append(d.around, made...)
	return made
}

// groups makes a bead of these sentences, or one for each where a side is
// empty: a bead without partner holds one sentence.
func (d *draft) groups(side [2][]*sentence, like bead) []*bead {
	like.checked, like.findings, like.compared = false, nil, nil
	if len(side[0]) > 0 && len(side[1]) > 0 {
		like.side = side
		return []*bead{d.newBead(like)}
	}
	like.moved = false
	var list []*bead
	for k := range side {
		for _, x := range side[k] {
			b := like
			b.side = [2][]*sentence{}
			b.side[k] = []*sentence{x}
			list = append(list, d.newBead(b))
		}
	}
	return list
}

// put replaces the bead at a place by another under the same id.
func (d *draft) put(i int, change func(*bead)) {
	d.beads[i] = d.beads[i].with(change)
}

// regroup replaces beads by others of the same sentences, and puts all in
// order.
func (d *draft) regroup(old, made []*bead) {
	d.drop(old...)
	d.beads = append(d.beads, made...)
	d.arrange()
	if len(made) > 0 && d.focus == nil {
		d.focus = made[0]
	}
}

// drop takes beads out of the list.
func (d *draft) drop(old ...*bead) {
	gone := map[*bead]bool{}
	for _, b := range old {
		gone[b] = true
	}
	d.beads = slices.DeleteFunc(d.beads, func(b *bead) bool { return gone[b] })
}

// renumber finds places anew after sentences or beads have changed.
func (d *draft) renumber() { d.at = d.state.places(d.s.nextBead, d.s.nextSentence) }

// arrange puts beads in the order in which files have them: by their English
// side, and Vietnamese sentences without partner before the next bead in order
// that comes after them (see align.Alignment).
func (d *draft) arrange() {
	d.renumber()
	var all, alone []*bead
	for _, b := range d.beads {
		if len(b.side[english]) == 0 {
			alone = append(alone, b)
		} else {
			all = append(all, b)
		}
	}
	for side, list := range [2][]*bead{all, alone} {
		before := func(a, b *bead) int {
			x, _ := d.at.run(a, side)
			y, _ := d.at.run(b, side)
			return x.Start - y.Start
		}
		if !slices.IsSortedFunc(list, before) {
			slices.SortStableFunc(list, before)
		}
	}
	out := d.beads[:0:0]
	for _, b := range all {
		if r, ok := d.at.run(b, vietnamese); ok && !b.moved {
			for len(alone) > 0 {
				x, _ := d.at.run(alone[0], vietnamese)
				if x.Start >= r.Start {
					break
				}
				out, alone = append(out, alone[0]), alone[1:]
			}
		}
		out = append(out, b)
	}
	d.beads = append(out, alone...)
	d.renumber()
}

// joinNotes is the notes of beads that became one.
func joinNotes(beads ...*bead) string {
	note := ""
	for _, b := range beads {
		switch {
		case b.note == "":
		case note == "":
			note = b.note
		default:
			note += "\n" + b.note
		}
	}
	return note
}

// unreviewed is what a bead made of b has of it: its note, but no decision.
func unreviewed(b *bead) bead { return bead{note: b.note, moved: b.moved, status: beadfile.Unreviewed} }
