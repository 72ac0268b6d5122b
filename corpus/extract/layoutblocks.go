package extract

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// layoutReader makes blocks of a layout's lines.
type layoutReader struct {
	l       *layout
	body    float64             // size of the running text
	leading map[float64]float64 // usual distance between lines, by size
	hyphens hyphens
	out     Page
	sizes   []float64 // of the paragraphs in out.Blocks

	cur    []byte // the paragraph being read; empty for none
	lines  int
	head   *placed  // its first line
	last   *placed  // its last
	lastAt int      // the place of that among the lines of its page
	notes  [][]byte // footnotes that wait for it to end
}

// page makes the blocks.
func (l *layout) page(opts Options) *Page {
	if !opts.AsIs {
		l.setFurnitureAside()
		l.orderColumns()
	}
	r := &layoutReader{l: l, out: Page{Title: l.title}}
	r.measure()
	for i := range l.pages {
		s := &l.pages[i]
		notes := r.footnotes(s)
		for j := range s.lines {
			p := &s.lines[j]
			switch {
			case p.aside != noReason:
				r.out.Aside = append(r.out.Aside, Block{Kind: Junk, Text: clean(p.text), Reason: p.aside.String()})
			case notes[j]:
				r.note(p.text)
			case r.last != nil && r.joins(s, j):
				r.cur = r.hyphens.append(r.cur, p.text)
				r.last, r.lastAt = p, j
				r.lines++
			default:
				r.finish()
				r.cur, r.lines, r.head, r.last, r.lastAt = append(r.cur[:0], p.text...), 1, p, p, j
			}
		}
	}
	r.finish()
	r.rankHeadings()
	r.out.Aside = slices.DeleteFunc(r.out.Aside, func(b Block) bool { return b.Text == "" })
	return &r.out
}

// measure finds the size of the running text, and the usual distance between
// lines of each size.
func (r *layoutReader) measure() {
	bytes := make(map[float64]int)
	gaps := make(map[float64][]float64)
	for i := range r.l.pages {
		lines := r.l.pages[i].lines
		for j := range lines {
			p := &lines[j]
			if p.aside != noReason {
				continue
			}
			bytes[rounded(p.size)] += len(p.text)
			r.hyphens.learn(p.text)
			if j > 0 && p.alike(&lines[j-1]) && p.overlaps(&lines[j-1]) {
				if d := p.y0 - lines[j-1].y0; d > p.size*.7 && d < p.size*2.2 {
					gaps[rounded(p.size)] = append(gaps[rounded(p.size)], d)
				}
			}
		}
	}
	for size, n := range bytes {
		if n > bytes[r.body] || n == bytes[r.body] && size < r.body {
			r.body = size
		}
	}
	r.leading = make(map[float64]float64, len(gaps))
	for size, d := range gaps {
		slices.Sort(d)
		r.leading[size] = d[len(d)/3] // rather that within paragraphs than between
	}
}

func rounded(size float64) float64 { return math.Round(size*2) / 2 }

// alike reports whether two lines are set in letters of the same size.
func (p *placed) alike(q *placed) bool {
	return math.Abs(p.size-q.size) <= .14*max(p.size, q.size)
}

// overlaps reports whether one line stands above the other rather than beside
// it or in another column.
func (p *placed) overlaps(q *placed) bool { return min(p.x1, q.x1) > max(p.x0, q.x0) }

// column returns the edges of the column that line j stands in, as the lines
// near it show.
func (s *sheet) column(j int) (left, right float64) {
	p := &s.lines[j]
	left, right = p.x0, p.x1
	for i := max(0, j-20); i < min(len(s.lines), j+20); i++ {
		if q := &s.lines[i]; q.aside == noReason && q.alike(p) && q.overlaps(p) {
			left, right = min(left, q.x0), max(right, q.x1)
		}
	}
	return left, right
}

// joins reports whether line j of a page goes on with the paragraph being read.
func (r *layoutReader) joins(s *sheet, j int) bool {
	a, b := r.last, &s.lines[j]
	begin, tail := string(r.cur[:min(len(r.cur), maxTail)]), string(r.cur[max(0, len(r.cur)-maxTail):])
	if a.page == b.page && a.beside(b) && b.x0 >= a.x1 && b.x0-a.x1 < 4*b.size && isBullet(begin) && !hasWord(begin) {
		*r.head = *b // a bullet says nothing about the size of the text
		r.head.x0 = a.x0
		return true
	}
	if !a.alike(b) {
		return false
	}
	flowing := flows(tail, b.text)
	_, right := r.l.pages[a.page].column(r.lastAt)
	full := right-a.x1 < b.first+.4*b.size // the next word had no room
	left, _ := s.column(j)
	indented := b.x0-left > .8*b.size
	big := a.size > r.body*1.12
	ends := endsSentence(tail)
	if marker(b.text) && (!full || ends || isBullet(b.text) || math.Abs(a.x0-b.x0) > b.size) {
		return false
	}
	if a.page == b.page && a.beside(b) && b.x0 >= a.x1-b.size*.2 {
		return b.x0-a.x1 < 2.5*b.size && a.block == b.block // one line in two pieces
	}
	if a.page != b.page || b.y0 < a.y0 || !a.overlaps(b) { // the next column or page
		return !big && !strings.HasSuffix(tail, ":") && (flowing || full && !indented)
	}
	usual := r.leading[rounded(b.size)]
	if usual == 0 {
		usual = b.size * 1.1
	}
	if b.y0-a.y0 > usual*1.35 {
		return false
	}
	if big {
		return true
	}
	hangs := r.lines == 1 && marker(begin)
	shifted := math.Abs(b.x0-a.x0) > .8*b.size
	switch {
	case flowing:
		return true
	case !full:
		return false
	case shifted && b.x0 > a.x0 && !hangs:
		return !ends
	case shifted && r.lines > 1:
		return !ends
	}
	return true
}

