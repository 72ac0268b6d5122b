package extract

import (
	"strings"

	"songngu/corpus/text"

	"golang.org/x/net/html/atom"
)

// weigh gives every run its kind and its weight: its bytes outside links if it
// is running text, 0 if it can be anything, less if it looks like furniture.
func (t *tree) weigh() {
	for i := range t.runs {
		r := &t.runs[i]
		if r.kind = t.kindOf(r); r.kind == Heading && r.linked > 0 {
			r.cutEdit()
		}
		r.weight = t.weightOf(r)
	}
}

// cutEdit takes the links to a wiki's editor off a heading: "[edit]",
// "[sửa | sửa mã nguồn]".
func (r *run) cutEdit() {
	i := strings.LastIndexByte(r.text, '[')
	if i <= 0 || !strings.HasSuffix(r.text, "]") || len(r.text)-i > 60 {
		return
	}
	if hasAnyPrefix(r.text[i+1:], "edit", "sửa", "Edit", "Sửa") {
		r.text = strings.TrimRight(r.text[:i], " ")
		r.linked = 0
	}
}

func (t *tree) weightOf(r *run) int {
	n := len(r.text)
	if r.aside != noReason {
		return -min(n, 40) / 4
	}
	words := wordCount(r.text, 12)
	free := n - r.linked
	switch {
	case r.linked*10 > n*6:
		return -min(n, 60)
	case r.kind == Heading || r.kind == Title || r.kind == Code:
		return 0
	case words >= 8 && (endsSentence(r.text) || n > 160), words >= 4 && endsSentence(r.text) && strings.HasSuffix(r.text, "."):
		return free
	case strings.HasSuffix(r.text, ":") && words >= 4:
		return free / 2
	case r.kind == Caption || r.kind == ListItem || r.kind == Cell || r.kind == Byline:
		return 0
	case r.linked == 0 && t.elements[r.element].tag == atom.P:
		return free / 4
	case words >= 8:
		return 0
	}
	return -10
}

// kindOf says what a run is by the elements around it, the nearest first.
func (t *tree) kindOf(r *run) Kind {
	for e, far := r.element, 0; e >= 0 && far < 8; e, far = t.elements[e].parent, far+1 {
		el := &t.elements[e]
		switch {
		case el.hint.caption:
			return Caption
		case el.hint.note:
			return Footnote
		case el.hint.quote && far < 3:
			return Quote
		case el.hint.lead && el.tag != atom.Body && len(r.text) > 40:
			return Lead
		case el.hint.byline && len(r.text) < 80:
			return Byline
		}
		switch el.tag {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Legend:
			return Heading
		case atom.Pre:
			return Code
		case atom.Li, atom.Dd, atom.Dt:
			return ListItem
		case atom.Td, atom.Th:
			if far == 0 {
				return Cell
			}
			return Paragraph
		case atom.P:
			if el.hint.code {
				return Code
			}
		case atom.Article, atom.Section, atom.Main, atom.Table, atom.Body:
			return Paragraph
		}
	}
	return Paragraph
}

// levelOf is the level of a heading or the depth of a list item.
func (t *tree) levelOf(r *run) int {
	switch r.kind {
	case Heading, Title:
		for e := r.element; e >= 0; e = t.elements[e].parent {
			switch tag := t.elements[e].tag; tag {
			case atom.H1:
				return 1
			case atom.H2:
				return 2
			case atom.H3:
				return 3
			case atom.H4:
				return 4
			case atom.H5:
				return 5
			case atom.H6:
				return 6
			}
		}
		return 2
	case ListItem:
		return max(1, int(t.elements[r.element].level))
	}
	return 0
}

// sums returns for every element the sum over its runs of f.
func (t *tree) sums(f func(*run) int) []int {
	s := make([]int, len(t.elements))
	for i := range t.runs {
		s[t.runs[i].element] += f(&t.runs[i])
	}
	for i := len(s) - 1; i > 0; i-- {
		s[t.elements[i].parent] += s[i]
	}
	return s
}

// setAsideByName marks the runs in elements whose name says that they are no
// part of an article. A name is not believed of an element that holds most of
// the page's running text: editors call a whole page "page-with-sidebar".
func (t *tree) setAsideByName() {
	mass := t.sums(func(r *run) int { return max(0, r.weight) })
	total := mass[0]
	outside := t.massOutsideNamed(total)
	why := make([]reason, len(t.elements))
	for i := 1; i < len(t.elements); i++ {
		e := &t.elements[i]
		why[i] = why[e.parent]
		if why[i] != noReason || e.hint.against == noReason {
			continue
		}
		switch {
		case e.hint.strong && (mass[i]*2 <= total || outside >= 600 && outside*8 > total):
			why[i] = e.hint.against
		case !e.hint.strong && mass[i]*12 <= total && mass[i] < 600 && !t.hasHeadline(e):
			why[i] = e.hint.against
		}
	}
	t.markAside(why)
}

// massOutsideNamed is how much running text stands in no element with a strong
// hint against it.
func (t *tree) massOutsideNamed(total int) int {
	named := make([]bool, len(t.elements))
	for i := 1; i < len(named); i++ {
		named[i] = named[t.elements[i].parent] || t.elements[i].hint.strong
	}
	for i := range t.runs {
		if named[t.runs[i].element] {
			total -= max(0, t.runs[i].weight)
		}
	}
	return total
}

// hasHeadline reports whether an element holds an h1, or what the page calls
// its title.
func (t *tree) hasHeadline(e *element) bool {
	for i := e.first; i < e.last; i++ {
		if r := &t.runs[i]; r.kind == Heading && (t.levelOf(r) == 1 || t.meta.isTitle(r.text)) {
			return true
		}
	}
	return false
}

// markAside sets the reason of every run in an element that has one.
func (t *tree) markAside(why []reason) {
	for i := range t.runs {
		if r := &t.runs[i]; r.aside == noReason && why[r.element] != noReason {
			r.aside = why[r.element]
			r.weight = t.weightOf(r)
		}
	}
}

// isTitle reports whether s is the headline that the page's metadata gives.
func (m *pageMeta) isTitle(s string) bool {
	if len(s) > maxTitle {
		return false
	}
	s = text.FoldMarks(text.Clean(s))
	if len(s) < 6 {
		return false
	}
	for _, t := range []string{m.ogTitle, m.title} {
		if t = text.FoldMarks(t); t == s || (strings.HasPrefix(t, s) || strings.HasSuffix(t, s)) && len(s)*3 > len(t) {
			return true
		}
	}
	return false
}

// isWhole reports whether s is all of the headline that the page's metadata
// gives, or all but the site's name after it.
func (m *pageMeta) isWhole(s string) bool {
	s = text.Clean(s)
	rest, ok := strings.CutPrefix(m.title, s)
	return m.isTitle(s) && (s == m.ogTitle || ok && (rest == "" || strings.HasPrefix(rest, " ")))
}
