package align

// scorer computes a single bead's features one by one, as they stand before
// they are weighed: for the alignment file, for explaining, and for fitting the
// weights. The search uses cells instead, which hold the same sums for all
// beads of a band at once.
type scorer struct {
	p      *pair
	spread [2]*spread
}

func newScorer(p *pair) *scorer {
	return &scorer{p: p, spread: [2]*spread{newSpread(p, 0), newSpread(p, 1)}}
}

// raw are a bead's log-likelihood ratios before weighing.
type raw struct {
	length, anchors, shape, join, structure float64
	words                                   [2]float64 // of the Vietnamese words given the English block, and back
}

// load lays open a block for any sentences of the other side.
func (s *scorer) load(side, i, k int) *spread {
	s.spread[side].load(i, k)
	return s.spread[side]
}

// against lays open a block of one side for a block of the other.
func (s *scorer) against(side int, block, other Range) *spread {
	s.spread[side].against(block.Start, block.Len(), other.Start, other.End)
	return s.spread[side]
}

// raw computes a bead's features; both blocks hold one to five sentences.
func (s *scorer) raw(w *weights, i, j int, bt beadType) raw {
	var r raw
	block := [2]Range{{i, i + bt.m}, {j, j + bt.n}}
	for side, own := range block {
		other := block[1-side]
		sp := s.against(side, own, other)
		b := own.Len() - 1
		for x := other.Start; x < other.End; x++ {
			var nats [maxBlock]float64
			sp.wordNats(&nats, x)
			r.words[side] += nats[b]
			var keys [maxBlock]float32
			sp.anchorNats(&keys, x)
			r.anchors += float64(keys[b])
		}
	}
	r.length = s.p.lengthNats(w, i, j, bt)
	r.shape, r.join = s.p.shapes.nats(s.p, i, j, bt)
	if s.p.struc.active {
		r.structure = s.p.struc.nats(s.p, i, j, bt)
	}
	return r
}

// weigh turns raw features into the nats they count for.
func (w *weights) weigh(r raw, t int) Features {
	return Features{
		Length:    w.Length * r.length,
		Words:     w.Words[0]*r.words[0] + w.Words[1]*r.words[1],
		Anchors:   w.Anchors * r.anchors,
		Shape:     w.Shape*r.shape + w.Join*r.join,
		Structure: w.Structure * r.structure,
		Prior:     w.Type[t],
	}
}
