package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// FoldMarks returns s in lower case and without marks, so that text typed with
// and without Vietnamese marks compares equal: "Nguyễn Phú Trọng", decomposed
// or not, becomes "nguyen phu trong". Both đ U+0111 and ð U+00F0 become d (old
// fonts wrote Đ as Ð); full-width ASCII becomes ASCII. Characters that have no
// marks stay as they are. Folding twice is folding once. An ASCII string that
// is folded already is returned without allocating.
func FoldMarks(s string) string {
	i := 0
	for i < len(s) && s[i] < utf8.RuneSelf && !('A' <= s[i] && s[i] <= 'Z') {
		i++
	}
	if i == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(s[:i])
	for _, r := range s[i:] {
		if f := FoldRune(r); f != 0 {
			b.WriteRune(f)
		}
	}
	return b.String()
}

// FoldRune is FoldMarks for one rune; it returns 0 for a combining mark, which
// folds to nothing.
func FoldRune(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	case int(r) < len(foldTable):
		return foldTable[r]
	case r >= vietnameseFirst && r <= vietnameseLast:
		return foldVietnamese[r-vietnameseFirst]
	case unicode.Is(unicode.Mn, r):
		return 0
	case r >= 0xFF01 && r <= 0xFF5E: // full-width forms of ASCII
		return FoldRune(r - 0xFF01 + '!')
	}
	if l := unicode.ToLower(r); l != r {
		return FoldRune(l)
	}
	return r
}

// The letters with marks that Vietnamese and its neighbours use stand in two
// ranges: Latin-1 to the combining marks, and Latin Extended Additional.
const (
	vietnameseFirst = 0x1E00
	vietnameseLast  = 0x1EFF
)

var (
	foldTable      [0x370]rune
	foldVietnamese [vietnameseLast - vietnameseFirst + 1]rune
)

func init() {
	for r := range foldTable {
		foldTable[r] = baseLetter(rune(r))
	}
	for i := range foldVietnamese {
		foldVietnamese[i] = baseLetter(rune(i + vietnameseFirst))
	}
}

// baseLetter is the slow way: decompose, take the first rune, lower its case.
func baseLetter(r rune) rune {
	switch r {
	case 'Đ', 'đ', 'Ð', 'ð':
		return 'd'
	case 'ı':
		return 'i'
	}
	if unicode.Is(unicode.Mn, r) {
		return 0
	}
	d, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
	return unicode.ToLower(d)
}
