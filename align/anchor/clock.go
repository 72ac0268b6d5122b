package anchor

// addTime adds a time of day, "t:05:30". half is 0 or 12 where the text says
// which half of the day it means, -1 where it does not: then both readings are
// kept.
func (s *scan) addTime(h, m, half int, start, end int32, weak bool) {
	if h > 24 || m > 59 {
		return
	}
	if half >= 0 && h <= 12 {
		switch {
		case half == 12 && h < 12:
			h += 12
		case half == 0 && h == 12:
			h = 0
		}
	}
	s.addTimeKey(h%24, m, start, end, weak)
	if half < 0 && h <= 12 {
		s.addTimeKey((h+12)%24, m, start, end, weak)
	}
}

func (s *scan) addTimeKey(h, m int, start, end int32, weak bool) {
	mark := len(s.keys)
	s.keys = append(s.keys, 't', ':', '0'+byte(h/10), '0'+byte(h%10), ':', '0'+byte(m/10), '0'+byte(m%10))
	s.add(Time, mark, start, end, weak)
}

// clock reads a time that the lexer has seen: 5:30, 17:00:15, 5h30.
func (s *scan) clock(i int) int {
	t := &s.tokens[i]
	h, j, _ := smallInt(s.text, int(t.start), 2)
	m, _, _ := smallInt(s.text, j+1, 2)
	half, next := s.halfOfDay(i+1, h)
	if half < 0 && h < 10 && s.text[t.start] == '0' {
		half = 0 // 05:30 is written on a clock of 24 hours
	}
	s.addTime(h, m, half, t.start, s.tokens[next-1].end, false)
	return next
}

// hour reads a time that begins as a number: 5 a.m., 5.30 p.m., 5 o'clock,
// 5 giờ, 5 giờ 30 phút chiều. It returns next if there is none.
func (s *scan) hour(i, next int, r readings) int {
	t := &s.tokens[i]
	if s.vi {
		return s.vietnameseHour(i, next, r)
	}
	if half, after := s.halfOfDay(next, 0); half >= 0 {
		h, m, ok := hourMinute(s.of(t))
		if v, whole := r.value[0].whole(); whole && !ok {
			h, m, ok = int(min(v, 99)), 0, true
		}
		if ok && h >= 1 && h <= 12 {
			s.addTime(h, m, half, t.start, s.tokens[after-1].end, false)
			return after
		}
		return next
	}
	if s.says(next, "o") && s.says(next+2, "clock") {
		if v, ok := r.value[0].whole(); ok && v <= 12 {
			s.addTime(int(v), 0, -1, t.start, s.tokens[next+2].end, false)
			s.addReadings(Number, r, t.start, s.tokens[next+2].end, false)
			return next + 3
		}
	}
	return next
}

// bareTime adds the time that a number without any other sign of it may mean:
// 0830, 1730 UTC, "at 16.50".
func (s *scan) bareTime(i int) {
	t := &s.tokens[i]
	w := s.of(t)
	if len(w) == 4 && isDigit(w[1]) && isDigit(w[2]) && (w[0] == '0' || s.zone(i+1)) {
		v, ok := s.integer(i)
		if ok && v/100 < 24 && v%100 < 60 {
			s.addTimeKey(v/100, v%100, t.start, t.end, true)
		}
		return
	}
	if h, m, ok := hourMinute(w); ok && len(w) > 3 && h < 24 && (s.zone(i+1) || s.says(i-1, "at") || s.says(i-1, "about") || s.says(i-1, "around")) {
		s.addTime(h, m, -1, t.start, t.end, true)
	}
}

// zone reports whether the word at i is one that follows a time of day.
func (s *scan) zone(i int) bool {
	for _, w := range [...]string{"utc", "gmt", "est", "edt", "bst", "cet", "pst", "pdt", "local", "hrs", "hours"} {
		if s.says(i, w) {
			return true
		}
	}
	return false
}

// hourMinute reads 5, 5.30.
func hourMinute(s string) (h, m int, ok bool) {
	h, j, ok := smallInt(s, 0, 2)
	if !ok || j == len(s) {
		return h, 0, ok
	}
	m, k, ok := smallInt(s, j+1, 2)
	return h, m, ok && k == len(s) && k == j+3 && m < 60
}

func (s *scan) vietnameseHour(i, next int, r readings) int {
	if s.at(next) != hourWord {
		return next
	}
	v, ok := r.value[0].whole()
	if !ok || v > 24 || r.n != 1 {
		return next
	}
	h, m := int(v), 0
	start := s.tokens[i].start
	k := next + 1
	exact := false
	if n, after, ok := s.count(k); ok && n < 60 && (s.at(after) == minuteWord || s.tokens[k].kind == number && s.tokens[k].end-s.tokens[k].start == 2) {
		m, k, exact = int(n), after, true
		if s.at(k) == minuteWord {
			k++
		}
	} else if s.halfMore(k) {
		m, k, exact = 30, k+1, true
	}
	half, after := s.halfOfDay(k, h)
	end := s.tokens[after-1].end
	if !exact && half < 0 { // may be five hours
		s.addReadings(Number, r, start, end, false)
		s.addTime(h, 0, -1, start, end, true)
		return after
	}
	s.addTime(h, m, half, start, end, false)
	s.addWeakNumber(v, start, end) // at 6 in the morning, two hours
	if m > 0 {
		s.addWeakNumber(uint64(m), start, end)
	}
	return after
}

// halfOfDay reads a.m., pm, sáng, chiều, tối at i; half is -1 if there is none.
func (s *scan) halfOfDay(i, hour int) (half, next int) {
	if i >= len(s.tokens) || s.tokens[i].kind != aWord {
		return -1, i
	}
	switch s.at(i) {
	case meridiem:
		return int(s.tokens[i].entry.value), i + 1
	case dayPart:
		if !s.vi {
			return -1, i
		}
		half = int(s.tokens[i].entry.value)
		if s.says(i, "đêm") && (hour < 6 || hour == 12) {
			half = 0
		}
		return half, i + 1
	}
	if (s.says(i, "a") || s.says(i, "p")) && s.sign(i+1, '.') && s.says(i+2, "m") && s.tokens[i+2].is(glued) {
		if s.says(i, "p") {
			half = 12
		}
		next = i + 3
		if s.sign(next, '.') && s.tokens[next].is(glued) {
			next++
		}
		return half, next
	}
	return -1, i
}
