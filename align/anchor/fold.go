package anchor

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letter is what the lexer knows of a rune: its base letter in lower case, the
// mark that makes it another letter (breve, circumflex, horn), its tone, and
// whether it is a letter at all, a capital, or a combining mark.
type letter struct {
	base    uint16
	quality uint16
	tone    uint8
	class   uint8
}

const (
	isLetter uint8 = 1 << iota
	isUpper
	isMark
)

const (
	latinEnd        = 0x370
	vietnameseFirst = 0x1E00
	vietnameseLast  = 0x1EFF
)

var (
	latinLetters      [latinEnd]letter
	vietnameseLetters [vietnameseLast - vietnameseFirst + 1]letter
)

func init() {
	for r := range latinLetters {
		latinLetters[r] = describe(rune(r))
	}
	for i := range vietnameseLetters {
		vietnameseLetters[i] = describe(rune(i + vietnameseFirst))
	}
}

// describe takes a rune apart, the slow way.
func describe(r rune) letter {
	var l letter
	if unicode.Is(unicode.Mn, r) {
		l.class = isMark
		l.addMark(r)
		return l
	}
	if !unicode.IsLetter(r) {
		return l
	}
	l.class = isLetter
	if unicode.IsUpper(r) {
		l.class |= isUpper
	}
	if r == 'Ð' || r == 'ð' { // what old fonts wrote for Đ
		r = 'đ'
	}
	for i, d := range norm.NFD.String(string(unicode.ToLower(r))) {
		if i == 0 {
			l.base = uint16(d)
		} else {
			l.addMark(d)
		}
	}
	return l
}

func (l *letter) addMark(r rune) {
	switch r {
	case 0x0300:
		l.tone = 1
	case 0x0301:
		l.tone = 2
	case 0x0309:
		l.tone = 3
	case 0x0303:
		l.tone = 4
	case 0x0323:
		l.tone = 5
	default:
		l.quality = uint16(r)
	}
}

func lookup(r rune) letter {
	switch {
	case r < latinEnd:
		return latinLetters[r]
	case r >= vietnameseFirst && r <= vietnameseLast:
		return vietnameseLetters[r-vietnameseFirst]
	case r == utf8.RuneError:
		return letter{}
	case unicode.IsLetter(r):
		l := letter{base: uint16(r) ^ uint16(r>>16), class: isLetter}
		if unicode.IsUpper(r) {
			l.class |= isUpper
			low := unicode.ToLower(r)
			l.base = uint16(low) ^ uint16(low>>16)
		}
		return l
	case unicode.Is(unicode.Mn, r):
		return letter{quality: uint16(r), class: isMark}
	}
	return letter{}
}

// The hash of a word is taken over its base letters and their marks, with the
// tones beside them: so case, the place of the tone mark (hoà, hòa) and the
// normal form make no difference. It is 64 bits wide, FNV-1a's constants; with
// some thousands of words in the tables, and wrong meetings costing no more
// than a false anchor, collisions may be left out of account.
const (
	hashStart uint64 = 14695981039346656037
	hashPrime uint64 = 1099511628211
)

// A final i that may as well be y (kĩ, lí, mĩ) counts as y, as in
// text.FoldTone, whose result this would be the hash of.
type wordHash struct {
	letters, tones uint64
	first, last    uint16
	n              int
}

func newWordHash() wordHash { return wordHash{letters: hashStart} }

func (h *wordHash) add(l letter) {
	if l.base != 0 {
		h.letters = (h.letters ^ uint64(l.base)) * hashPrime
		if h.n == 0 {
			h.first = l.base
		}
		h.last = l.base
		h.n++
	}
	if l.quality != 0 {
		h.letters = (h.letters ^ uint64(l.quality)<<16) * hashPrime
	}
	if l.tone != 0 {
		h.tones = h.tones<<3 | uint64(l.tone)
	}
}

func (h wordHash) sum() uint64 {
	if h.n == 2 && h.last == 'i' {
		switch h.first {
		case 'h', 'k', 'l', 'm', 's', 't':
			h.letters = ((hashStart^uint64(h.first))*hashPrime ^ 'y') * hashPrime
		}
	}
	return (h.letters ^ h.tones<<20) * hashPrime
}

// hashWord is the hash of a whole word.
func hashWord(w string) uint64 {
	h := newWordHash()
	for _, r := range w {
		if r >= '0' && r <= '9' {
			h.add(letter{base: uint16(r)})
		} else {
			h.add(lookup(r))
		}
	}
	return h.sum()
}
