package memory

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"songngu/corpus/text"
	"songngu/tmx"
	"songngu/tmx/exchange"
)

// Side is one of the two languages.
type Side uint8

// The sides.
const (
	English Side = iota
	Vietnamese
)

// Other is the opposite side.
func (s Side) Other() Side { return 1 - s }

// String is the side's language code: "en" or "vi".
func (s Side) String() string { return [2]string{"en", "vi"}[s&1] }

// MarshalText makes a side its language code in JSON.
func (s Side) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// NoConfidence is the confidence of a unit of which nobody has said how sure
// it is.
const NoConfidence = -1

// Unit is a pair of texts with what is known of it.
type Unit struct {
	ID         int64     // in this memory; 0 for a unit that is in none
	Text       [2]string // by Side; one line each (text.Clean)
	Confidence float64   // 0 to 1, or NoConfidence
	Created    time.Time // zero: unknown
	Changed    time.Time // zero: unknown
	Document   string    // the prop x-document
	// Before and After are the texts next to it, by Side; "" where unknown.
	// The memory keeps their hashes alone, so units that come from it have
	// none.
	Before, After [2]string

	shared  sharedFacts
	own     ownFacts
	context neighbours // of a unit that comes from a memory
}

// sharedFacts are what many units of a document have alike.
type sharedFacts struct {
	Lang    [2]string      `json:"lang,omitzero"` // where it is not en and vi
	Attrs   []tmx.Attr     `json:"attrs,omitempty"`
	Props   []tmx.Prop     `json:"props,omitempty"`
	Notes   []tmx.Note     `json:"notes,omitempty"`
	Variant [2]variantFact `json:"variant,omitzero"`
}

type variantFact struct {
	Attrs []tmx.Attr `json:"attrs,omitempty"`
	Props []tmx.Prop `json:"props,omitempty"`
	Notes []tmx.Note `json:"notes,omitempty"`
}

// ownFacts are what no other unit has.
type ownFacts struct {
	ID    string     `json:"id,omitempty"`
	Attrs []tmx.Attr `json:"attrs,omitempty"`
	Seg   [2]string  `json:"seg,omitzero"` // inner XML of segments with in-line codes
}

// FromTMX makes a unit of the English and the Vietnamese variant of a
// translation unit; ok is false where one of them is missing or empty. All
// attributes, props, notes and in-line codes of the two are kept; elements
// that TMX does not know are not.
func FromTMX(u *tmx.Unit) (unit *Unit, ok bool) {
	vs := [2]*tmx.Variant{u.Variant("en"), u.Variant("vi")}
	if vs[0] == nil || vs[1] == nil {
		return nil, false
	}
	out := &Unit{Confidence: NoConfidence}
	for i, v := range vs {
		if out.Text[i] = clean(v.Text()); out.Text[i] == "" {
			return nil, false
		}
		if v.Seg.HasCodes() {
			out.own.Seg[i] = v.Seg.Raw()
		}
		if v.Lang != Side(i).String() {
			out.shared.Lang[i] = v.Lang
		}
		out.shared.Variant[i] = variantFact{v.Attrs, nil, v.Notes}
		for _, p := range v.Props {
			switch p.Type {
			case "x-context-pre":
				out.Before[i] = contextText(p.Value)
			case "x-context-post":
				out.After[i] = contextText(p.Value)
			}
			out.shared.Variant[i].Props = append(out.shared.Variant[i].Props, p)
		}
	}
	out.own.ID = u.ID
	for _, a := range u.Attrs {
		switch t, isDate := tmx.ParseDate(a.Value); {
		case a.Name == "creationdate" && isDate:
			out.Created = t
		case a.Name == "changedate" && isDate:
			out.Changed = t
		case a.Name == "usagecount" || a.Name == "lastusagedate":
			out.own.Attrs = append(out.own.Attrs, a)
		default:
			out.shared.Attrs = append(out.shared.Attrs, a)
		}
	}
	for _, p := range u.Props {
		if p.Type == exchange.PropConfidence && len(p.Attrs) == 0 {
			if c, err := strconv.ParseFloat(p.Value, 64); err == nil && c >= 0 && c <= 1 {
				out.Confidence = c
				continue
			}
		}
		if p.Type == exchange.PropDocument && out.Document == "" {
			out.Document = p.Value
		}
		out.shared.Props = append(out.shared.Props, p)
	}
	out.shared.Notes = u.Notes
	return out, true
}

