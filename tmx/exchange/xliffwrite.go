package exchange

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"songngu/tmx"
)

// NewXLIFFWriter writes XLIFF 1.2: a trans-unit for each unit, with in-line
// codes, notes, the state of the translation, and all else that is known of
// the unit as contexts whose names begin with x-. Units in a row from the same
// x-document are one file element. Variants in other languages than the two
// and the codes' attributes but i, x, type and pos are lost.
func NewXLIFFWriter(w io.Writer, opts WriteOptions) Writer {
	return newXLIFFWriter(w, opts, &form12{})
}

// NewXLIFF2Writer writes XLIFF 2.0, which readers of 2.1 take too: a unit with
// one segment for each unit, in-line codes with their original data, and all
// else that is known of it in the metadata module. It loses what
// NewXLIFFWriter loses.
func NewXLIFF2Writer(w io.Writer, opts WriteOptions) Writer {
	return newXLIFFWriter(w, opts, &form2{})
}

func newXLIFFWriter(w io.Writer, opts WriteOptions, form xliffForm) *xliffWriter {
	x := &xliffWriter{output: output{w: w}, opts: opts.filled(), form: form}
	x.put(`<?xml version="1.0" encoding="UTF-8"?>`, "\n")
	form.begin(x)
	return x
}

// xliffForm is what the versions of XLIFF differ in.
type xliffForm interface {
	begin(*xliffWriter)
	beginFile(x *xliffWriter, document string)
	unit(x *xliffWriter, u *tmx.Unit, src, tgt *tmx.Variant, without []string)
	endFile(*xliffWriter)
}

type xliffWriter struct {
	output
	opts     WriteOptions
	form     xliffForm
	files    int
	units    int
	document string
}

func (x *xliffWriter) Write(u *tmx.Unit) error {
	src, tgt, err := x.opts.sides(u)
	if err != nil {
		return err
	}
	if tgt != nil && len(piecesOf(tgt.Seg)) == 0 {
		tgt = nil
	}
	var without []string
	document := ""
	if n := countProps(u, PropDocument); n == 1 {
		document = u.Prop(PropDocument)
		without = append(without, PropDocument)
	}
	x.file(document)
	x.units++
	x.form.unit(x, u, src, tgt, without)
	return x.err
}

// file ends the file element that is open, if it is of another document, and
// begins one of this.
func (x *xliffWriter) file(document string) {
	if x.files > 0 && x.document == document {
		return
	}
	if x.files > 0 {
		x.form.endFile(x)
	}
	x.files++
	x.document = document
	x.form.beginFile(x, document)
}

func (x *xliffWriter) Close() error {
	if x.files == 0 {
		x.file("")
		if _, two := x.form.(*form2); two { // which wants a unit in a file
			x.put(`<unit id="empty"><segment><source></source></segment></unit>`, "\n")
		}
	}
	x.form.endFile(x)
	x.put("</xliff>\n")
	return x.flush()
}

func countProps(u *tmx.Unit, name string) int {
	n := 0
	for _, p := range u.Props {
		if p.Type == name {
			n++
		}
	}
	return n
}

// once reports whether a unit has the prop just once with a value for which
// valid holds: then an attribute of the format can carry it.
func once(u *tmx.Unit, name string, valid func(string) bool) bool {
	return countProps(u, name) == 1 && valid(u.Prop(name))
}

// form12 is XLIFF 1.2.
type form12 struct{}

func (*form12) begin(x *xliffWriter) {
	x.put(`<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">`, "\n")
}

func (*form12) beginFile(x *xliffWriter, document string) {
	x.put(`<file original="`, xmlValue(document), `" source-language="`, xmlValue(x.opts.Source), `" target-language="`, xmlValue(x.opts.Target),
		`" datatype="plaintext" tool-id="`, xmlValue(x.opts.Tool), `" xml:space="preserve">`, "\n",
		`<header><tool tool-id="`, xmlValue(x.opts.Tool), `" tool-name="`, xmlValue(x.opts.Tool), `"`, attribute("tool-version", x.opts.ToolVersion), "/></header>\n<body>\n")
}

func (*form12) endFile(x *xliffWriter) { x.put("</body>\n</file>\n") }

var states12 = map[string]bool{
	"final": true, "needs-adaptation": true, "needs-l10n": true, "needs-review-adaptation": true, "needs-review-l10n": true,
	"needs-review-translation": true, "needs-translation": true, "new": true, "signed-off": true, "translated": true,
}

// ownID begins the ids in files of ours, where ids must be unique: those of
// units need not be, and stand among the facts.
const ownID = "songngu-"

// stateTo12 has the states of XLIFF 2 in the words of 1.2.
var stateTo12 = map[string]string{"initial": "needs-translation", "reviewed": "signed-off"}

var qualifiers12 = map[string]bool{
	"exact-match": true, "fuzzy-match": true, "id-match": true, "leveraged-glossary": true, "leveraged-inherited": true,
	"leveraged-mt": true, "leveraged-repository": true, "leveraged-tm": true, "mt-suggestion": true, "rejected-grammar": true,
	"rejected-inaccurate": true, "rejected-length": true, "rejected-spelling": true, "tm-suggestion": true,
}

func own12(s string) bool { return strings.HasPrefix(s, "x-") && !strings.ContainsAny(s, " \t\r\n") }

