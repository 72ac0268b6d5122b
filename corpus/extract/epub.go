package extract

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"songngu/corpus/text"
)

// EPUB reads a book (EPUB 2 and 3, https://www.w3.org/TR/epub-33): the
// documents of its spine in order, all of their text. Navigation documents and
// code are set aside.
//
// The error wraps ErrEmpty, ErrBinary or ErrTooLarge. A spine that leads out
// of the archive is an error.
func EPUB(r io.ReaderAt, size int64, opts Options) (*Page, error) {
	c, err := openContainer(FormatEPUB, r, size, opts)
	if err != nil {
		return nil, err
	}
	var root rootfile
	if err := c.walk("META-INF/container.xml", &root); err != nil {
		if errors.Is(err, errNoPart) {
			err = errors.Join(err, ErrBinary)
		}
		return nil, err
	}
	if root.path == "" {
		return nil, fmt.Errorf("the epub file names no package document: %w", ErrBinary)
	}
	opf := &packageDoc{items: make(map[string]manifestItem)}
	if err := c.walk(root.path, opf); err != nil {
		return nil, err
	}
	p := &Page{Title: text.Clean(opf.title), Lang: strings.TrimSpace(opf.language)}
	for _, id := range opf.spine {
		item, ok := opf.items[id]
		if !ok {
			continue
		}
		href, err := url.PathUnescape(item.href)
		if err != nil {
			href = item.href
		}
		name, err := c.resolve(root.path, href)
		if err != nil {
			return nil, err
		}
		src, err := c.read(name)
		if err != nil {
			if errors.Is(err, errNoPart) {
				p.Aside = append(p.Aside, Block{Kind: Junk, Text: name, Reason: "missing document"})
				continue
			}
			return nil, err
		}
		wholeDocument(p, strings.ToValidUTF8(string(src), "\ufffd"), item.nav)
	}
	return finishOffice(p, opts)
}

// wholeDocument adds everything a document shows to p.
func wholeDocument(p *Page, src string, nav bool) {
	t := readTree(src)
	for i := range t.runs {
		r := &t.runs[i]
		r.kind = t.kindOf(r)
		b := Block{Kind: r.kind, Level: t.levelOf(r), Text: clean(r.text)}
		why := r.aside
		switch {
		case nav:
			why = contents
		case r.kind == Code:
			why = codeBlock
		case !hasWord(b.Text):
			why = marks
		}
		switch {
		case b.Text == "":
		case why != noReason:
			b.Kind, b.Level, b.Reason = Junk, 0, why.String()
			p.Aside = append(p.Aside, b)
		default:
			b.Marks = t.marksOf(r, b.Text)
			p.Blocks = append(p.Blocks, b)
		}
	}
}

// rootfile reads META-INF/container.xml.
type rootfile struct{ path string }

func (r *rootfile) start(name string, attr []xml.Attr) {
	if name == "rootfile" && r.path == "" {
		r.path = attrOf(attr, "full-path")
	}
}
func (r *rootfile) end(string)  {}
func (r *rootfile) text([]byte) {}

type manifestItem struct {
	href string
	nav  bool
}

// packageDoc reads the package document: metadata, manifest and spine.
type packageDoc struct {
	coreTitle
	items map[string]manifestItem
	spine []string
}

func (o *packageDoc) start(name string, attr []xml.Attr) {
	if (name == "title" && o.title != "") || (name == "language" && o.language != "") {
		return // the first counts
	}
	o.coreTitle.start(name, attr)
	switch name {
	case "item":
		o.items[attrOf(attr, "id")] = manifestItem{attrOf(attr, "href"), strings.Contains(attrOf(attr, "properties"), "nav")}
	case "itemref":
		if len(o.spine) < 10000 {
			o.spine = append(o.spine, attrOf(attr, "idref"))
		}
	}
}
