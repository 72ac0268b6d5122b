package charset

import (
	"encoding/binary"
	"unicode/utf8"
)

// Most texts are valid UTF-8 without damage, and all that is to be done is to
// make sure of it. scan does both at once: a small automaton over bytes accepts
// UTF-8 of the letters and signs that English and Vietnamese use, and rejects
// what is not UTF-8 as well as what may be a symptom of damage; only a block
// that it rejects is looked at closely.
//
// The automaton keeps its states as shift distances in a 64-bit word (after Per
// Vognsen, "Shift-based DFAs"): one load and one shift a byte, no branch. Four
// parts of a block run side by side, since each step waits for the one before.

// The states of the automaton, by what has been read.
const (
	scanText   = iota * 6 // whole characters
	scanReject            // something to look at closely; never left
	scanOne               // one continuation byte is to come
	scanTwo               // two are
	scanC3                // Latin-1 letters
	scanC6                // ơ and ư
	scanC2                // Latin-1 signs
	scanF0                // four bytes, U+10000 to U+3FFFF
	scanCaps              // Â or Ã, fine before ASCII, else perhaps mojibake
	scanE2                // general punctuation
)

var scanTable = newScanTable()

func newScanTable() *[256]uint64 {
	type edge struct{ from, to int }
	edges := make([][]edge, 256)
	add := func(from, lo, hi, to int) {
		for b := lo; b <= hi; b++ {
			edges[b] = append(edges[b], edge{from, to})
		}
	}
	add(scanText, 0, 0x7F, scanText)
	add(scanText, 0xC2, 0xC2, scanC2)
	add(scanText, 0xC3, 0xC3, scanC3)
	add(scanText, 0xC4, 0xC5, scanOne)
	add(scanText, 0xC6, 0xC6, scanC6)
	add(scanText, 0xE1, 0xE1, scanTwo)
	add(scanText, 0xE2, 0xE2, scanE2)
	add(scanText, 0xE3, 0xEC, scanTwo)
	add(scanText, 0xEE, 0xEF, scanTwo)
	add(scanText, 0xF0, 0xF0, scanF0)
	add(scanOne, 0x80, 0xBF, scanText)
	add(scanTwo, 0x80, 0xBF, scanOne)
	add(scanF0, 0x90, 0xBF, scanTwo)
	add(scanC3, 0x82, 0x83, scanCaps)
	add(scanCaps, 0, 0x7F, scanText)
	add(scanE2, 0x80, 0x80, scanOne)
	for _, r := range "\u00a0«»©®°·§±\u00ad" {
		add(scanC2, int(r), int(r), scanText)
	}
	for _, r := range "ÀÁÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý×" {
		b := int(r) - 0x40
		add(scanC3, b, b, scanText)
	}
	for _, r := range "ƠơƯư" {
		b := 0x80 | int(r)&0x3F
		add(scanC6, b, b, scanText)
	}
	var t [256]uint64
	for b := range t {
		for s := scanText; s <= scanE2; s += 6 {
			to := scanReject
			for _, e := range edges[b] {
				if e.from == s {
					to = e.to
				}
			}
			t[b] |= uint64(to) << s
		}
	}
	return &t
}

// scanned is what scan found out.
type scanned struct {
	valid   bool // UTF-8
	ascii   bool // nothing but ASCII
	suspect bool // valid, but with symptoms of damage
}

// scanBlock is how many bytes are accepted or rejected together.
const scanBlock = 1024

// scan reads all of data unless it is not UTF-8; then it stops there.
func scan(data []byte) scanned {
	r := scanned{valid: true, ascii: true}
	for len(data) > 0 {
		block := data[:min(len(data), scanBlock)]
		if isASCII(block) {
			data = data[len(block):]
			continue
		}
		r.ascii = false
		if len(block) < len(data) {
			block = block[:cut(block, len(block))]
		}
		if !plain(block) {
			if !utf8.Valid(block) {
				r.valid = false
				return r
			}
			r.suspect = r.suspect || look(string(block)).any()
		}
		data = data[len(block):]
	}
	return r
}

// plain runs the automaton over a block that begins and should end with whole
// characters.
func plain(block []byte) bool {
	n := len(block)
	t := scanTable
	if n < 64 {
		s := uint64(scanText)
		for _, x := range block {
			s = t[x] >> (s & 63)
		}
		return s&63 == scanText
	}
	i1 := cut(block, n/4)
	i2 := cut(block, n/2)
	i3 := cut(block, n/4*3)
	a, b, c, d := block[:i1], block[i1:i2], block[i2:i3], block[i3:]
	m := min(len(a), len(b), len(c), len(d))
	var s1, s2, s3, s4 uint64
	for i := range m {
		s1 = t[a[i]] >> (s1 & 63)
		s2 = t[b[i]] >> (s2 & 63)
		s3 = t[c[i]] >> (s3 & 63)
		s4 = t[d[i]] >> (s4 & 63)
	}
	for _, x := range a[m:] {
		s1 = t[x] >> (s1 & 63)
	}
	for _, x := range b[m:] {
		s2 = t[x] >> (s2 & 63)
	}
	for _, x := range c[m:] {
		s3 = t[x] >> (s3 & 63)
	}
	for _, x := range d[m:] {
		s4 = t[x] >> (s4 & 63)
	}
	return (s1|s2|s3|s4)&63 == scanText
}

// cut moves i back to where a character begins, but by less than a character:
// what is not UTF-8 is cut anywhere.
func cut(block []byte, i int) int {
	for k := i; k > 0 && k > i-utf8.UTFMax; k-- {
		if k == len(block) {
			if r, size := utf8.DecodeLastRune(block); r != utf8.RuneError || size > 1 {
				return k
			}
			continue
		}
		if utf8.RuneStart(block[k]) {
			return k
		}
	}
	return i
}

func isASCII(b []byte) bool {
	for ; len(b) >= 32; b = b[32:] {
		w := binary.LittleEndian.Uint64(b) | binary.LittleEndian.Uint64(b[8:]) |
			binary.LittleEndian.Uint64(b[16:]) | binary.LittleEndian.Uint64(b[24:])
		if w&0x8080808080808080 != 0 {
			return false
		}
	}
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// firstHigh is the index of the first byte beyond ASCII, or -1.
func firstHigh(data []byte) int {
	i := 0
	for i+scanBlock <= len(data) && isASCII(data[i:i+scanBlock]) {
		i += scanBlock
	}
	for ; i < len(data); i++ {
		if data[i] >= utf8.RuneSelf {
			return i
		}
	}
	return -1
}
