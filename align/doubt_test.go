package align

import (
	"context"
	"math"
	"runtime"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// claim is what a bead of a document says of itself, and whether it is so.
type claim struct {
	p, freedom float64
	right      bool
}

// fitDoubt finds w.Doubt: what makes the confidences of documents that the other
// weights have not seen likeliest, and half of it, for the reason that goBack
// gives: synthetic freedom is harder than a real translator's.
func fitDoubt(t *testing.T, w *weights, held []*fitDocument) {
	w.Doubt = 0
	*shippedWeights() = *w
	all := make([][]claim, len(held))
	var wg sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for k, d := range held {
		wg.Add(1)
		slots <- struct{}{}
		go func() {
			defer func() { <-slots; wg.Done() }()
			all[k] = claimsOf(t, &d.d)
		}()
	}
	wg.Wait()
	var freedom, count [2]float64
	for k, c := range all {
		if len(c) > 0 {
			kind := 0
			if held[k].d.degree > 0 {
				kind = 1
			}
			freedom[kind] += c[0].freedom
			count[kind]++
		}
	}
	t.Logf("freedom of close documents %.3f, of free ones %.3f", freedom[0]/count[0], freedom[1]/count[1])
	loss := func(doubt float64) (sum float64) {
		v := weights{Doubt: doubt}
		for _, c := range all {
			for _, x := range c {
				p := min(max(v.doubt(x.p, x.freedom), 1e-6), 1-1e-6)
				if !x.right {
					p = 1 - p
				}
				sum -= math.Log(p)
			}
		}
		return sum
	}
	best := 0.0
	for x := 0.0; x < 20; x += 0.1 {
		if loss(x) < loss(best) {
			best = x
		}
	}
	w.Doubt = best / 2
	t.Logf("doubt %.2f: loss %.1f, %.1f without", best, loss(best), loss(0))
}

// claimsOf aligns a document as a user would.
func claimsOf(t *testing.T, d *noisyDocument) (out []claim) {
	r, err := find(context.Background(), d.text[0], d.text[1], Options{Lexicon: d.table, Workers: 1})
	if err != nil {
		t.Error(err)
		return nil
	}
	// Where in the other text a sentence without partner stands means nothing.
	key := func(b Bead) [2]Range {
		k := [2]Range{b.Src, b.Tgt}
		for s := range k {
			if k[s].Len() == 0 {
				k[s] = Range{}
			}
		}
		return k
	}
	gold := make(map[[2]Range]bool)
	for _, b := range d.beads {
		gold[key(b)] = true
	}
	for _, b := range r.beads() {
		out = append(out, claim{b.Confidence, r.freedom, gold[key(b)]})
	}
	return out
}

// Doubt moves a confidence towards even, never past it, and the freer the farther.
func TestDoubt(t *testing.T) {
	w := defaultWeights()
	if w.Doubt <= 0 {
		t.Fatal("no doubt is learnt")
	}
	rapid.Check(t, func(t *rapid.T) {
		p, z := rapid.Float64Range(0, 1).Draw(t, "p"), rapid.Float64Range(0, 1).Draw(t, "z")
		got, freer := w.doubt(p, z), w.doubt(p, z+0.1)
		if p == 0 || p == 1 || z <= closeFreedom {
			if got != p {
				t.Fatalf("doubt(%v, %v) = %v", p, z, got)
			}
			return
		}
		if even := 1e-12; math.Abs(got-0.5) > math.Abs(p-0.5)+even || (got-0.5)*(p-0.5) < -even || math.Abs(freer-0.5) > math.Abs(got-0.5)+even {
			t.Fatalf("doubt(%v, %v) = %v, freer %v", p, z, got, freer)
		}
	})
}
