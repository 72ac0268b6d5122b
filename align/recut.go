package align

import (
	"context"
	"errors"
	"slices"
	"strings"

	"songngu/corpus"
	"songngu/corpus/text"
)

// Recut settles by the other side what is doubtful about where sentences end.
// Where a bead has fewer sentences on one side and one of them could be cut
// (corpus.Sentence.Breaks), it is cut, if the aligner then finds a partner for
// every part and a finer bead for each; a cut that falls on a cut of the other
// side is none. Where a bead has more sentences on one side, a break between
// them is doubtful, and the other side has no place where it might end, they are
// joined: nearly all doubtful ends are ends. Fixed beads, and
// beads without such a sentence, stay as they are. The documents given are left
// alone; those returned are the same ones where nothing had to be settled.
//
// It takes one more alignment, with every other bead fixed, where there is
// anything to cut.
func Recut(ctx context.Context, english, vietnamese *corpus.Document, a *Alignment, opts Options) (*corpus.Document, *corpus.Document, *Alignment, error) {
	r := &recutting{docs: [2]*corpus.Document{english, vietnamese}, beads: slices.Clone(a.Beads)}
	if err := r.cut(ctx, opts); err != nil {
		return nil, nil, nil, err
	}
	r.join()
	return r.docs[0], r.docs[1], &Alignment{Beads: r.beads}, nil
}

type recutting struct {
	docs  [2]*corpus.Document
	beads []Bead
}

func rangeOf(b *Bead, side int) *Range {
	if side == 0 {
		return &b.Src
	}
	return &b.Tgt
}

// stretch is a run of beads that is aligned anew, from lo to hi (exclusive).
type stretch struct{ lo, hi int }

// stretches are the runs of beads in which a cut may help: a bead whose shorter
// side could be cut, with the sentences without partner beside it.
func (r *recutting) stretches() []stretch {
	free := make([]bool, len(r.beads))
	for i := range r.beads {
		b := &r.beads[i]
		if b.Fixed || b.Moved || b.Null() {
			continue
		}
		for side := range 2 {
			short, long := rangeOf(b, side).Len(), rangeOf(b, 1-side).Len()
			if !r.cuttable(*rangeOf(b, side), side) {
				continue
			}
			lonely := func(k int) bool {
				return k >= 0 && k < len(r.beads) && r.beads[k].Null() && !r.beads[k].Fixed && rangeOf(&r.beads[k], 1-side).Len() > 0
			}
			if long > short || lonely(i-1) || lonely(i+1) {
				free[i] = true
				for _, k := range []int{i - 1, i + 1} {
					if lonely(k) {
						free[k] = true
					}
				}
			}
		}
	}
	var all []stretch
	for i := 0; i < len(free); i++ {
		if !free[i] {
			continue
		}
		lo := i
		for i < len(free) && free[i] {
			i++
		}
		all = append(all, stretch{lo, i})
	}
	return all
}

func (r *recutting) cuttable(at Range, side int) bool {
	for n := at.Start; n < at.End; n++ {
		if len(stops(r.docs[side].Sentences[n])) > 0 {
			return true
		}
	}
	return false
}

// cut cuts the sentences of all stretches, aligns them, and keeps of each
// stretch what has become finer with a partner for every part.
func (r *recutting) cut(ctx context.Context, opts Options) error {
	all := r.stretches()
	if len(all) == 0 {
		return nil
	}
	trial := &trial{recutting: r}
	trial.cut(all)
	opts.Fixed, opts.Meet, opts.Progress = trial.fixed, nil, nil
	a, err := Align(ctx, trial.docs[0].Sentences, trial.docs[1].Sentences, opts)
	if errors.Is(err, ErrFixed) { // no room beside the other beads for anything finer
		return nil
	}
	if err != nil {
		return err
	}
	r.docs, r.beads = trial.settle(all, a)
	return nil
}

// join joins sentences at doubtful breaks within a bead, where the other side
// has fewer and goes on.
func (r *recutting) join() {
	for side := range 2 {
		sentences := r.docs[side].Sentences
		joined := make([]bool, len(sentences)) // with the one before
		some := false
		for i := range r.beads {
			b := &r.beads[i]
			if b.Fixed || b.Null() || r.cuttable(*rangeOf(b, 1-side), 1-side) {
				continue
			}
			at, spare := *rangeOf(b, side), rangeOf(b, side).Len()-rangeOf(b, 1-side).Len()
			for n := at.Start + 1; n < at.End && spare > 0; n++ {
				if sentences[n].Doubtful && joinable(r.docs[side], n) {
					joined[n], some = true, true
					spare--
				}
			}
		}
		if some {
			r.docs[side] = r.withJoined(side, joined)
		}
	}
}

