package extract

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"songngu/corpus/text"

	"golang.org/x/net/html"
)

// layout is a document of which only is known where each line of text stands on
// its page. What the lines mean shows from there:
//
//  1. readLayout reads pages and lines; the marks of footnotes within a line are
//     left out.
//  2. setFurnitureAside finds what is repeated at the head or foot of pages, and
//     page numbers (furniture.go).
//  3. Pages in columns are put in the order in which they are read (columns.go).
//  4. Lines are joined to paragraphs: across columns and pages where a sentence
//     goes on; apart where the gap is wider, the letters have another size, a
//     first line is indented, or the line before had room for the next word
//     (layoutblocks.go).
//  5. Words divided at line ends are mended (hyphen.go).
//
// Lengths are in points, from the page's top left corner. Cost is linear.
type layout struct {
	title string
	pages []sheet
}

// sheet is one page.
type sheet struct {
	width, height float64
	lines         []placed
}

// placed is a line and its place.
type placed struct {
	text           string
	x0, y0, x1, y1 float64
	size           float64 // height of its letters, ascenders and descenders included
	first          float64 // width of its first word
	block          int     // number of the block it stands in, as the reader sees it
	page           int
	aside          reason
	gaps           []lineGap // wider than blanks are, where the next column may begin
}

// lineGap is a wide gap between two words of a line.
type lineGap struct {
	x0, x1 float64
	at     int // where the text behind it begins
}

const (
	maxSheets     = 100_000
	maxLayoutLine = 1 << 20
)

// word is one word while its line is read.
type word struct {
	text           string
	x0, y0, x1, y1 float64
}

// readLayout reads what pdftotext -bbox-layout writes: nested page, flow, block,
// line and word elements, one start tag or word to a line. Lines that are
// anything else are passed by. limit bounds the text, in bytes.
func readLayout(r io.Reader, limit int64) (*layout, error) {
	bounded := &io.LimitedReader{R: r, N: maxPDFLayout}
	s := bufio.NewScanner(bounded)
	s.Buffer(make([]byte, 0, 64<<10), maxLayoutLine)
	l := &layout{}
	var words []word
	block := 0
	for s.Scan() {
		line := bytes.TrimSpace(s.Bytes())
		switch {
		case bytes.HasPrefix(line, []byte("<word ")):
			w, ok := parseWord(line)
			if !ok {
				continue
			}
			if limit -= int64(len(w.text)) + 1; limit < 0 {
				return nil, fmt.Errorf("the pdf file's text: %w", ErrTooLarge)
			}
			words = append(words, w)
		case bytes.HasPrefix(line, []byte("</line>")):
			l.add(words, block)
			words = words[:0]
		case bytes.HasPrefix(line, []byte("<block")):
			block++
		case bytes.HasPrefix(line, []byte("<page ")):
			if len(l.pages) == maxSheets {
				return nil, fmt.Errorf("the pdf file has more than %d pages: %w", maxSheets, ErrTooLarge)
			}
			l.pages = append(l.pages, sheet{width: number(line, "width"), height: number(line, "height")})
		case bytes.HasPrefix(line, []byte("<title>")):
			title, _, _ := strings.Cut(string(line[len("<title>"):]), "</title>")
			l.title = layoutTitle(text.Clean(html.UnescapeString(title)))
		}
	}
	if bounded.N <= 0 {
		return nil, fmt.Errorf("the pdf file's layout: %w", ErrTooLarge)
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("the layout of a pdf file: %w", err)
	}
	return l, nil
}

// layoutTitle is what a file's title says, without what printing programs put
// in its place.
func layoutTitle(s string) string {
	if rest, ok := strings.CutPrefix(s, "Microsoft Word - "); ok {
		s = rest
	}
	if i := strings.LastIndexByte(s, '.'); i >= 0 && len(s)-i <= 5 && !strings.Contains(s[i:], " ") || s == "untitled" || s == "Untitled" {
		return "" // a file's name
	}
	return s
}

// parseWord reads one word element.
func parseWord(line []byte) (w word, ok bool) {
	i := bytes.IndexByte(line, '>')
	j := bytes.LastIndex(line, []byte("</word>"))
	if i < 0 || j <= i {
		return w, false
	}
	tag := line[:i]
	w = word{x0: number(tag, "xMin"), y0: number(tag, "yMin"), x1: number(tag, "xMax"), y1: number(tag, "yMax")}
	raw := strings.ToValidUTF8(string(line[i+1:j]), "\ufffd")
	if strings.IndexByte(raw, '&') >= 0 {
		raw = html.UnescapeString(raw)
	}
	w.text = ligatures.Replace(raw)
	return w, strings.TrimSpace(w.text) != ""
}

// ligatures are letters that type-setters cast as one piece, and the bullets
// of fonts that have an encoding of their own.
var ligatures = strings.NewReplacer("\uf0b7", "•", "\uf0a7", "▪", "\uf0d8", "►", "\uf0fc", "✓",
	"ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")

// number reads an attribute; what is no sensible length is 0.
func number(tag []byte, name string) float64 {
	i := bytes.Index(tag, []byte(name+`="`))
	if i < 0 {
		return 0
	}
	v := tag[i+len(name)+2:]
	j := bytes.IndexByte(v, '"')
	if j < 0 {
		return 0
	}
	f, err := strconv.ParseFloat(string(v[:j]), 64)
	if err != nil || math.IsNaN(f) || math.Abs(f) > 1e6 {
		return 0
	}
	return f
}

// add makes a line of words. The marks of footnotes, small figures that stand
// high after a word, are no part of its text.
func (l *layout) add(words []word, block int) {
	if len(words) == 0 || len(l.pages) == 0 {
		return
	}
	p := placed{x0: words[0].x0, y0: words[0].y0, x1: words[0].x1, y1: words[0].y1, block: block, page: len(l.pages) - 1}
	for _, w := range words {
		p.size = max(p.size, w.y1-w.y0)
	}
	var b strings.Builder
	for i, w := range words {
		if i > 0 && w.y1-w.y0 < p.size*.8 && w.y1 < words[0].y1-p.size*.1 && strings.Trim(w.text, "0123456789*†‡") == "" {
			continue
		}
		if i == 0 {
			p.first = w.x1 - w.x0
		} else if c, _ := utf8.DecodeRuneInString(w.text); !unicode.Is(unicode.Mn, c) {
			b.WriteByte(' ')
			if w.x0-p.x1 > .4*p.size && len(p.gaps) < 16 {
				p.gaps = append(p.gaps, lineGap{p.x1, w.x0, b.Len()})
			}
		}
		b.WriteString(w.text)
		p.x0, p.y0 = min(p.x0, w.x0), min(p.y0, w.y0)
		p.x1, p.y1 = max(p.x1, w.x1), max(p.y1, w.y1)
	}
	full := oldFont(b.String())
	if p.text = clean(full); p.text != full {
		p.gaps = nil
	}
	if strings.HasSuffix(full, "\u00ad") {
		p.text += "\u00ad" // clean takes it away; it says that the word goes on
	}
	if p.text != "" {
		sheet := &l.pages[p.page]
		sheet.lines = append(sheet.lines, p)
	}
}
