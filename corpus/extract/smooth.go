package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"songngu/corpus/text"
)

// smooth judges the runs of the article by their neighbours, and sets aside
// the rest of the page.
func (a *assembly) smooth() {
	t := a.t
	start, end := int32(-1), int32(-1) // first and last run of running text
	for i := a.first; i < a.last; i++ {
		if r := &t.runs[i]; r.aside == noReason && r.weight > 0 {
			if start < 0 {
				start = i
			}
			end = i
		}
	}
	for i := range t.runs {
		r := &t.runs[i]
		if r.aside != noReason || int32(i) == a.title {
			continue
		}
		switch i := int32(i); {
		case i >= a.first && i < a.last && i > a.title:
			r.aside = a.inside(i, start, end)
		case i > a.title && i < a.first && (a.title >= 0 || i >= a.first-4) && (r.weight > 0 || r.kind == Lead || r.kind == Caption || isSummary(r)):
			if isDateLine(r.text) {
				r.aside = dateLine
			}
		case isDateLine(r.text):
			r.aside = dateLine
		default:
			r.aside = outside
		}
	}
	a.loneHeadings()
}

// isSummary reports whether a heading under the title is the article's lead:
// many news systems set it as h2, and a heading that is a long sentence or two,
// full stop and all, heads nothing. It becomes a Lead.
func isSummary(r *run) bool {
	if r.kind != Heading || len(r.text) < 80 || !endsSentence(r.text) || r.linked*2 > len(r.text) {
		return false
	}
	r.kind = Lead
	return true
}

// inside judges one run of the article's element.
func (a *assembly) inside(i, start, end int32) reason {
	r := &a.t.runs[i]
	n := len(r.text)
	switch {
	case r.kind == Code:
		return codeBlock
	case (r.weight <= 0 || i < a.first+4) && r.kind != Cell && r.kind != ListItem && isDateLine(r.text):
		return dateLine
	case r.kind == ListItem && strings.HasPrefix(r.text, "^ ") && wordCount(r.text, 4) == 4: // how MediaWiki begins a reference
		return references
	case r.weight > 0:
		return noReason
	case isLinkRow(r):
		return linkList
	case r.kind == ListItem && a.listed(i):
		return noReason
	case r.kind == Cell && r.linked*10 > n*9 && a.linkRow(r):
		return linkList
	case r.linked*10 > n*7 && r.kind != Heading && r.kind != Cell && !strings.HasSuffix(r.text, "."):
		return linkList
	case r.kind == Heading, r.kind == Caption, r.kind == Lead, r.kind == Quote, r.kind == Footnote, r.kind == Byline:
		return noReason
	case r.kind == ListItem || r.kind == Cell:
		return noReason
	case i > start && i < end:
		return noReason
	case i > end && i <= end+3 && (isName(r.text) || a.t.elements[r.element].hint.right && len(r.text) < 120):
		r.kind = Byline
		return noReason
	}
	return outside
}

// listed reports whether a list item belongs to a list that the text
// introduces: the nearest text before the list ends with a colon.
func (a *assembly) listed(i int32) bool {
	for j := i - 1; j >= a.first && i-j < 100; j-- {
		if r := &a.t.runs[j]; r.kind != ListItem || r.aside == noReason && strings.HasSuffix(r.text, ":") {
			return r.aside == noReason && r.kind != Heading && strings.HasSuffix(r.text, ":")
		}
	}
	return false
}

// isLinkRow reports whether a run is several links and what separates them.
func isLinkRow(r *run) bool {
	free := len(r.text) - r.linked
	return r.links >= 3 && free <= r.links || r.links >= 2 && free <= 4*(r.links-1) && strings.ContainsAny(r.text, "|·•") && r.kind != Heading
}

