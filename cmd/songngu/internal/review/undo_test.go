package review

import (
	"bytes"
	"testing"
)

// What was undone before a crash can be followed further back after it: the
// journal's undoing gives back the very beads and sentences that older steps
// speak of.
func TestUndoneBeforeACrash(t *testing.T) {
	path, x := begun(t)
	row := x.Rows(1, 1).Rows[0]
	edit(t, x, Edit{Op: "status", IDs: []int{row.ID}, Status: "needs-work"})
	n := row.Vietnamese[0].N
	edit(t, x, Edit{Op: "text", Side: "vi", N: n, Text: "Câu này vừa được viết lại."})
	edit(t, x, Edit{Op: "undo"})
	again, _, err := reopen(path)
	if err != nil {
		t.Fatal(err)
	}
	for again.State().CanUndo {
		edit(t, again, Edit{Op: "undo"})
	}
	if !bytes.Equal(written(t, again.file()), written(t, story())) {
		t.Error("undoing everything does not give back the file")
	}
	for again.State().CanRedo {
		edit(t, again, Edit{Op: "redo"})
	}
	sound(t, again)
}
