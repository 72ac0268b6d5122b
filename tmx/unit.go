package tmx

import (
	"slices"
	"strings"
)

// Attr is an attribute of an element, its value with references resolved.
type Attr struct{ Name, Value string }

// Prop is a named property of a header, unit or variant.
type Prop struct {
	Type, Value string
	Attrs       []Attr // the others: xml:lang, o-encoding
}

// Note is a remark on a header, unit or variant.
type Note struct {
	Value string
	Attrs []Attr // xml:lang, o-encoding
}

// Header is what a TMX file says of itself.
type Header struct {
	CreationTool        string // the tool that wrote the file
	CreationToolVersion string
	SegType             string // block, paragraph, sentence or phrase
	OTMF                string // o-tmf, the format of the memory the file came from
	AdminLang           string // language of props and notes
	SrcLang             string // language of the source variants, or *all*
	DataType            string // plaintext, html, …
	OEncoding           string // o-encoding, encoding of the original memory
	CreationDate        string // YYYYMMDDThhmmssZ, as all dates
	CreationID          string
	ChangeDate          string
	ChangeID            string

	Attrs []Attr // attributes TMX does not know, in file order
	Props []Prop
	Notes []Note
	Other []string // ude and unknown children, raw XML

	Version   string // version attribute of the tmx element, as read
	RootAttrs []Attr // its other attributes (name spaces)
}

// Unit is one translation unit: the same text in two or more languages.
type Unit struct {
	ID       string // tuid
	Attrs    []Attr // all other attributes, in file order
	Props    []Prop
	Notes    []Note
	Variants []Variant
	Other    []string // unknown children, raw XML

	// Where a Reader found the unit; zero for a unit made by hand. Line, Column
	// and Offset are those of its start tag, in the text as decoded to UTF-8.
	Number int64 // 1 for the first tu element of the file, bad ones counted
	Line   int64 // 1-based
	Column int64 // 1-based, in bytes; 0 from formats that count only lines
	Offset int64 // bytes
}

// Variant is the text of a unit in one language.
type Variant struct {
	Lang  string // xml:lang, from a Reader in canonical form (CanonLang)
	Attrs []Attr // all other attributes, in file order
	Props []Prop
	Notes []Note
	Seg   Segment
	Other []string // unknown children, raw XML
}

// NewUnit returns a unit of two plain texts, source first. The texts need no
// escaping; the Writer cleans them (text.Clean).
func NewUnit(srcLang, srcText, tgtLang, tgtText string) *Unit {
	return &Unit{Variants: []Variant{
		{Lang: CanonLang(srcLang), Seg: TextSegment(srcText)},
		{Lang: CanonLang(tgtLang), Seg: TextSegment(tgtText)},
	}}
}

// Variant returns the unit's first variant in lang, or failing that the first
// one in the same base language (vi for vi-VN), or nil.
func (u *Unit) Variant(lang string) *Variant {
	if i := findVariant(u.Variants, lang); i >= 0 {
		return &u.Variants[i]
	}
	return nil
}

func findVariant(vs []Variant, lang string) int {
	for i := range vs {
		if vs[i].Lang == lang {
			return i
		}
	}
	lang = CanonLang(lang)
	near := -1
	for i := range vs {
		switch code := CanonLang(vs[i].Lang); {
		case code == lang:
			return i
		case near < 0 && baseLang(code) == baseLang(lang) && lang != "":
			near = i
		}
	}
	return near
}

// Prop returns the value of the unit's first prop of that type, or "".
func (u *Unit) Prop(name string) string { return propValue(u.Props, name) }

// SetProp sets the unit's first prop of that type, or adds one.
func (u *Unit) SetProp(name, value string) { u.Props = setProp(u.Props, name, value) }

// DelProp removes every prop of that type and reports whether there was one.
func (u *Unit) DelProp(name string) bool {
	n := len(u.Props)
	u.Props = slices.DeleteFunc(u.Props, func(p Prop) bool { return p.Type == name })
	return len(u.Props) < n
}

// Attr returns the value of an attribute of the unit, or "".
func (u *Unit) Attr(name string) string {
	if name == "tuid" {
		return u.ID
	}
	return attrValue(u.Attrs, name)
}

