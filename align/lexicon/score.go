package lexicon

import (
	"cmp"
	"math"
	"slices"
)

// Expect appends to buf what the words of a sentence let expect on the other
// side: the sum of their rows, sorted by ID. It adds over the sentences of a
// bead. Unknown words (negative IDs) expect nothing.
func (t *Table) Expect(buf []Entry, side Side, ids []int32) []Entry {
	from := len(buf)
	for _, id := range ids {
		buf = append(buf, t.Row(side, id)...)
	}
	sum := buf[from:]
	// Equal IDs stand in no fixed order, but adding two probabilities is the
	// same either way; of three and more the order is fixed by size.
	slices.SortFunc(sum, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.P, b.P))
	})
	n := 0
	for _, e := range sum {
		if n > 0 && sum[n-1].ID == e.ID {
			sum[n-1].P += e.P
		} else {
			sum[n] = e
			n++
		}
	}
	return buf[:from+n]
}

// Score is how much likelier the words of a sentence pair are as translations
// of each other than as strangers, in nats: log P(v|e)/P(v) + log P(e|v)/P(e),
// summed over all known words, by the mixture of IBM Model 1 with the null word
// at the table's rate. Unknown words say nothing. It is the measure the table
// is built for. It costs O(n log n) in the length of the words' rows; a caller
// with many pairs of the same sentences keeps what Expect returns and calls
// Explain.
func (t *Table) Score(en, vi []int32) float64 {
	return t.Explain(English, en, t.Expect(nil, Vietnamese, vi), len(vi)) +
		t.Explain(Vietnamese, vi, t.Expect(nil, English, en), len(en))
}

// Explain is log P(ids|others)/P(ids), where ids are words of the given side,
// expected is what Expect gives for the others and n is their number.
func (t *Table) Explain(side Side, ids []int32, expected []Entry, n int) float64 {
	null := float64(t.null[side])
	share := (1 - null) / float64(max(n, 1))
	score := 0.
	for _, id := range ids {
		if id < 0 {
			continue
		}
		p := null
		k, ok := slices.BinarySearchFunc(expected, id, func(e Entry, id int32) int { return cmp.Compare(e.ID, id) })
		if ok {
			p += share * float64(expected[k].P) / float64(t.Unigram(side, id))
		}
		score += math.Log(p)
	}
	return score
}
