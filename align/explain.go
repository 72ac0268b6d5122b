package align

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"songngu/align/anchor"
	"songngu/align/lexicon"
	"songngu/corpus"
	"songngu/corpus/text"
)

// Explanation says why a bead was made.
type Explanation struct {
	Bead Bead // with its features
	// Met are the words and anchors that met, those that say most first.
	Met []Met
	// Missed are those that say most against the bead: they stand on one side
	// and are not met on the other.
	Missed []Met
	// RunnerUp is the likeliest other bead that would hold the bead's first
	// sentence, with its features; ok is false if there is none to speak of.
	RunnerUp Bead
	HasOther bool
}

// Met is a word or an anchor of one sentence with what answers it in the other
// language.
type Met struct {
	Side     int       // of the word that is explained: 0 English, 1 Vietnamese
	Sentence int       // its sentence
	Span     text.Span // in that sentence
	// By is where its best reason stands in a sentence of the other side; the
	// zero span with Reason -1 if there is none.
	Reason int
	By     text.Span
	Nats   float64     // what it counts for, weighed
	Anchor bool        // an anchor, not a word
	Type   anchor.Type // of an anchor
}

// explainReach is how many sentences on either side of a bead are searched for
// a runner-up, and explainMost how many words are listed.
const (
	explainReach = 30
	explainMost  = 40
)

// Explain says why bead number k of an alignment was made. The texts and the
// options must be those the alignment was made with; what the document taught
// the aligner is learnt again from the alignment itself.
func Explain(ctx context.Context, src, tgt []corpus.Sentence, a *Alignment, k int, opts Options) (*Explanation, error) {
	if k < 0 || k >= len(a.Beads) {
		return nil, fmt.Errorf("there is no bead %d among %d", k, len(a.Beads))
	}
	for _, b := range a.Beads {
		if b.Src.Start < 0 || b.Tgt.Start < 0 || b.Src.Len() < 0 || b.Tgt.Len() < 0 || b.Src.End > len(src) || b.Tgt.End > len(tgt) {
			return nil, errors.New("the alignment is not of these texts")
		}
	}
	w := defaultWeights()
	opts.fill(w)
	p, err := prepare(ctx, src, tgt, &opts, w)
	if err != nil {
		return nil, err
	}
	r := &runner{p: p, w: w, o: &opts}
	if !opts.NoLearn {
		r.freedom = p.learn(w, a.Beads, decided(a.Beads), &opts)
	}
	e := &Explanation{Bead: a.Beads[k]}
	e.Bead.Features = r.features(e.Bead)
	if !e.Bead.Null() && typeOf(e.Bead) >= 0 {
		e.words(r, src, tgt)
	}
	e.runnerUp(r)
	return e, ctx.Err()
}

// decided counts beads as expected does, from an alignment that is given.
func decided(beads []Bead) expected {
	var e expected
	run := -1
	for _, b := range beads {
		if !b.Null() {
			if t := typeOf(b); t >= 0 {
				e.types[t] += b.Confidence
			}
			run = -1
			continue
		}
		if s := sideOf(b); s != run {
			e.open[s] += b.Confidence
			run = s
		}
	}
	return e
}

// runnerUp searches the neighbourhood of the bead.
func (e *Explanation) runnerUp(r *runner) {
	b := e.Bead
	n, m := r.p.side[0].n, r.p.side[1].n
	i0, i1 := max(b.Src.Start-explainReach, 0), min(b.Src.End+explainReach, n)
	j0, j1 := max(b.Tgt.Start-explainReach, 0), min(b.Tgt.End+explainReach, m)
	if i1 == i0 || j1 == j0 {
		return
	}
	var l lattice
	band := fullBand(i0, i1, j0, j1)
	l.run(context.Background(), r.p, r.w, band, true)
	if math.IsInf(l.total, -1) {
		return
	}
	consider := func(x Bead, p float64) {
		holds := x.Src.Start <= b.Src.Start && b.Src.Start < x.Src.End
		if b.Src.Len() == 0 {
			holds = x.Tgt.Start <= b.Tgt.Start && b.Tgt.Start < x.Tgt.End
		}
		same := x.Src == b.Src && x.Tgt == b.Tgt || x.Null() && b.Null()
		if holds && !same && p > e.RunnerUp.Confidence {
			x.Confidence = min(p, 1)
			e.RunnerUp, e.HasOther = x, true
		}
	}
	for row := range band.rows() {
		for j := j0; j <= j1; j++ {
			c := l.at[row] + j - j0
			for t, bt := range beadTypes {
				if p := l.posterior(row, j, c, t); p > 1e-6 {
					i := i0 + row
					consider(Bead{Src: Range{i, i + bt.m}, Tgt: Range{j, j + bt.n}}, p)
				}
			}
		}
	}
	if b.Src.Len() > 0 {
		i := b.Src.Start
		consider(Bead{Src: Range{i, i + 1}, Tgt: Range{b.Tgt.Start, b.Tgt.Start}}, l.nullSrc[i-i0])
	} else {
		j := b.Tgt.Start
		consider(Bead{Src: Range{b.Src.Start, b.Src.Start}, Tgt: Range{j, j + 1}}, l.nullTgt[j-j0])
	}
	if e.HasOther {
		e.RunnerUp.Confidence = r.w.doubt(e.RunnerUp.Confidence, r.freedom)
		e.RunnerUp.Features = r.features(e.RunnerUp)
	}
}

