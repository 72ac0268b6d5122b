package align

// band is the part of the lattice of boundaries that a search looks at: the
// boundary before English sentence i (0 to n) may meet the boundaries lo[i] to
// hi[i], both included, of the Vietnamese side. Both bounds never fall, and
// the bands of neighbouring rows overlap, so that a path exists.
type band struct {
	first  int // the row of lo[0]: a band may cover a part of the text
	lo, hi []int32
}

func (b *band) rows() int { return len(b.lo) }

// cells is the number of boundary pairs in the band.
func (b *band) cells() int {
	n := 0
	for i := range b.lo {
		n += int(b.hi[i]-b.lo[i]) + 1
	}
	return n
}

// fullBand is the band that leaves nothing out between two corners.
func fullBand(i0, i1, j0, j1 int) *band {
	b := &band{first: i0, lo: make([]int32, i1-i0+1), hi: make([]int32, i1-i0+1)}
	for i := range b.lo {
		b.lo[i], b.hi[i] = int32(j0), int32(j1)
	}
	return b
}

// mend makes the band one that a path can follow from corner to corner: its
// bounds never fall and neighbouring rows share a column.
func (b *band) mend(j0, j1 int) {
	n := len(b.lo)
	b.lo[0], b.hi[n-1] = int32(j0), int32(j1)
	for i := 1; i < n; i++ {
		b.hi[i] = max(b.hi[i], b.hi[i-1])
	}
	for i := n - 2; i >= 0; i-- {
		b.lo[i] = min(b.lo[i], b.lo[i+1])
	}
	for i := range b.lo {
		b.lo[i] = max(b.lo[i], int32(j0))
		b.hi[i] = min(b.hi[i], int32(j1))
	}
	for i := 1; i < n; i++ {
		if b.lo[i] > b.hi[i-1] {
			b.lo[i] = b.hi[i-1]
		}
	}
	// Lowering lo may have made it fall again.
	for i := n - 2; i >= 0; i-- {
		b.lo[i] = min(b.lo[i], b.lo[i+1])
	}
}
