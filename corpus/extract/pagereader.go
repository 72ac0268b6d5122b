package extract

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"songngu/corpus/text"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	// maxDepth bounds the stack of open elements. Elements nested deeper are
	// read as if they stood at that depth. The specification's own parser
	// gives up at 512.
	maxDepth = 256
	// maxElements bounds the list of block-level elements; beyond it text goes
	// to the last ones made.
	maxElements = 1 << 21
	// maxJSONLD bounds one JSON-LD script.
	maxJSONLD = 4 << 20
	// maxTitle bounds what is read of a page's title.
	maxTitle = 2000
)

// open is an element on the stack of open ones.
type open struct {
	tag     atom.Atom
	trait   tagTrait
	element int32 // index into tree.elements, of the nearest one that has an index
	own     bool  // the index is its own, not an ancestor's
	raised  bool  // a sup element that may be a footnote mark
	aside   bool  // an in-line element whose text is no part of the run around it
	link    int   // number of the link it stands in; 0 for none
	bold    bool
	pre     bool
	mute    bool   // text in it is not kept at all
	box     reason // what an in-line element around it is called, if that speaks against it
	mark    int32  // index of the mark it is or stands in; 0 for none
	note    int32  // index of the mark that it leaves in the run around it
	title   bool   // an in-line element around it is called a title
	opens   bool   // a span that its run begins with: a place, set off like a stamp
	stamp   bool   // a named span: a place or a label that a style sheet sets off
}

// pageReader builds a tree from the tokens of a page. It does by few rules
// what the HTML specification does by many: which start tags end a paragraph,
// a list item, a row or a cell, and which end tags are to be believed. Unlike
// the specification's parser it knows the byte offset of everything.
type pageReader struct {
	t     *tree
	stack []open
	depth int // start tags that were not pushed because the stack was full
	count map[atom.Atom]int

	// The run being read.
	buf        []byte
	blank      bool // white space is due before the next character
	breaks     int  // line breaks are due before the next character
	cur        run
	linkNo     int    // links so far
	href       string // of the last of them
	inLink     int    // number of the link that the run's last character stands in
	inHref     string // and where that leads
	image      bool
	afterStamp bool // a named span has just ended
	changes    []markChange
	points     []runMark
	inMark     int32 // the innermost mark of the run's last character
	saved      []suspended
	sups       []raised
	hints      map[hintKey]hint
	xhtml      bool
}

