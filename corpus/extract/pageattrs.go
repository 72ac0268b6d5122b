package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// hint is hintOf, remembered: a page uses the same few names again and again.
func (r *pageReader) hint(tag atom.Atom, attr attrs) hint {
	key := hintKey{tag, attr.class, attr.id, attr.role, attr.itemprop, attr.itemtype + attr.typ, attr.right}
	h, ok := r.hints[key]
	if !ok {
		h = hintOf(tag, attr)
		if r.hints == nil {
			r.hints = make(map[hintKey]hint)
		}
		if len(r.hints) < 4096 {
			r.hints[key] = h
		}
	}
	return h
}

// hintKey is what a hint depends on.
type hintKey struct {
	tag                                 atom.Atom
	class, id, role, itemprop, itemtype string
	right                               bool
}

// classHash is FNV-1a over tag and class: the elements of one list share it.
func classHash(tag atom.Atom, class string) uint32 {
	h := (uint32(2166136261) ^ uint32(tag)) * 16777619
	for i := 0; i < len(class); i++ {
		h = (h ^ uint32(class[i])) * 16777619
	}
	return h
}

// attrs is what is read of a start tag's attributes.
type attrs struct {
	class, id, role, itemprop, itemtype string
	href, lang, typ, name, content      string
	hidden, noteMark, right             bool
	off                                 reason // of an element that is never part of an article
}

func attributes(z *html.Tokenizer, more bool) attrs {
	var a attrs
	for n := 0; more && n < 64; n++ {
		var k, v []byte
		k, v, more = z.TagAttr()
		switch string(k) {
		case "class":
			a.class = string(v)
		case "id":
			a.id = string(v)
		case "role":
			a.role = string(v)
		case "itemprop":
			a.itemprop = string(v)
		case "itemtype":
			a.itemtype = string(v)
		case "href":
			a.href = strings.TrimSpace(string(v))
		case "lang", "xml:lang":
			a.lang = string(v)
		case "type":
			a.typ = strings.ToLower(string(v))
		case "name", "property", "http-equiv":
			a.name = strings.ToLower(string(v))
		case "content":
			a.content = string(v)
		case "hidden", "fallback": // AMP shows fallback where a component cannot run
			a.hidden = true
		case "layout": // AMP's
			a.hidden = a.hidden || string(v) == "nodisplay"
		case "placeholder":
			a.hidden = a.hidden || len(v) == 0 // AMP's, not that of an input field
		case "style":
			a.hidden = a.hidden || hidingStyle(string(v))
			a.right = a.right || strings.Contains(strings.ReplaceAll(string(v), " ", ""), "text-align:right")
		case "align":
			a.right = string(v) == "right"
		case "epub:type":
			a.noteMark = a.noteMark || string(v) == "noteref"
		}
	}
	a.noteMark = a.noteMark || isNoteMark(a)
	// Of alternatives that a script chooses from, the default is read.
	a.hidden = a.hidden && a.class != "DEFAULT" || hidingClass(a.class)
	return a
}
