package align

import "context"

// cells holds, for every sentence pair (i, j) near the band, what the words
// and anchors of the one say about a block of the other:
//
//	forward[m-1]  of Vietnamese sentence j, given English sentences i to i+m-1
//	backward[n-1] of English sentence i, given Vietnamese sentences j to j+n-1
//
// in nats, weighed. A bead's evidence is then a short sum,
//
//	sum over its Vietnamese sentences of forward[m-1] + over its English ones of backward[n-1]
//
// which is exact: given the block on one side, the sentences of the other are
// independent. Computing it this way costs ten numbers a cell instead of two
// dozens of beads.
type cells struct {
	first int     // English sentence of the first row
	lo    []int32 // first column of each row
	at    []int   // where each row begins in the values
	f, b  [][maxBlock]float32

	spread [2]*spread // kept from one stretch to the next
}

// lay returns the spread of a side, made at the first call for a pair.
func (c *cells) lay(p *pair, side int) *spread {
	if c.spread[side] == nil || c.spread[side].p != p {
		c.spread[side] = newSpread(p, side)
	}
	return c.spread[side]
}

// row returns the values of English sentence i, from column lo on.
func (c *cells) row(i int) (lo int, f, b [][maxBlock]float32) {
	r := i - c.first
	return int(c.lo[r]), c.f[c.at[r]:c.at[r+1]], c.b[c.at[r]:c.at[r+1]]
}

// layout finds which sentence pairs the beads inside the band touch.
func (c *cells) layout(bd *band) {
	n := bd.rows() - 1
	c.first = bd.first
	c.lo = grow(c.lo, n)
	c.at = grow(c.at, n+1)
	c.at[0] = 0
	for r := range n {
		lo := bd.lo[max(r-maxBlock+1, 0)]
		hi := bd.hi[min(r+maxBlock, n)]
		c.lo[r] = lo
		c.at[r+1] = c.at[r] + int(hi-lo)
	}
	c.f = grow(c.f, c.at[n])
	c.b = grow(c.b, c.at[n])
}

// reach is the end of the columns whose forward values beads that begin in row
// r take: those of one English sentence have five Vietnamese ones at most, those
// of three have three, those of five one.
func (b *band) reach(r int) int {
	end, last := b.hi[r], b.rows()-1
	for _, bt := range [...]beadType{{1, 5}, {3, 3}, {5, 1}} {
		end = max(end, min(b.hi[min(r+bt.m, last)], b.hi[r]+int32(bt.n)))
	}
	return int(end)
}

// grow returns a slice of length n, reusing s if it is large enough. What it
// holds is undefined.
func grow[T any](s []T, n int) []T {
	if cap(s) >= n {
		return s[:n]
	}
	return make([]T, n, n+n/4)
}

// fill computes all cells of a band.
//
// Cost: for every sentence its translations are spread over an array indexed
// by word (some hundred writes), then each pair costs one look per word and
// five multiplications for each that is met.
func (c *cells) fill(ctx context.Context, p *pair, w *weights, bd *band) {
	c.layout(bd)
	n := bd.rows() - 1
	if n <= 0 {
		return
	}
	// Forward: blocks of the English side, row by row.
	sp := c.lay(p, 0)
	sp.unload() // what is loaded was for another window
	for r := range n {
		if ctx.Err() != nil {
			return
		}
		i := c.first + r
		sp.slide(i, int(bd.lo[r]), bd.reach(min(r+maxBlock-1, n-1)))
		f := c.f[c.at[r]:c.at[r+1]]
		for j := int(bd.lo[r]); j < bd.reach(r); j++ {
			sp.score(&f[j-int(c.lo[r])], j, w.Words[0], w.Anchors)
		}
	}
	// Backward: blocks of the Vietnamese side, column by column: those at which
	// a bead can begin whose English sentences include the row's. The rows that
	// hold a column are consecutive, since lo and hi never fall.
	sp = c.lay(p, 1)
	sp.unload()
	from, to, ahead := 0, 0, 0
	last := int(c.lo[n-1]) + c.at[n] - c.at[n-1]
	for j := int(c.lo[0]); j < last; j++ {
		for to < n && int(c.lo[to]) <= j {
			to++
		}
		for from < to && min(int(bd.hi[from])+1, int(c.lo[from])+c.at[from+1]-c.at[from]) <= j {
			from++
		}
		for ahead < n && int(c.lo[ahead]) < j+maxBlock {
			ahead++
		}
		if from == to {
			continue
		}
		if ctx.Err() != nil {
			return
		}
		sp.slide(j, c.first+from, c.first+ahead)
		for r := from; r < to; r++ {
			sp.score(&c.b[c.at[r]+j-int(c.lo[r])], c.first+r, w.Words[1], w.Anchors)
		}
	}
}
