package align

import "math"

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
func (c *cells) fill(p *pair, w *weights, bd *band) {
	c.layout(bd)
	n := bd.rows() - 1
	if n <= 0 {
		return
	}
	// Forward: blocks of the English side, row by row.
	sp := c.lay(p, 0)
	for r := range n {
		i := c.first + r
		k := min(maxBlock, p.side[0].n-i)
		sp.load(i, k)
		f := c.f[c.at[r]:c.at[r+1]]
		for x := range f {
			sp.score(&f[x], int(c.lo[r])+x, w.Words[0], w.Anchors)
		}
	}
	// Backward: blocks of the Vietnamese side, column by column. The rows that
	// hold a column are consecutive, since lo and hi never fall.
	sp = c.lay(p, 1)
	from, to := 0, 0
	last := int(c.lo[n-1]) + c.at[n] - c.at[n-1]
	for j := int(c.lo[0]); j < last; j++ {
		for to < n && int(c.lo[to]) <= j {
			to++
		}
		for from < to && int(c.lo[from])+c.at[from+1]-c.at[from] <= j {
			from++
		}
		if from == to {
			continue
		}
		k := min(maxBlock, p.side[1].n-j)
		sp.load(j, k)
		for r := from; r < to; r++ {
			sp.score(&c.b[c.at[r]+j-int(c.lo[r])], c.first+r, w.Words[1], w.Anchors)
		}
	}
}

// spread is a block of up to five sentences of one side, laid open so that
// sentences of the other side can be held against it: for every word of the
// other side how much more likely the first one, two … five sentences make it.
type spread struct {
	p     *pair
	side  int // of the block
	rows  *rows
	other *side
	ratio [][maxBlock]float32 // by word of the other side: sum of P(w|e)/P(w)
	words []int32             // those with a ratio
	rest  [maxBlock]float32   // summed shares of "any word, as often as it comes"
	count [maxBlock]float32   // tokens of the block
	scale [maxBlock]float32
	base  [maxBlock]float64 // factor of a word that nothing explains
	null  float32
	held  []uint8 // by anchor key: 1 + the first sentence of the block that holds it
	keys  []int32
	size  int
}

func newSpread(p *pair, side int) *spread {
	return &spread{
		p: p, side: side, other: &p.side[1-side],
		ratio: make([][maxBlock]float32, p.words[1-side].size()),
		held:  make([]uint8, len(p.keys.p)),
	}
}

// load lays open the k sentences from i on.
func (s *spread) load(i, k int) {
	for _, w := range s.words {
		s.ratio[w] = [maxBlock]float32{}
	}
	for _, key := range s.keys {
		s.held[key] = 0
	}
	s.words, s.keys, s.size = s.words[:0], s.keys[:0], k
	s.rows, s.null = s.p.rows[s.side], s.p.null[1-s.side]
	own := &s.p.side[s.side]
	chance := s.p.chance[1-s.side]
	var rest, count float32
	for b := range k {
		for _, e := range own.wordsOf(i + b) {
			to, p := s.rows.row(e)
			rest += s.rows.rest[e]
			for x, v := range to {
				r := &s.ratio[v]
				if r[maxBlock-1] == 0 {
					s.words = append(s.words, v)
				}
				q := p[x] / chance[v]
				for y := b; y < maxBlock; y++ {
					r[y] += q
				}
			}
		}
		silent := own.total[i+b] - int32(own.wordAt[i+b+1]-own.wordAt[i+b])
		count += float32(own.total[i+b])
		rest += float32(silent)
		s.rest[b], s.count[b] = rest, count
		s.scale[b] = 0
		s.base[b] = 1
		if count > 0 {
			s.scale[b] = (1 - s.null) / count
			s.base[b] = float64(s.null + s.scale[b]*rest)
		}
		for _, a := range own.anchorsOf(i + b) {
			if s.held[a.key] == 0 {
				s.held[a.key] = uint8(b + 1)
				s.keys = append(s.keys, a.key)
			}
		}
	}
}

// score puts into out what sentence j of the other side says about the block
// and its beginnings, words and anchors weighed and summed.
func (s *spread) score(out *[maxBlock]float32, j int, wordWeight, anchorWeight float64) {
	var nats [maxBlock]float64
	s.wordNats(&nats, j)
	var keys [maxBlock]float32
	s.anchorNats(&keys, j)
	for b := range s.size {
		out[b] = float32(wordWeight*nats[b] + anchorWeight*float64(keys[b]))
	}
}

// wordNats is the log of the product, over the words of sentence j, of
//
//	null + (1-null)/tokens * (sum of P(w|e)/P(w) + rest)
//
// the likelihood of the word as a translation of the block (IBM Model 1 with
// its null word) over its chance in this document.
func (s *spread) wordNats(nats *[maxBlock]float64, j int) {
	prod := [maxBlock]float64{1, 1, 1, 1, 1}
	missed := 0
	for _, w := range s.other.wordsOf(j) {
		r := &s.ratio[w]
		if r[maxBlock-1] == 0 {
			missed++
			continue
		}
		for b := range prod {
			prod[b] *= s.base[b] + float64(s.scale[b]*r[b])
		}
		if prod[0] > 1e150 || prod[0] < 1e-150 || prod[maxBlock-1] > 1e150 {
			for b := range prod {
				nats[b] += math.Log(prod[b])
				prod[b] = 1
			}
		}
	}
	for b := range prod {
		nats[b] += math.Log(prod[b])
		if missed > 0 {
			nats[b] += float64(missed) * math.Log(s.base[b])
		}
	}
}

// anchorNats is the sum, over the places of sentence j that an anchor reads,
// of what a hit or a miss is worth; the best reading of a place counts.
func (s *spread) anchorNats(nats *[maxBlock]float32, j int) {
	as := s.other.anchorsOf(j)
	hit, miss := s.p.keys.hit[s.side], s.p.keys.miss[s.side]
	for x := 0; x < len(as); {
		place := as[x].place
		var best [maxBlock]float32
		var met [maxBlock]bool
		strong := false
		for ; x < len(as) && as[x].place == place; x++ {
			a := as[x]
			held := int(s.held[a.key])
			for b := range best {
				if held > 0 && held <= b+1 {
					if v := hit[a.key][b]; !met[b] || v > best[b] {
						best[b], met[b] = v, true
					}
				}
			}
			if a.weak {
				continue
			}
			for b := range best {
				if v := miss[a.key][b]; !met[b] && (!strong || v > best[b]) {
					best[b] = v
				}
			}
			strong = true
		}
		for b := range nats {
			nats[b] += best[b]
		}
	}
}
