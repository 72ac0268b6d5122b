package batch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"songngu/cmd/songngu/internal/manifest"
)

func someJobs(n int) []Job {
	var pairs []manifest.Pair
	for i := range n {
		pairs = append(pairs, manifest.Pair{English: fmt.Sprintf("%d.txt", i), Vietnamese: "v"})
	}
	return Jobs(pairs)
}

// One bad pair, or one that panics, stops nothing and is told with its reason.
func TestRunGoesOn(t *testing.T) {
	journal, err := OpenJournal(filepath.Join(t.TempDir(), "j"), "s", false)
	if err != nil {
		t.Fatal(err)
	}
	defer journal.Close()
	results, err := Run(t.Context(), someJobs(50), journal, 4, func(_ context.Context, j Job) (any, error) {
		switch j.ID {
		case "7":
			return nil, errors.New("no such page")
		case "9":
			panic("nil map")
		}
		return j.ID, nil
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range results {
		want := ""
		switch i {
		case 7:
			want = "no such page"
		case 9:
			want = "internal fault: nil map"
		}
		if got := fmt.Sprint(r.Err); want == "" && r.Err != nil || want != "" && got != want {
			t.Errorf("job %d: error %v, want %q", i, r.Err, want)
		}
		if want == "" && r.Facts != fmt.Sprint(i) {
			t.Errorf("job %d has the facts of %v", i, r.Facts)
		}
	}
}

// A run that is stopped half-way and resumed does every job, and none twice,
// even if the journal's last line was torn.
func TestResume(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	jobs := someJobs(40)
	var count [40]atomic.Int32
	run := func(stopAfter int32, settings string, resume bool) error {
		journal, err := OpenJournal(path, settings, resume)
		if err != nil {
			return err
		}
		defer journal.Close()
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		var n atomic.Int32
		_, err = Run(ctx, jobs, journal, 3, func(_ context.Context, j Job) (any, error) {
			i := slices.IndexFunc(jobs, func(k Job) bool { return k.ID == j.ID })
			count[i].Add(1)
			return nil, nil
		}, func(int, Result) {
			if n.Add(1) == stopAfter {
				cancel()
			}
		})
		return err
	}
	if err := run(15, "s", false); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	before, _ := os.ReadFile(path)
	noted := strings.Count(string(before), `"done"`)
	f, _ := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	f.WriteString(`{"id":"39","en":"39.t`)
	f.Close()
	if err := run(-1, "s", false); !errors.Is(err, ErrJournal) {
		t.Fatalf("a journal is in the way, got %v", err)
	}
	if err := run(-1, "s", true); err != nil {
		t.Fatal(err)
	}
	twice := 0
	for i := range count {
		switch n := count[i].Load(); {
		case n == 0:
			t.Errorf("job %d was lost", i)
		case n > 1:
			twice++ // at work when the first run was stopped, and not noted
		}
	}
	if twice > 3 || noted < 15-3 {
		t.Errorf("%d jobs done twice, %d noted by the stopped run", twice, noted)
	}
	// Other settings mean other outputs: everything is done again.
	if err := run(-1, "other", true); err != nil {
		t.Fatal(err)
	}
	if count[0].Load() < 2 {
		t.Error("a job done under other settings was skipped")
	}
}

func TestByName(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"en/a.txt", "en/sub/b.en.md", "en/c-en.txt", "en/alone.txt", "en/.hidden", "en/v1.2.txt",
		"vi/a.html", "vi/sub/b.vi.docx", "vi/c-vi.txt", "vi/other.txt", "vi/v1.2.html"} {
		path := filepath.Join(dir, name)
		os.MkdirAll(filepath.Dir(path), 0o777)
		if err := os.WriteFile(path, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	pairs, alone, err := ByName(filepath.Join(dir, "en"), filepath.Join(dir, "vi"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range pairs {
		got = append(got, p.ID+"="+filepath.Base(p.English)+"+"+filepath.Base(p.Vietnamese))
	}
	want := "a=a.txt+a.html c=c-en.txt+c-vi.txt sub/b=b.en.md+b.vi.docx v1.2=v1.2.txt+v1.2.html"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("pairs\ngot  %s\nwant %s", s, want)
	}
	if len(alone) != 2 || !strings.HasSuffix(alone[0], "alone.txt") || !strings.HasSuffix(alone[1], "other.txt") {
		t.Errorf("alone: %v", alone)
	}
}

// Names of results stay in the output folder and never meet.
func TestJobNames(t *testing.T) {
	jobs := Jobs([]manifest.Pair{{ID: "../../etc/passwd"}, {ID: "a"}, {ID: "A"}, {English: "https://x.example/bài.html"}, {ID: "..."}, {ID: "a"}})
	var ids []string
	for _, j := range jobs {
		ids = append(ids, j.ID)
	}
	if got := strings.Join(ids, " "); got != "etc-passwd a A-2 bài pair a-3" {
		t.Errorf("got %s", got)
	}
}
