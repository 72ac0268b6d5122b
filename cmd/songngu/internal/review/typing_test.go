package review

import (
	"bytes"
	"context"
	"errors"
	"testing"
)

// typePiece sends a piece of typing at a revision.
func typePiece(s *Session, by string, revision int, e Edit) (*Result, error) {
	e.Revision, e.Typing = revision, true
	return s.Edit(context.Background(), e, by)
}

// What is typed in pieces is one step of undo, before a crash and after it.
func TestTypingIsOneStep(t *testing.T) {
	path, x := begun(t)
	before := written(t, x.file())
	n := x.Rows(1, 1).Rows[0].Vietnamese[0].N
	for _, words := range []string{"Câu", "Câu này", "Câu này vừa được viết lại."} {
		if _, err := typePiece(x, "mai", x.State().Revision, Edit{Op: "text", Side: "vi", N: n, Text: words}); err != nil {
			t.Fatal(err)
		}
	}
	after := written(t, x.file())
	again, _, err := reopen(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []*Session{x, again} {
		edit(t, s, Edit{Op: "undo"})
		if !bytes.Equal(written(t, s.file()), before) {
			t.Fatal("one undo does not take back what was typed")
		}
		edit(t, s, Edit{Op: "redo"})
		if !bytes.Equal(written(t, s.file()), after) {
			t.Fatal("one redo does not give it back")
		}
		sound(t, s)
	}
}

// Typing that ends where it began has never been.
func TestTypingTakenBack(t *testing.T) {
	path, x := begun(t)
	row := x.Rows(1, 1).Rows[0]
	text, n := row.Vietnamese[0].Text, row.Vietnamese[0].N
	for _, e := range []Edit{
		{Op: "text", Side: "vi", N: n, Text: "Khác."}, {Op: "text", Side: "vi", N: n, Text: "Khác hẳn."}, {Op: "text", Side: "vi", N: n, Text: text},
		{Op: "note", ID: row.ID, Note: "ask"}, {Op: "note", ID: row.ID, Note: "ask Mai"}, {Op: "note", ID: row.ID},
	} {
		if _, err := typePiece(x, "mai", x.State().Revision, e); err != nil {
			t.Fatal(err)
		}
	}
	again, _, err := reopen(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []*Session{x, again} {
		if label := s.State().UndoLabel; label != "merge" || s.State().CanRedo {
			t.Errorf("what can be undone is %q, redo %v", label, s.State().CanRedo)
		}
		edit(t, s, Edit{Op: "undo"})
		edit(t, s, Edit{Op: "undo"})
		if !bytes.Equal(written(t, s.file()), written(t, story())) {
			t.Error("undoing everything does not give back the file")
		}
	}
}

// Pieces sent before the answer to the one before has come are taken; what
// somebody else has typed in between is not written over, and is a step of its
// own.
func TestTypingOfTwo(t *testing.T) {
	_, x := begun(t)
	row := x.Rows(1, 1).Rows[0]
	n, seen := row.Vietnamese[0].N, x.State().Revision
	piece := func(by, words string) error {
		_, err := typePiece(x, by, seen, Edit{Op: "text", Side: "vi", N: n, Text: words})
		return err
	}
	if err := errors.Join(piece("mai", "Một."), piece("mai", "Một hai.")); err != nil {
		t.Fatal(err)
	}
	var f *Fault
	if err := piece("tom", "Ba."); !errors.As(err, &f) || f.Kind != Conflict {
		t.Fatalf("tom writes over mai: %v", err)
	}
	seen = x.State().Revision
	edit(t, x, Edit{Op: "status", IDs: []int{row.ID}, Status: "accepted"})
	if err := piece("tom", "Ba."); err != nil {
		t.Fatalf("a decision of somebody else is no other text: %v", err)
	}
	edit(t, x, Edit{Op: "undo"})
	if got := x.Rows(1, 1).Rows[0].Vietnamese[0].Text; got != "Một hai." {
		t.Errorf("the text is %q", got)
	}
	if _, err := typePiece(x, "tom", x.State().Revision-3, Edit{Op: "note", ID: row.ID, Note: "!"}); !errors.As(err, &f) || f.Kind != Conflict {
		t.Errorf("a note on what tom has not seen: %v", err)
	}
}
