package evaluate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"songngu/corpus/measuring"
)

func bead(src, tgt []int) Bead { return Bead{Src: src, Tgt: tgt, Confidence: -1} }

func TestCompareSmall(t *testing.T) {
	gold := Gold{
		Beads: []Bead{
			bead([]int{0}, []int{0}), bead([]int{1}, nil), bead([]int{2, 3}, []int{1, 2}), bead([]int{4}, []int{3, 4}), bead(nil, []int{5}),
		},
		Tags: []string{"ok", "del-vi-sent", "coarse", "ok", "ins-vi"},
	}
	test := []Bead{
		{Src: []int{0}, Tgt: []int{0}, Confidence: 0.95},
		{Src: []int{1}, Confidence: 0.85},
		{Src: []int{2}, Tgt: []int{1}, Confidence: 0.9},
		{Src: []int{3}, Tgt: []int{2}, Confidence: 0.8},
		{Src: []int{4}, Tgt: []int{3}, Confidence: 0.6},
		{Tgt: []int{4}, Confidence: 0.5},
		{Tgt: []int{5}, Confidence: 0.7},
	}
	s := Compare(gold, test)
	for name, c := range map[string][2]Count{
		"strict": {s.Strict, Count{4, 1, 3, 1}},
		"lax":    {s.Lax, Count{4, 4, 3, 3}},
		"aware":  {s.Aware, Count{4, 3, 3, 2}},
		"null":   {s.Null, Count{3, 2, 2, 2}},
		"links":  {s.Links, Count{4, 4, 7, 4}},
		"1-1":    {s.Types["1-1"], Count{4, 1, 1, 1}},
		"1-2":    {s.Types["1-2"], Count{0, 0, 1, 0}},
		"0-1":    {s.Types["0-1"], Count{2, 1, 1, 1}},
	} {
		if c[0] != c[1] {
			t.Errorf("%s: %+v, want %+v", name, c[0], c[1])
		}
	}
	if n := s.Reliability.Beads(); n != 7 {
		t.Errorf("%d beads with a confidence", n)
	}
	// Bins: .95 and .9 right; .85 and .8 right; .7 right; .6 and .5 wrong.
	want := ((2 - 1.85) + (2 - 1.65) + 0.3 + 0.6 + 0.5) / 7
	if got := s.Reliability.Error(); math.Abs(got-want) > 1e-9 {
		t.Errorf("calibration error %v, want %v", got, want)
	}
}

// randomBeads is an alignment of n lines with m.
func randomBeads(rng *rand.Rand, n, m int) []Bead {
	var beads []Bead
	i, j := 0, 0
	for i < n || j < m {
		a, b := min(rng.IntN(4), n-i), min(rng.IntN(4), m-j)
		switch {
		case a == 0 && b == 0:
			continue
		case a == 0:
			b = 1
		case b == 0:
			a = 1
		}
		x := Bead{Confidence: rng.Float64()}
		for range a {
			x.Src = append(x.Src, i)
			i++
		}
		for range b {
			x.Tgt = append(x.Tgt, j)
			j++
		}
		beads = append(beads, x)
	}
	return beads
}

func TestCompareWithItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		beads := randomBeads(rng, rapid.IntRange(0, 40).Draw(t, "n"), rapid.IntRange(0, 40).Draw(t, "m"))
		gold := Gold{Beads: beads}
		for range beads {
			gold.Tags = append(gold.Tags, []string{"ok", Coarse}[rng.IntN(2)])
		}
		s := Compare(gold, beads)
		for _, c := range []Count{s.Strict, s.Lax, s.Aware, s.Null, s.Links} {
			if c.Predicted > 0 && c.F1() != 1 || c.Predicted != c.RightPredicted || c.Gold != c.RightGold {
				t.Fatalf("an alignment is not equal to itself: %+v", s)
			}
		}
		var sum Count
		for _, c := range s.Types {
			sum.Add(c)
		}
		if sum.Gold != len(beads) || sum.RightPredicted != len(beads) {
			t.Fatalf("types add up to %+v of %d beads", sum, len(beads))
		}
	})
}

