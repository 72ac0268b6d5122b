package extract

import (
	"fmt"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"songngu/corpus/text"
)

// Text cuts a plain text into blocks. Paragraphs are separated by blank lines,
// or stand one to a line; where the lines of a file are broken at a fixed
// width, the lines of a paragraph belong together (see wrapped). Every block's
// Text is the file's text at its Source, byte for byte.
//
// What a copy from a web site drags along is set aside with its reason: marks
// such as {keywords}, names of picture files, lines without a word, photo
// credits, and the line that names the source, whose address goes to
// Page.Links. Options.AsIs turns that off.
//
// The error wraps ErrEmpty, ErrBinary or ErrTooLarge. Cost is linear.
func Text(src string, opts Options) (*Page, error) {
	if err := opts.checkSize(int64(len(src))); err != nil {
		return nil, err
	}
	if i := binaryAt(src); i >= 0 {
		return nil, fmt.Errorf("byte %#02x at offset %d: %w", src[i], i, ErrBinary)
	}
	p := &plain{src: src, opts: opts}
	p.group()
	if len(p.parts) == 0 {
		return nil, ErrEmpty
	}
	p.sort()
	page := &Page{Blocks: p.blocks, Aside: p.aside, Links: p.links.ranked()}
	if len(page.Blocks) > 0 && page.Blocks[0].Kind == Title {
		page.Title = text.Clean(page.Blocks[0].Text)
	}
	opts.guessLanguages(page.Blocks)
	return page, nil
}

// binaryAt returns the offset of the first byte that no text has, or -1.
func binaryAt(src string) int {
	return strings.IndexByte(src, 0)
}

// plain is a text file while it is read.
type plain struct {
	src    string
	opts   Options
	parts  []text.Span // the blocks before they are sorted into text and aside
	blocks []Block
	aside  []Block
	links  addressList
}

// line is a line that is not blank, without the white space at its ends.
type line struct {
	span   text.Span
	indent int
	blanks int // blank lines before it
}

func (p *plain) of(l line) string { return l.span.Of(p.src) }

// lines are those that hold something other than white space. They are found
// anew by each who asks: a list of them would be larger than the text.
func (p *plain) lines() iter.Seq[line] {
	return func(yield func(line) bool) {
		at, blanks := 0, 0
		next := nextLine
		if !strings.ContainsAny(p.src, "\r\f\v\u2028\u2029") {
			next = nextSimpleLine
		}
		if strings.HasPrefix(p.src, "\ufeff") {
			at = len("\ufeff")
		}
		for at < len(p.src) {
			end, following := next(p.src, at)
			s := trimSpan(p.src, text.Span{Start: at, End: end})
			if s.Len() == 0 {
				blanks++
			} else {
				if !yield(line{span: s, indent: s.Start - at, blanks: blanks}) {
					return
				}
				blanks = 0
			}
			at = following
		}
	}
}

// nextSimpleLine is nextLine for a text whose lines end in line feeds only.
func nextSimpleLine(s string, at int) (end, next int) {
	if i := strings.IndexByte(s[at:], '\n'); i >= 0 {
		return at + i, at + i + 1
	}
	return len(s), len(s)
}

// nextLine returns where the line at offset at ends and where the next begins.
// Line feeds, carriage returns, form feeds and the separators U+2028 and
// U+2029 end a line.
func nextLine(s string, at int) (end, next int) {
	for i := at; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\n' || c == '\f' || c == '\v':
			return i, i + 1
		case c == '\r':
			if i+1 < len(s) && s[i+1] == '\n' {
				return i, i + 2
			}
			return i, i + 1
		case c == 0xE2 && i+2 < len(s) && s[i+1] == 0x80 && (s[i+2] == 0xA8 || s[i+2] == 0xA9):
			return i, i + 3
		}
	}
	return len(s), len(s)
}

// trimSpan takes white space and invisible characters off both ends.
func trimSpan(src string, s text.Span) text.Span {
	for s.Start < s.End {
		r, n := rune(src[s.Start]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(src[s.Start:s.End])
		}
		if r > ' ' && r < 0x7F || !unicode.IsSpace(r) && !text.Invisible(r) {
			break
		}
		s.Start += n
	}
	for s.Start < s.End {
		r, n := rune(src[s.End-1]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeLastRuneInString(src[s.Start:s.End])
		}
		if r > ' ' && r < 0x7F || !unicode.IsSpace(r) && !text.Invisible(r) {
			break
		}
		s.End -= n
	}
	return s
}

// group puts lines together to blocks.
func (p *plain) group() {
	width := p.wrapWidth()
	var last line
	for l := range p.lines() {
		if n := len(p.parts); n > 0 && width > 0 && p.joins(last, l, width) {
			p.parts[n-1].End = l.span.End
		} else {
			p.parts = append(p.parts, l.span)
		}
		last = l
	}
}

// The longest lines that editors and mail programs break at.
const maxWrapWidth = 110

// wrapWidth returns the width in bytes at which the lines of the file are
// broken, or 0 if every line is a paragraph or more. Lines are broken when
// lines that follow each other without a blank line between are not longer
// than maxWrapWidth characters, and at least three in ten of them end without
// a stop and go on with a small letter. In a file with one paragraph, heading
// or item to a line hardly any does.
func (p *plain) wrapWidth() int {
	pairs, flowing, longest := 0, 0, 0
	var a, b line
	for l := range p.lines() {
		if a, b = b, l; a.span.Len() == 0 || b.blanks > 0 {
			continue
		}
		pairs++
		if n := a.span.Len(); n <= maxWrapWidth || n <= 2*maxWrapWidth && utf8.RuneCountInString(p.of(a)) <= maxWrapWidth {
			longest = max(longest, n)
			if flows(p.of(a), p.of(b)) {
				flowing++
			}
		}
	}
	if flowing < 2 || flowing*10 < pairs*3 {
		return 0
	}
	return longest
}

// flows reports whether a sentence runs over the break between two lines.
func flows(before, after string) bool {
	r, _ := utf8.DecodeRuneInString(after)
	return unicode.IsLower(r) && !endsSentence(before) && !strings.HasSuffix(before, ":") && !strings.HasSuffix(before, ";")
}

// joins reports whether line b goes on with line a's paragraph in a file whose
// lines are broken at width.
func (p *plain) joins(a, b line, width int) bool {
	if b.blanks > 0 {
		return false
	}
	before, after := p.of(a), p.of(b)
	switch {
	case flows(before, after):
		return true
	case b.indent > a.indent+1 && a.indent == 0 && endsSentence(before): // a first line is indented
		return false
	case marker(after), isFileName(after), isMark(after), isFileName(before), isMark(before):
		return false
	case strings.Contains(after, "://"):
		return a.span.Len()*10 > width*6 && !startsWithAddress(after)
	}
	// A line much shorter than the others ends its paragraph.
	return a.span.Len()*10 > width*6
}
