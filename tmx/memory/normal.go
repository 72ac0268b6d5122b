package memory

import (
	"unicode"
	"unicode/utf8"

	"songngu/corpus/text"
)

// clean is text.Clean. A text of nothing but common letters and signs is looked
// through once, and without the tables of Unicode: nearly all texts are that.
func clean(s string) string {
	blank := true
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c < ' ' || c == 0x7f || c == ' ' && blank {
				return text.Clean(s)
			}
			blank = c == ' '
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case '¡' <= r && r < '\u0300' && r != '\u00AD': // Latin letters of NFC
		case 'Ạ' <= r && r <= 'ỹ': // those of Vietnamese
		case '‐' <= r && r <= '‧': // dashes, quotation marks, dots
		default:
			return text.Clean(s)
		}
		blank = false
		i += n
	}
	if blank && s != "" {
		return text.Clean(s)
	}
	return s
}

// words is a text as it is matched: its words, folded and joined by a blank.
type words struct {
	norm  []byte      // the words, joined by a blank
	word  []text.Span // of norm
	raw   []text.Span // the same words in the text they came from
	runes int         // of norm
}

// normalise makes w the words of s. A word (text.AppendWords) is in lower case
// and without marks (text.FoldMarks), so that Vietnamese typed without marks
// finds marked text; a number in it, with its points and commas, is the one
// digit 0, so that numbers are placeables; punctuation and white space are
// left out. What case, marks, punctuation and numbers are worth is said by
// Penalties.
func (w *words) normalise(s string) {
	w.norm, w.word, w.runes = w.norm[:0], w.word[:0], 0
	spans := text.AppendWords(w.raw[:0], s)
	w.raw = spans[:0]
	for _, span := range spans {
		from, blank := len(w.norm), 0
		if from > 0 {
			w.norm = append(w.norm, ' ')
			blank = 1
		}
		runes := w.foldWord(span.Of(s))
		if runes == 0 {
			w.norm = w.norm[:from]
			continue
		}
		w.runes += runes + blank
		w.word = append(w.word, text.Span{Start: from + blank, End: len(w.norm)})
		w.raw = append(w.raw, span)
	}
}

func (w *words) foldWord(s string) (runes int) {
	inNumber := false
	for i := 0; i < len(s); {
		c := s[i]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' { // most letters of most texts
			w.norm = append(w.norm, c|0x20)
			inNumber = false
			runes++
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case '0' <= r && r <= '9' || r >= utf8.RuneSelf && unicode.IsDigit(r):
			if inNumber {
				continue
			}
			inNumber, r = true, '0'
		case inNumber && (r == '.' || r == ','):
			continue
		default:
			inNumber = false
			if r == '’' || r == 'ʼ' {
				r = '\''
			}
			if r = text.FoldRune(r); r == 0 {
				continue
			}
		}
		w.norm = utf8.AppendRune(w.norm, r)
		runes++
	}
	return runes
}

// term is word i.
func (w *words) term(i int) []byte { return w.norm[w.word[i].Start:w.word[i].End] }
