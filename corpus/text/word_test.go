package text

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestWords(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{" \u00a0—…", ""},
		{"Don't shout, O’Brien!", "Don't|shout|O’Brien"},
		{"the dogs' 'own' rock 'n' roll", "the|dogs|own|rock|n|roll"},
		{"1.234,5 tấn; 20.7.2010. 3, 4.", "1.234,5|tấn|20.7.2010|3|4"},
		{"Bắc-Nam 27-NQ/TW 10:30 a_b", "Bắc|Nam|27|NQ|TW|10|30|a|b"},
		{"U.S. 5kg 13th v1.2 Q.1", "U|S|5kg|13th|v1.2|Q|1"},
		{"Vie\u0323\u0302t Nam", "Vie\u0323\u0302t|Nam"},
		{"hết.Còn", "hết|Còn"},
		{"北京2008", "北京2008"},
		{"x\xffy", "x|y"},
	} {
		var got []string
		for w := range Words(c.in) {
			got = append(got, w.Of(c.in))
		}
		if g := strings.Join(got, "|"); g != c.want {
			t.Errorf("Words(%q) = %s, want %s", c.in, g, c.want)
		}
	}
}

func TestWordsProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		spans := AppendWords(nil, s)
		if !slices.Equal(spans, slices.Collect(Words(s))) {
			t.Fatalf("AppendWords and Words differ on %q", s)
		}
		covered := make([]bool, len(s))
		end := 0
		for _, w := range spans {
			if w.Start < end || w.Len() <= 0 {
				t.Fatalf("%q: span %v after %d", s, w, end)
			}
			for end = w.Start; end < w.End; end++ {
				covered[end] = true
			}
			if again := AppendWords(nil, w.Of(s)); len(again) != 1 || again[0].Len() != w.Len() {
				t.Fatalf("%q: word %q is not one word", s, w.Of(s))
			}
		}
		for i, r := range s {
			if class(r) != apostrophe && (unicode.IsLetter(r) || unicode.IsDigit(r)) && !covered[i] {
				t.Fatalf("%q: %q is in no word", s, r)
			}
		}
	})
}

func BenchmarkAppendWords(b *testing.B) {
	for name, s := range map[string]string{"vietnamese": benchVI, "english": benchEN} {
		b.Run(name, func(b *testing.B) {
			s := strings.Repeat(s, 1+100_000/len(s))
			b.SetBytes(int64(len(s)))
			var buf []Span
			for b.Loop() {
				buf = AppendWords(buf[:0], s)
			}
		})
	}
}
