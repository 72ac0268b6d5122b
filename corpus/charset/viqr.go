package charset

import (
	"bytes"
	"unicode/utf8"
)

// VIQR (RFC 1456, section on the mnemonic form) writes the marks as ASCII
// characters after their letter:
//
//	( breve   ^ circumflex   + or * horn   ' acute   ` grave   ? hook   ~ tilde   . dot   dd đ
//
// A backslash keeps a character from being a mark. Writers use it sparingly,
// so a full stop or question mark behind a vowel is a guess: where the text has
// no escapes at all, such a sign at the end of a word is a mark only if the
// sentence goes on. A word whose apostrophes, stops and tildes would make no
// Vietnamese syllable keeps them, so that addresses and English words survive.
// The states of the full report (\v, \e, \l) are not read: they were never
// written by hand.

// viqrReader reads words of VIQR.
type viqrReader struct {
	strict bool   // the text escapes its punctuation: a mark is a mark
	word   []rune // the word read last
	hard   int    // its marks that are hardly ever punctuation: ^ + dd (
	inner  int    // its grave accents and tildes before another letter
	marks  int    // all its marks
	judge  wordShape
}

func newVIQR(data []byte) *viqrReader {
	return &viqrReader{strict: bytes.Contains(data, []byte(`\.`)) || bytes.Contains(data, []byte(`\?`))}
}

// next reads the word that starts at d[i], an ASCII letter, and returns where
// it ends.
func (v *viqrReader) next(d []byte, i int) int {
	v.word, v.hard, v.inner, v.marks = v.word[:0], 0, 0, 0
	toned := false
	for i < len(d) && isASCIILetter(d[i]) {
		b := d[i]
		i++
		if b|0x20 == 'd' && len(v.word) == 0 && i < len(d) && d[i]|0x20 == 'd' {
			i++
			v.hard++
			v.marks++
			v.word = append(v.word, 'Đ'+rune(b>>5&1)) // đ follows Đ in Unicode
			continue
		}
		r := rune(b)
		if l := v.shape(r, d, i); l != 0 {
			r = l
			i++
			v.hard++
			v.marks++
		}
		if i < len(d) && !toned {
			if l := v.toneAt(r, d, i); l != 0 {
				if c := d[i]; (c == '~' || c == '`') && i+1 < len(d) && isASCIILetter(d[i+1]) {
					v.inner++
				}
				r = l
				i++
				v.marks++
				toned = true
			}
		}
		v.word = append(v.word, r)
	}
	return i
}

// shape puts the breve, circumflex or horn at d[i] on r, or returns 0.
func (v *viqrReader) shape(r rune, d []byte, i int) rune {
	if i >= len(d) {
		return 0
	}
	switch d[i] {
	case '^':
		return combine(r, markCircumflex)
	case '+':
		return combine(r, markHorn)
	case '*': // also emphasis: only inside a word
		if i+1 < len(d) && (isASCIILetter(d[i+1]) || viqrTone(d[i+1]) != noTone) {
			return combine(r, markHorn)
		}
	case '(': // ă never ends a syllable
		j := i + 1
		if j < len(d) && viqrTone(d[j]) != noTone {
			j++
		}
		if j < len(d) && bytes.IndexByte([]byte("cmnptCMNPT"), d[j]) >= 0 {
			return combine(r, markBreve)
		}
	}
	return 0
}

// toneAt puts the tone mark at d[i] on r, or returns 0.
func (v *viqrReader) toneAt(r rune, d []byte, i int) rune {
	t := viqrTone(d[i])
	p := placeOf(r)
	if t == noTone || p == nowhere {
		return 0
	}
	if !v.strict && (t == dot || t == hook) && endsSentence(d, i) {
		return 0
	}
	return letterAt(p.vowel(), t, p.upper())
}

