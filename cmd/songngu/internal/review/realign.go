package review

import (
	"context"
	"errors"
	"math"
	"slices"

	"songngu/align"
	"songngu/corpus"
)

// How far a decision is felt.
const (
	// reach is how many beads on either side of a change are aligned anew,
	// where no hard bead stands nearer: farther off, what the posteriors of an
	// alignment say of a place does not depend on it any more.
	reach = 80
	// felt is how many sentences from the change a bead that comes out as it
	// was gets its new confidence. At the window's own ends, which are no
	// decision of anybody's, the aligner is surer than it should be.
	felt = 12
	// noticed is the change of confidence from which on a bead that comes out
	// as it was is another: less is the noise of looking at a part.
	noticed = 0.01
	// maxWindow bounds the sentences of a side that one edit has aligned anew.
	maxWindow = 1500
)

// realign aligns the free beads anew between the hard ones nearest to what the
// draft has made.
//
// Only windows round the change are given to the aligner, with a word table
// that the whole document has taught, so that a few sentences are judged by
// what is known of all. Where the beads round the place contradict the order of
// the texts, nothing is aligned and the decision stands by itself.
func (d *draft) realign(ctx context.Context) error {
	d.markMoved()
	for _, cluster := range d.clusters() {
		if err := d.alignWindow(ctx, cluster); err != nil {
			return err
		}
	}
	return nil
}

// markMoved marks those of the decided beads that the draft has made which do
// not stand in the order of the texts.
func (d *draft) markMoved() {
	changed := false
	for _, b := range d.around {
		if !b.hard() || b.null() {
			continue
		}
		crossed, _ := d.crossed(b)
		if moved := len(crossed) > 0; b.moved != moved {
			b.moved, changed = moved, true
		}
	}
	if changed {
		d.arrange()
	}
}

// clusters is the beads that were made, those near each other together.
func (d *draft) clusters() [][]*bead {
	var out [][]*bead
	var last int32
	for _, b := range d.sorted(d.around) {
		at := d.at.bead[b.id]
		if n := len(out); n > 0 && at-last <= reach {
			out[n-1] = append(out[n-1], b)
		} else {
			out = append(out, []*bead{b})
		}
		last = at
	}
	return out
}

// sorted is beads in the order of the list.
func (d *draft) sorted(beads []*bead) []*bead {
	list := clone(beads)
	slices.SortStableFunc(list, func(a, b *bead) int { return int(d.at.bead[a.id] - d.at.bead[b.id]) })
	return list
}

// window is a run of beads with the sentences between its corners.
type window struct {
	from, to int // in the list of beads
	text     [2]align.Range
}

// windowRound is the window round some beads: it ends before the nearest hard
// bead that links both texts in order, or reach beads away.
func (d *draft) windowRound(cluster []*bead) window {
	w := window{from: int(d.at.bead[cluster[0].id]), to: int(d.at.bead[cluster[len(cluster)-1].id]) + 1}
	ends := func(b *bead) bool { return b.hard() && !b.null() && !b.moved }
	for n := 0; w.from > 0 && n < reach && !ends(d.beads[w.from-1]); n++ {
		w.from--
	}
	for n := 0; w.to < len(d.beads) && n < reach && !ends(d.beads[w.to]); n++ {
		w.to++
	}
	for side := range w.text {
		r := align.Range{End: len(d.text[side])}
		for i, b := range d.beads {
			x, ok := d.at.run(b, side)
			switch {
			case !ok || b.moved:
			case i < w.from:
				r.Start = max(r.Start, x.End)
			case i >= w.to:
				r.End = min(r.End, x.Start)
			}
		}
		w.text[side] = r
	}
	return w
}

// inside reports whether all sentences of a bead stand in the window.
func (w *window) inside(d *draft, b *bead) bool {
	for side, r := range w.text {
		if x, ok := d.at.run(b, side); ok && (x.Start < r.Start || x.End > r.End) {
			return false
		}
	}
	return true
}

// alignWindow aligns one window anew.
func (d *draft) alignWindow(ctx context.Context, cluster []*bead) error {
	w := d.windowRound(cluster)
	if w.text[0].Len() < 0 || w.text[1].Len() < 0 || w.text[0].Len() > maxWindow || w.text[1].Len() > maxWindow {
		return nil
	}
	made, free, err := d.alignment(ctx, w)
	if err != nil || free == nil {
		return err
	}
	d.settle(w, cluster, free, made)
	return nil
}

