package align

import (
	"math"
	"unicode"
	"unicode/utf8"

	"songngu/corpus"
)

// maxBlock is the largest number of sentences on one side of a bead.
const maxBlock = 5

// side is one text as the model sees it: for every sentence its length, its
// words and anchors as small numbers, and its shape. Lists of all sentences
// stand in one slice with offsets, so that a million sentences cost a few
// allocations.
type side struct {
	n      int
	length []int32 // in letters, digits and marks; white space does not count
	prefix []int64 // prefix[i] is the length of the sentences before i
	logLen [][maxBlock]float32

	words    []int32 // numbers of the words that can say something, of all sentences
	wordAt   []int   // of sentence i: words[wordAt[i]:wordAt[i+1]]
	total    []int32 // words of sentence i, those that say nothing too
	anchors  []reading
	anchorAt []int
	silence  [][maxBlock]float32 // what the anchors of sentence i say of a block that holds none of them
	shape    []shape
	boundary []bool // a block ends after sentence i
	kind     []uint8
	level    []uint8
	blocks   bool // the text has more than one block
	kinds    bool // and more than one kind of block
}

func (s *side) wordsOf(i int) []int32     { return s.words[s.wordAt[i]:s.wordAt[i+1]] }
func (s *side) anchorsOf(i int) []reading { return s.anchors[s.anchorAt[i]:s.anchorAt[i+1]] }

// blockLength is the length of the k sentences from i on.
func (s *side) blockLength(i, k int) int64 { return s.prefix[i+k] - s.prefix[i] }

// measure counts what length and structure need.
func (s *side) measure(text []corpus.Sentence) {
	s.n = len(text)
	s.length = make([]int32, s.n)
	s.prefix = make([]int64, s.n+1)
	s.boundary = make([]bool, s.n)
	s.kind = make([]uint8, s.n)
	s.level = make([]uint8, s.n)
	s.total = make([]int32, s.n)
	s.shape = make([]shape, s.n)
	for i := range text {
		s.length[i] = letters(text[i].Text)
		s.prefix[i+1] = s.prefix[i] + int64(s.length[i])
		s.kind[i] = uint8(text[i].Kind)
		s.level[i] = uint8(min(max(text[i].Level, 0), 255))
		if i > 0 {
			if text[i].Block != text[i-1].Block {
				s.boundary[i-1] = true
				s.blocks = true
			}
			s.kinds = s.kinds || s.kind[i] != s.kind[0]
		}
	}
	if s.n > 0 {
		s.boundary[s.n-1] = true
	}
	s.logLen = make([][maxBlock]float32, s.n)
	for i := range s.logLen {
		for k := 1; k <= maxBlock && i+k <= s.n; k++ {
			s.logLen[i][k-1] = float32(math.Log(float64(s.blockLength(i, k)) + 1))
		}
	}
}

// letters counts the characters of a sentence that are not white space. A byte
// that is not UTF-8 counts as one.
func letters(s string) int32 {
	n := int32(0)
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if c > ' ' {
				n++
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if r >= moreFirst && r <= moreLast || r >= firstLetter && r <= lastLetter || !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}
