package text

import (
	"iter"
	"unicode"
	"unicode/utf8"
)

// Words yields the spans of the words of s, in order; AppendWords says what a
// word is.
func Words(s string) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		for i := 0; ; {
			w, ok := nextWord(s, i)
			if !ok || !yield(w) {
				return
			}
			i = w.End
		}
	}
}

// AppendWords appends the spans of the words of s to buf and returns it. A word
// is a run of letters, their marks and digits of any script, in any normal form:
//
//   - an apostrophe (' ’ ʼ) between two letters is part of it: don't, O’Brien;
//   - points and commas between two digits are part of it: 1.234,5, 20.7.2010;
//   - everything else ends it, also hyphens, slashes, colons and underscores,
//     so that the parts of Bắc-Nam, well-known, 27-NQ/TW or 10:30 are words
//     that can be found on the other side: U.S. is U and S, 5kg and 13th are one.
//
// A script without spaces gives one word for a run of its letters.
func AppendWords(buf []Span, s string) []Span {
	for i := 0; ; {
		w, ok := nextWord(s, i)
		if !ok {
			return buf
		}
		buf = append(buf, w)
		i = w.End
	}
}

// The classes of characters that words are made of.
const (
	outside = iota
	alphabetic
	digit
	apostrophe // within a word between letters
	separator  // within a word between digits
	mark       // joins the word before it
)

var lowClass [0x250]byte

func init() {
	for r := range lowClass {
		lowClass[r] = slowClass(rune(r))
	}
}

func slowClass(r rune) byte {
	switch {
	case r == '\'' || r == '’' || r == 'ʼ':
		return apostrophe
	case r == '.' || r == ',':
		return separator
	case unicode.IsLetter(r):
		return alphabetic
	case unicode.IsDigit(r):
		return digit
	case unicode.IsMark(r) || r == '\u00AD' || r == '\u200D' || r == '\u200C':
		return mark
	}
	return outside
}

func class(r rune) byte {
	switch {
	case r < rune(len(lowClass)):
		return lowClass[r]
	case r >= vietnameseFirst && r <= vietnameseLast:
		return alphabetic
	}
	return slowClass(r)
}

func runeAt(s string, i int) (rune, int) {
	if c := s[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s[i:])
}

// nextWord finds the first word of s that starts at from or later.
func nextWord(s string, from int) (w Span, ok bool) {
	i := from
	last := byte(outside)
	for i < len(s) {
		r, size := runeAt(s, i)
		if last = class(r); last == alphabetic || last == digit {
			w.Start = i
			i += size
			break
		}
		i += size
		last = outside
	}
	if last == outside {
		return w, false
	}
	for i < len(s) {
		r, size := runeAt(s, i)
		switch c := class(r); c {
		case alphabetic, digit:
			last = c
		case mark:
		case apostrophe, separator:
			want := byte(alphabetic)
			if c == separator {
				want = digit
			}
			if last != want || i+size >= len(s) {
				return Span{w.Start, i}, true
			}
			if after, _ := runeAt(s, i+size); class(after) != want {
				return Span{w.Start, i}, true
			}
		default:
			return Span{w.Start, i}, true
		}
		i += size
	}
	return Span{w.Start, i}, true
}
