package lexicon

import (
	"cmp"
	"math"
	"slices"
)

// Learner adapts a table to a document, from sentence pairs that an aligner is
// sure of. It knows the prior's words by their IDs there and gives new words
// the IDs after them, so that what was made with the prior, or with a table
// learnt before, stays right with the next one. It is not safe for concurrent
// use.
//
// Goal: the translations that this document uses, its names and terms above
// all, without forgetting what the prior knows. Method: expectation
// maximisation of IBM Model 1 in both directions over the pairs added, started
// at the prior; the new probabilities are those of most weight a posteriori
// under a Dirichlet prior centred on the old row. Very frequent words keep
// their rows, since a document teaches nothing about them, and of each word
// only the first pairs are used. Cost: linear in the text; a document's
// thousandth use of a word costs nothing.
type Learner struct {
	prior *Table
	side  [2]vocabulary
	seen  [2][]uint32 // tokens of the document, by ID
	total [2]float64
	used  [2][]uint8 // pairs that a word was learnt from, by ID
	cells []cell
	words []target
}

// cell is a possible link between two words of a pair.
type cell struct {
	en, vi int32
	to     [2]int32 // the targets, into Learner.words: English word, Vietnamese word
}

// target is a word of a pair, to be explained by the words of the other side.
type target struct {
	weight float32
	share  float32 // each reason's chance before looking
	fixed  float32 // what the null word and words that are not learnt explain
	sum    float32 // of all its reasons in this round
}

const (
	// frequent is the share of running text from which on a word is not learnt:
	// some 60 words of each side.
	frequent = .002
	// enough is how many pairs a word is learnt from.
	enough = 60
	rounds = 3
	// holdKnown and holdNew are how many observations the prior row of a known
	// word and the running text's row of a new one are worth.
	holdKnown = 4
	holdNew   = .5
	// floor is the share of running text in the start of every row.
	floor = .1
)

// NewLearner begins with a table, which it never changes.
func NewLearner(prior *Table) *Learner {
	l := &Learner{prior: prior}
	for side := range l.side {
		l.side[side] = prior.side[side].extend()
		l.seen[side] = make([]uint32, len(l.side[side].words))
		l.used[side] = make([]uint8, len(l.side[side].words))
	}
	return l
}

// Tokens is Table.Tokens, but gives unknown words new IDs. Each call also
// counts the words of the sentence, so call it once for every sentence of the
// document, in an order that does not depend on workers.
func (l *Learner) Tokens(buf []Token, side Side, sentence string) []Token {
	from := len(buf)
	t := Table{side: l.side}
	buf = t.Tokens(buf, side, sentence)
	for i := from; i < len(buf); i++ {
		k := &buf[i]
		if k.ID < 0 {
			k.ID = l.name(side, k.Span.Of(sentence))
		}
		if k.ID >= 0 {
			l.seen[side][k.ID]++
			l.total[side]++
		}
	}
	return buf
}

// name is the ID of a word that the table does not know, as it is written.
func (l *Learner) name(side Side, written string) int32 {
	w := wordsPool.Get().(*words)
	defer wordsPool.Put(w)
	w.split(side, written)
	if len(w.parts) == 0 {
		return -1
	}
	id := l.side[side].learn(string(w.text(0)))
	if int(id) == len(l.seen[side]) {
		l.seen[side] = append(l.seen[side], 0)
		l.used[side] = append(l.used[side], 0)
	}
	return id
}

