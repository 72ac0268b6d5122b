package extract

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"songngu/corpus/measuring"
	"songngu/corpus/text"
)

// score counts blocks wanted, given and both.
type score struct{ wanted, given, both int }

func (s score) precision() float64 { return ratio(s.both, s.given) }
func (s score) recall() float64    { return ratio(s.both, s.wanted) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

func (s *score) add(t score) {
	s.wanted += t.wanted
	s.given += t.given
	s.both += t.both
}

// compare matches blocks by their text, each at most once. It returns what is
// missing and what is too much.
func compare(wanted, given []string) (s score, missing, extra []string) {
	left := make(map[string]int)
	for _, w := range wanted {
		left[text.Clean(w)]++
	}
	s = score{wanted: len(wanted), given: len(given)}
	for _, g := range given {
		if g = text.Clean(g); left[g] > 0 {
			left[g]--
			s.both++
		} else {
			extra = append(extra, g)
		}
	}
	for _, w := range wanted {
		if w = text.Clean(w); left[w] > 0 {
			left[w]--
			missing = append(missing, w)
		}
	}
	return s, missing, extra
}

func texts(blocks []Block) []string {
	out := make([]string, len(blocks))
	for i := range blocks {
		out[i] = blocks[i].Text
	}
	return out
}

// shared returns the path of a file in the shared development data, or "".
func shared(parts ...string) string {
	p := filepath.Join(append([]string{measuring.Folder(), "data"}, parts...)...)
	if m, err := filepath.Glob(p); err != nil || len(m) == 0 {
		return ""
	}
	return p
}

// TestMeasure prints the table of block-level precision and recall, and holds
// the figures that are reached.
func TestMeasure(t *testing.T) {
	fmt.Printf("%-52s %7s %7s %9s %9s\n", "page", "wanted", "given", "precision", "recall")
	row := func(name string, s score) {
		fmt.Printf("%-52s %7d %7d %9.4f %9.4f\n", name, s.wanted, s.given, s.precision(), s.recall())
	}
	var all score
	for _, f := range fixtures(t) {
		s, missing, extra := f.measure(t)
		row(f.name, s)
		report(t, missing, extra)
		all.add(s)
	}
	row("fixtures", all)
	hold(t, "fixtures", all, .97, .97)
	bare := measureBare(t)
	row("fixtures, without names of classes, ids and roles", bare)
	hold(t, "fixtures without names", bare, .97, .97)

	if shared() == "" {
		fmt.Println("real pages: skipped, the shared data is not here")
		return
	}
	page, err := HTML(read(t, shared("seeds", "003_4777709c35ffe55d.vi.html")), Options{})
	if err != nil {
		t.Fatal(err)
	}
	wanted := strings.Split(strings.TrimSpace(read(t, shared("seeds", "003_4777709c35ffe55d.vi.txt"))), "\n")
	s, missing, extra := compare(wanted, texts(page.Blocks))
	row("seed 003", s)
	report(t, missing, extra)
	hold(t, "seed 003", s, .97, .97)

	for _, set := range []struct {
		dir string
		is  func(*html.Node) bool
	}{
		{"debian-install", isDocBook},
		{"maint-guide", isDocBook},
		{"lohelp", func(n *html.Node) bool { return attr(n, "id") == "DisplayArea" }},
	} {
		var sum, bare score
		files, _ := filepath.Glob(shared("e2e", "dev", "html", set.dir, "*.html"))
		for _, f := range files {
			src := read(t, f)
			page, err := HTML(src, Options{})
			if err != nil {
				t.Errorf("%s: %v", filepath.Base(f), err)
				continue
			}
			gold := containerBlocks(t, src, set.is)
			s, missing, extra := compare(gold, texts(page.Blocks))
			sum.add(s)
			if page, err := HTML(names.ReplaceAllString(src, ""), Options{}); err != nil {
				t.Errorf("%s without names: %v", filepath.Base(f), err)
			} else {
				s, _, _ := compare(gold, texts(page.Blocks))
				bare.add(s)
			}
			if testing.Verbose() && os.Getenv("EACH") != "" {
				row("  "+filepath.Base(f), s)
				report(t, missing, extra)
			}
		}
		row(set.dir, sum)
		hold(t, set.dir, sum, .97, .97)
		row(set.dir+", without names", bare)
		hold(t, set.dir+" without names", bare, .97, .97)
	}
}

// names are the attributes that say what an element is for.
var names = regexp.MustCompile(`\s(class|id|role|itemprop|itemtype|type)=("[^"]*"|'[^']*'|[^\s>]+)`)

// measureBare takes the names out of the pages' markup: what is left to go by
// where an editor's names mean nothing.
func measureBare(t *testing.T) (all score) {
	for _, f := range fixtures(t) {
		if strings.HasSuffix(f.name, ".html") && f.name != "json-ld.html" { // a type is what makes JSON-LD
			f.src = names.ReplaceAllString(f.src, "")
			s, missing, extra := f.measure(t)
			if os.Getenv("EACH") != "" && len(missing)+len(extra) > 0 {
				t.Log(f.name + " without names")
				report(t, missing, extra)
			}
			all.add(s)
		}
	}
	return all
}

// hold fails the test where a figure falls under what is demanded of it.
func hold(t *testing.T, name string, s score, precision, recall float64) {
	t.Helper()
	if s.precision() < precision || s.recall() < recall {
		t.Errorf("%s: precision %.4f, recall %.4f; at least %.2f and %.2f are wanted", name, s.precision(), s.recall(), precision, recall)
	}
}

func report(t *testing.T, missing, extra []string) {
	t.Helper()
	for _, m := range missing {
		t.Logf("missing: %.140s", m)
	}
	for _, e := range extra {
		t.Logf("extra:   %.140s", e)
	}
}

func read(t testing.TB, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// isDocBook recognises the element that holds a page's text in what the
// DocBook style sheets write.
func isDocBook(n *html.Node) bool {
	switch attr(n, "class") {
	case "chapter", "appendix", "section", "sect1", "preface":
		return n.Data == "div"
	}
	return false
}

// containerBlocks is the independent rule for pages whose generator is known:
// inside the first element that is holds, each innermost block element is a
// block, without code, tables of contents, related topics and footnote marks.
func containerBlocks(t *testing.T, src string, is func(*html.Node) bool) []string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	var find func(n *html.Node) *html.Node
	find = func(n *html.Node) *html.Node {
		if n.Type == html.ElementNode && is(n) {
			return n
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if f := find(c); f != nil {
				return f
			}
		}
		return nil
	}
	var out []string
	var b strings.Builder
	flush := func() {
		if s := text.Clean(b.String()); hasWord(s) {
			out = append(out, s)
		}
		b.Reset()
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
			return
		}
		class := attr(n, "class")
		block := strings.Contains(" p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tbody thead tr td th caption blockquote pre hr ", " "+n.Data+" ")
		switch {
		case n.Data == "pre", class == "toc", class == "relatedtopics", class == "code", n.Data == "script", n.Data == "noscript":
			if block {
				flush()
			}
			return
		case attr(n, "hidden") == "true" && class != "DEFAULT":
			return
		case n.Data == "sup" && (class == "footnote" || class == "para"):
			return
		case n.Data == "br":
			b.WriteByte(' ')
		}
		if block {
			flush()
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if block {
			flush()
		}
	}
	if root := find(doc); root != nil {
		walk(root)
		flush()
	}
	return out
}
