package charset

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// TCVN3 has no codes for capitals with a tone: they are typed as small letters
// in a second font (.VnTimeH) that shows capitals. Without the fonts only the
// neighbourhood tells. Decoding raises the toned letters of words whose other
// letters are capitals ("NéI" is NỘI), of the short words beside such words
// ("Hµ NéI"), and the first letter of a word that begins a sentence or follows
// a heading. Words set wholly in the capital font ("hµ néi" for HÀ NỘI) stay
// small: nothing in the bytes tells.
func decodeTCVN3(data []byte) ([]byte, counts) {
	raised, n := raisedCapitals(data)
	if n == 0 {
		return decodeTable(tableTCVN3, data)
	}
	c := composer{out: make([]byte, 0, len(data)*3/2+16)}
	for i, b := range data {
		r := tableTCVN3[b]
		switch {
		case r < utf8.RuneSelf:
			c.at, c.last = len(c.out), r
			c.out = append(c.out, byte(r))
		case r == utf8.RuneError:
			c.bad()
		case raised.has(i):
			p := placeOf(r)
			c.add(letterAt(p.vowel(), p.tone(), true))
		default:
			c.add(r)
		}
	}
	return c.out, counts{loose: c.loose, invalid: c.invalid, capitals: n}
}

// bitset is a set of positions in the bytes.
type bitset []uint64

func (s bitset) has(i int) bool { return s[i>>6]>>(i&63)&1 != 0 }
func (s bitset) set(i int)      { s[i>>6] |= 1 << (i & 63) }

// capsKind is what a byte of TCVN3 is to the capitals around it.
type capsKind uint8

const (
	capsNone    capsKind = iota // no letter
	capsSmall                   // a small letter that has a capital of its own
	capsCapital                 // a capital
	capsToned                   // a toned small letter, which has none
)

var capsKinds = newCapsKinds()

func newCapsKinds() *[256]capsKind {
	var kinds [256]capsKind
	for b, r := range tableTCVN3 {
		switch p := placeOf(r); {
		case p != nowhere && p.tone() != level && !p.upper():
			kinds[b] = capsToned
		case p == nowhere && r != 'đ' && r != 'Đ' && (r >= utf8.RuneSelf || !isASCIILetter(byte(r))):
		case unicode.IsUpper(r):
			kinds[b] = capsCapital
		default:
			kinds[b] = capsSmall
		}
	}
	return &kinds
}

// capsClass says how a word stands to capitals.
type capsClass uint8

const (
	capsOther  capsClass = iota // has small letters
	capsPlain                   // all capitals, nothing to raise
	capsRaised                  // two or more capitals, and toned small letters
	capsMaybe                   // one capital or none, all the rest toned small letters
)

// capsPass finds the letters to raise in one pass over the words.
type capsPass struct {
	data    []byte
	raised  bitset
	count   int
	waiting []int     // bounds of undecided words since the last decided one
	left    capsClass // the class of that one
}

// raisedCapitals returns which bytes of data stand for capitals, and how many.
func raisedCapitals(data []byte) (bitset, int) {
	p := capsPass{data: data}
	for end := 0; ; {
		start := end
		for start < len(data) && capsKinds[data[start]] == capsNone {
			start++
		}
		if start == len(data) {
			return p.raised, p.count
		}
		gap := data[end:start]
		first := end == 0
		var kinds [capsToned + 1]int
		for end = start; end < len(data) && capsKinds[data[end]] != capsNone; end++ {
			kinds[capsKinds[data[end]]]++
		}
		sentence := p.between(gap, first)
		p.word(start, end, classOf(kinds))
		if sentence && capsKinds[data[start]] == capsToned {
			p.raise(start, start+1)
		}
	}
}

func classOf(kinds [capsToned + 1]int) capsClass {
	switch {
	case kinds[capsSmall] > 0:
		return capsOther
	case kinds[capsToned] == 0:
		return capsPlain
	case kinds[capsCapital] >= 2:
		return capsRaised
	}
	return capsMaybe
}

// between looks at what stands between two words: a line's end or more than a
// few signs part them, and it may begin a sentence.
func (p *capsPass) between(gap []byte, first bool) (sentence bool) {
	if len(gap) == 1 && gap[0] == ' ' {
		return first
	}
	lines := bytes.Count(gap, []byte{'\n'})
	heading := lines > 0 && (p.left == capsRaised || p.left == capsPlain)
	if len(gap) > 3 || lines > 0 {
		p.waiting, p.left = p.waiting[:0], capsOther
	}
	return first || heading || lines > 1 || endsWithStop(gap)
}

// word decides about the word data[start:end], and about those that waited.
func (p *capsPass) word(start, end int, class capsClass) {
	decide := false
	switch class {
	case capsRaised:
		p.raise(start, end)
		decide = true
	case capsPlain:
		decide = p.left == capsPlain
	case capsMaybe:
		if p.left == capsRaised {
			p.raise(start, end)
		} else {
			p.waiting = append(p.waiting, start, end)
		}
		return
	}
	for i := 0; decide && i < len(p.waiting); i += 2 {
		p.raise(p.waiting[i], p.waiting[i+1])
	}
	p.waiting, p.left = p.waiting[:0], class
}

// raise makes the toned small letters of data[start:end] capitals.
func (p *capsPass) raise(start, end int) {
	if p.raised == nil {
		p.raised = make(bitset, len(p.data)/64+1)
	}
	for i := start; i < end; i++ {
		if capsKinds[p.data[i]] == capsToned && !p.raised.has(i) {
			p.raised.set(i)
			p.count++
		}
	}
}

// endsWithStop reports whether the bytes between two words end a sentence: a
// stop, then blanks, perhaps with quotes or brackets.
func endsWithStop(gap []byte) bool {
	stop, blank := false, false
	for _, b := range gap {
		switch b {
		case '.':
			if stop && !blank { // an ellipsis may go on in small letters
				return false
			}
			stop = true
		case '!', '?':
			stop = true
		case ' ', '\n', '\t', '\r':
			blank = blank || stop
		case '"', '\'', '(', ')':
		default:
			if b < utf8.RuneSelf {
				return false
			}
		}
	}
	return stop && blank
}
