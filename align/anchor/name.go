package anchor

import (
	"unicode/utf8"

	"songngu/corpus/text"
)

// names reads the run of capitalised words at i: each word gives a Name, its
// letters without marks in lower case, and the run of two or more a weak
// FullName. A word that opens a sentence and a Vietnamese syllable outside a
// person's name (Bộ, Quốc hội) may be a name or not: they are weak.
func (s *scan) names(i int) int {
	if s.shape.allCaps && s.tokens[i].is(capitals) && !s.isSurname(i) {
		return i + 1
	}
	end := i + 1
	for end < len(s.tokens) && end-i < 12 && s.inRun(end) {
		if !s.isSurname(i) && (s.startsTerm(end) && !s.oneSyllable(end) || s.isSurname(end) && end+1 < len(s.tokens) && s.inRun(end+1)) {
			break
		}
		end++
	}
	first := i
	person := s.isSurname(i) && end > i+1
	if s.tokens[i].is(opening) && end > i+1 && s.isSurname(i+1) && !person {
		// Theo Nguyễn …: the opener is no part of the name.
		s.name(i, true)
		first, person = i+1, true
	}
	full := end-first >= 2
	mark := 0
	if full && (person || !s.shape.titleCase && !s.shape.allCaps) {
		mark = len(s.keys)
		s.keys = append(s.keys, "f:"...)
		for k := first; k < end; k++ {
			if k > first {
				s.keys = append(s.keys, ' ')
			}
			s.appendFolded(&s.tokens[k])
		}
		s.add(FullName, mark, s.tokens[first].start, s.tokens[end-1].end, true)
	}
	for k := first; k < end; k++ {
		t := &s.tokens[k]
		weak := !person && (s.shape.titleCase || s.shape.allCaps || k == i && t.is(opening) || s.vi && s.syllable(t))
		s.name(k, weak)
		if k > first && s.oneSyllable(k) {
			if state, after := s.longest(k); after > k {
				s.term(k, state, after)
			}
		}
	}
	return end
}

// oneSyllable reports whether the term at i is one Vietnamese syllable (Mỹ, Anh),
// which within a run of capitals may as well be part of a name: it is read as both.
func (s *scan) oneSyllable(i int) bool {
	if !s.vi {
		return false
	}
	_, after := s.longest(i)
	return after == i+1 && s.doubtful(i, after)
}

// name adds the word at i as a name.
func (s *scan) name(i int, weak bool) {
	t := &s.tokens[i]
	if t.end-t.start < 2 || t.end-t.start > 60 {
		return
	}
	typ := Name
	if t.is(capitals) && !s.shape.allCaps && t.end-t.start <= 8 {
		typ = Acronym
	}
	mark := len(s.keys)
	s.keys = append(s.keys, "w:"...)
	s.appendFolded(t)
	s.add(typ, mark, t.start, t.end, weak)
	s.respelt(i)
}

// appendFolded appends the token without marks in lower case.
func (s *scan) appendFolded(t *token) {
	for _, r := range s.of(t) {
		if f := text.FoldRune(r); f != 0 {
			s.keys = utf8.AppendRune(s.keys, f)
		}
	}
}

// inRun reports whether the word at i goes on with the run of capitalised
// words before it: nothing but a blank stands between.
func (s *scan) inRun(i int) bool {
	t := &s.tokens[i]
	if t.kind != aWord || !t.is(capital) || t.is(glued) {
		return false
	}
	if s.tokens[i-1].kind != aWord {
		return false
	}
	switch s.at(i) {
	case opener, title, month, weekday, ordinalNo, currency:
		return false
	}
	if t.is(capitals) && !s.shape.allCaps {
		if _, ok := roman(s.of(t)); ok {
			return false
		}
	}
	return true
}

// startsTerm reports whether a term of the vocabulary begins at i.
func (s *scan) startsTerm(i int) bool {
	_, next := s.longest(i)
	return next > i
}

// isSurname reports whether the word at i is a Vietnamese family name with a
// capital.
func (s *scan) isSurname(i int) bool {
	t := &s.tokens[i]
	if t.kind != aWord || !t.is(capital) || t.entry == nil || t.entry.role != surname {
		return false
	}
	return true
}

// syllable reports whether the word could be a Vietnamese syllable: one group
// of vowels between consonants that may stand there.
func (s *scan) syllable(t *token) bool {
	if t.end-t.start > 14 {
		return false
	}
	var buf [12]byte
	n := 0
	for _, r := range s.of(t) {
		f := text.FoldRune(r)
		if f == 0 {
			continue
		}
		if f >= utf8.RuneSelf || n == 7 {
			return false
		}
		buf[n] = byte(f)
		n++
	}
	return vietnameseShape(string(buf[:n]))
}

// vietnameseShape reports whether a folded word is spelt as a syllable may be
// without its marks.
func vietnameseShape(w string) bool {
	i := 0
	for i < len(w) && !isVowel(w[i]) {
		i++
	}
	if i < len(w) && (w[:i] == "q" && w[i] == 'u' || w[:i] == "g" && w[i] == 'i' && i+1 < len(w) && isVowel(w[i+1])) {
		i++
	}
	switch w[:i] {
	case "", "b", "c", "ch", "d", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "nh", "ng", "ngh", "p", "ph",
		"qu", "r", "s", "t", "th", "tr", "v", "x":
	default:
		return false
	}
	j := i
	for j < len(w) && isVowel(w[j]) {
		j++
	}
	if j == i || j-i > 3 {
		return false
	}
	switch w[j:] {
	case "", "c", "ch", "m", "n", "nh", "ng", "p", "t":
		return true
	}
	return false
}

func isVowel(c byte) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return false
}

// innerCapital reports whether a word has a capital after its first letter, in
// ASCII: iPhone, camelCase.
func (s *scan) innerCapital(t *token) bool {
	if t.is(marked) {
		return false
	}
	for _, c := range []byte(s.of(t))[1:] {
		if isUpperASCII(c) {
			return true
		}
	}
	return false
}
