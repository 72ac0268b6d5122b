package align

import (
	"context"
	"math/rand/v2"
	"testing"
)

// A text that repeats itself has no rare words; blocks must find the way.
func TestPathThroughRepetition(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 1))
	en, vi := story(rng, 400)
	for range 4 {
		for _, k := range rng.Perm(8) {
			en = append(en, en[k*50:k*50+50]...)
			vi = append(vi, vi[k*50:k*50+50]...)
		}
	}
	vi = append(vi[:1000:1000], vi[1030:]...)
	o := &Options{}
	w := defaultWeights()
	o.fill(w)
	p, err := prepare(context.Background(), en, vi, o, w)
	if err != nil {
		t.Fatal(err)
	}
	f := &pathfinder{p: p, ctx: context.Background()}
	b := f.band(0, len(en), 0, len(vi))
	outside := 0
	for i := range en {
		j := int32(i)
		switch {
		case i >= 1030:
			j -= 30
		case i >= 1000:
			continue
		}
		if j < b.lo[i] || j > b.hi[i] {
			outside++
		}
	}
	if outside > len(en)/100 {
		t.Errorf("%d of %d pairs lie outside the band", outside, len(en))
	}
	if wide := b.cells() / len(en); wide > 400 {
		t.Errorf("the band is %d columns wide", wide)
	}
}
