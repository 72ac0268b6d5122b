package text

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// guessBytes is how much of a text Guess looks at.
const guessBytes = 1024

// unsure is the certainty under which Guess names no language.
const unsure = 0.9

// Guess says which language s is written in: "en", "vi", or "" when it is
// another one or too little speaks for either; sure is the certainty of that
// answer, 0 to 1, as a share of the evidence, and 0 with "". It looks at the
// first kilobyte.
//
// What counts, each word adding its part in nats: marks that only Vietnamese
// has on syllables that it can have; the function words of both languages, less
// where a word looks like one of the other language; endings and letter groups
// of English; for Vietnamese typed without marks, that nearly every word is a
// syllable it can have (about eight words are needed); against both, function
// words and letters of the other languages of Europe. Capitalised words count
// little, as names are the same in every language, so that names and most
// headings of one or two words stay unknown rather than wrong.
//
// Numbers, signs and other scripts say nothing; text mostly in another script
// is unknown.
func Guess(s string) (lang string, sure float64) {
	if len(s) > guessBytes {
		cut := guessBytes
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut]
	}
	var e evidence
	caps := shouting(s)
	first := true
	for w := range Words(s) {
		word := w.Of(s)
		r, _ := utf8.DecodeRuneInString(word)
		weight := 1.0
		if unicode.IsUpper(r) && !caps {
			weight = 0.2
			if first {
				weight = 0.4
			}
		}
		e.running = e.running || unicode.IsLower(r) || caps
		first = false
		e.add(FoldTone(word), weight)
	}
	return e.verdict()
}

// shouting reports whether s has hardly any lower-case letters, so that a
// capital does not mean a name.
func shouting(s string) bool {
	upper, lower := 0, 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			upper++
		} else if unicode.IsLower(r) {
			lower++
		}
	}
	return upper > 8*lower
}

// evidence is what speaks for each language, in nats.
type evidence struct {
	en, vi, other float64
	// plain is what speaks for Vietnamese without marks; it counts only where
	// the whole text is without.
	plain  float64
	marked float64
	words  float64
	// running says that some word is written as in running text: small, or
	// large like all the others.
	running bool
}

func (e *evidence) add(word string, weight float64) {
	ascii, script := looks(word)
	switch {
	case script == noLetters:
		return
	case script == otherScript:
		e.other += weight
		return
	}
	e.words += weight
	if !ascii && script == vietnameseLetters && validSyllable(word) {
		e.marked += weight
		e.vi += weight * markWeight(word)
		return
	}
	if strings.ContainsRune(word, '’') {
		word = strings.ReplaceAll(word, "’", "'")
		ascii = len(word) == utf8.RuneCountInString(word)
	}
	if !ascii {
		if script == vietnameseLetters && len(word) <= 3*maxSyllable {
			e.other += 0.5 * weight // café, or a slip of the pen
		} else {
			e.other += 1.2 * weight
		}
		e.vi -= 0.5 * weight
		return
	}
	syllable := plainSyllable(word)
	if englishWords[word] {
		weight = max(weight, 0.6) // Title Case; such words are no names
	}
	switch {
	case foreignWords[word] && syllable:
		e.other += 0.6 * weight
	case foreignWords[word]:
		e.other += 1.5 * weight
	}
	switch {
	case englishWords[word] && syllable:
		e.en += 0.9 * weight
	case englishWords[word]:
		e.en += 2 * weight
	case englishShape(word):
		e.en += 0.8 * weight
	}
	switch {
	case plainWords[word]:
		e.plain += 1.1 * weight
	case syllable && len(word) > 1:
		e.plain += 0.5 * weight
	case !syllable:
		e.plain -= 2 * weight
		e.vi -= 0.7 * weight
	}
}

// markWeight is how much a Vietnamese syllable with marks says: a lot where
// the letters are found nowhere else, less where French or Spanish has them.
func markWeight(word string) float64 {
	for _, r := range word {
		if r == 'đ' || r == 'ă' || r == 'ơ' || r == 'ư' || r >= vietnameseFirst {
			return 2.5
		}
	}
	return 1.2
}

func (e *evidence) verdict() (string, float64) {
	if e.marked < 0.1*e.words {
		e.vi += e.plain - 3 // marks left out are the exception
	}
	en, vi := e.en, e.vi
	// An English sentence has a function word among every few words.
	en -= 0.12 * e.words
	lang, margin := "en", en-max(vi, e.other, 0)
	if vi > en {
		lang, margin = "vi", vi-max(en, e.other, 0)
	}
	sure := 1 / (1 + math.Exp(-margin))
	if sure < unsure || lang == "vi" && !e.running {
		return "", 0
	}
	return lang, sure
}

// What the letters of a word are.
const (
	noLetters = iota
	vietnameseLetters
	latinLetters // with some that Vietnamese has not
	otherScript
)

func looks(word string) (ascii bool, script int) {
	ascii = true
	for _, r := range word {
		if r >= utf8.RuneSelf {
			ascii = false
		}
		of := noLetters
		switch {
		case letterOf(r).base != 0:
			of = vietnameseLetters
		case unicode.Is(unicode.Latin, r):
			of = latinLetters
		case unicode.IsLetter(r):
			of = otherScript
		}
		script = max(script, of)
	}
	return ascii, script
}

// englishShape reports endings and beginnings that English words have and
// Vietnamese syllables have not.
func englishShape(word string) bool {
	if len(word) < 4 {
		return false
	}
	for _, p := range []string{"wh", "wr", "kn", "sh"} {
		if strings.HasPrefix(word, p) {
			return true
		}
	}
	for _, e := range []string{"ing", "ed", "ly", "tion", "ness", "ship", "less", "ful", "ght", "ck", "tch", "sh", "ough", "ould", "'s", "n't", "th", "ow", "ry", "ty", "ive", "ble", "ers", "ment"} {
		if strings.HasSuffix(word, e) {
			return true
		}
	}
	return false
}

// plainRimes and plainOnsets are the rimes and onsets with their marks left out.
var (
	plainRimes  = map[string]bool{}
	plainOnsets = map[string]bool{"": true}
)

func init() { // after the tables that FoldMarks needs
	for _, r := range strings.Fields(rimeList) {
		plainRimes[FoldMarks(r)] = true
	}
	for _, o := range strings.Fields(onsetList) {
		plainOnsets[FoldMarks(o)] = true
	}
}

// plainSyllable reports whether an ASCII word could be a Vietnamese syllable
// with its marks left out.
func plainSyllable(word string) bool {
	if len(word) > maxSyllable {
		return false
	}
	i := 0
	for i < len(word) && !vowel(word[i]) {
		i++
	}
	if i == 1 && len(word) > 2 && (word[:2] == "qu" || word[:2] == "gi" && vowel(word[2])) {
		i = 2
	}
	if i == 2 && word[1] == 'i' && plainRimes[word[1:]] {
		i = 1 // gieng
	}
	return plainOnsets[word[:i]] && plainRimes[word[i:]] || word == "gi"
}
