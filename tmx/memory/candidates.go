package memory

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// candidate is a unit that may be alike enough, with the most its likeness can
// be.
type candidate struct {
	id   int64
	most float64
}

// slack makes up for the rounding of bounds: no candidate is lost to it.
const slack = 1e-9

// candidates returns every unit whose likeness to the text set in r.like may
// be at least least (0.5 to 1), the most promising first.
//
// Goal: leave out nearly all units unread, and provably none that is alike
// enough. Method: a filter by counting shared words, in the manner of the
// q-gram lemma (Ukkonen 1992; Jokinen and Ukkonen 1991) with words for
// q-grams, a filter by length, and the prefix filter of Chaudhuri, Ganti and
// Kaushik 2006.
//
// Let the query have m words and r runes, another text n words and p runes,
// and let s be the number of words they share as multisets. L = max(m, n) and
// R = max(r, p). Then:
//
//  1. Dw ≥ L - s. An alignment of the two sequences pairs equal words at most
//     s times, and each other column of it, of which there are at least L - s,
//     costs one.
//  2. Dc ≥ (L - s) / 2, since Dw ≤ 2·Dc: take a string as its words between
//     single blanks, some perhaps empty. An edit of one rune that is no blank
//     changes one word, which costs Dw one; an edit that makes or takes away a
//     blank makes two words of one or one of two, which costs Dw two. Dw is a
//     metric, so that the costs of the Dc edits add up.
//  3. Dc ≥ |r - p|, as with any Levenshtein distance.
//
// So the likeness is at most
//
//	B(s, n, p) = (s/L + 1 - max(|r - p|, (L - s)/2)/R) / 2
//
// which rises with s. A unit is left out only where B of an s that is surely
// not too small is less than least: that is the count and the length filter.
// Moreover B ≥ least gives s/L ≥ 2·least - 1, hence s ≥ t with
// t = ⌈m·(2·least - 1)⌉; and s ≥ 1, since s = 0 gives B < 1/2 ≤ least. Let some
// words of the query, m' of them counted as often as they come in it, be set
// aside with m' ≤ t - 1. Then a unit alike enough shares at least one of the
// other words: that is the prefix filter. The words set aside are the most
// frequent, so the lists read through are the short ones, and the long ones
// are asked about candidates only. A list says that a word is in a unit, not
// how often: counting it as often as the query has it can only raise s. Of the
// words that may be set aside only half are: reading a list costs less than
// asking after the many units that one shared word makes candidates.
//
// Cost: the length of the lists read through, plus the number of words for
// each candidate; 128 KB of counters.
func (r *reader) candidates(ctx context.Context, side Side, least float64) ([]candidate, error) {
	terms, err := r.terms(side)
	if err != nil || len(terms) == 0 {
		return nil, err
	}
	m, runes := len(r.like.words.word), r.like.words.runes
	t := max(int(math.Ceil(float64(m)*(2*least-1)-slack)), 1)
	aside, weight := len(terms), 0
	for aside > 0 && weight+terms[aside-1].weight <= (t-1)/2 {
		aside--
		weight += terms[aside].weight
	}
	f := filter{r: r, side: side, m: m, runes: runes, least: least - slack, share: 2*(least-slack) - 1, rest: weight, fewest: max(t-weight, 1)}
	for _, block := range r.blocks {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := f.block(block, terms[:aside], terms[aside:]); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(f.out, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.most, a.most), cmp.Compare(b.id, a.id))
	})
	return f.out, nil
}

// term is a word of the query with its lists.
type term struct {
	lists  []container
	units  int // that hold it
	weight int // how often the query has it
}

// terms are the words of the query, the rarest first; words that no unit has
// are among them.
func (r *reader) terms(side Side) ([]term, error) {
	at := map[string]int{}
	var out []term
	for i := range r.like.words.word {
		w := r.like.words.term(i)
		if k, ok := at[string(w)]; ok {
			out[k].weight++
			continue
		}
		lists, err := r.lists(side, string(w))
		if err != nil {
			return nil, err
		}
		n := 0
		for i := range lists {
			n += int(lists[i].n)
		}
		at[string(w)] = len(out)
		out = append(out, term{lists, n, 1})
	}
	slices.SortStableFunc(out, func(a, b term) int { return cmp.Compare(a.units, b.units) })
	return out, nil
}

// filter is the state of candidates.
type filter struct {
	r        *reader
	side     Side
	m, runes int
	least    float64
	share    float64 // of the longer text's words that must be shared
	rest     int     // words set aside
	fewest   int     // shared words counted in the lists that are read through
	out      []candidate
}

// block appends the candidates of one block.
func (f *filter) block(block int32, read, aside []term) error {
	counts := f.r.counts
	any := false
	for i := range read {
		if c := in(read[i].lists, block); c != nil {
			c.count(counts, uint16(read[i].weight))
			any = true
		}
	}
	if !any {
		return nil
	}
	defer clear(counts)
	size, err := f.r.sizes(f.side, block)
	if err != nil {
		return err
	}
	others := make([]*container, len(aside))
	for i := range aside {
		others[i] = in(aside[i].lists, block)
	}
	fewest := uint16(f.fewest)
	for number, n := range counts {
		if n < fewest {
			continue
		}
		words, runes := size.of(uint16(number))
		if float64(int(n)+f.rest) < f.share*float64(max(f.m, words)) { // s/L < 2·least - 1
			continue
		}
		if words == 0 || f.most(int(n)+f.rest, words, runes) < f.least {
			continue
		}
		shared := int(n)
		for i, c := range others {
			if c != nil && c.has(uint16(number)) {
				shared += aside[i].weight
			}
		}
		if most := f.most(shared, words, runes); most >= f.least {
			f.out = append(f.out, candidate{int64(block)<<blockBits | int64(number), most})
		}
	}
	return nil
}

// most is the bound B of candidates.
func (f *filter) most(shared, words, runes int) float64 {
	long := max(f.m, words)
	shared = min(shared, f.m, words)
	apart := max(float64(max(f.runes-runes, runes-f.runes)), float64(long-shared)/2)
	return (float64(shared)/float64(long) + 1 - apart/float64(max(f.runes, runes))) / 2
}