// Add adds a pair of sentences, or of the sentences of a bead, as IDs of
// Tokens; negative and foreign IDs are passed by. The weight is the confidence
// that they are translations, 0 to 1.
func (l *Learner) Add(en, vi []int32, weight float64) {
	if !(weight > 0) {
		return
	}
	weight = min(weight, 1)
	side := [2][]int32{l.known(English, en), l.known(Vietnamese, vi)}
	if len(side[0]) == 0 || len(side[1]) == 0 {
		return
	}
	var first [2]int32
	for s := range side {
		others := side[1-s]
		first[s] = int32(len(l.words))
		null := l.prior.null[s]
		for _, w := range side[s] {
			t := target{weight: float32(weight), share: (1 - null) / float32(len(others))}
			t.fixed = null * l.prior.Unigram(Side(s), w)
			for _, o := range others {
				if l.learns(Side(s), w) && !l.learns(Side(1-s), o) {
					t.fixed += t.share * l.prior.P(Side(1-s), o, w)
				}
			}
			l.words = append(l.words, t)
		}
	}
	for i, e := range side[0] {
		if !l.learns(English, e) {
			continue
		}
		for j, v := range side[1] {
			if !l.learns(Vietnamese, v) {
				continue
			}
			l.cells = append(l.cells, cell{e, v, [2]int32{first[0] + int32(i), first[1] + int32(j)}})
		}
	}
	for s := range side {
		for _, w := range side[s] {
			if l.used[s][w] < enough {
				l.used[s][w]++
			}
		}
	}
}

func (l *Learner) known(side Side, ids []int32) []int32 {
	out := make([]int32, 0, min(len(ids), maxTokens))
	for _, id := range ids {
		if id >= 0 && int(id) < len(l.used[side]) && len(out) < maxTokens {
			out = append(out, id)
		}
	}
	return out
}

func (l *Learner) common(side Side, id int32) bool {
	return l.prior.Unigram(side, id) >= frequent
}

func (l *Learner) learns(side Side, id int32) bool {
	return l.used[side][id] < enough && !l.common(side, id)
}

// start is the probability of a translation before the document is read.
func (l *Learner) start(side Side, from, to int32) float32 {
	return (1-floor)*l.prior.P(side, from, to) + floor*max(l.prior.Unigram(side.Other(), to), 1e-5)
}

// Table is the prior adapted by the pairs added so far, in O(number of word
// pairs). Its words have the Learner's IDs. More may be added afterwards.
func (l *Learner) Table() *Table {
	slices.SortFunc(l.cells, func(a, b cell) int {
		return cmp.Or(cmp.Compare(a.en, b.en), cmp.Compare(a.vi, b.vi), cmp.Compare(a.to[0], b.to[0]), cmp.Compare(a.to[1], b.to[1]))
	})
	links := l.links()
	for range rounds {
		l.expect(links)
		l.maximise(links)
	}
	t := &Table{null: l.prior.null}
	for s := range t.side {
		t.side[s] = l.side[s].extend()
		t.side[s].withRows(l.prior.side[s].rows)
		l.weigh(&t.side[s], s)
	}
	l.fill(t, links)
	return t
}

// link is a pair of words with its numbers, by the side explained.
type link struct {
	en, vi  int32
	cells   []cell
	initial [2]float32 // probability before the document
	p       [2]float32
	count   [2]float64 // expected
}

// links groups the sorted cells.
func (l *Learner) links() []link {
	var links []link
	for begin := 0; begin < len(l.cells); {
		c, end := l.cells[begin], begin+1
		for end < len(l.cells) && l.cells[end].en == c.en && l.cells[end].vi == c.vi {
			end++
		}
		k := link{en: c.en, vi: c.vi, cells: l.cells[begin:end]}
		k.initial[English] = l.start(Vietnamese, c.vi, c.en)
		k.initial[Vietnamese] = l.start(English, c.en, c.vi)
		k.p = k.initial
		links = append(links, k)
		begin = end
	}
	return links
}

