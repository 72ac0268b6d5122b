package anchor

import "strconv"

// decimal is an exact number: its digits without leading and trailing zeros,
// times ten to the power exp.
type decimal struct {
	digits [maxDigits]byte
	n      int
	exp    int
}

// maxDigits bounds the digits of a number that are looked at; longer ones are
// no numbers that a text speaks of.
const maxDigits = 30

// parseDecimal reads s, digits with points and commas; point is the byte that
// begins the fraction, 0 if none does. ok is false for too many digits.
func parseDecimal(s string, point int) (d decimal, ok bool) {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < '0' || c > '9' {
			continue
		}
		if point >= 0 && i > point {
			d.exp--
		}
		if d.n == 0 && c == '0' {
			continue
		}
		if d.n == maxDigits {
			return d, false
		}
		d.digits[d.n] = c
		d.n++
	}
	d.trim()
	return d, true
}

func (d *decimal) trim() {
	for d.n > 0 && d.digits[d.n-1] == '0' {
		d.n--
		d.exp++
	}
	if d.n == 0 {
		d.exp = 0
	}
}

// scale multiplies by ten to the power exp.
func (d *decimal) scale(exp int) {
	if d.n > 0 {
		d.exp += exp
	}
}

func fromInt(v uint64) decimal {
	var d decimal
	d.n = len(strconv.AppendUint(d.digits[:0], v, 10))
	d.trim()
	return d
}

// whole returns the number as an integer if it is one of at most 18 digits.
func (d decimal) whole() (v uint64, ok bool) {
	if d.exp < 0 || d.n+d.exp > 18 {
		return 0, false
	}
	for _, c := range d.digits[:d.n] {
		v = v*10 + uint64(c-'0')
	}
	for range d.exp {
		v *= 10
	}
	return v, true
}

// appendKey appends the number in its one canonical form, "13500000", "7.2",
// "135e30" where plain digits would be long, after the prefix of all numbers.
func (d decimal) appendKey(key []byte) []byte {
	key = append(key, "n:"...)
	digits := d.digits[:d.n]
	switch {
	case d.n == 0:
		return append(key, '0')
	case d.exp > 18 || d.exp < -maxDigits:
		key = append(key, digits...)
		return strconv.AppendInt(append(key, 'e'), int64(d.exp), 10)
	case d.exp >= 0:
		key = append(key, digits...)
		for range d.exp {
			key = append(key, '0')
		}
		return key
	}
	if point := d.n + d.exp; point > 0 {
		key = append(key, digits[:point]...)
		return append(append(key, '.'), digits[point:]...)
	}
	key = append(key, "0."...)
	for range -d.exp - d.n {
		key = append(key, '0')
	}
	return append(key, digits...)
}

// readings are what digits with separators may mean: one number, or two where
// a single separator before three digits may group or begin a fraction. The
// likelier reading in the language comes first; the other is kept since
// English texts of Vietnam use Vietnamese separators, and the reverse.
type readings struct {
	value [2]decimal
	n     int
}

// readNumber reads digits with points and commas. ok is false if they are no
// number in either convention.
func readNumber(s string, vi bool) (r readings, ok bool) {
	points, commas, last := 0, 0, -1
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '.':
			points, last = points+1, i
		case ',':
			commas, last = commas+1, i
		}
	}
	one := func(point int) (readings, bool) {
		d, ok := parseDecimal(s, point)
		r.value[0], r.n = d, 1
		return r, ok
	}
	switch {
	case points+commas == 0:
		return one(-1)
	case points > 0 && commas > 0:
		if points > 1 && commas > 1 || s[last] == '.' && points > 1 || s[last] == ',' && commas > 1 || !grouped(s[:last]) {
			return r, false
		}
		return one(last)
	case points+commas > 1:
		if !grouped(s) {
			return r, false
		}
		return one(-1)
	case last > 3 || len(s)-last != 4 || s[0] == '0':
		return one(last)
	}
	group, ok1 := parseDecimal(s, -1)
	fraction, ok2 := parseDecimal(s, last)
	r.value, r.n = [2]decimal{group, fraction}, 2
	if (s[last] == '.') != vi {
		r.value[0], r.value[1] = fraction, group
	}
	return r, ok1 && ok2
}

// grouped reports whether the separators of s stand before groups of three.
func grouped(s string) bool {
	run, first := 0, true
	for i := 0; i < len(s); i++ {
		if s[i] != '.' && s[i] != ',' {
			run++
			continue
		}
		if first && (run == 0 || run > 3) || !first && run != 3 {
			return false
		}
		run, first = 0, false
	}
	return run == 3
}
