package pretranslate

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"songngu/tmx"
	"songngu/tmx/memory"
)

// xliff fills XLIFF. Units go through one by one; the file may be of any size.
//
// What is written, by dialect:
//
//   - XLIFF 1.2: a target with state "translated" (100, 101) or
//     "needs-review-translation" and the state-qualifier exact-match or
//     fuzzy-match; a fuzzy match also as alt-trans with its match-quality and
//     the source it was found by;
//   - SDLXLIFF: the segment's mark in the target, and conf, origin and percent
//     of its sdl:seg, text-match for 101;
//   - MQXLIFF: mq:status "Pretranslated" and mq:percent;
//   - XLIFF 2: a target with state "translated" or "initial" and the subState
//     songngu:exact-100 or songngu:fuzzy-87; a fuzzy match also as a match of
//     the Translation Candidates module, with the source it was found by.
//
// A target that is there counts as none where it is empty, or the source's
// own text and no state says that somebody has left it so.
type xliff struct {
	e     *engine
	two   bool
	froms []frame // of the elements file and group that are open

	root *hold // waits for the first translation where trgLang is missing
}

// frame is what an element says of all units in it.
type frame struct {
	name   string
	locked bool
}

func (e *engine) xliff(r io.Reader, w *hold) error {
	x := &xliff{e: e, root: w}
	begun := false
	err := splitXML(r, xmlParts{
		wanted: func(name string) bool {
			local := localName(name)
			return local == "trans-unit" || local == "unit" && x.two
		},
		tag: func(tag []byte) error {
			name, ends, empty := tagName(tag)
			local := localName(name)
			if !begun && local != "xliff" {
				return fmt.Errorf("%w: its root element is %.40q, not xliff", ErrFormat, name)
			}
			begun = true
			return x.tag(tag, local, ends, empty)
		},
		raw: func(b []byte) error {
			if !begun && bytes.HasPrefix(b, []byte("<?xml")) {
				if err := unicodeDeclared(b); err != nil {
					return err
				}
			}
			return e.raw(b)
		},
		element: x.unit,
		passed: func(large bool) {
			if large {
				e.report.leave(LeftLarge)
			} else {
				e.report.leave(LeftBroken)
			}
		},
		max: e.opts.MaxPart,
	})
	if err == nil && !begun {
		return fmt.Errorf("%w: no xliff element", ErrFormat)
	}
	return err
}

// unicodeDeclared is an error where the declaration of an XML file names an
// encoding that cannot be written as UTF-8 is.
func unicodeDeclared(declaration []byte) error {
	_, _, label := attrSpan(string(declaration[len("<?xml"):]), "encoding")
	switch strings.ToLower(label) {
	case "", "utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be":
		return nil
	}
	return fmt.Errorf("%w but in %q", ErrCharset, label)
}

func (x *xliff) tag(tag []byte, local string, ends, empty bool) error {
	switch local {
	case "xliff", "file", "group":
	default:
		return nil
	}
	if ends {
		for i := len(x.froms) - 1; i >= 0; i-- {
			if x.froms[i].name == local {
				x.froms = x.froms[:i]
				break
			}
		}
		return nil
	}
	name, _, _ := tagName(tag)
	n := &node{name: name, attrs: string(tag[1+len(name) : len(tag)-1])}
	locked := x.locked()
	if t := n.attr("translate"); t != "" {
		locked = t == "no"
	}
	if !empty {
		if len(x.froms) >= maxDepth {
			return fmt.Errorf("%w: groups are nested deeper than %d", ErrFormat, maxDepth)
		}
		x.froms = append(x.froms, frame{local, locked})
	}
	switch {
	case local == "xliff":
		x.two = strings.HasPrefix(n.attr("version"), "2")
		if !x.two {
			return nil
		}
		if err := x.e.direction(n.attr("srcLang"), n.attr("trgLang")); err != nil {
			return err
		}
		if start, _, _ := attrSpan(n.attrs, "trgLang"); start < 0 {
			x.root.wait(tag, apply(bytes.Clone(tag), []edit{n.setAttr("trgLang", x.e.opts.From.Other().String())}))
		}
	case local == "file":
		if err := x.e.boundary(true); err != nil {
			return err
		}
		if !x.two {
			return x.e.direction(n.attr("source-language"), n.attr("target-language"))
		}
	}
	return nil
}

func (x *xliff) locked() bool {
	return len(x.froms) > 0 && x.froms[len(x.froms)-1].locked
}

// direction takes the languages that a file says it is in; "" where it says
// none.
func (e *engine) direction(source, target string) error {
	from, known := sideOf(source)
	to, knownTo := sideOf(target)
	switch {
	case source != "" && !known, target != "" && !knownTo, known && knownTo && from == to && source != "" && target != "":
		return fmt.Errorf("%w but from %q to %q", ErrLanguages, source, target)
	case source == "" && target == "":
		return nil
	case source == "":
		from = to.Other()
	}
	if e.opts.Detect {
		e.opts.From = from
		e.report.From = from
		return nil
	}
	if from != e.opts.From {
		return fmt.Errorf("the file's source is %q, not %q as asked for", from, e.opts.From)
	}
	return nil
}

func sideOf(code string) (memory.Side, bool) {
	base, _, _ := strings.Cut(tmx.CanonLang(code), "-")
	switch base {
	case "en":
		return memory.English, true
	case "vi":
		return memory.Vietnamese, true
	}
	return 0, false
}

// unit takes a trans-unit or unit.
func (x *xliff) unit(raw []byte) error {
	n, err := parseXML(raw)
	if err != nil {
		x.e.report.leave(LeftBroken)
		return x.e.raw(raw)
	}
	locked := x.locked()
	if t := n.attr("translate"); t != "" {
		locked = t == "no"
	}
	u := &xliffUnit{raw: raw, n: n, root: x.root, from: x.e.opts.From, overwrite: x.e.opts.Overwrite, locked: locked}
	if x.two {
		u.take2()
	} else {
		u.take12()
	}
	return x.e.add(&part{segments: u.segments, size: len(raw), write: u.write})
}

// xliffUnit is a unit with what becomes of it.
type xliffUnit struct {
	raw       []byte
	n         *node
	root      *hold
	from      memory.Side
	overwrite bool
	locked    bool
	segments  []*segment
	edits     func() []edit // when the segments are done
}

func (u *xliffUnit) write(w io.Writer) error {
	filled := false
	for _, s := range u.segments {
		filled = filled || s.found != nil
	}
	out := u.raw
	if filled {
		u.root.decide()
		out = apply(u.raw, u.edits())
	}
	_, err := w.Write(out)
	return err
}

// left says why a segment stays as it is.
func (u *xliffUnit) left(locked, translated bool) string {
	switch {
	case u.locked || locked:
		return LeftLocked
	case translated && !u.overwrite:
		return LeftTranslated
	}
	return ""
}

// state12 is the state and the state-qualifier of a translation in XLIFF 1.2.
func (f *filling) state12() (state, qualifier string) {
	if f.percent < memory.Exact {
		return "needs-review-translation", "fuzzy-match"
	}
	return "translated", "exact-match"
}
