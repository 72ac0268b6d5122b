package lexicon

import (
	"strings"
	"unicode/utf8"

	"songngu/corpus/text"
)

// addEnglish adds s[start:end], lower-cased and without marks, cut at its
// apostrophes: "don't" is "do" and "not", "it's" is "it". If simple, there are
// none.
func (w *words) addEnglish(s string, start, end int, simple bool) {
	if simple {
		k, hash := w.english.find(s[start:end])
		if k < 0 {
			w.foldEnglish(s[start:end])
			k = w.english.add(s[start:end], w.raw, hash)
		}
		w.addSeen(&w.english, k, text.Span{Start: start, End: end}, true)
		return
	}
	w.foldEnglish(s[start:end])
	w.cutEnglish(text.Span{Start: start, End: end})
}

// foldEnglish puts a word in lower case and without marks into w.raw.
func (w *words) foldEnglish(s string) {
	w.raw = w.raw[:0]
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r == '’':
			w.raw = append(w.raw, '\'')
		default:
			if r = text.FoldRune(r); r != 0 {
				w.raw = utf8.AppendRune(w.raw, r)
			}
		}
	}
}

// cutEnglish adds the word in w.raw, cut at its apostrophes.
func (w *words) cutEnglish(span text.Span) {
	word := w.raw
	cut := indexByte(word, '\'')
	if cut < 0 {
		w.add(word, span, true)
		return
	}
	tail := string(word[cut+1:])
	if tail == "t" && cut > 1 && word[cut-1] == 'n' {
		head := string(word[:cut-1])
		switch head {
		case "ca":
			head = "can"
		case "wo":
			head = "will"
		case "sha":
			head = "shall"
		}
		w.add([]byte(head), span, true)
		w.add([]byte("not"), span, true)
		return
	}
	w.add(word[:cut], span, true)
	switch tail {
	case "s", "re", "ve", "ll", "d", "m":
	default:
		if i := strings.IndexByte(tail, '\''); i >= 0 {
			tail = tail[:i]
		}
		if tail != "" {
			w.add([]byte(tail), span, true)
		}
	}
}

func indexByte(b []byte, c byte) int {
	for i := range b {
		if b[i] == c {
			return i
		}
	}
	return -1
}

// addVietnamese adds s[start:end] as one syllable, folded by text.FoldTone and
// in the usual spelling.
func (w *words) addVietnamese(s string, start, end int, joined bool) {
	k, hash := w.vietnamese.find(s[start:end])
	if k < 0 {
		w.raw = append(w.raw[:0], usualSpelling(s[start:end])...)
		k = w.vietnamese.add(s[start:end], w.raw, hash)
	}
	w.addSeen(&w.vietnamese, k, text.Span{Start: start, End: end}, joined)
}

func usualSpelling(s string) string {
	word := text.FoldTone(s)
	if usual, ok := spellings[word]; ok {
		return usual
	}
	return word
}

// spellings maps southern and older spellings of common syllables to the usual
// ones; Bible translations are full of them.
var spellings = map[string]string{
	"gởi": "gửi", "bịnh": "bệnh", "lịnh": "lệnh", "nhứt": "nhất", "tánh": "tính",
	"chánh": "chính", "vầy": "vậy", "nầy": "này", "hột": "hạt", "bổn": "bản",
	"phước": "phúc", "nhơn": "nhân",
}
