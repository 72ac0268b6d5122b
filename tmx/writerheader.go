package tmx

import (
	"fmt"
	"strings"
)

// start settles the header, for which the first unit may be needed, and
// appends the head of the file.
func (w *Writer) start(first *Unit) {
	w.started = true
	w.settleHeader(first)
	h := &w.header
	enc := "UTF-8"
	if w.opts.Encoding != UTF8 {
		enc = "UTF-16"
	}
	w.buf = append(w.buf, `<?xml version="1.0" encoding="`+enc+`"?>`+"\n"+`<!DOCTYPE tmx SYSTEM "tmx14.dtd">`+"\n"+`<tmx version="1.4"`...)
	for _, a := range h.RootAttrs {
		w.appendAttr(a.Name, a.Value)
	}
	w.buf = append(w.buf, ">\n  <header"...)
	for _, a := range headerAttrs {
		if value := *a.field(h); value != "" {
			w.appendAttr(a.name, value)
		}
	}
	var moved []Prop
	for _, a := range h.Attrs {
		if w.foreignAttr(a) {
			w.appendAttr(a.Name, a.Value)
		} else {
			moved = append(moved, Prop{Type: "x-" + a.Name, Value: a.Value})
		}
	}
	// An end tag even where nothing is inside: Perl's XML::TMX loses the file
	// where an empty tag has a slash in one of its values.
	w.buf = append(w.buf, ">\n"...)
	const indent = "    "
	w.appendNotes(h.Notes, indent)
	w.appendProps(h.Props, indent)
	w.appendProps(moved, indent)
	for _, raw := range h.Other {
		if mended, ok := mendSegment(raw, 0, w.tell); ok && strings.HasPrefix(mended, "<ude") {
			w.buf = append(append(append(w.buf, indent...), mended...), '\n')
			continue
		}
		w.appendOther([]string{raw}, indent)
	}
	w.buf = append(w.buf, "  </header>\n  <body>\n"...)
}

// headerAttr is an attribute of header and the field that holds it.
type headerAttr struct {
	name  string
	field func(*Header) *string
	usual string // what a required attribute is when nothing is known
}

// headerAttrs are the attributes of header in the order of the DTD.
var headerAttrs = []headerAttr{
	{"creationtool", func(h *Header) *string { return &h.CreationTool }, "songngu"},
	{"creationtoolversion", func(h *Header) *string { return &h.CreationToolVersion }, "unknown"},
	{"segtype", func(h *Header) *string { return &h.SegType }, "sentence"},
	{"o-tmf", func(h *Header) *string { return &h.OTMF }, "songngu"},
	{"adminlang", func(h *Header) *string { return &h.AdminLang }, "en"},
	{"srclang", func(h *Header) *string { return &h.SrcLang }, ""},
	{"datatype", func(h *Header) *string { return &h.DataType }, "plaintext"},
	{"o-encoding", func(h *Header) *string { return &h.OEncoding }, ""},
	{"creationdate", func(h *Header) *string { return &h.CreationDate }, ""},
	{"creationid", func(h *Header) *string { return &h.CreationID }, ""},
	{"changedate", func(h *Header) *string { return &h.ChangeDate }, ""},
	{"changeid", func(h *Header) *string { return &h.ChangeID }, ""},
}

// settleHeader gives every field a value that clients take.
func (w *Writer) settleHeader(first *Unit) {
	h := &w.header
	w.current = nil
	defer func() { w.current = first }()
	for _, a := range headerAttrs {
		f := a.field(h)
		if *f == "" && a.usual != "" {
			*f = a.usual
			w.report(CodeHeaderMended, fmt.Sprintf("header has no %s", a.name), "written as "+a.usual)
		}
	}
	if strings.EqualFold(h.CreationTool, "OmegaT") {
		w.report(CodeTool, fmt.Sprintf("creationtool %q makes OmegaT read codes as text", h.CreationTool), "written as songngu")
		h.CreationTool, h.CreationToolVersion = "songngu", "unknown"
	}
	switch h.SegType {
	case "block", "paragraph", "sentence", "phrase":
	default:
		w.report(CodeHeaderMended, fmt.Sprintf("segtype %q is not of TMX", h.SegType), "written as sentence")
		h.SegType = "sentence"
	}
	h.AdminLang = w.code(h.AdminLang)
	w.settleSource(first)
	for _, f := range []*string{&h.CreationDate, &h.ChangeDate} {
		if *f == "" {
			continue
		}
		date, ok := FixDate(*f)
		switch {
		case !ok:
			w.report(CodeDate, fmt.Sprintf("header date %q is no date", clip(*f)), "left out")
		case date != *f:
			w.report(CodeDate, fmt.Sprintf("header date %q is not of the form YYYYMMDDThhmmssZ", clip(*f)), "written as "+date)
		}
		*f = date
	}
	h.RootAttrs = w.rootAttrs()
}

// settleSource makes srclang a language, the first unit's if the header names
// none.
func (w *Writer) settleSource(first *Unit) {
	h := &w.header
	if src := w.code(h.SrcLang); src != "" && src != AllLanguages {
		h.SrcLang = src
		return
	}
	was := h.SrcLang
	h.SrcLang = w.code("en")
	if first != nil && len(first.Variants) > 0 && first.Variants[0].Lang != "" {
		h.SrcLang = w.code(first.Variants[0].Lang)
		if s := w.code(first.Attr("srclang")); s != "" && findVariant(first.Variants, s) >= 0 {
			h.SrcLang = s
		}
	}
	w.report(CodeSourceLang, fmt.Sprintf("header's srclang is %q; clients need a language", was), "written as "+h.SrcLang)
}

// rootAttrs keeps the declarations of prefixes. The default name space goes:
// TMX has none, and clients look for its elements outside any.
func (w *Writer) rootAttrs() []Attr {
	var kept []Attr
	for _, a := range w.header.RootAttrs {
		local, isPrefix := strings.CutPrefix(a.Name, "xmlns:")
		good := nameEnd(local, 0) == len(local) && local != "" && !strings.Contains(local, ":") && wellEncoded(local)
		if isPrefix && good && a.Value != "" && !w.opts.Valid && attrValue(kept, a.Name) == "" {
			kept = append(kept, a)
			continue
		}
		w.report(CodeForeignAttr, fmt.Sprintf("attribute %q of tmx is not of TMX", clip(a.Name)), "left out")
	}
	return kept
}
