package quality

import (
	"strings"

	"songngu/corpus/text"
)

// item is something that must stand as often on one side as on the other.
type item struct {
	key  string // what is compared
	span text.Span
}

// extra returns the items of a that b has not, or not as often.
func extra(a, b []item) []item {
	if len(a) == 0 {
		return nil
	}
	left := make(map[string]int, len(b))
	for _, i := range b {
		left[i.key]++
	}
	var list []item
	for _, i := range a {
		if left[i.key]--; left[i.key] < 0 {
			list = append(list, i)
		}
	}
	return list
}

// compare reports the items that one side has and the other lacks.
func (p *pair) compare(src, tgt []item, what, vietnamese string) {
	if missing := extra(src, tgt); len(missing) > 0 {
		q := quotedItems(p.src.text, missing)
		p.find(&p.src, missing[0].span,
			what+" "+q+" missing in "+p.tgt.english(), vietnamese+" "+q+" thiếu trong "+p.tgt.vietnamese())
	}
	if added := extra(tgt, src); len(added) > 0 {
		q := quotedItems(p.tgt.text, added)
		p.find(&p.tgt, added[0].span,
			what+" "+q+" in "+p.tgt.english()+", not in "+p.src.english(),
			vietnamese+" "+q+" thừa trong "+p.tgt.vietnamese()+", "+p.src.vietnamese()+" không có")
	}
}

// quotedItems lists up to three items by their text, or by their key where they
// stand outside the plain text.
func quotedItems(s string, list []item) string {
	var b strings.Builder
	for i, it := range list {
		if i == 3 {
			b.WriteString(", …")
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		name := it.key
		if it.span.Len() > 0 {
			name = it.span.Of(s)
		}
		b.WriteString("“" + excerpt(name) + "”")
	}
	return b.String()
}
