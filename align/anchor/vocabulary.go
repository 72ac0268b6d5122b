package anchor

// role is what a word may be a part of besides a term.
type role uint8

const (
	noRole      role = iota
	month            // value: 1 to 12
	weekday          // value: 1 Monday to 7 Sunday
	magnitude        // value: the power of ten
	ordinalNo        // value: 1 first …
	percent          //
	currency         // value: index of currencies
	meridiem         // value: 0 am, 12 pm
	dayPart          // value: 0 sáng, 12 chiều, tối, đêm
	dayWord          // ngày, mùng
	monthWord        // tháng
	yearWord         // năm
	hourWord         // giờ, o'clock
	minuteWord       // phút
	rankWord         // thứ
	sessionWord      // khóa, kỳ, thế kỷ: what is counted by ordinals
	quarterWord      // quý, quarter
	countWord        // value: index of countKeys
	tensOf           // hàng, tens, dozens
	filler           // and, linh, lẻ
	multiple         // both, twice, dozen; value: the number that the other side may have
	half             // half, nửa
	opener           // an English word that often begins a sentence and is no name
	title            // Mr, Dr: stands before a name and is no part of it
	surname          // a Vietnamese family name, folded
)

// entry is what the vocabulary knows of a word.
type entry struct {
	id      uint32 // of the word, for the steps of terms
	first   uint32 // the state that the word leads to from the start; 0 if no term begins with it
	numeral int16  // the number that the word says: one, mười; 0 if none
	role    role
	value   int16
}

// concept is an anchor that a term gives.
type concept struct {
	key  string
	typ  Type
	weak bool
	// cased wants a capital at the start of the term, or all of it where the
	// term is all capitals: Party, Mỹ, WHO.
	cased uint8
}

const (
	anyCase uint8 = iota
	initialCase
	upperCase
)

// vocabulary is what is known of one language: words with roles, and terms of
// several words, which a state machine over word numbers matches.
type vocabulary struct {
	words map[uint64]*entry
	slots []slot            // the same, frozen
	steps map[uint64]uint32 // state<<32 | word → state
	moves []move            // the same, frozen
	ends  [][]concept       // what ends in a state
	// digits is set if some term has a word of digits (COVID-19).
	digits bool
}

func newVocabulary() *vocabulary {
	return &vocabulary{words: make(map[uint64]*entry, 4096), steps: make(map[uint64]uint32, 4096), ends: make([][]concept, 1, 4096)}
}

// freeze lays the words out for find, and the steps of the terms for step, which every word of a text goes through:
// an open table, at most a third full, whose places are tried one after the
// other. It is called once, when all words are in.
func (v *vocabulary) freeze() {
	size := 1024
	for size < 3*len(v.words) {
		size *= 2
	}
	v.slots = make([]slot, size)
	for hash, e := range v.words {
		at := hash & uint64(size-1)
		for v.slots[at].entry != nil {
			at = (at + 1) & uint64(size-1)
		}
		v.slots[at] = slot{hash, e}
	}
	for size = 1024; size < 3*len(v.steps); {
		size *= 2
	}
	v.moves = make([]move, size)
	for key, to := range v.steps {
		at := moveHash(key) & uint64(size-1)
		for v.moves[at].to != 0 {
			at = (at + 1) & uint64(size-1)
		}
		v.moves[at] = move{key, to}
	}
}

type move struct {
	key uint64
	to  uint32
}

func moveHash(key uint64) uint64 { return key * 0x9E3779B97F4A7C15 >> 32 }

// step is the state that a word leads to from a state, 0 if it leads nowhere.
func (v *vocabulary) step(from, word uint32) uint32 {
	key, mask := uint64(from)<<32|uint64(word), uint64(len(v.moves)-1)
	for at := moveHash(key) & mask; ; at = (at + 1) & mask {
		if m := &v.moves[at]; m.key == key || m.to == 0 {
			return m.to
		}
	}
}

type slot struct {
	hash  uint64
	entry *entry
}

// find returns what is known of a word, nil if nothing is.
func (v *vocabulary) find(hash uint64) *entry {
	mask := uint64(len(v.slots) - 1)
	for at := hash & mask; ; at = (at + 1) & mask {
		if s := &v.slots[at]; s.hash == hash || s.entry == nil {
			return s.entry
		}
	}
}

func (v *vocabulary) entry(hash uint64) *entry {
	e := v.words[hash]
	if e == nil {
		e = &entry{id: uint32(len(v.words)) + 1}
		v.words[hash] = e
	}
	return e
}

func (v *vocabulary) role(words string, r role, value int16) {
	eachWord(words, func(w string) {
		e := v.entry(hashWord(w))
		e.role, e.value = r, value
	})
}

// numerals gives the words of a list their values, from first on.
func (v *vocabulary) numerals(words string, first, step int16) {
	value := first
	eachWord(words, func(w string) {
		v.entry(hashWord(w)).numeral = value
		value += step
	})
}

func eachWord(words string, do func(string)) {
	start := -1
	for i := 0; i <= len(words); i++ {
		if i == len(words) || words[i] == ' ' {
			if start >= 0 {
				do(words[start:i])
			}
			start = -1
		} else if start < 0 {
			start = i
		}
	}
}

// addTerm lets the words, given by their hashes, mean the concept.
func (v *vocabulary) addTerm(words []uint64, c concept) {
	if len(words) == 0 {
		return
	}
	e := v.entry(words[0])
	if e.first == 0 {
		e.first = v.state()
	}
	at := e.first
	for _, w := range words[1:] {
		step := uint64(at)<<32 | uint64(v.entry(w).id)
		next := v.steps[step]
		if next == 0 {
			next = v.state()
			v.steps[step] = next
		}
		at = next
	}
	for _, have := range v.ends[at] {
		if have.key == c.key && have.cased == c.cased {
			return
		}
	}
	v.ends[at] = append(v.ends[at], c)
}

func (v *vocabulary) state() uint32 {
	v.ends = append(v.ends, nil)
	return uint32(len(v.ends) - 1)
}
