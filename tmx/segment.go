package tmx

import (
	"iter"
	"strings"
)

// Segment is the content of a seg element: text, or text with in-line codes.
// The zero Segment is empty. Segments compare with Equal.
type Segment struct {
	s     string
	plain bool // s is text, not XML
}

// TextSegment returns a segment of plain text; & < > in it are text.
func TextSegment(text string) Segment { return Segment{text, true} }

// RawSegment returns a segment of inner XML, which is kept byte for byte. The
// caller answers for its being well formed; the Writer checks it.
func RawSegment(xml string) Segment { return Segment{xml, false} }

// Raw returns the segment's inner XML.
func (g Segment) Raw() string {
	if g.plain {
		return EscapeText(g.s)
	}
	return g.s
}

// IsPlain reports whether the segment was made of plain text, so that the
// Writer may clean it.
func (g Segment) IsPlain() bool { return g.plain }

// Equal reports whether both segments have the same inner XML.
func (g Segment) Equal(h Segment) bool {
	if g.plain == h.plain {
		return g.s == h.s
	}
	return g.Raw() == h.Raw()
}

// HasCodes reports whether the segment holds elements, comments or the like.
func (g Segment) HasCodes() bool { return !g.plain && strings.IndexByte(g.s, '<') >= 0 }

// Text returns the plain text of the segment: references resolved, line ends
// as \n, the words inside hi and unknown elements kept, the content of codes
// (bpt, ept, it, ph, ut, with any sub in them) and comments left out. A
// segment of plain text comes back without allocating.
func (g Segment) Text() string {
	if g.plain || strings.IndexByte(g.s, '<') < 0 {
		if g.plain {
			return g.s
		}
		return unescape(g.s)
	}
	var b strings.Builder
	b.Grow(len(g.s))
	inCode := 0
	for tok := range tokens(g.s) {
		switch tok.kind {
		case tokText:
			if inCode == 0 {
				b.WriteString(unescape(g.s[tok.start:tok.end]))
			}
		case tokCDATA:
			if inCode == 0 {
				b.WriteString(lineEnds(g.s[tok.start+len(cdataOpen) : tok.end-len(cdataClose)]))
			}
		case tokStart:
			if inCode > 0 || isCode(tok.name) {
				inCode++
			}
		case tokEnd:
			inCode = max(inCode-1, 0)
		}
	}
	return b.String()
}

// Tag is a tag of an in-line element in a segment.
type Tag struct {
	Name       string
	Attrs      []Attr // values with references resolved
	Opens      bool   // a start tag, or an empty element
	Closes     bool   // an end tag, or an empty element
	Start, End int    // the tag is Raw()[Start:End]
}

// Tags returns the tags of the segment's in-line elements, in order.
func (g Segment) Tags() iter.Seq[Tag] {
	return func(yield func(Tag) bool) {
		if !g.HasCodes() {
			return
		}
		for t := range tokens(g.s) {
			tag := Tag{Name: t.name, Start: t.start, End: t.end, Opens: t.kind != tokEnd, Closes: t.kind != tokStart}
			switch t.kind {
			case tokStart, tokEmpty:
				part, _ := attrPart(g.s, t)
				attrList(part, func(name, value string, _ int) {
					tag.Attrs = append(tag.Attrs, Attr{name, unescape(value)})
				})
			case tokEnd:
			default:
				continue
			}
			if !yield(tag) {
				return
			}
		}
	}
}

// isCode reports whether an in-line element holds foreign code, not words.
func isCode(name string) bool {
	switch name {
	case "bpt", "ept", "ph", "it", "ut":
		return true
	}
	return false
}

// isInline reports whether TMX knows an element inside seg.
func isInline(name string) bool { return isCode(name) || name == "hi" || name == "sub" }
