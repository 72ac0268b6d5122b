package align

import (
	"math"
	"slices"
)

// learn adapts the model to the document by the beads that the last pass was
// sure of.
//
// Goal: what no shipped table can know: the document's own terms and names, how
// free this translator is, how long this style runs in Vietnamese, how much is
// missing. Method: all is re-estimated from beads weighed by their posterior,
// with the shipped values as prior worth some dozens of observations, so that a
// short document changes little and a wrong first pass cannot run away. Cost:
// linear in the beads used, which are bounded. The re-alignment of hunalign
// (Varga et al., 2005) learns from all its beads alike, and makes
// English–Vietnamese worse; learning from the sure ones by likelihood makes it
// better. It returns the document's freedom (expected.freedom), less what is not
// sure.
func (p *pair) learn(w *weights, beads []Bead, seen expected, o *Options) (freedom float64) {
	sure := sureBeads(beads)
	if len(sure) == 0 {
		return 0
	}
	if !o.NoLength {
		p.learnLengths(w, sure)
	}
	if !o.NoLexicon {
		p.learnWords(sure)
		p.learnNull(sure)
	}
	if !o.NoShape {
		p.learnShapes(sure)
	}
	// A text of which little is sure tells nothing of its translator.
	linked := 0
	for _, b := range beads {
		if !b.Null() {
			linked++
		}
	}
	freedom = seen.freedom() * float64(len(sure)) / float64(min(linked, maxLessons))
	w.freed(freedom)
	w.learnPriors(seen)
	return freedom
}

const (
	// sureFrom is the posterior from which a bead teaches.
	sureFrom = 0.7
	// maxLessons bounds the beads of a large document that teach; they are
	// spread evenly over it.
	maxLessons = 4000
)

func sureBeads(beads []Bead) []Bead {
	var sure []Bead
	for _, b := range beads {
		if !b.Null() && b.Confidence >= sureFrom && !b.Moved {
			sure = append(sure, b)
		}
	}
	if n := len(sure); n > maxLessons {
		for k := range maxLessons {
			sure[k] = sure[k*n/maxLessons]
		}
		sure = sure[:maxLessons]
	}
	return sure
}

// learnLengths moves the centre of the length model, and widens or narrows its
// scale, towards what the sure beads show.
func (p *pair) learnLengths(w *weights, sure []Bead) {
	m := &w.LengthForm
	shipped := shippedWeights().LengthForm
	const hold = 10 // observations that the shipped model is worth; flat from 5 to 15
	en, vi := &p.side[0], &p.side[1]
	var sum, weight float64
	residual := func(b Bead) (d, s float64) {
		x := math.Log(float64(en.blockLength(b.Src.Start, b.Src.Len())) + 1)
		y := math.Log(float64(vi.blockLength(b.Tgt.Start, b.Tgt.Len())) + 1)
		return y - x - m.at(x, &shipped.Center), m.at(x, &shipped.Scale)
	}
	// The likeliest centre of a t distribution weighs outliers down.
	center := 0.0
	for range 5 {
		sum, weight = 0, hold/0.04
		for _, b := range sure {
			d, s := residual(b)
			z := (d - center) / s
			g := b.Confidence * (m.Freedom + 1) / (m.Freedom + z*z) / (s * s)
			sum += g * d
			weight += g
		}
		center = sum / weight
	}
	spread := 1.0
	for range 5 {
		sum, weight = hold, hold
		for _, b := range sure {
			d, s := residual(b)
			z := (d - center) / s
			sum += b.Confidence * (m.Freedom + 1) / (m.Freedom + z*z/(spread*spread)) * z * z
			weight += b.Confidence
		}
		spread = math.Sqrt(sum / weight)
	}
	spread = min(max(spread, 0.6), 3)
	m.Shift = center
	for k := range m.Scale {
		m.Scale[k] = shipped.Scale[k] * spread
	}
	p.lengths(w)
}

// learnNull re-estimates how often a word has no reason on the other side: the
// freer a translation, and the further the text from those the table was learnt
// from, the more often.
func (p *pair) learnNull(sure []Bead) {
	const hold = 200 // words that the start is worth
	sc := newScorer(p)
	for d := range 2 { // d: the side of the block that explains
		null := float64(p.null[1-d])
		var shares []float64 // sum of P(w|e)/P(w), and rest, over tokens; one a word
		var weight []float64
		for _, b := range sure {
			block, other := b.Src, b.Tgt
			if d == 1 {
				block, other = other, block
			}
			sp := sc.against(d, block, other)
			k := block.Len() - 1
			if sp.count[k] == 0 {
				continue
			}
			for x := other.Start; x < other.End; x++ {
				for _, v := range p.side[1-d].wordsOf(x) {
					shares = append(shares, float64((sp.sum(v, k)+sp.rest[k])/sp.count[k]))
					weight = append(weight, b.Confidence)
				}
			}
		}
		for range 8 {
			none, all := hold*float64(p.start), float64(hold)
			for x, s := range shares {
				none += weight[x] * null / (null + (1-null)*s)
				all += weight[x]
			}
			null = none / all
		}
		p.null[1-d] = float32(min(max(null, 0.02), 0.9))
	}
}

