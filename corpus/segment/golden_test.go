package segment

import (
	"os"
	"strings"
	"testing"
)

// TestGolden goes through the lists of rules in testdata, each with its example.
func TestGolden(t *testing.T) {
	for _, c := range []struct {
		lang, file string
		least      int
	}{
		{"en", "testdata/english.tsv", 48},
		{"vi", "testdata/vietnamese.tsv", 80},
	} {
		s, err := New(c.lang)
		if err != nil {
			t.Fatal(err)
		}
		rules, blocks, want := golden(t, c.file)
		if len(rules) < c.least {
			t.Errorf("%s: %d rules, want %d", c.file, len(rules), c.least)
		}
		found, err := s.Document(blocks)
		if err != nil {
			t.Fatal(err)
		}
		for i, b := range blocks {
			var got []string
			for _, x := range found[i] {
				got = append(got, x.Span.Of(b))
			}
			if g, w := strings.Join(got, "¶"), strings.Join(want[i], "¶"); g != w {
				t.Errorf("%s, %s:\n got %s\nwant %s", c.lang, rules[i], g, w)
			}
			// Alone it must come out as in company.
			alone, err := s.Document([]string{b})
			if err != nil || len(alone[0]) != len(found[i]) {
				t.Errorf("%s, %s: alone %d sentences, in the document %d (%v)", c.lang, rules[i], len(alone[0]), len(found[i]), err)
			}
		}
	}
}

// golden reads a list of rules: their names, the texts, and the sentences.
func golden(t testing.TB, file string) (rules, blocks []string, want [][]string) {
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		rule, example, ok := strings.Cut(line, "\t")
		if !ok {
			t.Fatalf("%s: no tab in %q", file, line)
		}
		example = strings.ReplaceAll(example, `\n`, "\n")
		var sentences []string
		for s := range strings.SplitSeq(example, "¶") {
			sentences = append(sentences, strings.TrimSpace(s))
		}
		rules = append(rules, rule)
		blocks = append(blocks, strings.ReplaceAll(example, "¶", ""))
		want = append(want, sentences)
	}
	return rules, blocks, want
}
