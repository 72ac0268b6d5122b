package validate

import (
	"slices"
	"strings"

	"golang.org/x/text/language"

	"songngu/tmx"
)

var segTypes = []string{"block", "paragraph", "sentence", "phrase"}

// The attributes of the DTD, but for those that have fields of their own.
var (
	unitAttrs = []string{
		"o-encoding", "datatype", "usagecount", "lastusagedate", "creationtool", "creationtoolversion",
		"creationdate", "creationid", "changedate", "segtype", "changeid", "o-tmf", "srclang",
	}
	variantAttrs = slices.DeleteFunc(slices.Clone(unitAttrs), func(s string) bool { return s == "segtype" || s == "srclang" })
	textAttrs    = []string{"xml:lang", "o-encoding"}
	inlineAttrs  = map[string][]string{
		"bpt": {"i", "x", "type"}, "ept": {"i"}, "it": {"pos", "x", "type"}, "ph": {"x", "assoc", "type"},
		"hi": {"x", "type"}, "sub": {"datatype", "type"}, "ut": {"x"},
	}
	inlineRequired = map[string]string{"bpt": "i", "ept": "i", "it": "pos"}
)

func (c *checker) root(h *tmx.Header) {
	if h.Version != "" && h.Version != "1.4" {
		c.fault(CodeVersion, versionSeverity(h.Version), "version is %q, not 1.4", h.Version)
	}
	for _, a := range h.RootAttrs {
		c.fault(CodeAttribute, tmx.Error, "the DTD knows no attribute %q of tmx", a.Name)
	}
}

func (c *checker) header(h *tmx.Header) {
	c.srclang = h.SrcLang
	if h.SegType != "" && !slices.Contains(segTypes, h.SegType) {
		c.fault(CodeEnum, tmx.Error, "segtype %q is not block, paragraph, sentence or phrase", h.SegType)
	}
	c.attrs("header", h.Attrs, nil)
	c.attrs("header", []tmx.Attr{{Name: "creationdate", Value: h.CreationDate}, {Name: "changedate", Value: h.ChangeDate}}, []string{"creationdate", "changedate"})
	c.texts("header", h.Props, h.Notes)
	for _, raw := range h.Other {
		if !strings.HasPrefix(raw, "<ude") {
			c.fault(CodeElement, tmx.Error, "element in header that the DTD does not know: %.40s", raw)
		}
	}
	c.lang("srclang", h.SrcLang)
	c.clientHeader(h)
}

func (c *checker) unit(u *tmx.Unit) {
	c.at = u
	defer func() { c.at = nil }()
	c.attrs("tu", u.Attrs, unitAttrs)
	c.texts("tu", u.Props, u.Notes)
	if s := u.Attr("segtype"); s != "" && !slices.Contains(segTypes, s) {
		c.fault(CodeEnum, tmx.Error, "segtype %q is not block, paragraph, sentence or phrase", s)
	}
	for i := range u.Variants {
		v := &u.Variants[i]
		c.attrs("tuv", v.Attrs, variantAttrs)
		c.texts("tuv", v.Props, v.Notes)
		c.lang("xml:lang", v.Lang)
		c.segment(v)
	}
	c.source(u)
	c.clientUnit(u)
}

// source checks that a variant has the language of srclang, byte for byte: not
// every client overlooks case.
func (c *checker) source(u *tmx.Unit) {
	src := c.srclang
	if s := u.Attr("srclang"); s != "" {
		src = s
	}
	if src == "" || strings.EqualFold(src, tmx.AllLanguages) {
		return
	}
	near := ""
	for i := range u.Variants {
		switch lang := u.Variants[i].Lang; {
		case lang == src:
			return
		case tmx.CanonLang(lang) == tmx.CanonLang(src):
			near = lang
		}
	}
	if near != "" {
		c.fault(CodeNoSource, tmx.Warning, "no variant in the source language %q, byte for byte; %q is another spelling", src, near)
		return
	}
	c.fault(CodeNoSource, tmx.Warning, "no variant in the source language %q", src)
}

