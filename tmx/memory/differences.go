package memory

import "songngu/corpus/text"

// maxCompared bounds the work of Differences: the product of the numbers of
// words of its texts.
const maxCompared = 1 << 22

// Differences returns the spans of the words of source, a text found, that the
// text looked for does not have in that order: what a translator has to look
// at in the translation of a match. Words are compared with their marks and
// digits and without case; neighbours are joined. It is nil where both texts
// are longer than a translator reads (2,000 words).
//
// Method: the longest common subsequence of words, by dynamic programming.
func Differences(query, source string) (spans []text.Span) {
	a, b := writtenWords(query), writtenWords(source)
	if len(a.word)*len(b.word) > maxCompared {
		return nil
	}
	// longest[i][j] is that of a from i on and b from j on.
	longest := make([][]uint16, len(a.word)+1)
	for i := range longest {
		longest[i] = make([]uint16, len(b.word)+1)
	}
	for i := len(a.word) - 1; i >= 0; i-- {
		for j := len(b.word) - 1; j >= 0; j-- {
			if a.word[i] == b.word[j] {
				longest[i][j] = longest[i+1][j+1] + 1
			} else {
				longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			}
		}
	}
	for i, j := 0, 0; j < len(b.word); {
		switch {
		case i < len(a.word) && a.word[i] == b.word[j]:
			i, j = i+1, j+1
		case i < len(a.word) && longest[i+1][j] >= longest[i][j+1]:
			i++
		default:
			spans = join(spans, b.span[j], source)
			j++
		}
	}
	return spans
}

// written is the words of a text as a reader sees them, without case.
type written struct {
	word []string
	span []text.Span
}

func writtenWords(s string) (w written) {
	for span := range text.Words(s) {
		w.word = append(w.word, asWritten(span.Of(s)))
		w.span = append(w.span, span)
	}
	return w
}
