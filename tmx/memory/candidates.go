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
// q-grams, and a filter by length. The counting is that of the type counter.
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
// which rises with s. A unit is left out only where its B is less than least.
// Moreover B ≥ least gives s/L ≥ 2·least - 1, hence s ≥ ⌈m·(2·least - 1)⌉; and
// s ≥ 1, since s = 0 gives B < 1/2 ≤ least. That is what the counter is asked
// for. s is exact: the index has a list for the first time a word stands in a
// unit, one for the second time, and so on (timesTerm), and a multiset is the
// set of its words with their times.
//
// Of the words, a = max(0, ⌊t/2⌋ - 2) with the longest lists, t being that least
// number, are set aside: a unit that shares t words shares t - a of the others
// (the prefix filter of Chaudhuri, Ganti and Kaushik 2006), so the counter
// reads the others, and the long lists are asked only about the units it
// finds. With more set aside it finds too many.
//
// Cost: for each block of 65,536 units about a microsecond for each word of
// the query, and some nanoseconds for each unit that shares t - a words.
func (r *reader) candidates(ctx context.Context, side Side, least float64) ([]candidate, error) {
	terms, err := r.terms(side)
	if err != nil || len(terms) == 0 {
		return nil, err
	}
	m := len(terms)
	least -= slack
	t := max(int(math.Ceil(float64(m)*(2*least-1))), 1)
	aside := max(0, t/2-2)
	f := filter{
		r: r, side: side, m: m, runes: r.like.words.runes, least: least,
		read: terms[:m-aside], aside: terms[m-aside:], fewest: t - aside,
	}
	most := MaxFuzzy / 2 // words of a text, with a blank behind each
	if share := 2*least - 1; share > 0 {
		most = int(min(float64(most), float64(m)/share+1))
	}
	for words := range most + 1 {
		f.share = append(f.share, uint16(max(math.Ceil(float64(max(m, words))*(2*least-1)), 0)))
	}
	for _, block := range r.blocks {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := f.block(block); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(f.out, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.most, a.most), cmp.Compare(b.id, a.id))
	})
	return f.out, nil
}

// terms are the lists of the words of the query, one for each word, the
// shortest first.
func (r *reader) terms(side Side) ([][]container, error) {
	type term struct {
		lists []container
		units int
	}
	times := map[string]int{}
	terms := make([]term, 0, len(r.like.words.word))
	for i := range r.like.words.word {
		w := string(r.like.words.term(i))
		times[w]++
		lists, err := r.lists(side, timesTerm(w, times[w]))
		if err != nil {
			return nil, err
		}
		t := term{lists, 0}
		for i := range lists {
			t.units += int(lists[i].n)
		}
		terms = append(terms, t)
	}
	slices.SortStableFunc(terms, func(a, b term) int { return cmp.Compare(a.units, b.units) })
	out := make([][]container, len(terms))
	for i := range terms {
		out[i] = terms[i].lists
	}
	return out, nil
}

// filter is the state of candidates.
type filter struct {
	r        *reader
	side     Side
	m, runes int
	least    float64
	read     [][]container // the lists of each word that are counted
	aside    [][]container // those that are not
	fewest   int           // words of read that must be shared
	share    []uint16      // words that must be shared with a text of so many: s ≥ L·(2·least - 1)
	lists    []*container
	out      []candidate
}

// block appends the candidates of one block.
func (f *filter) block(block int32) error {
	f.lists = inBlock(f.lists[:0], f.read, block)
	read := len(f.lists)
	if read < f.fewest {
		return nil
	}
	f.lists = inBlock(f.lists, f.aside, block)
	aside := f.lists[read:]
	size, err := f.r.sizes(f.side, block)
	if err != nil {
		return err
	}
	counts := &f.r.counts
	counts.begin(read)
	counts.addAll(f.lists[:read])
	counts.atLeast(f.fewest, func(number uint16, shared int) bool {
		words, runes := size.of(number)
		if most := shared + len(aside); words == 0 || words >= len(f.share) || most < int(f.share[words]) || f.most(most, words, runes) < f.least {
			return true
		}
		for _, l := range aside {
			if l.has(number) {
				shared++
			}
		}
		if most := f.most(shared, words, runes); most >= f.least {
			f.out = append(f.out, candidate{int64(block)<<blockBits | int64(number), most})
		}
		return true
	})
	return nil
}

// inBlock appends the lists of a block, of those words that have one there.
func inBlock(to []*container, words [][]container, block int32) []*container {
	for _, lists := range words {
		if c := in(lists, block); c != nil {
			to = append(to, c)
		}
	}
	return to
}

// most is the bound B of candidates.
func (f *filter) most(shared, words, runes int) float64 {
	long := max(f.m, words)
	shared = min(shared, f.m, words)
	apart := max(float64(max(f.runes-runes, runes-f.runes)), float64(long-shared)/2)
	return (float64(shared)/float64(long) + 1 - apart/float64(max(f.runes, runes))) / 2
}
