// Package lexicon is the English–Vietnamese word table: how probable a word is
// as the translation of another, in both directions. A table is embedded,
// loaded from a file, learnt from sentence pairs by Train, mixed by Merge, and
// adapted to a document on the way by a Learner.
//
// Words are lower-cased and folded as Tokens does it. English inflections are
// traced back to a base form that the table knows; Vietnamese words of several
// syllables ("nhân quyền") are one word where the table knows them.
package lexicon

import (
	"sort"

	"songngu/corpus/text"
)

// Side is one of the two languages.
type Side uint8

// The sides of a table.
const (
	English Side = iota
	Vietnamese
)

// Other is the opposite side.
func (s Side) Other() Side { return 1 - s }

// Token is a word of a sentence.
type Token struct {
	ID   int32     // in the table that made the token; -1 for an unknown word
	Span text.Span // in the sentence, in bytes
}

// Entry is a translation of a word with its probability.
type Entry struct {
	ID int32   // of a word of the other side
	P  float32 // probability of that word, given the word whose row this is
}

// Table is a word table. It is safe for any number of readers.
//
// A row holds the translations worth knowing, not all: its probabilities sum
// to 1 at most, give or take their rounding, and what is missing stands for "any
// word, as often as it comes in running text" (Unigram).
type Table struct {
	side [2]vocabulary
	// null is the probability that a word of this side is in the text without
	// any word of the other side being its reason.
	null [2]float32
}

// vocabulary is what a table knows of one side.
type vocabulary struct {
	words  []string
	counts []uint32  // in the training text; 0 for words of dictionaries only
	rows   [][]Entry // translations, sorted by ID
	total  float64   // sum of counts
	share  []float32 // of running text, by ID
	index  index
}

// Len is the number of words of a side; their IDs are 0 to Len-1.
func (t *Table) Len(side Side) int { return len(t.side[side].words) }

// Word is the folded form of a word; the empty string for an ID that the table
// does not have.
func (t *Table) Word(side Side, id int32) string {
	if w := t.side[side].words; id >= 0 && int(id) < len(w) {
		return w[id]
	}
	return ""
}

// Row is the translations of a word, sorted by ID: for side English the
// P(v|e), for side Vietnamese the P(e|v). The slice belongs to the table. It
// is nil for an ID that the table does not have.
func (t *Table) Row(side Side, id int32) []Entry {
	if r := t.side[side].rows; id >= 0 && int(id) < len(r) {
		return r[id]
	}
	return nil
}

// P is the probability of the word to of the other side, given the word from
// of the given side; 0 where the row does not hold it. It costs O(log n).
func (t *Table) P(side Side, from, to int32) float32 {
	row := t.Row(side, from)
	i := sort.Search(len(row), func(i int) bool { return row[i].ID >= to })
	if i < len(row) && row[i].ID == to {
		return row[i].P
	}
	return 0
}

// Unigram is the probability of a word in running text of its side, never 0:
// words that were never seen count half. For an ID that the table does not have
// it is that of a word never seen.
func (t *Table) Unigram(side Side, id int32) float32 {
	v := &t.side[side]
	if id >= 0 && int(id) < len(v.share) {
		return v.share[id]
	}
	return float32(.5 / v.mass())
}

// mass is what the counts sum to with the half for each word.
func (v *vocabulary) mass() float64 { return v.total + .5*float64(len(v.words)+1) }

// weigh sets the shares by the counts.
func (v *vocabulary) weigh() {
	v.total = 0
	for _, n := range v.counts {
		v.total += float64(n)
	}
	v.share = make([]float32, len(v.words))
	mass := v.mass()
	for i, n := range v.counts {
		v.share[i] = float32((float64(n) + .5) / mass)
	}
}

// Count is how often a word came in the text the table was learnt from; 0 for
// words of dictionaries only and for an ID that the table does not have.
func (t *Table) Count(side Side, id int32) uint32 {
	if c := t.side[side].counts; id >= 0 && int(id) < len(c) {
		return c[id]
	}
	return 0
}

// Null is the probability that a word of this side has no reason on the other.
func (t *Table) Null(side Side) float32 { return t.null[side] }

// Find is the ID of a folded word ("nhân quyền"), or -1.
func (t *Table) Find(side Side, word string) int32 {
	v := &t.side[side]
	return v.index.find(v.words, []byte(word), hashOf(word))
}

// newVocabulary indexes words, which it keeps. It reports false if a word comes
// twice.
func newVocabulary(words []string, counts []uint32) (vocabulary, bool) {
	v := vocabulary{
		words:  words,
		counts: counts,
		rows:   make([][]Entry, len(words)),
		index:  newIndex(len(words)),
	}
	for range words {
		if !v.index.add(words) {
			return vocabulary{}, false
		}
	}
	v.index.heads(words, 0)
	v.weigh()
	return v, true
}

// maxSyllables is the length of the longest Vietnamese word that is looked up.
const maxSyllables = 6
