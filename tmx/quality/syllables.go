package quality

import (
	"strings"

	"songngu/corpus/text"
)

// syllables remembers which words are syllables: a memory has few different
// ones, and to look one up is faster than to take it apart.
type syllables map[string]bool

// mostSyllables bounds the words remembered; Vietnamese has about 7,000.
const mostSyllables = 20_000

// valid is text.ValidSyllable.
func (k syllables) valid(word string) bool {
	v, ok := k[word]
	if !ok {
		v = text.ValidSyllable(word)
		if len(k) < mostSyllables && len(word) < 32 {
			k[strings.Clone(word)] = v
		}
	}
	return v
}
