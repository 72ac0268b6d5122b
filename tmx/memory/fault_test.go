package memory

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// childEnv makes this test binary import into the memory it names.
const childEnv = "SONGNGU_MEMORY_CHILD"

func TestMain(m *testing.M) {
	if path := os.Getenv(childEnv); path != "" {
		child(path)
		return
	}
	os.Exit(m.Run())
}

// child imports until it is killed, and says when it has begun.
func child(path string) {
	m, err := Open(context.Background(), path, Options{})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	units := varied(ownPairs(500), 400_000, uint64(os.Getpid()))
	begun := false
	_, err = m.Import(context.Background(), func(yield func(*Unit, error) bool) {
		for u := range units {
			if !begun {
				begun = true
				fmt.Println("begun")
			}
			if !yield(u, nil) {
				return
			}
		}
	}, PreferDate)
	fmt.Println("ended", err)
}

// A program that is killed while it imports leaves the memory as it was.
func TestKilled(t *testing.T) {
	times := 20
	if testing.Short() {
		times = 3
	}
	ctx := context.Background()
	m := fill(t, varied(ownPairs(300), 3000, 9))
	before, err := m.Stats(ctx)
	if err != nil {
		t.Fatal(err)
	}
	m.Close()
	rnd := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	for i := range times {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childEnv+"="+m.Path())
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		line := make([]byte, 100)
		n, _ := out.Read(line)
		if !bytes.HasPrefix(line[:n], []byte("begun")) {
			t.Fatalf("the child said %q", line[:n])
		}
		time.Sleep(time.Duration(rnd.IntN(1000)) * time.Millisecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if cmd.Wait() == nil {
			t.Fatal("the child was not killed")
		}
		sound(t, m.Path(), before.Units, fmt.Sprintf("killed %d times", i+1))
	}
}

// sound fails the test where a memory is damaged or does not have so many
// units.
func sound(t *testing.T, path string, units int64, when string) {
	t.Helper()
	ctx := context.Background()
	m, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatalf("%s: %v", when, err)
	}
	defer m.Close()
	faults, err := m.Check(ctx)
	if err != nil || len(faults) > 0 {
		t.Fatalf("%s: %v %v", when, faults, err)
	}
	if s, err := m.Stats(ctx); err != nil || s.Units != units {
		t.Fatalf("%s: %d units, want %d (%v)", when, s.Units, units, err)
	}
}

// An input that ends with an error leaves the memory as it was.
func TestAllOrNothing(t *testing.T) {
	m := fill(t, varied(ownPairs(100), 300, 9))
	before, err := m.Stats(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	_, err = m.Import(context.Background(), func(yield func(*Unit, error) bool) {
		for u := range varied(ownPairs(200), 5000, 10) {
			if !yield(u, nil) {
				return
			}
		}
		yield(nil, broken)
	}, PreferDate)
	if !errors.Is(err, broken) {
		t.Fatalf("error %v", err)
	}
	sound(t, m.Path(), before.Units, "after an error")
}

// While one writes, others read what was there before, and a second writer
// waits or is told.
func TestTwoWriters(t *testing.T) {
	ctx := context.Background()
	m := fill(t, varied(ownPairs(100), 300, 9))
	before, _ := m.Stats(ctx)
	other, err := Open(ctx, m.Path(), Options{Wait: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	_, err = m.Import(ctx, func(yield func(*Unit, error) bool) {
		if !yield(&Unit{Text: [2]string{"A new line.", "Một dòng mới."}, Confidence: NoConfidence}, nil) {
			return
		}
		_, err := other.Import(ctx, varied(ownPairs(10), 10, 1), PreferDate)
		if !errors.Is(err, ErrBusy) {
			t.Errorf("the second writer got %v", err)
		}
		if s, err := other.Stats(ctx); err != nil || s.Units != before.Units {
			t.Errorf("a reader sees %d units, want %d (%v)", s.Units, before.Units, err)
		}
	}, PreferDate)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := other.Lookup(ctx, Query{Text: "A new line."}); err != nil || len(got) != 1 {
		t.Errorf("the new unit is not seen elsewhere: %v %v", got, err)
	}
}

func TestRepair(t *testing.T) {
	ctx := context.Background()
	m := fill(t, varied(ownPairs(400), 5000, 9))
	before, _ := m.Stats(ctx)
	if err := m.shrink(); err != nil {
		t.Fatal(err)
	}
	m.Close()
	if r, err := Repair(ctx, m.Path(), false); err != nil || r.Kept != "" || len(r.Faults) > 0 {
		t.Fatalf("a sound memory: %+v %v", r, err)
	}
	data, err := os.ReadFile(m.Path())
	if err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(4, 4))
	for range 6 { // pages behind the first, which is the schema
		page := pageSize * (8 + rnd.IntN(len(data)/pageSize-8))
		for i := range pageSize {
			data[page+i] = byte(rnd.Uint32())
		}
	}
	if err := os.WriteFile(m.Path(), data, 0o666); err != nil {
		t.Fatal(err)
	}
	r, err := Repair(ctx, m.Path(), false)
	if err != nil {
		t.Fatal(err)
	}
	if r.Saved < before.Units*9/10 || r.Saved > before.Units || len(r.Faults) == 0 || r.Kept == "" {
		t.Fatalf("of %d units: %+v", before.Units, r)
	}
	t.Logf("%d units, 6 pages of %d damaged: %d saved, %d lost", before.Units, len(data)/pageSize, r.Saved, r.Lost)
	sound(t, m.Path(), r.Saved, "repaired")
}

func TestNoMemory(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	text := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(text, bytes.Repeat([]byte("no memory at all\n"), 1000), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(ctx, text, Options{}); !errors.Is(err, ErrForeign) {
		t.Errorf("a text file: %v", err)
	}
	if _, err := Open(ctx, text, Options{Create: true}); !errors.Is(err, ErrForeign) {
		t.Errorf("a text file to be made: %v", err)
	}
	if _, err := Open(ctx, filepath.Join(dir, "none"), Options{}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	foreign, err := openFile(filepath.Join(dir, "foreign.db"), time.Second, true)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := foreign.Exec("CREATE TABLE t (x)"); err != nil {
		t.Fatal(err)
	}
	foreign.Close()
	if _, err := Open(ctx, filepath.Join(dir, "foreign.db"), Options{Create: true}); !errors.Is(err, ErrForeign) {
		t.Errorf("another program's file: %v", err)
	}
	m := fill(t, varied(ownPairs(10), 10, 1))
	if _, err := m.db.Exec("PRAGMA user_version=99"); err != nil {
		t.Fatal(err)
	}
	m.Close()
	if _, err := Open(ctx, m.Path(), Options{}); !errors.Is(err, ErrNewer) {
		t.Errorf("a newer schema: %v", err)
	}
}
