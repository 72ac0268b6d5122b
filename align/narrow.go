package align

import "math"

// narrow is the part of the band that the search found worth a second look:
// the boundary pairs that some alignment of more than negligible probability
// passes, and a margin. In a long text most of the band is not, and the passes
// after the first cost a fraction of it.
func (l *lattice) narrow(least float64) *band {
	b := l.band
	n := b.rows()
	q := &band{first: b.first, lo: make([]int32, n), hi: make([]int32, n)}
	for r := range n {
		q.lo[r], q.hi[r] = math.MaxInt32, 0
		for j := b.lo[r]; j <= b.hi[r]; j++ {
			c := l.at[r] + int(j-b.lo[r])
			f, g := &l.fwd[c], &l.bwd[c]
			best := max(f.link+g.link, f.src+g.src, f.tgt+g.tgt)
			if best-l.total > least {
				q.lo[r] = min(q.lo[r], j-narrowMargin)
				q.hi[r] = max(q.hi[r], j+narrowMargin)
			}
		}
	}
	q.mend(int(b.lo[0]), int(b.hi[n-1]))
	return q
}

const (
	// negligible is the log probability of what later passes over a long text
	// leave out, and outOfReach of what those over a short one do, where there
	// is time to be careful: learning moves a path's odds by a few nats.
	negligible   = -12
	outOfReach   = -25
	narrowMargin = 2 // columns
	// narrowFrom is how many sentences a text has of which later passes look
	// at the narrowed band only.
	narrowFrom = 1500
)
