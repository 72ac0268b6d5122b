package tmx

import (
	"bytes"
	"encoding/binary"
	"strconv"
	"strings"
	"unicode/utf8"
)

// EscapeText returns s as XML character data: & < > as entities, a carriage
// return as a reference, since a parser would turn a raw one into a line feed.
func EscapeText(s string) string {
	if !strings.ContainsAny(s, "&<>\r") {
		return s
	}
	return string(appendText(make([]byte, 0, len(s)+len(s)/8+8), s))
}

func appendText(b []byte, s string) []byte {
	last := 0
	for i := 0; i < len(s); i++ {
		var esc string
		switch s[i] {
		case '&':
			esc = "&amp;"
		case '<':
			esc = "&lt;"
		case '>':
			esc = "&gt;"
		case '\r':
			esc = "&#13;"
		default:
			continue
		}
		b = append(append(b, s[last:i]...), esc...)
		last = i + 1
	}
	return append(b, s[last:]...)
}

// appendValue appends s as it stands between double quotes in a tag, or with
// quoted false as an element's text on one line: line breaks and tabs become
// references, so that one element stays one line and nothing is normalised.
func appendValue(b []byte, s string, quoted bool) []byte {
	last := 0
	for i := 0; i < len(s); i++ {
		var esc string
		switch s[i] {
		case '&':
			esc = "&amp;"
		case '<':
			esc = "&lt;"
		case '>':
			esc = "&gt;"
		case '"':
			if !quoted {
				continue
			}
			esc = "&quot;"
		case '\t':
			if !quoted {
				continue
			}
			esc = "&#9;"
		case '\n':
			esc = "&#10;"
		case '\r':
			esc = "&#13;"
		default:
			continue
		}
		b = append(append(b, s[last:i]...), esc...)
		last = i + 1
	}
	return append(b, s[last:]...)
}

// unescape resolves the five entities and character references of
// well-formed character data and makes line ends \n. What is no reference
// stays as it is.
func unescape(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return lineEnds(s)
	}
	s = lineEnds(s)
	b := make([]byte, 0, len(s))
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			return string(append(b, s...))
		}
		b = append(b, s[:i]...)
		s = s[i:]
		r, n := reference(s)
		if r < 0 {
			b, s = append(b, '&'), s[1:]
			continue
		}
		b, s = utf8.AppendRune(b, r), s[n:]
	}
}

// lineEnds makes \r\n and lone \r into \n, as XML asks of a parser.
func lineEnds(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// maxReference bounds the length of a reference, from & to semicolon: the
// longest HTML entity has 33 characters.
const maxReference = 40

// reference resolves the XML entity or character reference that s, which
// starts with &, begins with. It returns -1 where there is none, or where a
// number names no Unicode character; the number of a control character is
// returned as it is.
func reference(s string) (r rune, length int) {
	end := strings.IndexByte(s[:min(len(s), maxReference)], ';')
	if end < 2 {
		return -1, 0
	}
	name := s[1:end]
	if name[0] == '#' {
		return numericReference(name[1:]), end + 1
	}
	switch name {
	case "amp":
		r = '&'
	case "lt":
		r = '<'
	case "gt":
		r = '>'
	case "quot":
		r = '"'
	case "apos":
		r = '\''
	default:
		return -1, 0
	}
	return r, end + 1
}

// numericReference reads "233" or "xE9".
func numericReference(digits string) rune {
	base := 10
	if digits != "" && digits[0] == 'x' {
		base, digits = 16, digits[1:]
	}
	if digits == "" || digits[0] == '+' || digits[0] == '-' {
		return -1
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
		return -1
	}
	return rune(n)
}

// isXMLChar reports whether XML 1.0 allows r (production 2).
func isXMLChar(r rune) bool {
	switch {
	case r >= 0x20 && r <= 0xD7FF, r == '\n', r == '\t', r == '\r':
		return true
	}
	return r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= utf8.MaxRune
}

// wellEncoded reports whether s is valid UTF-8 and holds only characters that
// XML 1.0 allows.
func wellEncoded(s string) bool {
	var all byte
	for i := 0; i < len(s); i++ {
		c := s[i]
		all |= c
		if c < 0x20 && c != '\n' && c != '\t' && c != '\r' {
			return false
		}
	}
	return all < utf8.RuneSelf || utf8.ValidString(s) && !hasNonCharacter(s, strings.IndexByte(s, 0xEF))
}

// wellEncodedBytes is wellEncoded for the many bytes of a whole unit, eight at
// a time.
func wellEncodedBytes(b []byte) bool {
	const high, space = 0x8080808080808080, 0x2020202020202020
	var all uint64
	rest := b
	for ; len(rest) >= 8; rest = rest[8:] {
		x := binary.LittleEndian.Uint64(rest)
		all |= x
		// A byte below 0x20 leaves its high bit set here; see Hacker's
		// Delight, 6-1. Line ends do too and are sorted out one by one.
		if (x-space)&^x&high == 0 {
			continue
		}
		for _, c := range rest[:8] {
			if c < 0x20 && c != '\n' && c != '\t' && c != '\r' {
				return false
			}
		}
	}
	for _, c := range rest {
		all |= uint64(c)
		if c < 0x20 && c != '\n' && c != '\t' && c != '\r' {
			return false
		}
	}
	return all&high == 0 || utf8.Valid(b) && !hasNonCharacter(b, bytes.IndexByte(b, 0xEF))
}

// hasNonCharacter reports whether valid UTF-8 holds U+FFFE or U+FFFF, from
// being the index of the first byte 0xEF or -1.
func hasNonCharacter[S string | []byte](s S, from int) bool {
	for i := max(from, 0); from >= 0 && i+2 < len(s); i++ {
		if s[i] == 0xEF && s[i+1] == 0xBF && s[i+2] >= 0xBE {
			return true
		}
	}
	return false
}
