package exchange

import (
	"strconv"
	"strings"
	"time"

	"songngu/tmx"
)

// transUnit makes the units of a trans-unit of XLIFF 1.x.
func (x *xliffReader) transUnit(n *node) []*tmx.Unit {
	source, target := n.child("source"), n.child("target")
	if source == nil {
		return nil
	}
	preserve := x.preserve
	if space := n.attr("xml:space"); space != "" {
		preserve = space == "preserve"
	}
	in := &inline12{reader: x, preserve: preserve}
	var pairs [][2]*node
	if seg := n.child("seg-source"); seg != nil {
		targets := map[string]*node{}
		if target != nil {
			for _, m := range segments12(target, nil) {
				targets[m.attr("mid")] = m
			}
		}
		sources := segments12(seg, nil)
		switch {
		case len(targets) > 0 || target == nil || target.flat() == "":
			for _, m := range sources {
				pairs = append(pairs, [2]*node{m, targets[m.attr("mid")]})
			}
		case len(sources) == 1:
			pairs = [][2]*node{{sources[0], target}}
		}
	}
	if pairs == nil {
		pairs = [][2]*node{{source, target}}
	}
	var units []*tmx.Unit
	for i, p := range pairs {
		src, tgt := in.segment(p[0]), in.segment(p[1])
		if len(src) == 0 {
			continue
		}
		u := x.pair(segmentID(n.attr("id"), p[0].attr("mid"), i, len(pairs)), src, tgt)
		x.about12(u, n, target)
		if p[0] != source {
			sdlSegment(u, n, p[0].attr("mid"))
		}
		x.comments.add(u, p[0])
		x.comments.add(u, p[1])
		if lang := target.lang(); lang != "" && x.opts.Target == "" && len(u.Variants) > 1 {
			u.Variants[1].Lang = tmx.CanonLang(lang)
		}
		units = append(units, u)
	}
	return units
}

func (n *node) lang() string {
	if n == nil {
		return ""
	}
	return n.attr("xml:lang")
}

// segments12 are the segment marks inside an element, at any depth.
func segments12(n *node, found []*node) []*node {
	for i := range n.kids {
		k := &n.kids[i]
		if k.name == "mrk" && k.attr("mtype") == "seg" {
			found = append(found, k)
			continue
		}
		found = segments12(k, found)
	}
	return found
}

// about12 adds what a trans-unit says of its translation.
func (x *xliffReader) about12(u *tmx.Unit, n, target *node) {
	tgt := targetOf(u)
	setNonEmpty(u, PropMQStatus, n.attr("mq:status"))
	setNonEmpty(u, PropMQMatch, n.attr("mq:percent"))
	if locked := n.attr("mq:locked"); locked == "locked" || locked == "true" || locked == "1" || n.attr("translate") == "no" {
		u.SetProp(PropLocked, "yes")
	}
	if tgt != nil {
		// memoQ writes the year 1 where it knows none.
		if date, ok := tmx.FixDate(n.attr("mq:lastchangedtimestamp")); ok && !strings.HasPrefix(date, "0001") {
			tgt.SetAttr("changedate", date)
		}
		tgt.SetAttr("changeid", n.attr("mq:lastchanginguser"))
	}
	named := false
	for i := range n.kids {
		switch k := &n.kids[i]; k.name {
		case "note":
			if s := k.flat(); strings.TrimSpace(s) != "" {
				u.Notes = append(u.Notes, tmx.Note{Value: s})
			}
		case "mq:comments":
			memoqComments(u, k)
		case "context-group":
			for j := range k.kids {
				if c := &k.kids[j]; c.name == "context" {
					f := fact{contextName(c.attr("context-type")), c.flat()}
					named = named || f.name == factID
					addFact(u, &u.Variants[0], tgt, f)
				}
			}
		}
	}
	if !named {
		setNonEmpty(u, PropResource, n.attr("resname"))
	}
	if tgt != nil && target != nil {
		setIfNone(u, PropState, target.attr("state"))
		setIfNone(u, PropQualifier, target.attr("state-qualifier"))
	}
	setIfNone(u, PropApproved, n.attr("approved"))
}

// contextName is a context's type as a prop's: one of XLIFF's own is a prop of
// ours with the same word.
func contextName(s string) string {
	if strings.HasPrefix(s, "x-") {
		return s
	}
	return "x-" + first(s, "context")
}

// inline12 makes pieces of the content of a source, target or mrk.
type inline12 struct {
	reader   *xliffReader
	preserve bool
	pairs    int
}

func (c *inline12) segment(n *node) []piece { return segmentPieces(n, c.preserve, c.pieces) }

