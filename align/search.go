package align

import (
	"context"
	"math"
)

// lattice is the search over one stretch of the texts, between two corners
// that the path must pass.
//
// Goal: the probability of every bead, given both texts, summed over all ways
// to align the rest. Method: forward-backward over the boundary pairs of the
// band, in three states: after a bead that links, inside a run of English
// sentences without partner, inside such a run of Vietnamese ones. Opening a
// run costs more than extending it (an affine gap: a missing paragraph is one
// event, not eight), and where both sides have a run in one place the English
// one comes first, so that no alignment is counted twice. Cost: linear in the
// cells of the band, some twenty exponentials each. Source: Durbin et al.,
// Biological Sequence Analysis, 1998, chapter 4 (pair HMM), with the bead types
// of Gale & Church 1993 as its match state.
type lattice struct {
	p    *pair
	w    *weights
	band *band
	at   []int // of row r: at[r] + j - lo[r]

	sketch sketch
	cells  cells
	score  [][typeCount]float32 // of the bead that begins at a cell
	fwd    []state
	bwd    []state
	out    []float64 // log of the sum of fwd: ready for the next bead
	total  float64   // log likelihood ratio of everything

	nullSrc, nullTgt []float64 // posterior of having no partner
	expected         expected  // how often things come, summed over all alignments
	best             []float64
	back             []int8
}

// state holds a log weight for each of the three states of a cell.
type state struct{ link, src, tgt float64 }

var never = math.Inf(-1)

// run does the whole search over a band. If free, the path may begin at any
// column of the first row and end at any of the last one.
//
// If ctx ends it returns within a row's work, and the result means nothing.
func (l *lattice) run(ctx context.Context, p *pair, w *weights, b *band, free bool) {
	l.p, l.w, l.band = p, w, b
	n := b.rows()
	l.at = grow(l.at, n+1)
	l.at[0] = 0
	for r := range n {
		l.at[r+1] = l.at[r] + int(b.hi[r]-b.lo[r]) + 1
	}
	l.cells.fill(ctx, p, w, b)
	l.scores(ctx)
	l.forward(ctx, free)
	l.backward(ctx, free)
	if ctx.Err() == nil {
		l.nulls()
	}
}

// scores computes the score of every bead in the band.
func (l *lattice) scores(ctx context.Context) {
	b := l.band
	n := b.rows()
	l.score = grow(l.score, l.at[n])
	var f, k [maxBlock][][maxBlock]float32
	var lo [maxBlock]int
	guarded := l.p.ruled || l.p.blank
	for r := range n {
		if ctx.Err() != nil {
			return
		}
		i := b.first + r
		rows := min(maxBlock, n-1-r)
		for m := range rows {
			lo[m], f[m], k[m] = l.cells.row(i + m)
		}
		for j := int(b.lo[r]); j <= int(b.hi[r]); j++ {
			s := &l.score[l.at[r]+j-int(b.lo[r])]
			for t, bt := range beadTypes {
				s[t] = float32(never)
				if bt.m > rows {
					continue
				}
				if j+bt.n < int(b.lo[r+bt.m]) || j+bt.n > int(b.hi[r+bt.m]) {
					continue
				}
				if guarded && !l.p.allowed(i, j, bt.m, bt.n) {
					continue
				}
				var sum float32
				for y := range bt.n {
					sum += f[0][j+y-lo[0]][bt.m-1]
				}
				for x := range bt.m {
					sum += k[x][j-lo[x]][bt.n-1]
				}
				s[t] = sum + float32(l.p.rest(l.w, i, j, t))
			}
		}
	}
}

func (l *lattice) forward(ctx context.Context, free bool) {
	b := l.band
	n := b.rows()
	l.fwd = grow(l.fwd, l.at[n])
	l.out = grow(l.out, l.at[n])
	var terms [typeCount]float64
	for r := range n {
		if ctx.Err() != nil {
			return
		}
		for j := int(b.lo[r]); j <= int(b.hi[r]); j++ {
			c := l.at[r] + j - int(b.lo[r])
			st := state{never, never, never}
			if r == 0 && (free || j == int(b.lo[0])) {
				st.link = 0
			}
			top := never
			for t, bt := range beadTypes {
				terms[t] = never
				if bt.m > r {
					continue
				}
				q := r - bt.m
				y := j - bt.n
				if y < int(b.lo[q]) || y > int(b.hi[q]) {
					continue
				}
				from := l.at[q] + y - int(b.lo[q])
				terms[t] = l.out[from] + float64(l.score[from][t])
				top = max(top, terms[t])
			}
			if top > never {
				sum := 0.0
				for _, x := range terms {
					sum += expMinus(top - x)
				}
				st.link = addLog(st.link, top+fastLog(sum))
			}
			if r > 0 && j >= int(b.lo[r-1]) && j <= int(b.hi[r-1]) && l.p.free(0, b.first+r-1) {
				prev := &l.fwd[l.at[r-1]+j-int(b.lo[r-1])]
				st.src = addLog(prev.link+l.w.Open[0], prev.src+l.w.Extend[0])
			}
			if j > int(b.lo[r]) && l.p.free(1, j-1) {
				prev := &l.fwd[c-1]
				st.tgt = addLog(addLog(prev.link, prev.src+l.w.Cross)+l.w.Open[1], prev.tgt+l.w.Extend[1])
			}
			l.fwd[c] = st
			l.out[c] = addLog(addLog(st.link, st.src), st.tgt)
		}
	}
	l.total = l.out[l.at[n]-1]
	if free {
		l.total = never
		for c := l.at[n-1]; c < l.at[n]; c++ {
			l.total = addLog(l.total, l.out[c])
		}
	}
}

func (l *lattice) backward(ctx context.Context, free bool) {
	b := l.band
	n := b.rows()
	l.bwd = grow(l.bwd, l.at[n])
	var terms [typeCount]float64
	for r := n - 1; r >= 0; r-- {
		if ctx.Err() != nil {
			return
		}
		for j := int(b.hi[r]); j >= int(b.lo[r]); j-- {
			c := l.at[r] + j - int(b.lo[r])
			link := never
			if r == n-1 && (free || j == int(b.hi[r])) {
				link = 0
			}
			top := never
			for t, bt := range beadTypes {
				terms[t] = never
				s := l.score[c][t]
				if s == float32(never) {
					continue
				}
				to := l.at[r+bt.m] + j + bt.n - int(b.lo[r+bt.m])
				terms[t] = l.bwd[to].link + float64(s)
				top = max(top, terms[t])
			}
			if top > never {
				sum := 0.0
				for _, x := range terms {
					sum += expMinus(top - x)
				}
				link = addLog(link, top+fastLog(sum))
			}
			src, tgt := never, never
			if r < n-1 && j >= int(b.lo[r+1]) && j <= int(b.hi[r+1]) && l.p.free(0, b.first+r) {
				src = l.bwd[l.at[r+1]+j-int(b.lo[r+1])].src
			}
			if j < int(b.hi[r]) && l.p.free(1, j) {
				tgt = l.bwd[c+1].tgt
			}
			open := tgt + l.w.Open[1]
			l.bwd[c] = state{
				link: addLog(addLog(link, open), src+l.w.Open[0]),
				src:  addLog(addLog(link, open+l.w.Cross), src+l.w.Extend[0]),
				tgt:  addLog(link, tgt+l.w.Extend[1]),
			}
		}
	}
}

// addLog is log(exp(a)+exp(b)).
func addLog(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if b == never { // also where both are
		return a
	}
	return a + softMinus(a-b)
}
