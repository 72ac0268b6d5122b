package tmx

import (
	"fmt"
	"slices"
	"strings"
)

// parser reads one element that is wholly in memory: a unit or the header.
// Its scratch slices are used again for the next.
type parser struct {
	r       *Reader
	s       string // the element, and nothing after it
	base    int64  // offset of s in the text
	pos     int
	tk      tokenizer
	suspect bool   // s holds bytes or characters that need mending
	unit    string // tuid of the unit
	number  int64  // of the unit, 0 in the header

	attrs    []Attr
	props    []Prop
	notes    []Note
	vprops   []Prop
	vnotes   []Note
	variants []Variant

	units       slab[Unit]
	attrSlab    slab[Attr]
	propSlab    slab[Prop]
	variantSlab slab[Variant]

	tell reportFunc // bound once
}

func (p *parser) begin(s string, base, number int64) {
	p.s, p.base, p.pos, p.suspect, p.unit, p.number = s, base, 0, true, "", number
	p.tk = tokenizer{s: s}
	if p.tell == nil {
		p.tell = func(code string, off int, message, repair string) { p.fault(off, code, message, repair) }
	}
}

// name is how findings name the unit; none in the header.
func (p *parser) name() string {
	if p.unit == "" && p.number > 0 {
		return fmt.Sprintf("#%d", p.number)
	}
	return p.unit
}

// fault reports a finding at index i of p.s.
func (p *parser) fault(i int, code, message, repair string) {
	p.r.report(code, p.base+int64(i), p.name(), message, repair)
}

type unitStatus uint8

const (
	unitGood  unitStatus = iota // ended by </tu>
	unitNoEnd                   // p.s ends between two elements of the unit
	unitOpen                    // p.s ends inside an element, comment or CDATA section
	unitBad                     // reported; to be passed by
)

// readUnit parses the unit p.s starts with. end is the index after it. Unless
// the status is unitGood the unit is nil where nothing of it is of use.
func (p *parser) readUnit() (u *Unit, end int, status unitStatus) {
	p.props, p.notes, p.variants = p.props[:0], p.notes[:0], p.variants[:0]
	u = p.units.one()
	*u = Unit{}
	p.pos = len("<tu")
	empty, st := p.startTag()
	if st != unitGood {
		return nil, 0, st
	}
	for i := range p.attrs {
		if a := &p.attrs[i]; a.Name == "srclang" {
			a.Value = p.lang(a.Value, 0)
		}
	}
	for i := range p.attrs {
		if p.attrs[i].Name == "tuid" {
			u.ID = p.attrs[i].Value
			p.attrs = slices.Delete(p.attrs, i, i+1)
			break
		}
	}
	u.Attrs = p.attrSlab.copy(p.attrs)
	p.unit = u.ID
	ended := empty
	for !ended {
		st, ended = p.unitChild(u)
		if st != unitGood {
			break
		}
	}
	switch {
	case st == unitBad || st == unitOpen:
		return nil, 0, st
	case len(p.variants) == 0 && st == unitNoEnd:
		return nil, 0, st
	case len(p.variants) == 0:
		p.fault(0, CodeNoVariant, "the unit has no variant", "unit passed by")
		return nil, p.pos, unitBad
	}
	u.Props, u.Variants = p.propSlab.copy(p.props), p.variantSlab.copy(p.variants)
	u.Notes = slices.Clone(p.notes)
	if len(p.notes) == 0 {
		u.Notes = nil
	}
	return u, p.pos, st
}

// unitChild reads one child of tu, or its end tag.
func (p *parser) unitChild(u *Unit) (st unitStatus, ended bool) {
	name, closing, st := p.nextTag()
	if st != unitGood {
		return st, false
	}
	at := p.pos
	switch {
	case closing:
		if name != "tu" {
			p.fault(at, CodeMalformed, fmt.Sprintf("</%s> without its start tag", clip(name)), "unit passed by")
			return unitBad, false
		}
		return p.endTag(), true
	case name == "tuv":
		return p.variant(), false
	case name == "prop" || name == "note":
		if len(p.variants) > 0 {
			p.fault(at, CodeMisplaced, name+" after tuv", "kept")
		}
		return p.propOrNote(name, &p.props, &p.notes), false
	case name == "tu":
		p.fault(at, CodeMalformed, "tu inside tu", "unit passed by")
		return unitBad, false
	}
	return p.unknown(name, &u.Other), false
}

// variant reads the tuv element at p.pos into p.variants.
func (p *parser) variant() unitStatus {
	at := p.pos
	p.pos += len("<tuv")
	empty, st := p.startTag()
	if st != unitGood {
		return st
	}
	p.variants = append(p.variants, Variant{})
	v := &p.variants[len(p.variants)-1]
	p.variantAttrs(v, at)
	p.vprops, p.vnotes = p.vprops[:0], p.vnotes[:0]
	segments := 0
	for ended := empty; !ended; {
		if st, ended = p.variantChild(v, &segments); st != unitGood {
			if st == unitNoEnd {
				st = unitOpen // the unit is not whole: its variant is not
			}
			return st
		}
	}
	if segments == 0 {
		p.fault(at, CodeNoSegment, "the variant has no seg", "variant left out")
		p.variants = p.variants[:len(p.variants)-1]
		return unitGood
	}
	v.Props = p.propSlab.copy(p.vprops)
	if len(p.vnotes) > 0 {
		v.Notes = slices.Clone(p.vnotes)
	}
	return unitGood
}

