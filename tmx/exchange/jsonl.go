package exchange

// Units as JSON lines: one unit an object on a line of its own, UTF-8, in
// memory's order. It keeps all that a unit holds.
//
//	{"id":"7","variants":[{"lang":"en","text":"…"},{"lang":"vi","xml":"…"}],
//	 "attrs":[{"name":"creationid","value":"lan"}],
//	 "props":[{"type":"x-confidence","value":"0.9800"}],
//	 "notes":[{"value":"…"}]}
//
// Every member but variants may be missing. A variant has its language and
// either text, or xml: the inner XML of a TMX seg with its in-line codes. It
// may have attrs, props, notes and other as the unit has: attrs are the
// attributes of the TMX element in their order, other its unknown children as
// raw XML; a prop or note may have attrs too.
//
// The reader also takes the shorter objects that data sets have, with the
// languages it was asked for: {"source":"…","target":"…"}, {"en":"…","vi":"…"}
// and {"translation":{"en":"…","vi":"…"}}, where other members with text or
// number become props, x- before their names, and "id" the unit's.

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"songngu/tmx"
)

type jsonUnit struct {
	ID string `json:"id,omitempty"`
	jsonParts
	Variants []jsonVariant `json:"variants,omitempty"`
}

type jsonParts struct {
	Attrs []jsonAttr `json:"attrs,omitempty"`
	Props []jsonProp `json:"props,omitempty"`
	Notes []jsonNote `json:"notes,omitempty"`
	Other []string   `json:"other,omitempty"`
}

type jsonAttr struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type jsonProp struct {
	Type  string     `json:"type"`
	Value string     `json:"value"`
	Attrs []jsonAttr `json:"attrs,omitempty"`
}

type jsonNote struct {
	Value string     `json:"value"`
	Attrs []jsonAttr `json:"attrs,omitempty"`
}

type jsonVariant struct {
	Lang string `json:"lang"`
	Text string `json:"text,omitempty"`
	XML  string `json:"xml,omitempty"`
	jsonParts
}

// ReadJSONL reads units from JSON lines. name stands in errors.
func ReadJSONL(r io.Reader, name string, opts ReadOptions) Units {
	return func(yield func(*tmx.Unit, error) bool) {
		in := newLines(r, opts.Charset, opts.maxRecord())
		var number int64
		for {
			s, err := in.next()
			if err == io.EOF {
				return
			}
			if err != nil && !errors.Is(err, errTooLong) {
				yield(nil, fmt.Errorf("%s: %w", name, err))
				return
			}
			if err == nil && strings.TrimSpace(s) == "" {
				continue
			}
			var u *tmx.Unit
			if err == nil {
				u, err = jsonLine([]byte(s), opts)
			}
			if err != nil {
				if !yield(nil, &RecordError{name, in.line, err}) {
					return
				}
				continue
			}
			number++
			u.Number, u.Line = number, int64(in.line)
			if !yield(u, nil) {
				return
			}
		}
	}
}

func jsonLine(line []byte, opts ReadOptions) (*tmx.Unit, error) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(line, &members); err != nil {
		return nil, err
	}
	if members["variants"] == nil {
		return jsonPair(members, opts)
	}
	var j jsonUnit
	if err := json.Unmarshal(line, &j); err != nil {
		return nil, err
	}
	if len(j.Variants) == 0 {
		return nil, errors.New("a unit without variants")
	}
	u := &tmx.Unit{ID: j.ID}
	u.Attrs, u.Props, u.Notes, u.Other = j.parts()
	for _, v := range j.Variants {
		if v.Lang == "" {
			return nil, errors.New("a variant without language")
		}
		out := tmx.Variant{Lang: tmx.CanonLang(v.Lang), Seg: tmx.TextSegment(v.Text)}
		out.Attrs, out.Props, out.Notes, out.Other = v.parts()
		if v.XML != "" {
			out.Seg = tmx.RawSegment(v.XML)
			if opts.Plain {
				out.Seg = segmentOf(piecesOf(out.Seg), true)
			}
		}
		u.Variants = append(u.Variants, out)
	}
	return u, nil
}

