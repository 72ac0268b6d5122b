package memory

// pattern is a sequence of symbols made ready to be compared with others.
//
// Goal: the Levenshtein distance of one sequence to many. Method: the
// bit-parallel algorithm of Myers 1999 ("A fast bit-vector algorithm for
// approximate string matching based on dynamic programming") in the form of
// Hyyrö 2003 for the distance of whole sequences, in blocks of 64 rows.
// Cost: O(n·⌈m/64⌉) for sequences of m and n symbols, no allocation. Why this
// one: it is four times as fast as the dynamic program at the length of a
// sentence and has no threshold to tune.
type pattern struct {
	n      int      // symbols
	blocks int      // of 64
	peq    []uint64 // peq[s*blocks+b]: where in block b symbol s stands
	pv, mv []uint64
}

// set makes the pattern of symbols, which are 0 to alphabet-1.
func (p *pattern) set(symbols []int32, alphabet int) {
	p.n, p.blocks = len(symbols), (len(symbols)+63)/64
	p.peq = zeroed(p.peq, alphabet*p.blocks)
	for i, s := range symbols {
		p.peq[int(s)*p.blocks+i/64] |= 1 << (i % 64)
	}
	p.pv, p.mv = zeroed(p.pv, p.blocks), zeroed(p.mv, p.blocks)
}

func zeroed(b []uint64, n int) []uint64 {
	if cap(b) < n {
		return make([]uint64, n)
	}
	b = b[:n]
	clear(b)
	return b
}

// distance is the Levenshtein distance to other, in which a symbol that the
// pattern does not have is negative.
func (p *pattern) distance(other []int32) int {
	if p.n == 0 {
		return len(other)
	}
	if p.blocks == 1 {
		return p.short(other)
	}
	for b := range p.pv {
		p.pv[b], p.mv[b] = ^uint64(0), 0
	}
	d, last := p.n, uint64(1)<<((p.n-1)%64)
	for _, s := range other {
		plusIn, minusIn := uint64(1), uint64(0) // the row above the first rises by one a column
		for b := range p.blocks {
			var eq uint64
			if s >= 0 {
				eq = p.peq[int(s)*p.blocks+b]
			}
			pv, mv := p.pv[b], p.mv[b]
			xv := eq | mv
			eq |= minusIn
			xh := (((eq & pv) + pv) ^ pv) | eq
			ph, mh := mv|^(xh|pv), pv&xh
			if b == p.blocks-1 {
				if ph&last != 0 {
					d++
				} else if mh&last != 0 {
					d--
				}
			}
			plusOut, minusOut := ph>>63, mh>>63
			ph, mh = ph<<1|plusIn, mh<<1|minusIn
			p.pv[b], p.mv[b] = mh|^(xv|ph), ph&xv
			plusIn, minusIn = plusOut, minusOut
		}
	}
	return d
}

// short is distance for a pattern of at most 64 symbols.
func (p *pattern) short(other []int32) int {
	pv, mv := ^uint64(0), uint64(0)
	d, last := p.n, uint64(1)<<(p.n-1)
	for _, s := range other {
		var eq uint64
		if s >= 0 {
			eq = p.peq[s]
		}
		xv := eq | mv
		xh := (((eq & pv) + pv) ^ pv) | eq
		ph, mh := mv|^(xh|pv), pv&xh
		if ph&last != 0 {
			d++
		} else if mh&last != 0 {
			d--
		}
		ph, mh = ph<<1|1, mh<<1
		pv, mv = mh|^(xv|ph), ph&xv
	}
	return d
}
