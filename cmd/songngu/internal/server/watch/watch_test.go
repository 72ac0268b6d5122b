package watch

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// taker stands for the memory: it knows what it was given.
type taker struct {
	mu     sync.Mutex
	files  []string
	events chan Event
	fail   func(path string) error
}

func (k *taker) take(_ context.Context, path string) (int64, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fail != nil {
		if err := k.fail(path); err != nil {
			return 0, err
		}
	}
	k.files = append(k.files, filepath.Base(path))
	return 1, nil
}

// start watches dir until the test, or stop, ends it.
func start(t *testing.T, dir, ledger string, k *taker) (stop func()) {
	t.Helper()
	k.events = make(chan Event, 100)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- Run(ctx, Options{Dir: dir, Ledger: ledger, Take: k.take, Tell: func(e Event) { k.events <- e }, Settle: 40 * time.Millisecond, Again: 200 * time.Millisecond})
	}()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			cancel()
			if err := <-ended; err != nil {
				t.Error(err)
			}
		})
	}
	t.Cleanup(stop)
	return stop
}

func (k *taker) next(t *testing.T) Event {
	t.Helper()
	select {
	case e := <-k.events:
		return e
	case <-time.After(20 * time.Second):
		t.Fatal("nothing was told")
		return Event{}
	}
}

const small = `<tmx version="1.4"><body/></tmx>`

func put(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

// What is there is taken, then what comes, also in a folder that comes; what is
// no memory is not looked at; what changes is taken again.
func TestTake(t *testing.T) {
	dir, ledger := t.TempDir(), filepath.Join(t.TempDir(), "ledger")
	put(t, filepath.Join(dir, "a.tmx"), small)
	put(t, filepath.Join(dir, "notes.txt"), "no memory")
	put(t, filepath.Join(dir, ".hidden.tmx"), small+"<!-- hidden -->")
	if err := os.Symlink(filepath.Join(dir, "notes.txt"), filepath.Join(dir, "link.tmx")); err != nil {
		t.Log(err)
	}
	k := &taker{}
	start(t, dir, ledger, k)
	for _, step := range []struct{ name, content string }{
		{"a.tmx", ""}, {"auto/b.tmx", small + "<!-- b -->"}, {"c.TMX", small + "<!-- c -->"}, {"a.tmx", small + "<!-- changed -->"},
	} {
		if step.content != "" {
			put(t, filepath.Join(dir, step.name), step.content)
		}
		e := k.next(t)
		if e.Err != nil || e.Known || e.Units != 1 || e.Path != filepath.Join(dir, step.name) {
			t.Fatalf("%s: %+v", step.name, e)
		}
	}
	// The same content under another name is known.
	put(t, filepath.Join(dir, "copy.tmx"), small)
	if e := k.next(t); !e.Known {
		t.Fatalf("%+v", e)
	}
	if got := strings.Join(k.files, " "); got != "a.tmx b.tmx c.TMX a.tmx" {
		t.Fatal(got)
	}
}

// A restart takes nothing twice, also after a crash has cut the ledger short.
func TestRestart(t *testing.T) {
	dir, ledger := t.TempDir(), filepath.Join(t.TempDir(), "ledger")
	put(t, filepath.Join(dir, "a.tmx"), small)
	k := &taker{}
	stop := start(t, dir, ledger, k)
	if e := k.next(t); e.Units != 1 {
		t.Fatalf("%+v", e)
	}
	stop()
	f, err := os.OpenFile(ledger, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	f.WriteString(`{"sha256": "00`)
	f.Close()
	put(t, filepath.Join(dir, "b.tmx"), small+"<!-- b -->")
	for range 2 {
		k = &taker{}
		stop = start(t, dir, ledger, k)
		known := 0
		for range 2 {
			if k.next(t).Known {
				known++
			}
		}
		stop()
		if want := 2 - len(k.files); known != want || len(k.files) == 1 && k.files[0] != "b.tmx" {
			t.Fatalf("%d known, taken %v", known, k.files)
		}
	}
	if len(k.files) != 0 {
		t.Fatalf("taken again: %v", k.files)
	}
}

// A file that is being written is waited for.
func TestHalfWritten(t *testing.T) {
	dir := t.TempDir()
	k := &taker{fail: func(path string) error {
		data, err := os.ReadFile(path)
		if err == nil && !strings.HasSuffix(string(data), "</tmx>") {
			err = errors.New("half a file was taken")
		}
		return err
	}}
	start(t, dir, filepath.Join(t.TempDir(), "ledger"), k)
	f, err := os.Create(filepath.Join(dir, "slow.tmx"))
	if err != nil {
		t.Fatal(err)
	}
	f.WriteString(small[:10])
	time.Sleep(120 * time.Millisecond) // longer than a file has to rest
	f.WriteString(small[10:20])
	time.Sleep(10 * time.Millisecond)
	f.WriteString(small[20:])
	f.Close()
	if e := k.next(t); e.Err != nil || e.Units != 1 {
		t.Fatalf("%+v", e)
	}
}

// A broken file is told once and left alone, until it changes; what is no fault
// of the file is tried again.
func TestBroken(t *testing.T) {
	dir := t.TempDir()
	busy := 2
	k := &taker{fail: func(path string) error {
		if strings.HasSuffix(path, "bad.tmx") {
			if data, _ := os.ReadFile(path); strings.Contains(string(data), "broken") {
				return errors.New("broken")
			}
			return nil
		}
		if busy--; busy >= 0 {
			return ErrLater
		}
		return nil
	}}
	put(t, filepath.Join(dir, "bad.tmx"), small+"broken")
	put(t, filepath.Join(dir, "cut.tmx"), small[:15])
	put(t, filepath.Join(dir, "later.tmx"), small+"<!-- later -->")
	start(t, dir, filepath.Join(t.TempDir(), "ledger"), k)
	if e := k.next(t); e.Err == nil || e.Err.Error() != "broken" {
		t.Fatalf("%+v", e)
	}
	if e := k.next(t); filepath.Base(e.Path) != "later.tmx" || e.Units != 1 {
		t.Fatalf("%+v", e)
	}
	if e := k.next(t); filepath.Base(e.Path) != "cut.tmx" || e.Err == nil {
		t.Fatalf("%+v", e)
	}
	time.Sleep(300 * time.Millisecond)
	if len(k.events) != 0 {
		t.Fatalf("told again: %+v", <-k.events)
	}
	put(t, filepath.Join(dir, "bad.tmx"), small)
	if e := k.next(t); e.Err != nil || e.Units != 1 {
		t.Fatalf("%+v", e)
	}
}

func TestNoFolder(t *testing.T) {
	err := Run(t.Context(), Options{Dir: filepath.Join(t.TempDir(), "none")})
	if !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
}
