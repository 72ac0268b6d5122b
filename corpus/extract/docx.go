package extract

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
)

// DOCX reads a WordprocessingML file (ECMA-376, part 1): paragraphs, headings,
// list items, cells, captions by their styles, and footnotes at the end.
// Deleted text, field codes, comments, headers and footers, and the fallback
// copies of text boxes are left out; hidden text is set aside. Nothing outside
// the file is opened.
//
// The error wraps ErrEmpty, ErrBinary or ErrTooLarge.
func DOCX(r io.ReaderAt, size int64, opts Options) (*Page, error) {
	c, err := openContainer(FormatDOCX, r, size, opts)
	if err != nil {
		return nil, err
	}
	d := &docx{w: blockWriter{page: &Page{}}, styles: make(map[string]docxStyle)}
	if s := (&docxStyles{styles: d.styles}); c.files["word/styles.xml"] != nil {
		if err := c.walk("word/styles.xml", s); err != nil {
			return nil, err
		}
		d.w.page.Lang = s.lang
	}
	d.targets = c.relations("word/document.xml")
	if err := c.walk("word/document.xml", d); err != nil {
		if errors.Is(err, errNoPart) {
			err = errors.Join(err, ErrBinary)
		}
		return nil, err
	}
	for _, part := range []string{"word/footnotes.xml", "word/endnotes.xml"} {
		if c.files[part] != nil {
			d.note = true
			d.targets = c.relations(part)
			if err := c.walk(part, d); err != nil {
				return nil, err
			}
		}
	}
	lang := d.w.page.Lang
	c.metadata("docProps/core.xml", d.w.page)
	d.w.page.Lang = lang
	return d.w.finishPage(opts)
}

// finishOffice is the last step of every office reader.
func (w *blockWriter) finishPage(opts Options) (*Page, error) {
	w.page.Blocks = append(w.page.Blocks, w.notes...)
	return finishOffice(w.page, opts)
}

func finishOffice(p *Page, opts Options) (*Page, error) {
	if len(p.Blocks) == 0 && len(p.Aside) == 0 {
		return nil, ErrEmpty
	}
	if p.Title == "" && len(p.Blocks) > 0 && p.Blocks[0].Kind == Title {
		p.Title = p.Blocks[0].Text
	}
	opts.guessLanguages(p.Blocks)
	return p, nil
}

type docxStyle struct {
	kind  Kind
	level int
}

// docxStyles reads word/styles.xml: what each style id means.
type docxStyles struct {
	styles    map[string]docxStyle
	id        string
	lang      string
	isDefault bool
}

func (s *docxStyles) start(name string, attr []xml.Attr) {
	switch name {
	case "docDefaults":
		s.isDefault = true
	case "style":
		s.id = attrOf(attr, "styleId")
	case "name":
		if kind, level := styleKind(attrOf(attr, "val")); s.id != "" && kind != Paragraph {
			s.styles[s.id] = docxStyle{kind, level}
		}
	case "basedOn":
		if base, ok := s.styles[attrOf(attr, "val")]; ok && s.styles[s.id].kind == Paragraph {
			s.styles[s.id] = base
		}
	case "outlineLvl":
		if n, err := strconv.Atoi(attrOf(attr, "val")); err == nil && n >= 0 && n < 6 && s.styles[s.id].kind == Paragraph {
			s.styles[s.id] = docxStyle{Heading, n + 1}
		}
	case "lang":
		if s.isDefault {
			s.lang = attrOf(attr, "val")
		}
	}
}

func (s *docxStyles) end(name string) {
	switch name {
	case "style":
		s.id = ""
	case "docDefaults":
		s.isDefault = false
	}
}

func (s *docxStyles) text([]byte) {}

// docx reads word/document.xml and the notes.
type docx struct {
	w      blockWriter
	styles map[string]docxStyle
	skip   int // depth inside what is left out
	cells  int // depth of table cells
	inText bool
	hidden bool
	inRun  bool
	note   bool // reading the notes

	targets map[string]string // addresses of links, by the id of the relation
}

// docxSkipped are the elements whose text is not the document's.
var docxSkipped = map[string]bool{"del": true, "moveFrom": true, "Fallback": true, "instrText": true, "delText": true, "annotationRef": true,
	"pPrChange": true, "rPrChange": true} // how it was before somebody changed it

func (d *docx) start(name string, attr []xml.Attr) {
	if d.skip > 0 || docxSkipped[name] {
		d.skip++
		return
	}
	switch name {
	case "footnote", "endnote":
		if attrOf(attr, "type") != "" { // separators
			d.skip++
		}
	case "tc":
		d.cells++
	case "p":
		kind := Paragraph
		if d.note {
			kind = Footnote
		} else if d.cells > 0 {
			kind = Cell
		}
		d.w.begin(kind, 0)
	case "pStyle":
		if s, ok := d.styles[attrOf(attr, "val")]; ok && d.w.cur() != nil && !d.note {
			d.w.cur().kind, d.w.cur().level = s.kind, s.level
		}
	case "ilvl":
		if p := d.w.cur(); p != nil && p.kind != Heading {
			n, _ := strconv.Atoi(attrOf(attr, "val"))
			p.kind, p.level = ListItem, min(max(n, 0), 8)+1
		}
	case "r":
		d.hidden, d.inRun = false, true
		d.w.look.bits = 0
	case "b", "i", "u", "strike", "dstrike", "vertAlign", "rStyle":
		if d.inRun {
			d.w.look = docxLook(d.w.look, name, attrOf(attr, "val"))
		}
	case "hyperlink":
		d.w.look.link = d.w.newLink(d.targets[attrOf(attr, "id")])
	case "footnoteReference", "endnoteReference":
		d.w.point(MarkNote, noteCode(attrOf(attr, "id")))
	case "drawing", "pict":
		d.w.point(MarkImage, "<img/>")
	case "vanish":
		if v := attrOf(attr, "val"); d.w.cur() != nil && v != "0" && v != "false" {
			d.hidden = true
		}
	case "t":
		d.inText = true
	case "tab":
		d.w.write(" ")
	case "br", "cr":
		d.w.point(MarkBreak, "<br/>")
		d.w.write("\n")
	case "noBreakHyphen":
		d.w.write("\u2011")
	case "sym":
		if n, err := strconv.ParseUint(attrOf(attr, "char"), 16, 32); err == nil && n < 0xE000 && n >= 0x20 && (n < 0xD800) {
			d.w.write(string(rune(n)))
		}
	}
}

func (d *docx) end(name string) {
	if d.skip > 0 {
		d.skip--
		return
	}
	switch name {
	case "tc":
		d.cells = max(0, d.cells-1)
	case "p":
		d.w.finish()
	case "r":
		d.inRun = false
		d.w.look.bits = 0
	case "hyperlink":
		d.w.look.link = 0
	case "t":
		d.inText = false
	}
}

func (d *docx) text(b []byte) {
	if !d.inText || d.skip > 0 {
		return
	}
	if d.hidden {
		d.w.page.Aside = append(d.w.page.Aside, Block{Kind: Junk, Text: string(b), Reason: hiddenText.String()})
		return
	}
	d.w.write(string(b))
}
