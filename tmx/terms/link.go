package terms

import (
	"cmp"
	"context"
	"math"
	"slices"

	"songngu/align/lexicon"
)

// leastLink is the least score of a link, in nats over chance.
const leastLink = 3

// maxSyllables bounds a Vietnamese term; English words have about one and a
// half Vietnamese syllables.
const maxSyllables = 8

// link finds the translations of the candidates in every unit.
func (c *collection) link(ctx context.Context, opts Options) error {
	functions := c.functionsVI()
	var l linker
	for i := range c.len() {
		if i%1024 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			opts.Progress("linking", float64(i)/float64(c.len()))
		}
		en, vi := c.unit(i)
		if len(en) == 0 || len(vi) == 0 {
			continue
		}
		l.link(c.table, en, vi, c.kinds, functions)
		done := map[pairKey]bool{} // a unit counts once
		runs(en, opts.MaxWords, func(from, to int) {
			if !c.shaped(en[from:to]) {
				return
			}
			e := c.english[key(en[from:to])]
			if e == nil {
				return
			}
			l.translations(from, to, vi, functions, func(low, high int) {
				if c.syllables(vi[low:high]) > maxSyllables {
					return
				}
				v := key(vi[low:high])
				if k := (pairKey{e.phrase, v}); !done[k] {
					done[k] = true
					e.to[v]++
				}
			})
		})
	}
	return nil
}

// functionsVI tells the function words of Vietnamese by their IDs: 1 for one
// that neither begins nor ends a term.
func (c *collection) functionsVI() []kind {
	out := make([]kind, c.table.Len(lexicon.Vietnamese))
	for id := range out {
		w := c.table.Word(lexicon.Vietnamese, int32(id))
		switch {
		case functionFolded[w] || len(w) < 2:
			out[id] = function
		case openFolded[w]:
			out[id] = opener
		}
	}
	return out
}

func (c *collection) syllables(vi []int32) int {
	n := 0
	for _, w := range vi {
		n++
		for _, b := range []byte(c.table.Word(lexicon.Vietnamese, plain(w))) {
			if b == ' ' {
				n++
			}
		}
	}
	return n
}

// linker links the words of a unit one to one.
type linker struct {
	toVI, toEN []int // -1: none
	pairs      []linkScore
}

type linkScore struct {
	en, vi int
	score  float64
}

// link links words, the surest pairs first: the score is log P(v|e)/P(v) +
// log P(e|v)/P(e), less a little for words at different places.
func (l *linker) link(t *lexicon.Table, en, vi []int32, english, vietnamese []kind) {
	l.toVI, l.toEN, l.pairs = l.toVI[:0], l.toEN[:0], l.pairs[:0]
	for range vi {
		l.toEN = append(l.toEN, -1)
	}
	for i, w := range en {
		l.toVI = append(l.toVI, -1)
		e := plain(w)
		if english[e] == function {
			continue
		}
		for j, x := range vi {
			v := plain(x)
			if vietnamese[v] == function {
				continue
			}
			p, q := float64(t.P(lexicon.English, e, v)), float64(t.P(lexicon.Vietnamese, v, e))
			if p <= 0 && q <= 0 {
				continue
			}
			const least = 1e-4 // what a row leaves out
			score := math.Log(max(p, least)/max(float64(t.Unigram(lexicon.Vietnamese, v)), least)) +
				math.Log(max(q, least)/max(float64(t.Unigram(lexicon.English, e)), least))
			score -= 2 * math.Abs(float64(i)/float64(len(en))-float64(j)/float64(len(vi)))
			if score >= leastLink {
				l.pairs = append(l.pairs, linkScore{i, j, score})
			}
		}
	}
	slices.SortStableFunc(l.pairs, func(a, b linkScore) int { return cmp.Compare(b.score, a.score) })
	for _, p := range l.pairs {
		if l.toVI[p.en] < 0 && l.toEN[p.vi] < 0 {
			l.toVI[p.en], l.toEN[p.vi] = p.vi, p.en
		}
	}
}

// translations gives the Vietnamese phrases that the English words from to to
// are linked to: the words linked, and those grown by unlinked content words
// beside them.
func (l *linker) translations(from, to int, vi []int32, functions []kind, f func(low, high int)) {
	low, high, linked, of := len(vi), -1, 0, 0
	for i := from; i < to; i++ {
		of++
		if j := l.toVI[i]; j >= 0 {
			linked++
			low, high = min(low, j), max(high, j)
		}
	}
	if linked == 0 || 3*linked < 2*of {
		return
	}
	for j := low; j <= high; j++ {
		if e := l.toEN[j]; e >= 0 && (e < from || e >= to) || j > low && vi[j]&apart != 0 {
			return
		}
	}
	free := func(j int) bool { return l.toEN[j] < 0 && functions[plain(vi[j])] != function }
	for a := low; a >= max(low-2, 0); a-- {
		if a < low && (!free(a) || vi[a+1]&apart != 0) {
			break
		}
		for b := high; b <= min(high+2, len(vi)-1); b++ {
			if b > high && (!free(b) || vi[b]&apart != 0) {
				break
			}
			if functions[plain(vi[a])] == function || functions[plain(vi[b])] != content && (b > a || functions[plain(vi[b])] == function) {
				continue
			}
			f(a, b+1)
		}
	}
}
