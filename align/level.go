package align

import (
	"context"
	"math"
)

// level finds the lift of this document.
//
// Goal: a text that tells nothing (one line repeated, rules and dots, words no
// table knows) is paired in order. There every pair looks alike, and if that is
// a little worse than strangers do, thousands of sentences add up to the belief
// that both texts are missing. But an odds ratio that is below even for every
// pair there is says nothing about which sentences belong together. Method: if
// even the best of a sample of pairs from where the search looks has evidence
// below zero, all evidence is lifted by as much, half of it for each sentence of
// a bead. Wherever a single pair speaks for itself nothing changes. Source: the
// cost normalised by that of random sentences of Thompson & Koehn, vecalign,
// 2019, taken with the most careful of averages.
func (r *runner) level(ctx context.Context) {
	r.p.lift = 0
	sc := newScorer(r.p)
	best := math.Inf(-1)
	for x := range r.stretch {
		b := r.stretch[x]
		rows := b.rows() - 1
		share := max(levelRows/len(r.stretch), 1)
		step := max(rows/share, 1)
		for q := 0; q < rows; q += step {
			lo, hi := int(b.lo[q]), int(b.hi[q])
			wide := max((hi-lo)/levelColumns, 1)
			for j := lo; j < hi; j += wide {
				i := b.first + q
				if (r.p.ruled || r.p.blank) && !r.p.allowed(i, j, 1, 1) {
					continue
				}
				f := r.w.weigh(sc.raw(r.w, i, j, beadTypes[0]), 0)
				best = max(best, f.Sum()-f.Prior)
				if best >= 0 || ctx.Err() != nil {
					return
				}
			}
		}
	}
	if !math.IsInf(best, -1) {
		r.p.lift = -best / 2
	}
}

// The sample: rows of the whole text, or one of each stretch, and columns of
// each row. A text in which some pairs speak for themselves needs a few.
const (
	levelRows    = 200
	levelColumns = 40
)
