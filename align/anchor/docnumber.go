package anchor

import (
	"unicode/utf8"

	"songngu/corpus/text"
)

// docNumber takes the number of an official document at i: digits, perhaps a
// year, then the letters of its kind and its author, with hyphens and strokes
// between: 27-NQ/TW, 1187/QĐ-UBND, 35/2025/QD-UBND, 15/2012/QH13. The key is
// without marks and with hyphens only, as the English text may write QD for QĐ
// and mixes the two signs.
//
// The form of the numbers follows Government Decree 30/2020/ND-CP, appendix I,
// and Party Instruction 36-HD/VPTW.
func (s *scan) docNumber(i int) int {
	const maxLen, minLetters = 48, 2
	txt := s.text
	j := i
	for j < len(txt) && j < i+6 && isDigit(txt[j]) {
		j++
	}
	groups, letters, strokes := 0, 0, 0
	end := j
	for j < len(txt) && j < i+maxLen && (txt[j] == '-' || txt[j] == '/') {
		stroke := txt[j] == '/'
		k := j + 1
		n, up := 0, 0
		for k < len(txt) && k < i+maxLen {
			c := txt[k]
			if isDigit(c) {
				k++
				n++
				continue
			}
			r, size := utf8.DecodeRuneInString(txt[k:])
			if l := lookup(r); l.class&isUpper == 0 {
				if l.class != 0 {
					return 0 // a word: 31-Year, 24/Seven
				}
				break
			}
			k += size
			n++
			up++
		}
		if n == 0 {
			break
		}
		if up == 0 && (groups > 0 || !stroke || n > 4) {
			break // only a year may stand between the number and the letters
		}
		if up > 0 {
			groups++
			letters += up
		}
		if stroke {
			strokes++
		}
		end, j = k, k
	}
	if groups == 0 || letters < minLetters || strokes == 0 && groups < 2 && !s.knownDocKind(i, end) {
		return 0
	}
	mark := len(s.keys)
	s.keys = append(s.keys, "x:"...)
	for _, r := range txt[i:end] {
		if r == '/' {
			r = '-'
		}
		if f := text.FoldRune(r); f != 0 {
			s.keys = utf8.AppendRune(s.keys, f)
		}
	}
	s.push(token{start: int32(i), end: int32(end), kind: taken})
	s.add(DocNumber, mark, int32(i), int32(end), false)
	return end
}

// knownDocKind reports whether a number with one group of letters, such as
// 27-NQ, has those of a kind of document.
func (s *scan) knownDocKind(i, end int) bool {
	for i < end && (isDigit(s.text[i])) {
		i++
	}
	switch s.text[i+1 : end] {
	case "NQ", "CT", "QĐ", "QD", "KL", "NĐ", "ND", "TT", "HD", "TB", "CV", "BC", "KH", "TTg":
		return true
	}
	return false
}