func joinable(d *corpus.Document, n int) bool {
	a, b := d.Sentences[n-1], d.Sentences[n]
	return a.Block == b.Block && a.Block < len(d.Blocks) && b.Span.End <= len(d.Blocks[a.Block].Text)
}

// withJoined is a document with sentences joined to the one before, and brings
// the beads to the new numbers.
func (r *recutting) withJoined(side int, joined []bool) *corpus.Document {
	d := *r.docs[side]
	number := make([]int, len(joined)+1)
	d.Sentences = make([]corpus.Sentence, 0, len(joined))
	for n, s := range r.docs[side].Sentences {
		if !joined[n] {
			number[n] = len(d.Sentences)
			d.Sentences = append(d.Sentences, s)
			continue
		}
		number[n] = len(d.Sentences) // no bead begins here, and one that ends here ends with what it joins
		last := &d.Sentences[len(d.Sentences)-1]
		last.Breaks = append(slices.Clone(last.Breaks), s.Span.Start-last.Span.Start)
		for _, at := range s.Breaks {
			last.Breaks = append(last.Breaks, s.Span.Start-last.Span.Start+at)
		}
		last.Span.End = s.Span.End
		last.Text = last.Span.Of(d.Blocks[last.Block].Text)
	}
	number[len(joined)] = len(d.Sentences)
	for i := range r.beads {
		at := rangeOf(&r.beads[i], side)
		at.Start, at.End = number[at.Start], number[at.End]
	}
	return &d
}

// trial is the documents with every doubtful place of the stretches cut.
type trial struct {
	*recutting
	docs  [2]*corpus.Document
	start [2][]int // by old sentence number: its first part; one more for the end
	fixed []Bead   // the beads that stay, in new numbers
}

func (t *trial) cut(all []stretch) {
	var cut [2][]bool
	for side := range 2 {
		cut[side] = make([]bool, len(t.recutting.docs[side].Sentences))
	}
	for _, s := range all {
		for i := s.lo; i < s.hi; i++ {
			for side := range 2 {
				for at, n := *rangeOf(&t.beads[i], side), 0; n < at.Len(); n++ {
					cut[side][at.Start+n] = true
				}
			}
		}
	}
	for side := range 2 {
		d := *t.recutting.docs[side]
		d.Sentences = nil
		for n, s := range t.recutting.docs[side].Sentences {
			t.start[side] = append(t.start[side], len(d.Sentences))
			if cut[side][n] {
				d.Sentences = append(d.Sentences, parts(s)...)
			} else {
				d.Sentences = append(d.Sentences, s)
			}
		}
		t.start[side] = append(t.start[side], len(d.Sentences))
		t.docs[side] = &d
	}
	next := 0
	for i, b := range t.beads {
		if next < len(all) && i >= all[next].hi {
			next++
		}
		if next < len(all) && i >= all[next].lo {
			continue
		}
		t.fixed = append(t.fixed, t.renumbered(b))
	}
}

// renumbered is a bead of the old documents in the new numbers.
func (t *trial) renumbered(b Bead) Bead {
	for side := range 2 {
		at := rangeOf(&b, side)
		at.Start, at.End = t.start[side][at.Start], t.start[side][at.End]
	}
	return b
}

// parts cuts a sentence at all its doubtful places.
func parts(s corpus.Sentence) []corpus.Sentence {
	var all []corpus.Sentence
	from := 0
	for _, to := range append(stops(s), len(s.Text)) {
		if to <= from || to > len(s.Text) {
			continue
		}
		part := s
		part.Text, part.Breaks = trimRight(s.Text[from:to]), nil
		part.Span = text.Span{Start: s.Span.Start + from, End: s.Span.Start + from + len(part.Text)}
		part.Doubtful = part.Doubtful && from == 0 || from > 0
		all = append(all, part)
		from = to
	}
	return all
}

// stops are the doubtful places of a sentence behind what may end one. Behind a
// semicolon, a colon or a dash none is cut: tools that split a text to look it
// up in a memory do not split there, and would find neither half.
func stops(s corpus.Sentence) []int {
	var at []int
	for _, to := range s.Breaks {
		before := strings.TrimRight(s.Text[:min(to, len(s.Text))], " \n\t\u00a0\"'”’»)]")
		if before != "" && strings.ContainsAny(before[len(before)-1:], ".?!") || strings.HasSuffix(before, "…") {
			at = append(at, to)
		}
	}
	return at
}

func trimRight(s string) string {
	n := len(s)
	for n > 0 && (s[n-1] == ' ' || s[n-1] == '\n' || s[n-1] == '\t') {
		n--
	}
	return s[:n]
}
