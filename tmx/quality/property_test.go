package quality

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"songngu/tmx"
)

// words that the checks look at, to be put together at random.
var scraps = []string{"15", "1.500", "1,5", "ngày 5/6", "June 3", "thứ hai", "{0}", "%s", "%1$d", "${x}", "{{x}}", "<b>", "</b>", "<br/>", "&nbsp;", "&", "<",
	"https://a.example/en/x", "a@b.example", "(", ")", "[", "\"", "“", ",", ".", "?", "  ", "\t", "\n", "của", "của", "the", "the", "trứoc", "khôngcó", "Ðà", "hoà", "hòa", "á»‡", "Vi?t",
	"e\u0301", "Сity", "\u200b", "\uFFFD", "\xff", "", "$5", "5 đồng", "31/2019/NĐ-CP", "may", "tháng năm", "🙂", "漢字"}

// check holds what a Checker says of any unit to what it promises.
func check(t testing.TB, c *Checker, u *tmx.Unit) {
	t.Helper()
	for _, f := range append(append([]Finding(nil), c.Check(u)...), c.Finish()...) {
		s := f.Target
		if f.Lang == f.SourceLang && f.SourceLang != f.TargetLang {
			s = f.Source
		}
		if f.Span.Start < 0 || f.Span.End < f.Span.Start || f.Span.End > max(len(f.Source), len(f.Target)) {
			t.Fatalf("%s: span %v outside the texts", f, f.Span)
		}
		if f.SourceLang != f.TargetLang && utf8.ValidString(s) && f.Span.End <= len(s) && !utf8.ValidString(f.Span.Of(s)) {
			t.Fatalf("%s: span %v cuts a character of %q", f, f.Span, s)
		}
		if f.Message == "" || f.Vietnamese == "" || strings.Contains(f.Message, "\n\n") {
			t.Fatalf("%s: no message", f)
		}
		if _, ok := Lookup(f.Code); !ok {
			t.Fatalf("%s: unknown code", f)
		}
	}
}

func TestAnyUnit(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		side := rapid.Custom(func(r *rapid.T) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(scraps), 0, 20).Draw(r, "scraps"), rapid.SampledFrom([]string{" ", ""}).Draw(r, "between"))
		})
		langs := rapid.SampledFrom([]string{"en", "vi", "fr", "en-US", ""})
		c := newChecker(t, Options{})
		var before []string
		units := make([]*tmx.Unit, rapid.IntRange(1, 4).Draw(rt, "units"))
		for i := range units {
			units[i] = tmx.NewUnit(langs.Draw(rt, "source"), side.Draw(rt, "src"), langs.Draw(rt, "target"), side.Draw(rt, "tgt"))
			check(t, c, units[i])
			before = append(before, fmt.Sprint(c.counts))
		}
		// The same units give the same findings.
		again := newChecker(t, Options{})
		for i, u := range units {
			check(t, again, u)
			if got := fmt.Sprint(again.counts); got != before[i] {
				rt.Fatalf("counts %s, then %s", before[i], got)
			}
		}
	})
}

// A unit whose target repeats its source's scraps has nothing that must agree
// and does not.
func TestSameScrapsAgree(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		plain := rapid.SampledFrom([]string{"15", "1.5", "{0}", "%s", "%1$d", "${x}", "{{x}}", "<b>", "</b>", "<br/>", "&nbsp;", "https://a.example/x", "a@b.example"})
		list := rapid.SliceOfN(plain, 1, 8).Draw(rt, "scraps")
		shuffled := rapid.Permutation(list).Draw(rt, "shuffled")
		c := newChecker(t, Options{Source: "en", Only: []string{"Q102", "Q111", "Q112", "Q115", "Q121", "Q122"}})
		u := tmx.NewUnit("en", "Lamp "+strings.Join(list, " lamp "), "vi", "Đèn "+strings.Join(shuffled, " đèn "))
		if found := c.Check(u); len(found) > 0 {
			rt.Fatalf("%s in %q and %q", found[0], found[0].Source, found[0].Target)
		}
	})
}

func FuzzCheck(f *testing.F) {
	data, err := os.ReadFile("testdata/cases.txt")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.SplitSeq(string(data), "\n") {
		if cells := strings.Split(line, " | "); len(cells) >= 3 {
			f.Add(cells[1], cells[2])
		}
	}
	for i := 1; i < len(scraps); i++ {
		f.Add(scraps[i-1], scraps[i])
	}
	opts := Options{Forbidden: []ForbiddenTerm{{Term: "the lamp"}}}
	f.Fuzz(func(t *testing.T, a, b string) {
		c := newChecker(t, opts)
		check(t, c, tmx.NewUnit("en", a, "vi", b))
		check(t, c, tmx.NewUnit("vi", a, "en", b))
		raw := &tmx.Unit{Variants: []tmx.Variant{{Lang: "en", Seg: tmx.RawSegment(a)}, {Lang: "fr", Seg: tmx.RawSegment(b)}}}
		check(t, c, raw)
	})
}

// Long hostile texts must not take more than linear time.
func BenchmarkHostile(b *testing.B) {
	for _, scrap := range []string{"<", "<a", "&", "{", "{{", "%", "(", ")", "\"", "the ", "ươ", "a ", "1.", "1 tháng ", "@", "://", " .", "Ð ", "á»", "vi?t ", "</"} {
		for _, n := range []int{1 << 12, 1 << 16} {
			s := strings.Repeat(scrap, n/len(scrap))
			b.Run(fmt.Sprintf("%q/%d", scrap, n), func(b *testing.B) {
				u := tmx.NewUnit("en", s, "vi", s+" x")
				c := newChecker(b, Options{Skip: []string{"Q4xx"}})
				b.SetBytes(int64(2 * len(s)))
				for b.Loop() {
					c.Check(u)
				}
			})
		}
	}
}
