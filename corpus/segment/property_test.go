package segment

import (
	"reflect"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// check fails if the sentences do not cover the block as they must.
func check(t interface{ Fatalf(string, ...any) }, block string, found []Sentence) {
	end := 0
	for i, s := range found {
		last := 0
		for _, at := range s.Breaks {
			if part := s.Span.Of(block); at <= last || at >= len(part) || !utf8.RuneStart(part[at]) || strings.TrimSpace(part[last:at]) == "" {
				t.Fatalf("%q: breaks %v of %q", block, s.Breaks, part)
			}
			last = at
		}
		if s.Span.Start < end || s.Span.Len() <= 0 || s.Span.End > len(block) {
			t.Fatalf("%q: span %v behind %d", block, s.Span, end)
		}
		if strings.TrimSpace(block[end:s.Span.Start]) != "" {
			t.Fatalf("%q: %q is in no sentence", block, block[end:s.Span.Start])
		}
		if x := s.Span.Of(block); strings.TrimSpace(x) != x {
			t.Fatalf("%q: sentence %q has white space at an end", block, x)
		}
		if i == 0 && s.Doubtful {
			t.Fatalf("%q: the first sentence is doubtful", block)
		}
		end = s.Span.End
	}
	if strings.TrimFunc(block[end:], unicode.IsSpace) != "" {
		t.Fatalf("%q: %q is in no sentence", block, block[end:])
	}
}

// anyText draws text of what the rules look at.
func anyText() *rapid.Generator[string] {
	pieces := []string{" ", " ", " ", "\n", "\t", "\u00a0", ".", ".", "?", "!", "…", "...", ". . .", "\"", "'", "“", "”", "’", "(", ")", "[", "]", "[1]", "-", "–", "—", "•", ",", ":", ";",
		"1", "2", "12", "2010", "7,2", "a", "b", "A", "I", "II", "Mr", "Dr", "No", "Fig", "U.S", "a.m", "p.m", "Inc", "etc", "The", "the", "He", "said", "Smith", "approx", "bn", "Xyz",
		"TP", "GS", "ThS", "v.v", "T.Ư", "Ông", "nhà", "Điều", "Nguyễn", "hết", "Theo", "。", "？", "№", "\xff", "\xe2", "\u200b", "😀", "#", "1.)", "a)", "2)"}
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 30).Draw(t, "pieces"), "")
	})
}

func TestSpansCoverTheText(t *testing.T) {
	for _, lang := range []string{"en", "vi"} {
		s, err := New(lang, WithAbbreviations([]string{"xyz.", "Fig"}))
		if err != nil {
			t.Fatal(err)
		}
		rapid.Check(t, func(t *rapid.T) {
			blocks := rapid.SliceOfN(anyText(), 1, 4).Draw(t, "blocks")
			found, err := s.Document(blocks)
			if err != nil || len(found) != len(blocks) {
				t.Fatalf("%d blocks, %d results, %v", len(blocks), len(found), err)
			}
			for i, b := range blocks {
				check(t, b, found[i])
				// A block comes out the same in whatever company.
				alone, err := s.Document([]string{b})
				if err != nil || len(alone[0]) != len(found[i]) {
					t.Fatalf("%q: %v alone, %v among %q", b, alone[0], found[i], blocks)
				}
				for k := range alone[0] {
					if !reflect.DeepEqual(alone[0][k], found[i][k]) {
						t.Fatalf("%q: %v alone, %v in company", b, alone[0], found[i])
					}
				}
			}
		})
	}
}

// TestSentencesOfGoldenStayWhole segments every sentence of the lists again: it
// must come out as one.
func TestSentencesOfGoldenStayWhole(t *testing.T) {
	for lang, file := range map[string]string{"en": "testdata/english.tsv", "vi": "testdata/vietnamese.tsv"} {
		s, err := New(lang)
		if err != nil {
			t.Fatal(err)
		}
		_, _, want := golden(t, file)
		for _, sentences := range want {
			again, err := s.Document(sentences)
			if err != nil {
				t.Fatal(err)
			}
			for i, found := range again {
				if len(found) != 1 {
					t.Errorf("%s: %q splits into %d", lang, sentences[i], len(found))
				}
			}
		}
	}
}

func TestBlocksWithoutSentences(t *testing.T) {
	for _, lang := range []string{"en", "vi"} {
		s, err := New(lang)
		if err != nil {
			t.Fatal(err)
		}
		found, err := s.Document([]string{"", " \n\u00a0\t", "...", ".", "\xff"})
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range []int{0, 0, 1, 1, 1} {
			if len(found[i]) != want {
				t.Errorf("%s: block %d has %d sentences, want %d", lang, i, len(found[i]), want)
			}
		}
		if found, err := s.Document(nil); err != nil || len(found) != 0 {
			t.Errorf("%s: no blocks give %v, %v", lang, found, err)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	for _, lang := range []string{"", "fr", "EN"} {
		if _, err := New(lang); err == nil {
			t.Errorf("New(%q) gives no error", lang)
		}
	}
	for _, a := range []string{"", " ", ".", "two words", strings.Repeat("x", 100)} {
		if _, err := New("en", WithAbbreviations([]string{a})); err == nil {
			t.Errorf("abbreviation %q gives no error", a)
		}
	}
}

func TestOwnAbbreviations(t *testing.T) {
	const block = "The wkly. Courier and the Fdn. Hanoi agree."
	for own, want := range map[string]int{"wkly": 2, "wkly,Fdn": 1} {
		s, err := New("en", WithAbbreviations(strings.Split(own, ",")))
		if err != nil {
			t.Fatal(err)
		}
		found, err := s.Document([]string{block})
		if err != nil || len(found[0]) != want {
			t.Errorf("with %s: %d sentences, want %d (%v)", own, len(found[0]), want, err)
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	s, err := New("en")
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			found, err := s.Document([]string{"It rained in Ab. Town today. the end."})
			if err != nil || len(found[0]) == 0 {
				t.Errorf("%v, %v", found, err)
			}
		})
	}
	wg.Wait()
}

// TestHugeLines goes through lines that would be slow for a method that is not
// linear: it hangs if one is.
func TestHugeLines(t *testing.T) {
	size := 1 << 18
	if testing.Short() {
		size = 1 << 15
	}
	for _, lang := range []string{"en", "vi"} {
		s, err := New(lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, unit := range []string{"x", " ", ".", ". ", ".\"", "a.b ", "(", "-", "…", ".[", "1. ", "\n", "a\n", "a \n", "\"", "U.S. G", ".' ", "a) ", "• ", "!?", ".1", "Ab. x "} {
			block := strings.Repeat(unit, size/len(unit))
			found, err := s.Document([]string{block})
			if err != nil {
				t.Fatal(err)
			}
			check(t, block, found[0])
		}
	}
}

func FuzzDocument(f *testing.F) {
	for _, file := range []string{"testdata/english.tsv", "testdata/vietnamese.tsv"} {
		_, blocks, _ := golden(f, file)
		for _, b := range blocks {
			f.Add(b)
		}
	}
	en, _ := New("en")
	vi, _ := New("vi")
	f.Fuzz(func(t *testing.T, block string) {
		for _, s := range []*Segmenter{en, vi} {
			found, err := s.Document([]string{block})
			if err != nil {
				t.Fatal(err)
			}
			check(t, block, found[0])
		}
	})
}
