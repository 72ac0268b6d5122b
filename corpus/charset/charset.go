// Package charset turns the bytes of a file or a page into UTF-8. It knows the
// charsets that Vietnamese was written in before Unicode and the ways in which
// Unicode goes wrong, decides by how the result reads rather than by what is
// declared, and says what it found, how sure it is and what it mended.
package charset

import (
	"slices"
	"strings"

	"songngu/corpus/text"
)

// Options is what is known about the bytes beforehand. The zero value is a
// plain file of unknown language.
type Options struct {
	Declared string // the charset named by an HTTP header; a label or a whole Content-Type value's parameter
	HTML     bool   // look for meta elements that declare a charset; an XML declaration is read in any text
	Override string // use this charset whatever else is said; see Names
	Lang     string // the language wanted: "vi", "en" or "" when not known
}

// Found says how the bytes were read.
type Found struct {
	Name     string   // the charset: "utf-8", "windows-1258", "tcvn3"
	Sure     float64  // 0 to 1: how sure that is; 1 for an override or a byte order mark
	Declared string   // what was declared, by the header or else by the page; empty if nothing was
	Repairs  []Repair // what was mended, in the order in which it was done
}

// Repair is one kind of damage that was mended.
type Repair struct {
	What  string // "mojibake of utf-8 read as windows-1252, undone"
	Count int    // how many characters it concerned
}

// Decode turns data into UTF-8 text. Text that is valid UTF-8 already and
// needs no repair comes back with the same bytes, without its byte order mark.
// Bytes without a meaning become U+FFFD and are counted among the repairs. The
// only error is an *UnknownError for an override that is not known. Time is
// linear and memory a small multiple of the length of data, whatever it holds.
func Decode(data []byte, opts Options) (string, Found, error) {
	found := Found{Declared: opts.Declared}
	if found.Declared == "" {
		found.Declared = declaredIn(data, opts.HTML)
	}
	if opts.Override != "" {
		return override(data, opts, found)
	}
	if name, size := bom(data); size > 0 {
		found.Name, found.Sure = name, 1
		_, decode := lookup(name)
		return finish(data[size:], decode, opts, found)
	}
	if name := guessWide(data); name != "" { // NUL bytes are valid UTF-8 as well
		found.Name, found.Sure = name, 0.99
		_, decode := lookup(name)
		return finish(data, decode, opts, found)
	}
	var decode decoder
	switch u := scan(data); {
	case u.ascii:
		found.Name, found.Sure, decode = detectASCII(data, found.Declared, opts)
	case u.valid && !u.suspect:
		found.Name, found.Sure = nameUTF8, 0.99
		return string(data), found, nil
	case u.valid:
		found.Name, found.Sure, decode = nameUTF8, 0.99, decodeUTF8
	default:
		found.Name, found.Sure, decode = detect(data, found.Declared, opts)
	}
	return finish(data, decode, opts, found)
}

// override decodes as the user says; a byte order mark of the same charset
// is still taken off.
func override(data []byte, opts Options, found Found) (string, Found, error) {
	name, decode := lookup(opts.Override)
	mark, size := bom(data)
	switch l := strings.ToLower(strings.TrimSpace(opts.Override)); l {
	case "utf-16", "utf16", "utf-32", "utf32":
		name = "utf-" + l[len(l)-2:]
		guess := guessWide(data)
		switch {
		case strings.HasPrefix(mark, name):
			name = mark
		case strings.HasPrefix(guess, name):
			name = guess
		default:
			name += "le"
		}
		_, decode = lookup(name)
	}
	if name == "" {
		return "", found, &UnknownError{Name: opts.Override}
	}
	if mark == name {
		data = data[size:]
	}
	if name == nameVIQR {
		decode = func(d []byte) ([]byte, counts) { return decodeVIQR(d, opts.HTML) }
	}
	found.Name, found.Sure = name, 1
	return finish(data, decode, opts, found)
}

// finish decodes and mends.
func finish(data []byte, decode decoder, opts Options, found Found) (string, Found, error) {
	if found.Name == nameUTF8 {
		if u := scan(data); u.valid && !u.suspect {
			return string(data), found, nil
		}
	}
	out, n := decode(data)
	decoded := string(out)
	if n.loose > 0 { // ñ in windows-1258
		decoded = text.NFC(decoded)
	}
	if n.invalid > 0 {
		found.Repairs = append(found.Repairs, Repair{repairInvalid, n.invalid})
	}
	if n.capitals > 0 {
		found.Repairs = append(found.Repairs, Repair{repairCapitals, n.capitals})
	}
	if slices.Contains(vietnameseLegacy, found.Name) {
		return decoded, found, nil // composed as it was read, and no other damage survives there
	}
	decoded, repairs := Mend(decoded, opts.Lang)
	found.Repairs = append(found.Repairs, repairs...)
	return decoded, found, nil
}
