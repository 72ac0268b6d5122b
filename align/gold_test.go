package align

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"

	"songngu/align/evaluate"
	"songngu/corpus"
	"songngu/corpus/measuring"
)

// figures skips a test that prints figures unless someone reads them.
func figures(t *testing.T) {
	t.Helper()
	if !testing.Verbose() {
		t.Skip("prints figures: run with -v")
	}
	measuring.Path(t, "data", "gold")
}

// readLines reads a file of one sentence a line.
func readLines(path string) ([]corpus.Sentence, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var s []corpus.Sentence
	for line := range strings.Lines(string(b)) {
		s = append(s, corpus.Sentence{Text: strings.TrimRight(line, "\n")})
	}
	return s, nil
}

// goldSets are all sets, and goldNine those the targets are set on.
var (
	goldNine = []string{
		"news-ntrex/noisy", "news-vlsp/noisy", "news-alt/noisy", "talks-ted/noisy", "docs-markdown/noisy",
		"docs-debinst/noisy", "docs-debinst/gaps", "verse-bible/noisy", "verse-quran/noisy",
	}
	goldOthers = []string{
		"news-ntrex/clean", "news-vlsp/clean", "news-alt/clean", "talks-ted/clean", "docs-markdown/clean",
		"docs-debinst/clean", "docs-lohelp/clean", "docs-lohelp/noisy", "hand/clean", "hand/noisy",
		"verse-bible/clean", "verse-quran/clean", "web-mozilla/clean", "web-mozilla/noisy",
	}
)

// toEvaluate turns an alignment into beads of line numbers.
func toEvaluate(a *Alignment) []evaluate.Bead {
	var beads []evaluate.Bead
	for _, b := range a.Beads {
		e := evaluate.Bead{Confidence: b.Confidence}
		for i := b.Src.Start; i < b.Src.End; i++ {
			e.Src = append(e.Src, i)
		}
		for j := b.Tgt.Start; j < b.Tgt.End; j++ {
			e.Tgt = append(e.Tgt, j)
		}
		beads = append(beads, e)
	}
	return beads
}

// measureSet aligns every document of a set, several at once, and adds up.
func measureSet(tb testing.TB, set string, opts Options) evaluate.Score {
	tb.Helper()
	return teachSet(tb, set, opts, nil)
}

// teachSet also teaches a memory, if there is one.
func teachSet(tb testing.TB, set string, opts Options, memory *Memory) evaluate.Score {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join(measuring.Path(tb, "data", "gold"), set, "*.gold.tsv"))
	if err != nil || len(files) == 0 {
		tb.Fatalf("no gold in %q: %v", set, err)
	}
	slices.Sort(files)
	scores := make([]evaluate.Score, len(files))
	lessons := make([]func(), len(files))
	opts.Workers = 1
	var wg sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for k, path := range files {
		wg.Add(1)
		slots <- struct{}{}
		go func() {
			defer func() { <-slots; wg.Done() }()
			base := strings.TrimSuffix(path, ".gold.tsv")
			en, err := readLines(base + ".en.txt")
			if err != nil {
				tb.Error(err)
				return
			}
			vi, err := readLines(base + ".vi.txt")
			if err != nil {
				tb.Error(err)
				return
			}
			g, err := evaluate.ReadGold(path)
			if err != nil {
				tb.Error(err)
				return
			}
			a, err := Align(context.Background(), en, vi, opts)
			if err != nil {
				tb.Error(err)
				return
			}
			if dir := os.Getenv("SONGNGU_PRED"); dir != "" {
				writePred(tb, filepath.Join(dir, set), filepath.Base(base), a)
			}
			lessons[k] = func() { memory.Teach(en, vi, a) }
			scores[k] = evaluate.Compare(g, toEvaluate(a))
		}()
	}
	wg.Wait()
	var total evaluate.Score
	for k, s := range scores {
		total.Add(s)
		if memory != nil && lessons[k] != nil {
			lessons[k]()
		}
	}
	return total
}

// writePred keeps an alignment for reading, or for another scorer.
func writePred(tb testing.TB, dir, doc string, a *Alignment) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		tb.Error(err)
		return
	}
	numbers := func(r Range) string {
		var s []string
		for i := r.Start; i < r.End; i++ {
			s = append(s, fmt.Sprint(i))
		}
		return strings.Join(s, ",")
	}
	var b strings.Builder
	for _, x := range a.Beads {
		fmt.Fprintf(&b, "%s\t%s\t%.4f\n", numbers(x.Src), numbers(x.Tgt), x.Confidence)
	}
	if err := os.WriteFile(filepath.Join(dir, doc+".pred.tsv"), []byte(b.String()), 0o644); err != nil {
		tb.Error(err)
	}
}