// readTree reads a page into elements and runs. src is UTF-8. It never fails:
// what is not markup is text.
func readTree(src string) *tree {
	r := &pageReader{t: &tree{src: src, markTags: make([]markTag, 1)}, count: make(map[atom.Atom]int)}
	r.xhtml = strings.HasPrefix(strings.TrimLeft(src, "\ufeff \r\n\t"), "<?xml")
	r.t.elements = append(r.t.elements, element{parent: -1, span: text.Span{Start: 0, End: len(src)}})
	r.stack = append(r.stack, open{own: true})
	z := html.NewTokenizer(strings.NewReader(src))
	offset := 0
	for {
		tt := z.Next()
		if tt == html.ErrorToken {
			break
		}
		start := offset
		offset += len(z.Raw())
		switch tt {
		case html.TextToken:
			// Text makes a copy; it is needed only where there is something to replace.
			if raw := z.Raw(); bytes.IndexByte(raw, '&') < 0 && bytes.IndexByte(raw, 0) < 0 && bytes.IndexByte(raw, '\r') < 0 {
				r.text(raw, start, offset)
			} else {
				r.text(z.Text(), start, offset)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			r.startTag(z, start, offset, tt == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := z.TagName()
			r.endTag(atom.Lookup(name), start, offset)
		}
	}
	r.flush()
	for len(r.stack) > 0 {
		r.pop(offset)
	}
	return r.t
}

func (r *pageReader) top() *open { return &r.stack[len(r.stack)-1] }

// text adds a text token to the run, collapsing white space.
func (r *pageReader) text(b []byte, start, end int) {
	top := r.top()
	if top.mute {
		r.muted(top.tag, b)
		return
	}
	if top.tag == atom.Noscript && bytes.IndexByte(b, '<') >= 0 {
		return // markup for those who run no scripts: mostly pictures once more
	}
	if top.pre {
		r.verbatim(b, start, end)
		return
	}
	for i := 0; i < len(b); {
		if c := b[i]; c <= ' ' {
			r.blank = true
			i++
			continue
		}
		if b[i] >= 0x80 {
			if n, blank := odd(b[i:]); n > 0 {
				r.blank = r.blank || blank
				i += n
				continue
			}
		}
		j := i + 1
		for j < len(b) && b[j] > ' ' && (b[j] < 0x80 || !oddLead[b[j]]) {
			j++
		}
		r.emit(b[i:j], start, end)
		i = j
	}
}

// oddLead marks the first bytes of characters that are white space or
// invisible: U+0080–U+00AD (C2), U+1680 (E1), U+2000–U+206F (E2), U+3000 (E3)
// and U+FEFF (EF).
var oddLead = [256]bool{0xC2: true, 0xE1: true, 0xE2: true, 0xE3: true, 0xEF: true}

// odd returns the length of the character that b begins with if it is white
// space or invisible, and which of the two.
func odd(b []byte) (n int, blank bool) {
	if !oddLead[b[0]] {
		return 0, false
	}
	r, n := utf8.DecodeRune(b)
	if unicode.IsSpace(r) {
		return n, true
	}
	if text.Invisible(r) {
		return n, false
	}
	return 0, false
}

func (r *pageReader) emit(b []byte, start, end int) {
	top := r.top()
	if r.breaks >= 2 && len(r.buf) > 0 {
		r.flush()
	}
	before := len(r.buf)
	if len(r.buf) == 0 {
		r.cur.span.Start = start
		r.cur.element = top.element
		r.cur.image = r.image
		r.image = false
	} else if !r.blank && (r.afterStamp && glued(r.buf, b) || r.touching(top, b)) {
		r.buf = append(r.buf, ' ')
	} else if r.breaks == 1 {
		r.buf = append(r.buf, '\n')
	} else if r.blank {
		r.buf = append(r.buf, ' ')
		if top.link != 0 {
			r.cur.linked++
		}
		if top.bold {
			r.cur.bold++
		}
		if top.box != noReason {
			r.cur.boxed++
		}
		if top.title {
			r.cur.titled++
		}
	}
	r.blank, r.breaks, r.afterStamp = false, 0, false
	r.cur.span.End = end
	if top.mark != r.inMark {
		r.changeMark(before, len(r.buf))
	}
	r.buf = append(r.buf, b...)
	if top.link != 0 {
		r.cur.linked += len(b)
		if top.link != r.inLink {
			if r.cur.links++; r.cur.links == 1 {
				r.cur.href = r.href
			}
		}
	}
	if r.inLink = top.link; top.link != 0 {
		r.inHref = r.href
	}
	if top.bold {
		r.cur.bold += len(b)
	}
	if top.box != noReason {
		r.cur.boxed += len(b)
		r.cur.box = top.box
	}
	if top.title {
		r.cur.titled += len(b)
	}
}

// touching reports whether a word of one link would meet one of another: items
// of a menu, which a style sheet sets apart.
func (r *pageReader) touching(top *open, b []byte) bool {
	if top.link == 0 || r.inLink == 0 || top.link == r.inLink || r.inHref == r.href || r.breaks > 0 {
		return false
	}
	before, _ := utf8.DecodeLastRune(r.buf)
	after, _ := utf8.DecodeRune(b)
	return before != '(' && before != '“' && (unicode.IsLetter(after) || unicode.IsDigit(after))
}

// glued reports whether a small letter would meet a capital: two words that
// the page's style sheet sets apart.
func glued(before, after []byte) bool {
	a, _ := utf8.DecodeLastRune(before)
	b, _ := utf8.DecodeRune(after)
	return unicode.IsLower(a) && unicode.IsUpper(b)
}

// verbatim adds text of a pre element, where white space counts.
func (r *pageReader) verbatim(b []byte, start, end int) {
	if len(r.buf) == 0 {
		b = bytes.TrimLeft(b, "\r\n")
		if len(b) == 0 {
			return
		}
		r.cur.span.Start = start
		r.cur.element = r.top().element
	}
	r.blank, r.breaks = false, 0
	r.cur.span.End = end
	r.buf = append(r.buf, b...)
}

// muted takes what a title or a JSON-LD script holds.
func (r *pageReader) muted(tag atom.Atom, b []byte) {
	switch tag {
	case atom.Title:
		if r.t.meta.title == "" {
			r.t.meta.title = text.Clean(string(b[:min(len(b), maxTitle)]))
		}
	case atom.Script:
		if len(b) <= maxJSONLD && len(r.t.meta.jsonLD) < 16 {
			r.t.meta.jsonLD = append(r.t.meta.jsonLD, string(b))
		}
	}
}

// flush ends the run.
func (r *pageReader) flush() {
	r.blank, r.breaks = false, 0
	if len(r.buf) == 0 {
		r.cutMarks(0)
		return
	}
	cur := r.cur
	end := len(r.buf)
	for end > 0 && (r.buf[end-1] == '\n' || r.buf[end-1] == ' ' || r.buf[end-1] == '\r') {
		end--
	}
	lines := []string{string(r.buf[:end])}
	if !r.top().pre {
		lines = splitLines(lines[0])
	}
	found, from := r.runMarks(end), 0
	for _, line := range lines {
		one := cur
		if len(lines) > 1 {
			one.linked = one.linked * len(line) / end
			one.bold = one.bold * len(line) / end
			one.boxed = one.boxed * len(line) / end
			one.titled = min(one.titled, len(line)) // a title stands first
			cur.titled -= one.titled
		}
		one.text = nfc(line)
		one.marks = followRun(line, one.text, lineMarks(found, text.Span{Start: from, End: from + len(line)}))
		from += len(line) + 1
		one.aside = r.t.elements[cur.element].aside
		if one.aside == noReason && one.boxed*2 > len(line) {
			one.aside = one.box
		}
		if one.text != "" {
			r.t.runs = append(r.t.runs, one)
		}
	}
	r.buf = r.buf[:0]
	r.cur = run{}
	r.inLink = 0
	r.cutMarks(0)
}

// suspended is a run left half-read while an in-line element that is no part
// of it (hidden text, a footnote mark, a label) is read.
type suspended struct {
	buf    []byte
	blank  bool
	breaks int
	cur    run
	inLink int

	changes []markChange
	points  []runMark
	inMark  int32
}

func (r *pageReader) divert() {
	r.saved = append(r.saved, suspended{append([]byte(nil), r.buf...), r.blank, r.breaks, r.cur, r.inLink, r.changes, r.points, r.inMark})
	r.buf, r.blank, r.breaks, r.cur, r.inLink = r.buf[:0], false, 0, run{}, 0
	r.changes, r.points, r.inMark = nil, nil, 0
}

func (r *pageReader) resume() {
	r.flush()
	s := r.saved[len(r.saved)-1]
	r.saved = r.saved[:len(r.saved)-1]
	r.buf, r.blank, r.breaks, r.cur, r.inLink = append(r.buf[:0], s.buf...), s.blank, s.breaks, s.cur, s.inLink
	r.changes, r.points, r.inMark = s.changes, s.points, s.inMark
}
