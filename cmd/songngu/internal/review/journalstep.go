package review

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"songngu/align"
	"songngu/align/beadfile"
	"songngu/corpus/text"
)

type sentenceSplice struct {
	At     int              `json:"at"`
	Remove int              `json:"remove"`
	Add    []sentenceRecord `json:"add,omitempty"`
}

type sentenceRecord struct {
	Block    int     `json:"block"`
	Span     [2]int  `json:"span"`
	Text     string  `json:"text"`
	Original *string `json:"original,omitempty"`
	Doubtful bool    `json:"doubtful,omitempty"`
	Roots    []int32 `json:"roots,omitempty"`
}

type beadSplice struct {
	At     int          `json:"at"`
	Remove int          `json:"remove"`
	Add    []beadRecord `json:"add,omitempty"`
}

type beadRecord struct {
	English    [2]int          `json:"en"`
	Vietnamese [2]int          `json:"vi"`
	Confidence float64         `json:"confidence"`
	Features   *[6]float64     `json:"features,omitempty"`
	Moved      bool            `json:"moved,omitempty"`
	Fixed      bool            `json:"fixed,omitempty"`
	Status     beadfile.Status `json:"status,omitempty"`
	Note       string          `json:"note,omitempty"`
}

func recordOfSentence(x *sentence) sentenceRecord {
	r := sentenceRecord{Block: x.Block, Span: [2]int{x.Span.Start, x.Span.End}, Text: x.Text, Doubtful: x.Doubtful, Roots: x.roots}
	if x.edited {
		r.Original = &x.original
	}
	return r
}

func (s *Session) recordOfBead(p *step, b *bead) beadRecord {
	r := beadRecord{Confidence: b.confidence, Moved: b.moved, Fixed: b.fixed, Status: b.status, Note: b.note}
	if f := b.features; f != (align.Features{}) {
		r.Features = &[6]float64{f.Length, f.Words, f.Anchors, f.Shape, f.Structure, f.Prior}
	}
	for side, to := range [2]*[2]int{&r.English, &r.Vietnamese} {
		if list := b.side[side]; len(list) > 0 {
			n := s.numberAfter(p, side, list[0])
			*to = [2]int{n, n + len(list)}
		}
	}
	return r
}

// lineOf is the line of a step, but for its time.
func (s *Session) lineOf(kind string, p *step) journalLine {
	l := journalLine{Type: "step", Kind: kind, Op: p.label, Text: &[2]sentenceSplice{}, Beads: &beadSplice{At: p.beads.at, Remove: len(p.beads.old)}}
	for side, t := range p.text {
		x := &l.Text[side]
		x.At, x.Remove = t.at, len(t.old)
		for _, sen := range t.new {
			x.Add = append(x.Add, recordOfSentence(sen))
		}
	}
	for _, b := range p.beads.new {
		l.Beads.Add = append(l.Beads.Add, s.recordOfBead(p, b))
	}
	return l
}

// retraced is the step of a line that goes back, or forward again, in what the
// journal has told: that of the stack, which gives back the very beads and
// sentences that the steps before and behind it speak of. p is the step as the
// line has it. Where they do not say the same, the line holds, and nothing that
// came before can be undone any more.
func (s *Session) retraced(l *journalLine, p *step) *step {
	stack := s.done
	if l.Kind == "redo" {
		stack = s.undone
	}
	if len(stack) == 0 {
		return p
	}
	top := stack[len(stack)-1]
	if l.Kind == kindMore {
		if goesOn(top, p) {
			return p
		}
	} else if q := top.inverse(); s.says(l, q) {
		return q
	}
	s.done, s.undone = nil, nil
	return p
}

// says reports whether a line is that of a step.
func (s *Session) says(l *journalLine, p *step) bool {
	for side, t := range p.text {
		if x := l.Text[side]; x.At != t.at || x.Remove != len(t.old) || len(x.Add) != len(t.new) {
			return false
		}
	}
	if l.Beads.At != p.beads.at || l.Beads.Remove != len(p.beads.old) || len(l.Beads.Add) != len(p.beads.new) {
		return false
	}
	q := s.lineOf(l.Kind, p)
	a, err := json.Marshal([]any{l.Text, l.Beads})
	b, err2 := json.Marshal([]any{q.Text, q.Beads})
	return err == nil && err2 == nil && bytes.Equal(a, b)
}

// numberAfter is a sentence's number after a step.
func (s *Session) numberAfter(p *step, side int, x *sentence) int {
	t := p.text[side]
	for i, y := range t.new {
		if x == y {
			return t.at + i
		}
	}
	n := int(s.at.number[side][x.id])
	if n >= t.at+len(t.old) {
		n += len(t.new) - len(t.old)
	}
	return n
}

