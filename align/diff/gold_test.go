package diff

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"songngu/align"
	"songngu/align/beadfile"
	"songngu/align/evaluate"
	"songngu/corpus"
	"songngu/corpus/measuring"
)

// On gold sets, the diff of gold against the aligner's output counts exactly
// the errors that evaluate counts.
func TestGoldCountsAsEval(t *testing.T) {
	root := measuring.Path(t, "data", "gold")
	files, _ := filepath.Glob(filepath.Join(root, "hand", "*", "*.gold.tsv"))
	gaps, _ := filepath.Glob(filepath.Join(root, "docs-debinst", "gaps", "*.gold.tsv"))
	files = append(files, gaps...)
	if len(files) == 0 {
		t.Fatalf("no gold in %s", root)
	}
	var total Verdict
	for _, path := range files {
		base := strings.TrimSuffix(path, ".gold.tsv")
		gold, err := evaluate.ReadGold(path)
		if err != nil {
			t.Fatal(err)
		}
		en, vi := readDocument(t, base+".en.txt"), readDocument(t, base+".vi.txt")
		a, err := align.Align(t.Context(), en.Sentences, vi.Sentences, align.Options{})
		if err != nil {
			t.Fatal(err)
		}
		total.Add(judge(t, gold, a.Beads, en, vi))
	}
	t.Logf("%d documents: %d of %d gold beads missed, %d of %d beads wrong", len(files), total.Missed(), total.Gold, total.Wrong(), total.Test)
}

func readDocument(t *testing.T, path string) *corpus.Document {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d := &corpus.Document{}
	for line := range strings.Lines(string(data)) {
		d.Sentences = append(d.Sentences, corpus.Sentence{Text: strings.TrimRight(line, "\n")})
	}
	return d
}

// judge compares what Judge and evaluate.Compare count.
func judge(t interface {
	fataler
	errorer
}, gold evaluate.Gold, test []align.Bead, en, vi *corpus.Document) Verdict {
	a, err := beadfile.Attach(alignmentOf(gold.Beads), en, vi)
	if err != nil {
		t.Fatal(err)
	}
	b, err := beadfile.Attach(&align.Alignment{Beads: test}, en, vi)
	if err != nil {
		t.Fatal(err)
	}
	r := Compare(FromFile(a, "gold"), FromFile(b, "test"), Options{})
	if !r.SameDocuments {
		t.Fatal("not compared by number")
	}
	coarse := make([]bool, len(gold.Beads))
	for i, tag := range gold.Tags {
		coarse[i] = tag == evaluate.Coarse
	}
	v := r.Judge(coarse)
	var beads []evaluate.Bead
	for _, bead := range test {
		beads = append(beads, evaluate.Bead{Src: span(bead.Src), Tgt: span(bead.Tgt), Confidence: -1})
	}
	s := evaluate.Compare(gold, beads)
	want := Verdict{
		Gold: s.Strict.Gold, Test: s.Strict.Predicted, RightGold: s.Strict.RightGold, Right: s.Strict.RightPredicted,
		GoldNull: s.Null.Gold, TestNull: s.Null.Predicted, RightNull: s.Null.RightGold,
		AwareGold: s.Aware.RightGold, Aware: s.Aware.RightPredicted,
	}
	if v != want {
		t.Errorf("diff counts %+v, eval %+v", v, want)
	}
	return v
}

func span(r align.Range) []int {
	var list []int
	for i := r.Start; i < r.End; i++ {
		list = append(list, i)
	}
	return list
}

func alignmentOf(beads []evaluate.Bead) *align.Alignment {
	a := &align.Alignment{}
	for _, b := range beads {
		var x align.Bead
		if len(b.Src) > 0 {
			x.Src = align.Range{Start: b.Src[0], End: b.Src[len(b.Src)-1] + 1}
		}
		if len(b.Tgt) > 0 {
			x.Tgt = align.Range{Start: b.Tgt[0], End: b.Tgt[len(b.Tgt)-1] + 1}
		}
		a.Beads = append(a.Beads, x)
	}
	return a
}

// The same of any two alignments of any sentences.
func TestJudgeCountsAsEval(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := [2]int{rapid.IntRange(0, 12).Draw(t, "en"), rapid.IntRange(0, 12).Draw(t, "vi")}
		draw := func(name string) []align.Bead {
			var beads []align.Bead
			i, j := 0, 0
			for i < n[0] || j < n[1] {
				di, dj := rapid.IntRange(0, min(2, n[0]-i)).Draw(t, name), rapid.IntRange(0, min(2, n[1]-j)).Draw(t, name)
				switch {
				case di+dj == 0:
					continue
				case dj == 0:
					di = 1
				case di == 0:
					dj = 1
				}
				beads = append(beads, align.Bead{Src: align.Range{Start: i, End: i + di}, Tgt: align.Range{Start: j, End: j + dj}})
				i, j = i+di, j+dj
			}
			return beads
		}
		var gold evaluate.Gold
		for _, b := range draw("gold") {
			gold.Beads = append(gold.Beads, evaluate.Bead{Src: span(b.Src), Tgt: span(b.Tgt)})
			gold.Tags = append(gold.Tags, rapid.SampledFrom([]string{"ok", evaluate.Coarse}).Draw(t, "tag"))
		}
		var docs [2]*corpus.Document
		for k := range docs {
			docs[k] = &corpus.Document{Sentences: make([]corpus.Sentence, n[k])}
			for i := range docs[k].Sentences {
				docs[k].Sentences[i].Text = "The same words again."
			}
		}
		judge(t, gold, draw("test"), docs[0], docs[1])
	})
}
