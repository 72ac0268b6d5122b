package align

import (
	"context"
	"math"
)

// segment is how many rows are searched in one go: enough that cutting costs
// little, few enough that the lattice stays in the cache and all cores have
// work.
const segment = 400

// cuts divides a band into stretches that can be searched apart.
//
// Goal: memory and time linear in the text, and all cores used, without losing
// exactness that matters. Method: about every segment rows a small lattice with
// free ends is run across the band; the boundary pair that almost every
// alignment passes (posterior above cutSure) becomes a corner. Where none is
// found the next rows are tried; a stretch that grows to several segments is cut
// at the likeliest place there is.
func (r *runner) cuts(ctx context.Context, b *band) []*band {
	n := b.rows()
	var out []*band
	start, j0 := 0, int(b.lo[0])
	var l lattice
	best := corner{row: -1}
	for row := segment; row < n-segment/2 && ctx.Err() == nil; {
		c := r.corner(ctx, &l, b, row)
		if c.row > start && c.p > best.p {
			best = c
		}
		if best.row < 0 || best.p < cutSure && row-start < maxSegment {
			row += cutStep
			continue
		}
		out = append(out, b.part(start, best.row, j0, best.j))
		start, j0 = best.row, best.j
		row = start + segment
		best = corner{row: -1}
	}
	return append(out, b.part(start, n-1, j0, int(b.hi[n-1])))
}

const (
	maxSegment = 4 * segment
	cutReach   = 12 // rows on either side of a place that is tried
	cutStep    = 40 // rows to the next place, where one was in doubt
	cutSure    = 0.999
	cutCells   = 20000 // a lattice larger than this is no cheap trial
)

// corner is a boundary pair and the probability that the alignment passes it.
type corner struct {
	row, j int
	p      float64
}

// corner looks for the likeliest boundary pair near a row.
func (r *runner) corner(ctx context.Context, l *lattice, b *band, row int) corner {
	best := corner{row: -1}
	from, to := max(row-cutReach, 0), min(row+cutReach, b.rows()-1)
	trial := &band{first: b.first + from, lo: b.lo[from : to+1], hi: b.hi[from : to+1]}
	if trial.cells() > cutCells {
		return best
	}
	l.run(ctx, r.p, r.w, trial, true)
	for q := cutReach / 2; q <= to-from-cutReach/2; q++ {
		for y := int(trial.lo[q]); y <= int(trial.hi[q]); y++ {
			c := l.at[q] + y - int(trial.lo[q])
			f, g := &l.fwd[c], &l.bwd[c]
			// Only where a bead ends: a run must not be cut in two.
			if p := math.Exp(f.link + g.link - l.total); p > best.p {
				best = corner{from + q, y, p}
			}
		}
	}
	return best
}

// part is the band between two corners.
func (b *band) part(from, to, j0, j1 int) *band {
	q := &band{first: b.first + from, lo: make([]int32, to-from+1), hi: make([]int32, to-from+1)}
	copy(q.lo, b.lo[from:to+1])
	copy(q.hi, b.hi[from:to+1])
	q.mend(j0, j1)
	return q
}
