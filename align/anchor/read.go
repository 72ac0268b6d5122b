package anchor

// read walks over the tokens and takes out what needs more than characters:
// numbers with what stands round them, dates, terms, names.
func (s *scan) read() {
	s.shape = s.measure()
	for i := s.label(); i < len(s.tokens); {
		next := i + 1
		if t := &s.tokens[i]; t.kind != aWord && t.entry != nil {
			if state, end := s.longest(i); end > i {
				s.term(i, state, end)
				i = end
				continue
			}
		}
		switch s.tokens[i].kind {
		case number:
			next = s.number(i)
		case ordinal:
			next = s.ordinalDigits(i)
		case clock:
			next = s.clock(i)
		case dotDate:
			next = s.dotDate(i)
		case aWord:
			next = s.word(i)
		}
		i = next
	}
}

// word reads what begins with the word at i and returns the token after it.
func (s *scan) word(i int) int {
	t := &s.tokens[i]
	e := t.entry
	if e != nil {
		state, end := s.longest(i)
		if end <= i+1 && s.isSurname(i) && i+1 < len(s.tokens) && s.inRun(i+1) { // Thái Lan is no Mr Thái
			return s.names(i)
		}
		if end <= i+1 { // table 2 is more than a table
			if next := s.role(i, e); next > i {
				return next
			}
		}
		if end > i {
			s.term(i, state, end)
			return end
		}
		if next := s.numeral(i); next > i {
			return next
		}
	}
	if t.is(capitals) {
		if v, ok := roman(s.of(t)); ok && (v != 6 || !s.shape.allCaps) {
			s.addOrdinal(uint64(v), t.start, t.end)
			return i + 1
		}
	}
	if t.is(capital) {
		return s.names(i)
	}
	if s.innerCapital(t) {
		s.mixed(int(t.start), int(t.end))
	}
	return i + 1
}

// role reads what a word with a role begins; it returns i if nothing.
func (s *scan) role(i int, e *entry) int {
	t := &s.tokens[i]
	switch e.role {
	case month:
		return s.monthFirst(i, int(e.value))
	case monthWord:
		if m, next, ok := s.monthAfter(i); ok {
			if s.vi && m == 1 && !s.tokens[next-1].is(capital) && s.tokens[next-1].kind == aWord { // tháng một: also a month, one
				s.addMonth(m, t.start, s.tokens[next-1].end, true)
				return next
			}
			third, start := s.thirdBefore(i)
			s.addThird(m, third, start, s.tokens[next-1].end)
			return next
		}
	case weekday:
		s.addDigit(Weekday, "w:", int(e.value), t.start, t.end)
		return i + 1
	case ordinalNo:
		counted := e.value == 2 && (s.numeralAt(i-1) > 0 || i > 0 && s.tokens[i-1].kind == number) // ten second
		if !s.vi && !counted {
			return s.ordinalWord(i, uint64(e.value), i+1, t.start)
		}
	case rankWord:
		return s.rank(i)
	case currency:
		if t.is(capitals) && i+1 < len(s.tokens) && s.tokens[i+1].kind == number { // VND 200,000: the amount says it
			return i + 1
		}
	case sessionWord:
		if v, next, ok := s.count(i + 1); ok {
			s.addOrdinal(v, s.tokens[i+1].start, s.tokens[next-1].end)
			return next
		}
	case quarterWord:
		if s.vi && s.says(i+1, "đầu") {
			s.addDigit(Quarter, "q:", 1, t.start, s.tokens[i+1].end)
			return i + 2
		}
		if v, next, ok := s.count(i + 1); ok && v >= 1 && v <= 4 {
			s.addDigit(Quarter, "q:", int(v), t.start, s.tokens[next-1].end)
			return next
		}
	case countWord:
		return s.counted(i, int(e.value))
	case tensOf:
		return s.tens(i)
	case multiple:
		s.addWeakNumber(uint64(e.value), t.start, t.end)
		return i + 1
	case half:
		return s.half(i)
	case title:
		return i + 1
	case opener:
		if t.is(capital) && t.is(opening) {
			return i + 1
		}
	}
	return i
}

// of is the text of a token.
func (s *scan) of(t *token) string { return s.text[t.start:t.end] }

// at returns the role of the word at i, noRole if there is none.
func (s *scan) at(i int) role {
	if i < len(s.tokens) && i >= 0 && s.tokens[i].kind == aWord && s.tokens[i].entry != nil {
		return s.tokens[i].entry.role
	}
	return noRole
}

// sign reports whether the token at i is the punctuation mark c.
func (s *scan) sign(i int, c byte) bool {
	return i >= 0 && i < len(s.tokens) && s.tokens[i].kind == punct && s.tokens[i].sign == c
}

// says reports whether the token at i is the word w, in ASCII lower case.
func (s *scan) says(i int, w string) bool {
	if i < 0 || i >= len(s.tokens) || s.tokens[i].kind != aWord {
		return false
	}
	t := s.of(&s.tokens[i])
	if len(t) != len(w) {
		return false
	}
	for k := 0; k < len(w); k++ {
		c := t[k]
		if isUpperASCII(c) {
			c |= 0x20
		}
		if c != w[k] {
			return false
		}
	}
	return true
}

// over skips a hyphen that is glued to the token before it.
func (s *scan) over(i int) int {
	if s.sign(i, '-') && s.tokens[i].is(glued) {
		return i + 1
	}
	return i
}

// integer returns the whole number at i: a number without separators.
func (s *scan) integer(i int) (v int, ok bool) {
	if i < 0 || i >= len(s.tokens) || s.tokens[i].kind != number {
		return 0, false
	}
	t := &s.tokens[i]
	v, end, ok := smallInt(s.text, int(t.start), 6)
	return v, ok && end == int(t.end)
}

// count reads at i a number that counts something: digits, a Roman number, or
// words.
func (s *scan) count(i int) (v uint64, next int, ok bool) {
	if i >= len(s.tokens) {
		return 0, i, false
	}
	t := &s.tokens[i]
	switch t.kind {
	case number:
		v, ok := s.integer(i)
		return uint64(v), i + 1, ok
	case aWord:
		if t.is(capital) {
			if v, ok := roman(s.of(t)); ok {
				return uint64(v), i + 1, true
			}
		}
		if n, next := s.parseNumeral(i); next > i {
			return n, next, true
		}
	}
	return 0, i, false
}

// shape is what a sentence's capitals say of it.
type shape struct {
	allCaps   bool // a heading in capitals: capitals say nothing
	titleCase bool // most words have a capital, as in an English heading
}

func (s *scan) measure() shape {
	var h shape
	h.allCaps = s.letters >= 12 && s.uppers*10 >= s.letters*6
	words, caps := 0, 0
	for i := range s.tokens {
		t := &s.tokens[i]
		if t.kind == aWord && t.end-t.start > 3 {
			words++
			if t.is(capital) {
				caps++
			}
		}
	}
	h.titleCase = words >= 3 && caps*10 >= words*7
	return h
}
