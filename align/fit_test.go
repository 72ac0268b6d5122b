package align

import (
	"context"
	"encoding/json"
	"iter"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"sort"
	"sync"
	"testing"

	"songngu/align/lexicon"
)

// TestFit learns the model's weights and writes them to weights.json. It runs
// only when asked for:
//
//	SONGNGU_FIT=1 go test ./align -run TestFit -v -timeout 30m
//
// Tables (lengths, shapes) are counted on training pairs. The weights are those
// that make the right alignment of noisy documents, made from training lines by
// makeNoisy, as probable as possible among all alignments (a conditional random
// field; Lafferty, McCallum and Pereira, 2001): its gradient is what the right
// alignment holds of a feature less what the search expects of it. So the
// posteriors come out calibrated, and evidence that overlaps is weighed down.
// The word tables used meanwhile are learnt from other lines than the documents
// are made of, and some from other collections, since a user's text is seldom
// of a kind that the shipped table has seen. A third of the documents are made
// free translations (see freely), and what freedom adds to each weight is learnt
// from how they differ from the others.
func TestFit(t *testing.T) {
	if os.Getenv("SONGNGU_FIT") == "" {
		t.Skip("set SONGNGU_FIT=1 to learn the weights anew")
	}
	w, defaults := defaultWeights(), defaultWeights()
	alt, help, chat := readTrain(t, "alt-dev"), readTrain(t, "lohelp"), readTrain(t, "tatoeba-basic")
	all := append(append(append([]trainPair{}, alt...), help...), chat...)
	fitLengths(t, w, all)
	fitShapes(w, all)
	*shippedWeights() = *w
	docs := fitDocuments(t, alt, help, chat)
	held := docs[:len(docs)/5]
	docs = docs[len(docs)/5:]
	countUsual(w, docs)
	toAll := func(k int) bool { return k < firstFree }
	descend(t, w, docs, held, 12, toAll)
	// What a document teaches changes what the evidence is worth.
	adapt := func() {
		*shippedWeights() = *w
		for _, d := range append(append([]*fitDocument{}, docs...), held...) {
			d.adapt(w)
		}
	}
	adapt()
	descend(t, w, docs, held, 8, toAll)
	for range 2 {
		adapt()
		descend(t, w, docs, held, 18, func(int) bool { return true })
	}
	w.halfWay(defaults)
	b, err := json.MarshalIndent(w, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("\n%s", b)
	if err := os.WriteFile("weights.json", append(b, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

// adapt lets the document teach the model as in a real run.
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
	}
	d.form = &own.LengthForm
	d.freedom = l.expected.freedom()
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

// descend follows the gradient.
func descend(t *testing.T, w *weights, docs, held []*fitDocument, steps int, moves func(k int) bool) {
	x := w.vector()
	mean, square := make([]float64, len(x)), make([]float64, len(x))
	for step := range steps {
		w.setVector(x)
		w.settle()
		x = w.vector()
		loss, grad := gradient(docs, w)
		if step%5 == 0 || step == steps-1 {
			other, _ := gradient(held, w)
			t.Logf("step %d: loss %.4f a bead, held out %.4f", step, loss, other)
		}
		rate := 0.15 * math.Pow(0.05, float64(step)/float64(steps))
		for k, g := range grad { // Adam; Kingma and Ba, 2015
			mean[k] = 0.8*mean[k] + 0.2*g
			square[k] = 0.95*square[k] + 0.05*g*g
			m := mean[k] / (1 - math.Pow(0.8, float64(step+1)))
			s := square[k] / (1 - math.Pow(0.95, float64(step+1)))
			if !moves(k) || k >= firstType && k < firstFree && seldom(beadTypes[k-firstType]) {
				continue
			}
			x[k] += rate * m / (math.Sqrt(s) + 1e-8)
		}
	}
	w.setVector(x)
	w.settle()
}

// seldom reports whether a bead type is too rare in the documents to be learnt
// from: lines of training text are cut alike on both sides.
func seldom(b beadType) bool { return b.m+b.n > 3 }

// halfWay goes back half the way to what stood before: synthetic freedom is
// harder to see through than a real translator's, who at least follows the text,
// and what is fitted on it alone doubts too much.
func (w *weights) halfWay(before *weights) {
	x, y := w.vector(), before.vector()
	for k := range x {
		x[k] = (x[k] + y[k]) / 2
	}
	w.setVector(x)
	// How long a run goes on is the noise's own choice, and where it is too cheap
	// a text that tells nothing is taken for missing (TestNothingToTell).
	w.Extend = before.Extend
	for s := range 2 {
		w.Usual.Open[s] = (w.Usual.Open[s] + before.Usual.Open[s]) / 2
	}
	for t := range w.Usual.Type {
		w.Usual.Type[t] = (w.Usual.Type[t] + before.Usual.Type[t]) / 2
	}
	w.settle()
}

// settle takes from the priors what means nothing: as much added for every
// sentence, in a bead or without partner, changes no alignment's probability.
func (w *weights) settle() {
	const one = -0.145 // the prior of one with one, by convention
	shift := (one - w.Type[0]) / 2
	for t, b := range beadTypes {
		w.Type[t] += shift * float64(b.m+b.n)
	}
	for s := range 2 {
		w.Open[s] += shift
		w.Extend[s] += shift
	}
	w.extrapolate()
}

// extrapolate gives the seldom types their priors: each further sentence makes a
// bead less likely by the factor of .124 that Gale & Church, 1993, counted
// between 1-2 (with 2-1, .089) and 2-2 (.011); where both sides have several
// sentences, once more, since such a bead is nearly always two smaller ones.
func (w *weights) extrapolate() {
	const factor = 0.124
	for t, b := range beadTypes {
		if seldom(b) {
			further := float64(b.m + b.n - 3)
			if min(b.m, b.n) > 1 {
				further++
			}
			w.Type[t] = (w.Type[1]+w.Type[2])/2 + further*math.Log(factor)
			w.Usual.Type[t] = (w.Usual.Type[1] + w.Usual.Type[2]) / 2 * math.Pow(factor, further)
		}
	}
}

// countUsual counts how often each bead type and each run of missing sentences
// comes in the documents, for each bead that links.
func countUsual(w *weights, docs []*fitDocument) {
	total := 0.0
	w.Usual = usualRates{}
	for _, d := range docs {
		state := 0
		for _, g := range d.gold {
			if g >= 0 {
				w.Usual.Type[g]++
				total++
			} else if g != state {
				w.Usual.Open[-1-g]++
			}
			state = g
		}
	}
	for t := range w.Usual.Type {
		w.Usual.Type[t] = (w.Usual.Type[t] + 1) / total
	}
	for s := range 2 {
		w.Usual.Open[s] /= total
	}
}

// vector is the weights that the gradient moves.
func (w *weights) vector() []float64 {
	x := []float64{w.Length, w.Words[0], w.Words[1], w.Anchors, w.Shape, w.Join, w.Open[0], w.Open[1], w.Extend[0], w.Extend[1], w.Cross}
	x = append(x, w.Type[:]...)
	f := &w.Free
	return append(x, f.Length, f.Words[0], f.Words[1], f.Anchors, f.Shape, f.Joint, f.Open[0], f.Open[1], f.Join[0], f.Join[1])
}

const (
	firstType = 11
	firstFree = firstType + typeCount
)

func (w *weights) setVector(x []float64) {
	for k := range 6 {
		x[k] = max(x[k], 0)
	}
	w.Length, w.Words, w.Anchors, w.Shape, w.Join = x[0], [2]float64{x[1], x[2]}, x[3], x[4], x[5]
	w.Open, w.Extend = [2]float64{x[6], x[7]}, [2]float64{x[8], x[9]}
	w.Cross = x[10]
	copy(w.Type[:], x[firstType:])
	x = x[firstFree:]
	w.Free = freedomWeights{
		Length: x[0], Words: [2]float64{x[1], x[2]}, Anchors: x[3], Shape: x[4],
		Joint: x[5], Open: [2]float64{x[6], x[7]}, Join: [2]float64{x[8], x[9]},
	}
}

// fitDocuments makes the noisy documents, each with a word table that has not
// seen its lines.
func fitDocuments(t *testing.T, alt, help, chat []trainPair) []*fitDocument {
	// Lines of odd hundreds make documents, those of even ones teach words.
	half := func(p []trainPair, odd int) (out []trainPair) {
		for i := range p {
			if i/100%2 == odd {
				out = append(out, p[i])
			}
		}
		return out
	}
	train := func(parts ...[]trainPair) *lexicon.Table {
		var pairs iter.Seq2[lexicon.Pair, error] = func(yield func(lexicon.Pair, error) bool) {
			for _, part := range parts {
				for _, p := range part {
					if !yield(lexicon.Pair{English: p.en, Vietnamese: p.vi}, nil) {
						return
					}
				}
			}
		}
		table, err := lexicon.Train(context.Background(), pairs, lexicon.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return table
	}
	near := train(half(alt, 0), half(help, 0), half(chat, 0))
	noNews := train(half(help, 0), half(chat, 0))
	noHelp := train(half(alt, 0), half(chat, 0))
	noChat := train(half(alt, 0), half(help, 0))
	only := train(half(chat, 0))
	rng := rand.New(rand.NewPCG(1, 2))
	var docs []*fitDocument
	add := func(lines []trainPair, tables ...*lexicon.Table) {
		for from := 100; from+100 <= len(lines); from += 200 {
			for start := from; start < from+100; {
				n := min([]int{12, 25, 50}[rng.IntN(3)], from+100-start)
				degree := 0.0
				if rng.IntN(3) == 0 {
					degree = 0.05 + 0.6*rng.Float64()
					n = from + 100 - start
				}
				d := makeNoisy(rng, lines[start:start+n], lines, degree)
				d.table = tables[rng.IntN(len(tables))]
				if degree > 0 { // free translations are far from those a table was learnt from
					d.table = tables[1+rng.IntN(len(tables)-1)]
				}
				if f := newFitDocument(t, d); f != nil {
					docs = append(docs, f)
				}
				start += n
			}
			if rng.IntN(2) == 0 {
				from += 400
			}
		}
	}
	add(alt, near, noNews, only)
	add(help, near, noHelp, only)
	add(chat, near, noChat)
	rng.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
	return docs
}

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

// fitLengths counts the length model on pairs of lines and on pairs of two and
// three lines joined, so that long blocks are seen too.
func fitLengths(t *testing.T, w *weights, pairs []trainPair) {
	type point struct{ x, d float64 }
	var points []point
	for k := 1; k <= 3; k++ {
		for i := 0; i+k <= len(pairs); i += k {
			var a, b int32
			for _, p := range pairs[i : i+k] {
				a += letters(p.en)
				b += letters(p.vi)
			}
			x := math.Log(float64(a) + 1)
			points = append(points, point{x, math.Log(float64(b)+1) - x})
		}
	}
	sort.Slice(points, func(i, j int) bool { return points[i].x < points[j].x })
	m := &w.LengthForm
	for k := range lengthKnots {
		var d []float64
		for _, p := range points {
			if math.Abs(p.x-knotLogs[k]) < 0.3 {
				d = append(d, p.d)
			}
		}
		sort.Float64s(d)
		if len(d) < 50 {
			t.Fatalf("only %d pairs near length %v", len(d), lengthKnots[k])
		}
		// Likeliest centre and scale of a t distribution, by EM.
		c, s := d[len(d)/2], (d[len(d)*3/4]-d[len(d)/4])/1.35
		for range 30 {
			var sw, swd, swq float64
			for _, v := range d {
				z := (v - c) / s
				g := (m.Freedom + 1) / (m.Freedom + z*z)
				sw += g
				swd += g * v
			}
			c = swd / sw
			for _, v := range d {
				z := (v - c) / s
				swq += (m.Freedom + 1) / (m.Freedom + z*z) * (v - c) * (v - c)
			}
			s = math.Sqrt(swq / float64(len(d)))
		}
		m.Center[k], m.Scale[k] = c, s
		t.Logf("length %3.0f: centre %+.3f, scale %.3f (%d pairs)", lengthKnots[k], c, s, len(d))
	}
}

// fitShapes counts how shapes go together on pairs of lines, and how the parts
// look of sentences that makeNoisy cuts or that a translator has cut.
func fitShapes(w *weights, pairs []trainPair) {
	m := &w.ShapeForm
	for a := range m.Start {
		for b := range m.Start[a] {
			m.Start[a][b] = 2 * usualStart[b]
		}
	}
	for a := range m.End {
		for b := range m.End[a] {
			m.End[a][b] = 2 * usualEnd[b]
		}
	}
	var mark [markCount][2][2]float64
	for s := range 2 {
		for k, v := range usualStart {
			m.JoinStart[s][k] = 20 * v
		}
		for k, v := range usualEnd {
			m.JoinEnd[s][k] = 20 * v
		}
	}
	for _, p := range pairs {
		a, b := shapeOf(p.en), shapeOf(p.vi)
		m.Start[a.start][b.start]++
		m.End[a.end][b.end]++
		for k := range markCount {
			mark[k][a.marks>>k&1][b.marks>>k&1]++
		}
		texts := [2]string{p.en, p.vi}
		parts := [2][]string{sentencesOf(p.en), sentencesOf(p.vi)}
		for s := range 2 {
			cut := parts[s]
			if len(parts[0]) == len(parts[1]) {
				cut = nil
				if x := clause(texts[s]); x > 0 {
					cut = []string{texts[s][:x], texts[s][x+1:]}
				}
			}
			for x := 1; x < len(cut); x++ {
				m.JoinStart[s][shapeOf(cut[x]).start]++
				m.JoinEnd[s][shapeOf(cut[x-1]).end]++
			}
		}
	}
	for a := range m.Start {
		normalise(m.Start[a][:])
	}
	for a := range m.End {
		normalise(m.End[a][:])
	}
	for s := range 2 {
		normalise(m.JoinStart[s][:])
		normalise(m.JoinEnd[s][:])
	}
	for k := range markCount {
		for a := range 2 {
			m.Mark[k][a] = (mark[k][a][1] + 0.5) / (mark[k][a][0] + mark[k][a][1] + 1)
		}
	}
}

func normalise(x []float64) {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	for k := range x {
		x[k] = math.Round(x[k]/sum*1e5) / 1e5
	}
}
