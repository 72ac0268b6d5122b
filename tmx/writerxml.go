package tmx

import (
	"fmt"
	"slices"
	"strings"
)

// appendUnit appends u with the variants chosen for it.
func (w *Writer) appendUnit(u *Unit) {
	w.buf = append(w.buf, "    <tu"...)
	if u.ID != "" {
		w.appendAttr("tuid", u.ID)
	}
	moved := w.appendAttrs(u.Attrs, true)
	w.buf = append(w.buf, ">\n"...)
	const indent = "      "
	w.appendNotes(u.Notes, indent)
	w.appendProps(u.Props, indent)
	w.appendProps(moved, indent)
	w.appendOther(u.Other, indent)
	for i := range w.variants {
		w.appendVariant(&w.variants[i])
	}
	w.buf = append(w.buf, "    </tu>\n"...)
}

func (w *Writer) appendVariant(out *outVariant) {
	w.buf = append(w.buf, `      <tuv xml:lang="`...)
	w.buf = appendValue(w.buf, out.code, true)
	w.buf = append(w.buf, '"')
	moved := w.appendAttrs(out.v.Attrs, false)
	w.buf = append(w.buf, ">\n"...)
	const indent = "        "
	w.appendNotes(out.v.Notes, indent)
	w.appendProps(out.v.Props, indent)
	w.appendProps(moved, indent)
	w.appendOther(out.v.Other, indent)
	w.buf = append(w.buf, "        <seg>"...)
	if out.text {
		w.buf = appendText(w.buf, out.seg)
	} else {
		w.buf = append(w.buf, out.seg...)
	}
	w.buf = append(w.buf, "</seg>\n      </tuv>\n"...)
}

// appendAttrs appends the attributes of a tu or tuv in the order of the DTD
// and returns, as props, those that cannot stand as attributes.
func (w *Writer) appendAttrs(attrs []Attr, tu bool) (moved []Prop) {
	if len(attrs) == 0 {
		return nil
	}
	if !attrsSorted(attrs, tu) {
		w.attrs = append(w.attrs[:0], attrs...)
		slices.SortStableFunc(w.attrs, func(a, b Attr) int {
			if d := attrRank(a.Name, tu) - attrRank(b.Name, tu); d != 0 {
				return d
			}
			return strings.Compare(a.Name, b.Name)
		})
		attrs = w.attrs
	}
	last := ""
	for _, a := range attrs {
		if a.Name == last || a.Name == "xml:lang" || a.Name == "lang" || a.Name == "tuid" && tu {
			w.report(CodeAttribute, fmt.Sprintf("attribute %q given twice", a.Name), "first one kept")
			continue
		}
		last = a.Name
		rank := attrRank(a.Name, tu)
		switch {
		case rank == foreignRank:
			if !w.foreignAttr(a) {
				moved = append(moved, Prop{Type: "x-" + a.Name, Value: a.Value})
				continue
			}
		case strings.HasSuffix(a.Name, "date"):
			date, ok := FixDate(a.Value)
			if !ok {
				w.report(CodeDate, fmt.Sprintf("%s %q is no date", a.Name, clip(a.Value)), "kept as a prop")
				moved = append(moved, Prop{Type: "x-" + a.Name, Value: a.Value})
				continue
			}
			if date != a.Value {
				w.report(CodeDate, fmt.Sprintf("%s %q is not of the form YYYYMMDDThhmmssZ", a.Name, clip(a.Value)), "written as "+date)
				a.Value = date
			}
		case a.Name == "srclang":
			a.Value = w.code(a.Value)
			if a.Value == AllLanguages {
				w.report(CodeAllLanguages, "srclang leaves the source open", "left out")
				continue
			}
		}
		w.appendAttr(a.Name, a.Value)
	}
	return moved
}

