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
	"strconv"
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

// lotsEnv is how many imports a child makes, 1,000 if not set.
const lotsEnv = "SONGNGU_MEMORY_LOTS"

// childUnits is how many units a child adds with one import.
const childUnits = 6000

// child imports again and again until it is killed, and says when it has begun.
func child(path string) {
	lots := 1000
	if s := os.Getenv(lotsEnv); s != "" {
		lots, _ = strconv.Atoi(s)
	}
	m, err := Open(context.Background(), path, Options{})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("begun")
	for i := range lots {
		_, err := m.Import(context.Background(), func(yield func(*Unit, error) bool) {
			for k := range childUnits {
				line := fmt.Sprintf("Line %d of lot %d by %d.", k, i, os.Getpid())
				if !yield(&Unit{Text: [2]string{line, "Dòng " + line}, Confidence: NoConfidence}, nil) {
					return
				}
			}
		}, PreferDate)
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
}

// killsEnv is how often TestKilled kills, 10 if not set.
const killsEnv = "SONGNGU_KILLS"

// A program that is killed while it imports, at any moment, leaves the memory
// with all the units of an import or with none.
func TestKilled(t *testing.T) {
	times := 10
	if testing.Short() {
		times = 3
	}
	if s := os.Getenv(killsEnv); s != "" {
		var err error
		if times, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	m := fill(t, varied(ownPairs(300), 3000, 9))
	path, units := m.Path(), m.count(t)
	first := units
	m.Close()
	rnd := rand.New(rand.NewPCG(11, 12))
	for i := range times {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childEnv+"="+path)
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
		time.Sleep(time.Duration(rnd.IntN(800_000)) * time.Microsecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if cmd.Wait() == nil {
			t.Fatal("the child was not killed")
		}
		when := fmt.Sprintf("killed %d times", i+1)
		m, err := Open(context.Background(), path, Options{})
		if err != nil {
			t.Fatalf("%s: %v", when, err)
		}
		now := m.count(t)
		m.Close()
		if now < units || (now-units)%childUnits != 0 {
			t.Fatalf("%s: %d units, before there were %d, and an import adds %d", when, now, units, childUnits)
		}
		units = now
		sound(t, path, units, when)
		if units > 400_000 { // so that the checks stay quick
			m, err := Open(context.Background(), path, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := m.Delete(context.Background(), Filter{NotConfidently: true}, false); err != nil {
				t.Fatal(err)
			}
			units = m.count(t)
			m.Close()
		}
	}
	t.Logf("killed %d times: %d units of %d came", times, units, first)
}

func (m *Memory) count(t *testing.T) int64 {
	s, err := m.Stats(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return s.Units
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

// However a file is damaged, that is told or does no harm, and repairing it
// neither fails nor panics, keeps the damaged file, invents nothing and loses
// no more than what stood on the damaged pages.
func TestRepairAnyDamage(t *testing.T) {
	ctx := context.Background()
	m := fill(t, varied(ownPairs(300), 1500, 9))
	known := map[[2]string]bool{}
	for u, err := range m.Units(ctx, Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		known[u.Text] = true
	}
	if err := m.shrink(); err != nil {
		t.Fatal(err)
	}
	m.Close()
	sane, err := os.ReadFile(m.Path())
	if err != nil {
		t.Fatal(err)
	}
	copies := 25
	if testing.Short() {
		copies = 5
	}
	rnd := rand.New(rand.NewPCG(21, 22))
	told, foreign, saved := 0, 0, 0
	for i := range copies {
		path := filepath.Join(t.TempDir(), "memory.songngu")
		data, what := damage(rnd, bytes.Clone(sane))
		if err := os.WriteFile(path, data, 0o666); err != nil {
			t.Fatal(err)
		}
		r, err := Repair(ctx, path, false)
		if errors.Is(err, ErrForeign) || errors.Is(err, ErrDamaged) { // the first page: no memory at all any more
			if now, e := os.ReadFile(path); e != nil || !bytes.Equal(now, data) {
				t.Fatalf("%d, %s: the file that could not be repaired was changed", i, what)
			}
			foreign++
			continue
		}
		if err != nil {
			t.Fatalf("%d, %s: %v", i, what, err)
		}
		if len(r.Faults) > 0 {
			told++
			if _, err := os.Stat(r.Kept); err != nil {
				t.Fatalf("%d, %s: the damaged file is gone: %v", i, what, err)
			}
			sound(t, path, r.Saved, what)
		}
		m, err := Open(ctx, path, Options{})
		if err != nil {
			t.Fatalf("%d, %s: %v", i, what, err)
		}
		for u, err := range m.Units(ctx, Filter{}) {
			if err != nil {
				t.Fatalf("%d, %s: %v", i, what, err)
			}
			if known[u.Text] {
				saved++
			}
		}
		m.Close()
	}
	share := float64(saved) / float64(max((copies-foreign)*len(known), 1))
	t.Logf("%d damaged copies: %d told and repaired, %d no memory any more, %.3f of the units saved", copies, told, foreign, share)
	if told == 0 || share < 0.8 {
		t.Errorf("of %d copies %d were told to be damaged, %.3f of the units saved", copies, told, share)
	}
}

// damage spoils a file of SQLite in one of several ways.
func damage(rnd *rand.Rand, data []byte) ([]byte, string) {
	pages := len(data) / pageSize
	page := func() []byte {
		p := rnd.IntN(pages)
		return data[p*pageSize : (p+1)*pageSize]
	}
	switch rnd.IntN(5) {
	case 0: // random bytes in one to four pages
		for range 1 + rnd.IntN(4) {
			p := page()
			for i := range p {
				p[i] = byte(rnd.Uint32())
			}
		}
		return data, "random pages"
	case 1: // a page lost
		clear(page())
		return data, "a page of zeros"
	case 2: // bits
		for range 1 + rnd.IntN(20) {
			data[rnd.IntN(len(data))] ^= 1 << rnd.IntN(8)
		}
		return data, "bits"
	case 3: // a page written to the wrong place
		copy(page(), page())
		return data, "a page twice"
	}
	return data[:len(data)/4+rnd.IntN(len(data)*3/4)], "the end cut off"
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
