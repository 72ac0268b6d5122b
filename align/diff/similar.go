package diff

import (
	"cmp"
	"slices"

	"songngu/corpus/text"
)

// piece bounds how many sentences of a gap are compared by their words at once.
const piece = 2048

// similar groups sentences of two runs, in order, whose words are alike. A
// sentence may go with several: then the text is cut at other places.
func (m *matcher) similar(side int, x, y []int32, least float64) {
	if len(x) == 0 || len(y) == 0 {
		return
	}
	if len(x)+len(y) <= 64 {
		m.alike(side, x, y, least)
		return
	}
	// A long gap is cut where two sentences begin with the same words.
	heads := [2][]uint64{m.heads(0, side, x), m.heads(1, side, y)}
	last := match{}
	for _, p := range append(inOrder(heads[0], heads[1]), match{len(x), len(y)}) {
		m.pieces(side, x[last.x:p.x], y[last.y:p.y], least)
		last = p
	}
}

// pieces compares two runs piece by piece, both cut into as many pieces.
func (m *matcher) pieces(side int, x, y []int32, least float64) {
	n := 1 + (len(x)+len(y))/piece
	for i := range n {
		m.alike(side, x[len(x)*i/n:len(x)*(i+1)/n], y[len(y)*i/n:len(y)*(i+1)/n], least)
	}
}

// heads is a hash of the first three words of each sentence.
func (m *matcher) heads(k, side int, sentences []int32) []uint64 {
	keys := make([]uint64, len(sentences))
	for i, s := range sentences {
		n := 0
		t := m.memory[k].Sentences[side][s]
		for w := range text.Words(t) {
			keys[i] = mix(keys[i], hashWord(w.Of(t)))
			if n++; n == 3 {
				break
			}
		}
	}
	return keys
}

// bag is the words of a run of sentences.
type bag struct {
	words []uint64
	of    []int32 // the sentence of each, as a place in the run
	count []int   // of each sentence
}

func (m *matcher) bag(k, side int, sentences []int32) bag {
	b := bag{count: make([]int, len(sentences))}
	for i, s := range sentences {
		t := m.memory[k].Sentences[side][s]
		for w := range text.Words(t) {
			b.words = append(b.words, hashWord(w.Of(t)))
			b.of = append(b.of, int32(i))
			b.count[i]++
		}
	}
	return b
}

// overlap says how many words a sentence of one run shares, in order, with one
// of the other.
type overlap struct{ x, y, words int }

// alike compares the words of two runs in order. Sentences belong together if
// they are similar, or if most of one is in the other; those that hang together
// so are a group, if they are similar as a whole.
func (m *matcher) alike(side int, x, y []int32, least float64) {
	if len(x) == 0 || len(y) == 0 {
		return
	}
	a, b := m.bag(0, side, x), m.bag(1, side, y)
	var overlaps []overlap
	for _, p := range inOrder(a.words, b.words) {
		i, j := int(a.of[p.x]), int(b.of[p.y])
		if n := len(overlaps); n > 0 && overlaps[n-1].x == i && overlaps[n-1].y == j {
			overlaps[n-1].words++
		} else {
			overlaps = append(overlaps, overlap{i, j, 1})
		}
	}
	overlaps = together(overlaps, a.count, b.count, least)
	for i := 0; i < len(overlaps); {
		first, shared := overlaps[i], 0
		last := first
		for ; i < len(overlaps) && (overlaps[i].x <= last.x || overlaps[i].y <= last.y); i++ {
			last = overlaps[i]
			shared += last.words
		}
		all := 0
		for _, n := range a.count[first.x : last.x+1] {
			all += n
		}
		for _, n := range b.count[first.y : last.y+1] {
			all += n
		}
		if float64(2*shared) >= least*float64(all) {
			m.link(side, x[first.x:last.x+1], y[first.y:last.y+1])
		}
	}
}

