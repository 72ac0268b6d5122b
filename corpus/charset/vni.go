package charset

import "unicode/utf8"

// VNI for Windows writes a vowel as its letter followed by one byte that
// stands for its marks; i with tones, ỵ, ơ, ư and đ are single bytes. All
// other bytes mean what they mean in windows-1252. The table follows xvnkb
// (vni.h) and agrees with the UniKey converter (ukengine/data.cpp, VNI-WIN),
// letter by letter; a test holds both.

// vniMark is what the byte after a vowel means: a tone, and a mark that the
// vowel must have or take (0 for none).
type vniMark struct {
	mark rune // markCircumflex, markBreve or 0
	tone tone // noTone where the byte is no mark
}

var vniMarks, vniLetters = newVNI()

func newVNI() (marks [256]vniMark, letters [256]rune) {
	for i := range marks {
		marks[i].tone = noTone
	}
	set := func(b byte, m rune, t tone) {
		marks[b] = vniMark{m, t}
		marks[b-0x20] = vniMark{m, t} // capitals stand 0x20 below
	}
	set(0xF9, 0, acute)
	set(0xF8, 0, grave)
	set(0xFB, 0, hook)
	set(0xF5, 0, tilde)
	set(0xEF, 0, dot)
	set(0xE2, markCircumflex, level)
	set(0xE1, markCircumflex, acute)
	set(0xE0, markCircumflex, grave)
	set(0xE5, markCircumflex, hook)
	set(0xE3, markCircumflex, tilde)
	set(0xE4, markCircumflex, dot)
	set(0xEA, markBreve, level)
	set(0xE9, markBreve, acute)
	set(0xE8, markBreve, grave)
	set(0xFA, markBreve, hook)
	set(0xFC, markBreve, tilde)
	set(0xEB, markBreve, dot)
	for b, r := range map[byte]rune{
		0xF1: 'đ', 0xD1: 'Đ', 0xF4: 'ơ', 0xD4: 'Ơ', 0xF6: 'ư', 0xD6: 'Ư',
		0xED: 'í', 0xCD: 'Í', 0xEC: 'ì', 0xCC: 'Ì', 0xE6: 'ỉ', 0xC6: 'Ỉ',
		0xF3: 'ĩ', 0xD3: 'Ĩ', 0xF2: 'ị', 0xD2: 'Ị', 0xEE: 'ỵ', 0xCE: 'Ỵ',
	} {
		letters[b] = r
	}
	return marks, letters
}

// vniPair is the letter that a vowel and the byte after it stand for, or 0.
func vniPair(r rune, b byte) rune {
	m := vniMarks[b]
	if m.tone == noTone {
		return 0
	}
	p := placeOf(r)
	if p == nowhere || p.tone() != level {
		return 0
	}
	v := p.vowel()
	if m.mark == 0 {
		switch v {
		case vowelA, vowelE, vowelO, vowelOHorn, vowelU, vowelUHorn, vowelY:
			return letterAt(v, m.tone, p.upper())
		}
		return 0
	}
	l := combine(r, m.mark)
	if l == 0 || m.tone == level {
		return l
	}
	q := placeOf(l)
	return letterAt(q.vowel(), m.tone, q.upper())
}

func decodeVNI(data []byte) ([]byte, counts) {
	out := make([]byte, 0, len(data)+len(data)/4+16)
	var n counts
	for i := 0; i < len(data); i++ {
		b := data[i]
		r := rune(b)
		if b >= utf8.RuneSelf {
			if r = vniLetters[b]; r == 0 {
				r = table1252[b]
			}
			if r == utf8.RuneError {
				n.invalid++
			}
		}
		if i+1 < len(data) && data[i+1] >= utf8.RuneSelf {
			if l := vniPair(r, data[i+1]); l != 0 {
				r = l
				i++
			}
		}
		out = utf8.AppendRune(out, r)
	}
	return out, n
}
