package terms

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"songngu/align/lexicon"
)

// kind says what a word may be part of.
type kind uint8

const (
	content  kind = iota
	function      // in no term but "of" inside one
	inner         // "of"
	opener        // content, but no first word of a term: "same", "following"
)

// role says what a word before a phrase makes likely of it.
type role uint8

const (
	neutral role = iota
	nominal      // "the", "of": a noun phrase follows
	verbal       // "to", "can": a verb follows
)

// classify looks the words of the English side up in the lists.
func (c *collection) classify() {
	n := c.table.Len(lexicon.English)
	c.kinds, c.roles = make([]kind, n), make([]role, n)
	for id := range n {
		w := c.table.Word(lexicon.English, int32(id))
		switch {
		case w == "of":
			c.kinds[id] = inner
		case functionEN[w] || len(w) < 2 || strings.Contains(w, "'"):
			c.kinds[id] = function
		case openersEN[w], strings.HasSuffix(w, "ly") && len(w) > 5:
			c.kinds[id] = opener
		}
		switch {
		case nominalEN[w]:
			c.roles[id] = nominal
		case verbalEN[w]:
			c.roles[id] = verbal
		}
	}
}

// shaped reports whether a run of English words has the shape of a term.
func (c *collection) shaped(words []int32) bool {
	last := c.kinds[plain(words[len(words)-1])]
	if c.kinds[plain(words[0])] != content || last != content && last != opener || len(words) == 1 && last != content {
		return false
	}
	for _, w := range words[1:] {
		if c.kinds[plain(w)] == function {
			return false
		}
	}
	return true
}

// sketchBits is the size of the table by which rare phrases are kept out of
// the count: 16 million counters.
const sketchBits = 24

// candidates counts the English phrases that have the shape of a term and
// chooses those that come often and by themselves.
func (c *collection) candidates(ctx context.Context, opts Options) map[phrase]*candidate {
	// Most phrases come once. They are counted by their hash first, which can
	// only count too many.
	sketch := make([]uint16, 1<<sketchBits)
	hash := func(words []int32) uint32 {
		h := uint64(14695981039346656037)
		for _, w := range words {
			h = (h ^ uint64(uint32(plain(w)))) * 1099511628211
			h ^= h >> 29
		}
		return uint32(h>>20) & (1<<sketchBits - 1)
	}
	each := func(f func(unit int, en []int32, from, to int)) {
		for i := range c.len() {
			if i%4096 == 0 && ctx.Err() != nil {
				return
			}
			en, _ := c.unit(i)
			runs(en, opts.MaxWords, func(from, to int) {
				if c.shaped(en[from:to]) {
					f(i, en, from, to)
				}
			})
		}
	}
	each(func(_ int, en []int32, from, to int) {
		if n := &sketch[hash(en[from:to])]; *n < math.MaxUint16 {
			*n++
		}
	})
	type evidence struct {
		candidate
		free, nominal, verbal int
		last                  int // unit counted last
	}
	seen := map[phrase]*evidence{}
	each(func(unit int, en []int32, from, to int) {
		if int(sketch[hash(en[from:to])]) < opts.MinFrequency {
			return
		}
		k := key(en[from:to])
		e := seen[k]
		if e == nil {
			e = &evidence{candidate: candidate{phrase: k, n: to - from}, last: -1}
			seen[k] = e
		}
		e.freq++
		if e.last != unit {
			e.units, e.last = e.units+1, unit
		}
		if to == len(en) || en[to]&apart != 0 || c.kinds[plain(en[to])] == function || c.kinds[plain(en[to])] == inner {
			e.free++
		}
		if from > 0 && en[from]&apart == 0 {
			switch c.roles[plain(en[from-1])] {
			case nominal:
				e.nominal++
			case verbal:
				e.verbal++
			}
		}
	})
	// What a phrase comes as part of longer ones.
	type nest struct{ sum, n int }
	nested := map[phrase]nest{}
	for _, e := range seen {
		if e.units < opts.MinFrequency {
			continue
		}
		for from := 0; from < e.n; from++ {
			for to := from + 1; to <= e.n; to++ {
				if to-from < e.n {
					part := e.phrase[4*from : 4*to]
					v := nested[part]
					nested[part] = nest{v.sum + e.freq, v.n + 1}
				}
			}
		}
	}
	out := map[phrase]*candidate{}
	for k, e := range seen {
		alone := float64(e.freq)
		if v := nested[k]; v.n > 0 {
			alone -= float64(v.sum) / float64(v.n)
		}
		e.cvalue = math.Log2(float64(e.n)+1) * alone
		switch {
		case e.units < opts.MinFrequency, e.cvalue <= 0:
		case 10*e.free < 4*e.freq: // an adjective, or a part of longer terms
		case e.verbal > e.nominal, e.n == 1 && e.nominal == 0:
		default:
			e.to = map[phrase]int{}
			out[k] = &e.candidate
			c.ordered = append(c.ordered, &e.candidate)
		}
	}
	slices.SortFunc(c.ordered, func(a, b *candidate) int { return cmp.Compare(a.phrase, b.phrase) })
	return out
}
