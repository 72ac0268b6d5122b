package align

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"unicode/utf8"

	"songngu/corpus"
)

func times(n int, line string) []corpus.Sentence {
	return slices.Repeat([]corpus.Sentence{{Text: line}}, n)
}

// A text that tells nothing is paired in order.
func TestNothingToTell(t *testing.T) {
	for name, c := range map[string]struct {
		en, vi []corpus.Sentence
		least  int // beads 1-1 in order
	}{
		"one line":        {times(120, "Hello there."), times(120, "Xin chào."), 115},
		"the same line":   {times(90, "Xin chào."), times(90, "Xin chào."), 85},
		"more on a side":  {times(90, "Xin chào."), times(60, "Xin chào."), 58},
		"rules":           {times(80, "***"), times(80, "---"), 78},
		"blank lines":     {times(80, ""), times(80, "  "), 78},
		"unknown to both": {times(60, "Zyxw qvut."), times(60, "Bdfg hjkl mnp."), 55},
		"a few lines": {
			slices.Concat(times(5, "Good morning."), times(5, "Goodbye now, my friend."), times(5, "Good morning.")),
			slices.Concat(times(5, "Chào buổi sáng."), times(5, "Tạm biệt bạn nhé."), times(5, "Chào buổi sáng.")), 15,
		},
	} {
		t.Run(name, func(t *testing.T) {
			a := align(t, c.en, c.vi, Options{})
			check(t, a, len(c.en), len(c.vi))
			pairs := 0
			for _, b := range a.Beads {
				if b.Type() == "1-1" && !b.Moved {
					pairs++
				}
			}
			if pairs < c.least {
				t.Errorf("%d pairs of %d and %d lines, want %d", pairs, len(c.en), len(c.vi), c.least)
			}
		})
	}
}

// An empty sentence has an empty partner or none, and does not stand in the way
// of the others.
func TestEmptySentences(t *testing.T) {
	en, vi := story(rand.New(rand.NewPCG(4, 4)), 40)
	var texts [2][]corpus.Sentence
	for k := range en {
		texts[0], texts[1] = append(texts[0], en[k]), append(texts[1], vi[k])
		if k%4 == 0 || k%9 == 0 {
			texts[0] = append(texts[0], corpus.Sentence{})
		}
		if k%4 == 0 || k%7 == 0 {
			texts[1] = append(texts[1], corpus.Sentence{Text: " \u3000"})
		}
	}
	a := align(t, texts[0], texts[1], Options{})
	check(t, a, len(texts[0]), len(texts[1]))
	right := 0
	for _, b := range a.Beads {
		empty, full := 0, 0
		for s, r := range [2]Range{b.Src, b.Tgt} {
			for x := r.Start; x < r.End; x++ {
				if letters(texts[s][x].Text) == 0 {
					empty++
				} else {
					full++
				}
			}
		}
		if empty > 0 && full > 0 {
			t.Errorf("an empty sentence is joined to a real one: %+v", b)
		}
		if b.Type() == "1-1" && full == 2 {
			right++
		}
	}
	if right != len(en) {
		t.Errorf("%d of %d pairs stand", right, len(en))
	}
}

// What was fixed by the user stands even with an empty sentence.
func TestEmptySentenceMayBeFixed(t *testing.T) {
	en, vi := story(rand.New(rand.NewPCG(4, 5)), 10)
	en[4].Text, vi[7].Text = "", ""
	a := align(t, en, vi, Options{Meet: [][2]int{{4, 4}}})
	check(t, a, len(en), len(vi))
	for _, b := range a.Beads {
		if b.Src.Start <= 4 && 4 < b.Src.End && !(b.Tgt.Start <= 4 && 4 < b.Tgt.End) {
			t.Errorf("sentences 4 and 4 do not meet: %+v", b)
		}
	}
}

// A million letters in one sentence cost no more than the part that is read.
func TestEndlessSentence(t *testing.T) {
	var endless strings.Builder
	for k := range 80_000 {
		fmt.Fprintf(&endless, "word%d rice %d ", k%5000, k)
	}
	en, vi := story(rand.New(rand.NewPCG(4, 6)), 400)
	en = slices.Insert(en, 100, corpus.Sentence{Text: endless.String()})
	a := align(t, en, vi, Options{})
	check(t, a, len(en), len(vi))
	for _, b := range a.Beads {
		if b.Src.Start <= 100 && 100 < b.Src.End && !b.Null() {
			t.Errorf("the endless sentence has a partner: %+v", b)
		}
	}
}

func TestOpening(t *testing.T) {
	for _, s := range []string{"", "ngắn", strings.Repeat("ế", maxText), strings.Repeat("a", maxText+1), strings.Repeat("\x80", 2*maxText)} {
		got := opening(s)
		if !strings.HasPrefix(s, got) || len(got) > maxText || len(got) < min(len(s), maxText-utf8.UTFMax) {
			t.Errorf("%d bytes of %d", len(got), len(s))
		}
	}
	if got := opening(strings.Repeat("ế", maxText)); !strings.HasSuffix(got, "ế") {
		t.Error("a letter is cut in two")
	}
}

// patience is a context that ends after it has been asked so often.
type patience struct {
	context.Context
	left atomic.Int64
}

func (p *patience) Err() error {
	if p.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// Wherever it is interrupted, Align gives up and says so.
func TestInterrupted(t *testing.T) {
	en, vi := story(rand.New(rand.NewPCG(4, 7)), 90)
	for _, asked := range []int64{0, 1, 3, 20, 100, 181, 400, 1000, 1500} {
		ctx := &patience{Context: context.Background()}
		ctx.left.Store(asked)
		if _, err := Align(ctx, en, vi, Options{Workers: 1}); !errors.Is(err, context.Canceled) {
			t.Errorf("after %d questions: error %v", asked, err)
		}
	}
}

// What the aligner found can be fixed bead by bead and aligned again, however
// many sentences on either side are without partner one behind the other.
func TestOwnBeadsFixed(t *testing.T) {
	var src, tgt []corpus.Sentence
	var fixed []Bead
	for k := range 40 {
		src = append(src, corpus.Sentence{Text: fmt.Sprintf("Boat number %d came in.", k)})
		tgt = append(tgt, corpus.Sentence{Text: fmt.Sprintf("Chiếc thuyền số %d đã về.", k)})
		i, j := len(src), len(tgt)
		if k != 30 { // left to the aligner, between sentences without partner
			fixed = append(fixed, Bead{Src: Range{i - 1, i}, Tgt: Range{j - 1, j}})
		}
		if k != 29 && k != 30 {
			continue
		}
		for x := range 400 {
			src = append(src, corpus.Sentence{Text: fmt.Sprintf("Only here, the keeper counts the %d lamps.", 1000+x)})
			tgt = append(tgt, corpus.Sentence{Text: fmt.Sprintf("Chỉ ở đây, trời mưa trên %d mái nhà.", 5000+x)})
			fixed = append(fixed, Bead{Src: Range{i + x, i + x + 1}, Tgt: Range{j, j}}, Bead{Src: Range{i, i}, Tgt: Range{j + x, j + x + 1}})
		}
	}
	a, err := Align(context.Background(), src, tgt, Options{Fixed: fixed})
	if err != nil {
		t.Fatal(err)
	}
	links := 0
	for _, b := range a.Beads {
		if !b.Null() {
			links++
		}
	}
	if links != 40 {
		t.Errorf("%d linked beads, want 40", links)
	}
}