// words lists what met and what did not, in both directions.
func (e *Explanation) words(r *runner, src, tgt []corpus.Sentence) {
	texts := [2][]corpus.Sentence{src, tgt}
	ranges := [2]Range{e.Bead.Src, e.Bead.Tgt}
	sc := newScorer(r.p)
	for d := range 2 { // the block that explains is of side d
		sp := sc.load(d, ranges[d].Start, ranges[d].Len())
		last := ranges[d].Len() - 1
		reasons := r.located(texts[d], d, ranges[d])
		for _, w := range r.located(texts[1-d], 1-d, ranges[1-d]) {
			m := Met{Side: 1 - d, Sentence: w.sentence, Span: w.span, Reason: -1, Anchor: w.key >= 0, Type: w.kind}
			if w.key >= 0 {
				m.Nats = r.w.Anchors * float64(r.p.keys.miss[d][w.key][last])
				if w.weak {
					m.Nats = 0
				}
				for _, q := range reasons {
					if q.key == w.key {
						m.Reason, m.By = q.sentence, q.span
						m.Nats = r.w.Anchors * float64(r.p.keys.hit[d][w.key][last])
						break
					}
				}
			} else {
				ratio := sp.sum(w.word, last)
				m.Nats = r.w.Words[d] * math.Log(sp.base[last]+float64(sp.scale[last]*ratio))
				best := float32(0)
				for _, q := range reasons {
					if q.key >= 0 {
						continue
					}
					if x := r.p.rows[d].at2(q.word, w.word); x > best {
						best, m.Reason, m.By = x, q.sentence, q.span
					}
				}
			}
			if m.Reason >= 0 && m.Nats > 0 {
				e.Met = append(e.Met, m)
			} else if m.Nats < 0 {
				e.Missed = append(e.Missed, m)
			}
		}
	}
	slices.SortStableFunc(e.Met, func(a, b Met) int { return cmp.Compare(b.Nats, a.Nats) })
	slices.SortStableFunc(e.Missed, func(a, b Met) int { return cmp.Compare(a.Nats, b.Nats) })
	e.Met = e.Met[:min(len(e.Met), explainMost)]
	e.Missed = e.Missed[:min(len(e.Missed), explainMost)]
}

// located is a word or an anchor that counts, with its place.
type located struct {
	sentence int
	span     text.Span
	word     int32
	key      int32 // -1 for a word
	kind     anchor.Type
	weak     bool
}

// located finds again where the words and anchors of a block stand.
func (r *runner) located(sentences []corpus.Sentence, side int, block Range) []located {
	var out []located
	v := r.p.words[side]
	for i := block.Start; i < block.End; i++ {
		line := sentences[i].Text
		var taken []text.Span
		if !r.o.NoAnchors {
			for _, a := range r.o.Anchors.Append(nil, line, languages[side]) {
				if a.Type == anchor.FullName || a.Type == anchor.Word {
					continue
				}
				if key := r.p.keys.active(a.Key); key >= 0 {
					taken = append(taken, a.Span)
					out = append(out, located{i, a.Span, -1, key, a.Type, a.Weak})
				}
			}
		}
		if r.o.NoLexicon {
			continue
		}
		for _, t := range r.o.Lexicon.Tokens(nil, lexicon.Side(side), line) {
			if slices.ContainsFunc(taken, func(s text.Span) bool { return s.Start < t.Span.End && t.Span.Start < s.End }) {
				continue
			}
			word := int32(-1)
			if t.ID >= 0 {
				word = v.local[t.ID]
			} else if n, ok := v.unknown[text.FoldMarks(t.Span.Of(line))]; ok && r.p.words[1-side].has(v.kept[n]) {
				word = n
			}
			if word >= 0 {
				out = append(out, located{i, t.Span, word, -1, 0, false})
			}
		}
	}
	return out
}
