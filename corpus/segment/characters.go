package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isLead reports whether r may stand before the number of a list item.
func isLead(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// wordAt returns the letters and digits at i, with inner apostrophes and
// hyphens, and where they end.
func wordAt(s string, i int) (string, int) {
	j, last := i, i
	for j < len(s) && j-i < maxWord {
		r, n := runeAt(s, j)
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			j += n
			last = j
		case j > i && last == j && (r == '\'' || r == '’' || r == '-'):
			j += n
		default:
			return s[i:last], last
		}
	}
	return s[i:last], last
}

func runeAt(s string, i int) (rune, int) {
	if c := s[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s[i:])
}

func skipSpace(s string, i int) int {
	for i < len(s) {
		r, n := runeAt(s, i)
		if !unicode.IsSpace(r) {
			break
		}
		i += n
	}
	return i
}

func trimSpace(s string, start, end int) int {
	return start + len(strings.TrimRightFunc(s[start:end], unicode.IsSpace))
}

// opens reports whether r opens a quotation or a bracket.
func opens(r rune) bool {
	switch r {
	case '"', '\'', '“', '‘', '„', '«', '‹', '(', '[', '{', '<', '¿', '¡', '「', '『', '`', '*', '_':
		return true
	}
	return false
}

// closesQuote reports whether r closes a quotation.
func closesQuote(r rune) bool {
	switch r {
	case '"', '\'', '”', '’', '»', '›', '」', '』', '`':
		return true
	}
	return false
}

func closesBracket(r rune) bool { return r == ')' || r == ']' || r == '}' }

func dash(r rune) bool { return r == '-' || r == '–' || r == '—' || r == '―' }

func bullet(r rune) bool {
	switch r {
	case '•', '⁃', '‣', '▪', '▫', '◦', '●', '○', '■', '□', '►', '▶', '➢', '✓', '✔', '·', '*', '+':
		return true
	}
	return false
}

func kindOf(r rune) kind {
	switch {
	case unicode.IsUpper(r) || unicode.IsTitle(r):
		return upper
	case unicode.IsLower(r):
		return lower
	case unicode.IsDigit(r):
		return digit
	}
	return other
}