func isBullet(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune(bullets, c)
}

// bullets stand before list items and say nothing.
const bullets = "•●▪■◦►·→✓✔"

// footnotes says which lines of a page are footnotes: smaller than the running
// text, below it, the first of them with a number or a star.
func (r *layoutReader) footnotes(s *sheet) map[int]bool {
	var small []int
	lowest := 0.0 // of the running text
	for j := range s.lines {
		if p := &s.lines[j]; p.aside == noReason {
			if p.size < r.body*.92 && p.y0 > s.height*.4 {
				small = append(small, j)
			} else {
				lowest = max(lowest, p.y1)
			}
		}
	}
	slices.SortStableFunc(small, func(a, b int) int { return int(s.lines[a].y0) - int(s.lines[b].y0) })
	var notes map[int]bool
	for _, j := range small {
		p := &s.lines[j]
		if p.y0 >= lowest && (notes != nil || noteStart(p.text) > 0) {
			if notes == nil {
				notes = make(map[int]bool)
			}
			notes[j] = true
		}
	}
	return notes
}

// noteStart returns how many bytes of a line are the mark of a footnote.
func noteStart(s string) int {
	rest := strings.TrimLeft(s, "0123456789")
	if n := len(s) - len(rest); n > 0 && n <= 3 {
		rest = strings.TrimLeft(rest, ".) ")
		return len(s) - len(rest)
	}
	return len(s) - len(strings.TrimLeft(s, "*†‡ "))
}

// note takes a line of a footnote. It comes out after the paragraph being read,
// which may go on on the next page.
func (r *layoutReader) note(s string) {
	if n := noteStart(s); n > 0 && n < len(s) || len(r.notes) == 0 {
		r.notes = append(r.notes, []byte(s[n:]))
		return
	}
	last := &r.notes[len(r.notes)-1]
	*last = r.hyphens.append(*last, s)
}

// finish ends the paragraph being read.
func (r *layoutReader) finish() {
	s := string(r.cur)
	kind := Paragraph
	if marker(s) {
		kind = ListItem
		if isBullet(s) {
			s = strings.TrimLeft(s, bullets+" ")
		}
	}
	switch s = clean(s); {
	case s == "":
	case !hasWord(s):
		r.out.Aside = append(r.out.Aside, Block{Kind: Junk, Text: s, Reason: marks.String()})
	default:
		b := Block{Kind: kind, Text: s}
		switch {
		case r.head.size > r.body*1.12 && len(s) < 300 && hasLetter(s):
			b.Kind = Heading
		case isCaptionLabel(s) && len(s) < 300:
			b.Kind = Caption
		case r.lines == 1 && isNumberedHeading(s):
			b.Kind, b.Level = Heading, 6
		case kind == ListItem:
			b.Level = 1
		}
		r.out.Blocks = append(r.out.Blocks, b)
		r.sizes = append(r.sizes, rounded(r.head.size))
	}
	for _, n := range r.notes {
		if s := clean(string(n)); hasWord(s) {
			r.out.Blocks = append(r.out.Blocks, Block{Kind: Footnote, Text: s})
			r.sizes = append(r.sizes, 0)
		}
	}
	r.cur, r.head, r.last, r.lines, r.notes = r.cur[:0], nil, nil, 0, r.notes[:0]
}

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

// rankHeadings gives headings their level by their size, the largest the first.
// The first of the largest, near the beginning, is the title.
func (r *layoutReader) rankHeadings() {
	var sizes []float64
	for i, b := range r.out.Blocks {
		if b.Kind == Heading && b.Level == 0 {
			sizes = append(sizes, r.sizes[i])
		}
	}
	slices.Sort(sizes)
	sizes = slices.Compact(sizes)
	slices.Reverse(sizes)
	title := false
	for i := range r.out.Blocks {
		b := &r.out.Blocks[i]
		if b.Kind != Heading || b.Level != 0 {
			continue
		}
		rank := slices.Index(sizes, r.sizes[i])
		if b.Level = min(rank+1, 6); rank == 0 && i < 6 && !title {
			b.Kind, title = Title, true
		}
	}
}
