package review

import (
	"context"
	"encoding/json"
	"slices"

	"songngu/align/beadfile"
)

// Edit is one decision, as the page sends it. Which members count depends on
// Op; sentence numbers are those of Revision.
type Edit struct {
	Revision int    `json:"revision"`
	Op       string `json:"op"`

	ID   int    `json:"id"`
	IDs  []int  `json:"ids,omitempty"`  // status
	With string `json:"with,omitempty"` // merge: "next" or "previous"

	English    Numbers `json:"en,omitempty"` // split: how many stay; link: which
	Vietnamese Numbers `json:"vi,omitempty"`

	Side string `json:"side,omitempty"`
	N    int    `json:"n"`
	At   int    `json:"at,omitempty"` // splitSentence: UTF-16 code units from the sentence's start
	To   string `json:"to,omitempty"` // move: "next" or "previous"

	Text   string          `json:"text,omitempty"`
	Status beadfile.Status `json:"status,omitempty"`
	Note   string          `json:"note,omitempty"`
	From   string          `json:"from,omitempty"`   // take: "theirs" or "ours"
	Typing bool            `json:"typing,omitempty"` // text, note: it is still being typed
}

// Numbers is a number or a list of numbers in JSON.
type Numbers []int

// UnmarshalJSON takes 3 for [3].
func (n *Numbers) UnmarshalJSON(data []byte) error {
	var one int
	if json.Unmarshal(data, &one) == nil {
		*n = Numbers{one}
		return nil
	}
	return json.Unmarshal(data, (*[]int)(n))
}

// The bounds of an edit.
const (
	maxEdited = 64 << 10 // bytes of a sentence or a note
	maxLinked = 64       // sentences of a side in a bead that is made by hand
)

// operation makes one edit in a draft.
type operation struct {
	structural bool // changes which sentences belong together: not in a memory
	numbers    bool // names sentences by number
	takes      bool // may change which sentences belong together
	do         func(context.Context, *draft, *Edit) error
}

var operations map[string]operation

func init() { // operations refer to functions that refer to it
	operations = map[string]operation{
		"merge":         {structural: true, do: merge},
		"split":         {structural: true, do: split},
		"splitSentence": {structural: true, numbers: true, do: splitSentence},
		"joinSentence":  {structural: true, numbers: true, do: joinSentence},
		"move":          {structural: true, numbers: true, do: move},
		"unlink":        {structural: true, do: unlink},
		"link":          {structural: true, numbers: true, do: link},
		"text":          {numbers: true, do: setText},
		"status":        {do: setStatus},
		"note":          {do: setNote},
		"take":          {takes: true, do: take},
	}
}

// Edit makes an edit, keeps it in the journal and says what has changed. An
// error is a *Fault where the edit is to blame; then nothing has changed.
func (s *Session) Edit(ctx context.Context, e Edit, by string) (*Result, error) {
	if op := operations[e.Op]; op.structural || op.takes {
		if err := s.learn(ctx); err != nil {
			return nil, err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.readOnly {
		return nil, &Fault{Kind: Forbidden, Message: "this window may only read: another session has the file", Revision: s.revision}
	}
	var p *step
	var err error
	kind := e.Op
	switch e.Op {
	case "undo":
		p, err = s.back(&e, s.done, "there is nothing to undo")
	case "redo":
		p, err = s.back(&e, s.undone, "there is nothing to do again")
	default:
		kind = "edit"
		p, err = s.make(ctx, &e, by)
		if err == nil && e.Typing && !p.empty() {
			kind, p = s.typed(p, by)
		}
	}
	if err != nil {
		if f, ok := err.(*Fault); ok {
			f.Revision = s.revision
		}
		return nil, err
	}
	if p.empty() {
		return s.result(p), nil
	}
	if err := s.journal.write(s, kind, p, s.now()); err != nil {
		return nil, err
	}
	s.commit(kind, p)
	s.publish(Event{Revision: s.revision, By: by})
	s.touched()
	if regroups(p) {
		s.compareSoon()
	}
	return s.result(p), nil
}

// back is the step that undoes the last of a stack.
func (s *Session) back(e *Edit, stack []*step, nothing string) (*step, error) {
	if e.Revision != s.revision {
		return nil, &Fault{Kind: Conflict, Message: "somebody has made a change in between: look at it first"}
	}
	if len(stack) == 0 {
		return nil, impossible("", "%s", nothing)
	}
	return stack[len(stack)-1].inverse(), nil
}

// make works out the step of an edit.
func (s *Session) make(ctx context.Context, e *Edit, by string) (*step, error) {
	op, ok := operations[e.Op]
	e.Typing = e.Typing && (e.Op == "text" || e.Op == "note")
	switch {
	case !ok:
		return nil, malformed("there is no operation %q", e.Op)
	case op.structural && s.memory != nil:
		return nil, impossible("open the alignment file to change which sentences belong together", "a memory holds whole units: %s is for alignments", e.Op)
	case e.Revision > s.revision || e.Revision < 0:
		return nil, malformed("there is no revision %d, the newest is %d", e.Revision, s.revision)
	case op.numbers && e.Revision < s.renumbered:
		return nil, &Fault{Kind: Conflict, Message: "sentences have got other numbers in between"}
	}
	d := s.draft(e, by)
	if err := op.do(ctx, d, e); err != nil {
		return nil, err
	}
	return d.step(e.Op), nil
}

// commit makes a step part of the session.
func (s *Session) commit(kind string, p *step) {
	s.recheck(p.beads.new)
	s.state.apply(p)
	s.revision++
	if p.renumbers() {
		s.renumbered = s.revision
	}
	s.at = s.state.places(s.nextBead, s.nextSentence)
	s.noteChanged(p)
	switch kind {
	case "undo":
		if n := len(s.done); n > 0 {
			s.done = s.done[:n-1]
		}
		s.undone = append(s.undone, p)
	case "redo":
		if n := len(s.undone); n > 0 {
			s.undone = s.undone[:n-1]
		}
		s.done = append(s.done, p)
	case kindBack:
		if n := len(s.done); n > 0 {
			s.done = s.done[:n-1]
		}
	case kindMore:
		if n := len(s.done); n > 0 {
			s.done[n-1] = s.done[n-1].and(p)
			break
		}
		fallthrough
	default:
		s.done, s.undone = append(s.done, p), nil
	}
	s.pace.note(p, s.now())
	s.compareAgain(p)
}

// noteChanged notes which pairs are not any more what somebody may have seen:
// a new confidence alone is no such change.
func (s *Session) noteChanged(p *step) {
	old := map[int]*bead{}
	for _, b := range p.beads.old {
		old[b.id] = b
	}
	for _, b := range p.beads.new {
		was := old[b.id]
		delete(old, b.id)
		if was == nil || was.status != b.status || was.note != b.note ||
			!slices.Equal(was.side[0], b.side[0]) || !slices.Equal(was.side[1], b.side[1]) {
			s.changed[b.id] = s.revision
		}
	}
	for id := range old {
		s.changed[id] = s.revision
	}
}
