package anchor

// parseNumeral reads a number in words at i and returns it with the token
// after it; next is i if there is none.
func (s *scan) parseNumeral(i int) (v uint64, next int) {
	if s.vi {
		return s.vietnameseNumeral(i)
	}
	return s.englishNumeral(i)
}

// numeralAt returns the value of a number word, 0 if the token is none.
func (s *scan) numeralAt(i int) int {
	if i >= 0 && i < len(s.tokens) && s.tokens[i].kind == aWord && s.tokens[i].entry != nil {
		return int(s.tokens[i].entry.numeral)
	}
	return 0
}

// power returns the power of ten that the magnitude at i says, 0 if none: also
// for the tỷ of tỷ lệ, tỷ trọng, tỷ số, which is no number.
func (s *scan) power(i int) int {
	if s.at(i) == magnitude && !s.ratio(i) {
		return int(s.tokens[i].entry.value)
	}
	return 0
}

// ratio reports whether the word at i is the tỷ of a ratio or a rate.
func (s *scan) ratio(i int) bool {
	if !s.vi || s.tokens[i].entry.value != 9 {
		return false
	}
	for _, w := range [...]string{"lệ", "trọng", "số", "giá", "suất", "phú"} {
		if s.says(i+1, w) {
			return true
		}
	}
	return false
}

// englishNumeral reads "twenty-five", "one hundred and five", "two thousand
// three hundred", "a million", "hundred".
func (s *scan) englishNumeral(i int) (v uint64, next int) {
	var total, part uint64
	next = i
	seen := false
	if s.says(i, "a") {
		if s.power(i+1) == 0 {
			return 0, i
		}
		part, next, seen = 1, i+1, true
	}
	for k := next; k < len(s.tokens); {
		if seen {
			k = s.over(k)
		}
		if n := uint64(s.numeralAt(k)); n > 0 {
			switch {
			case part == 0 || part%100 == 0:
			case part%10 == 0 && part%100 >= 20 && n < 10:
			default:
				return total + part, next
			}
			part += n
			seen = true
			k++
			next = k
			continue
		}
		p := s.power(k)
		switch {
		case p == 2 && part > 0 && part < 100:
			part *= 100
		case p > 2 && part > 0 && part < 1e6 && total < 1e15:
			total += part * pow10(p)
			part = 0
		case s.says(k, "and") && part >= 100 && s.numeralAt(k+1) > 0:
			k++
			continue
		default:
			return total + part, next
		}
		k++
		next = k
	}
	return total + part, next
}

// vietnameseNumeral reads "hai mươi lăm", "một trăm linh năm", "ba nghìn hai
// trăm", "mười hai triệu". năm before anything but a magnitude is left alone
// unless it stands within the number: it is also "year".
func (s *scan) vietnameseNumeral(i int) (v uint64, next int) {
	var total, part uint64
	next = i
	linh := false
	for k := i; k < len(s.tokens); k++ {
		if s.tokens[k].kind != aWord || s.tokens[k].entry == nil {
			break
		}
		n, p := uint64(s.numeralAt(k)), s.power(k)
		switch {
		case n == 10 && part%100 == 0:
			part += 10
		case n == 5 && part%100 >= 10 && s.at(k) == yearWord: // mười năm: five here is lăm
			return total + part, next
		case n > 0 && n < 10 && (part%100 == 0 && (part == 0 || s.power(k+1) == 1 || linh) || part%100 >= 10 && part%10 == 0):
			part += n
			linh = false
		case p == 1 && part%10 >= 2 && part%100 < 10: // mươi
			part += part % 10 * 9
		case p == 2 && part > 0 && part < 10:
			part *= 100
		case p > 2 && part > 0 && total < 1e12:
			total += part * pow10(p)
			for s.power(k+1) > 2 && total < 1e12 { // nghìn tỷ
				k++
				total *= pow10(s.power(k))
			}
			part = 0
		case s.at(k) == filler && part >= 100 && s.numeralAt(k+1) > 0 && s.numeralAt(k+1) < 10:
			linh = true
			continue
		default:
			return total + part, next
		}
		next = k + 1
	}
	return total + part, next
}
