package anchor

import (
	"slices"
	"strings"
	"testing"
)

// Every form of the embedded tables is found, in its language, with the key of
// its line.
func TestTables(t *testing.T) {
	x := New()
	for _, table := range []struct {
		lines, prefix string
		least         int
	}{{termTable, "t:", 400}, {placeTable, "k:", 150}} {
		n := 0
		for line := range strings.SplitSeq(table.lines, "\n") {
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			columns := strings.Split(line, "\t")
			if len(columns) != 3 || columns[2] == "" {
				t.Errorf("not three columns: %q", line)
				continue
			}
			n++
			key := columns[0]
			if key == "-" {
				first, _, _ := strings.Cut(columns[1], "|")
				key = strings.ToLower(strings.TrimLeft(first, "=~"))
			}
			if !strings.HasPrefix(key, "o:") && !strings.HasPrefix(key, "w:") {
				key = table.prefix + key
			}
			for i, lang := range []string{"en", "vi"} {
				for form := range strings.SplitSeq(columns[i+1], "|") {
					if form = strings.TrimLeft(form, "=~"); form == "" {
						continue
					}
					s := map[string]string{"en": "we saw the ", "vi": "ta thấy "}[lang] + form + "."
					if keys := keysOf(x, s, lang, ""); !slices.Contains(keys, key) {
						t.Errorf("%s %q: want %s, got %q", lang, form, key, keys)
					}
				}
			}
		}
		if n < table.least {
			t.Errorf("%d lines, want %d", n, table.least)
		}
	}
}
