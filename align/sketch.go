package align

import "context"

// sketch is a first, rough look over the band of a long text, to spare the
// search most of it.
//
// Goal: of a band that is some thirty columns wide, because points stand apart,
// the few columns that can matter. Method: the best path through each boundary
// pair that is made of single pairs, scored by words and anchors in one
// direction, and of sentences passed over at a small price; what is far below
// the best path of all is left out. A bead of several sentences begins and ends
// on such a path too. Cost: a tenth of a search. Where sentences say little
// all paths are alike, and the band stays as wide as it was.
type sketch struct {
	at       []int
	pairs    []float32 // of the sentences after a boundary pair
	fwd, bwd []float32
}

const (
	// skip is the price, in nats, of a sentence that is passed over.
	skip = 1.5
	// sketchReach is how far, in nats, a path may be below the best one.
	sketchReach  = 14
	sketchMargin = 1 // columns
)

// narrow is the part of a band worth a search.
func (s *sketch) narrow(ctx context.Context, p *pair, w *weights, sp *spread, b *band) *band {
	n := b.rows()
	s.layout(b)
	for r := range n - 1 {
		if ctx.Err() != nil {
			return b
		}
		end := min(b.hi[r]+1, b.hi[r+1])
		sp.against(b.first+r, 1, int(b.lo[r]), int(end))
		pairs := s.pairs[s.at[r]:s.at[r+1]]
		for j := b.lo[r]; j < end; j++ {
			pairs[j-b.lo[r]] = sp.single(int(j), w.Words[0], w.Anchors)
		}
	}
	s.walk(b)
	return s.near(b)
}

// near is the part of a walked band that is near the best path.
func (s *sketch) near(b *band) *band {
	n := b.rows()
	best := s.fwd[s.at[n]-1] - sketchReach
	q := &band{first: b.first, lo: make([]int32, n), hi: make([]int32, n)}
	for r := range n {
		at, wide := s.at[r], s.at[r+1]-s.at[r]
		lo, hi := 0, wide-1
		for lo < hi && s.fwd[at+lo]+s.bwd[at+lo] < best {
			lo++
		}
		for hi > lo && s.fwd[at+hi]+s.bwd[at+hi] < best {
			hi--
		}
		q.lo[r] = max(b.lo[r]+int32(lo)-sketchMargin, b.lo[r])
		q.hi[r] = min(b.lo[r]+int32(hi)+sketchMargin, b.hi[r])
	}
	q.mend(int(b.lo[0]), int(b.hi[n-1]))
	return q
}

// layout makes room for a band.
func (s *sketch) layout(b *band) {
	n := b.rows()
	s.at = grow(s.at, n+1)
	s.at[0] = 0
	for r := range n {
		s.at[r+1] = s.at[r] + int(b.hi[r]-b.lo[r]) + 1
	}
	s.pairs, s.fwd, s.bwd = grow(s.pairs, s.at[n]), grow(s.fwd, s.at[n]), grow(s.bwd, s.at[n])
}

// walk finds the best way from the first corner to every boundary pair, and on
// to the last one.
func (s *sketch) walk(b *band) {
	n := b.rows()
	const unreached = -1e30
	for r := range n {
		own := s.fwd[s.at[r]:s.at[r+1]]
		for x := range own {
			j := b.lo[r] + int32(x)
			v := float32(unreached)
			if r == 0 && x == 0 {
				v = 0
			}
			if x > 0 {
				v = max(v, own[x-1]-skip)
			}
			if r > 0 {
				before := s.at[r-1] + int(j-b.lo[r-1])
				if j <= b.hi[r-1] {
					v = max(v, s.fwd[before]-skip)
				}
				if j > b.lo[r-1] && j-1 <= b.hi[r-1] {
					v = max(v, s.fwd[before-1]+s.pairs[before-1])
				}
			}
			own[x] = v
		}
	}
	for r := n - 1; r >= 0; r-- {
		own := s.bwd[s.at[r]:s.at[r+1]]
		for x := len(own) - 1; x >= 0; x-- {
			j := b.lo[r] + int32(x)
			v := float32(unreached)
			if r == n-1 && x == len(own)-1 {
				v = 0
			}
			if x < len(own)-1 {
				v = max(v, own[x+1]-skip)
			}
			if r < n-1 {
				after := s.at[r+1] + int(j-b.lo[r+1])
				if j >= b.lo[r+1] && j <= b.hi[r+1] {
					v = max(v, s.bwd[after]-skip)
				}
				if j+1 >= b.lo[r+1] && j+1 <= b.hi[r+1] {
					v = max(v, s.bwd[after+1]+s.pairs[s.at[r]+x])
				}
			}
			own[x] = v
		}
	}
}

// single is what sentence j of the other side says about the first sentence
// loaded, words and anchors weighed and summed.
func (s *spread) single(j int, wordWeight, anchorWeight float64) float32 {
	nats, prod, missed := 0.0, 1.0, 0.0
	slot, base, scale := s.slot[0], s.base[0], s.scale[0]
	for _, w := range s.other.wordsOf(j) {
		if s.met[w]&slots == 0 {
			missed++
			continue
		}
		prod *= base + float64(scale*s.ratio[w][slot])
		if prod > 1e120 || prod < 1e-120 {
			nats += fastLog(prod)
			prod = 1
		}
	}
	nats += missed*s.logs[0] + fastLog(prod)
	var keys [maxBlock]float32
	s.anchorNats(&keys, j)
	return float32(wordWeight*nats + anchorWeight*float64(keys[0]))
}
