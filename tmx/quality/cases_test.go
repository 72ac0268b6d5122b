package quality

import (
	"os"
	"strings"
	"testing"

	"songngu/tmx"
)

// TestCases holds each check to the pairs of testdata/cases.txt: what it must
// find, and where, and what it must let pass.
func TestCases(t *testing.T) {
	data, err := os.ReadFile("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	name, tested := "", map[string]bool{}
	for n, line := range strings.Split(string(data), "\n") {
		switch {
		case strings.HasPrefix(line, "= "):
			name = line[2:]
			continue
		case line == "" || line[0] == '#':
			continue
		}
		cells := strings.Split(line, " | ")
		for i := range cells {
			cells[i] = strings.TrimSuffix(strings.TrimPrefix(cells[i], "| "), " |")
		}
		if len(cells) < 3 {
			t.Fatalf("line %d: %d cells", n+1, len(cells))
		}
		tested[name] = true
		c := newChecker(t, Options{Source: "en", Target: "vi", Only: []string{name}})
		found := c.Check(tmx.NewUnit("en", cells[1], "vi", cells[2]))
		c = newChecker(t, Options{Source: "vi", Target: "en", Only: []string{name}})
		if back := c.Check(tmx.NewUnit("vi", cells[2], "en", cells[1])); (len(back) > 0) != (cells[0] == "+") {
			t.Errorf("line %d: from Vietnamese %s finds %v in %q and %q", n+1, name, back, cells[2], cells[1])
		}
		if cells[0] == "-" {
			if len(found) > 0 {
				t.Errorf("line %d: %s finds %q in %q and %q", n+1, name, found[0].Message, cells[1], cells[2])
			}
			continue
		}
		if len(found) == 0 {
			t.Errorf("line %d: %s finds nothing in %q and %q", n+1, name, cells[1], cells[2])
			continue
		}
		if len(cells) > 3 && cells[3] != "" && cells[3] != "*" {
			f := found[0]
			s := f.Target
			if f.Lang == f.SourceLang {
				s = f.Source
			}
			if want := strings.Trim(cells[3], `"`); f.Span.Of(s) != want && f.Span.Of(s) != cells[3] {
				t.Errorf("line %d: %s finds %q, want %q", n+1, name, f.Span.Of(s), want)
			}
		}
	}
	elsewhere := map[string]bool{"code": true, "many-targets": true, "many-sources": true, "duplicate": true, "term": true, "forbidden": true, "tone-style": true}
	for _, k := range Checks() {
		if !tested[k.Name] && !elsewhere[k.Name] {
			t.Errorf("no case for %s", k.Name)
		}
	}
}
