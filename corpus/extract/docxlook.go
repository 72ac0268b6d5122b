package extract

import (
	"encoding/xml"
	"path"
	"strings"
)

// docxLook is a look changed by one property of a run.
func docxLook(l look, property, value string) look {
	on := value != "0" && value != "false" && value != "off" && value != "none"
	switch property {
	case "b":
		return l.with(MarkBold, on)
	case "i":
		return l.with(MarkItalic, on)
	case "u":
		return l.with(MarkUnderline, on)
	case "strike", "dstrike":
		return l.with(MarkStrike, on)
	case "vertAlign":
		return l.with(MarkRaised, value == "superscript").with(MarkLowered, value == "subscript")
	}
	// The two styles of characters that every copy of Word has.
	switch strings.ToLower(value) {
	case "strong":
		return l.with(MarkBold, true)
	case "emphasis":
		return l.with(MarkItalic, true)
	}
	return l
}

// relations reads where the links of a part lead. They are told, never
// followed.
func (c *container) relations(part string) map[string]string {
	dir, name := path.Split(part)
	r := relationReader{}
	if file := dir + "_rels/" + name + ".rels"; c.files[file] == nil || c.walk(file, r) != nil {
		return nil // links without addresses are links still
	}
	return r
}

type relationReader map[string]string

func (r relationReader) start(name string, attr []xml.Attr) {
	if name == "Relationship" && attrOf(attr, "TargetMode") == "External" && len(r) < maxPageMarks {
		r[attrOf(attr, "Id")] = attrOf(attr, "Target")
	}
}
func (r relationReader) end(string)  {}
func (r relationReader) text([]byte) {}
