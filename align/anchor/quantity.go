package anchor

// number reads the digits at i with what belongs to them.
func (s *scan) number(i int) int {
	if next := s.numericDate(i); next > i {
		return next
	}
	t := &s.tokens[i]
	next := i + 1
	r, ok := readNumber(s.of(t), s.vi)
	if !ok {
		return next
	}
	if d, after := s.spaced(i); after > next {
		r.value[0], r.n, next = d, 1, after
	}
	return s.quantity(i, next, r, Number)
}

// numeral reads a number in words at i; it returns i if there is none.
func (s *scan) numeral(i int) int {
	v, next := s.parseNumeral(i)
	if next == i {
		return i
	}
	if e := s.tokens[next-1].entry; !s.vi && s.at(next) != ordinalNo {
		if after := s.over(next); after > next && s.at(after) == ordinalNo && v%10 == 0 {
			return s.ordinalWord(i, v+uint64(s.tokens[after].entry.value), after+1, s.tokens[i].start)
		}
	} else if s.vi && next == i+1 && e.numeral > 0 {
		// một is also the article, tư mostly "private", năm the year.
		clock := s.at(next) == hourWord && (s.at(next+1) == dayPart || s.numeralAt(next+1) > 0)
		switch {
		case clock || s.at(next) == monthWord || s.at(next) == percent:
		case v == 1 || v == 4 && !s.says(i, "bốn"):
			return i
		case v == 5:
			if s.fiveYears(i) {
				s.addWeakNumber(5, s.tokens[i].start, s.tokens[i].end)
			}
			return i
		}
	}
	if v == 1 && !s.vi && next == i+1 && s.at(next) != magnitude {
		return i
	}
	var r readings
	r.value[0], r.n = fromInt(v), 1
	return s.quantity(i, next, r, Spelt)
}

// quantity makes anchors of a number that stands in tokens i to next, whose
// readings are r, with the day, hour, magnitude, percent sign or currency that
// follow it, and returns the token after all that.
func (s *scan) quantity(i, next int, r readings, typ Type) int {
	first := &s.tokens[i]
	start := first.start
	if v, ok := r.value[0].whole(); ok && r.n == 1 {
		if after := s.dayOf(int(min(v, 99)), start, next); after > next {
			return after
		}
	}
	if after := s.hour(i, next, r); after > next {
		return after
	}
	money, moneyStart := s.currencyBefore(i)
	next = s.magnitudes(&r, next, money >= 0)
	end := s.tokens[next-1].end
	if after, ok := s.percentAt(next); ok {
		s.addReadings(Percent, r, start, s.tokens[after-1].end, false)
		return after
	}
	if money < 0 {
		if c, after, ok := s.currencyAfter(next); ok {
			s.addReadings(Money, r, start, end, false)
			s.addKey(Currency, currencyKeys[c], s.tokens[next].start, s.tokens[after-1].end, false)
			return after
		}
	} else {
		s.addReadings(Money, r, start, end, false)
		s.addKey(Currency, currencyKeys[money], moneyStart, start, false)
		if c, after, ok := s.currencyAfter(next); ok && c == money { // US$5 USD
			return after
		}
		return next
	}
	if typ == Number && next == i+1 && end-start == 4 && r.n == 1 {
		if v, ok := s.integer(i); ok && isYear(v) {
			typ = Year
		}
	}
	if typ != Spelt && !s.vi && next == i+1 {
		s.bareTime(i)
	}
	s.addReadings(typ, r, start, end, false)
	return next
}

// fiveYears reports whether the năm at i may be a five: what stands after it is
// something that is counted.
func (s *scan) fiveYears(i int) bool {
	if i+1 >= len(s.tokens) || s.tokens[i+1].kind != aWord || s.at(i-1) == yearWord || i > 0 && s.tokens[i-1].kind == number {
		return false
	}
	for _, w := range [...]string{"nay", "ngoái", "tới", "sau", "trước", "qua", "học", "này", "mới", "đó", "nào", "gần", "kể", "là", "và", "của", "tại"} {
		if s.says(i+1, w) {
			return false
		}
	}
	return true
}

func (s *scan) addReadings(t Type, r readings, start, end int32, weak bool) {
	for _, d := range r.value[:r.n] {
		mark := len(s.keys)
		s.keys = d.appendKey(s.keys)
		s.add(t, mark, start, end, weak)
	}
}

