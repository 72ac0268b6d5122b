package charset

import (
	"unicode"
	"unicode/utf8"
)

// reading is how a decoded text reads: what a candidate is judged by.
type reading struct {
	syllables int     // words with marked letters that are Vietnamese syllables
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
	pointsBroken   = -2.0
)

// read judges a decoded text by its words with letters beyond ASCII and its
// odd characters. What is plain ASCII says nothing about the charset.
func read(text []byte) reading {
	var (
		rd   reading
		word wordShape
	)
	for i := 0; i < len(text); {
		b := text[i]
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
		r, n := utf8.DecodeRune(text[i:])
		i += n
		switch {
		case marked(r):
			word.addMarked(r)
		case unicode.IsLetter(r):
			word.addOther(r)
		case unicode.Is(unicode.Mn, r):
			word.loose++
		default:
			word.touch(&rd, r)
		}
	}
	word.judge(&rd)
	return rd
}

// wordShape is the word that read is in.
type wordShape struct {
	buf    []byte // lower case, without tones
	letter int    // letters in all
	high   int    // of them beyond ASCII
	other  int    // of them no letters of Vietnamese
	script int    // of those, of another script than Latin
	upper  int    // capitals
	first  bool   // the first letter is a capital
	tones  int    // letters with a tone
	loose  int    // combining marks that found no letter
	tone   tone
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
	w.store(rune(b | 0x20))
}

// longestSyllable is the room for "nghiêng" without its tone.
const longestSyllable = 12

func (w *wordShape) store(r rune) {
	if len(w.buf) < longestSyllable {
		w.buf = utf8.AppendRune(w.buf, r)
	}
}

func (w *wordShape) addMarked(r rune) {
	w.high++
	switch r {
	case 'đ', 'Đ':
		w.count(r == 'Đ')
		w.store('đ')
		return
	}
	p := placeOf(r)
	w.count(p.upper())
	if t := p.tone(); t != level {
		w.tones++
		w.tone = t
	}
	w.store(vowelRows[p.vowel()][level])
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
	case w.other == 0 && w.tones <= 1 && w.sane() && syllable(string(w.buf), w.tone):
		rd.syllables++
		rd.points += pointsSyllable
	case w.western():
		rd.points += pointsWestern
	default:
		rd.strange++
		rd.points += pointsStrange
	}
	w.reset()
}

// western reports whether the word may be French, German, Spanish …: most of
// it in plain letters, its capitals in place.
func (w *wordShape) western() bool {
	return w.script == 0 && w.letter >= 4 && w.high*3 <= w.letter && w.sane()
}

// touch judges a character that is neither letter nor mark and ends the word.
func (w *wordShape) touch(rd *reading, r rune) {
	inWord := w.letter > 0
	w.judge(rd)
	switch {
	case r == utf8.RuneError, r < 0xA0, r >= 0xE000 && r <= 0xF8FF:
		rd.points += pointsBroken
	case ordinary(r):
		return
	case inWord:
		rd.points += 2 * pointsSymbol
	default:
		rd.points += pointsSymbol
	}
	rd.evidence++
}

// ordinary reports whether text in any language may be full of r: no-break
// blanks, quotes, dashes, bullets, ellipses, the signs of law and degrees.
func ordinary(r rune) bool {
	switch r {
	case 0xA0, '«', '»', '©', '®', '°', '·', '§', '±', '×', '₫', '€', '™', '£', '\u00AD', '\uFEFF':
		return true
	}
	return r >= 0x2010 && r <= 0x203A || r > 0x203A && !unicode.IsControl(r)
}