// linkRow reports whether a table's row holds nothing but links.
func (a *assembly) linkRow(r *run) bool {
	row := a.t.elements[a.t.elements[r.element].parent]
	for i := row.first; i < row.last && i < row.first+64; i++ {
		if c := &a.t.runs[i]; c.linked*10 <= len(c.text)*9 {
			return false
		}
	}
	return true
}

// loneHeadings sets aside headings that no text follows before the next heading
// of the same rank: those of boxes whose content is set aside.
func (a *assembly) loneHeadings() {
	next := 0 // rank of the next kept heading, 7 for text, 0 for the end
	for i := a.last - 1; i >= a.first; i-- {
		r := &a.t.runs[i]
		switch {
		case r.aside == codeBlock:
			next = 7 // "Example:" heads what is not shown here
		case r.aside != noReason:
		case i == a.title:
			next = 1
		case r.kind != Heading:
			if r.kind != Byline {
				next = 7
			}
		case a.t.levelOf(r) >= next:
			r.aside = outside
		default:
			next = a.t.levelOf(r)
		}
	}
}

// isDateLine recognises the line that says when an article appeared.
func isDateLine(s string) bool {
	if len(s) > 100 || endsSentence(s) {
		return false
	}
	f := text.FoldMarks(s)
	for _, p := range []string{"gmt+7", "(gmt", "cap nhat luc", "cap nhat:", "dang luc", "ngay dang", "xuat ban:", "published:", "updated:", "last updated", "posted on"} {
		if strings.Contains(f, p) {
			return true
		}
	}
	return wordCount(s, 12) < 10 && hasDate(f) || isTime(f)
}

// isTime recognises a time of day that stands alone: 18:35, 18h35, 6:05 pm.
func isTime(folded string) bool {
	s := strings.TrimSuffix(strings.TrimSuffix(folded, " am"), " pm")
	digits := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r != ':' && r != 'h' && r != '\'':
			return false
		}
	}
	return digits >= 3 && digits <= 4 && strings.IndexAny(s, ":h") > 0
}

// hasDate reports whether s holds a date with a year in figures: 16/01/2025,
// 16-1-2025, 16.1.2025, 2025-01-16.
func hasDate(s string) bool {
	for i := 0; i < len(s); {
		if s[i] < '0' || s[i] > '9' {
			i++
			continue
		}
		fields, year := 1, false
		j := i
		for k := i; ; k++ {
			if k < len(s) && s[k] >= '0' && s[k] <= '9' {
				continue
			}
			year = year || k-j == 4
			if fields < 3 && k+1 < len(s) && strings.IndexByte("/-.", s[k]) >= 0 && s[k+1] >= '0' && s[k+1] <= '9' {
				fields++
				j = k + 1
				continue
			}
			if fields == 3 && year {
				return true
			}
			i = k
			break
		}
	}
	return false
}

// isName reports whether a line is the name of an author or an agency at the
// end of a text: up to six words, nearly all with a capital, no stop.
func isName(s string) bool {
	if len(s) > 80 || endsSentence(s) {
		return false
	}
	words, capitals := 0, 0
	for w := range strings.FieldsSeq(s) {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "(\"“"))
		if unicode.IsLetter(r) {
			words++
			if unicode.IsUpper(r) {
				capitals++
			}
		}
		if strings.HasSuffix(w, ":") {
			return false
		}
	}
	return words > 0 && words <= 8 && capitals*4 >= words*3
}

// isPhotoCredit recognises a caption that only names a photographer; folded is
// in lower case without marks.
func isPhotoCredit(folded string) bool {
	rest, ok := "", false
	for _, p := range []string{"anh:", "anh :", "(anh:", "photo:", "(photo:", "photo by", "image:", "credit:", "photos:", "anh, clip:", "nguon anh:", "anh minh hoa:", "picture:", "photo courtesy"} {
		if rest, ok = strings.CutPrefix(folded, p); ok {
			break
		}
	}
	return ok && wordCount(rest, 8) < 7
}

func hasWord(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return true
		}
	}
	return false
}
