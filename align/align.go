package align

import (
	"context"
	"fmt"
	"sync"

	"songngu/align/anchor"
	"songngu/align/lexicon"
	"songngu/corpus"
)

// Align finds which English sentences are translations of which Vietnamese
// ones. Every sentence of both sides is in exactly one bead of the result. It
// fails only if ctx ends or if what opts fix contradicts itself.
func Align(ctx context.Context, src, tgt []corpus.Sentence, opts Options) (*Alignment, error) {
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
	if err := r.search(ctx); err != nil {
		return nil, err
	}
	if !opts.NoLearn {
		for range learnRounds {
			p.learn(w, r.beads(), &opts)
			if err := r.search(ctx); err != nil {
				return nil, err
			}
		}
	}
	return r.result(), nil
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

	fixed   []Bead   // that cut the texts
	stretch []*band  // to search, in order
	found   [][]Bead // by stretch
}

// plan cuts the texts at what the user has fixed and finds where to search
// between the cuts.
func (r *runner) plan(ctx context.Context) error {
	var err error
	if r.fixed, err = r.p.rule(r.o); err != nil {
		return fmt.Errorf("aligning: %w", err)
	}
	i, j := 0, 0
	for _, b := range r.fixed {
		r.between(i, b.Src.Start, j, b.Tgt.Start)
		i, j = b.Src.End, b.Tgt.End
	}
	r.between(i, r.p.side[0].n, j, r.p.side[1].n)
	return ctx.Err()
}

// between plans the search between two corners.
func (r *runner) between(i0, i1, j0, j1 int) {
	if i1 > i0 || j1 > j0 {
		r.stretch = append(r.stretch, fullBand(i0, i1, j0, j1))
	}
}

// search runs the lattice over every stretch.
func (r *runner) search(ctx context.Context) error {
	r.found = make([][]Bead, len(r.stretch))
	return forEach(ctx, r.o.Workers, len(r.stretch), func(x int) {
		var l lattice
		l.run(r.p, r.w, r.stretch[x], false)
		r.found[x] = l.decode(nil)
	})
}

// learnRounds is how often the model is adapted to the document.
const learnRounds = 2

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

// result puts the beads of all stretches and the fixed ones in order.
func (r *runner) result() *Alignment {
	return &Alignment{Beads: r.beads()}
}

var defaultAnchors = sync.OnceValue(func() *anchor.Extractor { return anchor.New() })
