package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A letter is one Latin letter taken apart: its base with the quality marks
// that make it another vowel (ă â ê ô ơ ư, and đ), its tone, and its case. The
// zero letter is no Latin letter, or one that Vietnamese never writes.
type letter struct {
	base  byte // an ASCII lower-case letter, or one of the codes below
	tone  tone
	upper bool
}

// Codes of the letters that ASCII lacks. A toneless Vietnamese syllable is a
// short string of such bytes, which makes tables of onsets and rimes cheap.
const (
	aBreve = 'A' // ă
	aHat   = 'B' // â
	dBar   = 'D' // đ
	eHat   = 'E' // ê
	oHat   = 'O' // ô
	oHorn  = 'P' // ơ
	uHorn  = 'U' // ư
)

type tone byte

// The tones, named by their marks.
const (
	level tone = iota // ngang, without mark
	grave             // huyền
	acute             // sắc
	tilde             // ngã
	hook              // hỏi
	dot               // nặng
)

// tonedVowels are the vowels with their tones, in the order of the constants.
var tonedVowels = []struct {
	base  byte
	tones string
}{
	{'a', "aàáãảạ"}, {aBreve, "ăằắẵẳặ"}, {aHat, "âầấẫẩậ"},
	{'e', "eèéẽẻẹ"}, {eHat, "êềếễểệ"},
	{'i', "iìíĩỉị"},
	{'o', "oòóõỏọ"}, {oHat, "ôồốỗổộ"}, {oHorn, "ơờớỡởợ"},
	{'u', "uùúũủụ"}, {uHorn, "ưừứữửự"},
	{'y', "yỳýỹỷỵ"},
}

// The letters of Vietnamese stand in two ranges: up to ư U+01B0, and Latin
// Extended Additional.
var (
	lowLetters  [0x250]letter
	highLetters [vietnameseLast - vietnameseFirst + 1]letter
	lowLower    [0x250]rune // lower case; 0 where that may leave NFC
	written     [256][dot + 1]rune
)

func init() {
	set := func(r rune, l letter) {
		if r < rune(len(lowLetters)) {
			lowLetters[r] = l
		} else {
			highLetters[r-vietnameseFirst] = l
		}
	}
	both := func(r rune, l letter) {
		written[l.base][l.tone] = r
		set(r, l)
		l.upper = true
		set(unicode.ToUpper(r), l)
	}
	for c := byte('a'); c <= 'z'; c++ {
		both(rune(c), letter{base: c})
	}
	both('ð', letter{base: dBar})
	both('đ', letter{base: dBar}) // last, as it is the one that is written
	for _, v := range tonedVowels {
		t := level
		for _, r := range v.tones {
			both(r, letter{base: v.base, tone: t})
			t++
		}
	}
	for r := range lowLower {
		lowLower[r] = unicode.ToLower(rune(r))
	}
	lowLower['ð'], lowLower['Ð'] = 'đ', 'đ'
	lowLower['İ'] = 0
}

// letterOf takes r apart; its base is 0 if Vietnamese does not write r.
func letterOf(r rune) letter {
	switch {
	case int(r) < len(lowLetters):
		return lowLetters[r]
	case r >= vietnameseFirst && r <= vietnameseLast:
		return highLetters[r-vietnameseFirst]
	}
	return letter{}
}

// write is the inverse of letterOf: one rune in NFC.
func (l letter) write() rune {
	r := written[l.base][l.tone]
	if l.upper {
		r = unicode.ToUpper(r)
	}
	return r
}

// vowel reports whether the base is one of the twelve vowel letters.
func vowel(base byte) bool {
	switch base {
	case 'a', aBreve, aHat, 'e', eHat, 'i', 'o', oHat, oHorn, 'u', uHorn, 'y':
		return true
	}
	return false
}

// withMark adds a combining mark to l; ok is false if Vietnamese has no such
// letter.
func (l letter) withMark(mark rune) (_ letter, ok bool) {
	t, base := level, l.base
	switch mark {
	case '\u0300':
		t = grave
	case '\u0301':
		t = acute
	case '\u0303':
		t = tilde
	case '\u0309':
		t = hook
	case '\u0323':
		t = dot
	case '\u0302':
		base = map[byte]byte{'a': aHat, 'e': eHat, 'o': oHat}[base]
	case '\u0306':
		base = map[byte]byte{'a': aBreve}[base]
	case '\u031B':
		base = map[byte]byte{'o': oHorn, 'u': uHorn}[base]
	default:
		return l, false
	}
	if !vowel(base) || t != level && l.tone != level {
		return l, false
	}
	l.base = base
	l.tone |= t
	return l, true
}

// compose returns s in NFC with the marks of Vietnamese joined to their letter
// even where they stand in an order that NFC keeps apart (e, acute, circumflex).
func compose(s string) string {
	s = NFC(s)
	i := strings.IndexFunc(s, combining)
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	var last letter // not yet written; its base is 0 if there is none
	for _, r := range s {
		if last.base != 0 {
			if l, ok := last.withMark(r); ok {
				last = l
				continue
			}
			b.WriteRune(last.write())
		}
		if last = letterOf(r); last.base == 0 || !vowel(last.base) {
			b.WriteRune(r)
			last = letter{}
		}
	}
	if last.base != 0 {
		b.WriteRune(last.write())
	}
	return norm.NFC.String(b.String())
}

// combining reports whether r is one of the general combining marks.
func combining(r rune) bool { return r >= 0x300 && r <= 0x36F }

// decodeSyllable takes the letters of word apart, which is in NFC; ok is false
// if it has none, more than a syllable can have, or one that is not Vietnamese.
func decodeSyllable(word string, buf *[maxSyllable]letter) (letters []letter, ok bool) {
	n := 0
	for i := 0; i < len(word); {
		r, size := rune(word[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(word[i:])
		}
		l := letterOf(r)
		if l.base == 0 || n == len(buf) {
			return nil, false
		}
		buf[n] = l
		n++
		i += size
	}
	return buf[:n], n > 0
}
