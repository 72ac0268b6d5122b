package align

import (
	"slices"

	"songngu/corpus"
)

// settle takes of each stretch the new beads if they are finer and every part
// of a sentence has a partner, else the old ones, and puts parts that stayed
// together in one sentence again.
func (t *trial) settle(all []stretch, a *Alignment) ([2]*corpus.Document, []Bead) {
	made := t.madeIn(all, a)
	var beads []Bead // in the new numbers
	next := 0
	for i := 0; i < len(t.beads); {
		s := stretch{i, i + 1}
		fresh := []Bead(nil)
		if next < len(all) && i == all[next].lo {
			s, fresh = all[next], t.uncut(made[next])
			next++
		}
		if t.finer(s, fresh) {
			beads = append(beads, fresh...)
		} else {
			for _, b := range t.beads[s.lo:s.hi] {
				beads = append(beads, t.renumbered(b))
			}
		}
		i = s.hi
	}
	return t.rejoin(beads)
}

// madeIn is, for every stretch, the new beads that hold its sentences and no
// others; nil where the aligner has drawn others in.
func (t *trial) madeIn(all []stretch, a *Alignment) [][]Bead {
	var home [2][]int // of each part: its stretch from 1, or 0
	left := make([]int, len(all)+1)
	for side := range 2 {
		home[side] = make([]int, len(t.docs[side].Sentences))
		for k, s := range all {
			for i := s.lo; i < s.hi; i++ {
				at := rangeOf(&t.beads[i], side)
				for n := t.start[side][at.Start]; at.Len() > 0 && n < t.start[side][at.End]; n++ {
					home[side][n] = k + 1
					left[k+1]++
				}
			}
		}
	}
	made, mixed := make([][]Bead, len(all)), make([]bool, len(all)+1)
	for _, b := range a.Beads {
		if b.Fixed {
			continue
		}
		in := -1
		for side := range 2 {
			for n := rangeOf(&b, side).Start; n < rangeOf(&b, side).End; n++ {
				k := home[side][n]
				if left[k]--; in >= 0 && in != k {
					mixed[in], mixed[k] = true, true
				}
				in = k
			}
		}
		if in > 0 {
			made[in-1] = append(made[in-1], b)
		}
	}
	for k := range made {
		if mixed[k+1] || left[k+1] != 0 {
			made[k] = nil
		}
	}
	return made
}

// finer reports whether the new beads of a stretch are better than the old
// ones: more links, no more sentences without partner, and none of the cut
// sentences with a part left over.
func (t *trial) finer(s stretch, made []Bead) bool {
	if len(made) == 0 {
		return false
	}
	links, nulls := 0, 0
	for i := s.lo; i < s.hi; i++ {
		if t.beads[i].Null() {
			nulls++
		} else {
			links++
		}
	}
	for i := range made {
		if made[i].Moved {
			return false
		}
		if made[i].Null() {
			nulls--
		} else {
			links--
		}
	}
	return links < 0 && nulls >= 0
}

// uncut takes back the cuts that fall together: where both sides have a
// sentence that goes on over the place between two beads, nothing speaks for an
// end there, and the two are one bead.
func (t *trial) uncut(made []Bead) []Bead {
	var whole []Bead
	for _, b := range made {
		if n := len(whole); n > 0 && !whole[n-1].Null() && !b.Null() && t.within(0, b.Src.Start) && t.within(1, b.Tgt.Start) {
			whole[n-1] = both(whole[n-1], b)
			continue
		}
		whole = append(whole, b)
	}
	return whole
}

// within reports whether part n is not the first of its sentence.
func (t *trial) within(side, n int) bool {
	_, first := slices.BinarySearch(t.start[side], n)
	return !first
}

// both is the bead that two make, one behind the other.
func both(a, b Bead) Bead {
	a.Src.End, a.Tgt.End = b.Src.End, b.Tgt.End
	a.Confidence = min(a.Confidence, b.Confidence)
	f := &a.Features
	f.Length, f.Words, f.Anchors = f.Length+b.Features.Length, f.Words+b.Features.Words, f.Anchors+b.Features.Anchors
	f.Shape, f.Structure, f.Prior = f.Shape+b.Features.Shape, f.Structure+b.Features.Structure, f.Prior+b.Features.Prior
	return a
}

// rejoin puts parts of one sentence that are in one bead together again.
func (t *trial) rejoin(beads []Bead) ([2]*corpus.Document, []Bead) {
	var docs [2]*corpus.Document
	for side := range 2 {
		whole := t.recutting.docs[side].Sentences
		bead := make([]int, len(t.docs[side].Sentences)) // of each part
		for i := range beads {
			for n := rangeOf(&beads[i], side).Start; n < rangeOf(&beads[i], side).End; n++ {
				bead[n] = i
			}
		}
		d := *t.docs[side]
		d.Sentences = nil
		number := make([]int, 0, len(bead)+1)
		for n := range whole {
			for k := t.start[side][n]; k < t.start[side][n+1]; k++ {
				part := t.docs[side].Sentences[k]
				number = append(number, len(d.Sentences))
				if k > t.start[side][n] && bead[k] == bead[k-1] {
					number[k] = len(d.Sentences) - 1
					last := &d.Sentences[len(d.Sentences)-1]
					from := last.Span.Start - whole[n].Span.Start
					last.Breaks = append(slices.Clone(last.Breaks), part.Span.Start-last.Span.Start)
					last.Span.End = part.Span.End
					last.Text = whole[n].Text[from : part.Span.End-whole[n].Span.Start]
					continue
				}
				d.Sentences = append(d.Sentences, part)
			}
		}
		number = append(number, len(d.Sentences))
		for i := range beads {
			at := rangeOf(&beads[i], side)
			if at.Len() == 0 {
				at.Start = number[at.Start]
				at.End = at.Start
				continue
			}
			at.Start, at.End = number[at.Start], number[at.End-1]+1
		}
		docs[side] = &d
	}
	return docs, beads
}