// learnPriors moves the rates of bead types and of missing sentences towards
// those of the document, but not far: an aligner that has gone astray sees
// sentences missing everywhere, and must not conclude that this is the rule.
func (w *weights) learnPriors(seen expected) {
	for side := range 2 {
		w.Open[side] += drift(seen.open[side], seen.links(), w.Usual.Open[side])
	}
	for t := 1; t < typeCount; t++ {
		w.Type[t] += drift(seen.types[t], seen.links(), w.Usual.Type[t])
	}
}

// drift is how far a rate, seen so often among so many beads that link, is from
// the usual one, in nats.
func drift(seen, links, usual float64) float64 {
	const hold = 15 // beads at the usual rate that a document is given to begin with
	d := math.Log((seen + hold*usual) / ((links + hold) * usual))
	return min(max(d, -maxMove), maxMove)
}

// maxMove bounds how far a document may move a prior, in nats.
const maxMove = 3

// typeOf is the index of a bead's type, or -1.
func typeOf(b Bead) int {
	if b.Src.Len() > maxBlock || b.Tgt.Len() > maxBlock {
		return -1
	}
	return int(typeIndex[b.Src.Len()][b.Tgt.Len()])
}

// lesson is a sure bead as the word learner sees it.
type lesson struct {
	en, vi []int32 // words worth learning
	at     int     // of its first link in links
	weight float32
	silent [2]float32 // tokens of each side
}

const (
	// holdWord is how many observations a word's shipped row is worth.
	holdWord = 3
	// once is taken off every count: what was seen in a single bead proves
	// nothing, since that bead would then teach its own words (absolute
	// discounting; Ney, Essen and Kneser, 1994). The less is taken, the more a
	// document of its own vocabulary learns (verse-quran: .947 with .4 taken off, .950
	// with .1), but with nothing taken off what is claimed to be sure is not (98.8 %
	// right from .9 on, for 99.2).
	once = 0.1
	// startShare is what a word pair starts with beside its shipped
	// probability: this part of its chance. Flat from .3 to 1; with .1 a document of
	// its own vocabulary learns less of it.
	startShare  = 0.3
	wordRounds  = 3
	enoughBeads = 60 // a word learns from so many beads at most
	// maxTaught bounds the words of a bead's side that learn: more are met only
	// where nothing was cut into sentences.
	maxTaught = 200
	// tooCommon is the share of the document's sentences from which on a word
	// teaches nothing new.
	tooCommon = 0.3
)

// learnWords re-estimates the rows of words that stand in two or more sure
// beads, by expectation maximisation of IBM Model 1 in both directions, where
// only counts on which both directions agree are kept (Liang, Taskar and Klein,
// 2006), with the shipped rows as Dirichlet prior.
func (p *pair) learnWords(sure []Bead) {
	lessons, pairs, links := p.lessons(sure)
	if len(pairs) == 0 {
		return
	}
	start := [2][]float32{make([]float32, len(pairs)), make([]float32, len(pairs))}
	for k, key := range pairs {
		e, v := int32(key>>32), int32(key&math.MaxUint32)
		start[0][k] = p.shipped[0].at2(e, v) + startShare*p.chance[1][v]
		start[1][k] = p.shipped[1].at2(v, e) + startShare*p.chance[0][e]
	}
	prob := [2][]float32{slices.Clone(start[0]), slices.Clone(start[1])}
	count := [2][]float32{make([]float32, len(pairs)), make([]float32, len(pairs))}
	sum := [2][]float32{make([]float32, p.words[0].size()), make([]float32, p.words[1].size())}
	for range wordRounds {
		for d := range 2 {
			clear(count[d])
			clear(sum[d])
		}
		for _, l := range lessons {
			p.expectLinks(l, links, prob, count)
		}
		for k, key := range pairs {
			count[0][k] = max(count[0][k]-once, 0)
			count[1][k] = max(count[1][k]-once, 0)
			sum[0][key>>32] += count[0][k]
			sum[1][key&math.MaxUint32] += count[1][k]
		}
		for k, key := range pairs {
			for d, w := range [2]uint64{key >> 32, key & math.MaxUint32} {
				prob[d][k] = (count[d][k] + holdWord*start[d][k]) / (sum[d][w] + holdWord)
			}
		}
	}
	for d := range 2 {
		p.rows[d] = p.shipped[d].mix(d, pairs, count[d], sum[d])
		p.rows[d].weigh(p.chance[1-d])
	}
}

