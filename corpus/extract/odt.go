package extract

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// ODT reads an OpenDocument text (ISO/IEC 26300): paragraphs, headings, list
// items, cells, captions by their styles, and footnotes at the end. Deleted text, comments, headers and footers are left out.
//
// The error wraps ErrEmpty, ErrBinary or ErrTooLarge.
func ODT(r io.ReaderAt, size int64, opts Options) (*Page, error) {
	c, err := openContainer(FormatODT, r, size, opts)
	if err != nil {
		return nil, err
	}
	o := &odt{w: blockWriter{page: &Page{}}, parents: make(map[string]string), looks: make(map[string]look)}
	if err := c.walk("content.xml", o); err != nil {
		if errors.Is(err, errNoPart) {
			err = errors.Join(err, ErrBinary)
		}
		return nil, err
	}
	c.metadata("meta.xml", o.w.page)
	return o.w.finishPage(opts)
}

type odt struct {
	w       blockWriter
	parents map[string]string // of automatic styles
	skip    int
	lists   int
	cells   int
	notes   int
	looks   map[string]look // of automatic styles
	styled  string          // the style being read
	spans   []look          // what held outside the spans and links that are open
	mark    []byte          // of the note being read
	marking bool
}

// odtSkipped are the elements whose text is not the document's.
var odtSkipped = map[string]bool{"tracked-changes": true, "annotation": true, "table-of-content": true,
	"bibliography-configuration": true, "forms": true, "sequence-decls": true, "ruby-text": true}

func (o *odt) start(name string, attr []xml.Attr) {
	if o.skip > 0 || odtSkipped[name] {
		o.skip++
		return
	}
	switch name {
	case "style":
		o.styled = attrOf(attr, "name")
		o.parents[attrOf(attr, "name")] = attrOf(attr, "parent-style-name")
	case "list":
		o.lists++
	case "table-cell":
		o.cells++
	case "note-body":
		o.notes++
		o.spans = append(o.spans, o.w.look)
		o.w.look = look{}
	case "h":
		level, err := strconv.Atoi(attrOf(attr, "outline-level"))
		if err != nil || level < 1 {
			level = 1
		}
		o.w.begin(Heading, min(level, 6))
	case "p":
		kind, level := o.kind(attrOf(attr, "style-name"))
		o.w.begin(kind, level)
	case "s":
		o.w.write(" ")
	case "tab":
		o.w.write(" ")
	case "text-properties":
		if o.styled != "" && len(o.looks) < 1<<16 {
			o.looks[o.styled] = odtLook(attr)
		}
	case "span":
		o.spans = append(o.spans, o.w.look)
		o.w.look.bits |= o.looks[attrOf(attr, "style-name")].bits
	case "a":
		o.spans = append(o.spans, o.w.look)
		o.w.look.link = o.w.newLink(attrOf(attr, "href"))
	case "note-citation":
		o.marking = true
	case "image":
		o.w.point(MarkImage, "<img/>")
	case "line-break":
		o.w.point(MarkBreak, "<br/>")
		o.w.write("\n")
	}
}

// kind says what a paragraph is by what it stands in and by its style, or the
// style that its automatic style is derived from.
func (o *odt) kind(style string) (Kind, int) {
	if o.notes > 0 {
		return Footnote, 0
	}
	name := style
	for range 8 {
		if kind, level := styleKind(name); kind != Paragraph {
			return kind, level
		}
		parent := o.parents[name]
		if parent == "" {
			break
		}
		name = parent
	}
	switch {
	case o.lists > 0:
		return ListItem, o.lists
	case o.cells > 0:
		return Cell, 0
	}
	return Paragraph, 0
}

func (o *odt) end(name string) {
	if o.skip > 0 {
		o.skip--
		return
	}
	switch name {
	case "list":
		o.lists = max(0, o.lists-1)
	case "table-cell":
		o.cells = max(0, o.cells-1)
	case "note-body":
		o.notes = max(0, o.notes-1)
		o.endSpan()
	case "style":
		o.styled = ""
	case "span", "a":
		o.endSpan()
	case "note-citation":
		o.marking = false
		o.w.point(MarkNote, noteCode(strings.TrimSpace(string(o.mark))))
		o.mark = o.mark[:0]
	case "h", "p":
		o.w.finish()
	}
}

// endSpan has the text look again as it did before the span or link.
func (o *odt) endSpan() {
	if n := len(o.spans); n > 0 {
		o.w.look, o.spans = o.spans[n-1], o.spans[:n-1]
	}
}

// odtLook is the look that the properties of a style give.
func odtLook(attr []xml.Attr) look {
	set := func(name string) string {
		if v := attrOf(attr, name); v != "none" && v != "normal" {
			return v
		}
		return ""
	}
	position := set("text-position")
	return look{}.with(MarkBold, set("font-weight") != "").with(MarkItalic, set("font-style") != "").
		with(MarkUnderline, set("text-underline-style") != "").with(MarkStrike, set("text-line-through-style") != "").
		with(MarkRaised, strings.HasPrefix(position, "super")).with(MarkLowered, strings.HasPrefix(position, "sub"))
}

func (o *odt) text(b []byte) {
	if o.marking {
		o.mark = append(o.mark, b[:min(len(b), maxMarkCode)]...)
		return
	}
	if o.skip == 0 {
		o.w.write(strings.ReplaceAll(string(b), "\n", " ")) // a line end in the file is white space
	}
}