func (c *inline12) pieces(ps []piece, n *node, preserve bool) []piece {
	for i := range n.kids {
		k := &n.kids[i]
		p := piece{id: k.attr("id"), typ: typeFrom12(k.attr("ctype")), pair: first(k.attr("rid"), k.attr("id"))}
		switch k.name {
		case "":
			ps = append(ps, piece{text: c.reader.text(k.text, preserve)})
		case "g":
			// The id alone would not do: a g may stand twice in a target.
			c.pairs++
			p.pair = "g" + strconv.Itoa(c.pairs)
			tag := c.reader.tags[p.id]
			p.kind, p.text = opening, tag.open
			p.typ = first(p.typ, tag.typ)
			ps = c.pieces(append(ps, p), k, preserve)
			ps = append(ps, piece{kind: closing, pair: p.pair, text: tag.close})
		case "x":
			tag := c.reader.tags[p.id]
			p.kind, p.text, p.typ = point, tag.open, first(p.typ, tag.typ)
			ps = append(ps, p)
		case "ph":
			p.kind, p.text = point, k.flat()
			ps = append(ps, p)
		case "bx", "bpt":
			p.kind, p.text = opening, k.flat()
			ps = append(ps, p)
		case "ex", "ept":
			p.kind, p.text, p.typ = closing, k.flat(), ""
			ps = append(ps, p)
		case "it":
			p.kind, p.text, p.isolated = opening, k.flat(), true
			if k.attr("pos") == "close" || k.attr("pos") == "end" {
				p.kind = closing
			}
			ps = append(ps, p)
		case "mrk":
			ps = c.mark(ps, k, preserve)
		default:
			ps = c.pieces(ps, k, preserve)
		}
	}
	return ps
}

// mark takes the words inside a mark, but those that a change tracked by
// Trados has deleted.
func (c *inline12) mark(ps []piece, k *node, preserve bool) []piece {
	kind := k.attr("mtype")
	if kind == "x-sdl-deleted" || kind == "x-sdl-feedback-deleted" {
		return ps
	}
	typ, highlight := strings.CutPrefix(kind, markType)
	if !highlight {
		return c.pieces(ps, k, preserve)
	}
	ps = append(ps, piece{kind: markOpen, typ: strings.TrimPrefix(typ, ":")})
	ps = c.pieces(ps, k, preserve)
	return append(ps, piece{kind: markClose})
}

// markType is the mtype of what TMX calls hi, before a colon and its type.
const markType = "x-tmx-hi"

// The ctypes of XLIFF 1.2 that TMX has another word for. Any other ctype of
// XLIFF's is the same word in TMX; a word of TMX's that is none is written
// with x-tmx- before it.
const ownType = "x-tmx-"

var types12 = map[string]bool{"bold": true, "italic": true, "link": true, "image": true, "lb": true, "pb": true}

func typeFrom12(ctype string) string {
	if ctype == "underlined" {
		return "ulined"
	}
	return strings.TrimPrefix(ctype, ownType)
}

func typeTo12(typ string) string {
	switch {
	case typ == "" || strings.ContainsAny(typ, " \t\r\n"):
		return ""
	case typ == "ulined":
		return "underlined"
	case types12[typ], strings.HasPrefix(typ, "x-") && !strings.HasPrefix(typ, ownType):
		return typ
	}
	return ownType + typ
}

// sdlTag is the document's own code behind a g or x of an SDLXLIFF file.
type sdlTag struct{ open, close, typ string }

// sdlTags reads the table of codes in the header of an SDLXLIFF file.
func sdlTags(n *node) map[string]sdlTag {
	tags := map[string]sdlTag{}
	for i := range n.kids {
		k := &n.kids[i]
		if k.name != "tag" && k.name != "sdl:tag" {
			continue
		}
		var t sdlTag
		for j := range k.kids {
			switch c := &k.kids[j]; strings.TrimPrefix(c.name, "sdl:") {
			case "bpt":
				t.open, t.typ = c.flat(), sdlType(c.attr("name"))
			case "ept":
				t.close = c.flat()
			case "ph", "st":
				t.open, t.typ = c.flat(), sdlType(c.attr("name"))
			}
		}
		tags[k.attr("id")] = t
	}
	return tags
}

// sdlType is a code's name in the file as a type of TMX.
func sdlType(name string) string {
	if name == "" || strings.ContainsAny(name, " \t\r\n<>") {
		return ""
	}
	return "x-" + name
}

// sdlSegment adds what Trados knows of the segment with that mid.
func sdlSegment(u *tmx.Unit, n *node, mid string) {
	defs := n.child("sdl:seg-defs")
	if defs == nil {
		return
	}
	for i := range defs.kids {
		s := &defs.kids[i]
		if s.name != "sdl:seg" || s.attr("id") != mid {
			continue
		}
		setNonEmpty(u, PropSDLConf, s.attr("conf"))
		setNonEmpty(u, PropSDLOrigin, s.attr("origin"))
		setNonEmpty(u, PropSDLMatch, s.attr("percent"))
		if s.attr("locked") == "true" {
			u.SetProp(PropLocked, "yes")
		}
		tgt := targetOf(u)
		for j := range s.kids {
			if v := &s.kids[j]; v.name == "sdl:value" && tgt != nil {
				sdlValue(tgt, v.attr("key"), v.flat())
			}
		}
	}
}

func sdlValue(tgt *tmx.Variant, key, value string) {
	switch key {
	case "created_by":
		tgt.SetAttr("creationid", value)
	case "last_modified_by":
		tgt.SetAttr("changeid", value)
	case "created_on":
		tgt.SetAttr("creationdate", sdlDate(value))
	case "modified_on":
		tgt.SetAttr("changedate", sdlDate(value))
	}
}

// sdlDate is a date of TMX of one that Trados writes in the American order, or
// "" where it is none.
func sdlDate(s string) string {
	t, err := time.Parse("01/02/2006 15:04:05", s)
	if err != nil {
		return ""
	}
	return tmx.FormatDate(t)
}