// alignment aligns a window; free are the beads that the new ones replace, nil
// where the aligner could not keep what is fixed.
func (d *draft) alignment(ctx context.Context, w window) (made []align.Bead, free []*bead, err error) {
	var text [2][]corpus.Sentence
	var apart [2][]bool // sentences that no free bead holds
	for side, r := range w.text {
		apart[side] = make([]bool, r.Len())
		for n := r.Start; n < r.End; n++ {
			text[side] = append(text[side], d.text[side][n].Sentence)
			apart[side][n-r.Start] = true
		}
	}
	opts := d.s.aligner()
	for _, b := range d.beads[w.from:w.to] {
		in := w.inside(d, b)
		switch {
		case in && !b.hard():
			free = append(free, b)
			for side, r := range w.text {
				if x, ok := d.at.run(b, side); ok {
					for n := x.Start; n < x.End; n++ {
						apart[side][n-r.Start] = false
					}
				}
			}
		case in && !b.null() && !b.moved:
			var f align.Bead
			for side, to := range [2]*align.Range{&f.Src, &f.Tgt} {
				x, _ := d.at.run(b, side)
				*to = align.Range{Start: x.Start - w.text[side].Start, End: x.End - w.text[side].Start}
				for n := to.Start; n < to.End; n++ {
					apart[side][n] = false
				}
			}
			opts.Fixed = append(opts.Fixed, f)
		}
	}
	for side, list := range apart {
		for n, alone := range list {
			if alone {
				r := [2]align.Range{}
				r[side] = align.Range{Start: n, End: n + 1}
				opts.Fixed = append(opts.Fixed, align.Bead{Src: r[0], Tgt: r[1]})
			}
		}
	}
	if len(free) == 0 {
		return nil, nil, nil
	}
	a, err := align.Align(ctx, text[0], text[1], opts)
	if errors.Is(err, align.ErrFixed) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	return slices.DeleteFunc(a.Beads, func(b align.Bead) bool { return b.Fixed }), free, nil
}

// settle puts the beads of the aligner in place of the free ones. One that
// comes out as it was stays the same bead.
func (d *draft) settle(w window, cluster, free []*bead, made []align.Bead) {
	known := map[[2]align.Range]*bead{}
	notes := map[*sentence]string{}
	for _, b := range free {
		known[d.ranges(b)] = b
		if b.note != "" {
			notes[b.first()] = b.note
		}
	}
	near := d.nearby(cluster)
	var list []*bead
	for _, m := range made {
		var r [2]align.Range
		for side, x := range [2]align.Range{m.Src, m.Tgt} {
			if x.Len() > 0 {
				r[side] = align.Range{Start: x.Start + w.text[side].Start, End: x.End + w.text[side].Start}
			}
		}
		b := known[r]
		if b != nil && !near(r) {
			list = append(list, b)
			delete(notes, b.first())
			continue
		}
		list = append(list, d.realigned(b, r, m, notes))
	}
	d.drop(free...)
	d.beads = append(d.beads, list...)
	if d.focus != nil && slices.Contains(free, d.focus) {
		d.focus = holder(list, d.focus.first())
	}
	d.arrange()
}

// realigned is the bead that the aligner has made of some sentences, under the
// id of the bead it was, if it was one.
func (d *draft) realigned(was *bead, r [2]align.Range, m align.Bead, notes map[*sentence]string) *bead {
	b := bead{confidence: rounded(m.Confidence), features: roundedFeatures(m.Features), moved: m.Moved}
	for side := range r {
		b.side[side] = slices.Clone(d.text[side][r[side].Start:r[side].End])
		for _, s := range b.side[side] {
			if note := notes[s]; note != "" {
				b.note = joinNotes(&b, &bead{note: note})
			}
		}
	}
	if was == nil {
		return d.newBead(b)
	}
	if math.Abs(was.confidence-b.confidence) < noticed && was.moved == b.moved {
		return was
	}
	b.id, b.checked, b.findings, b.compared = was.id, was.checked, was.findings, was.compared
	return &b
}

// ranges is the numbers of a bead's sentences; an empty side is zero.
func (d *draft) ranges(b *bead) (r [2]align.Range) {
	for side := range r {
		r[side], _ = d.at.run(b, side)
	}
	return r
}

// nearby tells whether sentences stand so near to some beads that their
// confidence depends on them.
func (d *draft) nearby(cluster []*bead) func([2]align.Range) bool {
	var hull [2]align.Range
	for side := range hull {
		hull[side] = align.Range{Start: math.MaxInt32, End: -1}
		for _, b := range cluster {
			if r, ok := d.at.run(b, side); ok {
				hull[side] = align.Range{Start: min(hull[side].Start, r.Start), End: max(hull[side].End, r.End)}
			}
		}
	}
	return func(r [2]align.Range) bool {
		for side := range hull {
			if r[side].Len() > 0 && r[side].End > hull[side].Start-felt && r[side].Start < hull[side].End+felt {
				return true
			}
		}
		return false
	}
}

// first is the bead's first sentence, English before Vietnamese.
func (b *bead) first() *sentence {
	if len(b.side[english]) > 0 {
		return b.side[english][0]
	}
	return b.side[vietnamese][0]
}

// holder is the bead that holds a sentence.
func holder(beads []*bead, s *sentence) *bead {
	for _, b := range beads {
		if slices.Contains(b.side[english], s) || slices.Contains(b.side[vietnamese], s) {
			return b
		}
	}
	return nil
}

// rounded keeps the four decimals that files keep.
func rounded(x float64) float64 { return math.Round(x*1e4) / 1e4 }

func roundedFeatures(f align.Features) align.Features {
	return align.Features{Length: rounded(f.Length), Words: rounded(f.Words), Anchors: rounded(f.Anchors),
		Shape: rounded(f.Shape), Structure: rounded(f.Structure), Prior: rounded(f.Prior)}
}

// aligner is the options for aligning a part of the document: the word table
// has been taught by the whole. learn must have been called.
func (s *Session) aligner() align.Options {
	opts := *s.table
	return opts
}
