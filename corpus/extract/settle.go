package extract

import (
	"strings"
	"unicode/utf8"
)

// settleKinds gives the runs of the article the kinds that show only from
// where they stand: a bold paragraph under the title is the lead, a line under
// a picture its caption, a name at the end the byline.
func (a *assembly) settleKinds() {
	first, lastText := true, -1
	for i := range a.t.runs {
		r := &a.t.runs[i]
		if r.aside != noReason || i == int(a.title) {
			continue
		}
		if r.kind == Paragraph || r.kind == Cell {
			switch {
			case first && a.title >= 0 && r.bold*10 > len(r.text)*9 && len(r.text) > 60:
				r.kind = Lead
			case len(r.text) < 100 && r.kind == Paragraph && namesAuthor(r.text):
				r.kind = Byline
			case len(r.text) < 600 && hasPhotoCredit(r.text), r.image && r.weight <= 0 && len(r.text) < 200 && wordCount(r.text, 3) == 3, r.image && r.kind == Cell && len(r.text) < 300 && endsSentence(r.text):
				r.kind = Caption
			case r.kind == Paragraph && r.image && lastText >= 0 && isOneLine(r.text):
				r.kind = Caption
			case r.kind == Paragraph && r.bold*10 > len(r.text)*9 && lastText >= 0 && len(r.text) < 120 && headingLike(r.text) && a.textFollows(i):
				r.kind = Heading
			case r.kind == Paragraph && marker(r.text):
				r.kind = ListItem
			}
		}
		first = first && r.kind == Caption
		if endsSentence(r.text) {
			lastText = i
		}
	}
	for i, n := lastText+1, 0; lastText >= 0 && i < len(a.t.runs) && n < 3; i++ {
		r := &a.t.runs[i]
		if r.aside != noReason {
			continue
		}
		n++
		if r.kind == Paragraph && isName(r.text) {
			r.kind = Byline
		}
	}
}

// isOneLine reports whether a text is one short sentence, as captions are.
func isOneLine(s string) bool {
	return len(s) < 200 && utf8.RuneCountInString(s) < 80 && wordCount(s, 4) == 4 && !strings.Contains(s, ". ") && endsSentence(s)
}

// textFollows reports whether the next kept run after run i is running text.
func (a *assembly) textFollows(i int) bool {
	for j := i + 1; j < int(a.last) && j < i+8; j++ {
		if r := &a.t.runs[j]; r.aside == noReason {
			return r.kind == Paragraph && r.weight > 0 && r.bold*2 < len(r.text)
		}
	}
	return false
}
