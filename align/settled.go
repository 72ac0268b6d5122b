package align

// Most beads of a long text are beyond doubt after the first pass: of ten
// thousand alignments all but one have them. What the document then teaches
// changes next to none, so later passes search only what lies between. That is
// as exact as before, since nearly every alignment passes through such beads.

const (
	// beyondDoubt is the posterior from which a bead is not searched again.
	beyondDoubt = 0.9999
	// doubtMargin is how many such beads on either side of one in doubt are
	// searched with it.
	doubtMargin = 1
)

// settle replaces every stretch by what is settled of it and what is left to
// search, in order.
func (r *runner) settle() {
	var stretch []*band
	var found [][]Bead
	keep := func(beads []Bead) {
		if len(beads) > 0 {
			stretch, found = append(stretch, nil), append(found, beads)
			r.settled = true
		}
	}
	for x, b := range r.stretch {
		beads := r.found[x]
		if len(beads) == 0 {
			stretch, found = append(stretch, b), append(found, nil)
			continue
		}
		done := 0
		for _, d := range inDoubt(beads) {
			keep(beads[done:d.Start])
			first, last := beads[d.Start], beads[d.End-1]
			stretch = append(stretch, b.part(first.Src.Start-b.first, last.Src.End-b.first, first.Tgt.Start, last.Tgt.End))
			found = append(found, beads[d.Start:d.End])
			done = d.End
		}
		keep(beads[done:])
	}
	r.stretch, r.found = stretch, found
}

// inDoubt is which of consecutive beads are worth another search, in order.
func inDoubt(beads []Bead) []Range {
	var doubts []Range
	for k, b := range beads {
		if !b.Null() && b.Confidence >= beyondDoubt {
			continue
		}
		from, to := max(k-doubtMargin, 0), min(k+doubtMargin+1, len(beads))
		if n := len(doubts); n > 0 && doubts[n-1].End >= from {
			doubts[n-1].End = to
		} else {
			doubts = append(doubts, Range{from, to})
		}
	}
	return doubts
}

// rowsOf is how many English sentences consecutive beads hold.
func rowsOf(beads []Bead) int {
	n := 0
	for _, b := range beads {
		n += b.Src.Len()
	}
	return n
}
