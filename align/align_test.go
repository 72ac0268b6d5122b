package align

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"songngu/corpus"
)

func sentences(lines ...string) []corpus.Sentence {
	var s []corpus.Sentence
	for _, l := range lines {
		s = append(s, corpus.Sentence{Text: l})
	}
	return s
}

// check fails unless every sentence is in exactly one bead, null beads hold one
// sentence, beads are in order but for moved ones, and confidences are
// probabilities.
func check(t interface{ Fatalf(string, ...any) }, a *Alignment, n, m int) {
	used := [2][]bool{make([]bool, n), make([]bool, m)}
	i, j := 0, 0
	for k, b := range a.Beads {
		if !(b.Confidence >= 0 && b.Confidence <= 1) {
			t.Fatalf("bead %d has confidence %v", k, b.Confidence)
		}
		if s := b.Features.Sum(); s != s {
			t.Fatalf("bead %d has a score that is no number: %+v", k, b.Features)
		}
		if b.Null() && b.Src.Len()+b.Tgt.Len() != 1 {
			t.Fatalf("bead %d holds %d and %d sentences", k, b.Src.Len(), b.Tgt.Len())
		}
		for s, r := range [2]Range{b.Src, b.Tgt} {
			for x := r.Start; x < r.End; x++ {
				if used[s][x] {
					t.Fatalf("side %d sentence %d is in two beads", s, x)
				}
				used[s][x] = true
			}
		}
		if b.Src.Len() > 0 {
			if b.Src.Start < i {
				t.Fatalf("bead %d goes back on the English side", k)
			}
			i = b.Src.End
		}
		if b.Tgt.Len() > 0 && !b.Moved {
			if b.Tgt.Start < j {
				t.Fatalf("bead %d goes back on the Vietnamese side", k)
			}
			j = b.Tgt.End
		}
	}
	for s := range used {
		for x, u := range used[s] {
			if !u {
				t.Fatalf("side %d sentence %d is in no bead", s, x)
			}
		}
	}
}

// invented is a little bilingual vocabulary from which tests make texts of any
// size; the pairs were written for these tests.
var invented = [][2]string{
	{"The harbour opens at dawn", "Bến cảng mở cửa lúc bình minh"},
	{"two fishermen mend their nets", "hai ngư dân vá lưới"},
	{"the council will vote on the budget", "hội đồng sẽ bỏ phiếu về ngân sách"},
	{"children walk to the new school", "trẻ em đi bộ đến ngôi trường mới"},
	{"heavy rain damaged the bridge", "mưa lớn làm hỏng cây cầu"},
	{"farmers sell rice in the market", "nông dân bán gạo ngoài chợ"},
	{"the doctor opened a clinic", "bác sĩ mở một phòng khám"},
	{"prices rose again this year", "giá cả lại tăng trong năm nay"},
	{"the museum shows old maps", "bảo tàng trưng bày bản đồ cổ"},
	{"a young writer won the prize", "một nhà văn trẻ đoạt giải thưởng"},
	{"the train stops near the river", "tàu hỏa dừng gần con sông"},
	{"workers asked for higher wages", "công nhân yêu cầu tăng lương"},
}

// story makes n sentence pairs.
func story(rng *rand.Rand, n int) (en, vi []corpus.Sentence) {
	for i := range n {
		a, b := invented[rng.IntN(len(invented))], invented[rng.IntN(len(invented))]
		e, v := a[0], a[1]
		if rng.IntN(2) == 0 {
			e += " and " + strings.ToLower(b[0][:1]) + b[0][1:]
			v += " và " + b[1]
		}
		if rng.IntN(3) == 0 {
			e += fmt.Sprintf(" on page %d", i+11)
			v += fmt.Sprintf(" ở trang %d", i+11)
		}
		en = append(en, corpus.Sentence{Text: strings.ToUpper(e[:1]) + e[1:] + "."})
		vi = append(vi, corpus.Sentence{Text: v + "."})
	}
	return en, vi
}

func align(t interface{ Fatalf(string, ...any) }, en, vi []corpus.Sentence, o Options) *Alignment {
	a, err := Align(context.Background(), en, vi, o)
	if err != nil {
		t.Fatalf("aligning: %v", err)
	}
	return a
}

func TestCoverage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		en, vi := story(rng, rapid.IntRange(0, 60).Draw(t, "n"))
		cut := func(s []corpus.Sentence, name string) []corpus.Sentence {
			if len(s) == 0 {
				return s
			}
			from := rapid.IntRange(0, len(s)).Draw(t, name+" from")
			to := rapid.IntRange(from, min(len(s), from+20)).Draw(t, name+" to")
			return append(append([]corpus.Sentence{}, s[:from]...), s[to:]...)
		}
		en, vi = cut(en, "en"), cut(vi, "vi")
		check(t, align(t, en, vi, Options{}), len(en), len(vi))
	})
}