// foreignAttr reports whether an attribute TMX does not know may be written.
func (w *Writer) foreignAttr(a Attr) bool {
	prefix, _, prefixed := strings.Cut(a.Name, ":")
	switch {
	case nameEnd(a.Name, 0) != len(a.Name) || a.Name == "" || !wellEncoded(a.Name):
	case w.opts.Valid:
	case prefixed && prefix != "xml" && attrValue(w.header.RootAttrs, "xmlns:"+prefix) == "":
	default:
		return true
	}
	w.reportOnce("attr "+a.Name, CodeForeignAttr, fmt.Sprintf("attribute %q is not of TMX", a.Name), "kept as a prop")
	return false
}

// attrsSorted reports whether the attributes stand in the order in which they
// are written.
func attrsSorted(attrs []Attr, tu bool) bool {
	last := -1
	for i := range attrs {
		rank := attrRank(attrs[i].Name, tu)
		if rank < last || rank == last && (rank < foreignRank || attrs[i].Name < attrs[i-1].Name) {
			return false
		}
		last = rank
	}
	return true
}

func (w *Writer) appendAttr(name, value string) {
	w.buf = append(w.buf, ' ')
	w.buf = append(w.buf, name...)
	w.buf = append(w.buf, '=', '"')
	w.buf = appendValue(w.buf, w.legal(value), true)
	w.buf = append(w.buf, '"')
}

// legal returns text with what XML 1.0 cannot hold left out.
func (w *Writer) legal(s string) string {
	if wellEncoded(s) {
		return s
	}
	return unescape(mendText(EscapeText(s), 0, w.tell))
}

func (w *Writer) appendProps(props []Prop, indent string) {
	for i := range props {
		p := &props[i]
		w.buf = append(w.buf, indent...)
		w.buf = append(w.buf, "<prop"...)
		w.appendAttr("type", p.Type)
		w.appendTextAttrs(p.Attrs)
		w.buf = append(w.buf, '>')
		w.buf = appendValue(w.buf, w.legal(p.Value), false)
		w.buf = append(w.buf, "</prop>\n"...)
	}
}

func (w *Writer) appendNotes(notes []Note, indent string) {
	for i := range notes {
		w.buf = append(w.buf, indent...)
		w.buf = append(w.buf, "<note"...)
		w.appendTextAttrs(notes[i].Attrs)
		w.buf = append(w.buf, '>')
		w.buf = appendValue(w.buf, w.legal(notes[i].Value), false)
		w.buf = append(w.buf, "</note>\n"...)
	}
}

// appendTextAttrs appends the attributes of a prop or note: xml:lang and
// o-encoding first, each name once.
func (w *Writer) appendTextAttrs(attrs []Attr) {
	var lang, enc bool
	for _, a := range attrs {
		if (a.Name == "xml:lang" || a.Name == "lang") && !lang && a.Value != "" {
			w.appendAttr("xml:lang", w.code(a.Value))
			lang = true
		}
	}
	for _, a := range attrs {
		if a.Name == "o-encoding" && !enc {
			w.appendAttr(a.Name, a.Value)
			enc = true
		}
	}
	for i, a := range attrs {
		switch a.Name {
		case "xml:lang", "lang", "o-encoding", "type":
			continue
		}
		if slices.ContainsFunc(attrs[:i], func(b Attr) bool { return b.Name == a.Name }) {
			continue
		}
		if w.foreignAttr(a) {
			w.appendAttr(a.Name, a.Value)
		}
	}
}

// appendOther appends elements TMX does not know, or as notes in a file that
// must be valid.
func (w *Writer) appendOther(other []string, indent string) {
	for _, raw := range other {
		mended, ok := mendSegment(raw, 0, w.tell)
		if ok && !w.opts.Valid && strings.HasPrefix(mended, "<") {
			w.buf = append(append(append(w.buf, indent...), mended...), '\n')
			continue
		}
		w.reportOnce("other "+clip(raw), CodeForeign, fmt.Sprintf("element %s is not of TMX", clip(raw)), "kept as a note")
		w.appendNotes([]Note{{Value: raw}}, indent)
	}
}
