package charset

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
)

// The names that Found gives to the charsets this package knows itself.
const (
	nameUTF8    = "utf-8"
	nameUTF16LE = "utf-16le"
	nameUTF16BE = "utf-16be"
	nameUTF32LE = "utf-32le"
	nameUTF32BE = "utf-32be"
	name1252    = "windows-1252"
	name1258    = "windows-1258"
	nameTCVN3   = "tcvn3"
	nameTCVN1   = "tcvn5712-1"
	nameVNI     = "vni"
	nameVISCII  = "viscii"
	nameVPS     = "vps"
	nameVIQR    = "viqr"
)

// decoder turns bytes without a byte order mark into UTF-8.
type decoder func(data []byte) ([]byte, counts)

// known are the charsets decoded here, with the other names they go by.
var known = []struct {
	name    string
	decode  decoder
	aliases []string
}{
	{nameUTF8, decodeUTF8, []string{"utf8", "unicode-1-1-utf-8", "us-ascii", "ascii"}},
	{nameUTF16LE, func(d []byte) ([]byte, counts) { return decodeUTF16(d, binary.LittleEndian) }, []string{"ucs-2le"}},
	{nameUTF16BE, func(d []byte) ([]byte, counts) { return decodeUTF16(d, binary.BigEndian) }, []string{"ucs-2be"}},
	{nameUTF32LE, func(d []byte) ([]byte, counts) { return decodeUTF32(d, binary.LittleEndian) }, []string{"ucs-4le"}},
	{nameUTF32BE, func(d []byte) ([]byte, counts) { return decodeUTF32(d, binary.BigEndian) }, []string{"ucs-4be"}},
	{name1252, func(d []byte) ([]byte, counts) { return decodeTable(table1252, d) }, []string{"cp1252", "iso-8859-1", "latin1", "latin-1", "iso8859-1", "l1", "x-cp1252"}},
	{name1258, func(d []byte) ([]byte, counts) { return decodeTable(table1258, d) }, []string{"cp1258", "x-cp1258", "wincp-1258"}},
	{nameTCVN3, decodeTCVN3, []string{"abc", "tcvn5712-3", "tcvn-3", "vscii-3", "tcvn", "tcvn5712", "tcvn-5712", "x-viet-tcvn5712", "x-viet-tcvn"}},
	{nameTCVN1, func(d []byte) ([]byte, counts) { return decodeTable(tableTCVN1, d) }, []string{"tcvn5712-1:1993", "tcvn5712-2", "vscii", "vscii-1", "vscii-2", "tcvn-1"}},
	{nameVNI, decodeVNI, []string{"vni-win", "vni-windows", "x-viet-vni"}},
	{nameVISCII, func(d []byte) ([]byte, counts) { return decodeTable(tableVISCII, d) }, []string{"csviscii", "viscii1.1-1", "x-viet-viscii"}},
	{nameVPS, func(d []byte) ([]byte, counts) { return decodeTable(tableVPS, d) }, []string{"x-viet-vps"}},
	{nameVIQR, func(d []byte) ([]byte, counts) { return decodeVIQR(d, false) }, []string{"csviqr", "vietnet"}},
}

// legacy are the eight-bit charsets that undeclared text is tried as, the
// likeliest first; TCVN5712-1 stands by TCVN3, which it shares most letters with.
var legacy = []string{name1252, name1258, nameTCVN3, nameTCVN1, nameVNI, nameVISCII, nameVPS}

// vietnameseLegacy are the charsets that only Vietnamese was written in.
var vietnameseLegacy = []string{name1258, nameTCVN3, nameVNI, nameVISCII, nameVPS, nameTCVN1, nameVIQR}

// UnknownError says that a charset was asked for by a name that nobody knows.
type UnknownError struct{ Name string }

func (e *UnknownError) Error() string {
	return fmt.Sprintf("unknown charset %q, known are %s and the names of the WHATWG encoding standard", e.Name, strings.Join(Names(), ", "))
}

// Names lists the charsets that Options.Override takes by their own names, in
// alphabetical order; their usual aliases and all labels of the WHATWG
// encoding standard ("gb18030", "koi8-r") are taken too. "utf-16" and
// "utf-32" look for the byte order.
func Names() []string {
	names := []string{"utf-16", "utf-32"}
	for _, k := range known {
		names = append(names, k.name)
	}
	slices.Sort(names)
	return names
}

// lookup finds a charset by any of its names; "" if there is none. Its second
// result is nil for a charset that is decoded elsewhere.
func lookup(label string) (string, decoder) {
	l := strings.ToLower(strings.Trim(label, " \t\r\n\f\"'"))
	l = strings.ReplaceAll(l, "_", "-")
	for _, k := range known {
		if l == k.name || slices.Contains(k.aliases, l) {
			return k.name, k.decode
		}
	}
	e, name := charset.Lookup(l)
	if e == nil || name == "replacement" || name == "x-user-defined" {
		return "", nil
	}
	for _, k := range known { // a label of the standard for one of ours
		if name == k.name {
			return k.name, k.decode
		}
	}
	return name, foreign(e)
}

// foreign makes a decoder of an encoding of golang.org/x/text.
func foreign(e encoding.Encoding) decoder {
	return func(data []byte) ([]byte, counts) {
		out, err := e.NewDecoder().Bytes(data)
		if err != nil { // the decoders replace what they cannot read; they do not fail
			return decodeUTF8(data)
		}
		return out, counts{invalid: countReplaced(out)}
	}
}
