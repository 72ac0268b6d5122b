package align

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sync"
	"sync/atomic"

	"songngu/align/anchor"
	"songngu/align/lexicon"
	"songngu/corpus"
)

// Align finds which English sentences are translations of which Vietnamese
// ones. Every sentence of both sides is in exactly one bead of the result. It
// fails only if ctx ends or if what opts fix contradicts itself.
func Align(ctx context.Context, src, tgt []corpus.Sentence, opts Options) (*Alignment, error) {
	r, err := find(ctx, src, tgt, opts)
	if err != nil {
		return nil, err
	}
	return r.result(ctx)
}

// find searches both texts and lets them teach the model.
func find(ctx context.Context, src, tgt []corpus.Sentence, opts Options) (*runner, error) {
	w := defaultWeights()
	opts.fill(w)
	p, err := prepare(ctx, src, tgt, &opts, w)
	if err != nil {
		return nil, err
	}
	r := &runner{p: p, w: w, o: &opts, total: len(src)}
	if err := r.plan(ctx); err != nil {
		return nil, err
	}
	if !opts.NoLearn && !opts.NoLexicon && r.total <= narrowFrom {
		first := true
		p.choose(func() float64 {
			if err == nil {
				err = r.search(ctx, first)
				first = false
			}
			return r.nats
		})
		if err != nil {
			return nil, err
		}
	}
	if err := r.search(ctx, true); err != nil {
		return nil, err
	}
	if !opts.NoLearn {
		for range r.rounds() {
			r.freedom = p.learn(w, r.beads(), r.seen, &opts)
			if err := r.search(ctx, false); err != nil {
				return nil, err
			}
		}
	}
	return r, nil
}

// fill puts defaults where the caller left nothing, and switches off the
// weights of evidence that is not wanted.
func (o *Options) fill(w *weights) {
	if o.Lexicon == nil {
		o.Lexicon = lexicon.Default()
	}
	if o.Anchors == nil {
		o.Anchors = defaultAnchors()
	}
	if o.NoLength {
		w.Length = 0
	}
	if o.NoShape {
		w.Shape, w.Join = 0, 0
	}
}

// runner is one call of Align.
type runner struct {
	p     *pair
	w     *weights
	o     *Options
	total int

	lattices sync.Pool // of *lattice
	scorers  sync.Pool // of *scorer

	mu   sync.Mutex // guards done
	done int        // rows searched, in all passes

	fixed   []Bead   // that cut the texts
	nats    float64  // log likelihood ratio of the whole, in the last search
	seen    expected // in the last search
	freedom float64  // of the translation, as far as it is known
	stretch []*band  // to search, in order; nil where nothing is left to search
	found   [][]Bead // by stretch
	settled bool     // some stretches are nil
}

// plan cuts the texts at what the user has fixed and finds where to search
// between the cuts.
func (r *runner) plan(ctx context.Context) error {
	var err error
	if r.fixed, err = r.p.rule(r.o); err != nil {
		return fmt.Errorf("aligning: %w", err)
	}
	f := &pathfinder{p: r.p, ctx: ctx}
	i, j := 0, 0
	for _, b := range r.fixed {
		r.between(ctx, f, i, b.Src.Start, j, b.Tgt.Start)
		i, j = b.Src.End, b.Tgt.End
	}
	r.between(ctx, f, i, r.p.side[0].n, j, r.p.side[1].n)
	return ctx.Err()
}

// between plans the search between two corners. Sentences at its ends that the
// user has fixed as being without partner need no search, and a band round a
// coarse path might leave no room for them.
func (r *runner) between(ctx context.Context, f *pathfinder, i0, i1, j0, j1 int) {
	i0, i1 = r.p.peel(0, i0, i1)
	j0, j1 = r.p.peel(1, j0, j1)
	if i1 > i0 || j1 > j0 {
		r.stretch = append(r.stretch, r.cuts(ctx, f.band(i0, i1, j0, j1))...)
	}
}

