package anchor

import "strconv"

// addDate adds the key of a day of a month, "d:07-20", and its month as a
// weak second reading.
func (s *scan) addDate(day, mon int, start, end int32, weak bool) {
	mark := len(s.keys)
	s.keys = append(s.keys, 'd', ':', '0'+byte(mon/10), '0'+byte(mon%10), '-', '0'+byte(day/10), '0'+byte(day%10))
	s.add(Date, mark, start, end, weak)
	s.addMonth(mon, start, end, true)
}

func (s *scan) addMonth(mon int, start, end int32, weak bool) {
	s.addKey(Month, monthKeys[mon-1], start, end, weak)
}

var monthKeys = [...]string{"m:01", "m:02", "m:03", "m:04", "m:05", "m:06", "m:07", "m:08", "m:09", "m:10", "m:11", "m:12"}

// addDigit adds a key of a prefix and a small number.
func (s *scan) addDigit(t Type, prefix string, v int, start, end int32) {
	mark := len(s.keys)
	s.keys = strconv.AppendInt(append(s.keys, prefix...), int64(v), 10)
	s.add(t, mark, start, end, false)
}

// addYear adds a year that stands within a date.
func (s *scan) addYear(y int, start, end int32) { s.addDigit(Year, "n:", y, start, end) }

func isDay(v int) bool   { return v >= 1 && v <= 31 }
func isMonth(v int) bool { return v >= 1 && v <= 12 }

// monthFirst reads July 20, July 20-22, July 20th, July.
func (s *scan) monthFirst(i, mon int) int {
	t := &s.tokens[i]
	if s.vi { // ra Giêng; chạp alone is mostly that of chậm chạp
		if t.is(capital) && !t.is(opening) {
			s.addMonth(mon, t.start, t.end, false)
			return i + 1
		}
		return i
	}
	next := i + 1
	if s.sign(next, '.') && s.tokens[next].is(glued) && t.end-t.start <= 4 { // Jan. 5
		next++
	}
	day, ok := s.dayNumber(next)
	if !ok {
		third, start := s.thirdBefore(i)
		named := t.end-t.start > 3 && !s.says(i, "march") // july, but not may, mar
		if !t.is(capital) && !named || third == 0 && s.mayBeVerb(i) {
			return i
		}
		s.addThird(mon, third, start, t.end)
		return i + 1
	}
	s.addDate(day, mon, t.start, s.tokens[next].end, false)
	next++
	// July 20-22, July 20 and 22
	if (s.dash(next) || s.sign(next, '&') || s.says(next, "and") || s.says(next, "to")) && next+1 < len(s.tokens) {
		if until, ok := s.dayNumber(next + 1); ok && until > day && s.at(next+2) != magnitude && s.at(next+2) != percent && s.at(next+2) != month {
			s.addDate(until, mon, s.tokens[next+1].start, s.tokens[next+1].end, false)
			next += 2
		}
	}
	return next
}

// mayBeVerb reports whether the month at i may be may, march, sun and the like.
func (s *scan) mayBeVerb(i int) bool {
	t := &s.tokens[i]
	if t.end-t.start > 3 && !s.says(i, "march") || !t.is(opening) && !s.shape.titleCase && !s.shape.allCaps {
		return t.end-t.start == 3 && !s.says(i, "may") // Mar, Dec without a day
	}
	y, ok := s.integer(i + 1)
	return !ok || !isYear(y)
}

// dayNumber reads a day of a month at i: 20, 20th.
func (s *scan) dayNumber(i int) (day int, ok bool) {
	if i >= len(s.tokens) || s.tokens[i].kind != number && s.tokens[i].kind != ordinal {
		return 0, false
	}
	t := &s.tokens[i]
	v, end, ok := smallInt(s.text, int(t.start), 2)
	return v, ok && end == int(t.end) && isDay(v)
}

// dash reports whether the token at i is a hyphen or a dash.
func (s *scan) dash(i int) bool {
	if i >= len(s.tokens) || s.tokens[i].kind != punct {
		return false
	}
	t := s.of(&s.tokens[i])
	return t == "-" || t == "–" || t == "—"
}

// dayOf reads the month after a day: 20 July, 20th of July, 20 tháng 7.
// It returns next if there is none.
func (s *scan) dayOf(day int, start int32, next int) int {
	if !isDay(day) {
		return next
	}
	if s.vi {
		m, after, ok := s.monthAfter(next)
		if !ok {
			if s.dash(next) || s.sign(next, ',') || s.sign(next, '&') || s.says(next, "và") || s.says(next, "đến") { // 28 và 29 tháng 3
				if _, ok := s.dayNumber(next + 1); ok {
					if m, _, ok := s.monthAfter(next + 2); ok {
						s.addDate(day, m, start, s.tokens[next-1].end, false)
						return next + 1
					}
				}
			}
			return next
		}
		s.addDate(day, m, start, s.tokens[after-1].end, false)
		return after
	}
	k := next
	if s.says(k, "of") {
		k++
	}
	if s.at(k) != month || !s.tokens[k].is(capital) && k == next {
		return next
	}
	s.addDate(day, int(s.tokens[k].entry.value), start, s.tokens[k].end, false)
	return k + 1
}