// variantAttrs takes the language from the attributes of tuv.
func (p *parser) variantAttrs(v *Variant, at int) {
	rest := p.attrs[:0]
	var lang, old string
	for _, a := range p.attrs {
		switch a.Name {
		case "xml:lang":
			lang = a.Value
		case "lang":
			old = a.Value
		default:
			rest = append(rest, a)
		}
	}
	if lang == "" && old != "" {
		lang = old
		if v := p.r.header.Version; v != "1.1" && v != "1.2" {
			p.once("lang", at, CodeOldLang, "the language stands in lang, not in xml:lang", "read all the same")
		}
	}
	v.Lang = p.lang(lang, at)
	if v.Lang == "" {
		p.fault(at, CodeNoLanguage, "the variant has no language", "kept without")
	}
	v.Attrs = p.attrSlab.copy(rest)
}

// variantChild reads one child of tuv, or its end tag.
func (p *parser) variantChild(v *Variant, segments *int) (st unitStatus, ended bool) {
	name, closing, st := p.nextTag()
	if st != unitGood {
		return st, false
	}
	at := p.pos
	switch {
	case closing:
		if name != "tuv" {
			p.fault(at, CodeMalformed, fmt.Sprintf("</%s> inside tuv", clip(name)), "unit passed by")
			return unitBad, false
		}
		return p.endTag(), true
	case name == "seg":
		if *segments++; *segments > 1 {
			p.fault(at, CodeTwoSegments, "the variant has more than one seg", "first one kept")
			var second Segment
			return p.segment(&second), false
		}
		return p.segment(&v.Seg), false
	case name == "prop" || name == "note":
		if *segments > 0 {
			p.fault(at, CodeMisplaced, name+" after seg", "kept")
		}
		return p.propOrNote(name, &p.vprops, &p.vnotes), false
	case name == "tuv" || name == "tu":
		p.fault(at, CodeMalformed, name+" inside tuv", "unit passed by")
		return unitBad, false
	}
	return p.unknown(name, &v.Other), false
}

// segment reads the seg element at p.pos.
func (p *parser) segment(g *Segment) unitStatus {
	p.pos += len("<seg")
	empty, st := p.startTag()
	if st != unitGood || empty {
		return st
	}
	start := p.pos
	if n := strings.IndexByte(p.s[start:], '<'); n >= 0 && strings.HasPrefix(p.s[start+n:], "</seg>") {
		p.pos = start + n + len("</seg>")
		*g = Segment{s: p.text(start, start+n)}
		return unitGood
	}
	end := p.elementEnd("</seg")
	if end < 0 {
		return unitOpen
	}
	raw := p.s[start:end]
	p.pos = end
	if st := p.endTag(); st != unitGood {
		return st
	}
	mended, ok := mendSegment(raw, start, p.tell)
	if !ok {
		return unitBad
	}
	p.checkInline(mended, start)
	*g = Segment{s: mended}
	return unitGood
}

// text returns p.s[lo:hi], character data without a tag, mended.
func (p *parser) text(lo, hi int) string {
	s := p.s[lo:hi]
	if !p.suspect && goodMarkup(s) {
		return s
	}
	return mendText(s, lo, p.tell)
}

// checkInline notes in-line elements that TMX does not know, once per name.
func (p *parser) checkInline(raw string, start int) {
	for t := range tokens(raw) {
		if t.kind != tokStart && t.kind != tokEmpty || isInline(t.name) {
			continue
		}
		p.once("inline "+t.name, start, CodeUnknown, fmt.Sprintf("in-line element %q is not of TMX", clip(t.name)), "kept")
		if prefix, _, ok := strings.Cut(t.name, ":"); ok && prefix != "xml" && attrValue(p.r.header.RootAttrs, "xmlns:"+prefix) == "" &&
			!strings.Contains(p.s, "xmlns:"+prefix) {
			p.once("prefix "+prefix, start, CodePrefix, fmt.Sprintf("name space prefix %q is not declared", clip(prefix)), "kept")
		}
	}
}

// once reports a finding of which the first in the file says enough.
func (p *parser) once(key string, i int, code, message, repair string) {
	p.r.reportOnce(key, code, p.base+int64(i), p.name(), message, repair)
}

// elementEnd returns the index of the end tag that begins with open ("</seg"),
// comments, CDATA sections and instructions left out, or -1.
func (p *parser) elementEnd(open string) int {
	for at := p.pos; ; at++ {
		i := strings.IndexByte(p.s[at:], '<')
		if i < 0 {
			return -1
		}
		at += i
		rest := p.s[at:]
		if len(rest) > 1 && (rest[1] == '!' || rest[1] == '?') {
			if markOf(rest) < markDeclaration {
				at = p.tk.marked(at).end - 1
			}
			continue
		}
		if after := len(open); strings.HasPrefix(rest, open) && after < len(rest) && (rest[after] == '>' || isSpace(rest[after])) {
			return at
		}
	}
}
