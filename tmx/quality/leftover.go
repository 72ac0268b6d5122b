package quality

import (
	"strings"
	"unicode/utf8"

	"songngu/corpus/text"
)

// fewestLeftOver is how many English words in a row are a part left over.
const fewestLeftOver = 4

// leftOver (Q305) finds runs of four or more English words in a Vietnamese side,
// most in small letters, that text.Guess takes for English. Runs within quotes,
// brackets or tags pass, for titles and explanations are quoted; a side that is
// English as a whole is for the check "language".
func leftOver(p *pair, s *side) {
	if s.base != "vi" {
		return
	}
	words := s.words()
	looked := 0
	for i := 0; i < len(words); {
		end := i
		small := 0
		for end < len(words) && plainLatin(words[end].Of(s.text)) && (end == i || joined(s.text[words[end-1].End:words[end].Start])) {
			if c := s.text[words[end].Start]; 'a' <= c && c <= 'z' && words[end].Len() > 1 {
				small++
			}
			end++
		}
		if end-i >= fewestLeftOver && end-i < len(words) && small >= fewestLeftOver-1 && small*3 >= 2*(end-i) {
			span := text.Span{Start: words[i].Start, End: words[end-1].End}
			looked++
			if lang, _ := text.Guess(span.Of(s.text)); looked <= maxLooked && lang == "en" && !quotedRun(s.text, span) {
				q := "“" + excerpt(span.Of(s.text)) + "”"
				p.find(s, span, "left in English: "+q, "còn nguyên tiếng Anh: "+q)
			}
		}
		i = max(end, i+1)
	}
}

func plainLatin(word string) bool {
	for i := 0; i < len(word); i++ {
		if word[i] >= utf8.RuneSelf && !strings.HasPrefix(word[i:], "’") {
			return false
		}
		if word[i] >= utf8.RuneSelf {
			i += len("’") - 1
		}
	}
	return word[0] < '0' || word[0] > '9'
}

// joined reports whether what stands between two words leaves them in one run.
func joined(between string) bool {
	return between == " " || between == "-" || between == ", "
}

// quotedRun reports whether a run stands within quotation marks, brackets or a
// tag.
func quotedRun(s string, span text.Span) bool {
	before, after := s[:span.Start], s[span.End:]
	for _, q := range [][2]string{{"\"", "\""}, {"“", "”"}, {"‘", "’"}, {"'", "'"}, {"(", ")"}, {"«", "»"}, {"[", "]"}, {"<", ">"}} {
		n := strings.LastIndex(before, q[0])
		if n < 0 || !strings.Contains(after, q[1]) {
			continue
		}
		if q[0] == q[1] && strings.Count(before, q[0])%2 == 0 || q[0] != q[1] && strings.Contains(before[n:], q[1]) {
			continue
		}
		return true
	}
	return false
}
