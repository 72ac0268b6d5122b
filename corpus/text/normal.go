package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// NFC returns s in Unicode normal form C, the form everything is written in.
// A string that is already in it is returned as it is, without allocating.
func NFC(s string) string {
	if norm.NFC.IsNormalString(s) {
		return s
	}
	return norm.NFC.String(s)
}

// Clean returns s as a single line fit for a translation unit: NFC, every run
// of white space (line breaks, tabs, no-break and other wide or thin spaces)
// as one blank, none at either end, and without zero-width characters, byte
// order marks, soft hyphens and the control characters that XML 1.0 forbids.
// A string that is clean already is returned as it is.
func Clean(s string) string {
	if isClean(s) {
		return NFC(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	blank := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			blank = b.Len() > 0
		case Invisible(r):
		default:
			if blank {
				b.WriteByte(' ')
				blank = false
			}
			b.WriteRune(r)
		}
	}
	return NFC(b.String())
}

// Invisible reports whether r has no place in a sentence: zero-width spaces
// and marks, the soft hyphen, a stray byte order mark, and control characters
// other than white space. The joiners U+200C and U+200D stay: scripts and
// emoji need them.
func Invisible(r rune) bool {
	switch {
	case r == '\u200B', r == '\u2060', r == '\uFEFF', r == '\u00AD', r == '\uFFFE', r == '\uFFFF':
		return true
	case r < 0x20 || r >= 0x7F && r < 0xA0:
		return !unicode.IsSpace(r)
	}
	return false
}

func isClean(s string) bool {
	space := true
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c < ' ' || c == 0x7F || c == ' ' && space {
				return false
			}
			space = c == ' '
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 || unicode.IsSpace(r) || Invisible(r) {
			return false
		}
		space = false
		i += n
	}
	return !space || s == ""
}
