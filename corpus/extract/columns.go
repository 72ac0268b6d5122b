package extract

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// orderColumns puts the lines of each page in the order in which they are
// read, where the page is set in columns: pdftotext goes across them where
// their paragraphs happen to stand at one height.
//
// Method: the recursive cut of Nagy and Seth ("Hierarchical representation of
// optically scanned documents", 1984), with columns before rows. A zone of a
// page that a blank strip runs through from top to bottom, with running text on
// either side, is read left side first. Else the largest stack of rows is looked
// for that has such a strip, which sets a headline over all columns apart. A
// zone without strips stays as it came. Tables have strips as well, but no
// running text beside them. Cost is that of at most maxRows² looks at a page
// of a document with columns, one at any other, and bounded in all.
//
// Where some pages show a strip plainly, it is believed of the others, too,
// though one of their columns holds but a table or the last lines of a text.
func (l *layout) orderColumns() {
	c := columns{left: maxColumnLooks}
	for range 2 {
		for i := range l.pages {
			s := &l.pages[i]
			if len(s.lines) > maxColumnLines {
				continue
			}
			var aside, text []placed
			for _, p := range s.lines {
				if p.aside != noReason {
					aside = append(aside, p)
				} else {
					text = append(text, p)
				}
			}
			if c.known != nil || mayHaveColumns(text) {
				text = c.order(text, 0)
				if c.known != nil {
					s.lines = append(aside, text...)
				}
			}
		}
		if len(c.found) == 0 {
			return
		}
		c.known = c.found
	}
}

// columns is what is known of a document's columns.
type columns struct {
	found [][2]float64 // strips that running text stands on both sides of
	known [][2]float64 // those of all pages, when they are known
	left  int          // how many lines may still be looked at
}

const (
	maxColumnLines = 1000
	maxRows        = 80
	maxColumnDepth = 8
	// maxColumnLooks bounds the search over a whole document, in lines looked
	// at: a book of a thousand pages in columns takes a tenth of it.
	maxColumnLooks = 50_000_000
	// leastColumn is how much text, in characters, each side of a strip must
	// have for its lines to be those of columns.
	leastColumn = 120
)

// mayHaveColumns reports whether enough of a zone's text stands in lines that
// are shorter than the zone is wide.
func mayHaveColumns(lines []placed) bool {
	left, right := edges(lines)
	short := 0
	for i := range lines {
		if p := &lines[i]; p.x1-p.x0 < .62*(right-left) {
			short += utf8.RuneCountInString(p.text)
		}
	}
	return short >= 2*leastColumn
}

func edges(lines []placed) (left, right float64) {
	for i := range lines {
		if p := &lines[i]; i == 0 {
			left, right = p.x0, p.x1
		} else {
			left, right = min(left, p.x0), max(right, p.x1)
		}
	}
	return left, right
}

// order puts the lines of a zone in reading order.
func (c *columns) order(lines []placed, depth int) []placed {
	if len(lines) < 4 || depth == maxColumnDepth {
		return byRows(lines, depth)
	}
	if left, right, ok := c.parted(lines); ok {
		return append(c.order(left, depth+1), c.order(right, depth+1)...)
	}
	rows := rowsOf(lines)
	if len(rows) > maxRows || c.left < 0 {
		return byRows(lines, depth)
	}
	for n := len(rows) - 1; n > 0; n-- {
		for from := 0; from+n <= len(rows); from++ {
			left, right, ok := c.parted(slices.Concat(rows[from : from+n]...))
			if !ok {
				continue
			}
			out := c.order(slices.Concat(rows[:from]...), depth+1)
			out = append(append(out, c.order(left, depth+1)...), c.order(right, depth+1)...)
			return append(out, c.order(slices.Concat(rows[from+n:]...), depth+1)...)
		}
	}
	return byRows(lines, depth)
}

// byRows is the order of a zone without columns: as it came where it is all of
// a page, else by rows, since what pdftotext thought of it went across.
func byRows(lines []placed, depth int) []placed {
	if depth == 0 {
		return lines
	}
	rows := rowsOf(lines)
	for _, row := range rows {
		slices.SortStableFunc(row, func(a, b placed) int { return cmp.Compare(a.x0, b.x0) })
	}
	left, right := edges(lines)
	full := false // the row before is a line from edge to edge
	for i, row := range rows {
		slack := .3 * row[0].size
		whole := row[0].x0-left < slack && right-row[len(row)-1].x1 < slack
		if full && whole && len(row) > 1 {
			rows[i] = []placed{together(row)}
		}
		full = whole && len(rows[i]) == 1
	}
	return slices.Concat(rows...)
}

