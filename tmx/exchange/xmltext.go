package exchange

import (
	"strings"
	"unicode/utf8"

	"songngu/tmx"
)

// xmlText is s as character data, without the characters that XML 1.0 forbids.
func xmlText(s string) string { return tmx.EscapeText(xmlChars(s)) }

// attribute is an attribute with a blank before it, or "" where it has no
// value.
func attribute(name, value string) string {
	if value == "" {
		return ""
	}
	return " " + name + `="` + xmlValue(value) + `"`
}

var valueEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\t", "&#9;", "\n", "&#10;", "\r", "&#13;")

func xmlValue(s string) string { return valueEscapes.Replace(xmlChars(s)) }

// xmlChars is s without the characters that XML 1.0 forbids; a byte that is
// not UTF-8 becomes U+FFFD.
func xmlChars(s string) string {
	if utf8.ValidString(s) && strings.IndexFunc(s, notXML) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if notXML(r) {
			return -1
		}
		return r
	}, s)
}

func notXML(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
}