// contextText is the text of a neighbour as memoQ and MateCat write it: a seg
// element as text, or the text alone.
func contextText(s string) string { return text.Clean(tmx.RawSegment(s).Text()) }

// TMX is the unit as a translation unit, English first.
func (u *Unit) TMX() *tmx.Unit {
	out := &tmx.Unit{ID: u.own.ID, Notes: u.shared.Notes}
	if !u.Created.IsZero() {
		out.SetAttr("creationdate", tmx.FormatDate(u.Created))
	}
	if !u.Changed.IsZero() {
		out.SetAttr("changedate", tmx.FormatDate(u.Changed))
	}
	out.Attrs = append(append(out.Attrs, u.shared.Attrs...), u.own.Attrs...)
	if u.Confidence >= 0 {
		out.SetProp(exchange.PropConfidence, strconv.FormatFloat(u.Confidence, 'f', 4, 64))
	}
	out.Props = append(out.Props, u.shared.Props...)
	if u.Document != "" && out.Prop(exchange.PropDocument) == "" {
		out.SetProp(exchange.PropDocument, u.Document)
	}
	for i := range u.Text {
		v := tmx.Variant{Lang: u.shared.Lang[i], Seg: tmx.TextSegment(u.Text[i])}
		if v.Lang == "" {
			v.Lang = Side(i).String()
		}
		if u.own.Seg[i] != "" {
			v.Seg = tmx.RawSegment(u.own.Seg[i])
		}
		f := u.shared.Variant[i]
		v.Attrs, v.Props, v.Notes = f.Attrs, f.Props, f.Notes
		out.Variants = append(out.Variants, v)
	}
	return out
}

// Prop is the value of the unit's first property of that name, "" for none.
func (u *Unit) Prop(name string) string {
	for _, p := range u.shared.Props {
		if p.Type == name {
			return p.Value
		}
	}
	if name == exchange.PropDocument {
		return u.Document
	}
	return ""
}

// SetProp gives the unit a property.
func (u *Unit) SetProp(name, value string) {
	u.shared.Props = append(u.shared.Props, tmx.Prop{Type: name, Value: value})
}

// hashOf is what exact keeps of a text, and context of a neighbour. It is
// cryptographic so that nobody can write a memory in which a look-up meets
// thousands of texts of one hash.
func hashOf(side Side, s string) int64 {
	if s == "" {
		return 0
	}
	b := make([]byte, 0, 512)
	sum := sha256.Sum256(append(append(b, byte(side)), s...))
	return int64(binary.LittleEndian.Uint64(sum[:8]))
}

// pairHash is the hash, among those of hashes, of both texts together.
const pairHash = 2

// hashes is what exact keeps of a unit: the hash of its English text, of its
// Vietnamese one, and of both.
func hashes(texts [2]string) [3]int64 {
	return [3]int64{
		hashOf(English, texts[0]), hashOf(Vietnamese, texts[1]),
		hashOf(pairHash, texts[0]+"\x00"+texts[1]),
	}
}

// neighbours is the hashes of a unit's context: before and after in English,
// then in Vietnamese; 0 for one that is unknown.
type neighbours [4]int64

func (u *Unit) neighbours() neighbours {
	n := u.context
	for i := range u.Text {
		if u.Before[i] != "" {
			n[2*i] = hashOf(Side(i), clean(u.Before[i]))
		}
		if u.After[i] != "" {
			n[2*i+1] = hashOf(Side(i), clean(u.After[i]))
		}
	}
	return n
}

// encode is the context column: nil where nothing is known.
func (n neighbours) encode() any {
	if n == (neighbours{}) {
		return nil
	}
	b := make([]byte, 0, 32)
	for _, h := range n {
		b = binary.LittleEndian.AppendUint64(b, uint64(h))
	}
	return b
}

func decodeNeighbours(b []byte) (n neighbours) {
	if len(b) == 32 {
		for i := range n {
			n[i] = int64(binary.LittleEndian.Uint64(b[8*i:]))
		}
	}
	return n
}

// encode is the facts of a unit as the file holds them, "" for none.
func encodeFacts(v any) (string, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("facts of a unit: %w", err)
	}
	if s := string(b); s != "{}" {
		return s, nil
	}
	return "", nil
}
