package quality

import (
	"unicode"
	"unicode/utf8"

	"songngu/corpus/text"
)

// The certainty that the guess at a language must have, and the words that the
// text must have besides.
const (
	surely     = 0.98
	fewestSure = 3
)

// wrongLanguage (Q303) finds English where the unit says Vietnamese, Vietnamese
// where it says English, and either where it says another language. What
// text.Guess is not sure of passes, and so do titles, texts with hardly a word in
// small letters, and Vietnamese in which every fifth word is a syllable with marks.
//
// It is wrong where a side quotes the other language at length.
func wrongLanguage(p *pair, s *side) {
	if s.base == "" || len(s.words()) < fewestSure {
		return
	}
	if s.base == "en" && plainlyEnglish(s) || s.base == "vi" && plainlyVietnamese(s, p.c.syllables) {
		return
	}
	lang, sure := text.Guess(s.text)
	if lang == "" || lang == s.base || sure < surely || smallWords(s) < fewestSure {
		return
	}
	other := side{base: lang}
	p.find(s, text.Span{Start: 0, End: len(s.text)},
		other.english()+" text under the language code “"+s.lang+"”",
		"đoạn "+other.vietnamese()+" nằm dưới mã ngôn ngữ “"+s.lang+"”")
}

// plainlyVietnamese reports whether every fifth word of a side is a syllable
// with marks, so that it is Vietnamese that quotes another language at most.
func plainlyVietnamese(s *side, known syllables) bool {
	words := s.words()
	n := 0
	for _, w := range words {
		if word := w.Of(s.text); !ascii(word) && known.valid(word) {
			if n++; n*5 >= len(words) {
				return true
			}
		}
	}
	return false
}

// plainlyEnglish reports whether a side has two words that are common in
// English and in no text that text.Guess would take for Vietnamese. It spares
// most sides the guess.
func plainlyEnglish(s *side) bool {
	n := 0
	for _, w := range s.words() {
		if w.Len() <= 4 && commonEnglish[w.Of(s.text)] {
			if n++; n == 2 && ascii(s.text) {
				return true
			}
		}
	}
	return false
}

var commonEnglish = setOf("the The of and was that with are you this This have will from were not they")

// smallWords is how many words of a side begin with a small letter.
func smallWords(s *side) (n int) {
	for _, w := range s.words() {
		if r, _ := utf8.DecodeRuneInString(w.Of(s.text)); unicode.IsLower(r) {
			n++
		}
	}
	return n
}