// together keeps the overlaps of sentences, of so many words, that hang
// together: the two are similar, or most of the shorter is in the longer, or
// what they share is most of what neither shares with others: the boundary
// between two sentences has moved.
func together(overlaps []overlap, wx, wy []int, least float64) []overlap {
	restX, restY := slices.Clone(wx), slices.Clone(wy)
	for _, o := range overlaps {
		restX[o.x] -= o.words
		restY[o.y] -= o.words
	}
	return slices.DeleteFunc(overlaps, func(o overlap) bool {
		all, shorter := wx[o.x]+wy[o.y], min(wx[o.x], wy[o.y])
		rest := o.words + max(restX[o.x], restY[o.y])
		return float64(2*o.words) < least*float64(all) &&
			(o.words < 3 || 10*o.words < 8*shorter && 10*o.words < 8*rest)
	})
}

// A word that occurs more often than common does not say that sentences are
// alike; a sentence of more words than long is not looked for everywhere.
const (
	common = 16
	long   = 256
)

// similarAnywhere groups sentences that are very similar, wherever they stand.
// Only sentences that share a rare word are compared, so each with some dozens
// of others at most; the most similar pairs are grouped first.
func (m *matcher) similarAnywhere(side int) {
	x, _ := m.leftover(0, side)
	y, _ := m.leftover(1, side)
	if len(x) == 0 || len(y) == 0 {
		return
	}
	a, b := m.bag(0, side, x), m.bag(1, side, y)
	rareX, rareY := rare(a), rare(b)
	var found []alikeness
	var seen []int32
	var setX, setY []uint64
	for i, start := 0, 0; i < len(x); i++ {
		words := a.words[start : start+a.count[i]]
		start += a.count[i]
		seen = seen[:0]
		if len(words) > long {
			continue
		}
		for _, w := range words {
			if rareX[w] != nil {
				seen = append(seen, rareY[w]...)
			}
		}
		slices.Sort(seen)
		setX = append(setX[:0], words...)
		slices.Sort(setX)
		for _, j := range slices.Compact(seen) {
			if b.count[j] > long {
				continue
			}
			setY = append(setY[:0], b.sentence(int(j))...)
			slices.Sort(setY)
			if s := dice(setX, setY); s >= nearFar {
				found = append(found, alikeness{s, i, int(j), m.pairKey(side, x[i], y[j])})
			}
		}
	}
	slices.SortFunc(found, func(p, q alikeness) int {
		return cmp.Or(cmp.Compare(q.score, p.score), cmp.Compare(p.key, q.key), cmp.Compare(p.x+p.y, q.x+q.y), cmp.Compare(p.x, q.x))
	})
	for _, p := range found {
		if m.group[0][side][x[p.x]] == none && m.group[1][side][y[p.y]] == none {
			m.link1(side, int(x[p.x]), int(y[p.y]))
		}
	}
}

type alikeness struct {
	score float64
	x, y  int
	key   uint64 // decides between equals, the same with the memories swapped
}

func (m *matcher) pairKey(side int, x, y int32) uint64 {
	return hashString(hashStart, m.memory[0].Sentences[side][x]) ^ hashString(hashStart, m.memory[1].Sentences[side][y])
}

// sentence is the words of sentence i of the run.
func (b *bag) sentence(i int) []uint64 {
	start, _ := slices.BinarySearch(b.of, int32(i))
	return b.words[start : start+b.count[i]]
}

// rare is the words that occur seldom, with the sentences they occur in.
func rare(b bag) map[uint64][]int32 {
	count := make(map[uint64]int)
	for _, w := range b.words {
		count[w]++
	}
	in := make(map[uint64][]int32)
	for i, w := range b.words {
		if count[w] <= common {
			in[w] = append(in[w], b.of[i])
		}
	}
	return in
}

// dice is Dice's coefficient of two sorted lists of words: twice what they
// share by what they have.
func dice(x, y []uint64) float64 {
	if len(x)+len(y) == 0 {
		return 0
	}
	shared := 0
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] < y[j]:
			i++
		case x[i] > y[j]:
			j++
		default:
			shared++
			i++
			j++
		}
	}
	return float64(2*shared) / float64(len(x)+len(y))
}
