package tmx

import (
	"fmt"
	"slices"
	"strings"
)

// maxAttrs bounds the attributes of one element.
const maxAttrs = 1000

// startTag reads the attributes from p.pos, after a tag's name, to its > into
// p.attrs. Attributes written badly are read with good will.
func (p *parser) startTag() (empty bool, st unitStatus) {
	p.attrs = p.attrs[:0]
	s, spaced := p.s, true
	for i := p.pos; ; {
		j := skipSpace(s, i)
		if j >= len(s) {
			return false, unitOpen
		}
		spaced = spaced && j > i
		n := nameEnd(s, j)
		if n == j {
			switch {
			case s[j] == '>':
				p.pos = j + 1
				return false, unitGood
			case s[j] == '/' && j+1 < len(s) && s[j+1] == '>':
				p.pos = j + 2
				return true, unitGood
			case s[j] == '<':
				p.fault(j, CodeMalformed, "a tag has no >", "unit passed by")
				return false, unitBad
			}
			p.fault(j, CodeAttribute, fmt.Sprintf("%q in a tag", clip(s[j:j+1])), "passed over")
			i = j + 1
			continue
		}
		if !spaced {
			p.fault(j, CodeAttribute, fmt.Sprintf("no blank before attribute %q", clip(s[j:n])), "read all the same")
		}
		var st unitStatus
		if i, st = p.attribute(j, n); st != unitGood {
			return false, st
		}
		spaced = true
	}
}

// attribute reads the attribute whose name is p.s[start:end] and returns the
// index after it.
func (p *parser) attribute(start, end int) (next int, st unitStatus) {
	s, name := p.s, p.s[start:end]
	eq := skipSpace(s, end)
	if eq >= len(s) {
		return 0, unitOpen
	}
	if s[eq] != '=' {
		p.fault(start, CodeAttribute, fmt.Sprintf("attribute %q has no value", clip(name)), "left out")
		return end, unitGood
	}
	q := skipSpace(s, eq+1)
	if q >= len(s) {
		return 0, unitOpen
	}
	lo := q + 1
	var hi int
	if s[q] == '"' || s[q] == '\'' {
		n := strings.IndexByte(s[lo:], s[q])
		if n < 0 {
			return 0, unitOpen
		}
		hi = lo + n
		next = hi + 1
	} else {
		for lo, hi = q, q; hi < len(s) && !isSpace(s[hi]) && s[hi] != '>' && s[hi] != '<'; hi++ {
		}
		p.fault(q, CodeAttribute, fmt.Sprintf("value of attribute %q is not quoted", clip(name)), "read up to the next blank")
		next = hi
	}
	if hi-lo > p.r.opts.MaxValue {
		return 0, p.tooLarge(lo, "attribute "+name)
	}
	if len(p.attrs) == maxAttrs {
		p.fault(start, CodeMalformed, fmt.Sprintf("more than %d attributes", maxAttrs), "unit passed by")
		return 0, unitBad
	}
	for i := range p.attrs {
		if p.attrs[i].Name == name {
			p.fault(start, CodeAttribute, fmt.Sprintf("attribute %q given twice", clip(name)), "first one kept")
			return next, unitGood
		}
	}
	if p.suspect && !wellEncoded(name) {
		p.fault(start, CodeAttribute, "attribute whose name is not UTF-8", "left out")
		return next, unitGood
	}
	p.attrs = append(p.attrs, Attr{name, p.value(lo, hi)})
	return next, unitGood
}

func (p *parser) tooLarge(i int, what string) unitStatus {
	p.fault(i, CodeValueSize, fmt.Sprintf("%s larger than %d bytes", clip(what), p.r.opts.MaxValue), "unit passed by")
	return unitBad
}

// value returns p.s[lo:hi] mended and with references resolved.
func (p *parser) value(lo, hi int) string {
	v := p.s[lo:hi]
	if !p.suspect && plainValue(v) {
		return v
	}
	return unescape(mendText(v, lo, p.tell))
}

// plainValue reports whether nothing in v, good UTF-8, needs a look.
func plainValue(v string) bool {
	for i := 0; i < len(v); i++ {
		switch v[i] {
		case '&', '<', '\r', ']':
			return false
		}
	}
	return true
}

