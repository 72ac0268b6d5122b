package lexicon

import "slices"

// extend is a copy of the vocabulary, without its rows, that words may be added
// to; what it shares with v is never written.
func (v *vocabulary) extend() vocabulary {
	return vocabulary{
		words:  slices.Clip(v.words),
		counts: slices.Clip(v.counts),
		total:  v.total,
		share:  slices.Clip(v.share),
		index: index{
			places:  slices.Clone(v.index.places),
			longest: slices.Clone(v.index.longest),
			count:   v.index.count,
		},
	}
}

// learn is the ID of a word, which is added if it is not there.
func (v *vocabulary) learn(word string) int32 {
	v.words = append(v.words, word)
	if !v.index.add(v.words) {
		v.words = v.words[:len(v.words)-1]
		return v.index.find(v.words, []byte(word), hashOf(word))
	}
	v.counts = append(v.counts, 0)
	return int32(len(v.words) - 1)
}

// withRows gives the vocabulary a copy of the list of rows, and empty rows for
// the words beyond it.
func (v *vocabulary) withRows(rows [][]Entry) {
	v.rows = make([][]Entry, len(v.words))
	copy(v.rows, rows)
}
