package anchor

import "strconv"

// addOrdinal adds "o:13" and, since the other side may write a plain number,
// the number as a weak second reading.
func (s *scan) addOrdinal(v uint64, start, end int32) {
	mark := len(s.keys)
	s.keys = strconv.AppendUint(append(s.keys, "o:"...), v, 10)
	s.add(Ordinal, mark, start, end, false)
	s.addWeakNumber(v, start, end)
}

func (s *scan) addWeakNumber(v uint64, start, end int32) {
	mark := len(s.keys)
	s.keys = fromInt(v).appendKey(s.keys)
	s.add(Number, mark, start, end, true)
}

// ordinalDigits reads 13th and what may follow it: a month, a quarter.
func (s *scan) ordinalDigits(i int) int {
	t := &s.tokens[i]
	d, ok := parseDecimal(s.of(t), -1)
	v, whole := d.whole()
	if !ok || !whole {
		return i + 1
	}
	return s.ordinalWord(i, v, i+1, t.start)
}

// ordinalWord adds the English ordinal v that ends before next.
func (s *scan) ordinalWord(i int, v uint64, next int, start int32) int {
	if after := s.dayOf(int(min(v, 99)), start, next); after > next {
		return after
	}
	end := s.tokens[next-1].end
	if s.at(next) == quarterWord && v >= 1 && v <= 4 {
		end = s.tokens[next].end
		s.addDigit(Quarter, "q:", int(v), start, end)
		s.addOrdinal(v, start, end)
		return next + 1
	}
	s.addOrdinal(v, start, end)
	return next
}

// rank reads thứ 13, thứ XIII, thứ mười ba, thứ nhất, and the weekdays thứ Hai
// to thứ Bảy, which look the same.
func (s *scan) rank(i int) int {
	if i+1 >= len(s.tokens) {
		return i
	}
	t := &s.tokens[i]
	v, next, ok := s.count(i + 1)
	if !ok {
		if s.at(i+1) != ordinalNo { // nhất, nhì
			return i
		}
		v, next = uint64(s.tokens[i+1].entry.value), i+2
	}
	end := s.tokens[next-1].end
	if ok && v >= 2 && v <= 7 && next == i+2 && s.mayBeWeekday(i) {
		s.addDigit(Weekday, "w:", int(v)-1, t.start, end)
	}
	s.addOrdinal(v, t.start, end)
	return next
}

// mayBeWeekday reports whether the thứ at i and the number after it may be a
// weekday: one with a capital, or one among words that weekdays stand among.
// người thứ hai is the second person; ngày thứ hai may be either.
func (s *scan) mayBeWeekday(i int) bool {
	n := &s.tokens[i+1]
	if _, isRoman := roman(s.of(n)); s.says(i-1, "lần") || s.says(i+1, "bốn") || isRoman && n.kind == aWord {
		return false
	}
	if n.kind == aWord && n.is(capital) || s.tokens[i].is(capital) || s.tokens[i].is(opening) {
		return true
	}
	switch s.at(i - 1) {
	case dayPart, dayWord:
		return true
	}
	if s.sign(i-1, ',') || s.sign(i-1, '(') || s.dash(i-1) || s.sign(i+2, '(') || s.sign(i+2, ',') && s.at(i+3) == dayWord {
		return true
	}
	for _, w := range [...]string{"vào", "từ", "đến", "tới", "mỗi", "các", "và", "hoặc", "hay", "cả", "trước", "hết"} {
		if s.says(i-1, w) {
			return true
		}
	}
	for _, w := range [...]string{"tuần", "hằng", "hàng", "ngày", "vừa", "tới", "này"} {
		if s.says(i+2, w) {
			return true
		}
	}
	return s.says(i+2, "đến") && s.says(i+3, "thứ")
}
