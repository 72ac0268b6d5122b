package align

import "math"

// expected is how many beads of each type and how many runs of sentences without
// partner there are, each by its posterior.
type expected struct {
	types [typeCount]float64
	open  [2]float64
}

func (e *expected) add(f expected) {
	for t, v := range f.types {
		e.types[t] += v
	}
	for s, v := range f.open {
		e.open[s] += v
	}
}

// links is how many beads link.
func (e *expected) links() float64 {
	total := 0.0
	for _, v := range e.types {
		total += v
	}
	return total
}

// freedom is how many sentences a bead that links has beside one and one, on the
// average of the document.
func (e *expected) freedom() float64 {
	const hold = 10 // beads of one and one that a document is given to begin with
	more, total := 0.0, float64(hold)
	for t, v := range e.types {
		more += v * float64(beadTypes[t].m+beadTypes[t].n-2)
		total += v
	}
	return min(more/total, 1)
}

// nulls sums, for every sentence, the posterior probability of having no
// partner, wherever in the other text the path then stands.
func (l *lattice) nulls() {
	b := l.band
	n := b.rows()
	l.nullSrc = grow(l.nullSrc, n-1)
	clear(l.nullSrc)
	l.expected = expected{}
	first, last := int(b.lo[0]), int(b.hi[n-1])
	l.nullTgt = grow(l.nullTgt, last-first)
	clear(l.nullTgt)
	for r := range n {
		for j := int(b.lo[r]); j <= int(b.hi[r]); j++ {
			c := l.at[r] + j - int(b.lo[r])
			st := &l.fwd[c]
			if r < n-1 && j >= int(b.lo[r+1]) && j <= int(b.hi[r+1]) && l.p.free(0, b.first+r) {
				next := l.bwd[l.at[r+1]+j-int(b.lo[r+1])].src - l.total
				if x := addLog(st.link+l.w.Open[0], st.src+l.w.Extend[0]) + next; x > -30 {
					l.nullSrc[r] += math.Exp(x)
					l.expected.open[0] += math.Exp(st.link + l.w.Open[0] + next)
				}
			}
			if j < int(b.hi[r]) && l.p.free(1, j) {
				next := l.bwd[c+1].tgt - l.total
				if x := addLog(addLog(st.link, st.src+l.w.Cross)+l.w.Open[1], st.tgt+l.w.Extend[1]) + next; x > -30 {
					l.nullTgt[j-first] += math.Exp(x)
					l.expected.open[1] += math.Exp(addLog(st.link, st.src+l.w.Cross) + l.w.Open[1] + next)
				}
			}
		}
	}
}

// anywhere is what it counts for, beside being in the right place, that two
// sentences which each have some partner are paired at all. Where the text tells
// nothing about the place (one line repeated) every place is improbable, and
// without it all would be left alone. Half or twice as much does as well, and
// where the place is known it changes nothing.
const anywhere = 0.2

// posterior is the probability of the bead of type t that begins at cell c, row
// r, column j.
func (l *lattice) posterior(r, j, c, t int) float64 {
	s := l.score[c][t]
	if s == float32(never) {
		return 0
	}
	bt := beadTypes[t]
	to := l.at[r+bt.m] + j + bt.n - int(l.band.lo[r+bt.m])
	x := l.out[c] + float64(s) + l.bwd[to].link - l.total
	if x < -30 {
		return 0
	}
	return min(math.Exp(x), 1)
}

// decode finds the alignment with the largest expected number of sentences in
// the right place: each bead counts its sentences by its posterior, each
// sentence without partner by its own. It is what the reader gets, and is
// better than the single likeliest path where many paths share a bead. Source:
// maximum expected accuracy decoding as in Do et al., ProbCons, 2005.
func (l *lattice) decode(dst []Bead) []Bead {
	b := l.band
	n := b.rows()
	first := int(b.lo[0])
	const (
		nothing = int8(-1)
		nullSrc = int8(typeCount)
		nullTgt = int8(typeCount + 1)
	)
	l.best = grow(l.best, l.at[n])
	l.back = grow(l.back, l.at[n])
	for c := range l.best[:l.at[n]] {
		l.best[c], l.back[c] = never, nothing
	}
	l.best[0] = 0
	put := func(c int, v float64, how int8) {
		if v > l.best[c] {
			l.best[c], l.back[c] = v, how
		}
	}
	for r := range n {
		for j := int(b.lo[r]); j <= int(b.hi[r]); j++ {
			c := l.at[r] + j - int(b.lo[r])
			v := l.best[c]
			if v == never {
				continue
			}
			for t, bt := range beadTypes {
				if p := l.posterior(r, j, c, t); p > 0 {
					l.expected.types[t] += p
					gain := p * float64(bt.m+bt.n)
					if t == 0 {
						gain += anywhere * (2 - l.nullSrc[r] - l.nullTgt[j-first])
					}
					put(l.at[r+bt.m]+j+bt.n-int(b.lo[r+bt.m]), v+gain, int8(t))
				}
			}
			if r < n-1 && j >= int(b.lo[r+1]) && j <= int(b.hi[r+1]) && l.p.free(0, b.first+r) {
				put(l.at[r+1]+j-int(b.lo[r+1]), v+l.nullSrc[r], nullSrc)
			}
			if j < int(b.hi[r]) && l.p.free(1, j) {
				put(c+1, v+l.nullTgt[j-first], nullTgt)
			}
		}
	}
	start := len(dst)
	r, j := n-1, int(b.hi[n-1])
	for r > 0 || j > first {
		c := l.at[r] + j - int(b.lo[r])
		var bead Bead
		switch how := l.back[c]; how {
		case nullSrc:
			r--
			bead = Bead{Src: Range{b.first + r, b.first + r + 1}, Tgt: Range{j, j}, Confidence: l.nullSrc[r]}
		case nullTgt:
			j--
			bead = Bead{Src: Range{b.first + r, b.first + r}, Tgt: Range{j, j + 1}, Confidence: l.nullTgt[j-first]}
		default:
			bt := beadTypes[how]
			r -= bt.m
			j -= bt.n
			bead = Bead{
				Src:        Range{b.first + r, b.first + r + bt.m},
				Tgt:        Range{j, j + bt.n},
				Confidence: l.posterior(r, j, l.at[r]+j-int(b.lo[r]), int(how)),
			}
		}
		bead.Confidence = min(bead.Confidence, surest)
		dst = append(dst, bead)
	}
	for x, y := start, len(dst)-1; x < y; x, y = x+1, y-1 {
		dst[x], dst[y] = dst[y], dst[x]
	}
	return dst
}

// surest is the highest confidence that the aligner gives: 1 is for what a
// person has fixed, whatever a sum of floating-point numbers comes to.
const surest = 1 - 1e-9
