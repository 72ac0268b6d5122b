package leverage

import (
	"cmp"
	"math"
	"slices"
	"unicode"
	"unicode/utf8"

	"songngu/corpus/text"
	"songngu/tmx/memory"
)

// internalIndex finds the earlier segment that is most alike.
//
// Goal: every earlier segment of at least the least likeness, in time that
// grows about as the text does. Method: the filters of the memory, whose
// proof stands at its candidates. With m words, s of them shared with a text of
// n words, L = max(m, n), the likeness (memory.Likeness) is at most
//
//	(s/L + 1 - max(|r - p|, (L - s)/2)/R) / 2
//
// where r and p are the lengths in runes and R the greater. So s must be at
// least t = ⌈m·(2·least - 1)⌉, and of any m - t + 1 words of a segment at least
// one is shared: the rarest ones, by how many earlier segments have them, are
// looked through (prefix filter; Chaudhuri, Ganti and Kaushik 2006), the
// others are counted only for what these bring up. At 75 per cent that is the
// rarer half of the words; at 50 it would be all, the most frequent ones too.
// Words that so many segments have that together more than maxVisited would
// have to be looked at are passed over, the most frequent first: then a match
// that shares none but them may be missed, and time stays in proportion to the
// number of segments. Candidates are compared from the one of the highest
// bound down, at most maxCompared. The bound takes in what letters the texts
// have: a Levenshtein distance is at least the number of runes that one has
// and the other lacks.
//
// The percentage of an internal match is the likeness, at most 99; the points
// that a memory takes off for case, marks and punctuation are not.
type internalIndex struct {
	least    float64
	ids      map[string]int32 // words
	postings [][]int32        // by word: segments that have it, rising
	segments []indexed
	words    []int32 // of all segments, sorted in each
	scratch  []int32
	asked    []int32 // by segment: the last query that came upon it
	query    int32
}

// indexed is an earlier segment.
type indexed struct {
	text        string
	first, last int // its words
	runes       int
	letters     letters
}

func newInternalIndex(least int) *internalIndex {
	return &internalIndex{least: float64(least) / 100, ids: map[string]int32{}}
}

// maxVisited bounds the entries of lists looked through for a segment, and
// maxCompared the earlier segments it is compared with rune by rune.
const (
	maxVisited  = 4096
	maxCompared = 256
)

// letters counts runes by their last five bits; a count stops at its most.
type letters [32]uint8

func (l *letters) add(fold []byte) {
	for _, r := range string(fold) {
		if n := &l[r&31]; *n < math.MaxUint8 {
			*n++
		}
	}
}

// apart is how many edits of a rune are needed at least between two texts.
func (l *letters) apart(o *letters) int {
	more, fewer := 0, 0
	for i, n := range l {
		if d := int(n) - int(o[i]); d > 0 {
			more += d
		} else {
			fewer -= d
		}
	}
	return max(more, fewer)
}

// slack makes up for rounding.
const slack = 1e-9

// wordsOf are the words of a text by their numbers, sorted, and its length in
// runes, as the memory normalises it: folded, numbers as one digit.
func (x *internalIndex) wordsOf(s string) (ids []int32, runes int, has letters) {
	x.scratch = x.scratch[:0]
	var fold []byte
	for span := range text.Words(s) {
		fold = appendFolded(fold[:0], span.Of(s))
		if len(fold) == 0 {
			continue
		}
		if len(x.scratch) > 0 {
			runes++
		}
		runes += utf8.RuneCount(fold)
		has.add(fold)
		id, ok := x.ids[string(fold)]
		if !ok {
			id = int32(len(x.postings))
			x.ids[string(fold)] = id
			x.postings = append(x.postings, nil)
		}
		x.scratch = append(x.scratch, id)
	}
	slices.Sort(x.scratch)
	return x.scratch, runes, has
}

// appendFolded folds a word as the memory does.
func appendFolded(b []byte, word string) []byte {
	inNumber := false
	for _, r := range word {
		switch {
		case unicode.IsDigit(r):
			if inNumber {
				continue
			}
			inNumber, r = true, '0'
		case inNumber && (r == '.' || r == ','):
			continue
		default:
			inNumber = false
			if r == '’' || r == 'ʼ' {
				r = '\''
			}
			if r = text.FoldRune(r); r == 0 {
				continue
			}
		}
		b = utf8.AppendRune(b, r)
	}
	return b
}

// best is the percentage of the most alike earlier segment, 0 where none is
// alike enough.
func (x *internalIndex) best(s string) int {
	words, runes, has := x.wordsOf(s)
	m := len(words)
	if m == 0 || runes > memory.MaxFuzzy {
		return 0
	}
	t := max(int(math.Ceil(float64(m)*(2*x.least-1)-slack)), 1)
	byRarity := slices.Clone(words)
	slices.SortStableFunc(byRarity, func(a, b int32) int { return len(x.postings[a]) - len(x.postings[b]) })
	x.query++
	type candidate struct {
		id   int32
		most float64
	}
	var candidates []candidate
	last, left := int32(-1), maxVisited
	for _, w := range byRarity[:m-t+1] {
		if w == last {
			continue // equal words stand together
		}
		if last = w; len(x.postings[w]) > left {
			break
		}
		left -= len(x.postings[w])
		for _, id := range x.postings[w] {
			if x.asked[id] == x.query {
				continue
			}
			x.asked[id] = x.query
			o := &x.segments[id]
			if most := bound(words, x.words[o.first:o.last], runes, o.runes, has.apart(&o.letters)); most >= x.least-slack {
				candidates = append(candidates, candidate{id, most})
			}
		}
	}
	slices.SortFunc(candidates, func(a, b candidate) int { return cmp.Or(cmp.Compare(b.most, a.most), cmp.Compare(a.id, b.id)) })
	best := 0.0
	for i, c := range candidates {
		if c.most <= best || i == maxCompared {
			break
		}
		best = max(best, memory.Likeness(s, x.segments[c.id].text))
	}
	if best < x.least-slack {
		return 0
	}
	return min(int(100*best+slack), memory.Exact-1)
}

// bound is the most that the likeness of two texts can be, whose runes are at
// least so many edits apart.
func bound(a, b []int32, r, p, edits int) float64 {
	long := max(len(a), len(b))
	far := float64(max(r-p, p-r, edits)) / float64(max(r, p))
	if most := (float64(min(len(a), len(b)))/float64(long) + 1 - far) / 2; most < 0.5 {
		return most
	}
	shared := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			shared++
			i++
			j++
		}
	}
	apart := max(far, float64(long-shared)/2/float64(max(r, p)))
	return (float64(shared)/float64(long) + 1 - apart) / 2
}

// add takes a segment among the earlier ones.
func (x *internalIndex) add(s string) {
	words, runes, has := x.wordsOf(s)
	if len(words) == 0 || runes > memory.MaxFuzzy {
		return
	}
	id := int32(len(x.segments))
	first := len(x.words)
	x.words = append(x.words, words...)
	x.asked = append(x.asked, 0)
	x.segments = append(x.segments, indexed{s, first, len(x.words), runes, has})
	for i, w := range words {
		if i == 0 || words[i-1] != w {
			x.postings[w] = append(x.postings[w], id)
		}
	}
}
