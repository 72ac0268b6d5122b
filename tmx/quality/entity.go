package quality

import (
	"html"
	"strings"

	"songngu/corpus/text"
)

// entityDiffers (Q115) finds entities of HTML that stand in the plain text of
// one side and neither so nor as their character on the other: &nbsp;, &copy;,
// &#8211;.
func entityDiffers(p *pair) {
	if strings.IndexByte(p.src.text, '&') < 0 && strings.IndexByte(p.tgt.text, '&') < 0 {
		return
	}
	for _, s := range p.both() {
		var lone []text.Span
		mine, theirs := entities(s.text), entities(p.other(s).text)
		for _, e := range extra(mine, theirs) {
			if !strings.Contains(p.other(s).text, html.UnescapeString(e.key)) {
				lone = append(lone, e.span)
			}
		}
		p.alone(s, lone, "entity", "thực thể")
	}
}

// entities finds the entities of a text that HTML knows. The key is the
// entity's character, written as a numeric entity would be alike.
func entities(s string) []item {
	var list []item
	for i := 0; ; {
		n := strings.IndexByte(s[i:], '&')
		if n < 0 {
			return list
		}
		i += n
		end := strings.IndexByte(s[i:min(len(s), i+12)], ';')
		if end > 1 {
			e := s[i : i+end+1]
			if c := html.UnescapeString(e); c != e {
				list = append(list, item{c, text.Span{Start: i, End: i + end + 1}})
			}
		}
		i++
	}
}