func TestWorkersDoNotMatter(t *testing.T) {
	for _, n := range []int{400, 1500, 3000} {
		workersDoNotMatter(t, n)
	}
}

func workersDoNotMatter(t *testing.T, n int) {
	en, vi := story(rand.New(rand.NewPCG(7, 7)), n)
	en = append(en[:200:200], en[230:]...)
	vi = append(vi[:300:300], vi[360:]...)
	var first []byte
	for _, workers := range []int{1, 2, 7, 3, 2} {
		a := align(t, en, vi, Options{Workers: workers})
		check(t, a, len(en), len(vi))
		b, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b
		} else if !bytes.Equal(first, b) {
			t.Fatalf("%d workers give another alignment", workers)
		}
	}
}

func TestFindsGaps(t *testing.T) {
	en, vi := story(rand.New(rand.NewPCG(3, 4)), 400)
	short := append(append([]corpus.Sentence{}, vi[:100]...), vi[140:]...)
	a := align(t, en, short, Options{})
	right := 0
	for _, b := range a.Beads {
		want := b.Src.Start
		if b.Src.Start >= 140 {
			want -= 40
		}
		switch {
		case b.Src.Len() == 1 && b.Tgt.Len() == 0 && b.Src.Start >= 100 && b.Src.Start < 140,
			b.Type() == "1-1" && b.Tgt.Start == want && (b.Src.Start < 100 || b.Src.Start >= 140):
			right++
		}
	}
	if right < 390 {
		t.Errorf("%d of 400 sentences are in the right place", right)
	}
}

func TestMovedBlock(t *testing.T) {
	en, vi := story(rand.New(rand.NewPCG(5, 6)), 80)
	block := sentences(
		"In 1987 Martha Kowalski founded the orchestra of Gdansk with 43 musicians.",
		"Its first concert, on 12 March 1988, was heard by 2,600 people.",
		"Kowalski died in Oslo in 2014 at the age of 91.",
	)
	translated := sentences(
		"Năm 1987, Martha Kowalski thành lập dàn nhạc Gdansk với 43 nhạc công.",
		"Buổi hòa nhạc đầu tiên, ngày 12 tháng 3 năm 1988, có 2.600 người nghe.",
		"Kowalski qua đời ở Oslo năm 2014, hưởng thọ 91 tuổi.",
	)
	src := append(append(append([]corpus.Sentence{}, en[:20]...), block...), en[20:]...)
	tgt := append(append(append([]corpus.Sentence{}, vi[:60]...), translated...), vi[60:]...)
	a := align(t, src, tgt, Options{})
	check(t, a, len(src), len(tgt))
	moved := 0
	for _, b := range a.Beads {
		if b.Moved {
			moved++
			if b.Tgt.Start-60 != b.Src.Start-20 {
				t.Errorf("a wrong bead is moved: %+v", b)
			}
		}
	}
	if moved != 3 {
		t.Errorf("%d moved beads, want 3", moved)
	}
}

func TestFixed(t *testing.T) {
	en, vi := story(rand.New(rand.NewPCG(8, 9)), 30)
	fixed := []Bead{
		{Src: Range{4, 6}, Tgt: Range{5, 6}},
		{Src: Range{9, 10}, Tgt: Range{9, 9}},
		{Src: Range{20, 21}, Tgt: Range{2, 3}, Moved: true},
	}
	a := align(t, en, vi, Options{Fixed: fixed, Meet: [][2]int{{12, 13}}})
	check(t, a, len(en), len(vi))
	kept := 0
	for _, b := range a.Beads {
		if b.Fixed {
			kept++
			for _, f := range fixed {
				if f.Src == b.Src && (f.Tgt == b.Tgt || f.Null()) && b.Confidence == 1 && b.Moved == f.Moved {
					kept += 10
				}
			}
		}
		if b.Src.Start <= 12 && 12 < b.Src.End && !(b.Tgt.Start <= 13 && 13 < b.Tgt.End) {
			t.Errorf("sentences 12 and 13 do not meet: %+v", b)
		}
	}
	if kept != 33 {
		t.Errorf("not all fixed beads are kept (%d)", kept)
	}
}

func TestFixedContradictions(t *testing.T) {
	en, vi := story(rand.New(rand.NewPCG(8, 9)), 30)
	for _, o := range []Options{
		{Fixed: []Bead{{Src: Range{0, 1}, Tgt: Range{5, 6}}, {Src: Range{2, 3}, Tgt: Range{3, 4}}}},
		{Fixed: []Bead{{Src: Range{0, 2}, Tgt: Range{5, 6}}, {Src: Range{1, 3}, Tgt: Range{6, 7}}}},
		{Fixed: []Bead{{Src: Range{29, 31}, Tgt: Range{5, 6}}}},
		{Fixed: []Bead{{Src: Range{-1, 1}, Tgt: Range{5, 6}}}},
		{Meet: [][2]int{{3, 30}}},
		{Meet: [][2]int{{3, 8}, {8, 3}}},
		{Fixed: []Bead{{Src: Range{3, 4}, Tgt: Range{3, 4}}}, Meet: [][2]int{{3, 8}}},
		{Fixed: []Bead{{Src: Range{3, 4}, Tgt: Range{3, 4}}}, Meet: [][2]int{{2, 8}}},
	} {
		if _, err := Align(context.Background(), en, vi, o); !errors.Is(err, ErrFixed) {
			t.Errorf("fixed %+v meet %v: error %v", o.Fixed, o.Meet, err)
		}
	}
}

