package review

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"songngu/align/beadfile"
)

// repeating is a file of n pairs, of which the first and the last have one
// source and two translations.
func repeating(n int) *beadfile.File {
	t := beadfile.NewTexts()
	t.Add([]string{"The bridge is closed."}, []string{"Cầu đã đóng."}, 0.99)
	for i := range n - 2 {
		t.Add([]string{fmt.Sprintf("House %d has a garden.", i)}, []string{fmt.Sprintf("Nhà số %d có vườn.", i)}, 0.99)
	}
	t.Add([]string{"The bridge is closed."}, []string{"Cây cầu cấm qua lại."}, 0.99)
	return t.File
}

func codes(s *Session, at int) string {
	var list []string
	for _, f := range s.Rows(at, 1).Rows[0].Findings {
		list = append(list, f.Code)
	}
	return strings.Join(list, " ")
}

// A large file is open before it has been checked; listeners are told of the
// findings, and nobody waits for the lock meanwhile.
func TestLargeFileIsCheckedBehind(t *testing.T) {
	for _, n := range []int{20, large + 20} {
		path := filepath.Join(t.TempDir(), "a.alignment.jsonl")
		if err := os.WriteFile(path, written(t, repeating(n)), 0o666); err != nil {
			t.Fatal(err)
		}
		s := open(t, path, Options{})
		events, stop := s.Listen()
		if first := <-events; first.Name != "revision" {
			t.Errorf("what comes first is %q", first.Name)
		}
		if err := s.Ready(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := codes(s, n-1); got != "Q401" {
			t.Errorf("of %d pairs the last has the findings %q, want Q401", n, got)
		}
		if version := s.State().Checks; version < 2 {
			t.Errorf("the findings have version %d", version)
		}
		stop()
		var names []string
		for e := range events {
			names = append(names, e.Name)
		}
		if !slices.Contains(names, "findings") {
			t.Errorf("heard of %q", names)
		}
		// An edit of either side of the difference ends it, once there is calm.
		edit(t, s, Edit{Op: "text", Side: "vi", N: 0, Text: "Cây cầu cấm qua lại."})
		if err := s.compareUnits(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := codes(s, n-1); got != "" {
			t.Errorf("after the edit the last has the findings %q", got)
		}
		// Who asks why while the table is being taught waits, and gets an answer.
		if why, err := s.Why(t.Context(), 0); err != nil || len(why.Features) == 0 {
			t.Errorf("%v, %v", why, err)
		}
		data, err := json.Marshal(s.Rows(1, 1))
		if err != nil || !strings.Contains(string(data), `"findings":[]`) {
			t.Errorf("%v: %s", err, data)
		}
	}
}
