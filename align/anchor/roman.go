package anchor

// roman reads a Roman number in capitals, in its one correct spelling, up to
// 399. C, D and M are left to the words that are spelt with them, but C counts
// after another sign; D and M never stand in the numbers of congresses,
// chapters and centuries.
func roman(s string) (v int, ok bool) {
	if len(s) == 0 || len(s) > 12 {
		return 0, false
	}
	digit := func(c byte) int {
		switch c {
		case 'I':
			return 1
		case 'V':
			return 5
		case 'X':
			return 10
		case 'L':
			return 50
		case 'C':
			return 100
		}
		return 0
	}
	for i := 0; i < len(s); i++ {
		d := digit(s[i])
		if d == 0 {
			return 0, false
		}
		if i+1 < len(s) && digit(s[i+1]) > d {
			v -= d
		} else {
			v += d
		}
	}
	var buf [16]byte
	if v <= 0 || string(appendRoman(buf[:0], v)) != s || len(s) == 1 && v >= 50 {
		return 0, false
	}
	return v, true
}

func appendRoman(b []byte, v int) []byte {
	for _, d := range [...]struct {
		v int
		s string
	}{{100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; v >= d.v && len(b) < 16; v -= d.v {
			b = append(b, d.s...)
		}
	}
	return b
}