// jsonPair reads one of the shorter objects.
func jsonPair(members map[string]json.RawMessage, opts ReadOptions) (*tmx.Unit, error) {
	source, target := opts.languages("", "")
	texts := members
	if inner := members["translation"]; inner != nil {
		texts = nil
		if json.Unmarshal(inner, &texts) != nil {
			texts = members // {"source":"…","translation":"…"}
		}
	}
	text := func(names ...string) string {
		for _, n := range names {
			var s string
			if json.Unmarshal(texts[n], &s) == nil && s != "" {
				delete(members, n)
				return s
			}
		}
		return ""
	}
	src := text("source", "src", source, base(source))
	tgt := text("target", "tgt", target, base(target), "translation")
	if src == "" {
		return nil, errors.New("neither variants nor a source text")
	}
	delete(members, "translation")
	u := &tmx.Unit{Variants: []tmx.Variant{{Lang: source, Seg: tmx.TextSegment(src)}}}
	if tgt != "" {
		u.Variants = append(u.Variants, tmx.Variant{Lang: target, Seg: tmx.TextSegment(tgt)})
	}
	names := make([]string, 0, len(members))
	for n := range members {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		value := string(members[n])
		var s string
		switch {
		case json.Unmarshal(members[n], &s) == nil:
			value = s
		case value == "" || !bytes.ContainsAny([]byte(value[:1]), "-0123456789tf"):
			continue // null, or an object or list that is no unit's
		}
		if n == "id" {
			u.ID = value
			continue
		}
		setNonEmpty(u, contextName(n), value)
	}
	return u, nil
}

func (j *jsonParts) parts() (attrs []tmx.Attr, props []tmx.Prop, notes []tmx.Note, other []string) {
	for _, p := range j.Props {
		props = append(props, tmx.Prop{Type: p.Type, Value: p.Value, Attrs: fromJSONAttrs(p.Attrs)})
	}
	for _, n := range j.Notes {
		notes = append(notes, tmx.Note{Value: n.Value, Attrs: fromJSONAttrs(n.Attrs)})
	}
	return fromJSONAttrs(j.Attrs), props, notes, j.Other
}

func fromJSONAttrs(list []jsonAttr) []tmx.Attr {
	var attrs []tmx.Attr
	for _, a := range list {
		attrs = append(attrs, tmx.Attr(a))
	}
	return attrs
}

func toJSONAttrs(attrs []tmx.Attr) []jsonAttr {
	var list []jsonAttr
	for _, a := range attrs {
		list = append(list, jsonAttr(a))
	}
	return list
}

func toJSONParts(attrs []tmx.Attr, props []tmx.Prop, notes []tmx.Note, other []string) jsonParts {
	j := jsonParts{Attrs: toJSONAttrs(attrs), Other: other}
	for _, p := range props {
		j.Props = append(j.Props, jsonProp{p.Type, p.Value, toJSONAttrs(p.Attrs)})
	}
	for _, n := range notes {
		j.Notes = append(j.Notes, jsonNote{n.Value, toJSONAttrs(n.Attrs)})
	}
	return j
}

// NewJSONLWriter writes units as JSON lines, with everything they hold, in all
// languages. The same unit gives the same bytes.
func NewJSONLWriter(w io.Writer, _ WriteOptions) Writer {
	j := &jsonlWriter{out: output{w: w}}
	j.enc = json.NewEncoder(&j.line)
	j.enc.SetEscapeHTML(false) // <ph/> is to be read by people
	return j
}

type jsonlWriter struct {
	out  output
	line bytes.Buffer
	enc  *json.Encoder
}

func (j *jsonlWriter) Write(u *tmx.Unit) error {
	if len(u.Variants) == 0 {
		return refuse(u, tmx.CodeNoVariant, "no variant")
	}
	unit := jsonUnit{ID: u.ID, jsonParts: toJSONParts(u.Attrs, u.Props, u.Notes, u.Other)}
	for i := range u.Variants {
		v := &u.Variants[i]
		out := jsonVariant{Lang: v.Lang, jsonParts: toJSONParts(v.Attrs, v.Props, v.Notes, v.Other)}
		if v.Seg.HasCodes() {
			out.XML = v.Seg.Raw()
		} else {
			out.Text = v.Seg.Text()
		}
		unit.Variants = append(unit.Variants, out)
	}
	j.line.Reset()
	if err := j.enc.Encode(unit); err != nil {
		return refuse(u, tmx.CodeMalformed, err.Error())
	}
	j.out.put(j.line.String())
	return j.out.err
}

func (j *jsonlWriter) Close() error { return j.out.flush() }
