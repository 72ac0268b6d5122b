package lexicon

import "math"

// Score is how much likelier the words of a sentence pair are as translations
// of each other than as strangers, in nats: log P(v|e)/P(v) + log P(e|v)/P(e),
// summed over all known words, by the mixture of IBM Model 1. Unknown words
// (negative IDs) say nothing. It is the measure the table is built for; cost
// O(len(en)·len(vi)·log of the row length).
func (t *Table) Score(en, vi []int32) float64 {
	return t.explain(English, en, vi) + t.explain(Vietnamese, vi, en)
}

// explain is log P(to|from)/P(to), from standing on the given side.
func (t *Table) explain(side Side, from, to []int32) float64 {
	known := 0
	for _, f := range from {
		if f >= 0 {
			known++
		}
	}
	if known == 0 {
		return 0
	}
	null := float64(t.null[side.Other()])
	score := 0.
	for _, w := range to {
		if w < 0 {
			continue
		}
		p := 0.
		for _, f := range from {
			if f >= 0 {
				p += float64(t.P(side, f, w))
			}
		}
		score += math.Log(null + (1-null)*p/float64(known)/float64(t.Unigram(side.Other(), w)))
	}
	return score
}
