package align

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// moved finds, among the sentences that were left without partner, those whose
// partner stands elsewhere: a paragraph that the translator or the editor moved
// would otherwise be lost, though its translation is as good as any.
//
// Method: runs of sentences without partner on both sides are held against each
// other where they share things that are rare among all leftovers; each such
// pair of runs is aligned by the same lattice, and its beads are kept if they
// are still likely after the number of places is counted in which an accident
// could have looked so well. Cost: linear in the leftovers but for the pairs of
// runs looked at, which are bounded.
func (r *runner) moved(ctx context.Context, beads []Bead) []Bead {
	src, tgt := r.leftovers(beads, 0), r.leftovers(beads, 1)
	if len(src) == 0 || len(tgt) == 0 {
		return beads
	}
	// Each pair of runs is one more chance of an accident.
	places := math.Log(float64(len(src)) * float64(len(tgt)))
	var found []Bead
	used := newClaims()
	var l lattice
	sc := newScorer(r.p)
	type trial struct {
		beads []Bead
		nats  float64
	}
	var trials []trial
	budget := movedBudget + movedEach*r.total
	for _, c := range r.meetings(src, tgt) {
		a, b := src[c[0]], tgt[c[1]]
		cells := (a.Len() + 1) * (b.Len() + 1)
		if cells > min(maxMoved, budget) {
			continue
		}
		budget -= cells
		if a.Len() == 1 && b.Len() == 1 {
			// Most are such, and of these one look at the pair tells.
			f := r.featuresBy(sc, Bead{Src: a, Tgt: b})
			if f.Words+f.Anchors < minMovedBead || f.Sum() <= places+movedCost {
				continue
			}
		}
		l.run(ctx, r.p, r.w, fullBand(a.Start, a.End, b.Start, b.End), false)
		if ctx.Err() != nil {
			return beads
		}
		var t trial
		for _, x := range l.decode(nil) {
			if x.Null() {
				continue
			}
			f := r.featuresBy(sc, x)
			if f.Words+f.Anchors < minMovedBead {
				continue
			}
			t.beads = append(t.beads, x)
			t.nats += f.Sum()
		}
		t.nats -= places + movedCost
		if len(t.beads) > 0 && t.nats > 0 {
			trials = append(trials, t)
		}
	}
	slices.SortStableFunc(trials, func(a, b trial) int { return cmp.Compare(b.nats, a.nats) })
	for _, t := range trials {
		for _, x := range t.beads {
			if !used.take(x) {
				continue
			}
			x.Moved = true
			x.Confidence *= 1 / (1 + math.Exp(-t.nats))
			found = append(found, x)
		}
	}
	return arrange(found, beads)
}

const (
	// maxMoved bounds the sentence pairs of two runs held against each other.
	maxMoved = 250_000
	// movedBudget and movedEach, for each English sentence, bound the sentence
	// pairs of all runs together, so that the work stays linear.
	movedBudget = 250_000
	movedEach   = 50
	// maxMeetings bounds the pairs of runs.
	maxMeetings = 2000
	// movedCost is the price of a block out of order, in nats: one document in
	// some hundred has one. There is no training text with moved blocks; the
	// value is chosen so that the noisy training documents, which have none,
	// show none (TestMovedIsRare).
	movedCost = 8
	// minMovedBead is what words and anchors must say for a moved bead: length
	// and shape alone do not move a sentence.
	minMovedBead = 2
)

// leftovers are the runs of sentences of a side without partner, but for those
// that the user has fixed so.
func (r *runner) leftovers(beads []Bead, side int) []Range {
	var runs []Range
	for _, b := range beads {
		x := [2]Range{b.Src, b.Tgt}[side]
		if !b.Null() || x.Len() == 0 || r.p.ruled && r.p.must[side][x.Start] == ruleAlone {
			continue
		}
		if n := len(runs); n > 0 && runs[n-1].End == x.Start {
			runs[n-1].End = x.End
		} else {
			runs = append(runs, x)
		}
	}
	return runs
}

// meetings are the pairs of runs that share something rare among the
// leftovers, those that share most first.
func (r *runner) meetings(src, tgt []Range) [][2]int {
	p := r.p
	const few = 4 // runs that may hold a thing
	held := make(map[int32][]int)
	note := func(thing int32, run int) {
		if h := held[thing]; len(h) <= few && (len(h) == 0 || h[len(h)-1] != run) {
			held[thing] = append(h, run)
		}
	}
	size := int32(p.words[1].size())
	for k, run := range tgt {
		for j := run.Start; j < run.End; j++ {
			for _, v := range p.side[1].wordsOf(j) {
				note(v, k)
			}
			for _, a := range p.side[1].anchorsOf(j) {
				note(size+a.key, k)
			}
		}
	}
	share := make(map[[2]int]float64)
	for k, run := range src {
		meet := func(thing int32, weight float64) {
			if h := held[thing]; len(h) <= few {
				for _, q := range h {
					share[[2]int{k, q}] += weight / float64(len(h))
				}
			}
		}
		for i := run.Start; i < run.End; i++ {
			for _, e := range p.side[0].wordsOf(i) {
				to, prob := p.rows[0].row(e)
				for x, v := range to {
					if prob[x] >= minPoint {
						meet(v, float64(prob[x]))
					}
				}
			}
			for _, a := range p.side[0].anchorsOf(i) {
				meet(size+a.key, 1)
			}
		}
	}
	pairs := make([][2]int, 0, len(share))
	for k, s := range share {
		if s >= 1 {
			pairs = append(pairs, k)
		}
	}
	slices.SortFunc(pairs, func(a, b [2]int) int {
		return cmp.Or(cmp.Compare(share[b], share[a]), cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
	return pairs[:min(len(pairs), maxMeetings)]
}
