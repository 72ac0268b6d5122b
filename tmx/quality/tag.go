package quality

import (
	"strings"

	"songngu/corpus/text"
)

// tagDiffers (Q112) finds tags in the plain text that one side has and the
// other lacks: <b>, </b>, <br/>, <a href="…">, <0>. Attributes are not
// compared, since titles are translated.
//
// What looks like a tag is taken for one if HTML knows its name, if it closes
// or has attributes, or if the text closes it later; <file name> or <your
// name>, which stand for what a reader is to type and are translated, are not.
func tagDiffers(p *pair) {
	src, tgt := tags(p.src.text), tags(p.tgt.text)
	if len(src)+len(tgt) == 0 {
		return
	}
	p.compare(tagItems(src), tagItems(tgt), "tag", "thẻ")
}

// tagUnbalanced (Q113) finds tags that are opened and not closed, or the
// reverse, on a side whose other side is in balance, or out of it otherwise. A
// unit that is a piece of a longer text may well open on both sides what the
// next one closes.
func tagUnbalanced(p *pair) {
	src, tgt := unbalanced(tags(p.src.text)), unbalanced(tags(p.tgt.text))
	for i, s := range p.both() {
		mine, theirs := src, tgt
		if i == 1 {
			mine, theirs = tgt, src
		}
		if lone := extra(tagItems(mine), tagItems(theirs)); len(lone) > 0 {
			q := quotedItems(s.text, lone)
			p.find(s, lone[0].span, "tag "+q+" without its partner in "+s.english(), "thẻ "+q+" không có cặp trong "+s.vietnamese())
		}
	}
}

// tag is a piece of markup in plain text.
type tag struct {
	name         string // in lower case
	close, empty bool
	span         text.Span
}

func tagItems(list []tag) []item {
	items := make([]item, len(list))
	for i, t := range list {
		key := t.name
		if t.close {
			key = "/" + key
		}
		items[i] = item{key, t.span}
	}
	return items
}

// maxTag bounds the length of a tag in bytes.
const maxTag = 400

// tags finds the tags of a text.
func tags(s string) []tag {
	if strings.IndexByte(s, '<') < 0 {
		return nil
	}
	var list []tag
	var closed map[string]bool
	for i := 0; i < len(s); {
		n := strings.IndexByte(s[i:], '<')
		if n < 0 {
			break
		}
		i += n
		t, bare, ok := tagAt(s, i)
		if !ok {
			i++
			continue
		}
		if bare {
			if closed == nil {
				closed = closedNames(s)
			}
			if ok = closed[t.name]; !ok {
				i++
				continue
			}
		}
		list = append(list, t)
		i = t.span.End
	}
	return list
}

// tagAt reads the tag at i; bare says that only a closing tag of the same name
// would prove it one.
func tagAt(s string, i int) (t tag, bare, ok bool) {
	k := i + 1
	if k < len(s) && s[k] == '/' {
		t.close = true
		k++
	}
	start := k
	for k < len(s) && k-start < 40 && (isLetterByte(s[k]) && s[k] < 0x80 || isDigit(s[k]) || k > start && strings.IndexByte(":-_.", s[k]) >= 0) {
		k++
	}
	if k == start || k >= len(s) {
		return t, false, false
	}
	t.name = strings.ToLower(s[start:k])
	rest := s[k:min(len(s), k+maxTag)]
	end := strings.IndexByte(rest, '>')
	if end < 0 || strings.IndexByte(rest[:end], '<') >= 0 || rest[0] != '>' && rest[0] != '/' && rest[0] != ' ' {
		return t, false, false
	}
	inner := strings.TrimSpace(rest[:end])
	t.span = text.Span{Start: i, End: k + end + 1}
	if t.empty = strings.HasSuffix(inner, "/"); t.empty {
		inner = strings.TrimSpace(inner[:len(inner)-1])
	}
	switch {
	case inner != "":
		return t, false, strings.Contains(inner, "=")
	case t.close || t.empty || htmlNames[t.name] || isDigit(t.name[0]):
		return t, false, true
	}
	return t, true, true
}

// closedNames are the names that a text closes.
func closedNames(s string) map[string]bool {
	names := map[string]bool{}
	for i := 0; ; {
		n := strings.Index(s[i:], "</")
		if n < 0 {
			return names
		}
		i += n
		if t, _, ok := tagAt(s, i); ok {
			names[t.name] = true
		}
		i += 2
	}
}

var htmlNames = setOf(`a abbr b big blockquote br center cite code del div em font h1 h2 h3 h4 h5 h6 hr i
 img input ins kbd label li mark ol p pre q s samp small span strike strong sub sup table tbody td th thead tr tt u ul var wbr`)

var voidNames = setOf("br hr img input wbr area base col embed link meta source track")

// setOf makes a set of words parted by white space.
func setOf(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// unbalanced returns the tags that have no partner. p and li need none.
func unbalanced(list []tag) []tag {
	var open, lone []tag
	for _, t := range list {
		switch {
		case t.empty || voidNames[t.name] || t.name == "p" || t.name == "li":
		case !t.close:
			open = append(open, t)
		default:
			k := len(open) - 1
			for k >= 0 && open[k].name != t.name {
				k--
			}
			if k < 0 {
				lone = append(lone, t)
				continue
			}
			open = append(open[:k], open[k+1:]...)
		}
	}
	return append(lone, open...)
}