// SetAttr sets an attribute of the unit; the value "" removes it.
func (u *Unit) SetAttr(name, value string) {
	if name == "tuid" {
		u.ID = value
		return
	}
	u.Attrs = setAttr(u.Attrs, name, value)
}

// Clone returns a copy that shares no memory that can change. Units of a
// Reader that lie close together in the file share blocks of memory, so to
// keep few out of many, keep clones.
func (u *Unit) Clone() *Unit {
	c := *u
	c.ID = strings.Clone(u.ID)
	c.Attrs, c.Props, c.Notes, c.Other = cloneAttrs(u.Attrs), cloneProps(u.Props), cloneNotes(u.Notes), cloneStrings(u.Other)
	c.Variants = slices.Clone(u.Variants)
	for i := range c.Variants {
		v := &c.Variants[i]
		v.Lang = strings.Clone(v.Lang)
		v.Attrs, v.Props, v.Notes, v.Other = cloneAttrs(v.Attrs), cloneProps(v.Props), cloneNotes(v.Notes), cloneStrings(v.Other)
		v.Seg.s = strings.Clone(v.Seg.s)
	}
	return &c
}

// Prop returns the value of the variant's first prop of that type, or "".
func (v *Variant) Prop(name string) string { return propValue(v.Props, name) }

// SetProp sets the variant's first prop of that type, or adds one.
func (v *Variant) SetProp(name, value string) { v.Props = setProp(v.Props, name, value) }

// Attr returns the value of an attribute of the variant, or "".
func (v *Variant) Attr(name string) string {
	if name == "xml:lang" {
		return v.Lang
	}
	return attrValue(v.Attrs, name)
}

// SetAttr sets an attribute of the variant; the value "" removes it.
func (v *Variant) SetAttr(name, value string) {
	if name == "xml:lang" {
		v.Lang = value
		return
	}
	v.Attrs = setAttr(v.Attrs, name, value)
}

// Text is the variant's plain text: Seg.Text.
func (v *Variant) Text() string { return v.Seg.Text() }

// Prop returns the value of the header's first prop of that type, or "".
func (h *Header) Prop(name string) string { return propValue(h.Props, name) }

// SetProp sets the header's first prop of that type, or adds one.
func (h *Header) SetProp(name, value string) { h.Props = setProp(h.Props, name, value) }

func propValue(ps []Prop, name string) string {
	for i := range ps {
		if ps[i].Type == name {
			return ps[i].Value
		}
	}
	return ""
}

func setProp(ps []Prop, name, value string) []Prop {
	for i := range ps {
		if ps[i].Type == name {
			ps[i].Value = value
			return ps
		}
	}
	return append(ps, Prop{Type: name, Value: value})
}

func attrValue(as []Attr, name string) string {
	for i := range as {
		if as[i].Name == name {
			return as[i].Value
		}
	}
	return ""
}

func setAttr(as []Attr, name, value string) []Attr {
	for i := range as {
		if as[i].Name == name {
			if value == "" {
				return slices.Delete(as, i, i+1)
			}
			as[i].Value = value
			return as
		}
	}
	if value == "" {
		return as
	}
	return append(as, Attr{name, value})
}

func cloneAttrs(as []Attr) []Attr {
	as = slices.Clone(as)
	for i := range as {
		as[i] = Attr{strings.Clone(as[i].Name), strings.Clone(as[i].Value)}
	}
	return as
}

func cloneProps(ps []Prop) []Prop {
	ps = slices.Clone(ps)
	for i := range ps {
		ps[i] = Prop{strings.Clone(ps[i].Type), strings.Clone(ps[i].Value), cloneAttrs(ps[i].Attrs)}
	}
	return ps
}

func cloneNotes(ns []Note) []Note {
	ns = slices.Clone(ns)
	for i := range ns {
		ns[i] = Note{strings.Clone(ns[i].Value), cloneAttrs(ns[i].Attrs)}
	}
	return ns
}

func cloneStrings(ss []string) []string {
	ss = slices.Clone(ss)
	for i := range ss {
		ss[i] = strings.Clone(ss[i])
	}
	return ss
}
