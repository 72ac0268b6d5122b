package exchange

import (
	"strconv"
	"strings"

	"songngu/tmx"
)

// unit2 makes the units of a unit of XLIFF 2.x, one for each segment.
func (x *xliffReader) unit2(n *node) []*tmx.Unit {
	in := &inline2{reader: x, preserve: x.preserve, data: map[string]string{}}
	if space := n.attr("xml:space"); space != "" {
		in.preserve = space == "preserve"
	}
	if d := n.child("originalData"); d != nil {
		for i := range d.kids {
			if k := &d.kids[i]; k.name == "data" {
				in.data[k.attr("id")] = in.flat(k)
			}
		}
	}
	var segments []*node
	for i := range n.kids {
		if n.kids[i].name == "segment" {
			segments = append(segments, &n.kids[i])
		}
	}
	var units []*tmx.Unit
	for i, s := range segments {
		src := in.segment(s.child("source"))
		if len(src) == 0 {
			continue
		}
		tgt := in.segment(s.child("target"))
		u := x.pair(segmentID(n.attr("id"), s.attr("id"), i, len(segments)), src, tgt)
		if n.attr("translate") == "no" {
			u.SetProp(PropLocked, "yes")
		}
		x.about2(u, n)
		if len(tgt) > 0 {
			setIfNone(u, PropState, s.attr("state"))
			setIfNone(u, PropQualifier, s.attr("subState"))
		}
		units = append(units, u)
	}
	return units
}

// about2 adds the notes and the metadata of a unit.
func (x *xliffReader) about2(u *tmx.Unit, n *node) {
	if notes := n.child("notes"); notes != nil {
		for i := range notes.kids {
			if k := &notes.kids[i]; k.name == "note" && strings.TrimSpace(k.flat()) != "" {
				u.Notes = append(u.Notes, tmx.Note{Value: k.flat()})
			}
		}
	}
	named := false
	if m := n.child("mda:metadata"); m != nil {
		named = metadata(u, m)
	}
	if !named {
		setNonEmpty(u, PropResource, n.attr("name"))
	}
}

// metadata adds the metas inside an element of the metadata module and reports
// whether the unit's id was one of them.
func metadata(u *tmx.Unit, n *node) (named bool) {
	for i := range n.kids {
		switch k := &n.kids[i]; k.name {
		case "mda:metaGroup":
			named = metadata(u, k) || named
		case "mda:meta":
			f := fact{contextName(k.attr("type")), k.flat()}
			named = named || f.name == factID
			addFact(u, &u.Variants[0], targetOf(u), f)
		}
	}
	return named
}

// inline2 makes pieces of the content of a source or target.
type inline2 struct {
	reader   *xliffReader
	preserve bool
	data     map[string]string // the document's own codes by their id
	pairs    int
}

func (c *inline2) segment(n *node) []piece { return segmentPieces(n, c.preserve, c.pieces) }

func (c *inline2) pieces(ps []piece, n *node, preserve bool) []piece {
	for i := range n.kids {
		k := &n.kids[i]
		p := piece{id: k.attr("id"), typ: typeFrom2(k.attr("type"), k.attr("subType"))}
		switch k.name {
		case "":
			ps = append(ps, piece{text: c.reader.text(k.text, preserve)})
		case "cp":
			ps = append(ps, piece{text: codePoint(k)})
		case "ph":
			p.kind, p.text = point, c.code(k, "")
			ps = append(ps, p)
		case "pc":
			c.pairs++
			p.kind, p.pair, p.text = opening, "pc"+strconv.Itoa(c.pairs), c.code(k, "Start")
			ps = c.pieces(append(ps, p), k, preserve)
			ps = append(ps, piece{kind: closing, pair: p.pair, text: c.code(k, "End")})
		case "sc":
			p.kind, p.text, p.pair, p.isolated = opening, c.code(k, ""), "sc"+p.id, k.attr("isolated") == "yes"
			ps = append(ps, p)
		case "ec":
			p.kind, p.text, p.pair, p.isolated = closing, c.code(k, ""), "sc"+k.attr("startRef"), k.attr("isolated") == "yes"
			if !p.isolated {
				p.typ = ""
			}
			ps = append(ps, p)
		case "mrk":
			typ, highlight := strings.CutPrefix(k.attr("type"), "tmx:hi")
			if !highlight {
				ps = c.pieces(ps, k, preserve)
				break
			}
			ps = append(ps, piece{kind: markOpen, typ: strings.TrimPrefix(typ, "-")})
			ps = c.pieces(ps, k, preserve)
			ps = append(ps, piece{kind: markClose})
		case "sm", "em":
		default:
			ps = c.pieces(ps, k, preserve)
		}
	}
	return ps
}

// code is the document's own code: the original data, or what is said to be
// its equivalent or to be shown for it.
func (c *inline2) code(n *node, which string) string {
	if ref := n.attr("dataRef" + which); ref != "" {
		return c.data[ref]
	}
	return first(n.attr("equiv"+which), n.attr("disp"+which))
}

// flat is the text of a data element, with the characters that XML forbids
// left out: TMX has no place for them either.
func (c *inline2) flat(n *node) string {
	var b strings.Builder
	for i := range n.kids {
		if n.kids[i].name == "cp" {
			b.WriteString(codePoint(&n.kids[i]))
			continue
		}
		b.WriteString(n.kids[i].flat())
	}
	return b.String()
}

func codePoint(n *node) string {
	v, err := strconv.ParseUint(n.attr("hex"), 16, 21)
	if err != nil {
		return ""
	}
	return xmlChars(string(rune(v)))
}

// The types of codes in XLIFF 2 and TMX. A word of TMX's that XLIFF 2 has no
// pair of type and subType for is a subType with the prefix tmx.
var types2 = []struct{ typ, subType, tmx string }{
	{"fmt", "xlf:b", "bold"},
	{"fmt", "xlf:i", "italic"},
	{"fmt", "xlf:u", "ulined"},
	{"fmt", "xlf:lb", "lb"},
	{"fmt", "xlf:pb", "pb"},
	{"image", "", "image"},
	{"link", "", "link"},
}

func typeFrom2(typ, subType string) string {
	if own, ok := strings.CutPrefix(subType, "tmx:"); ok {
		return own
	}
	for _, t := range types2 {
		if t.subType == subType && (t.typ == typ || subType != "") {
			return t.tmx
		}
	}
	if typ == "" || typ == "other" {
		return ""
	}
	return "x-" + typ
}

func typeTo2(typ string) string {
	for _, t := range types2 {
		if t.tmx == typ {
			return attribute("type", t.typ) + attribute("subType", t.subType)
		}
	}
	if typ == "" || strings.ContainsAny(typ, " :\t\r\n") {
		return ""
	}
	return ` type="other"` + attribute("subType", "tmx:"+typ)
}