// together makes a line of the pieces of one that was justified so widely that
// they were taken for lines.
func together(row []placed) placed {
	one := row[0]
	for _, p := range row[1:] {
		one.text += " " + p.text
		one.x1, one.y0, one.y1 = max(one.x1, p.x1), min(one.y0, p.y0), max(one.y1, p.y1)
	}
	one.gaps = nil
	return one
}

// rowsOf cuts a zone where no line stands, from top to bottom. Lines that
// overlap by a little, as those of tight type do, are apart.
func rowsOf(lines []placed) [][]placed {
	sorted := slices.Clone(lines)
	slices.SortStableFunc(sorted, func(a, b placed) int { return cmp.Compare(a.y0, b.y0) })
	var rows [][]placed
	low := 0.0
	for i, p := range sorted {
		if i == 0 || p.y0 > low-.3*p.size {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], p)
		low = max(low, p.y1)
	}
	return rows
}

// parted finds the widest blank strip from top to bottom of a zone that has
// running text on both sides, or one that is known from other pages, and
// returns these sides.
func (c *columns) parted(lines []placed) (left, right []placed, ok bool) {
	if c.left -= len(lines); c.left < 0 {
		return nil, nil, false
	}
	pieces := make([]placed, 0, len(lines))
	for i := range lines {
		pieces = append(pieces, lines[i].pieces()...)
	}
	slices.SortStableFunc(pieces, func(a, b placed) int { return cmp.Compare(a.x0, b.x0) })
	end, widest := 0.0, 0.0
	var strip [2]float64
	for i := range pieces {
		p := &pieces[i]
		gap := p.x0 - end
		if i > 0 && gap > widest && (gap > .4*p.size && c.isKnown(end, p.x0) && i > 1 && len(pieces)-i > 1 || gap > .7*p.size && areColumns(lines, p.x0)) {
			widest, strip = gap, [2]float64{end, p.x0}
		}
		end = max(end, p.x1)
	}
	if widest == 0 {
		return nil, nil, false
	}
	if c.known == nil && len(c.found) < 64 {
		c.found = append(c.found, strip)
	}
	for _, p := range lines { // each side in the order in which it came
		a, b, both := p.split(strip)
		switch {
		case both:
			left, right = append(left, a), append(right, b)
		case p.x0 < strip[1]:
			left = append(left, p)
		default:
			right = append(right, p)
		}
	}
	return left, right, true
}

// isKnown reports whether a strip from left to right is one of another page.
func (c *columns) isKnown(left, right float64) bool {
	return slices.ContainsFunc(c.known, func(k [2]float64) bool {
		return left <= k[1] && right >= k[0] && min(right, k[1])-max(left, k[0]) > .25*(k[1]-k[0])
	})
}

// pieces are the parts of a line between its wide gaps.
func (p *placed) pieces() []placed {
	if len(p.gaps) == 0 {
		return []placed{*p}
	}
	var out []placed
	rest := *p
	for _, g := range p.gaps {
		a, b, ok := rest.split([2]float64{g.x0, g.x1})
		if !ok {
			continue
		}
		out = append(out, a)
		rest = b
	}
	return append(out, rest)
}

// split cuts a line at the gap that a strip runs through.
func (p *placed) split(strip [2]float64) (left, right placed, ok bool) {
	for i, g := range p.gaps {
		if g.x0 > strip[0]+.1 || g.x1 < strip[1]-.1 {
			continue
		}
		if g.at <= 1 || g.at >= len(p.text) {
			return left, right, false
		}
		left, right = *p, *p
		left.text, left.x1, left.gaps = p.text[:g.at-1], g.x0, p.gaps[:i]
		right.text, right.x0, right.gaps = p.text[g.at:], g.x1, nil
		for _, h := range p.gaps[i+1:] {
			right.gaps = append(right.gaps, lineGap{h.x0, h.x1, h.at - g.at})
		}
		word, _, _ := strings.Cut(right.text, " ")
		right.first = (right.x1 - right.x0) * float64(utf8.RuneCountInString(word)) / float64(max(1, utf8.RuneCountInString(right.text)))
		return left, right, true
	}
	return left, right, false
}

// areColumns reports whether the lines that begin before x and those that begin
// there or later are running text, of which most is in lines of several words,
// rather than the cells of a table.
func areColumns(lines []placed, x float64) bool {
	var all, long [2]int
	for i := range lines {
		side := 0
		if lines[i].x0 > x-.1 {
			side = 1
		}
		n := utf8.RuneCountInString(lines[i].text)
		all[side] += n
		if wordCount(lines[i].text, 4) == 4 {
			long[side] += n
		}
	}
	return min(long[0], long[1]) >= leastColumn && long[0]*5 > all[0]*3 && long[1]*5 > all[1]*3
}
