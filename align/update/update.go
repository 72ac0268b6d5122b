package update

import (
	"context"
	"slices"

	"songngu/align"
	"songngu/align/beadfile"
	"songngu/corpus"
)

// Result is an alignment carried over to new texts.
type Result struct {
	File *beadfile.File
	// Reviewed is how many beads that a reviewer has decided about are in the
	// file again, Kept how many others are as they were, and Aligned how many
	// beads were made anew.
	Reviewed, Kept, Aligned int
	// Lost are the numbers of the beads of the old file that a reviewer has
	// decided about and whose sentences are not there any more.
	Lost []int
	// Gone and New are, by side, how many sentences of the old texts are not in
	// the new ones, and the reverse.
	Gone, New [2]int
}

// margin is how many beads on each side of a change are aligned again: beads
// lean on their neighbours, and a new sentence may belong to one of these.
const margin = 2

// Update aligns the documents english and vietnamese, new versions of those of
// old. Beads that a reviewer has decided about (accepted, rejected, to be worked
// at, fixed, or with a note or an edited sentence) are kept with all he said if
// their sentences are still there, in whatever place; so are the other beads
// more than margin beads away from what has changed. What lies between is
// aligned with opts. Old is left as it is.
func Update(ctx context.Context, old *beadfile.File, english, vietnamese *corpus.Document, opts align.Options) (*Result, error) {
	u := &updating{old: old}
	u.sides[0] = follow(old.English, english, 0, old.Originals[0])
	u.sides[1] = follow(old.Vietnamese, vietnamese, 1, old.Originals[1])
	u.carry()
	opts.Fixed = append(slices.Clone(opts.Fixed), u.fixed()...)
	a, err := align.Align(ctx, u.sides[0].now.Sentences, u.sides[1].now.Sentences, opts)
	if err != nil {
		return nil, err
	}
	return u.result(a), nil
}

// updating is an update at work.
type updating struct {
	old   *beadfile.File
	sides [2]sides
	beads map[align.Range]carried // by the new place of their English side, or of the Vietnamese with negated numbers
	lost  []int
}

// carried is an old bead in its new place.
type carried struct {
	old  int
	bead align.Bead
}

// key tells a bead from every other of an alignment.
func key(b align.Bead) align.Range {
	if b.Src.Len() == 0 {
		return align.Range{Start: -1 - b.Tgt.Start, End: -1 - b.Tgt.End}
	}
	return b.Src
}

// same reports whether two ranges hold the same sentences.
func same(a, b align.Range) bool { return a == b || a.Len() == 0 && b.Len() == 0 }

// decided reports whether a reviewer has decided about bead number i.
func (u *updating) decided(i int) bool {
	b, r := u.old.Alignment.Beads[i], u.old.Review(i)
	if b.Fixed || r != (beadfile.Review{}) {
		return true
	}
	for side, at := range [2]align.Range{b.Src, b.Tgt} {
		for n := at.Start; n < at.End; n++ {
			if _, edited := u.old.Originals[side][n]; edited {
				return true
			}
		}
	}
	return false
}

// moveTo is the place of old sentences in the new text; ok is false where one
// is gone or they stand together no more.
func (s sides) moveTo(at align.Range) (align.Range, bool) {
	if at.Len() == 0 {
		return align.Range{}, true
	}
	first := s.to[at.Start]
	for n := at.Start; n < at.End; n++ {
		if s.to[n] < 0 || s.to[n] != first+n-at.Start {
			return align.Range{}, false
		}
	}
	return align.Range{Start: first, End: first + at.Len()}, true
}

