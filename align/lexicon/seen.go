package lexicon

// seenWords remembers the words of one language as they were written, folded
// and hashed: a text of a million words has some twenty thousand different ones.
// The zero value is ready.
type seenWords struct {
	list  []seenWord
	bytes []byte  // of all words, as written and then folded
	slots []int32 // open addressing over list, position plus 1; 0 is free

	// The IDs are those of one vocabulary, which version stands for.
	version uint32
	words   *string
	count   int
}

type seenWord struct {
	written, syllable uint64 // hashes, as written and of the folded form
	at                uint32 // in bytes
	size, folded      uint16 // of the two forms
	version           uint32 // of the ID; 0 for none
	id                int32
}

// seenSlots bounds the words remembered: when half of the places are taken, all
// are forgotten before the next sentence, and one sentence may take half of the
// rest. Vietnamese has some seven thousand syllables, with and without capitals.
const seenSlots = 1 << 15

// forget makes room before a sentence.
func (s *seenWords) forget() {
	if len(s.list) >= seenSlots/2 {
		clear(s.slots)
		s.list, s.bytes = s.list[:0], s.bytes[:0]
	}
}

// of lets the IDs be those of v from now on.
func (s *seenWords) of(v *vocabulary) {
	if len(v.words) > 0 && s.words == &v.words[0] && s.count == len(v.words) {
		return
	}
	s.version++
	if len(v.words) > 0 {
		s.words, s.count = &v.words[0], len(v.words)
	}
}

// find is the number of a word as it is written, or -1, and its hash.
func (s *seenWords) find(written string) (int32, uint64) {
	hash := hashSyllable(written)
	if s.slots == nil {
		return -1, hash
	}
	for i := hash % seenSlots; s.slots[i] != 0; i = (i + 1) % seenSlots {
		k := s.slots[i] - 1
		w := &s.list[k]
		if w.written == hash && string(s.bytes[w.at:w.at+uint32(w.size)]) == written {
			return k, hash
		}
	}
	return -1, hash
}

// add remembers a word, at most maxWord bytes as it is written, that find did
// not find; it returns -1 if there is no room.
func (s *seenWords) add(written string, folded []byte, hash uint64) int32 {
	if s.slots == nil {
		s.slots = make([]int32, seenSlots)
	}
	if len(s.list) >= seenSlots*3/4 {
		return -1
	}
	i := hash % seenSlots
	for s.slots[i] != 0 {
		i = (i + 1) % seenSlots
	}
	k := int32(len(s.list))
	s.slots[i] = k + 1
	s.list = append(s.list, seenWord{
		written: hash, syllable: hashSyllable(folded),
		at: uint32(len(s.bytes)), size: uint16(len(written)), folded: uint16(len(folded)),
	})
	s.bytes = append(append(s.bytes, written...), folded...)
	return k
}

// folded is the folded form of a word.
func (s *seenWords) folded(w *seenWord) []byte {
	from := w.at + uint32(w.size)
	return s.bytes[from : from+uint32(w.folded)]
}
