package extract

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// ODT reads an OpenDocument text (ISO/IEC 26300): paragraphs, headings, list
// items, cells, captions by their styles, and footnotes after the paragraph
// they belong to. Deleted text, comments, headers and footers are left out.
//
// The error wraps ErrEmpty, ErrBinary or ErrTooLarge.
func ODT(r io.ReaderAt, size int64, opts Options) (*Page, error) {
	c, err := openContainer(FormatODT, r, size, opts)
	if err != nil {
		return nil, err
	}
	o := &odt{w: blockWriter{page: &Page{}}, parents: make(map[string]string)}
	if err := c.walk("content.xml", o); err != nil {
		if errors.Is(err, errNoPart) {
			err = errors.Join(err, ErrBinary)
		}
		return nil, err
	}
	c.metadata("meta.xml", o.w.page)
	return finishOffice(o.w.page, opts)
}

type odt struct {
	w       blockWriter
	parents map[string]string // of automatic styles
	skip    int
	lists   int
	cells   int
	notes   int
}

// odtSkipped are the elements whose text is not the document's.
var odtSkipped = map[string]bool{"tracked-changes": true, "annotation": true, "note-citation": true, "table-of-content": true,
	"bibliography-configuration": true, "forms": true, "sequence-decls": true, "ruby-text": true}

func (o *odt) start(name string, attr []xml.Attr) {
	if o.skip > 0 || odtSkipped[name] {
		o.skip++
		return
	}
	switch name {
	case "style":
		o.parents[attrOf(attr, "name")] = attrOf(attr, "parent-style-name")
	case "list":
		o.lists++
	case "table-cell":
		o.cells++
	case "note-body":
		o.notes++
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
	case "line-break":
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
	case "h", "p":
		o.w.finish()
	}
}

func (o *odt) text(b []byte) {
	if o.skip == 0 {
		o.w.write(strings.ReplaceAll(string(b), "\n", " ")) // a line end in the file is white space
	}
}