// expectLinks adds the expected counts of one bead.
func (p *pair) expectLinks(l lesson, links []int32, prob, count [2][]float32) {
	n, m := len(l.en), len(l.vi)
	own := links[l.at : l.at+n*m]
	share := [2]float32{(1 - p.null[1]) / l.silent[0], (1 - p.null[0]) / l.silent[1]}
	forward, backward := make([]float32, m), make([]float32, n)
	for y, v := range l.vi {
		forward[y] = p.chance[1][v]
	}
	for x, e := range l.en {
		backward[x] = p.chance[0][e]
	}
	for x := range n {
		for y := range m {
			k := own[x*m+y]
			forward[y] += share[0] * prob[0][k]
			backward[x] += share[1] * prob[1][k]
		}
	}
	for x := range n {
		for y := range m {
			k := own[x*m+y]
			a := share[0] * prob[0][k] / forward[y]
			b := share[1] * prob[1][k] / backward[x]
			both := float32(math.Sqrt(float64(a * b)))
			count[0][k] += l.weight * min(a, both)
			count[1][k] += l.weight * min(b, both)
		}
	}
}

// lessons collects the words worth learning of each sure bead, and numbers the
// word pairs that meet; links holds those numbers, bead by bead.
func (p *pair) lessons(sure []Bead) (out []lesson, pairs []uint64, links []int32) {
	var used [2][]uint16
	var in [2][]uint16 // in how many sure beads a word stands
	for s := range 2 {
		used[s] = make([]uint16, p.words[s].size())
		in[s] = make([]uint16, p.words[s].size())
		for _, b := range sure {
			r := [2]Range{b.Src, b.Tgt}[s]
			for x := r.Start; x < r.End; x++ {
				for _, w := range p.side[s].wordsOf(x) {
					in[s][w] = min(in[s][w]+1, math.MaxUint16-1)
				}
			}
		}
	}
	pick := func(s int, r Range) (words []int32, total float32) {
		for x := r.Start; x < r.End; x++ {
			total += float32(p.side[s].total[x])
			for _, w := range p.side[s].wordsOf(x) {
				if len(words) == maxTaught {
					return words, total
				}
				if in[s][w] < 2 || used[s][w] >= enoughBeads || float64(p.words[s].spread[w]) > tooCommon*float64(p.side[s].n) {
					continue
				}
				if !slices.Contains(words, w) {
					words = append(words, w)
					used[s][w]++
				}
			}
		}
		return words, total
	}
	number := make(map[uint64]int32)
	for _, b := range sure {
		l := lesson{at: len(links), weight: float32(b.Confidence)}
		l.en, l.silent[0] = pick(0, b.Src)
		l.vi, l.silent[1] = pick(1, b.Tgt)
		if len(l.en) == 0 || len(l.vi) == 0 {
			continue
		}
		for _, e := range l.en {
			for _, v := range l.vi {
				key := uint64(e)<<32 | uint64(v)
				k, ok := number[key]
				if !ok {
					k = int32(len(pairs))
					number[key] = k
					pairs = append(pairs, key)
				}
				links = append(links, k)
			}
		}
		out = append(out, l)
	}
	return out, pairs, links
}

// at2 is the probability of word b in the row of word a.
func (r *rows) at2(a, b int32) float32 {
	to, p := r.row(a)
	for k, v := range to {
		if v == b {
			return p[k]
		}
	}
	return 0
}

// mix is the rows with what was counted for direction d: each row is its old
// self, holdWord observations strong, and the counts.
func (r *rows) mix(d int, pairs []uint64, count, sum []float32) *rows {
	n := len(r.rest)
	fresh := make([][]entry, n)
	for k, key := range pairs {
		if count[k] <= 0 {
			continue
		}
		a, b := int32(key>>32), int32(key&math.MaxUint32)
		if d == 1 {
			a, b = b, a
		}
		fresh[a] = append(fresh[a], entry{b, count[k]})
	}
	out := &rows{at: make([]int32, 1, n+1), rest: make([]float32, n)}
	for w := range n {
		to, p := r.row(int32(w))
		scale := sum[w] + holdWord
		used := float32(0)
		for k, v := range to {
			q := p[k] * holdWord
			for x := range fresh[w] {
				if fresh[w][x].to == v {
					q += fresh[w][x].p
					fresh[w][x].to = -1
				}
			}
			out.to = append(out.to, v)
			out.p = append(out.p, q/scale)
			used += q / scale
		}
		for _, e := range fresh[w] {
			if e.to >= 0 {
				out.to = append(out.to, e.to)
				out.p = append(out.p, e.p/scale)
				used += e.p / scale
			}
		}
		// Words the row holds but this document has not keep their share.
		absent := 1 - r.rest[w]
		for _, q := range p {
			absent -= q
		}
		out.rest[w] = max(1-used-max(absent, 0)*holdWord/scale, 0)
		out.at = append(out.at, int32(len(out.to)))
	}
	return out
}

// entry is a translation within a document.
type entry struct {
	to int32
	p  float32
}