// monthAfter reads tháng 7, tháng Bảy, tháng Giêng at i.
func (s *scan) monthAfter(i int) (mon, next int, ok bool) {
	if s.at(i) != monthWord || i+1 >= len(s.tokens) {
		return 0, i, false
	}
	i++
	if v, ok := s.integer(i); ok {
		return v, i + 1, isMonth(v) && s.tokens[i].end-s.tokens[i].start <= 2
	}
	if s.at(i) == month {
		return int(s.tokens[i].entry.value), i + 1, true
	}
	v := s.numeralAt(i)
	next = i + 1
	if v == 10 {
		if w := s.numeralAt(next); w == 1 || w == 2 {
			v, next = v+w, next+1
		}
	}
	return v, next, isMonth(v)
}

// numericDate reads dates of figures with strokes or hyphens: 20/7/2010,
// 2010-07-20, 7/2010, 20/7, 20-22/7.
func (s *scan) numericDate(i int) int {
	if i+2 >= len(s.tokens) || !s.tokens[i+1].is(glued) || !s.tokens[i+2].is(glued) {
		return i
	}
	sep := s.tokens[i+1].sign
	if s.tokens[i+1].kind != punct || sep != '/' && sep != '-' {
		return i
	}
	a, ok1 := s.integer(i)
	b, ok2 := s.integer(i + 2)
	if !ok1 || !ok2 {
		return i
	}
	start, end := s.tokens[i].start, s.tokens[i+2].end
	if i+4 < len(s.tokens) && s.tokens[i+3].is(glued) && s.tokens[i+4].is(glued) && s.tokens[i+3].kind == punct {
		c, ok := s.integer(i + 4)
		third := &s.tokens[i+4]
		same := s.tokens[i+3].sign == sep
		switch {
		case ok && same && isYear(c) && third.end-third.start == 4 && s.addDayMonth(a, b, start, end, false):
			s.addYear(c, third.start, third.end)
			return i + 5
		case ok && same && isYear(a) && isMonth(b) && isDay(c):
			s.addYear(a, start, s.tokens[i].end)
			s.addDate(c, b, s.tokens[i+2].start, third.end, false)
			return i + 5
		case ok && same && sep == '/' && third.end-third.start == 2 && s.addDayMonth(a, b, start, end, false):
			s.addYear(2000+c-c/50*100, third.start, third.end)
			return i + 5
		case ok && s.vi && sep == '-' && s.sign(i+3, '/') && isDay(a) && isDay(b) && b > a && isMonth(c):
			s.addDate(a, c, start, s.tokens[i].end, false)
			s.addDate(b, c, s.tokens[i+2].start, third.end, false)
			return i + 5
		}
		return i
	}
	if isMonth(a) && isYear(b) && end-s.tokens[i+2].start == 4 {
		s.addMonth(a, start, s.tokens[i].end, false)
		s.addYear(b, s.tokens[i+2].start, end)
		return i + 3
	}
	dated := s.at(i-1) == dayWord || s.at(i-1) == dayPart || s.sign(i-1, '(') && s.sign(i+3, ')') && s.vi
	if sep == '-' && !(dated && s.at(i-1) == dayWord) || !s.vi && !dated && sep == '-' {
		return i
	}
	if !s.addDayMonth(a, b, start, end, !dated) {
		return i
	}
	if dated && s.vi {
		return i + 3
	}
	for _, k := range [...]int{i, i + 2} {
		mark := len(s.keys)
		v, _ := s.integer(k)
		s.keys = fromInt(uint64(v)).appendKey(s.keys)
		s.add(Number, mark, s.tokens[k].start, s.tokens[k].end, false)
	}
	return i + 3
}

// addDayMonth adds the readings of day/month: Vietnamese writes the day first;
// English may write either first.
func (s *scan) addDayMonth(a, b int, start, end int32, weak bool) bool {
	dayFirst, monthFirst := isDay(a) && isMonth(b), isDay(b) && isMonth(a)
	if s.vi && dayFirst {
		monthFirst = false
	}
	if dayFirst {
		s.addDate(a, b, start, end, weak)
	}
	if monthFirst && a != b {
		s.addDate(b, a, start, end, weak)
	}
	return dayFirst || monthFirst
}

// dotDate reads 20.7.2010.
func (s *scan) dotDate(i int) int {
	t := &s.tokens[i]
	d, j, _ := smallInt(s.text, int(t.start), 2)
	m, k, _ := smallInt(s.text, j+1, 2)
	y, _, _ := smallInt(s.text, k+1, 4)
	s.addDate(d, m, t.start, int32(k), false)
	s.addYear(y, int32(k+1), t.end)
	return i + 1
}
