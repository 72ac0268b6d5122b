package lexicon

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// shown is the words that a table finds in a sentence; an unknown one is in
// brackets, as it is written.
func shown(t *Table, side Side, s string) string {
	var out []string
	for _, k := range t.Tokens(nil, side, s) {
		if k.ID < 0 {
			out = append(out, "["+k.Span.Of(s)+"]")
		} else {
			out = append(out, t.Word(side, k.ID))
		}
	}
	return strings.Join(out, "|")
}

func TestTokens(t *testing.T) {
	d := Default()
	for _, c := range []struct {
		side       Side
		text, want string
	}{
		{English, "The children's studies weren't finished.", "the|child|study|be|not|finish"},
		{English, "They can’t stop making boxes, hoping 20 were sold.", "they|can|not|stop|make|box|hope|be|sell"},
		{English, "It won't rain in B2B zones.", "it|will|not|rain|in|zone"},
		{English, "Zyxqwv reads news.", "[Zyxqwv]|read|news"},
		{Vietnamese, "Chính phủ bảo vệ nhân quyền.", "chính phủ|bảo vệ|nhân quyền"},
		{Vietnamese, "CHÍNH  PHỦ", "chính phủ"},
		{Vietnamese, "chính, phủ", "chính|phủ"},
		{Vietnamese, "Qui định về Thuỷ lợi", "quy định|về|thuỷ|lợi"},
		{Vietnamese, "Ðức Chúa Trời gởi thư cho Phao-lô", "đức chúa|trời|gửi|thư|cho|phao-lô"},
		{Vietnamese, "", ""},
	} {
		if got := shown(d, c.side, c.text); got != c.want {
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
	}
}

func TestTokensAreInOrder(t *testing.T) {
	d := Default()
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{"nhân quyền", "Chính phủ", "Phao-lô", "don't", "n't", "'s", "’", "-", " ", "3a", "e\u0301", "\xff", "Ð", "studies"}),
		rapid.StringN(0, 5, 12),
	)
	rapid.Check(t, func(r *rapid.T) {
		s := strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(r, "pieces"), rapid.SampledFrom([]string{"", " "}).Draw(r, "blank"))
		for _, side := range []Side{English, Vietnamese} {
			last := 0
			for _, k := range d.Tokens(nil, side, s) {
				if k.Span.Start < 0 || k.Span.End > len(s) || k.Span.Len() <= 0 || k.Span.End < last {
					r.Fatalf("span %v of %q", k.Span, s)
				}
				if !utf8.ValidString(k.Span.Of(s)) {
					r.Fatalf("span %v of %q cuts a letter", k.Span, s)
				}
				last = k.Span.End
			}
		}
	})
}

func FuzzLearner(f *testing.F) {
	f.Add("The cat's asleep.", "Con mèo đang ngủ.")
	f.Add("Zyx isn't here", "Zyx không ở đây, Mát-xcơ-va")
	d := Default()
	f.Fuzz(func(t *testing.T, en, vi string) {
		l := NewLearner(d)
		e, v := tokenIDs(l, English, en), tokenIDs(l, Vietnamese, vi)
		l.Add(e, v, .9)
		table := l.Table()
		for _, id := range e {
			if id >= 0 && int(id) >= table.Len(English) {
				t.Fatalf("word %d of %d", id, table.Len(English))
			}
		}
		table.Score(e, v)
	})
}

func BenchmarkTokens(b *testing.B) {
	d := Default()
	const s = "Chính phủ cho biết hội nghị sẽ bàn về nhân quyền, thương mại và biến đổi khí hậu trong hai ngày tới."
	var buf []Token
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		buf = d.Tokens(buf[:0], Vietnamese, s)
	}
}

func BenchmarkScore(b *testing.B) {
	d := Default()
	en := ids(d, English, "The government said the conference would discuss human rights, trade and climate change over the next two days.")
	vi := ids(d, Vietnamese, "Chính phủ cho biết hội nghị sẽ bàn về nhân quyền, thương mại và biến đổi khí hậu trong hai ngày tới.")
	for b.Loop() {
		d.Score(en, vi)
	}
}
