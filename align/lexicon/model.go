package lexicon

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"
	"sync/atomic"
)

// model is the state of expectation maximisation: the word pairs that meet,
// as rows of Vietnamese words by English word, and both directions' numbers.
type model struct {
	o      Options
	text   *bitext
	start  []int           // of each English word's row, and the end
	to     []int32         // Vietnamese words, ascending in each row
	p      [2][]float32    // P(Vietnamese|English) and P(English|Vietnamese)
	counts []atomic.Uint64 // expected, of links both directions agree on
	// null holds P(word | no word), by side of the word; unlike the rows it is
	// kept at running text's frequencies, which keeps rare words from
	// vanishing into it.
	null [2][]float32
}

// scale makes expected counts whole numbers, whose sum does not depend on the
// order of adding.
const scale = 1 << 24

func newModel(t *Table, b *bitext, o Options) *model {
	m := &model{o: o, text: b}
	m.meet(t.Len(English), t.Len(Vietnamese))
	m.counts = make([]atomic.Uint64, len(m.to))
	for side := range 2 {
		m.p[side] = make([]float32, len(m.to))
		m.null[side] = make([]float32, t.Len(Side(side)))
		for id := range m.null[side] {
			m.null[side][id] = t.Unigram(Side(side), int32(id))
		}
	}
	for e := range m.null[English] {
		for k := m.start[e]; k < m.start[e+1]; k++ {
			m.p[English][k] = m.null[Vietnamese][m.to[k]]
			m.p[Vietnamese][k] = m.null[English][e]
		}
	}
	return m
}

// meet finds the Vietnamese words that each English word meets.
func (m *model) meet(english, vietnamese int) {
	where := make([][]int32, english) // pairs that hold the word
	for i, p := range m.text.pairs {
		for _, e := range m.text.en[p.enStart:p.enEnd] {
			if w := where[e]; len(w) == 0 || w[len(w)-1] != int32(i) {
				where[e] = append(w, int32(i))
			}
		}
	}
	seen := make([]int32, vietnamese)
	m.start = make([]int, english+1)
	for e, pairs := range where {
		begin := len(m.to)
		for _, i := range pairs {
			p := m.text.pairs[i]
			for _, v := range m.text.vi[p.viStart:p.viEnd] {
				if seen[v] != int32(e)+1 {
					seen[v] = int32(e) + 1
					m.to = append(m.to, v)
				}
			}
		}
		slices.Sort(m.to[begin:])
		m.start[e+1] = len(m.to)
	}
}

// iterate is one round over all pairs.
func (m *model) iterate(ctx context.Context) error {
	const batch = 256
	var next atomic.Int64
	var group sync.WaitGroup
	for range m.o.Workers {
		group.Go(func() {
			var c cells
			for ctx.Err() == nil {
				begin := int(next.Add(batch)) - batch
				if begin >= len(m.text.pairs) {
					return
				}
				for _, p := range m.text.pairs[begin:min(begin+batch, len(m.text.pairs))] {
					m.expect(&c, p)
				}
			}
		})
	}
	group.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	m.maximise()
	return nil
}

// cells is the working space for one pair, reused.
type cells struct {
	at       []int // of each English × Vietnamese place, in model.to
	near     []float64
	forward  []float64 // P(English word i is the reason of Vietnamese word j)
	backward []float64
}

// nullShare is the chance, before looking, that a word has no reason. Source:
// .08 in Dyer, Chahuneau and Smith 2013.
const nullShare = .08

// expect adds the expected counts of one pair.
func (m *model) expect(c *cells, p bitextPair) {
	en, vi := m.text.en[p.enStart:p.enEnd], m.text.vi[p.viStart:p.viEnd]
	n := len(en) * len(vi)
	c.at = slices.Grow(c.at[:0], n)[:n]
	c.near = slices.Grow(c.near[:0], n)[:n]
	c.forward = slices.Grow(c.forward[:0], n)[:n]
	c.backward = slices.Grow(c.backward[:0], n)[:n]
	for i, e := range en {
		row := m.to[m.start[e]:m.start[e+1]]
		for j, v := range vi {
			k, _ := slices.BinarySearch(row, v)
			c.at[i*len(vi)+j] = m.start[e] + k
			c.near[i*len(vi)+j] = m.nearness(i, len(en), j, len(vi))
		}
	}
	for j, v := range vi {
		m.reasons(c, c.forward, Vietnamese, v, j, len(vi), len(en))
	}
	for i, e := range en {
		m.reasons(c, c.backward, English, e, i*len(vi), 1, len(vi))
	}
	for k := range n {
		both := uint64(c.forward[k] * c.backward[k] * p.weight * scale)
		if both > 0 {
			m.counts[c.at[k]].Add(both)
		}
	}
}