// magnitudes multiplies r by the magnitudes that follow it from next on:
// "13.5 million", "2 nghìn tỷ", "1 tỷ 200 triệu", "2 triệu rưỡi", "$5bn".
func (s *scan) magnitudes(r *readings, next int, money bool) int {
	scaled, last := false, 0
	for next < len(s.tokens) {
		t := &s.tokens[next]
		if t.kind != aWord {
			if s.sign(next, '-') && t.is(glued) && s.at(next+1) == magnitude && s.tokens[next+1].is(glued) { // 5-million
				next++
				continue
			}
			break
		}
		if t.is(glued) && s.tokens[next-1].kind == number && s.power(next) == 0 {
			if exp := shortMagnitude(s.of(t), money); exp > 0 {
				r.scale(exp)
				return next + 1
			}
			if s.of(t) == "m" && r.n == 1 { // metres or millions
				r.value[1], r.n = r.value[0], 2
				r.value[1].scale(6)
				return next + 1
			}
			break
		}
		if s.power(next) == 0 && (s.vi || s.at(next) != tensOf) { // $300 millions
			break
		}
		exp := int(t.entry.value)
		r.scale(exp)
		scaled, last = true, exp
		next++
	}
	if !scaled || !s.vi {
		return next
	}
	if s.halfMore(next) && last > 1 {
		if v, ok := r.value[0].whole(); ok && v < 1e15 {
			r.value[0], r.n = fromInt(v+pow10(last)/2), 1
			return next + 1
		}
	}
	if v, ok := s.integer(next); ok && v > 0 && v < 1000 && s.at(next+1) == magnitude {
		exp := int(s.tokens[next+1].entry.value)
		if sum, ok := r.value[0].whole(); ok && exp < last && sum < 1e17 {
			r.value[0], r.n = fromInt(sum+uint64(v)*pow10(exp)), 1
			return next + 2
		}
	}
	return next
}

func (r *readings) scale(exp int) {
	for k := range r.value[:r.n] {
		r.value[k].scale(exp)
	}
}

func pow10(n int) uint64 {
	v := uint64(1)
	for range n {
		v *= 10
	}
	return v
}

// shortMagnitude reads the letters glued to a number: bn, tn, and k, m, b of
// an amount of money.
func shortMagnitude(s string, money bool) int {
	switch s {
	case "bn":
		return 9
	case "tn", "trn":
		return 12
	case "mn", "mln":
		return 6
	}
	if money {
		switch s {
		case "k", "K":
			return 3
		case "m", "M":
			return 6
		case "b", "B":
			return 9
		}
	}
	return 0
}

// halfMore reports whether the word at i is rưỡi.
func (s *scan) halfMore(i int) bool {
	return s.at(i) == half && s.tokens[i].entry.value == 1
}

// half reads "half a million" and "nửa triệu".
func (s *scan) half(i int) int {
	next := i + 1
	if s.says(next, "a") {
		next++
	}
	if s.power(next) == 0 || s.tokens[i].entry.value == 1 {
		return i
	}
	r := readings{n: 1}
	r.value[0] = fromInt(5)
	r.scale(-1)
	return s.quantity(i, s.magnitudes(&r, next, false), r, Spelt)
}

// tens reads "tens of thousands" and "hàng chục nghìn": the order of magnitude
// without a number.
func (s *scan) tens(i int) int {
	t := &s.tokens[i]
	exp, next := int(t.entry.value), i+1
	if s.vi { // hàng + chục, trăm, nghìn, triệu …
		if s.at(next) != magnitude {
			return i
		}
	} else if s.says(next, "of") && s.at(next+1) == tensOf {
		next++
	}
	for {
		if r := s.at(next); r == magnitude || !s.vi && r == tensOf {
			exp += int(s.tokens[next].entry.value)
			next++
			if !s.vi && s.says(next, "of") && s.at(next+1) == tensOf {
				next++
			}
			continue
		}
		break
	}
	s.addDigit(Magnitude, "n~", exp, t.start, s.tokens[next-1].end)
	return next
}

func (s *scan) percentAt(i int) (next int, ok bool) {
	switch {
	case s.sign(i, '%'):
		return i + 1, true
	case s.at(i) == percent:
		return i + 1, true
	case s.says(i, "per") && s.says(i+1, "cent"):
		return i + 2, true
	case s.vi && i+1 < len(s.tokens) && s.at(i+1) == magnitude && s.tokens[i+1].entry.value == 2 && s.at(i) == countWord && s.of(&s.tokens[i]) == "phần":
		return i + 2, true
	}
	return i, false
}
