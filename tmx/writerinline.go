package tmx

import (
	"fmt"
	"slices"
	"strings"
)

// inlineMarkup turns what clients choke on in well-formed inner XML into what
// they take: CDATA sections into text and, if so wanted, elements TMX does not
// know into ph elements.
func (w *Writer) inlineMarkup(s string) string {
	foreign := w.opts.Inline == InlineStandard
	for t := range tokens(s) {
		if foreign || t.kind == tokCDATA || t.name != "" && !isInline(t.name) {
			foreign = true
			break
		}
	}
	if !foreign {
		return s
	}
	var b strings.Builder
	inCode := 0
	for t := range tokens(s) {
		part := s[t.start:t.end]
		switch {
		case t.kind == tokCDATA:
			w.reportOnce("cdata", CodeCDATA, "CDATA sections are lost by some clients", "written as text")
			b.WriteString(EscapeText(lineEnds(part[len(cdataOpen) : len(part)-len(cdataClose)])))
		case t.name == "" || isInline(t.name):
			if t.kind == tokStart && (inCode > 0 || isCode(t.name)) {
				inCode++
			} else if t.kind == tokEnd && inCode > 0 {
				inCode--
			}
			if w.opts.Inline == InlineStandard && (t.kind == tokStart || t.kind == tokEmpty) {
				part = w.standardTag(s, t)
			}
			b.WriteString(part)
		case w.opts.Inline != InlineStandard:
			w.checkPrefix(t)
			b.WriteString(part)
		case inCode > 0: // a ph may not stand in a code: its tag as text is code all the same
			b.WriteString(EscapeText(lineEnds(part)))
		default:
			w.reportOnce("inline "+t.name, CodeForeignInline, fmt.Sprintf("in-line element %q is not of TMX", t.name), "written as ph")
			b.WriteString(`<ph type="x-`)
			b.WriteString(EscapeText(t.name))
			b.WriteString(`">`)
			b.WriteString(EscapeText(lineEnds(part)))
			b.WriteString(`</ph>`)
		}
	}
	return b.String()
}

// inlineAttrs are the attributes of the in-line elements, in the DTD's order,
// the required ones with the value they get where they are missing.
var inlineAttrs = map[string]struct{ names, required, usual string }{
	"bpt": {"i x type", "i", "1"},
	"ept": {"i", "i", "1"},
	"it":  {"pos x type", "pos", "begin"},
	"ph":  {"x assoc type", "", ""},
	"hi":  {"x type", "", ""},
	"sub": {"datatype type", "", ""},
	"ut":  {"x", "", ""},
}

// standardTag returns the tag of an element of TMX with the attributes TMX
// asks for and no others; byte for byte where it has them already.
func (w *Writer) standardTag(s string, t token) string {
	want := inlineAttrs[t.name]
	names := strings.Fields(want.names)
	has, foreign := false, false
	part, _ := attrPart(s, t)
	attrList(part, func(name, value string, _ int) {
		has = has || name == want.required && (name != "pos" || value == "begin" || value == "end")
		foreign = foreign || !slices.Contains(names, name)
	})
	if !foreign && (has || want.required == "") {
		return s[t.start:t.end]
	}
	w.reportOnce("tag "+t.name, CodeForeignAttr, fmt.Sprintf("in-line element %q lacks an attribute of TMX or has others", t.name), "mended")
	b := []byte("<" + t.name)
	if !has && want.required != "" {
		b = append(b, " "+want.required+`="`+want.usual+`"`...)
	}
	attrList(part, func(name, value string, at int) {
		if slices.Contains(names, name) && (has || name != want.required) {
			b = append(b, " "+name+"="+part[at-1:at]+value+part[at-1:at]...)
		}
	})
	if t.kind == tokEmpty {
		b = append(b, '/')
	}
	return string(append(b, '>'))
}

// checkPrefix warns of a name space prefix that the written file will not
// declare: parsers that mind name spaces refuse the whole file then.
func (w *Writer) checkPrefix(t token) {
	prefix, _, ok := strings.Cut(t.name, ":")
	if !ok || prefix == "xml" || attrValue(w.header.RootAttrs, "xmlns:"+prefix) != "" {
		return
	}
	w.reportOnce("prefix "+prefix, CodePrefix, fmt.Sprintf("name space prefix %q is not declared", prefix), "")
}
