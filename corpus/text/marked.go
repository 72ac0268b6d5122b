package text

import (
	"unicode"
	"unicode/utf8"
)

// MostlyMarked reports whether at least half of the words of s begin small and
// have a letter beyond ASCII, as three quarters of the words of Vietnamese text
// do and none of English but a few borrowed ones. It costs one look at each
// letter; Guess tells what is not so plain.
func MostlyMarked(s string) bool {
	words, marked := 0, 0
	inWord, small, mark := false, false, false
	for i := 0; i <= len(s); {
		var r rune = ' ' // behind the text too
		n := 1
		if i < len(s) {
			if r = rune(s[i]); r >= utf8.RuneSelf {
				r, n = utf8.DecodeRuneInString(s[i:])
			}
		}
		i += n
		high := r >= utf8.RuneSelf && (letterOf(r).base != 0 || unicode.IsLetter(r))
		switch {
		case high || 'a' <= r|0x20 && r|0x20 <= 'z':
			if !inWord {
				inWord, small = true, r > 'Z' && (!high || unicode.IsLower(r))
				words++
			}
			mark = mark || high
		case inWord && r >= utf8.RuneSelf && unicode.Is(unicode.Mn, r):
			mark = true
		default:
			if inWord && small && mark {
				marked++
			}
			inWord, mark = false, false
		}
	}
	return words > 0 && 2*marked >= words
}