// attrs checks that the attributes are of the DTD and hold what they should.
func (c *checker) attrs(element string, attrs []tmx.Attr, known []string) {
	for _, a := range attrs {
		switch {
		case !slices.Contains(known, a.Name):
			c.fault(CodeAttribute, tmx.Error, "the DTD knows no attribute %q of %s", a.Name, element)
		case strings.HasSuffix(a.Name, "date") && a.Value != "":
			if d, ok := tmx.FixDate(a.Value); !ok || d != a.Value {
				c.fault(CodeDate, tmx.Warning, "%s %.40q of %s is not of the form YYYYMMDDThhmmssZ", a.Name, a.Value, element)
			}
		case a.Name == "usagecount" && strings.Trim(a.Value, "0123456789") != "":
			c.fault(CodeNumber, tmx.Warning, "usagecount %.40q of %s is no number", a.Value, element)
		}
	}
}

func (c *checker) texts(element string, props []tmx.Prop, notes []tmx.Note) {
	for i := range props {
		c.attrs("prop in "+element, props[i].Attrs, textAttrs)
	}
	for i := range notes {
		c.attrs("note in "+element, notes[i].Attrs, textAttrs)
	}
}

func (c *checker) lang(attr, code string) {
	if code == "" || attr == "srclang" && strings.EqualFold(code, tmx.AllLanguages) {
		return
	}
	if canon := tmx.CanonLang(code); c.client.twoLetters && !strings.EqualFold(canon, code) {
		c.fault(CodeCode, tmx.Error, "%s %.40q matches nothing in %s, %q would", attr, code, c.client.name, canon)
	}
	if _, err := language.Raw.Parse(code); err != nil {
		if _, syntax := err.(language.ValueError); !syntax {
			c.fault(CodeLanguage, tmx.Warning, "%s %.40q is no language code of BCP 47", attr, code)
		}
	}
}

// segment checks the in-line elements: their attributes, where they stand, and
// that every bpt has its ept.
func (c *checker) segment(v *tmx.Variant) {
	if !v.Seg.HasCodes() {
		return
	}
	var open []string // elements
	pairs := map[string]int{}
	for t := range v.Seg.Tags() {
		if !t.Opens {
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
			continue
		}
		known, ok := inlineAttrs[t.Name]
		parent := "seg"
		if len(open) > 0 {
			parent = open[len(open)-1]
		}
		if ok && !allowedIn(t.Name, parent) {
			c.fault(CodeElement, tmx.Error, "the DTD allows no %s inside %s, here in the %q segment", t.Name, parent, v.Lang)
		}
		if ok {
			c.inlineTag(t, known, v.Lang)
		}
		switch i := attrOf(t, "i"); t.Name {
		case "bpt":
			pairs[i]++
		case "ept":
			pairs[i]--
		}
		if !t.Closes {
			open = append(open, t.Name)
		}
	}
	for _, n := range pairs {
		if n != 0 {
			c.fault(CodePair, tmx.Warning, "a bpt or ept without its partner in the %q segment", v.Lang)
			return
		}
	}
}

// allowedIn is the content model of the DTD; unknown parents are reported
// themselves.
func allowedIn(name, parent string) bool {
	switch parent {
	case "bpt", "ept", "it", "ph", "ut":
		return name == "sub"
	case "seg", "hi", "sub":
		return name != "sub"
	}
	return true
}

func (c *checker) inlineTag(t tmx.Tag, known []string, lang string) {
	for _, a := range t.Attrs {
		if !slices.Contains(known, a.Name) {
			c.fault(CodeAttribute, tmx.Error, "the DTD knows no attribute %q of %s, here in the %q segment", a.Name, t.Name, lang)
		}
	}
	need := inlineRequired[t.Name]
	if need == "" {
		return
	}
	switch value := attrOf(t, need); {
	case value == "":
		c.fault(CodeRequired, tmx.Error, "%s without %s in the %q segment", t.Name, need, lang)
	case need == "pos" && value != "begin" && value != "end":
		c.fault(CodeEnum, tmx.Error, "pos %.40q of it is not begin or end", value)
	}
}

func attrOf(t tmx.Tag, name string) string {
	for _, a := range t.Attrs {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}

// versionSeverity tells an older version of TMX, which has a DTD of its own,
// from one that never was.
func versionSeverity(v string) tmx.Severity {
	if v == "1.1" || v == "1.2" || v == "1.3" {
		return tmx.Info
	}
	return tmx.Error
}
