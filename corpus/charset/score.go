package charset

import (
	"unicode"
	"unicode/utf8"

	"songngu/corpus/text"
)

// reading is how a decoded text reads: what a candidate is judged by.
type reading struct {
	syllables int     // words with marked letters that are Vietnamese syllables of two letters or more
	strange   int     // words with marked letters that are not
	points    float64 // the whole judgement: about 1 for a good word, -1.5 for a bad one
	evidence  int     // words and characters that gave points at all
}

// What a word or character of a candidate text is worth. They are the rounded
// logarithms of how much likelier it is in text decoded rightly than in text
// decoded wrongly, counted on Vietnamese that was encoded and misread.
const (
	pointsSyllable = 1.0
	pointsWestern  = 0.4
	pointsScript   = 0.4
	pointsStrange  = -1.5
	pointsSymbol   = -0.5
	pointsBroken   = -3.0
	pointsTypo     = 0.4 // quotes and dashes where they belong
	pointsLetter   = 0.3 // a word of one letter: in other charsets often a dash or quote
)

// read judges a decoded text by its words with letters beyond ASCII and its
// odd characters. What is plain ASCII says nothing about the charset.
func read(decoded []byte) reading {
	var (
		rd   reading
		word wordShape
	)
	for i := 0; i < len(decoded); {
		b := decoded[i]
		if b < utf8.RuneSelf {
			i++
			if l := b | 0x20; 'a' <= l && l <= 'z' {
				word.addASCII(b)
				continue
			}
			word.judge(&rd)
			if b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1A {
				rd.points += pointsBroken
				rd.evidence++
			}
			continue
		}
		r, n := utf8.DecodeRune(decoded[i:])
		i += n
		switch {
		case marked(r):
			word.addMarked(r)
		case unicode.IsLetter(r):
			word.addOther(r)
		case unicode.Is(unicode.Mn, r):
			word.loose++
		default:
			var before, after byte
			if i > n {
				before = decoded[i-n-1]
			}
			if i < len(decoded) {
				after = decoded[i]
			}
			word.touch(&rd, r, before, after)
		}
	}
	word.judge(&rd)
	return rd
}

// wordShape is the word that read is in.
type wordShape struct {
	buf    []byte // the word itself, as far as a syllable may reach
	letter int    // letters in all
	high   int    // of them beyond ASCII
	other  int    // of them no letters of Vietnamese
	script int    // of those, of another script than Latin
	upper  int    // capitals
	first  bool   // the first letter is a capital
	loose  int    // combining marks that found no letter
}

func (w *wordShape) reset() {
	*w = wordShape{buf: w.buf[:0]}
}

func (w *wordShape) count(upper bool) {
	if upper {
		w.upper++
		if w.letter == 0 {
			w.first = true
		}
	}
	w.letter++
}

func (w *wordShape) addASCII(b byte) {
	w.count(b < 'a')
	if len(w.buf) <= longestSyllable {
		w.buf = append(w.buf, b)
	}
}

// longestSyllable is more bytes than any syllable has; longer words are judged
// to be none without being kept.
const longestSyllable = 32

func (w *wordShape) addMarked(r rune) {
	w.count(unicode.IsUpper(r))
	w.high++
	if len(w.buf) <= longestSyllable {
		w.buf = utf8.AppendRune(w.buf, r)
	}
}

func (w *wordShape) addOther(r rune) {
	w.count(unicode.IsUpper(r))
	w.high++
	w.other++
	if !unicode.Is(unicode.Latin, r) {
		w.script++
	}
}

// sane reports whether the capitals stand as writing has them.
func (w *wordShape) sane() bool {
	return w.upper == 0 || w.upper == w.letter || w.upper == 1 && w.first
}

// judge ends the word and gives it its points.
func (w *wordShape) judge(rd *reading) {
	if w.high == 0 && w.loose == 0 {
		if w.letter > 0 {
			w.reset()
		}
		return
	}
	rd.evidence++
	switch {
	case w.loose > 0:
		rd.strange++
		rd.points += pointsStrange
	case w.script > 0 && w.script == w.letter:
		rd.points += pointsScript
	case w.syllable():
		if w.letter > 1 {
			rd.syllables++
		}
		rd.points += w.worth()
	case w.western():
		rd.points += pointsWestern
	default:
		rd.strange++
		rd.points += pointsStrange
	}
	w.reset()
}

// syllable reports whether the word is a Vietnamese syllable in sane capitals.
func (w *wordShape) syllable() bool {
	return w.other == 0 && w.loose == 0 && w.sane() && text.ValidSyllable(string(w.buf))
}

// western reports whether the word may be French, German, Spanish …: most of
// it in plain letters, its capitals in place.
func (w *wordShape) western() bool {
	return w.script == 0 && w.letter >= 4 && w.high*3 <= w.letter && w.sane()
}

// touch judges a character that is neither letter nor mark, with the bytes
// around it, and ends the word.
func (w *wordShape) touch(rd *reading, r rune, before, after byte) {
	inWord := w.letter > 0
	w.judge(rd)
	switch {
	case r == utf8.RuneError, r < 0xA0, r >= 0xE000 && r <= 0xF8FF:
		rd.points += pointsBroken
	case typographic(r, inWord, after), numeric(r, before, after):
		rd.points += pointsTypo
	case ordinary(r, inWord):
		return
	case inWord:
		rd.points += 2 * pointsSymbol
	default:
		rd.points += pointsSymbol
	}
	rd.evidence++
}

// typographic reports whether r is a quote or a dash and stands as one: an
// opening quote before a word, a closing one behind it or its punctuation, an
// apostrophe in a word, a dash or an ellipsis anywhere but before a mark.
func typographic(r rune, inWord bool, after byte) bool {
	word := isASCIILetter(after) || after >= utf8.RuneSelf
	switch r {
	case '“', '‘':
		return word && !inWord
	case '”':
		return !word
	case '’':
		return inWord && word || !word
	case '–', '—', '…', '•':
		return true
	}
	return false
}

// numeric reports whether r is a sign of money before a number, or of degrees,
// fractions, powers and money behind one.
func numeric(r rune, before, after byte) bool {
	switch r {
	case '£', '¥', '€':
		return isDigit(after) || isDigit(before)
	case '¢', '°', '¼', '½', '¾', '²', '³', '‰', '₫':
		return isDigit(before)
	}
	return false
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// worth is what a syllable counts. A single letter counts little, and nothing
// at all unless it is one of those that are words.
func (w *wordShape) worth() float64 {
	if w.letter > 1 {
		return pointsSyllable
	}
	switch string(w.buf) {
	case "à", "á", "ả", "ạ", "ở", "ý", "ô", "ơ", "ư", "ừ", "ồ", "ổ", "ủ", "ố", "À", "Á", "Ở", "Ý", "Ô", "Ừ", "Ồ", "Ủ":
		return pointsLetter
	}
	return -pointsLetter
}

// ordinary reports whether text in any language may be full of r: no-break
// blanks, quotes, dashes, bullets, ellipses, the signs of law and degrees; the
// trade mark sign only behind a word.
func ordinary(r rune, inWord bool) bool {
	switch r {
	case 0xA0, '«', '»', '©', '®', '°', '·', '§', '±', '×', '₫', '\u00AD', '\uFEFF':
		return true
	case '™':
		return inWord
	}
	return r >= 0x2010 && r <= 0x201F || r == '…' || r == '•' || r > 0x2122 && !unicode.IsControl(r)
}