// nextTag goes to the next tag. It returns its name and leaves p.pos at its <.
func (p *parser) nextTag() (name string, closing bool, st unitStatus) {
	for {
		i := skipSpace(p.s, p.pos)
		if i >= len(p.s) {
			return "", false, unitNoEnd
		}
		p.pos = i
		if p.s[i] != '<' {
			n := strings.IndexByte(p.s[i:], '<')
			if n < 0 {
				n = len(p.s) - i
			}
			p.fault(i, CodeStrayText, fmt.Sprintf("text %q between elements", clip(strings.TrimSpace(mendText(p.s[i:i+min(n, 200)], 0, ignore)))), "left out")
			p.pos += n
			continue
		}
		start := i + 1
		if start < len(p.s) && p.s[start] == '/' {
			start++
		}
		if n := nameEnd(p.s, start); n > start {
			return p.s[start:n], start == i+2, unitGood
		}
		t := p.tk.next(i)
		switch t.kind {
		case tokBad:
			if strings.HasPrefix(p.s[i:], "<!") || strings.HasPrefix(p.s[i:], "<?") {
				return "", false, unitOpen
			}
			p.fault(i, CodeBareLess, "a < that starts no tag", "passed over")
		case tokCDATA:
			p.fault(i, CodeStrayText, "CDATA section outside a segment", "left out")
		}
		p.pos = t.end
	}
}

// endTag reads the end tag at p.pos.
func (p *parser) endTag() unitStatus {
	n := strings.IndexByte(p.s[p.pos:], '>')
	if n < 0 {
		return unitOpen
	}
	p.pos += n + 1
	return unitGood
}

// propOrNote reads the prop or note at p.pos.
func (p *parser) propOrNote(name string, props *[]Prop, notes *[]Note) unitStatus {
	at := p.pos
	p.pos += 1 + len(name)
	empty, st := p.startTag()
	if st != unitGood {
		return st
	}
	var typ string
	if name == "prop" {
		i := slices.IndexFunc(p.attrs, func(a Attr) bool { return a.Name == "type" })
		if i >= 0 {
			typ = p.attrs[i].Value
			p.attrs = slices.Delete(p.attrs, i, i+1)
		} else {
			p.fault(at, CodeAttribute, "prop has no type", "kept without")
		}
	}
	p.langAttr(at)
	attrs := p.attrSlab.copy(p.attrs)
	value := ""
	if !empty {
		if value, st = p.textContent(at, name); st != unitGood {
			return st
		}
	}
	if name == "prop" {
		*props = append(*props, Prop{typ, value, attrs})
	} else {
		*notes = append(*notes, Note{value, attrs})
	}
	return unitGood
}

// langAttr brings the language of a prop or note in p.attrs into one form.
func (p *parser) langAttr(at int) {
	for i := range p.attrs {
		switch a := &p.attrs[i]; a.Name {
		case "lang":
			if attrValue(p.attrs, "xml:lang") != "" {
				continue
			}
			a.Name = "xml:lang"
			fallthrough
		case "xml:lang":
			a.Value = p.lang(a.Value, at)
		}
	}
}

// textContent reads the text of the element that began at index at, up to and
// with its end tag.
func (p *parser) textContent(at int, name string) (string, unitStatus) {
	lo := p.pos
	end := -1
	if n := strings.IndexByte(p.s[lo:], '<'); n >= 0 && endsElement(p.s[lo+n:], name) {
		end = lo + n
	} else if end = p.elementEnd("</" + name); end < 0 {
		return "", unitOpen
	}
	p.pos = end
	if st := p.endTag(); st != unitGood {
		return "", st
	}
	if end-lo > p.r.opts.MaxValue {
		return "", p.tooLarge(lo, name)
	}
	if strings.IndexByte(p.s[lo:end], '<') < 0 {
		return p.value(lo, end), unitGood
	}
	var b strings.Builder
	for t := range tokens(p.s[lo:end]) {
		part := p.s[lo+t.start : lo+t.end]
		switch t.kind {
		case tokText:
			b.WriteString(p.value(lo+t.start, lo+t.end))
		case tokCDATA:
			inner := part[len(cdataOpen) : len(part)-len(cdataClose)]
			b.WriteString(unescape(mendText(EscapeText(lineEnds(inner)), lo+t.start, p.tell)))
		case tokComment, tokOther:
		default:
			if t.name == "prop" || t.name == "note" || t.name == "tuv" || t.name == "seg" {
				p.fault(at, CodeMalformed, fmt.Sprintf("%s inside %s", t.name, name), "unit passed by")
				return "", unitBad
			}
			p.fault(lo+t.start, CodeUnknown, fmt.Sprintf("markup %s inside %s", clip(part), name), "read as text")
			b.WriteString(unescape(mendText(EscapeText(lineEnds(part)), lo+t.start, p.tell)))
		}
	}
	return b.String(), unitGood
}