// carry finds the new places of the beads that stay.
func (u *updating) carry() {
	u.beads = map[align.Range]carried{}
	beads := u.old.Alignment.Beads
	near := make([]bool, len(beads)) // to what has changed
	places := make([]align.Bead, len(beads))
	last := [2]int{}
	for i, b := range beads {
		src, ok1 := u.sides[0].moveTo(b.Src)
		tgt, ok2 := u.sides[1].moveTo(b.Tgt)
		b.Src, b.Tgt = src, tgt
		places[i] = b
		change := !ok1 || !ok2
		for side, at := range [2]align.Range{src, tgt} {
			if at.Len() > 0 && !b.Moved && !change {
				change = at.Start != last[side]
				last[side] = at.End
			}
		}
		if change {
			for k := max(0, i-margin); k <= min(len(beads)-1, i+margin-1); k++ {
				near[k] = true
			}
		}
		if !ok1 || !ok2 {
			near[i] = true
			if u.decided(i) {
				u.lost = append(u.lost, i)
			}
			places[i].Src, places[i].Tgt = align.Range{}, align.Range{}
		}
	}
	ends := [2]int{len(u.sides[0].now.Sentences), len(u.sides[1].now.Sentences)}
	if last != ends {
		for k := max(0, len(beads)-margin); k < len(beads); k++ {
			near[k] = true
		}
	}
	for i, b := range places {
		if b.Src.Len()+b.Tgt.Len() > 0 && (u.decided(i) || !near[i]) {
			u.beads[key(b)] = carried{i, b}
		}
	}
}

// fixed are the carried beads as the aligner is told them. One that does not
// stand in the order any more is marked as moved.
func (u *updating) fixed() []align.Bead {
	var all []carried
	for _, c := range u.beads {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b carried) int { return a.old - b.old })
	var linked []int // indices into all, in the order of their English side
	for i, c := range all {
		if !c.bead.Null() && !c.bead.Moved {
			linked = append(linked, i)
		}
	}
	slices.SortFunc(linked, func(i, j int) int { return all[i].bead.Src.Start - all[j].bead.Src.Start })
	ordered := inOrder(len(linked), func(i int) int { return all[linked[i]].bead.Tgt.Start })
	for i, k := range linked {
		all[k].bead.Moved = !ordered[i]
	}
	beads := make([]align.Bead, len(all))
	for i, c := range all {
		u.beads[key(c.bead)] = c
		beads[i] = c.bead
	}
	return beads
}

// inOrder marks a longest increasing run of n distinct values.
func inOrder(n int, value func(int) int) []bool {
	var ends []int // by length less one, the index of the smallest last value
	before := make([]int, n)
	for i := range n {
		k, _ := slices.BinarySearchFunc(ends, value(i), func(j, v int) int { return value(j) - v })
		if before[i] = -1; k > 0 {
			before[i] = ends[k-1]
		}
		if k == len(ends) {
			ends = append(ends, i)
		} else {
			ends[k] = i
		}
	}
	in := make([]bool, n)
	if len(ends) > 0 {
		for i := ends[len(ends)-1]; i >= 0; i = before[i] {
			in[i] = true
		}
	}
	return in
}

// result is the new file: what the reviewer has said stands at the beads again.
func (u *updating) result(a *align.Alignment) *Result {
	f := &beadfile.File{Tool: u.old.Tool, ToolVersion: u.old.ToolVersion, English: u.sides[0].now, Vietnamese: u.sides[1].now, Alignment: a}
	r := &Result{File: f, Lost: u.lost}
	for i := range a.Beads {
		b := &a.Beads[i]
		c, ok := u.beads[key(*b)]
		if !ok || !same(c.bead.Src, b.Src) || !same(c.bead.Tgt, b.Tgt) {
			r.Aligned++
			continue
		}
		old := u.old.Alignment.Beads[c.old]
		b.Confidence, b.Features, b.Fixed = old.Confidence, old.Features, old.Fixed
		if !u.decided(c.old) {
			r.Kept++
			continue
		}
		r.Reviewed++
		f.SetReview(i, u.old.Review(c.old))
	}
	documents := [2]*corpus.Document{u.old.English, u.old.Vietnamese}
	for side, now := range [2]**corpus.Document{&f.English, &f.Vietnamese} {
		to := u.sides[side].to
		r.New[side] = len((*now).Sentences)
		for n, at := range to {
			if at < 0 {
				r.Gone[side]++
				continue
			}
			r.New[side]--
			if was, edited := u.old.Originals[side][n]; edited {
				d := **now
				d.Sentences = slices.Clone(d.Sentences)
				d.Sentences[at].Text = documents[side].Sentences[n].Text
				*now = &d
				f.SetOriginal(side, at, was)
			}
		}
	}
	return r
}
