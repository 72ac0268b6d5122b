package extract

import (
	"slices"
	"strings"

	"songngu/corpus/text"
)

// The head and the foot of a page are its outermost lines, at most three, in
// its outermost sixth.
const (
	zoneLines = 3
	zoneShare = 1.0 / 6
)

// zoneLine is a line at the head or foot of a page.
type zoneLine struct {
	page, line int
	rank       int // 0 for the outermost
}

// setFurnitureAside marks the running heads and feet of pages and their
// numbers. A line is one if the same words, figures apart, stand at the head,
// or at the foot, of three pages, of two in a document of fewer than five; a
// page number also where it stands alone.
func (l *layout) setFurnitureAside() {
	for _, foot := range []bool{false, true} {
		seen := make(map[string][]zoneLine)
		for i := range l.pages {
			for rank, j := range l.zone(i, foot) {
				key := furnitureKey(l.pages[i].lines[j].text)
				seen[key] = append(seen[key], zoneLine{i, j, rank})
			}
		}
		why := pageHead
		if foot {
			why = pageFoot
		}
		places := make(map[place]int)
		wanted := 3
		if len(l.pages) < 5 {
			wanted = 2
		}
		for key, lines := range seen {
			number := isPageNumber(key)
			if !number && (distinctPages(lines) < wanted || !hasLetter(key)) {
				continue
			}
			for _, z := range lines {
				p := &l.pages[z.page].lines[z.line]
				switch {
				case number && (z.rank == 0 || distinctPages(lines) >= wanted):
					p.aside = pageNumber
				case !number && sizeOf(l, lines[len(lines)-1])*1.15 >= p.size:
					p.aside = why // on its first page a title may be set larger
				}
				if p.aside != noReason {
					places[placeOf(p)]++
				}
			}
		}
		l.setAsideByPlace(places, foot, why)
	}
	for i := range l.pages {
		for j := range l.pages[i].lines {
			if p := &l.pages[i].lines[j]; p.aside == noReason && hasLeaders(p.text) {
				p.aside = contents
			}
		}
	}
}

// place is a height on the page and a size, roughly.
type place struct{ y, size int }

func placeOf(p *placed) place { return place{int(p.y0 / 3), int(p.size)} }

// setAsideByPlace marks the outermost line of a page that stands where three
// other pages have their running head or foot: the name of a chapter of one or
// two pages.
func (l *layout) setAsideByPlace(places map[place]int, foot bool, why reason) {
	for i := range l.pages {
		if in := l.zone(i, foot); len(in) > 0 {
			p := &l.pages[i].lines[in[0]]
			if p.aside == noReason && places[placeOf(p)] >= 3 && len(p.text) < 100 && !endsSentence(p.text) {
				p.aside = why
			}
		}
	}
}

func sizeOf(l *layout, z zoneLine) float64 { return l.pages[z.page].lines[z.line].size }

func distinctPages(lines []zoneLine) int {
	n, last := 0, -1
	for _, z := range lines { // in the order of pages
		if z.page != last {
			n++
		}
		last = z.page
	}
	return n
}

// zone returns the lines at the head or foot of a page, the outermost first.
func (l *layout) zone(page int, foot bool) []int {
	s := &l.pages[page]
	var in []int
	for j := range s.lines {
		if p := &s.lines[j]; !foot && p.y1 <= s.height*zoneShare || foot && p.y0 >= s.height*(1-zoneShare) {
			in = append(in, j)
		}
	}
	slices.SortStableFunc(in, func(a, b int) int {
		order := int(s.lines[a].y0) - int(s.lines[b].y0)
		if foot {
			order = int(s.lines[b].y1) - int(s.lines[a].y1)
		}
		return order
	})
	// Lines beside each other, the name of a chapter and a number, count once.
	for n, rows := 0, 0; n < len(in); n++ {
		if n == 0 || !s.lines[in[n]].beside(&s.lines[in[n-1]]) {
			if rows++; rows > zoneLines {
				return in[:n]
			}
		}
	}
	return in
}

// beside reports whether two lines stand at the same height.
func (p *placed) beside(q *placed) bool {
	return min(p.y1, q.y1)-max(p.y0, q.y0) > .5*min(p.y1-p.y0, q.y1-q.y0)
}

// furnitureKey is a line's text with its numbers made alike, folded.
func furnitureKey(s string) string {
	s = text.FoldMarks(s)
	var b strings.Builder
	digit := false
	for _, r := range s {
		if d := r >= '0' && r <= '9'; d && digit {
			continue
		} else if digit = d; d {
			r = '#'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// isPageNumber recognises the number of a page in what furnitureKey returns:
// "#", "- # -", "trang #/#", "page # of #", "xii".
func isPageNumber(key string) bool {
	s := strings.Trim(key, " -–—|[]().~·•*")
	for _, p := range []string{"trang", "page", "tr.", "p."} {
		s = strings.TrimSpace(strings.TrimPrefix(s, p))
	}
	switch s {
	case "#", "#/#", "# / #", "# of #", "# tren #":
		return true
	}
	return s != "" && len(s) <= 7 && strings.Trim(s, "ivxl") == ""
}

// hasLeaders recognises a line of a table of contents by the dots that lead to
// its number.
func hasLeaders(s string) bool {
	if !strings.Contains(s, "....") && !strings.Contains(s, ". . . .") && !strings.Contains(s, "……") {
		return false
	}
	last := strings.TrimLeft(s[strings.LastIndexAny(s, " .…"):], " .…")
	return strings.Trim(last, "0123456789ivxlIVXL") == ""
}
