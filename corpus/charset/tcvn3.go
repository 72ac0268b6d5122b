package charset

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// TCVN3 has no codes for capitals with a tone: they are typed as small letters
// in a second font (.VnTimeH) that shows capitals. Without the fonts only the
// neighbourhood tells. Decoding raises the toned letters of words whose other
// letters are capitals ("NéI" is NỘI), of the short words beside such words
// ("Hµ NéI"), and the first letter of a
// word that begins a sentence or follows a heading. Words set wholly in the
// capital font ("hµ néi" for HÀ NỘI) stay small: nothing in the bytes tells.
func decodeTCVN3(data []byte) ([]byte, counts) {
	out, n := decodeTable(tableTCVN3, data)
	n.capitals = raiseCapitals(out)
	return out, n
}

// capsClass says how a word stands to capitals.
type capsClass uint8

const (
	capsOther  capsClass = iota // has small letters
	capsPlain                   // all capitals, nothing to raise
	capsRaised                  // two or more capitals, and toned small letters
	capsMaybe                   // one capital or none, all the rest toned small letters
)

// capsWord is a word and how it stands to capitals.
type capsWord struct {
	start, end int
	class      capsClass
}

// raiseCapitals changes text in place: a toned letter and its capital are
// equally long in UTF-8. It returns how many letters it raised.
func raiseCapitals(text []byte) int {
	raised := 0
	var waiting []capsWord // undecided words since the last decided one
	left := capsOther
	sentence := true // the next word begins a sentence
	for i := 0; i < len(text); {
		w, first := nextCapsWord(text, i)
		gap := text[i:w.start]
		if i > 0 {
			lines := bytes.Count(gap, []byte{'\n'})
			heading := lines > 0 && (left == capsRaised || left == capsPlain)
			sentence = heading || lines > 1 || endsWithStop(gap)
		}
		if len(gap) > 3 || bytes.IndexByte(gap, '\n') >= 0 {
			waiting, left = waiting[:0], capsOther
		}
		i = w.end
		if w.start == w.end {
			break
		}
		switch w.class {
		case capsRaised:
			raised += raise(text, w.start, w.end)
			for _, m := range waiting {
				raised += raise(text, m.start, m.end)
			}
			waiting, left = waiting[:0], capsRaised
		case capsMaybe:
			if left == capsRaised {
				raised += raise(text, w.start, w.end)
			} else {
				waiting = append(waiting, w)
			}
		case capsPlain:
			if left == capsPlain {
				for _, m := range waiting {
					raised += raise(text, m.start, m.end)
				}
			}
			waiting, left = waiting[:0], capsPlain
		case capsOther:
			waiting, left = waiting[:0], capsOther
		}
		if sentence && first {
			_, size := utf8.DecodeRune(text[w.start:])
			raised += raise(text, w.start, w.start+size)
		}
	}
	return raised
}

// nextCapsWord finds the next word at or after i and its class; first tells
// that it begins with a toned small letter. An empty word is the end.
func nextCapsWord(text []byte, i int) (w capsWord, first bool) {
	letters, capitals, toned := 0, 0, 0
	start := -1
	for i < len(text) {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text[i:])
		}
		if !isASCIILetter(text[i]) && !marked(r) {
			if start >= 0 {
				break
			}
			i += size
			continue
		}
		if start < 0 {
			start = i
		}
		letters++
		switch p := placeOf(r); {
		case p != nowhere && p.tone() != level && !p.upper():
			toned++
			first = first || letters == 1
		case unicode.IsUpper(r):
			capitals++
		}
		i += size
	}
	if start < 0 {
		return capsWord{start: i, end: i}, false
	}
	w = capsWord{start: start, end: i}
	switch {
	case capitals+toned < letters:
	case toned == 0:
		w.class = capsPlain
	case capitals >= 2:
		w.class = capsRaised
	default:
		w.class = capsMaybe
	}
	return w, first
}

// raise makes the toned small letters of text[start:end] capitals.
func raise(text []byte, start, end int) int {
	n := 0
	for i := start; i < end; {
		r, size := utf8.DecodeRune(text[i:end])
		if p := placeOf(r); p != nowhere && p.tone() != level && !p.upper() {
			utf8.EncodeRune(text[i:], letterAt(p.vowel(), p.tone(), true))
			n++
		}
		i += size
	}
	return n
}

// endsWithStop reports whether the text between two words ends a sentence: a
// stop, then blanks, perhaps with quotes or brackets.
func endsWithStop(gap []byte) bool {
	stop, blank := false, false
	for _, b := range gap {
		switch b {
		case '.':
			if stop && !blank { // an ellipsis may go on in small letters
				return false
			}
			stop = true
		case '!', '?':
			stop = true
		case ' ', '\n', '\t', '\r':
			blank = blank || stop
		case '"', '\'', '(', ')':
		default:
			if b < utf8.RuneSelf {
				return false
			}
		}
	}
	return stop && blank
}
