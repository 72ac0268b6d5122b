package quality

import (
	"strings"

	"songngu/corpus/text"
)

// spacing (Q204) finds blanks at either end of a segment, two or more in a row,
// line breaks and tabs, and a blank before a comma, point, semicolon, colon,
// question or exclamation mark, or just inside a round bracket. They cost
// matches: clients compare segments blank by blank.
//
// A point before a letter or digit may have a blank before it (.NET, .5), and
// in languages other than English and Vietnamese all marks may.
func spacing(p *pair, s *side) {
	t := s.text
	if trimmed := strings.TrimSpace(t); len(trimmed) < len(t) {
		span := text.Span{Start: 0, End: strings.Index(t, trimmed)}
		if span.Len() == 0 {
			span = text.Span{Start: len(trimmed), End: len(t)}
		}
		p.find(s, span, "white space at an end of the segment", "thừa khoảng trắng ở đầu hoặc cuối câu")
	}
	start, end := len(t)-len(strings.TrimLeft(t, " \t\r\n")), len(strings.TrimRight(t, " \t\r\n"))
	for i := start; i < end; i++ {
		switch c := t[i]; {
		case c == ' ' && i+1 < end && t[i+1] == ' ':
			k := i
			for k < end && t[k] == ' ' {
				k++
			}
			p.find(s, text.Span{Start: i, End: k}, "more than one blank in a row", "nhiều khoảng trắng liền nhau")
			i = k - 1
		case c == '\n' || c == '\t' || c == '\r':
			p.find(s, text.Span{Start: i, End: i + 1}, "line break or tab inside the segment", "xuống dòng hoặc dấu tab trong câu")
		case (s.base == "en" || s.base == "vi") && c == ' ' && i+1 < end && strayBlank(t, i):
			p.find(s, text.Span{Start: i, End: i + 2}, "blank before “"+t[i+1:i+2]+"”", "thừa khoảng trắng trước “"+t[i+1:i+2]+"”")
		case (s.base == "en" || s.base == "vi") && c == '(' && i+1 < end && t[i+1] == ' ':
			p.find(s, text.Span{Start: i, End: i + 2}, "blank after “(”", "thừa khoảng trắng sau “(”")
		}
	}
}

// strayBlank reports whether the blank at i stands before a mark that ends a
// phrase; i+1 is in range.
func strayBlank(t string, i int) bool {
	end := i + 2
	switch t[i+1] {
	case ',', ';', '!', '?', ')':
	case '.', ':':
		if strings.HasPrefix(t[i+1:], "..") {
			return false
		}
	default:
		return false
	}
	return end >= len(t) || t[end] == ' ' || t[end] == '"' || t[end] == ')'
}
