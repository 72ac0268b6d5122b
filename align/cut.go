package align

import "math"

// segment is how many rows are searched in one go: enough that cutting costs
// little, few enough that the lattice stays in the cache and all cores have
// work.
const segment = 400

// cuts divides a band into stretches that can be searched apart.
//
// Goal: memory and time linear in the text, and all cores used, without losing
// exactness that matters. Method: about every segment rows a small lattice with
// free ends is run round a point of the path; the boundary pair that almost
// every alignment passes (posterior above cutSure) becomes a corner. Where none
// is found the next points are tried; a stretch without any stays whole.
func (r *runner) cuts(b *band, points []point) []*band {
	n := b.rows()
	var out []*band
	start, j0 := 0, int(b.lo[0])
	var l lattice
	next := segment
	for _, x := range points {
		row := int(x.i) - b.first
		if row < next || n-row < segment/2 {
			continue
		}
		cut, j := r.corner(&l, b, row)
		if cut < 0 {
			next = row + cutReach
			continue
		}
		out = append(out, b.part(start, cut, j0, j))
		start, j0 = cut, j
		next = cut + segment
	}
	return append(out, b.part(start, n-1, j0, int(b.hi[n-1])))
}

const (
	cutReach = 12 // rows on either side of a place that is tried
	cutSure  = 0.999
	cutCells = 20000 // a lattice larger than this is no cheap trial
)

// corner looks for a boundary pair near a row that all alignments pass.
func (r *runner) corner(l *lattice, b *band, row int) (cut, j int) {
	from, to := max(row-cutReach, 0), min(row+cutReach, b.rows()-1)
	trial := &band{first: b.first + from, lo: b.lo[from : to+1], hi: b.hi[from : to+1]}
	if trial.cells() > cutCells {
		return -1, 0
	}
	l.run(r.p, r.w, trial, true)
	best, cut := cutSure, -1
	for q := cutReach / 2; q <= to-from-cutReach/2; q++ {
		for y := int(trial.lo[q]); y <= int(trial.hi[q]); y++ {
			c := l.at[q] + y - int(trial.lo[q])
			f, g := &l.fwd[c], &l.bwd[c]
			// Only where a bead or a run ends: a run must not be cut in two.
			if p := math.Exp(f.link + g.link - l.total); p > best {
				best, cut, j = p, from+q, y
			}
		}
	}
	return cut, j
}

// part is the band between two corners.
func (b *band) part(from, to, j0, j1 int) *band {
	q := &band{first: b.first + from, lo: make([]int32, to-from+1), hi: make([]int32, to-from+1)}
	copy(q.lo, b.lo[from:to+1])
	copy(q.hi, b.hi[from:to+1])
	q.mend(j0, j1)
	return q
}
