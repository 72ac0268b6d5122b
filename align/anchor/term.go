package anchor

// term adds the concepts of a term, whose state is given, that stands in tokens
// i to next.
func (s *scan) term(i int, state uint32, next int) {
	start, end := s.tokens[i].start, s.tokens[next-1].end
	for _, c := range s.vocab.ends[state] {
		if n := len(s.out); n > 0 && s.out[n-1].Key == c.key && s.out[n-1].Span.Start == int(start) {
			continue // another form of the same words
		}
		if s.fits(c, i, next) {
			s.addKey(c.typ, c.key, start, end, c.weak || s.doubtful(i, next))
		}
	}
}

// longest returns the state and the end of the longest term at i that the
// capitals of the text allow.
func (s *scan) longest(i int) (state uint32, next int) {
	if s.tokens[i].entry == nil || s.tokens[i].entry.first == 0 {
		return 0, i
	}
	next = i
	at := s.tokens[i].entry.first
	for k := i; ; {
		for _, c := range s.vocab.ends[at] {
			if s.fits(c, i, k+1) {
				state, next = at, k+1
				break
			}
		}
		k = s.beyond(k + 1)
		if k >= len(s.tokens) || s.tokens[k].entry == nil {
			return state, next
		}
		at = s.vocab.step(at, s.tokens[k].entry.id)
		if at == 0 {
			return state, next
		}
	}
}

// beyond skips a hyphen, an apostrophe or a point within a term: Trade-Union,
// People's, U.N.
//
// A comma or a dash between blanks is passed by too: "phòng, chống tham nhũng",
// "kinh tế - xã hội". The steps of the terms see to it that this joins nothing
// that is no term.
func (s *scan) beyond(i int) int {
	switch {
	case i >= len(s.tokens) || s.tokens[i].kind != punct:
		return i
	case s.sign(i, ','), s.dash(i) && !s.tokens[i].is(glued):
		return i + 1
	case s.tokens[i].is(glued) && (s.sign(i, '\'') || s.of(&s.tokens[i]) == "’"): // farmers' union
		return i + 1
	case s.tokens[i].is(glued) && s.sign(i, '.') && s.tokens[i-1].end-s.tokens[i-1].start <= 2: // TP. Hồ Chí Minh
		return i + 1
	}
	if i+1 < len(s.tokens) && s.tokens[i].kind == punct && s.tokens[i].is(glued) && s.tokens[i+1].is(glued) {
		switch s.tokens[i].sign {
		case '-', '.':
			return i + 1
		case 0:
			switch s.of(&s.tokens[i]) {
			case "–", "‑":
				return i + 1
			}
		}
	}
	return i
}

// fits reports whether the capitals of tokens i to next are those that the
// concept asks for.
func (s *scan) fits(c concept, i, next int) bool {
	switch c.cased {
	case initialCase:
		return s.tokens[i].is(capital)
	case upperCase:
		for k := i; k < next; k++ {
			t := &s.tokens[k]
			if t.kind == aWord && !t.is(capitals) && !(t.is(capital) && t.end-t.start == 1) {
				return false
			}
		}
	}
	return true
}

// doubtful reports whether a term of one syllable may be an ordinary word with
// a capital (Anh, Ý, Nga at the start of a sentence) or part of a name.
func (s *scan) doubtful(i, next int) bool {
	t := &s.tokens[i]
	if !s.vi || next > i+1 || !t.is(capital) || t.end-t.start > 5 {
		return false
	}
	if t.is(opening) || s.shape.allCaps {
		return true
	}
	return i > 0 && s.inRun(i) && s.tokens[i-1].is(capital)
}
