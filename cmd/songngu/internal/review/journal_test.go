package review

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"songngu/align/beadfile"
)

// begun is a review with two edits, as it is when the power goes.
func begun(t *testing.T) (path string, s *Session) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "a.alignment.jsonl")
	if err := os.WriteFile(path, written(t, story()), 0o640); err != nil {
		t.Fatal(err)
	}
	s = open(t, path, Options{})
	edit(t, s, Edit{Op: "status", IDs: []int{1, 2}, Status: beadfile.Accepted})
	edit(t, s, Edit{Op: "merge", ID: 0, With: "next"})
	return path, s
}

func edit(t *testing.T, s *Session, e Edit) *Result {
	t.Helper()
	e.Revision = s.State().Revision
	r, err := s.Edit(t.Context(), e, "")
	if err != nil {
		t.Fatalf("%+v: %v", e, err)
	}
	return r
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// reopen opens a file and returns what was said.
func reopen(path string) (*Session, string, error) {
	said := ""
	say := func(format string, args ...any) { said += fmt.Sprintf(format, args...) + "\n" }
	s, err := Open(context.Background(), path, Options{Now: clock(), Idle: -1, Say: say, Warn: say})
	return s, said, err
}

func TestJournalIsTakenOver(t *testing.T) {
	path, s := begun(t)
	want := written(t, s.file())
	again, said, err := reopen(path)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(said, "2 edits of an earlier session") || !bytes.Equal(written(t, again.file()), want) {
		t.Errorf("said %q", said)
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(read(t, path), want) {
		t.Error("the file does not hold the edits")
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the file's mode is %v", info.Mode())
	}
	if _, err := os.Stat(path + ".journal"); !errors.Is(err, os.ErrNotExist) {
		t.Error("the journal is still there")
	}
}

// Wherever a crash cuts the journal off, what was acknowledged before is taken
// over and the rest passed by.
func TestJournalCutAnywhere(t *testing.T) {
	path, s := begun(t)
	first, last := read(t, path), written(t, s.file())
	whole := read(t, path+".journal")
	ends := map[int]int{} // bytes of whole lines → edits
	steps := -1
	for i, c := range whole {
		if c == '\n' {
			steps++
			ends[i+1] = steps
		}
	}
	for n := 0; n <= len(whole); n += 1 + len(whole)/60 {
		dir := t.TempDir()
		cut := filepath.Join(dir, "a.alignment.jsonl")
		os.WriteFile(cut, first, 0o666)
		os.WriteFile(cut+".journal", whole[:n], 0o666)
		again, said, err := reopen(cut)
		if err != nil {
			t.Fatalf("cut at %d: %v", n, err)
		}
		at := bytes.LastIndexByte(whole[:n], '\n') + 1
		if at < n != strings.Contains(said, "never finished") {
			t.Errorf("cut at %d: said %q", n, said)
		}
		if got := len(again.done); got != max(ends[at], 0) {
			t.Errorf("cut at %d: %d edits, want %d", n, got, ends[at])
		}
		// What comes after a torn line must be readable too.
		edit(t, again, Edit{Op: "note", ID: 3, Note: "sau khi mất điện"})
		want := written(t, again.file())
		third, _, err := reopen(cut)
		if err != nil || !bytes.Equal(written(t, third.file()), want) {
			t.Fatalf("cut at %d: the journal that goes on gives another state: %v", n, err)
		}
	}
	if final, _, err := reopen(path); err != nil || !bytes.Equal(written(t, final.file()), last) {
		t.Error(err)
	}
}

// A crash between the moment when the new file takes its place and the moment
// when the journal goes makes no edit twice.
func TestCrashWhileSaving(t *testing.T) {
	path, s := begun(t)
	want := written(t, s.file())
	before := read(t, path)
	if err := s.Save(); err != nil {
		t.Fatal(err)
	}
	after := read(t, path)
	edit(t, s, Edit{Op: "undo"}) // goes on in a new journal
	undone := written(t, s.file())
	if again, _, err := reopen(path); err != nil || !bytes.Equal(written(t, again.file()), undone) {
		t.Fatalf("undoing what was saved before is lost: %v", err)
	}
	// The same, with the journal as it was just before it went.
	path, s = begun(t)
	temp, hash, err := s.writeTemp()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.journal.saved(hash); err != nil {
		t.Fatal(err)
	}
	if again, _, err := reopen(path); err != nil || !bytes.Equal(written(t, again.file()), want) || len(again.done) != 2 {
		t.Fatalf("before the rename: %v", err)
	}
	if err := os.Rename(temp, path); err != nil {
		t.Fatal(err)
	}
	again, _, err := reopen(path)
	if err != nil || !bytes.Equal(written(t, again.file()), want) || len(again.done) != 0 {
		t.Fatalf("after the rename: %v", err)
	}
	if _, err := os.Stat(path + ".journal"); err == nil {
		t.Error("a journal whose edits are in the file is still there")
	}
	if bytes.Equal(before, after) {
		t.Error("saving changed nothing")
	}
}

// A journal of other content is neither taken over nor touched.
func TestJournalOfAnotherFile(t *testing.T) {
	path, _ := begun(t)
	journal := read(t, path+".journal")
	other := story()
	other.English.Title = "Another"
	if err := os.WriteFile(path, written(t, other), 0o666); err != nil {
		t.Fatal(err)
	}
	_, _, err := reopen(path)
	e, ok := errors.AsType[*JournalError](err)
	if !ok || !strings.Contains(err.Error(), "another version") || e.HintLine() == "" {
		t.Fatalf("%v", err)
	}
	if !bytes.Equal(read(t, path+".journal"), journal) {
		t.Error("the journal was touched")
	}
	for name, bad := range map[string]string{
		"no journal":       "hello\n",
		"another format":   `{"type":"journal","format":9,"file":"x"}` + "\n",
		"broken inside":    string(journal[:bytes.IndexByte(journal, '\n')+1]) + "{\n" + `{"type":"step"}` + "\n",
		"step without all": string(journal[:bytes.IndexByte(journal, '\n')+1]) + `{"type":"step","kind":"edit"}` + "\n",
		"beads missing":    string(journal[:bytes.IndexByte(journal, '\n')+1]) + `{"type":"step","kind":"edit","text":[{"at":0,"remove":0},{"at":0,"remove":0}],"beads":{"at":0,"remove":1}}` + "\n",
		"beads not there":  string(journal[:bytes.IndexByte(journal, '\n')+1]) + `{"type":"step","kind":"edit","text":[{"at":0,"remove":0},{"at":0,"remove":0}],"beads":{"at":99,"remove":1}}` + "\n",
		"sentence gone":    string(journal[:bytes.IndexByte(journal, '\n')+1]) + `{"type":"step","kind":"edit","text":[{"at":0,"remove":1},{"at":0,"remove":0}],"beads":{"at":0,"remove":0}}` + "\n",
	} {
		p := filepath.Join(t.TempDir(), "a.alignment.jsonl")
		os.WriteFile(p, written(t, story()), 0o666)
		os.WriteFile(p+".journal", []byte(bad), 0o666)
		if _, _, err := reopen(p); err == nil {
			t.Errorf("%s: it was taken over", name)
		}
		if string(read(t, p+".journal")) != bad {
			t.Errorf("%s: it was touched", name)
		}
	}
}

// A file that another program has written meanwhile is not written over.
func TestFileChangedMeanwhile(t *testing.T) {
	path, s := begun(t)
	other := story()
	other.English.Title = "Another"
	foreign := written(t, other)
	if err := os.WriteFile(path, foreign, 0o666); err != nil {
		t.Fatal(err)
	}
	err := s.Save()
	if _, ok := errors.AsType[*ChangedError](err); !ok {
		t.Fatalf("%v", err)
	}
	if state := s.State(); state.Saved || state.Trouble == "" {
		t.Errorf("state %+v", state)
	}
	if !bytes.Equal(read(t, path), foreign) {
		t.Error("the foreign file was written over")
	}
	if _, err := os.Stat(path + ".journal"); err != nil {
		t.Error("the journal is gone")
	}
}

func TestReadOnly(t *testing.T) {
	path, _ := begun(t)
	before, journal := read(t, path), read(t, path+".journal")
	s := open(t, path, Options{ReadOnly: true})
	_, err := s.Edit(t.Context(), Edit{Op: "unlink", ID: 4, Revision: s.revision}, "")
	if f, ok := err.(*Fault); !ok || f.Kind != Forbidden {
		t.Errorf("%v", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if !bytes.Equal(read(t, path), before) || !bytes.Equal(read(t, path+".journal"), journal) {
		t.Error("a session that may only read has written")
	}
}

// A lock keeps a second session out while the first lives, and not longer.
func TestLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.alignment.jsonl")
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	now := clock()()
	lock, holder, err := Acquire(t.Context(), path, l.Addr(), now)
	if err != nil || holder != nil {
		t.Fatalf("%v %v", holder, err)
	}
	if info, err := os.Stat(path + ".lock"); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read the lock: %v", info.Mode())
	}
	ctx, end := context.WithCancel(t.Context())
	Vouch(ctx, l, lock.Secret)
	_, holder, err = Acquire(t.Context(), path, l.Addr(), now)
	if err != nil || holder == nil || holder.PID != os.Getpid() || holder.URL != "" {
		t.Fatalf("%+v %v", holder, err)
	}
	end()
	l.Close()
	second, holder, err := Acquire(t.Context(), path, l.Addr(), now)
	if err != nil || holder != nil {
		t.Fatalf("a lock that a crash has left keeps others out: %+v %v", holder, err)
	}
	lock.Release() // not ours any more
	if _, err := os.Stat(path + ".lock"); err != nil {
		t.Error("a lock was released that another session has")
	}
	second.Release()
	if _, err := os.Stat(path + ".lock"); err == nil {
		t.Error("the lock is still there")
	}
	for name, data := range map[string]string{"no JSON": "x", "no loopback": `{"pid":1,"address":"192.0.2.1:80","secret":"x"}`} {
		os.WriteFile(path+".lock", []byte(data), 0o600)
		third, holder, err := Acquire(t.Context(), path, l.Addr(), now)
		if err != nil || holder != nil {
			t.Fatalf("%s: %+v %v", name, holder, err)
		}
		third.Release()
	}
	os.WriteFile(path+".lock", []byte(`{"pid":1,"host":"nowhere.example","address":"127.0.0.1:1","secret":"x"}`), 0o600)
	if _, holder, err := Acquire(t.Context(), path, l.Addr(), now); err != nil || holder == nil || holder.Host != "nowhere.example" {
		t.Errorf("the lock of another machine: %+v %v", holder, err)
	}
	os.Remove(path + ".lock")
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// When nothing more happens for a while, the file itself is written and the
// journal goes; what comes after stands in a new one.
func TestIdle(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.alignment.jsonl")
	if err := os.WriteFile(path, written(t, story()), 0o666); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), path, Options{Now: clock(), Idle: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range []string{"merge", "undo", "redo"} {
		edit(t, s, Edit{Op: op, ID: 0, With: "next"})
		for {
			s.mu.Lock()
			dirty, want := s.dirty, written(t, s.file())
			s.mu.Unlock()
			if !dirty {
				if !bytes.Equal(read(t, path), want) {
					t.Fatalf("%s: the file is another", op)
				}
				break
			}
			time.Sleep(time.Millisecond)
		}
		if _, err := os.Stat(path + ".journal"); err == nil {
			t.Errorf("%s: the journal is still there", op)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
