package lexicon

import (
	"hash/maphash"
	"strings"
)

// index finds the ID of a word: open addressing over the IDs, which is built
// several times faster than a map, and a table is loaded in every run. A word
// has at most one place; at most half of the places are taken.
type index struct {
	places  []int32 // ID plus 1; 0 is free
	longest []uint8 // by ID: syllables of the longest word that begins with it
	count   int
}

var seed = maphash.MakeSeed()

func newIndex(n int) index {
	size := 16
	for size < 2*n+2 {
		size *= 2
	}
	return index{places: make([]int32, size), longest: make([]uint8, 0, n)}
}

// find is the ID of word among words, or -1.
func (x *index) find(words []string, word []byte) int32 {
	if len(x.places) == 0 {
		return -1
	}
	mask := len(x.places) - 1
	for i := int(maphash.Bytes(seed, word)) & mask; ; i = (i + 1) & mask {
		id := x.places[i] - 1
		if id < 0 || words[id] == string(word) {
			return id
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
	mask := len(x.places) - 1
	i := int(maphash.String(seed, words[id])) & mask
	for ; x.places[i] != 0; i = (i + 1) & mask {
		if words[x.places[i]-1] == words[id] {
			return false
		}
	}
	x.places[i] = int32(id) + 1
	x.longest = append(x.longest, 1)
	x.count++
	return true
}

func (x *index) grow(words []string) {
	places := make([]int32, 2*len(x.places))
	mask := len(places) - 1
	for id := range x.count {
		i := int(maphash.String(seed, words[id])) & mask
		for places[i] != 0 {
			i = (i + 1) & mask
		}
		places[i] = int32(id) + 1
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
		if id := x.find(words, []byte(w[:head])); id >= 0 {
			x.longest[id] = max(x.longest[id], uint8(min(n, maxSyllables)))
		}
	}
}