// The reference scorer and this package must count alike: both measure the gold
// sets against spoilt copies of themselves.
func TestSameAsReference(t *testing.T) {
	script := measuring.Path(t, "tools", "score.py")
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3")
	}
	for _, set := range []string{"docs-debinst/noisy", "news-ntrex/noisy", "verse-quran/clean"} {
		gold := measuring.Path(t, "data", "gold", filepath.FromSlash(set))
		pred := t.TempDir()
		paths, err := filepath.Glob(filepath.Join(gold, "*.gold.tsv"))
		if err != nil || len(paths) == 0 {
			t.Fatalf("no gold in %s: %v", gold, err)
		}
		rng := rand.New(rand.NewPCG(4, 2))
		for _, path := range paths {
			beads, err := ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			name := strings.TrimSuffix(filepath.Base(path), ".gold.tsv") + ".pred.tsv"
			if err := os.WriteFile(filepath.Join(pred, name), []byte(text(spoil(rng, beads))), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		out, err := exec.Command(python, script, gold, pred).Output()
		if err != nil {
			t.Fatalf("the reference scorer: %v", err)
		}
		r, err := Measure(gold, pred, nil)
		if err != nil {
			t.Fatal(err)
		}
		var mine strings.Builder
		fmt.Fprintln(&mine, "docs", r.Total.Documents)
		for _, x := range []struct {
			name string
			c    Count
		}{{"strict", r.Total.Strict}, {"lax", r.Total.Lax}, {"aware", r.Total.Aware}, {"null", r.Total.Null}} {
			fmt.Fprintf(&mine, "%-7s P %.4f R %.4f F1 %.4f\n", x.name, x.c.Precision(), x.c.Recall(), x.c.F1())
		}
		if string(out) != mine.String() {
			t.Errorf("%s: the reference says\n%s\nthis package\n%s", set, out, mine.String())
		}
	}
}

// spoil breaks some beads up, joins others and drops links.
func spoil(rng *rand.Rand, beads []Bead) []Bead {
	var out []Bead
	for k := 0; k < len(beads); k++ {
		b := beads[k]
		switch x := rng.IntN(12); {
		case x == 0 && k+1 < len(beads):
			c := beads[k+1]
			out = append(out, bead(append(append([]int{}, b.Src...), c.Src...), append(append([]int{}, b.Tgt...), c.Tgt...)))
			k++
		case x == 1 && !b.Null():
			for _, i := range b.Src {
				out = append(out, bead([]int{i}, nil))
			}
			for _, j := range b.Tgt {
				out = append(out, bead(nil, []int{j}))
			}
		case x <= 6 && len(b.Src) > 1 && len(b.Src) == len(b.Tgt):
			for i := range b.Src {
				out = append(out, bead(b.Src[i:i+1], b.Tgt[i:i+1]))
			}
		default:
			out = append(out, b)
		}
	}
	return out
}

func text(beads []Bead) string {
	var b strings.Builder
	numbers := func(l []int) string { return strings.Trim(strings.ReplaceAll(fmt.Sprint(l), " ", ","), "[]") }
	for _, x := range beads {
		fmt.Fprintf(&b, "%s\t%s\n", numbers(x.Src), numbers(x.Tgt))
	}
	return b.String()
}

func TestReadBeads(t *testing.T) {
	beads, err := ReadBeads(strings.NewReader("0\t0\t0.5\n\n1,2\t\n\t3\t\n4,3\t5\t1\textra\r\n"), "x")
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(beads); got != "[{[0] [0] 0.5} {[1 2] [] -1} {[] [3] -1} {[3 4] [5] 1}]" {
		t.Errorf("read %s", got)
	}
	for _, bad := range []string{"a\tb\n", "\t\t0.5\n", "0\t-1\n", "0\t0\t1.5\n", "0\t0\tNaN\n"} {
		if _, err := ReadBeads(strings.NewReader("0\t0\n"+bad), "x.tsv"); err == nil || !strings.Contains(err.Error(), "x.tsv:2:") {
			t.Errorf("%q: error %v", bad, err)
		}
	}
}

func FuzzReadBeads(f *testing.F) {
	f.Add("0,1\t2\t0.5\n")
	f.Add("\t\n")
	f.Fuzz(func(t *testing.T, s string) {
		beads, err := ReadBeads(strings.NewReader(s), "x")
		if err == nil {
			Compare(Gold{Beads: beads}, beads)
		}
	})
}

func TestMeasureFolders(t *testing.T) {
	gold, test := t.TempDir(), t.TempDir()
	write := func(dir, name, s string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(s), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(gold, "a.gold.tsv", "0\t0\n1,2\t1,2\n")
	write(gold, "a.tags.txt", "ok\ncoarse\n")
	write(gold, "b.gold.tsv", "0\t0\n")
	write(gold, "c.gold.tsv", "0\t0\n")
	write(test, "a.beads", "0\t0\t0.9\n1\t1\t0.8\n2\t2\t0.7\n")
	write(test, "b.pred.tsv", "0\t\n\t0\n")
	r, err := Measure(gold, test, nil)
	if err != nil {
		t.Fatal(err)
	}
	if want := (Count{3, 3, 3, 2}); r.Total.Aware != want {
		t.Errorf("aware %+v, want %+v", r.Total.Aware, want)
	}
	if fmt.Sprint(r.Missing) != "[c]" || len(r.Documents) != 2 {
		t.Errorf("missing %v, %d documents", r.Missing, len(r.Documents))
	}
	one, err := Measure(filepath.Join(gold, "a.gold.tsv"), filepath.Join(test, "a.beads"), nil)
	if err != nil || one.Total.Aware.F1() != 1 {
		t.Errorf("one file: %+v, %v", one, err)
	}
	if _, err := Measure(gold, filepath.Join(test, "a.beads"), nil); err == nil {
		t.Error("a folder against a file is no error")
	}
	if _, err := Measure(test, test, nil); err == nil {
		t.Error("a folder without gold is no error")
	}
}

func TestSegments(t *testing.T) {
	var s Segmentation
	if !s.CompareSegments("Trời mưa. \nAnh ấy ở nhà.\n", "Trời mưa.\nAnh ấy\n\nở nhà.") {
		t.Error("the texts are the same but for white space")
	}
	if s.Right != 1 || s.Wrong != 1 || s.Missed != 0 {
		t.Errorf("%+v", s)
	}
	if s.CompareSegments("abc\n", "ab\n") {
		t.Error("the texts differ")
	}
}

func TestSegmentsSameAsReference(t *testing.T) {
	script := measuring.Path(t, "tools", "segscore.py")
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3")
	}
	gold := measuring.Path(t, "data", "seg", "vi")
	out := t.TempDir()
	paths, _ := filepath.Glob(filepath.Join(gold, "*.sent"))
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		spoilt := strings.ReplaceAll(strings.ReplaceAll(string(b), ", ", ",\n"), "?\n", "? ")
		if err := os.WriteFile(filepath.Join(out, filepath.Base(path)), []byte(spoilt), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	ref, err := exec.Command(python, script, gold, out).Output()
	if err != nil {
		t.Fatal(err)
	}
	s, err := MeasureSegments(gold, out)
	if err != nil {
		t.Fatal(err)
	}
	mine := fmt.Sprintf("P %.4f R %.4f F1 %.4f (tp %d fp %d fn %d)\n", s.Precision(), s.Recall(), s.F1(), s.Right, s.Wrong, s.Missed)
	if string(ref) != mine {
		t.Errorf("the reference says %s this package %s", ref, mine)
	}
}
