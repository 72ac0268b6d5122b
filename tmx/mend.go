package tmx

import (
	"fmt"
	"html"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// reportFunc takes a fault found at byte offset off of the text being mended.
type reportFunc func(code string, off int, message, repair string)

// mendText returns character data made well formed: bytes that are not UTF-8
// read as Windows-1252, characters XML forbids and references to them left
// out, HTML entities as their characters, other & escaped, and < too when s is
// the value of an attribute. Good text comes back without allocating. Faults
// are reported with base added to their offset.
func mendText(s string, base int, report reportFunc) string {
	if wellFormedText(s) {
		return s
	}
	b := make([]byte, 0, len(s)+16)
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '&':
			n := 0
			b, n = appendReference(b, s[i:], base+i, report)
			i += n
			continue
		case c == '<':
			report(CodeBareLess, base+i, "a < that starts no tag", "read as text")
			b = append(b, "&lt;"...)
		case c == '>' && strings.HasSuffix(s[:i], "]]"):
			report(CodeCDATAEnd, base+i, "]]> in text", "> escaped")
			b = append(b, "&gt;"...)
		case c < 0x20 && c != '\n' && c != '\t' && c != '\r':
			report(CodeControl, base+i, fmt.Sprintf("control character U+%04X", c), "left out")
		case c < utf8.RuneSelf:
			b = append(b, c)
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			switch {
			case r == utf8.RuneError && n == 1:
				r = charmap.Windows1252.DecodeByte(c)
				if r < 0xA0 || r == utf8.RuneError {
					report(CodeBadBytes, base+i, fmt.Sprintf("byte %#02x is not UTF-8", c), "left out")
					break
				}
				report(CodeBadBytes, base+i, fmt.Sprintf("byte %#02x is not UTF-8", c), fmt.Sprintf("read as %q of Windows-1252", r))
				b = utf8.AppendRune(b, r)
			case !isXMLChar(r):
				report(CodeControl, base+i, fmt.Sprintf("character U+%04X", r), "left out")
			default:
				b = append(b, s[i:i+n]...)
			}
			i += n
			continue
		}
		i++
	}
	return string(b)
}

// wellFormedText reports whether s can stand as it is.
func wellFormedText(s string) bool { return goodMarkup(s) && wellEncoded(s) }

// goodMarkup is wellFormedText for text that is known to be well encoded.
func goodMarkup(s string) bool {
	if strings.IndexByte(s, '<') >= 0 || strings.Contains(s, cdataClose) {
		return false
	}
	for rest := s; ; {
		i := strings.IndexByte(rest, '&')
		if i < 0 {
			return true
		}
		r, n := reference(rest[i:])
		if r < 0 || !isXMLChar(r) {
			return false
		}
		rest = rest[i+n:]
	}
}

// appendReference appends what the & at the start of s stands for and returns
// how many bytes of s that took.
func appendReference(b []byte, s string, off int, report reportFunc) ([]byte, int) {
	r, n := reference(s)
	switch {
	case r >= 0 && isXMLChar(r):
		return append(b, s[:n]...), n
	case n > 0: // a number
		report(CodeControlRef, off, fmt.Sprintf("reference %s to a character that XML forbids", s[:n]), "left out")
		return b, n
	}
	end := nameEnd(s, 1)
	if end == 1 || end >= len(s) || s[end] != ';' || end > maxReference {
		report(CodeBareAmp, off, "an & that starts no reference", "escaped")
		return append(b, "&amp;"...), 1
	}
	entity := s[:end+1]
	if dec := html.UnescapeString(entity); dec != entity && (!strings.HasSuffix(dec, ";") || entity == "&semi;") {
		report(CodeHTMLEntity, off, fmt.Sprintf("entity %s is of HTML, not of XML", entity), fmt.Sprintf("read as %q", dec))
		return append(b, EscapeText(dec)...), end + 1
	}
	report(CodeEntity, off, fmt.Sprintf("unknown entity %s", entity), "kept as text, not resolved")
	return append(b, "&amp;"...), 1
}

// attrList parses the attributes in s, the part of a tag between its name and
// its > or />, and calls yield for each name and raw value with the offset of
// the value. It reports whether s has the form of a list of attributes;
// mended says that it has only with some good will (no blank between two).
func attrList(s string, yield func(name, value string, off int)) (ok bool) {
	for i := 0; ; {
		j := skipSpace(s, i)
		if j >= len(s) {
			return true
		}
		n := nameEnd(s, j)
		if n == j || j == i && i > 0 {
			return false
		}
		eq := skipSpace(s, n)
		if eq >= len(s) || s[eq] != '=' {
			return false
		}
		q := skipSpace(s, eq+1)
		if q >= len(s) || s[q] != '"' && s[q] != '\'' {
			return false
		}
		end := strings.IndexByte(s[q+1:], s[q])
		if end < 0 {
			return false
		}
		yield(s[j:n], s[q+1:q+1+end], q+1)
		i = q + end + 2
	}
}

// attrPart returns the part of a start or empty tag that holds attributes,
// and its offset.
func attrPart(s string, t token) (string, int) {
	start := t.start + 1 + len(t.name)
	end := t.end - 1
	if t.kind == tokEmpty {
		end--
	}
	return s[start:end], start
}
