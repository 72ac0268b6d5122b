package transform

import (
	"encoding/binary"
	"errors"

	"songngu/tmx"
)

// A unit in a temporary file: its fields in order, every string as its length
// and its bytes, every list as its length and its members, lengths as
// unsigned varints; a plain segment is preceded by 1, one of raw XML by 0.
// Such a file never outlives the run that writes it, so it has no version.

func appendUnit(b []byte, u *tmx.Unit) []byte {
	b = binary.AppendVarint(b, u.Number)
	b = binary.AppendVarint(b, u.Line)
	b = binary.AppendVarint(b, u.Column)
	b = binary.AppendVarint(b, u.Offset)
	b = appendString(b, u.ID)
	b = appendParts(b, u.Attrs, u.Props, u.Notes, u.Other)
	b = binary.AppendUvarint(b, uint64(len(u.Variants)))
	for i := range u.Variants {
		v := &u.Variants[i]
		b = appendString(b, v.Lang)
		b = appendParts(b, v.Attrs, v.Props, v.Notes, v.Other)
		if v.Seg.IsPlain() {
			b = appendString(append(b, 1), v.Seg.Text())
		} else {
			b = appendString(append(b, 0), v.Seg.Raw())
		}
	}
	return b
}

func appendParts(b []byte, attrs []tmx.Attr, props []tmx.Prop, notes []tmx.Note, other []string) []byte {
	b = appendAttrs(b, attrs)
	b = binary.AppendUvarint(b, uint64(len(props)))
	for _, p := range props {
		b = appendAttrs(appendString(appendString(b, p.Type), p.Value), p.Attrs)
	}
	b = binary.AppendUvarint(b, uint64(len(notes)))
	for _, n := range notes {
		b = appendAttrs(appendString(b, n.Value), n.Attrs)
	}
	b = binary.AppendUvarint(b, uint64(len(other)))
	for _, s := range other {
		b = appendString(b, s)
	}
	return b
}

func appendAttrs(b []byte, attrs []tmx.Attr) []byte {
	b = binary.AppendUvarint(b, uint64(len(attrs)))
	for _, a := range attrs {
		b = appendString(appendString(b, a.Name), a.Value)
	}
	return b
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

var errTemporary = errors.New("temporary file is damaged")

// unitDecoder reads what appendUnit wrote. The strings share s.
type unitDecoder struct {
	s   string
	bad bool
}

func decodeUnit(s string) (*tmx.Unit, error) {
	d := &unitDecoder{s: s}
	u := &tmx.Unit{Number: d.varint(), Line: d.varint(), Column: d.varint(), Offset: d.varint(), ID: d.string()}
	u.Attrs, u.Props, u.Notes, u.Other = d.parts()
	for range d.length() {
		var v tmx.Variant
		v.Lang = d.string()
		v.Attrs, v.Props, v.Notes, v.Other = d.parts()
		if d.length() == 1 {
			v.Seg = tmx.TextSegment(d.string())
		} else {
			v.Seg = tmx.RawSegment(d.string())
		}
		u.Variants = append(u.Variants, v)
	}
	if d.bad || d.s != "" {
		return nil, errTemporary
	}
	return u, nil
}

func (d *unitDecoder) parts() (attrs []tmx.Attr, props []tmx.Prop, notes []tmx.Note, other []string) {
	attrs = d.attrs()
	for range d.length() {
		props = append(props, tmx.Prop{Type: d.string(), Value: d.string(), Attrs: d.attrs()})
	}
	for range d.length() {
		notes = append(notes, tmx.Note{Value: d.string(), Attrs: d.attrs()})
	}
	for range d.length() {
		other = append(other, d.string())
	}
	return attrs, props, notes, other
}

func (d *unitDecoder) attrs() []tmx.Attr {
	n := d.length()
	if n == 0 {
		return nil
	}
	attrs := make([]tmx.Attr, 0, n)
	for range n {
		attrs = append(attrs, tmx.Attr{Name: d.string(), Value: d.string()})
	}
	return attrs
}

// length reads a length; none is more than what is left to read.
func (d *unitDecoder) length() int {
	v, n := uvarint(d.s)
	if n <= 0 || v > uint64(len(d.s)-n) {
		d.bad, d.s = true, ""
		return 0
	}
	d.s = d.s[n:]
	return int(v)
}

func (d *unitDecoder) string() string {
	n := d.length()
	s := d.s[:n]
	d.s = d.s[n:]
	return s
}

func (d *unitDecoder) varint() int64 {
	v, n := uvarint(d.s)
	if n <= 0 {
		d.bad, d.s = true, ""
		return 0
	}
	d.s = d.s[n:]
	return int64(v>>1) ^ -int64(v&1)
}

// uvarint is binary.Uvarint of a string.
func uvarint(s string) (v uint64, n int) {
	for i := 0; i < len(s) && i < binary.MaxVarintLen64; i++ {
		if s[i] < 0x80 {
			return v | uint64(s[i])<<(7*i), i + 1
		}
		v |= uint64(s[i]&0x7F) << (7 * i)
	}
	return 0, 0
}
