package source

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"songngu/corpus/text"
)

// Every term and gloss has two sides, comes once, and is written as it should
// be: a slip of the keyboard in Vietnamese is nearly always no syllable.
func TestEntriesAreWellFormed(t *testing.T) {
	for _, list := range []struct {
		name string
		b    []byte
		n    int
	}{{"terms.tsv", terms, 500}, {"words.tsv", glosses, 50_000}} {
		pairs := entries(list.b, 1)
		if len(pairs) < list.n {
			t.Errorf("%s: only %d entries were read", list.name, len(pairs))
		}
		if s := string(list.b); s != text.NFC(s) {
			t.Errorf("%s is not in NFC", list.name)
		}
		seen := make(map[string]bool)
		for _, p := range pairs {
			key := p.English + "\t" + p.Vietnamese
			if strings.TrimSpace(p.English) != p.English || strings.TrimSpace(p.Vietnamese) != p.Vietnamese || p.English == "" || p.Vietnamese == "" || seen[key] {
				t.Errorf("%s: %q, %q is empty, padded or comes twice", list.name, p.English, p.Vietnamese)
			}
			seen[key] = true
			for _, w := range strings.Fields(p.Vietnamese) {
				if w == strings.ToLower(w) && marked(w) && !text.ValidSyllable(w) {
					t.Errorf("%s: %q, %q: %q is no Vietnamese syllable", list.name, p.English, p.Vietnamese, w)
				}
			}
		}
	}
}

// marked reports whether a word bears a tone that borrowed words, written in one
// piece (ôxy, amiăng, crôm), do not bear: all but the level one and the acute.
func marked(s string) bool {
	return strings.ContainsAny(norm.NFD.String(s), "\u0300\u0303\u0309\u0323") && !strings.Contains(s, "-")
}