func TestCancelled(t *testing.T) {
	en, vi := story(rand.New(rand.NewPCG(1, 1)), 300)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Align(ctx, en, vi, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// The sums in the search and the features shown to the user are computed in two
// ways; they must agree.
func TestFeaturesAgreeWithSearch(t *testing.T) {
	en, vi := story(rand.New(rand.NewPCG(2, 2)), 25)
	w := defaultWeights()
	o := &Options{Workers: 1}
	o.fill(w)
	p, err := prepare(context.Background(), en, vi, o, w)
	if err != nil {
		t.Fatal(err)
	}
	var l lattice
	b := fullBand(0, len(en), 0, len(vi))
	l.run(context.Background(), p, w, b, false)
	sc := newScorer(p)
	for r := range b.rows() {
		for j := 0; j <= len(vi); j++ {
			for k, bt := range beadTypes {
				if r+bt.m > len(en) || j+bt.n > len(vi) {
					continue
				}
				want := w.weigh(sc.raw(w, r, j, bt), k).Sum()
				if got := float64(l.score[l.at[r]+j][k]); got-want > 1e-3 || want-got > 1e-3 {
					t.Fatalf("bead %d-%d at %d, %d: %v in the search, %v shown", bt.m, bt.n, r, j, got, want)
				}
			}
		}
	}
}

func TestOddTexts(t *testing.T) {
	many := make([]string, 10_000)
	for i := range many {
		many[i] = fmt.Sprintf("Dòng số %d của một danh sách dài.", i)
	}
	same := strings.Split(strings.Repeat("Xin chào.\n", 300), "\n")[:300]
	long := strings.Repeat("very long line, rất dài 3.5 ", 4000)
	for name, c := range map[string][2][]string{
		"both empty":      {},
		"no English":      {nil, {"Một câu.", "Hai câu."}},
		"no Vietnamese":   {{"One."}, nil},
		"one and many":    {{"Line number 77 of a long list."}, many},
		"identical lines": {same, same[:200]},
		"long lines":      {{long, "Short."}, {"Ngắn.", long}},
		"no letters":      {{"...", "---", "12", ""}, {"!!!", "…", "", "", "12"}},
		"invalid UTF-8":   {{"\xff\xfe", "a\xc3"}, {"\x80", "a\xc3"}},
	} {
		t.Run(name, func(t *testing.T) {
			en, vi := sentences(c[0]...), sentences(c[1]...)
			check(t, align(t, en, vi, Options{}), len(en), len(vi))
		})
	}
}

func FuzzAlign(f *testing.F) {
	f.Add("One.\nTwo 2.\nThree?", "Một.\nHai 2.\nBa?", uint8(0))
	f.Add("", "x", uint8(1))
	f.Add("a\n\n\n", "\n\nb", uint8(31))
	f.Fuzz(func(t *testing.T, a, b string, flags uint8) {
		if len(a)+len(b) > 4000 {
			return
		}
		en, vi := sentences(strings.Split(a, "\n")...), sentences(strings.Split(b, "\n")...)
		on := func(k int) bool { return flags>>k&1 == 1 }
		for k := range vi {
			vi[k].Block = k / 2
		}
		for k := range en {
			en[k].Block = k / 3
		}
		check(t, align(t, en, vi, Options{
			NoLength: on(0), NoLexicon: on(1), NoAnchors: on(2), NoShape: on(3), NoLearn: on(4),
		}), len(en), len(vi))
	})
}

func TestArrangeKeepsOrder(t *testing.T) {
	got := arrange(
		[]Bead{{Src: Range{1, 2}, Tgt: Range{3, 4}, Moved: true}},
		[]Bead{{Src: Range{0, 1}, Tgt: Range{0, 1}}, {Src: Range{1, 2}, Tgt: Range{1, 1}}, {Src: Range{2, 3}, Tgt: Range{1, 3}}, {Src: Range{3, 3}, Tgt: Range{3, 4}}, {Src: Range{3, 3}, Tgt: Range{4, 5}}},
	)
	want := []Bead{{Src: Range{0, 1}, Tgt: Range{0, 1}}, {Src: Range{1, 2}, Tgt: Range{3, 4}, Moved: true}, {Src: Range{2, 3}, Tgt: Range{1, 3}}, {Src: Range{3, 3}, Tgt: Range{4, 5}}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}
