package lexicon

import (
	"hash/maphash"
	"strings"
)

// index finds the ID of a word: open addressing over the IDs, which is built
// several times faster than a map, and a table is loaded in every run. A word
// has at most one place; at most half of the places are taken.
type index struct {
	places  []place
	longest []uint8 // by ID: syllables of the longest word that begins with it
	count   int
}

// place holds a word's ID plus 1, 0 if it is free, and a part of its hash,
// which spares nearly every look at a word that is another.
type place struct {
	id  int32
	tag uint32
}

var seed = maphash.MakeSeed()

// A word's hash is joined from those of its syllables, so that a text whose
// syllables are hashed once can ask for runs of them.

// hashJoin continues the hash of a word, 0 at its start, with a syllable's.
func hashJoin(h, syllable uint64) uint64 {
	h = (h<<23 | h>>41) ^ syllable
	return h * 0x9E3779B97F4A7C15
}

// hashSyllable is the hash of a syllable or of a word without blanks.
func hashSyllable[T string | []byte](s T) uint64 {
	switch s := any(s).(type) {
	case string:
		return maphash.String(seed, s)
	case []byte:
		return maphash.Bytes(seed, s)
	}
	return 0
}

// hashOf is the hash of a whole word.
func hashOf(word string) uint64 {
	h := uint64(0)
	for {
		blank := strings.IndexByte(word, ' ')
		if blank < 0 {
			return hashJoin(h, hashSyllable(word))
		}
		h = hashJoin(h, hashSyllable(word[:blank]))
		word = word[blank+1:]
	}
}

// at is where the search for a hash begins; the tag is of other bits.
func at(hash uint64, mask int) int { return int(hash>>32) & mask }

func newIndex(n int) index {
	size := 16
	for size < 2*n+2 {
		size *= 2
	}
	return index{places: make([]place, size), longest: make([]uint8, 0, n)}
}

// find is the ID of word, whose hash is given, among words, or -1.
func (x *index) find(words []string, word []byte, hash uint64) int32 {
	if len(x.places) == 0 {
		return -1
	}
	mask := len(x.places) - 1
	for i := at(hash, mask); ; i = (i + 1) & mask {
		p := x.places[i]
		if p.id == 0 || p.tag == uint32(hash) && words[p.id-1] == string(word) {
			return p.id - 1
		}
	}
}

// add enters the word with the next ID, which is x.count; it reports false,
// and enters nothing, if the word is there. A word of several syllables is
// found by Tokens if its first syllable is a word too.
func (x *index) add(words []string) bool {
	if 2*x.count+2 > len(x.places) {
		x.grow(words)
	}
	id := x.count
	hash := hashOf(words[id])
	mask := len(x.places) - 1
	i := at(hash, mask)
	for ; x.places[i].id != 0; i = (i + 1) & mask {
		if words[x.places[i].id-1] == words[id] {
			return false
		}
	}
	x.places[i] = place{int32(id) + 1, uint32(hash)}
	x.longest = append(x.longest, 1)
	x.count++
	return true
}

func (x *index) grow(words []string) {
	places := make([]place, 2*len(x.places))
	mask := len(places) - 1
	for id := range x.count {
		hash := hashOf(words[id])
		i := at(hash, mask)
		for places[i].id != 0 {
			i = (i + 1) & mask
		}
		places[i] = place{int32(id) + 1, uint32(hash)}
	}
	x.places = places
}

// heads notes at first syllables how long the words from the given ID on are.
func (x *index) heads(words []string, from int) {
	for _, w := range words[from:] {
		head := strings.IndexByte(w, ' ')
		if head < 0 {
			continue
		}
		n := 1 + strings.Count(w[head:], " ")
		if id := x.find(words, []byte(w[:head]), hashOf(w[:head])); id >= 0 {
			x.longest[id] = max(x.longest[id], uint8(min(n, maxSyllables)))
		}
	}
}
