package tmx

import (
	"fmt"
	"slices"
	"strings"
)

// maxDepth bounds how deep elements may nest in a unit. Real files nest
// three or four.
const maxDepth = 100

// mendSegment returns the inner XML of a segment made well formed: text as by
// mendText, and a tag TMX does not know that has no partner (a lone <br>) as
// text. Well-formed XML comes back byte for byte. ok is false, and the reason
// reported, where a code of TMX has no partner or elements nest too deeply:
// what is text and what is code cannot be told then.
func mendSegment(s string, base int, report reportFunc) (mended string, ok bool) {
	if strings.IndexByte(s, '<') < 0 {
		return mendText(s, base, report), true
	}
	toks := make([]token, 0, 16)
	var open []int // indices in toks of the start tags that wait for an end
	literal := func(i int) bool {
		t := &toks[i]
		if t.name == "" || !isInline(t.name) {
			report(CodeStrayTag, base+t.start, fmt.Sprintf("tag %s has no partner", clip(s[t.start:t.end])), "read as text")
			t.kind = tokBad
			return true
		}
		report(CodeMalformed, base+t.start, fmt.Sprintf("in-line code %s has no partner", clip(s[t.start:t.end])), "")
		return false
	}
	tk := tokenizer{s: s}
	for pos := 0; pos < len(s); {
		t := tk.next(pos)
		pos = t.end
		if (t.kind == tokStart || t.kind == tokEmpty) && !goodAttrs(s, t) {
			t = token{kind: tokBad, start: t.start, end: t.start + 1}
			pos = t.end
		}
		toks = append(toks, t)
		switch t.kind {
		case tokStart:
			if len(open) == maxDepth {
				report(CodeNesting, base+t.start, fmt.Sprintf("more than %d elements inside each other", maxDepth), "")
				return "", false
			}
			open = append(open, len(toks)-1)
		case tokEnd:
			at := len(open) - 1
			for at >= 0 && toks[open[at]].name != t.name {
				at--
			}
			if at < 0 {
				if !literal(len(toks) - 1) {
					return "", false
				}
				continue
			}
			for _, i := range open[at+1:] {
				if !literal(i) {
					return "", false
				}
			}
			open = open[:at]
		}
	}
	for _, i := range open {
		if !literal(i) {
			return "", false
		}
	}
	return renderMended(s, toks, base, report), true
}

// renderMended puts the tokens together again, mending the text in them.
func renderMended(s string, toks []token, base int, report reportFunc) string {
	var b []byte
	done := 0 // s[:done] is in b
	sound := wellEncoded(s)
	put := func(t token, mended string) {
		if part := s[t.start:t.end]; mended != part {
			b = append(append(b, s[done:t.start]...), mended...)
			done = t.end
		}
	}
	for _, t := range toks {
		part := s[t.start:t.end]
		switch t.kind {
		case tokText:
			if sound && goodMarkup(part) {
				continue
			}
			put(t, mendText(part, base+t.start, report))
		case tokBad:
			if len(part) == 1 {
				report(CodeBareLess, base+t.start, "a < that starts no tag", "read as text")
				put(t, "&lt;")
				continue
			}
			put(t, "&lt;"+mendText(strings.ReplaceAll(part[1:], "<", "&lt;"), base+t.start, report))
		case tokStart, tokEmpty:
			put(t, mendTag(s, t, sound, base, report))
		case tokCDATA:
			inner := part[len(cdataOpen) : len(part)-len(cdataClose)]
			if !wellEncoded(inner) {
				put(t, mendText(EscapeText(lineEnds(inner)), base+t.start, report))
			}
		case tokComment, tokOther:
			switch {
			case strings.HasPrefix(part, "<?") && goodInstruction(part), t.kind == tokComment && goodComment(part):
			case t.kind == tokOther && part[1] == '!':
				report(CodeBareLess, base+t.start, fmt.Sprintf("declaration %s in text", clip(part)), "read as text")
				put(t, "&lt;"+mendText(EscapeText(lineEnds(part[1:])), base+t.start, report))
			default:
				report(CodeComment, base+t.start, fmt.Sprintf("%s is not allowed here", clip(part)), "left out")
				put(t, "")
			}
		}
	}
	if done == 0 && len(b) == 0 {
		return s
	}
	return string(append(b, s[done:]...))
}

func goodComment(s string) bool {
	inner := s[4 : len(s)-3]
	return !strings.Contains(inner, "--") && !strings.HasSuffix(inner, "-") && wellEncoded(inner)
}

func goodInstruction(s string) bool {
	n := nameEnd(s, 2)
	return n > 2 && !strings.EqualFold(s[2:n], "xml") && (isSpace(s[n]) || n == len(s)-2) && wellEncoded(s)
}

// goodAttrs reports whether the tag has the form XML asks of it, and no more
// than maxAttrs attributes.
func goodAttrs(s string, t token) bool {
	part, _ := attrPart(s, t)
	if part == "" {
		return true
	}
	n := 0
	return isSpace(part[0]) && attrList(part, func(string, string, int) { n++ }) && n <= maxAttrs
}

// mendTag returns a tag with the values of its attributes well formed and no
// attribute given twice. sound says that s is known to be well encoded.
func mendTag(s string, t token, sound bool, base int, report reportFunc) string {
	tag := s[t.start:t.end]
	part, off := attrPart(s, t)
	names := make([]string, 0, 8)
	good := sound || wellEncoded(tag)
	attrList(part, func(name, value string, _ int) {
		good = good && goodMarkup(value) && !slices.Contains(names, name)
		names = append(names, name)
	})
	if good {
		return tag
	}
	b := append([]byte{'<'}, mendText(t.name, base+t.start, report)...)
	names = names[:0]
	attrList(part, func(name, value string, at int) {
		if slices.Contains(names, name) {
			report(CodeAttribute, base+off+at, fmt.Sprintf("attribute %q given twice", name), "first one kept")
			return
		}
		if !wellEncoded(name) {
			report(CodeAttribute, base+off+at, "attribute whose name is not UTF-8", "left out")
			return
		}
		names = append(names, name)
		quote := s[off+at-1]
		b = append(append(append(b, ' '), name...), '=', quote)
		b = append(append(b, mendText(value, base+off+at, report)...), quote)
	})
	if t.kind == tokEmpty {
		b = append(b, '/')
	}
	return string(append(b, '>'))
}

// clip shortens what a message quotes.
func clip(s string) string {
	const most = 40
	if len(s) <= most {
		return s
	}
	end := most
	for end > 0 && s[end]&0xC0 == 0x80 {
		end--
	}
	return s[:end] + "…"
}
