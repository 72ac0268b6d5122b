package review

import (
	"context"
	"math"
	"slices"
)

// movedCost is what it costs a bead to stand out of order, in nats: as much as
// a whole block costs the aligner when it finds one by itself, so that rather
// one bead is taken to cross ten than ten to cross one.
const movedCost = 8

// link makes one bead of sentences wherever they stand. What remains of the
// beads that held them is free again, or stays together if it was hard.
func link(ctx context.Context, d *draft, e *Edit) error {
	side, err := d.chosen(e)
	if err != nil {
		return err
	}
	taken := map[*sentence]bool{}
	var old []*bead
	for k := range side {
		for _, s := range side[k] {
			taken[s] = true
			b, _, err := d.find(d.beads[d.at.owner[k][d.at.number[k][s.id]]].id)
			if err != nil {
				return err
			}
			if !slices.Contains(old, b) {
				old = append(old, b)
			}
		}
	}
	var left []*bead
	for _, b := range old {
		rest := b.side
		for k := range rest {
			rest[k] = slices.DeleteFunc(clone(rest[k]), func(s *sentence) bool { return taken[s] })
		}
		left = append(left, d.remainsApart(b, rest)...)
	}
	like := bead{}
	for _, b := range old {
		if b.note != "" && !slices.ContainsFunc(left, func(x *bead) bool { return x.note == b.note }) {
			like.note = joinNotes(&like, b)
		}
	}
	made := d.fixed(side, like)
	d.around = append(d.around, left...)
	d.focus = made[0]
	d.regroup(old, append(made, left...))
	return d.inOrder(ctx, made[0])
}

// chosen is the sentences that an edit names: a run on either side.
func (d *draft) chosen(e *Edit) (side [2][]*sentence, err error) {
	for k, list := range [2]Numbers{e.English, e.Vietnamese} {
		if len(list) == 0 {
			return side, impossible("unlink leaves sentences without partner", "a link wants sentences of both texts")
		}
		if len(list) > maxLinked {
			return side, impossible("", "a pair of %d %s sentences is too large", len(list), languageNames[k])
		}
		slices.Sort(list)
		for i, n := range list {
			if n < 0 || n >= len(d.text[k]) {
				return side, unknown("there is no %s sentence %d", languageNames[k], n)
			}
			if n != list[0]+i {
				return side, impossible("", "the %s sentences do not follow one another", languageNames[k])
			}
			side[k] = append(side[k], d.text[k][n])
		}
	}
	return side, nil
}

// remainsApart is remains where what was taken may have stood in the middle:
// then no hard bead is left, since a bead is a run.
func (d *draft) remainsApart(b *bead, side [2][]*sentence) []*bead {
	for k := range side {
		for i := 1; i < len(side[k]); i++ {
			if d.at.number[k][side[k][i].id] != d.at.number[k][side[k][i-1].id]+1 {
				free := *b
				free.fixed, free.status = false, ""
				return d.remains(&free, side)
			}
		}
	}
	return d.remains(b, side)
}

// inOrder decides whether a bead made by hand stands in the order of the texts
// or is one that was moved, and aligns anew round it. Where it crosses no bead
// in order it is in order. Where it crosses a hard one it is moved. Else both
// are tried, and what makes the whole window likelier is taken.
func (d *draft) inOrder(ctx context.Context, b *bead) error {
	crossed, hard := d.crossed(b)
	if len(crossed) == 0 {
		return d.realign(ctx)
	}
	if !hard {
		trial := *d
		trial.beads, trial.around = slices.Clone(d.beads), append(clone(d.around), crossed...)
		inOrder, ok, err := trial.likelihood(ctx)
		if err != nil {
			return err
		}
		if ok {
			b.moved = true
			moved, _, err := trial.likelihood(ctx)
			if err != nil {
				return err
			}
			if b.moved = moved-movedCost > inOrder; !b.moved {
				d.around = append(d.around, crossed...)
				d.arrange()
				return d.alignWindow(ctx, d.sorted(d.around))
			}
		}
	}
	return d.realign(ctx) // which marks it as moved
}

// crossed is the linked beads in order that a bead crosses; hard tells whether
// one of them must stay.
func (d *draft) crossed(b *bead) (list []*bead, hard bool) {
	src, _ := d.at.run(b, english)
	tgt, _ := d.at.run(b, vietnamese)
	for _, c := range d.beads {
		if c == b || c.null() || c.moved {
			continue
		}
		x, _ := d.at.run(c, english)
		y, _ := d.at.run(c, vietnamese)
		if (x.Start < src.Start) != (y.Start < tgt.Start) {
			list = append(list, c)
			hard = hard || c.hard()
		}
	}
	return list, hard
}

// likelihood is the log likelihood ratio of the window round what the draft
// has made; ok is false where it cannot be aligned so.
func (d *draft) likelihood(ctx context.Context) (nats float64, ok bool, err error) {
	d.arrange()
	w := d.windowRound(d.sorted(d.around))
	if w.text[0].Len() < 0 || w.text[1].Len() < 0 || w.text[0].Len() > maxWindow || w.text[1].Len() > maxWindow {
		return math.Inf(-1), false, nil
	}
	made, free, err := d.alignment(ctx, w)
	if err != nil || free == nil {
		return math.Inf(-1), false, err
	}
	for _, m := range made {
		if nats += m.Features.Sum(); m.Moved {
			nats -= movedCost
		}
	}
	return nats, true, nil
}