// restore makes a step of its line.
func (s *Session) restore(l *journalLine) (*step, error) {
	if l.Text == nil || l.Beads == nil || !slices.Contains([]string{"edit", "undo", "redo", kindMore, kindBack}, l.Kind) {
		return nil, errors.New("the step is not complete")
	}
	p := &step{label: l.Op}
	var after [2][]*sentence
	for side, x := range l.Text {
		list := s.text[side]
		if x.At < 0 || x.Remove < 0 || x.At+x.Remove > len(list) {
			return nil, fmt.Errorf("it replaces sentences that are not there")
		}
		t := splice[*sentence]{at: x.At, old: clone(list[x.At : x.At+x.Remove])}
		for _, r := range x.Add {
			y, err := s.restoreSentence(side, r)
			if err != nil {
				return nil, err
			}
			t.new = append(t.new, y)
		}
		p.text[side] = t
		after[side] = t.apply(clone(list))
	}
	b := l.Beads
	if b.At < 0 || b.Remove < 0 || b.At+b.Remove > len(s.beads) {
		return nil, fmt.Errorf("it replaces beads that are not there")
	}
	p.beads = splice[*bead]{at: b.At, old: clone(s.beads[b.At : b.At+b.Remove])}
	for _, r := range b.Add {
		made, err := s.restoreBead(after, r)
		if err != nil {
			return nil, err
		}
		p.beads.new = append(p.beads.new, made)
	}
	if n := len(p.beads.new); n > 0 {
		p.focus, p.back = p.beads.new[0].id, p.beads.new[0].id
	}
	if n := len(p.beads.old); n > 0 {
		p.back = p.beads.old[0].id
	}
	return p, s.whole(p)
}

func (s *Session) restoreSentence(side int, r sentenceRecord) (*sentence, error) {
	d := s.documents()[side]
	if r.Block < 0 || r.Block >= len(d.Blocks) {
		return nil, fmt.Errorf("there is no block %d", r.Block)
	}
	x := &sentence{id: s.nextSentence[side], roots: r.Roots, made: s.revision + 1}
	x.Text, x.Span, x.Block, x.Doubtful = r.Text, text.Span{Start: r.Span[0], End: r.Span[1]}, r.Block, r.Doubtful
	x.Kind, x.Level = d.Blocks[r.Block].Kind, d.Blocks[r.Block].Level
	if r.Original != nil {
		x.edited, x.original = true, *r.Original
	}
	s.nextSentence[side]++
	return x, nil
}

func (s *Session) restoreBead(after [2][]*sentence, r beadRecord) (*bead, error) {
	b := &bead{id: s.nextBead, confidence: r.Confidence, moved: r.Moved, fixed: r.Fixed, status: r.Status, note: r.Note}
	if f := r.Features; f != nil {
		b.features = align.Features{Length: f[0], Words: f[1], Anchors: f[2], Shape: f[3], Structure: f[4], Prior: f[5]}
	}
	for side, x := range [2][2]int{r.English, r.Vietnamese} {
		if x[0] < 0 || x[1] < x[0] || x[1] > len(after[side]) {
			return nil, fmt.Errorf("a bead names sentences that are not there")
		}
		if x[1] > x[0] {
			b.side[side] = clone(after[side][x[0]:x[1]])
		}
	}
	if !r.Status.Valid() {
		return nil, fmt.Errorf("unknown status %q", r.Status)
	}
	s.nextBead++
	return b, nil
}

// whole checks that after a step every sentence is in exactly one bead, if it
// was so before: the beads that are replaced held what the new ones hold, but
// for the sentences that the step itself replaces.
func (s *Session) whole(p *step) error {
	for side, t := range p.text {
		free := map[*sentence]bool{}
		for _, b := range p.beads.old {
			for _, x := range b.side[side] {
				free[x] = true
			}
		}
		for _, x := range t.old {
			if !free[x] {
				return errors.New("it replaces a sentence, but not the bead that holds it")
			}
			delete(free, x)
		}
		for _, x := range t.new {
			free[x] = true
		}
		for _, b := range p.beads.new {
			for _, x := range b.side[side] {
				if !free[x] {
					return errors.New("after it, a sentence would be in two beads, or in one and gone")
				}
				delete(free, x)
			}
		}
		if len(free) > 0 {
			return errors.New("after it, a sentence would be in no bead")
		}
	}
	return nil
}
