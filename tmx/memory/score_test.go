package memory

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"songngu/corpus/text"
)

// plainDistance is the dynamic program that pattern.distance must agree with.
func plainDistance(a, b []int32) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		last := row[0]
		row[0] = i + 1
		for j := range b {
			d := last
			if a[i] != b[j] {
				d++
			}
			last = row[j+1]
			row[j+1] = min(d, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}

func TestDistanceIsLevenshtein(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		symbols := rapid.SliceOfN(rapid.Int32Range(0, 5), 0, 200)
		a, b := symbols.Draw(t, "a"), rapid.SliceOfN(rapid.Int32Range(-1, 5), 0, 200).Draw(t, "b")
		var p pattern
		p.set(a, 6)
		if got, want := p.distance(b), plainDistance(a, b); got != want {
			t.Fatalf("distance %d, want %d", got, want)
		}
	})
}

// The bounds of candidates, on texts made of few words so that many meet.
func TestBoundIsAboveLikeness(t *testing.T) {
	word := rapid.SampledFrom([]string{"a", "an", "ăn", "nước", "nuoc", "song", "sông", "ngữ", "12", "3.5", "x", "Anh"})
	sentence := rapid.Map(rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
		return word.Draw(t, "word") + rapid.SampledFrom([]string{" ", "", ", ", "-"}).Draw(t, "sign")
	}), 1, 30), func(parts []string) (s string) {
		for _, p := range parts {
			s += p
		}
		return s
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := sentence.Draw(t, "a"), sentence.Draw(t, "b")
		l := newLikeness()
		l.set(a)
		var o words
		o.normalise(b)
		mine, shared := map[string]int{}, 0
		for i := range l.words.word {
			mine[string(l.words.term(i))]++
		}
		for i := range o.word {
			if w := string(o.term(i)); mine[w] > 0 {
				mine[w]--
				shared++
			}
		}
		f := filter{m: len(l.words.word), runes: l.words.runes}
		if alike, most := l.to(b, 0), f.most(shared, len(o.word), o.runes); alike > most+slack {
			t.Fatalf("likeness %v of %q and %q is above the bound %v", alike, a, b, most)
		}
		if x, y := Likeness(a, b), Likeness(b, a); math.Abs(x-y) > 1e-12 {
			t.Fatalf("likeness of %q and %q is %v, the other way %v", a, b, x, y)
		}
	})
}

// Pairs of texts with their likeness in whole per cent.
func TestLikeness(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"The gate is open.", "the gate is open", 100},
		{"The gate is open.", "The gate is shut.", 75},
		{"The colour fades.", "The color fades.", 80},
		{"Cổng đang mở.", "cong dang mo", 100},
		{"Cổng đang mở.", "Cổng đang đóng.", 72},
		{"Room 12 is free on May 3.", "Room 7 is free on May 28.", 100},
		{"One", "Two", 0},
		{"", "", 0},
		{"...", "...", 0},
	} {
		if got := int(100 * Likeness(c.a, c.b)); got != c.want {
			t.Errorf("%q, %q: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestNormalise(t *testing.T) {
	for s, want := range map[string]string{
		"Nước SÔNG dâng, 1.234,5 mét!": "nuoc song dang 0 met",
		"Đường số 5A – 20/7/2010":      "duong so 0a 0 0 0",
		"Don’t":                        "don't",
		"\xff!":                        "",
	} {
		var w words
		w.normalise(s)
		if string(w.norm) != want {
			t.Errorf("%q: %q, want %q", s, w.norm, want)
		}
		for i := range w.word {
			if w.raw[i].Of(s) == "" {
				t.Errorf("%q: word %d is empty", s, i)
			}
		}
	}
}

func TestPlaceNumbers(t *testing.T) {
	for _, c := range []struct {
		query, source, target string
		from                  Side
		want                  string
	}{
		{"It cost $1,900.5.", "It cost $1,200.", "Giá là 1.200 đô la.", English, "Giá là 1.900,5 đô la."},
		{"On July 21 they met.", "On July 20 they met.", "Ngày 20 tháng 7 họ gặp nhau.", English, "Ngày 21 tháng 7 họ gặp nhau."},
		{"Giá 1.500 đồng.", "Giá 2.000 đồng.", "The price is 2,000 dong.", Vietnamese, "The price is 1,500 dong."},
		{"5 of 9", "3 of 7", "3 trên 7", English, "5 trên 9"},
		{"5 of 9", "3 of 3", "3 trên 3", English, ""},
		{"Five rooms, 4 beds", "Five rooms, 2 beds", "5 phòng, hai giường", English, ""},
	} {
		got, ok := placeNumbers(c.query, c.source, c.target, c.from)
		if !ok {
			got = ""
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.query, got, c.want)
		}
	}
}

func FuzzLikeness(f *testing.F) {
	f.Add("Cầu mở năm 1998.", "The bridge opened in 1998.")
	f.Add("\xff\xfe", "a\u0301")
	f.Add(" ừ\u00adm \u2028", "“Ǆ…”\u00a0 ")
	f.Fuzz(func(t *testing.T, a, b string) {
		if v := Likeness(a, b); v < 0 || v > 1 {
			t.Fatalf("%q, %q: %v", a, b, v)
		}
		var w words
		w.normalise(a)
		if len(w.word) > 0 && Likeness(a, a) != 1 {
			t.Fatalf("%q is not like itself", a)
		}
		if got, want := clean(a), text.Clean(a); got != want {
			t.Fatalf("%q cleaned is %q, want %q", a, got, want)
		}
		placeNumbers(a, b, a, English)
		newSearchWords(text.Clean(a), Prefix).find(b, &w)
	})
}

func BenchmarkLikeness(b *testing.B) {
	rnd := rand.New(rand.NewPCG(3, 3))
	line := func() (s string) {
		for range 20 {
			s += fmt.Sprintf("từ%d ", rnd.IntN(40))
		}
		return s
	}
	x, y := line(), line()
	l := newLikeness()
	l.set(x)
	b.SetBytes(int64(len(y)))
	for b.Loop() {
		l.to(y, 0)
	}
}