// endsElement reports whether s starts with the end tag of an element, written
// the usual way.
func endsElement(s, name string) bool {
	n := 2 + len(name)
	return len(s) > n && s[1] == '/' && s[2:n] == name && s[n] == '>'
}

// unknown reads the element at p.pos, which TMX does not know, into other.
func (p *parser) unknown(name string, other *[]string) unitStatus {
	at, depth := p.pos, 0
	for i := at; i < len(p.s); {
		t := p.tk.next(i)
		i = t.end
		switch {
		case t.kind == tokBad && t.start == at:
			p.fault(at, CodeBareLess, "a < that starts no tag", "passed over")
			p.pos = t.end
			return unitGood
		case t.name != name: // tags inside it may not match: only its own count
		case t.kind == tokStart:
			depth++
		case t.kind == tokEnd:
			depth--
		}
		if depth > 0 {
			continue
		}
		raw, ok := mendSegment(p.s[at:i], at, p.tell)
		if !ok || !oneElement(raw) {
			p.fault(at, CodeMalformed, fmt.Sprintf("the tags inside element %q do not match", clip(name)), "unit passed by")
			return unitBad
		}
		if name != "ude" {
			p.once("element "+name, at, CodeUnknown, fmt.Sprintf("element %q is not of TMX", clip(name)), "kept")
		}
		*other = append(*other, raw)
		p.pos = i
		return unitGood
	}
	return unitOpen
}

// oneElement reports whether raw, mended, is one element and nothing else.
func oneElement(raw string) bool {
	depth, first := 0, true
	for t := range tokens(raw) {
		if depth == 0 && !first {
			return false
		}
		switch t.kind {
		case tokStart:
			depth++
		case tokEnd:
			depth--
		case tokEmpty:
		default:
			if first {
				return false
			}
		}
		first = false
	}
	return !first && depth == 0
}

// lang returns a language code in canonical form, what is odd about it
// reported once for each code.
func (p *parser) lang(code string, at int) string {
	if p.r.opts.KeepCodes || plainCode(code) {
		return code
	}
	if c, ok := p.r.langs[code]; ok {
		return c
	}
	c := CanonLang(code)
	if c != code {
		kind, what := CodeLanguage, "is not as BCP 47 writes it"
		if strings.EqualFold(c, code) {
			kind, what = CodeLanguageCase, "is in unusual case"
		}
		p.fault(at, kind, fmt.Sprintf("language code %q %s", clip(code), what), fmt.Sprintf("read as %q", clip(c)))
	}
	if len(p.r.langs) < maxCollected && len(code) < 100 {
		p.r.langs[strings.Clone(code)] = c
	}
	return c
}

// readAttrs returns the attributes of the tag t that p.s starts with.
func (p *parser) readAttrs(t token) []Attr {
	p.pos = 1 + len(t.name)
	if _, st := p.startTag(); st != unitGood {
		return nil
	}
	return slices.Clone(p.attrs)
}

// readHeaderChildren reads what stands in the header after its start tag, up
// to the end of p.s.
func (p *parser) readHeaderChildren() (props []Prop, notes []Note, other []string) {
	for {
		name, closing, st := p.nextTag()
		switch {
		case st != unitGood:
		case closing:
			if st = p.endTag(); st == unitGood && name == "header" {
				return props, notes, other
			}
		case name == "prop" || name == "note":
			st = p.propOrNote(name, &props, &notes)
		default:
			st = p.unknown(name, &other)
		}
		if st != unitGood {
			if st == unitOpen {
				p.fault(p.pos, CodeHeader, "the tags of the header do not match", "the rest of it passed over")
			}
			return props, notes, other
		}
	}
}
