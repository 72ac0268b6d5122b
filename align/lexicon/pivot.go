package lexicon

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
)

// pivot lets every row take in what its translations' other meanings are
// translated by: "forgive" is "tha thứ", which is "pardon" too, which is also "ân
// xá", so "forgive" may be "ân xá", though no pair and no dictionary has it.
//
// Goal: a translator's choice among words of like meaning, which no table of this
// size has seen in full. Method: to a row, share of its weight is given to the
// walk from the word over a translation, another word of which that is a
// translation, and that word's translations, by their probabilities; what the row
// holds in all stays. Source: Bannard and Callison-Burch 2005, "Paraphrasing with
// bilingual parallel corpora", where the first two steps find paraphrases. Cost:
// the product of three row lengths for each word. The result does not depend on
// the number of workers, since each row is made from rows as they were.
func (t *Table) pivot(ctx context.Context, share float32, size, workers int) error {
	if share <= 0 {
		return nil
	}
	var fresh [2][][]Entry
	for s := range fresh {
		side := Side(s)
		fresh[s] = make([][]Entry, t.Len(side))
		var next atomic.Int64
		var group sync.WaitGroup
		for range workers {
			group.Go(func() {
				w := walk{t: t, side: side, sum: make([]float32, t.Len(side.Other()))}
				for ctx.Err() == nil {
					const batch = 64
					begin := int(next.Add(batch)) - batch
					if begin >= len(fresh[s]) {
						return
					}
					for id := begin; id < min(begin+batch, len(fresh[s])); id++ {
						fresh[s][id] = w.mixed(int32(id), share, size)
					}
				}
			})
		}
		group.Wait()
	}
	for s := range fresh {
		t.side[s].rows = fresh[s]
	}
	return ctx.Err()
}

// walk is the working space for the rows of one side.
type walk struct {
	t    *Table
	side Side
	sum  []float32 // by word of the other side, zero between calls
	met  []int32   // those with a sum
}

const (
	// leastStep is the probability below which a step of a walk is not taken: most
	// of what is lost is noise of words met in one pair, and the time is in the
	// many small steps.
	leastStep = .01
	// leastMixed is the probability below which a translation has no place in a
	// mixed row. With .002 the table is half as large again and no better, with .01
	// it is worse.
	leastMixed = .005
)

// mixed is a row with its share of what the walks from its word come to.
func (w *walk) mixed(id int32, share float32, size int) []Entry {
	row := w.t.Row(w.side, id)
	held, walked := float32(0), float32(0)
	w.met = w.met[:0]
	for _, e := range row {
		held += e.P
		if e.P < leastStep {
			continue
		}
		for _, back := range w.t.Row(w.side.Other(), e.ID) {
			if back.P < leastStep || back.ID == id {
				continue
			}
			for _, f := range w.t.Row(w.side, back.ID) {
				p := e.P * back.P * f.P
				w.add(f.ID, p)
				walked += p
			}
		}
	}
	if walked == 0 {
		return row
	}
	scale := share * held / walked
	for _, v := range w.met {
		w.sum[v] *= scale
	}
	for _, e := range row {
		w.add(e.ID, (1-share)*e.P)
	}
	out := make([]Entry, 0, len(w.met))
	for _, v := range w.met {
		if w.sum[v] >= leastMixed {
			out = append(out, Entry{v, w.sum[v]})
		}
		w.sum[v] = 0
	}
	slices.SortFunc(out, byID)
	return w.t.prune(w.side, out, size)
}

func (w *walk) add(v int32, p float32) {
	if w.sum[v] == 0 && p > 0 {
		w.met = append(w.met, v)
	}
	w.sum[v] += p
}