// endsSentence reports whether the stop or question mark at d[i] looks like
// punctuation: a capital, a line's or the text's end comes next, or more dots.
func endsSentence(d []byte, i int) bool {
	j := i + 1
	if j < len(d) && d[j] == d[i] { // "la..": a mark and a stop; more are an ellipsis
		return j+1 < len(d) && d[j+1] == d[i]
	}
	if j < len(d) && !isBlank(d[j]) {
		return bytes.IndexByte([]byte(`"'`), d[j]) >= 0 && (j+1 >= len(d) || isBlank(d[j+1]))
	}
	lines := 0
	for ; j < len(d) && j < i+80 && isBlank(d[j]); j++ {
		if d[j] == '\n' {
			lines++
		}
	}
	if j < len(d) && (d[j] == '"' || d[j] == '(') {
		j++
	}
	if j >= len(d) || lines > 1 {
		return true
	}
	return !('a' <= d[j] && d[j] <= 'z')
}

// good reports whether the word read last may be taken with its marks, even
// if it is mistyped or no syllable.
func (v *viqrReader) good() bool {
	return v.hard > 0 || v.inner > 0 && len(v.word) > 2 || v.valid()
}

// valid reports whether the word read last is a Vietnamese syllable.
func (v *viqrReader) valid() bool {
	w := &v.judge
	w.reset()
	for _, r := range v.word {
		if r < utf8.RuneSelf {
			w.addASCII(byte(r))
		} else {
			w.addMarked(r)
		}
	}
	return w.syllable()
}

func viqrTone(b byte) tone {
	switch b {
	case '\'':
		return acute
	case '`':
		return grave
	case '?':
		return hook
	case '~':
		return tilde
	case '.':
		return dot
	}
	return noTone
}

func isASCIILetter(b byte) bool { l := b | 0x20; return 'a' <= l && l <= 'z' }

// decodeVIQR decodes VIQR; in a page it leaves the tags alone.
func decodeVIQR(data []byte, html bool) ([]byte, counts) {
	out := make([]byte, 0, len(data)+len(data)/8)
	var n counts
	v := newVIQR(data)
	for i := 0; i < len(data); {
		b := data[i]
		switch {
		case isASCIILetter(b):
			end := v.next(data, i)
			if v.marks > 0 && v.good() {
				for _, r := range v.word {
					out = utf8.AppendRune(out, r)
				}
			} else {
				out = append(out, data[i:end]...)
			}
			i = end
		case b == '<' && html:
			end := bytes.IndexByte(data[i:], '>')
			if end < 0 {
				end = len(data) - i - 1
			}
			out = append(out, data[i:i+end+1]...)
			i += end + 1
		case b == '\\' && i+1 < len(data) && (viqrTone(data[i+1]) != noTone || bytes.IndexByte([]byte(`(^+*\`), data[i+1]) >= 0):
			out = append(out, data[i+1])
			i += 2
		case b >= utf8.RuneSelf:
			r, size := utf8.DecodeRune(data[i:])
			if r == utf8.RuneError && size == 1 {
				n.invalid++
			}
			out = utf8.AppendRune(out, r)
			i += size
		default:
			out = append(out, b)
			i++
		}
	}
	return out, n
}

// viqrSample bounds how much of a text is read to tell VIQR.
const viqrSample = 64 << 10

// looksVIQR reports whether ASCII text is strongly Vietnamese when read as
// VIQR: a tenth of its words carry a circumflex, breve, horn or đ that makes
// them a syllable, and hardly any carries one that does not. Tones alone do
// not count: English is full of "do." and "to?".
func looksVIQR(data []byte, html bool) bool {
	d := data[:min(len(data), viqrSample)]
	if bytes.IndexByte(d, '^') < 0 {
		return false
	}
	v := newVIQR(d)
	words, good, bad := 0, 0, 0
	for i := 0; i < len(d); {
		switch {
		case isASCIILetter(d[i]):
			i = v.next(d, i)
			words++
			if v.hard == 0 {
				continue
			}
			if v.valid() {
				good++
			} else {
				bad++
			}
		case d[i] == '<' && html:
			end := bytes.IndexByte(d[i:], '>')
			if end < 0 {
				end = len(d) - i - 1
			}
			i += end + 1
		default:
			i++
		}
	}
	return good >= 3 && good*10 >= words && bad*8 <= good
}