func (*form12) unit(x *xliffWriter, u *tmx.Unit, src, tgt *tmx.Variant, without []string) {
	x.put(`<trans-unit id="`, ownID, strconv.Itoa(x.units), `"`, attribute("resname", u.ID))
	if once(u, PropApproved, func(s string) bool { return s == "yes" || s == "no" }) {
		x.put(attribute("approved", u.Prop(PropApproved)))
		without = append(without, PropApproved)
	}
	source, target := piecesOf(src.Seg), []piece(nil)
	if tgt != nil {
		target = piecesOf(tgt.Seg)
	}
	identify(source, target)
	x.put(">\n<source", attribute("xml:lang", x.opts.Source), ">")
	put12(x, source)
	x.put("</source>\n")
	if tgt != nil {
		x.put("<target", attribute("xml:lang", x.opts.Target))
		state := u.Prop(PropState)
		switch {
		case once(u, PropState, func(s string) bool { return states12[s] || own12(s) }):
			without = append(without, PropState)
		case stateTo12[state] != "":
			state = stateTo12[state]
		case Doubt(u) != "":
			state = "needs-review-translation"
		default:
			state = ""
		}
		x.put(attribute("state", state))
		if once(u, PropQualifier, func(s string) bool { return qualifiers12[s] || own12(s) }) {
			x.put(attribute("state-qualifier", u.Prop(PropQualifier)))
			without = append(without, PropQualifier)
		}
		x.put(">")
		put12(x, target)
		x.put("</target>\n")
	}
	if fs := facts(u, src, tgt, without...); len(fs) > 0 {
		x.put(`<context-group purpose="information">`, "\n")
		for _, f := range fs {
			x.put("<context", attribute("context-type", f.name), ">", xmlText(f.value), "</context>\n")
		}
		x.put("</context-group>\n")
	}
	for _, n := range u.Notes {
		x.put("<note>", xmlText(n.Value), "</note>\n")
	}
	x.put("</trans-unit>\n")
}

// put12 writes the content of a source or target of XLIFF 1.2.
func put12(x *xliffWriter, ps []piece) {
	for _, p := range ps {
		switch {
		case p.kind == words:
			x.put(xmlText(p.text))
		case p.kind == markOpen:
			kind := markType
			if p.typ != "" && !strings.ContainsAny(p.typ, " \t\r\n") {
				kind += ":" + p.typ
			}
			x.put("<mrk", attribute("mtype", kind), ">")
		case p.kind == markClose:
			x.put("</mrk>")
		default:
			name := "ph"
			attrs := attribute("id", p.id)
			switch {
			case p.isolated:
				name = "it"
				attrs += attribute("pos", map[pieceKind]string{opening: "open", closing: "close"}[p.kind])
			case p.kind == opening:
				name, attrs = "bpt", attrs+attribute("rid", p.pair)
			case p.kind == closing:
				name, attrs = "ept", attrs+attribute("rid", p.pair)
			case p.text == "":
				name = "x"
			}
			if p.kind != closing || p.isolated {
				attrs += attribute("ctype", typeTo12(p.typ))
			}
			if name == "x" {
				x.put("<x", attrs, "/>")
				continue
			}
			x.put("<", name, attrs, ">", xmlText(p.text), "</", name, ">")
		}
	}
}

// form2 is XLIFF 2.0.
type form2 struct{}

func (*form2) begin(x *xliffWriter) {
	x.put(`<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0"`,
		attribute("srcLang", x.opts.Source), attribute("trgLang", x.opts.Target), ">\n")
}

func (*form2) beginFile(x *xliffWriter, document string) {
	x.put(`<file id="f`, strconv.Itoa(x.files), `"`, attribute("original", document), ` xml:space="preserve">`, "\n")
}

func (*form2) endFile(x *xliffWriter) { x.put("</file>\n") }

var states2 = []string{"initial", "translated", "reviewed", "final"}

// stateTo2 has the states of XLIFF 1.2 in the words of 2.
func stateTo2(state string) string {
	switch {
	case state == "new" || strings.HasPrefix(state, "needs-"):
		return "initial"
	case state == "signed-off":
		return "reviewed"
	}
	return ""
}

func (*form2) unit(x *xliffWriter, u *tmx.Unit, src, tgt *tmx.Variant, without []string) {
	source, target := piecesOf(src.Seg), []piece(nil)
	state := ""
	if tgt != nil {
		target = piecesOf(tgt.Seg)
		state = u.Prop(PropState)
		switch {
		case once(u, PropState, func(s string) bool { return slices.Contains(states2, s) }):
			without = append(without, PropState)
		case stateTo2(state) != "":
			state = stateTo2(state)
		case Doubt(u) != "":
			state = "initial"
		default:
			state = ""
		}
	}
	identify(source, target)
	x.put(`<unit id="`, ownID, strconv.Itoa(x.units), `"`, attribute("name", u.ID), ">\n")
	if fs := facts(u, src, tgt, without...); len(fs) > 0 {
		x.put("<mda:metadata>\n<mda:metaGroup>\n")
		for _, f := range fs {
			x.put("<mda:meta", attribute("type", f.name), ">", xmlText(f.value), "</mda:meta>\n")
		}
		x.put("</mda:metaGroup>\n</mda:metadata>\n")
	}
	if len(u.Notes) > 0 {
		x.put("<notes>\n")
		for _, n := range u.Notes {
			x.put("<note>", xmlText(n.Value), "</note>\n")
		}
		x.put("</notes>\n")
	}
	c := &content2{x: x, data: map[string]string{}}
	c.collect(source)
	c.collect(target)
	if len(c.order) > 0 {
		x.put("<originalData>\n")
		for i, text := range c.order {
			x.put(`<data id="d`, strconv.Itoa(i+1), `">`, xmlText(text), "</data>\n")
		}
		x.put("</originalData>\n")
	}
	x.put("<segment", attribute("state", state), ">\n<source>")
	c.write(source)
	x.put("</source>\n")
	if tgt != nil {
		x.put("<target>")
		c.write(target)
		x.put("</target>\n")
	}
	x.put("</segment>\n</unit>\n")
}
