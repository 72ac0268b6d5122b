package extract

import (
	"encoding/xml"
	"strings"

	"songngu/corpus/text"
)

// blockWriter collects the blocks of a format whose paragraphs are elements.
// Paragraphs nest: a text box stands inside the paragraph it is anchored to.
type blockWriter struct {
	page  *Page
	open  []paragraph
	look  look     // of what is written next
	links []string // addresses, by number; the first stands for none
	notes []Block  // footnotes, which come last
}

// paragraph is one that is being read.
type paragraph struct {
	kind  Kind
	level int
	text  []byte

	look    look // of its last character
	changes []lookChange
	points  []Mark
}

func (w *blockWriter) begin(kind Kind, level int) {
	w.open = append(w.open, paragraph{kind: kind, level: level})
}

// cur is the paragraph being read, or nil outside of any.
func (w *blockWriter) cur() *paragraph {
	if len(w.open) == 0 {
		return nil
	}
	return &w.open[len(w.open)-1]
}

func (w *blockWriter) write(s string) {
	if p := w.cur(); p != nil {
		w.changed(p)
		p.text = append(p.text, s...)
	}
}

// finish ends the paragraph being read.
func (w *blockWriter) finish() {
	p := w.cur()
	if p == nil {
		return
	}
	raw := oldFont(string(p.text))
	kind, level := p.kind, p.level
	var list []Mark
	if len(raw) == len(p.text) {
		list = w.marks(p)
	}
	w.open = w.open[:len(w.open)-1]
	from := len(raw) - len(strings.TrimLeft(raw, "\n"))
	for _, line := range splitLines(strings.Trim(raw, "\n")) {
		s := clean(line)
		at := text.Span{Start: from, End: from + len(line)}
		from = at.End + 1
		switch {
		case s == "":
		case !hasWord(s):
			w.page.Aside = append(w.page.Aside, Block{Kind: Junk, Text: s, Reason: marks.String()})
		case kind == Junk:
			w.page.Aside = append(w.page.Aside, Block{Kind: Junk, Text: s, Reason: hiddenText.String()})
		case kind == Footnote:
			w.notes = append(w.notes, Block{Kind: kind, Text: s, Marks: settleMarks(line, s, shiftMarks(list, at))})
		default:
			w.page.Blocks = append(w.page.Blocks, Block{Kind: kind, Level: level, Text: s, Marks: settleMarks(line, s, shiftMarks(list, at))})
		}
	}
}

// styleKind says what the name of a paragraph style means, in the English and
// Vietnamese versions of the programs: "heading 2", "Tiêu đề 2", "Caption".
func styleKind(name string) (kind Kind, level int) {
	f := strings.ReplaceAll(text.FoldMarks(name), "_20_", " ")
	digit := 0
	if n := len(f); n > 0 && f[n-1] >= '1' && f[n-1] <= '9' {
		digit = int(f[n-1] - '0')
	}
	switch {
	case f == "title", f == "tieu de", f == "tua de":
		return Title, 1
	case digit > 0 && hasAnyPrefix(f, "heading", "tieu de", "dau muc", "u"):
		if strings.Trim(f, "u123456789") == "" || !strings.HasPrefix(f, "u") {
			return Heading, min(digit, 6)
		}
	case f == "subtitle", f == "phu de":
		return Lead, 0
	case hasAnyPrefix(f, "caption", "chu thich", "illustration", "figure"):
		return Caption, 0
	case hasAnyPrefix(f, "quot", "intense quote", "trich dan", "block text"):
		return Quote, 0
	case hasAnyPrefix(f, "footnote", "endnote"):
		return Footnote, 0
	case hasAnyPrefix(f, "list ", "listbullet", "listnumber"):
		return ListItem, 1
	case hasAnyPrefix(f, "preformatted", "html preformatted", "source code"):
		return Code, 0
	}
	return Paragraph, 0
}

// coreTitle reads the title and language of a file's metadata (Dublin Core).
type coreTitle struct {
	title, language string
	in              string
}

func (c *coreTitle) start(name string, _ []xml.Attr) { c.in = name }
func (c *coreTitle) end(string)                      { c.in = "" }
func (c *coreTitle) text(b []byte) {
	switch c.in {
	case "title":
		c.title += string(b)
	case "language":
		c.language += string(b)
	}
}

// metadata fills in a page's title and language from a part that may be absent.
func (c *container) metadata(part string, p *Page) {
	var m coreTitle
	if c.files[part] == nil || c.walk(part, &m) != nil {
		return // a file without readable metadata is a file without a title
	}
	p.Title = text.Clean(m.title)
	if p.Lang == "" {
		p.Lang = strings.TrimSpace(m.language)
	}
}