// search runs the lattice over every stretch; the first time it also finds where
// later passes need not look.
func (r *runner) search(ctx context.Context, first bool) error {
	if !r.settled {
		r.level(ctx)
	}
	least := float64(outOfReach)
	if r.total > narrowFrom {
		least = negligible
	}
	found := make([][]Bead, len(r.stretch))
	totals := make([]float64, len(r.stretch))
	seen := make([]expected, len(r.stretch))
	var impossible atomic.Bool
	err := forEach(ctx, r.o.Workers, len(r.stretch), func(x int) {
		b := r.stretch[x]
		if b == nil {
			found[x] = r.found[x]
			r.report(rowsOf(found[x]))
			return
		}
		l, _ := r.lattices.Get().(*lattice)
		if l == nil {
			l = new(lattice)
		}
		if first && r.total > narrowFrom && !r.p.ruled {
			b = l.sketch.narrow(ctx, r.p, r.w, l.cells.lay(r.p, 0), b)
		}
		l.run(ctx, r.p, r.w, b, false)
		if ctx.Err() != nil {
			return
		}
		if math.IsInf(l.total, -1) {
			impossible.Store(true)
			return
		}
		totals[x] = l.total
		found[x] = l.decode(nil)
		seen[x] = l.expected
		if first {
			r.stretch[x] = l.narrow(least)
		}
		r.lattices.Put(l)
		r.report(b.rows() - 1)
	})
	r.found = found
	r.nats, r.seen = 0, expected{}
	for x, t := range totals {
		r.nats += t
		r.seen.add(seen[x])
	}
	if err == nil && impossible.Load() {
		err = fmt.Errorf("aligning: %w: pairs that must meet are too far apart for one bead", ErrFixed)
	}
	if first && err == nil && r.total > narrowFrom {
		r.settle()
	}
	return err
}

// report tells the caller how far the work is: each pass over the text counts for
// its share.
func (r *runner) report(rows int) {
	if r.o.Progress == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done += rows
	passes := 1
	if !r.o.NoLearn {
		passes += r.rounds()
	}
	r.o.Progress(min(r.done/passes, r.total), r.total)
}

// rounds is how often the model is adapted to the document. A long text has
// taught all it can after the first round.
func (r *runner) rounds() int {
	if r.total > narrowFrom {
		return 1
	}
	return learnRounds
}

const learnRounds = 3

// beads are those of all stretches, in order.
func (r *runner) beads() []Bead {
	n := 0
	for _, f := range r.found {
		n += len(f)
	}
	all := make([]Bead, 0, n)
	for _, f := range r.found {
		all = append(all, f...)
	}
	return all
}

// result puts the beads of all stretches and the fixed ones in order, with the
// features of each.
func (r *runner) result(ctx context.Context) (*Alignment, error) {
	beads := r.moved(ctx, r.beads())
	for k := range beads {
		if b := &beads[k]; !b.Moved {
			b.Confidence = r.w.doubt(b.Confidence, r.freedom)
		}
	}
	if len(r.o.Fixed) > 0 {
		fixed := slices.Clone(r.o.Fixed)
		for k := range fixed {
			fixed[k].Fixed, fixed[k].Confidence = true, 1
		}
		beads = arrange(fixed, beads)
	}
	batch := max(256, len(beads)/64)
	err := forEach(ctx, r.o.Workers, (len(beads)+batch-1)/batch, func(x int) {
		sc, _ := r.scorers.Get().(*scorer)
		if sc == nil {
			sc = newScorer(r.p)
		}
		for k := x * batch; k < min((x+1)*batch, len(beads)); k++ {
			beads[k].Features = r.featuresBy(sc, beads[k])
		}
		r.scorers.Put(sc)
	})
	return &Alignment{Beads: beads}, err
}

// features are those of one bead.
func (r *runner) features(b Bead) Features { return r.featuresBy(newScorer(r.p), b) }

// featuresBy computes a bead's features; one that no search would make, because
// a user has fixed it so large, has none.
func (r *runner) featuresBy(sc *scorer, b Bead) Features {
	if b.Null() {
		return Features{Prior: r.w.Open[sideOf(b)]}
	}
	t := typeOf(b)
	if t < 0 {
		return Features{}
	}
	f := r.w.weigh(sc.raw(r.w, b.Src.Start, b.Tgt.Start, beadTypes[t]), t)
	f.Prior += r.p.lift * float64(b.Src.Len()+b.Tgt.Len())
	return f
}

// sideOf is the side on which a bead with an empty side has its sentence.
func sideOf(b Bead) int {
	if b.Src.Len() == 0 {
		return 1
	}
	return 0
}

var defaultAnchors = sync.OnceValue(func() *anchor.Extractor { return anchor.New() })