// TestGold prints what the aligner reaches on every set:
//
//	go test ./align -run Gold -v
//
// SONGNGU_NINE=1 leaves out the sets that no target is set on; SONGNGU_PRED=DIR
// keeps the alignments.
func TestGold(t *testing.T) {
	figures(t)
	var out strings.Builder
	w := tabwriter.NewWriter(&out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "set\tdocs\tstrict\tlax\taware\tnull\tlinks\tECE\t≥.9\tright\t")
	row := func(name string, s evaluate.Score) {
		sure := s.Reliability.Bins[9]
		fmt.Fprintf(w, "%s\t%d\t%.4f\t%.4f\t%.4f\t%.4f\t%.4f\t%.4f\t%.3f\t%.4f\t\n", name, s.Documents, s.Strict.F1(), s.Lax.F1(),
			s.Aware.F1(), s.Null.F1(), s.Links.F1(), s.Reliability.Error(), float64(sure.Beads)/float64(s.Reliability.Beads()), sure.Accuracy())
	}
	var aware, null float64
	var nine evaluate.Score
	sets := goldNine
	if os.Getenv("SONGNGU_NINE") == "" {
		sets = append(slices.Clone(goldNine), goldOthers...)
	}
	for k, set := range sets {
		s := measureSet(t, set, Options{})
		row(set, s)
		if k < len(goldNine) {
			aware += s.Aware.F1() / float64(len(goldNine))
			null += s.Null.F1() / float64(len(goldNine))
			nine.Add(s)
		}
		if k == len(goldNine)-1 {
			row("the nine", nine)
			fmt.Fprintf(w, "mean\t\t\t\t%.4f\t%.4f\t\n", aware, null)
		}
	}
	w.Flush()
	t.Logf("\n%s", out.String())
	for k, b := range nine.Reliability.Bins {
		t.Logf("confidence .%d: %6d beads, mean %.3f, right %.3f", k, b.Beads, b.Mean(), b.Accuracy())
	}
}

// TestGoldLarge prints the same for the large set, one document of 43,000
// sentences: what the coarse path and the narrow band lose there.
func TestGoldLarge(t *testing.T) {
	figures(t)
	for _, set := range []string{"large/clean", "large/noisy"} {
		s := measureSet(t, set, Options{})
		t.Logf("%s: strict %.4f aware %.4f null %.4f ECE %.4f", set, s.Strict.F1(), s.Aware.F1(), s.Null.F1(), s.Reliability.Error())
	}
}

// TestGoldCorpus prints what a set gains where its documents teach each other.
func TestGoldCorpus(t *testing.T) {
	figures(t)
	for _, set := range goldNine {
		m := NewMemory(nil)
		alone := teachSet(t, set, Options{}, m)
		together := measureSet(t, set, Options{Lexicon: m.Table()})
		t.Logf("%s: alone aware %.4f null %.4f; together aware %.4f null %.4f ECE %.4f ≥.9 right %.4f", set, alone.Aware.F1(), alone.Null.F1(), together.Aware.F1(), together.Null.F1(), together.Reliability.Error(), together.Reliability.Bins[9].Accuracy())
	}
}

// TestAblation prints what each kind of evidence is worth.
func TestAblation(t *testing.T) {
	figures(t)
	for _, step := range []struct {
		name string
		o    Options
	}{
		{"length", Options{NoAnchors: true, NoLexicon: true, NoLearn: true, NoShape: true}},
		{"+ anchors", Options{NoLexicon: true, NoLearn: true, NoShape: true}},
		{"+ lexicon", Options{NoLearn: true, NoShape: true}},
		{"+ learning", Options{NoShape: true}},
		{"+ shape", Options{}},
		{"all but length", Options{NoLength: true}},
		{"all but anchors", Options{NoAnchors: true}},
		{"all but lexicon", Options{NoLexicon: true}},
	} {
		var aware, null float64
		each := ""
		for _, set := range goldNine {
			s := measureSet(t, set, step.o)
			aware += s.Aware.F1() / float64(len(goldNine))
			null += s.Null.F1() / float64(len(goldNine))
			each += fmt.Sprintf(" %.4f", s.Aware.F1())
		}
		t.Logf("%-16s aware %.4f null %.4f |%s", step.name, aware, null, each)
	}
}
