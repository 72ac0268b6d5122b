package align

import (
	"context"
	"math"
	"runtime"
	"sync"
	"testing"
)

// fitDocument is a prepared document with a band round its gold.
type fitDocument struct {
	d    noisyDocument
	p    *pair
	band *band
	// What the document has taught: see adapt.
	form    *lengthModel
	open    [2]float64
	types   [typeCount]float64
	freedom float64
	gold    []int // bead types in order; -1 an English sentence alone, -2 a Vietnamese one
}

func newFitDocument(t *testing.T, d noisyDocument) *fitDocument {
	f := &fitDocument{d: d}
	o := &Options{Lexicon: d.table, Workers: 1}
	o.fill(defaultWeights())
	var err error
	if f.p, err = prepare(context.Background(), d.text[0], d.text[1], o, defaultWeights()); err != nil {
		t.Fatal(err)
	}
	const margin = 12
	n, m := len(d.text[0]), len(d.text[1])
	f.band = &band{lo: make([]int32, n+1), hi: make([]int32, n+1)}
	for i := range f.band.lo {
		f.band.lo[i] = int32(m)
	}
	i, j := 0, 0
	mark := func() {
		f.band.lo[i] = min(f.band.lo[i], int32(max(j-margin, 0)))
		f.band.hi[i] = max(f.band.hi[i], int32(min(j+margin, m)))
	}
	mark()
	for _, b := range d.beads {
		switch {
		case b.Tgt.Len() == 0:
			f.gold = append(f.gold, -1)
		case b.Src.Len() == 0:
			f.gold = append(f.gold, -2)
		default:
			if b.Src.Len() > maxBlock || b.Tgt.Len() > maxBlock || typeIndex[b.Src.Len()][b.Tgt.Len()] < 0 {
				return nil
			}
			f.gold = append(f.gold, int(typeIndex[b.Src.Len()][b.Tgt.Len()]))
		}
		for range b.Src.Len() {
			i++
			mark()
		}
		j += b.Tgt.Len()
		mark()
	}
	f.band.mend(0, m)
	return f
}

// adapt lets the document teach the model as in a real run, but for two things
// that are held back there for texts which tell nothing, and need not be here,
// where every document is a translation: its freedom counts in full, however
// little of it is sure, and the rate of 1-1 moves with those of other types.
// Without that the fit puts down to the priors what is due to the free documents,
// and joins too much of the news.
func (d *fitDocument) adapt(w *weights) {
	own := *w
	var l lattice
	d.p.choose(func() float64 {
		l.run(context.Background(), d.p, &own, d.band, false)
		return l.total
	})
	own.freed(0)
	for range learnRounds {
		l.run(context.Background(), d.p, &own, d.band, false)
		beads := l.decode(nil)
		d.p.learn(&own, beads, l.expected, &Options{})
		d.freedom = l.expected.freedom()
		own.freed(d.freedom)
		own.learnPriors(l.expected)
		own.Type[0] += drift(l.expected.types[0], l.expected.links(), own.Usual.Type[0])
	}
	d.form = &own.LengthForm
	freed := *w
	freed.freed(d.freedom)
	for s := range 2 {
		d.open[s] = own.Open[s] - freed.Open[s]
	}
	for t := range d.types {
		d.types[t] = own.Type[t] - freed.Type[t]
	}
}

// adapted is the weights as the document has changed them.
func (d *fitDocument) adapted(w *weights) *weights {
	own := *w
	if d.form != nil {
		own.LengthForm = *d.form
	}
	own.free(&w.Free, d.freedom)
	for s := range 2 {
		own.Open[s] += d.open[s]
	}
	for t := range d.types {
		own.Type[t] += d.types[t]
	}
	return &own
}

// gradient is the mean negative log probability of the gold per bead, and the
// direction in which it falls.
func gradient(docs []*fitDocument, w *weights) (float64, []float64) {
	losses := make([]float64, len(docs))
	grads := make([][]float64, len(docs))
	var wg sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for k, d := range docs {
		wg.Add(1)
		slots <- struct{}{}
		go func() {
			losses[k], grads[k] = d.gradient(w)
			<-slots
			wg.Done()
		}()
	}
	wg.Wait()
	beads, loss := 0.0, 0.0
	sum := make([]float64, len(w.vector()))
	for k, d := range docs {
		beads += float64(len(d.gold))
		loss += losses[k]
		for x, g := range grads[k] {
			sum[x] += g
		}
	}
	for x := range sum {
		sum[x] /= beads
	}
	return loss / beads, sum
}

func (d *fitDocument) gradient(w *weights) (float64, []float64) {
	w = d.adapted(w)
	d.p.lengths(w)
	var l lattice
	l.run(context.Background(), d.p, w, d.band, false)
	sc := newScorer(d.p)
	grad := make([]float64, len(w.vector()))
	add := func(i, j, t int, weight float64) float64 {
		r := sc.raw(w, i, j, beadTypes[t])
		for k, v := range [6]float64{r.length, r.words[0], r.words[1], r.anchors, r.shape, r.join} {
			grad[k] += weight * v
		}
		grad[firstType+t] += weight
		grad[firstFree+8] += d.freedom * weight * float64(beadTypes[t].m-1)
		grad[firstFree+9] += d.freedom * weight * float64(beadTypes[t].n-1)
		return w.weigh(r, t).Sum()
	}
	// What the gold holds.
	i, j, state, gold := 0, 0, 0, 0.0
	for _, g := range d.gold {
		switch {
		case g >= 0:
			gold += add(i, j, g, 1)
			i += beadTypes[g].m
			j += beadTypes[g].n
			state = 0
		case g == -1:
			i++
			k := 6
			if state == 1 {
				k = 8
			}
			grad[k]++
			gold += [2]float64{w.Open[0], w.Extend[0]}[k/8]
			state = 1
		default:
			j++
			k := 7
			if state == 2 {
				k = 9
			}
			grad[k]++
			gold += [2]float64{w.Open[1], w.Extend[1]}[k/9]
			if state == 1 {
				grad[10]++
				gold += w.Cross
			}
			state = 2
		}
	}
	// Less what the search expects.
	b := d.band
	n := b.rows()
	for r := range n {
		for j := int(b.lo[r]); j <= int(b.hi[r]); j++ {
			c := l.at[r] + j - int(b.lo[r])
			for t := range beadTypes {
				if p := l.posterior(r, j, c, t); p > 1e-5 {
					add(r, j, t, -p)
				}
			}
			st := &l.fwd[c]
			if r < n-1 && j >= int(b.lo[r+1]) && j <= int(b.hi[r+1]) {
				next := l.bwd[l.at[r+1]+j-int(b.lo[r+1])].src - l.total
				grad[6] -= math.Exp(st.link + w.Open[0] + next)
				grad[8] -= math.Exp(st.src + w.Extend[0] + next)
			}
			if j < int(b.hi[r]) {
				next := l.bwd[c+1].tgt - l.total
				cross := math.Exp(st.src + w.Cross + w.Open[1] + next)
				grad[7] -= math.Exp(st.link+w.Open[1]+next) + cross
				grad[10] -= cross
				grad[9] -= math.Exp(st.tgt + w.Extend[1] + next)
			}
		}
	}
	for k, of := range [8]int{0, 1, 2, 3, 4, 5, 6, 7} {
		grad[firstFree+k] = d.freedom * grad[of]
	}
	return l.total - gold, grad
}
