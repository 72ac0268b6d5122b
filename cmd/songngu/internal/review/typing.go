package review

import "slices"

// Typing reaches the session in pieces: the page sends what has been typed after
// every pause. The pieces of one sentence, or one note, are one step of undo,
// and where the text is back as it was before the first of them there is none.

// Kinds of steps that only typing makes, as the journal has them.
const (
	kindMore = "more" // goes on with the step before it, and is undone with it
	kindBack = "back" // takes the step before it back, as if it had not been
)

// typist is who made a step by typing, and between which two writings of the
// file: the journal can tell a step's pieces only as long as it holds them all.
type typist struct {
	on    bool
	by    string
	saves int
}

// typed is how the piece p goes on with what the same person has typed before.
func (s *Session) typed(p *step, by string) (kind string, out *step) {
	p.typist = typist{true, by, s.saves}
	top := s.typing(by)
	if top == nil || !goesOn(top, p) {
		return "edit", p
	}
	if first, now := top.beads.old[0], p.beads.new[0]; first.note == now.note && sameText(top.text[0], p.text[0]) && sameText(top.text[1], p.text[1]) {
		return kindBack, top.inverse()
	}
	return kindMore, p
}

// typing is the newest step, if that person is making it by typing; else nil.
func (s *Session) typing(by string) *step {
	n := len(s.done)
	if n == 0 || len(s.undone) > 0 || s.done[n-1].typist != (typist{true, by, s.saves}) {
		return nil
	}
	return s.done[n-1]
}

// goesOn reports whether p changes just what top has made: one bead, and the
// same one sentence, or none.
func goesOn(top, p *step) bool {
	if len(top.beads.new) != 1 || len(p.beads.old) != 1 || len(p.beads.new) != 1 || top.beads.new[0] != p.beads.old[0] || len(top.beads.old) != 1 {
		return false
	}
	for side := range p.text {
		a, b := top.text[side], p.text[side]
		switch {
		case a.empty() && b.empty():
		case len(a.old) != 1 || len(a.new) != 1 || len(b.old) != 1 || len(b.new) != 1 || a.new[0] != b.old[0]:
			return false
		}
	}
	return true
}

func sameText(top, p splice[*sentence]) bool {
	if top.empty() {
		return true
	}
	x, y := top.old[0], p.new[0]
	return x.Text == y.Text && x.edited == y.edited && x.original == y.original
}

// and is the step that makes both, where q goes on with p.
func (p *step) and(q *step) *step {
	out := *p
	out.beads.new = q.beads.new
	for side := range out.text {
		if !out.text[side].empty() {
			out.text[side].new = q.text[side].new
		}
	}
	return &out
}

// overtaken reports whether somebody else has changed a sentence since the
// person who types has seen it.
func (d *draft) overtaken(x *sentence) bool {
	return x.made > d.revision && !d.own(x)
}

// own reports whether what was typed last, by the draft's author, has made a
// sentence.
func (d *draft) own(x *sentence) bool {
	top := d.s.typing(d.by)
	return top != nil && (slices.Contains(top.text[0].new, x) || slices.Contains(top.text[1].new, x))
}

// wrote reports whether what was typed last, by the draft's author, has made a
// bead what it is.
func (d *draft) wrote(b *bead) bool {
	top := d.s.typing(d.by)
	return top != nil && slices.Contains(top.beads.new, b)
}