// expect counts, for every link, how often it is the reason of its words.
func (l *Learner) expect(links []link) {
	for i := range l.words {
		l.words[i].sum = l.words[i].fixed
	}
	for _, k := range links {
		for _, c := range k.cells {
			for s, to := range c.to {
				w := &l.words[to]
				w.sum += w.share * k.p[s]
			}
		}
	}
	for i := range links {
		k := &links[i]
		k.count = [2]float64{}
		for _, c := range k.cells {
			en, vi := &l.words[c.to[English]], &l.words[c.to[Vietnamese]]
			a := float64(en.share * k.p[English] / en.sum)
			b := float64(vi.share * k.p[Vietnamese] / vi.sum)
			// Where the directions disagree, neither is to be learnt from.
			both := math.Sqrt(a * b)
			k.count[English] += float64(en.weight) * min(a, both)
			k.count[Vietnamese] += float64(vi.weight) * min(b, both)
		}
	}
}

// maximise sets the probabilities of most weight a posteriori.
func (l *Learner) maximise(links []link) {
	var sum [2][]float64 // of what each word explains, by its side
	for s := range sum {
		sum[s] = make([]float64, len(l.used[s]))
	}
	for _, k := range links {
		sum[English][k.en] += k.count[Vietnamese]
		sum[Vietnamese][k.vi] += k.count[English]
	}
	for i := range links {
		k := &links[i]
		k.p[Vietnamese] = l.posterior(English, k.en, k.count[Vietnamese], sum[English][k.en], k.initial[Vietnamese])
		k.p[English] = l.posterior(Vietnamese, k.vi, k.count[English], sum[Vietnamese][k.vi], k.initial[English])
	}
}

func (l *Learner) posterior(side Side, from int32, count, sum float64, initial float32) float32 {
	h := l.hold(side, from)
	return float32((count + h*float64(initial)) / (sum + h))
}

func (l *Learner) hold(side Side, id int32) float64 {
	if l.prior.Row(side, id) == nil {
		return holdNew
	}
	return holdKnown
}

// weigh sets the shares of running text half by the prior, half by the
// document.
func (l *Learner) weigh(v *vocabulary, s int) {
	total := l.total[s] + .5*float64(len(v.words))
	share := make([]float32, len(v.words))
	for id := range share {
		here := (float64(l.seen[s][id]) + .5) / total
		share[id] = float32((float64(l.prior.Unigram(Side(s), int32(id))) + here) / 2)
	}
	v.share = share
}

// fill writes the rows of the words that something was learnt about.
func (l *Learner) fill(t *Table, links []link) {
	fresh := [2]map[int32][]Entry{{}, {}}
	for _, k := range links {
		if p := k.p[Vietnamese]; p >= minP {
			fresh[English][k.en] = append(fresh[English][k.en], Entry{k.vi, p})
		}
		if p := k.p[English]; p >= minP {
			fresh[Vietnamese][k.vi] = append(fresh[Vietnamese][k.vi], Entry{k.en, p})
		}
	}
	sum := [2]map[int32]float64{{}, {}}
	for _, k := range links {
		sum[English][k.en] += k.count[Vietnamese]
		sum[Vietnamese][k.vi] += k.count[English]
	}
	for s := range fresh {
		for id, row := range fresh[s] {
			old := l.prior.Row(Side(s), id)
			h := l.hold(Side(s), id)
			keep := float32(h / (sum[s][id] + h))
			t.side[s].rows[id] = t.prune(Side(s), union(row, old, keep), 64)
		}
	}
}

// union is row, with the entries of old that it lacks, multiplied by keep.
func union(row, old []Entry, keep float32) []Entry {
	slices.SortFunc(row, byID)
	out := make([]Entry, 0, len(row)+len(old))
	for len(row) > 0 || len(old) > 0 {
		switch {
		case len(old) == 0 || len(row) > 0 && row[0].ID < old[0].ID:
			out, row = append(out, row[0]), row[1:]
		case len(row) == 0 || old[0].ID < row[0].ID:
			out, old = append(out, Entry{old[0].ID, old[0].P * keep}), old[1:]
		default:
			out, row, old = append(out, row[0]), row[1:], old[1:]
		}
	}
	return out
}
