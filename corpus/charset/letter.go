package charset

// The Vietnamese letters as a grid: twelve vowels, six tones, two cases, and đ.
// Everything that composes, takes apart or judges a letter reads this grid.

// vowel numbers a row of the grid; the order is that of vowelRows.
type vowel uint8

const (
	vowelA vowel = iota
	vowelABreve
	vowelACirc
	vowelE
	vowelECirc
	vowelI
	vowelO
	vowelOCirc
	vowelOHorn
	vowelU
	vowelUHorn
	vowelY
	noVowel
)

// tone numbers a column of the grid.
type tone uint8

const (
	level tone = iota // ngang, no mark
	acute             // sắc
	grave             // huyền
	hook              // hỏi
	tilde             // ngã
	dot               // nặng
	noTone
)

// vowelRows holds the lower-case letters of each vowel in the order of tones.
var vowelRows = [noVowel][noTone]rune{
	{'a', 'á', 'à', 'ả', 'ã', 'ạ'},
	{'ă', 'ắ', 'ằ', 'ẳ', 'ẵ', 'ặ'},
	{'â', 'ấ', 'ầ', 'ẩ', 'ẫ', 'ậ'},
	{'e', 'é', 'è', 'ẻ', 'ẽ', 'ẹ'},
	{'ê', 'ế', 'ề', 'ể', 'ễ', 'ệ'},
	{'i', 'í', 'ì', 'ỉ', 'ĩ', 'ị'},
	{'o', 'ó', 'ò', 'ỏ', 'õ', 'ọ'},
	{'ô', 'ố', 'ồ', 'ổ', 'ỗ', 'ộ'},
	{'ơ', 'ớ', 'ờ', 'ở', 'ỡ', 'ợ'},
	{'u', 'ú', 'ù', 'ủ', 'ũ', 'ụ'},
	{'ư', 'ứ', 'ừ', 'ử', 'ữ', 'ự'},
	{'y', 'ý', 'ỳ', 'ỷ', 'ỹ', 'ỵ'},
}

// upperRows is vowelRows in capitals.
var upperRows = [noVowel][noTone]rune{
	{'A', 'Á', 'À', 'Ả', 'Ã', 'Ạ'},
	{'Ă', 'Ắ', 'Ằ', 'Ẳ', 'Ẵ', 'Ặ'},
	{'Â', 'Ấ', 'Ầ', 'Ẩ', 'Ẫ', 'Ậ'},
	{'E', 'É', 'È', 'Ẻ', 'Ẽ', 'Ẹ'},
	{'Ê', 'Ế', 'Ề', 'Ể', 'Ễ', 'Ệ'},
	{'I', 'Í', 'Ì', 'Ỉ', 'Ĩ', 'Ị'},
	{'O', 'Ó', 'Ò', 'Ỏ', 'Õ', 'Ọ'},
	{'Ô', 'Ố', 'Ồ', 'Ổ', 'Ỗ', 'Ộ'},
	{'Ơ', 'Ớ', 'Ờ', 'Ở', 'Ỡ', 'Ợ'},
	{'U', 'Ú', 'Ù', 'Ủ', 'Ũ', 'Ụ'},
	{'Ư', 'Ứ', 'Ừ', 'Ử', 'Ữ', 'Ự'},
	{'Y', 'Ý', 'Ỳ', 'Ỷ', 'Ỹ', 'Ỵ'},
}

// place packs where a rune stands in the grid: vowel<<4 | tone<<1 | upper.
type place uint8

const nowhere place = 0xFF

func (p place) vowel() vowel { return vowel(p >> 4) }
func (p place) tone() tone   { return tone(p >> 1 & 7) }
func (p place) upper() bool  { return p&1 != 0 }

// The vowels stand below U+01B1 and in U+1EA0 to U+1EF9.
const (
	lowEnd    = 0x1B1
	highStart = 0x1EA0
	highEnd   = 0x1EFA
)

var lowPlaces, highPlaces = newPlaces()

func newPlaces() (low [lowEnd]place, high [highEnd - highStart]place) {
	for i := range low {
		low[i] = nowhere
	}
	for i := range high {
		high[i] = nowhere
	}
	set := func(r rune, p place) {
		if r < lowEnd {
			low[r] = p
		} else {
			high[r-highStart] = p
		}
	}
	for v := vowelA; v < noVowel; v++ {
		for t := level; t < noTone; t++ {
			p := place(v)<<4 | place(t)<<1
			set(vowelRows[v][t], p)
			set(upperRows[v][t], p|1)
		}
	}
	return low, high
}

// placeOf says where r stands in the grid, or nowhere.
func placeOf(r rune) place {
	switch {
	case uint32(r) < lowEnd:
		return lowPlaces[r]
	case r >= highStart && r < highEnd:
		return highPlaces[r-highStart]
	}
	return nowhere
}

// letterAt is the letter of a vowel and tone.
func letterAt(v vowel, t tone, upper bool) rune {
	if upper {
		return upperRows[v][t]
	}
	return vowelRows[v][t]
}

// marked reports whether r is a letter that Vietnamese has and ASCII has not.
func marked(r rune) bool {
	return r >= 0x80 && (r == 'đ' || r == 'Đ' || placeOf(r) != nowhere)
}

// The combining marks of Vietnamese.
const (
	markGrave      = '\u0300'
	markAcute      = '\u0301'
	markCircumflex = '\u0302'
	markTilde      = '\u0303'
	markBreve      = '\u0306'
	markHook       = '\u0309'
	markHorn       = '\u031B'
	markDot        = '\u0323'
	markStroke     = '\u0335'
	markStrokeLong = '\u0336'
	markGraveTone  = '\u0340' // deprecated twins of grave and acute
	markAcuteTone  = '\u0341'
)

// combine puts one combining mark on a letter and returns the letter that
// Vietnamese writes for it. The marks may come in any order: a tone mark goes
// under or over a letter that has its circumflex already, a circumflex goes on
// a letter that has its tone already (é and U+0302 give ế, which normal form C
// leaves apart). It returns 0 where Vietnamese has no such letter.
func combine(r, mark rune) rune {
	if mark == markStroke || mark == markStrokeLong {
		switch r {
		case 'd':
			return 'đ'
		case 'D':
			return 'Đ'
		}
		return 0
	}
	p := placeOf(r)
	if p == nowhere {
		return 0
	}
	v, t := p.vowel(), p.tone()
	if nt := toneOf(mark); nt != noTone {
		if t != level {
			return 0
		}
		return letterAt(v, nt, p.upper())
	}
	switch {
	case mark == markCircumflex && v == vowelA:
		v = vowelACirc
	case mark == markCircumflex && v == vowelE:
		v = vowelECirc
	case mark == markCircumflex && v == vowelO:
		v = vowelOCirc
	case mark == markBreve && v == vowelA:
		v = vowelABreve
	case mark == markHorn && v == vowelO:
		v = vowelOHorn
	case mark == markHorn && v == vowelU:
		v = vowelUHorn
	default:
		return 0
	}
	return letterAt(v, t, p.upper())
}

func toneOf(mark rune) tone {
	switch mark {
	case markAcute, markAcuteTone:
		return acute
	case markGrave, markGraveTone:
		return grave
	case markHook:
		return hook
	case markTilde:
		return tilde
	case markDot:
		return dot
	}
	return noTone
}
