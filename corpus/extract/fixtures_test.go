package extract

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fixture is a page or text in testdata with the blocks wanted of it: in
// NAME.gold one block a line, its kind, a tab, and its text.
type fixture struct {
	name string
	src  string
	gold []Block
	opts Options
}

// fixtures reads testdata. A page that comes with NAME.ref.txt is read with
// that text, in the other language, as its reference.
func fixtures(t testing.TB) []fixture {
	t.Helper()
	golds, err := filepath.Glob(filepath.Join("testdata", "*.gold"))
	if err != nil {
		t.Fatal(err)
	}
	var out []fixture
	for _, g := range golds {
		name := strings.TrimSuffix(filepath.Base(g), ".gold")
		f := fixture{name: name, src: read(t, filepath.Join("testdata", name))}
		for line := range strings.Lines(read(t, g)) {
			kind, s, ok := strings.Cut(strings.TrimRight(line, "\n"), "\t")
			k, known := ParseKind(kind)
			if !ok || !known {
				t.Fatalf("%s: no kind and text: %q", g, line)
			}
			f.gold = append(f.gold, Block{Kind: k, Text: s})
		}
		if b, err := os.ReadFile(filepath.Join("testdata", name+".ref.txt")); err == nil {
			f.opts.Reference = ReferenceFrom(strings.Split(string(b), "\n"))
		}
		out = append(out, f)
	}
	return out
}

func (f fixture) read() (*Page, error) {
	switch Sniff(f.name, "", []byte(f.src)) {
	case FormatHTML:
		return HTML(f.src, f.opts)
	case FormatMarkdown:
		return Markdown(f.src, f.opts)
	}
	return Text(f.src, f.opts)
}

func (f fixture) measure(t testing.TB) (s score, missing, extra []string) {
	t.Helper()
	p, err := f.read()
	if err != nil {
		t.Errorf("%s: %v", f.name, err)
		return score{wanted: len(f.gold)}, nil, nil
	}
	return compare(texts(f.gold), texts(p.Blocks))
}