// reasons shares one word among its possible reasons: count cells from first
// in steps of step. The model is P(word) = null + sum of near·p.
func (m *model) reasons(c *cells, out []float64, side Side, word int32, first, step, count int) {
	p := m.p[side.Other()]
	near := 0.
	for k, i := 0, first; k < count; k, i = k+1, i+step {
		near += c.near[i]
	}
	share := (1 - nullShare) / near
	null := nullShare * float64(m.null[side][word])
	sum := null
	for k, i := 0, first; k < count; k, i = k+1, i+step {
		out[i] = share * c.near[i] * float64(p[c.at[i]])
		sum += out[i]
	}
	for k, i := 0, first; k < count; k, i = k+1, i+step {
		out[i] /= sum
	}
}

// nearness prefers places near the diagonal.
func (m *model) nearness(i, n, j, k int) float64 {
	if m.o.Diagonal <= 0 {
		return 1
	}
	d := (float64(i)+.5)/float64(n) - (float64(j)+.5)/float64(k)
	return math.Exp(-m.o.Diagonal * math.Abs(d))
}

// maximise turns the expected counts into probabilities and clears them.
func (m *model) maximise() {
	sums := make([]uint64, len(m.null[Vietnamese]))
	for e := range m.null[English] {
		row := m.counts[m.start[e]:m.start[e+1]]
		sum := uint64(0)
		for k := range row {
			n := row[k].Load()
			sum += n
			sums[m.to[m.start[e]+k]] += n
		}
		for k := range row {
			m.p[English][m.start[e]+k] = m.probability(row[k].Load(), sum)
		}
	}
	for k, v := range m.to {
		m.p[Vietnamese][k] = m.probability(m.counts[k].Swap(0), sums[v])
	}
}

func (m *model) probability(count, sum uint64) float32 {
	return float32(float64(count) / (float64(sum) + m.o.Shrink*scale))
}

// Entries below minP, and those that are less than minLift times as probable as
// in running text, are not worth their place in a row.
const (
	minP    = .0005
	minLift = 1.5
)

// nullRate is Table.Null of a trained table, as the file format rounds it.
// Training itself finds .03, which is how well it knows its own pairs; held-out
// pairs are likeliest at .2 (.3 from another source), and best told from
// strangers at .05 to .1.
var nullRate = dequantise(quantise(.12))

// fill writes the rows and the null probabilities into the table.
func (m *model) fill(t *Table) {
	t.null = [2]float32{nullRate, nullRate}
	for e := range t.side[English].words {
		var row []Entry
		for k := m.start[e]; k < m.start[e+1]; k++ {
			row = append(row, Entry{m.to[k], m.p[English][k]})
		}
		t.side[English].rows[e] = t.prune(English, row, m.o.RowSize)
	}
	rows := make([][]Entry, t.Len(Vietnamese))
	for e := range t.side[English].words {
		for k := m.start[e]; k < m.start[e+1]; k++ {
			if p := m.p[Vietnamese][k]; p >= minP {
				rows[m.to[k]] = append(rows[m.to[k]], Entry{int32(e), p})
			}
		}
	}
	for v, row := range rows {
		t.side[Vietnamese].rows[v] = t.prune(Vietnamese, row, m.o.RowSize)
	}
}

// prune keeps the best entries of a row, rounds them as the file format does,
// and sorts them by ID. It may write into row.
func (t *Table) prune(side Side, row []Entry, size int) []Entry {
	row = slices.DeleteFunc(row, func(e Entry) bool {
		return e.P < minP || e.P < minLift*t.Unigram(side.Other(), e.ID)
	})
	slices.SortFunc(row, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(b.P, a.P), cmp.Compare(a.ID, b.ID))
	})
	row = row[:min(size, len(row))]
	for i := range row {
		row[i].P = dequantise(quantise(row[i].P))
	}
	slices.SortFunc(row, byID)
	return slices.Clip(slices.Clone(row))
}

func byID(a, b Entry) int { return cmp.Compare(a.ID, b.ID) }
