package memory

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"songngu/tmx"
	"songngu/tmx/exchange"
)

// sdltmUnit makes a unit of a row. known are the languages of its memory.
func sdltmUnit(row map[string]string, known [2]string, opts exchange.ReadOptions) (*tmx.Unit, error) {
	u := &tmx.Unit{}
	asked, usual := [2]string{opts.Source, opts.Target}, [2]string{"en", "vi"}
	texts := 0
	for i, column := range sdltmColumns[:2] {
		seg, culture, err := sdltmSegment(row[column], opts.Plain)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", column, err)
		}
		if seg.Text() != "" {
			texts++
		}
		u.Variants = append(u.Variants, tmx.Variant{Lang: tmx.CanonLang(cmp.Or(asked[i], culture, known[i], usual[i])), Seg: seg})
	}
	if texts == 0 {
		return nil, errors.New("no text on either side")
	}
	for _, a := range [][2]string{
		{"creationdate", "creation_date"}, {"creationid", "creation_user"}, {"changedate", "change_date"},
		{"changeid", "change_user"}, {"lastusagedate", "last_used_date"}, {"usagecount", "usage_counter"},
	} {
		value := row[a[1]]
		if strings.HasSuffix(a[0], "date") {
			if value, _ = tmx.FixDate(value); strings.HasPrefix(value, "0001") {
				value = "" // what .NET calls the smallest date stands for none
			}
		}
		u.SetAttr(a[0], value)
	}
	if by := row["last_used_user"]; by != "" {
		u.SetProp("x-LastUsedBy", by)
	}
	return u, nil
}

// sdltmTag is a tag in a segment.
type sdltmTag struct{ kind, anchor, aligned, id, text string }

// sdltmPiece is a stretch of a segment: text, or a tag.
type sdltmPiece struct {
	text string
	tag  *sdltmTag
}

// sdltmSegment reads a segment as Trados keeps it:
//
//	<Segment><Elements>
//	<Text><Value>…</Value></Text>
//	<Tag><Type>Start</Type><Anchor>1</Anchor><AlignmentAnchor>1</AlignmentAnchor><TagID>b</TagID></Tag>
//	</Elements><CultureName>en-US</CultureName></Segment>
func sdltmSegment(s string, plain bool) (seg tmx.Segment, culture string, err error) {
	if s == "" {
		return seg, "", errors.New("the segment is empty or too long")
	}
	pieces, culture, err := sdltmPieces(s)
	if err != nil {
		// .NET writes control characters as references that XML has not.
		pieces, culture, err = sdltmPieces(notXML.ReplaceAllString(s, ""))
	}
	if err != nil {
		return seg, "", err
	}
	paired := pairTags(pieces)
	var text, raw strings.Builder
	codes := false
	for i, p := range pieces {
		if p.tag == nil {
			text.WriteString(p.text)
			raw.WriteString(tmx.EscapeText(p.text))
			continue
		}
		codes = true
		raw.WriteString(p.tag.code(paired[i]))
	}
	if plain || !codes {
		return tmx.TextSegment(text.String()), culture, nil
	}
	return tmx.RawSegment(raw.String()), culture, nil
}

var notXML = regexp.MustCompile(`(?i)[\x00-\x08\x0B\x0C\x0E-\x1F]|&#(?:x0*(?:0|[1-8bcef]|1[0-9a-f]|fff[ef])|0*(?:0|[1-8]|1[124-9]|2[0-9]|3[01]|6553[45]));`)

// sdltmPieces reads the XML of a segment.
func sdltmPieces(s string) (pieces []sdltmPiece, culture string, err error) {
	d := xml.NewDecoder(strings.NewReader(s))
	// What declares UTF-16, as .NET does of a string, is UTF-8 by now.
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	const deepest = 16
	var path []string
	rooted := false
	for {
		t, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, "", fmt.Errorf("the segment is not well formed: %w", err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if path = append(path, t.Name.Local); len(path) > deepest {
				return nil, "", errors.New("the segment is nested too deeply")
			}
			if len(path) == 1 && path[0] != "Segment" {
				return nil, "", fmt.Errorf("a %q where a Segment is wanted", path[0])
			}
			rooted = true
			if strings.Join(path, "/") == "Segment/Elements/Tag" {
				pieces = append(pieces, sdltmPiece{tag: &sdltmTag{}})
			}
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			at := strings.Join(path, "/")
			switch name, inTag := strings.CutPrefix(at, "Segment/Elements/Tag/"); {
			case at == "Segment/Elements/Text/Value":
				pieces = append(pieces, sdltmPiece{text: string(t)})
			case at == "Segment/CultureName":
				culture += string(t)
			case inTag:
				pieces[len(pieces)-1].tag.set(name, string(t))
			}
		}
	}
	if !rooted {
		return nil, "", errors.New("no Segment in it")
	}
	return pieces, strings.TrimSpace(culture), nil
}

func (t *sdltmTag) set(name, value string) {
	switch name {
	case "Type":
		t.kind += value
	case "Anchor":
		t.anchor += value
	case "AlignmentAnchor":
		t.aligned += value
	case "TagID":
		t.id += value
	case "TextEquivalent":
		t.text += value
	}
}

// pairTags tells which Start and End tags belong together, by their anchors:
// each with the number of its pair, from 1.
func pairTags(pieces []sdltmPiece) map[int]int {
	paired, open, n := map[int]int{}, map[string]int{}, 0
	for i, p := range pieces {
		if p.tag == nil {
			continue
		}
		switch p.tag.kind {
		case "Start":
			open[p.tag.anchor] = i
		case "End":
			if start, ok := open[p.tag.anchor]; ok {
				n++
				paired[start], paired[i] = n, n
				delete(open, p.tag.anchor)
			}
		}
	}
	return paired
}

var tagNumber = regexp.MustCompile(`^0*([1-9][0-9]{0,8})$`)

// code is the tag as a code of TMX; pair is the number of its pair, or 0.
func (t *sdltmTag) code(pair int) string {
	attrs := ""
	if m := tagNumber.FindStringSubmatch(t.aligned); m != nil && t.kind != "End" {
		attrs += ` x="` + m[1] + `"`
	}
	if t.id != "" && t.kind != "End" {
		attrs += ` type="` + strings.ReplaceAll(tmx.EscapeText(t.id), `"`, "&quot;") + `"`
	}
	name := "ph"
	switch {
	case t.kind == "Start" && pair > 0:
		name, attrs = "bpt", fmt.Sprintf(` i="%d"`, pair)+attrs
	case t.kind == "End" && pair > 0:
		name, attrs = "ept", fmt.Sprintf(` i="%d"`, pair)
	case t.kind == "Start":
		name, attrs = "it", ` pos="begin"`+attrs
	case t.kind == "End":
		name, attrs = "it", ` pos="end"`
	}
	if t.text == "" {
		return "<" + name + attrs + "/>"
	}
	return "<" + name + attrs + ">" + tmx.EscapeText(t.text) + "</" + name + ">"
}
