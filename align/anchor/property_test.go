package anchor

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// checkAnchors holds what must be true of the anchors of any sentence.
func checkAnchors(t interface{ Fatalf(string, ...any) }, sentence string, anchors []Anchor) {
	last, valid := 0, utf8.ValidString(sentence)
	for _, a := range anchors {
		if a.Span.Start < last || a.Span.End <= a.Span.Start || a.Span.End > len(sentence) {
			t.Fatalf("%.99q: span %v after %d", sentence, a.Span, last)
		}
		last = a.Span.Start
		if a.Key == "" || !strings.ContainsAny(a.Key, ":~") || a.Type >= typeCount {
			t.Fatalf("%q: %+v", sentence, a)
		}
		if valid && !utf8.ValidString(a.Key) {
			t.Fatalf("%q: key %q", sentence, a.Key)
		}
		if valid && (!utf8.RuneStart(sentence[a.Span.Start]) || a.Span.End < len(sentence) && !utf8.RuneStart(sentence[a.Span.End])) {
			t.Fatalf("%q: span %v cuts a character", sentence, a.Span)
		}
	}
}

// pieces are what sentences are glued from, so that the odd meetings of rules
// are met.
var pieces = []string{
	"13", "5", "30", "2010", "1.234", ",", ".", "/", "-", "%", "$", "(", ")", "h", "giờ", "phút", "ngày", "tháng", "năm", "thứ", "lần", "quý",
	"hai", "mươi", "lăm", "trăm", "nghìn", "tỷ", "rưỡi", "nửa", "hàng", "Điều", "khoản", "điểm", "số", "b", "XIII", "I", "Nguyễn", "Phú",
	"July", "may", "Monday", "first", "quarter", "twenty", "a", "million", "half", "tens", "of", "thousands", "o", "'", "clock", "a.m.", "pm",
	"USD", "đô", "la", "€", "bảng", "27-NQ/TW", "QĐ", "http://", "www.", "@", "--x", "/etc/", "a_b", "U.N.", "UN", "People's", "Committee",
	"Mát-xcơ-va", "\u00a0", "–", "“", "\xff", "é", "ệ", "\u0301", "h5n1", "iPad", "<b>", "phòng", "chống", "tham", "nhũng", "0", "000", "：", "中",
}

func TestPropertiesOfAnyText(t *testing.T) {
	x := New()
	text := rapid.OneOf(rapid.String(), rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for _, p := range rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 25).Draw(t, "pieces") {
			b.WriteString(p)
			if rapid.Bool().Draw(t, "blank") {
				b.WriteByte(' ')
			}
		}
		return b.String()
	}))
	rapid.Check(t, func(t *rapid.T) {
		s, lang := text.Draw(t, "sentence"), rapid.SampledFrom([]string{"en", "vi", "vi-VN", ""}).Draw(t, "lang")
		first := x.Append(nil, s, lang)
		checkAnchors(t, s, first)
		kept := []Anchor{{Key: "n:1"}}
		if again := x.Append(slices.Clone(kept), s, lang); !slices.Equal(again[1:], first) || again[0] != kept[0] {
			t.Fatalf("%q: not the same twice: %v and %v", s, first, again)
		}
	})
}

// Numbers in digits mean the same in both conventions.
func TestNumbersInBothConventions(t *testing.T) {
	x := New()
	swap := strings.NewReplacer(",", ".", ".", ",")
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[1-9][0-9]{0,2}(,[0-9]{3}){0,3}(\.[0-9]{1,4})?`).Draw(t, "number")
		en, vi := keysOf(x, "about "+s+" tonnes", "en", "n:"), keysOf(x, "khoảng "+swap.Replace(s)+" tấn", "vi", "n:")
		if len(en) == 0 || len(vi) == 0 || en[0] != vi[0] {
			t.Fatalf("%s: %q and %q", s, en, vi)
		}
	})
}

func TestRomanNumbersRoundTrip(t *testing.T) {
	for v := 1; v < 400; v++ {
		s := string(appendRoman(nil, v))
		got, ok := roman(s)
		if (len(s) > 1 || v < 50) && (!ok || got != v) {
			t.Errorf("%s: %d, %v", s, got, ok)
		}
	}
	for _, s := range []string{"", "IIII", "IC", "VX", "IVI", "i", "MIX", "XIIIIIIIIIIIII"} {
		if v, ok := roman(s); ok {
			t.Errorf("%q is read as %d", s, v)
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	x := New()
	const s = "Ngày 20/7/2010, ông Nguyễn Văn Bình ký Quyết định 1187/QĐ-UBND."
	want := x.Append(nil, s, "vi")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if got := x.Append(nil, s, "vi"); !slices.Equal(got, want) {
					t.Errorf("got %v", got)
				}
			}
		})
	}
	wg.Wait()
}

// Long and odd texts must cost no more than their length.
func TestLongTexts(t *testing.T) {
	x := New()
	for _, piece := range []string{"a", "1", "1.", "1,234.", "(", "A ", "-", "1/", "two ", "hai ", "million ", "5 triệu ", "http://", "@a.", "<", ")", "a_", "Nguyễn ", "'", "I. "} {
		s := strings.Repeat(piece, 100_000/len(piece))
		for _, lang := range []string{"en", "vi"} {
			checkAnchors(t, s, x.Append(nil, s, lang))
		}
	}
}

func FuzzAppend(f *testing.F) {
	for i := 0; i+3 < len(pieces); i += 2 {
		f.Add(strings.Join(pieces[i:i+4], " "), i%4 == 0)
		f.Add(strings.Join(pieces[i:i+4], ""), i%4 != 0)
	}
	x := New()
	f.Fuzz(func(t *testing.T, s string, vi bool) {
		lang := "en"
		if vi {
			lang = "vi"
		}
		checkAnchors(t, s, x.Append(nil, s, lang))
	})
}
