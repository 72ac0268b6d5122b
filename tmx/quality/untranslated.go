package quality

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"songngu/corpus/text"
)

// untranslated (Q302) finds units of which both sides are the same, letter
// case, punctuation and blanks aside, though they hold running text: two words at
// least that begin with a small letter outside tags, placeholders and
// addresses.
//
// So names, numbers, commands and single words (radio, taxi, OK) pass, also
// where they should have been translated.
func untranslated(p *pair) {
	if p.src.base == p.tgt.base || p.src.fold() != p.tgt.fold() {
		return
	}
	small, code := 0, 0
	for _, w := range p.src.words() {
		word := w.Of(p.src.text)
		r, n := utf8.DecodeRuneInString(word)
		switch {
		case insideCode(p.src.text, w):
			code++
		case unicode.IsLower(r) && n < len(word):
			small++
		}
	}
	if small >= 2 && code*2 < small {
		p.find(&p.tgt, text.Span{Start: 0, End: len(p.tgt.text)}, "the target is the same as the source", "bản dịch giống hệt câu nguồn")
	}
}

// insideCode reports whether a word touches a sign that words of code have
// round them: slashes, underscores, brackets of tags, points without a blank.
func insideCode(s string, w text.Span) bool {
	const signs = `/\_<>{}[]=@$%&#|+*` + "`"
	if w.Start > 0 && (strings.IndexByte(signs+".-:", s[w.Start-1]) >= 0) {
		return true
	}
	if w.End >= len(s) {
		return false
	}
	if strings.IndexByte(signs+"(", s[w.End]) >= 0 {
		return true
	}
	return strings.IndexByte(".-:", s[w.End]) >= 0 && w.End+1 < len(s) && s[w.End+1] > ' ' && isLetterByte(s[w.End+1])
}
