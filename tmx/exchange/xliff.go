package exchange

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"songngu/tmx"
)

// ReadXLIFF reads XLIFF 1.0 to 1.2, its dialects SDLXLIFF and MQXLIFF, and
// XLIFF 2.x: a unit for every segment, the source first. name stands in errors.
//
// A segment without translation gives a unit with the source alone. A unit's
// ID is that of its trans-unit or unit, with a slash and the segment's where
// it has several. In-line codes become those of TMX; alternatives, matches and
// text marked as deleted are left out. The state of the translation, notes and
// contexts become props and notes.
//
// A trans-unit larger than MaxRecord is a *RecordError, and so is the place
// where the file stops being XML, which ends the stream. Sources: OASIS, XLIFF
// 1.2 (2008), 2.0 (2014), 2.1 (2018); the dialects as their tools write them.
func ReadXLIFF(r io.Reader, name string, opts ReadOptions) Units {
	return func(yield func(*tmx.Unit, error) bool) {
		x := &xliffReader{xml: newXMLReader(r, opts.maxRecord()), name: name, opts: opts}
		err := x.read(func(u *tmx.Unit) bool {
			x.number++
			u.Number = x.number
			return yield(u, nil)
		}, func(bad *RecordError) bool { return yield(nil, bad) })
		if err != nil {
			yield(nil, err)
		}
	}
}

type xliffReader struct {
	xml    *xmlReader
	name   string
	opts   ReadOptions
	number int64

	begun          bool // the root element was seen
	two            bool // XLIFF 2
	source, target string
	document       string
	preserve       bool
	tags           map[string]sdlTag
	comments       sdlComments
}

// read hands each unit to unit and each bad record to bad until one of them
// has enough.
func (x *xliffReader) read(unit func(*tmx.Unit) bool, bad func(*RecordError) bool) error {
	for {
		t, err := x.xml.next()
		if err == io.EOF && x.begun {
			return nil
		}
		if err != nil {
			return x.fault(err)
		}
		start, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		element := localName(start.Name)
		if !x.begun && element != "xliff" {
			return x.fault(fmt.Errorf("root element %q is not xliff", element))
		}
		switch element {
		case "xliff":
			x.begun = true
			x.two = strings.HasPrefix(xmlAttr(start.Attr, "version"), "2")
			if x.two {
				x.source, x.target = xmlAttr(start.Attr, "srcLang"), xmlAttr(start.Attr, "trgLang")
			}
			x.preserve = xmlAttr(start.Attr, "xml:space") == "preserve"
		case "file":
			x.document = xmlAttr(start.Attr, "original")
			if !x.two {
				x.source, x.target = xmlAttr(start.Attr, "source-language"), xmlAttr(start.Attr, "target-language")
			}
			if space := xmlAttr(start.Attr, "xml:space"); space != "" {
				x.preserve = space == "preserve"
			}
			x.tags = nil
		case "trans-unit", "unit", "sdl:tag-defs", "sdl:cmt-def", "bin-unit", "skeleton", "internal-file":
			line := x.xml.line()
			n, err := x.xml.tree(start, x.opts.maxRecord())
			if errors.Is(err, errTooLong) {
				if n.name == "trans-unit" || n.name == "unit" {
					if !bad(&RecordError{x.name, line, fmt.Errorf("unit %q: %w", n.attr("id"), err)}) {
						return nil
					}
				}
				continue
			}
			if err != nil {
				return x.fault(err)
			}
			var units []*tmx.Unit
			switch {
			case element == "sdl:tag-defs":
				x.tags = sdlTags(&n)
			case element == "sdl:cmt-def":
				x.comments.define(&n, x.opts.maxRecord())
			case element == "trans-unit":
				units = x.transUnit(&n)
			case element == "unit" && x.two:
				units = x.unit2(&n)
			}
			for _, u := range units {
				u.Line = int64(line)
				if !unit(u) {
					return nil
				}
			}
		}
	}
}

// fault is an error of the XML as a bad record, any other as it is.
func (x *xliffReader) fault(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case err == io.EOF:
		return &RecordError{x.name, 1, errors.New("no xliff element")}
	case errors.As(err, &syntax):
		return &RecordError{x.name, syntax.Line, errors.New(syntax.Msg)}
	case errors.Is(err, errTooLong), errors.Is(err, errDepth), !x.begun:
		return &RecordError{x.name, x.xml.line(), err}
	}
	return fmt.Errorf("%s: %w", x.name, err)
}

// pair makes a unit of the two sides of a segment. target is nil where there
// is none; codes are numbered over both.
func (x *xliffReader) pair(id string, source, target []piece) *tmx.Unit {
	if strings.HasPrefix(id, ownID) {
		id = ""
	}
	source, target = settle(source), settle(target)
	number(source, target)
	srcLang, tgtLang := x.opts.languages(x.source, x.target)
	u := &tmx.Unit{ID: id, Variants: []tmx.Variant{{Lang: srcLang, Seg: segmentOf(source, x.opts.Plain)}}}
	if len(target) > 0 {
		u.Variants = append(u.Variants, tmx.Variant{Lang: tgtLang, Seg: segmentOf(target, x.opts.Plain)})
	}
	if x.document != "" {
		u.SetProp(PropDocument, x.document)
	}
	return u
}

// targetOf is the second variant of a unit that has one.
func targetOf(u *tmx.Unit) *tmx.Variant {
	if len(u.Variants) > 1 {
		return &u.Variants[1]
	}
	return nil
}

// text is the words of a text node. Where white space is not to be preserved,
// a run of it with a line break is a blank: files are indented.
func (x *xliffReader) text(s string, preserve bool) string {
	if preserve || strings.IndexByte(s, '\n') < 0 {
		return s
	}
	var b strings.Builder
	for s != "" {
		i := strings.IndexAny(s, " \t\n\r")
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		rest := strings.TrimLeft(s[i:], " \t\n\r")
		if blanks := s[i : len(s)-len(rest)]; strings.IndexByte(blanks, '\n') >= 0 {
			b.WriteByte(' ')
		} else {
			b.WriteString(blanks)
		}
		s = rest
	}
	return b.String() + s
}

// trimPieces takes the white space off both ends of an indented segment.
func trimPieces(ps []piece) []piece {
	if len(ps) > 0 && ps[0].kind == words {
		ps[0].text = strings.TrimLeft(ps[0].text, " \t\n\r")
	}
	if n := len(ps); n > 0 && ps[n-1].kind == words {
		ps[n-1].text = strings.TrimRight(ps[n-1].text, " \t\n\r")
	}
	return ps
}

// segmentID is a unit's ID: its element's, with that of the segment where
// there are several.
func segmentID(unit, segment string, at, of int) string {
	if of == 1 {
		return unit
	}
	return unit + "/" + first(segment, strconv.Itoa(at+1))
}

// segmentPieces is the content of a segment's element as pieces makes it of
// either version's in-line elements, trimmed unless white space is to be kept.
func segmentPieces(n *node, preserve bool, pieces func([]piece, *node, bool) []piece) []piece {
	if n == nil {
		return nil
	}
	if space := n.attr("xml:space"); space != "" {
		preserve = space == "preserve"
	}
	ps := pieces(nil, n, preserve)
	if !preserve {
		ps = trimPieces(ps)
	}
	return settle(ps)
}
