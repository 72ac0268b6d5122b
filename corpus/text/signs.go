package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// FoldSigns returns s with its punctuation reduced to ASCII for matching:
// quotes of every shape as " and ', dashes, the minus sign and the hyphens of
// Unicode as -, the ellipsis as three points, every white space character as a
// blank, full-width forms as ASCII; invisible characters go. Letters and digits
// stay as they are. Folding twice is folding once; an ASCII string without
// control characters is returned as it is.
func FoldSigns(s string) string {
	i := 0
	for i < len(s) && s[i] >= ' ' && s[i] < 0x7F {
		i++
	}
	if i == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(s[:i])
	for _, r := range s[i:] {
		if r >= utf8.RuneSelf && (unicode.IsLetter(r) && r < 0xFF00 && r != 'ʼ' || unicode.IsMark(r)) {
			b.WriteRune(r)
			continue
		}
		switch {
		case Invisible(r):
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case r >= 0xFF01 && r <= 0xFF5E: // full-width ASCII
			b.WriteByte(byte(r - 0xFF01 + '!'))
		case r == '…':
			b.WriteString("...")
		default:
			b.WriteRune(foldSign(r))
		}
	}
	return b.String()
}

func foldSign(r rune) rune {
	switch r {
	case '“', '”', '„', '‟', '«', '»', '″', '〝', '〞', '「', '」', '『', '』':
		return '"'
	case '‘', '’', '‚', '‛', '‹', '›', '′', 'ʼ', '´':
		return '\''
	case '‐', '‑', '‒', '–', '—', '―', '−', '⁃', '﹣':
		return '-'
	}
	return r
}
