package align

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"songngu/align/evaluate"
	"songngu/corpus"
	"songngu/corpus/measuring"
)

// TestGoldLong prints what each of the nine sets reaches when its documents are
// one long text: what the coarse path, the sketch and the settled beads, which
// short texts do without, cost where the text is hard.
func TestGoldLong(t *testing.T) {
	figures(t)
	var aware, null float64
	for _, set := range goldNine {
		en, vi, g := longGold(t, set)
		a, err := Align(context.Background(), en, vi, Options{})
		if err != nil {
			t.Fatal(err)
		}
		s := evaluate.Compare(*g, toEvaluate(a))
		t.Logf("%-20s %6d sentences: aware %.4f null %.4f ECE %.4f ≥.9 right %.4f", set, len(en), s.Aware.F1(), s.Null.F1(),
			s.Reliability.Error(), s.Reliability.Bins[9].Accuracy())
		aware += s.Aware.F1() / float64(len(goldNine))
		null += s.Null.F1() / float64(len(goldNine))
	}
	t.Logf("mean aware %.4f null %.4f", aware, null)
}

// longGold is a set's documents one after the other, at least some thousand
// sentences, each set of documents as often as it takes.
func longGold(tb testing.TB, set string) (en, vi []corpus.Sentence, g *evaluate.Gold) {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join(measuring.Path(tb, "data", "gold"), set, "*.gold.tsv"))
	if err != nil || len(files) == 0 {
		tb.Fatalf("no gold in %q: %v", set, err)
	}
	slices.Sort(files)
	g = new(evaluate.Gold)
	for len(en) < 2*narrowFrom {
		for _, path := range files {
			base := strings.TrimSuffix(path, ".gold.tsv")
			own, err := evaluate.ReadGold(path)
			if err != nil {
				tb.Fatal(err)
			}
			tags := slices.Grow(slices.Clone(own.Tags), len(own.Beads))[:len(own.Beads)]
			for _, b := range own.Beads {
				shift := func(lines []int, by int) []int {
					out := make([]int, len(lines))
					for k, x := range lines {
						out[k] = x + by
					}
					return out
				}
				g.Beads = append(g.Beads, evaluate.Bead{Src: shift(b.Src, len(en)), Tgt: shift(b.Tgt, len(vi)), Confidence: b.Confidence})
			}
			g.Tags = append(g.Tags, tags...)
			for side, text := range [2]*[]corpus.Sentence{&en, &vi} {
				lines, err := readLines(base + [2]string{".en.txt", ".vi.txt"}[side])
				if err != nil {
					tb.Fatal(err)
				}
				*text = append(*text, lines...)
			}
		}
	}
	return en, vi, g
}
