package anchor

import (
	"unicode"
	"unicode/utf8"
)

// spaced reads the number at i with the groups of three digits that blanks
// part from it: 216 000, 10 200 000, 1 234 567,8. It returns the token after
// them, i+1 if there are none.
//
// Two numbers may stand side by side, as in "bus 12 345 times", so one group alone counts only if it is 000,
// if its blank is one that does not break, or if a currency follows.
func (s *scan) spaced(i int) (d decimal, next int) {
	first := s.of(&s.tokens[i])
	v, end, ok := smallInt(first, 0, 3)
	if !ok || end != len(first) || first[0] == '0' {
		return d, i + 1
	}
	value, firm := uint64(v), false
	for next = i + 1; value < 1e12 && next < len(s.tokens) && s.tokens[next].kind == number; next++ {
		blank := s.text[s.tokens[next-1].end:s.tokens[next].start]
		r, size := utf8.DecodeRuneInString(blank)
		group := s.of(&s.tokens[next])
		if size == 0 || size != len(blank) || !unicode.IsSpace(r) || len(group) < 3 {
			break
		}
		g, end, ok := smallInt(group, 0, 3)
		if !ok || end != 3 {
			break
		}
		firm = firm || g == 0 || r == 0xA0 || r == 0x202F || next > i+1
		value = value*1000 + uint64(g)
		if len(group) > 3 { // 567,8
			return s.spacedFraction(value, group[4:], i, next+1)
		}
	}
	if next == i+1 || !firm && !s.amount(i, next) {
		return d, i + 1
	}
	return fromInt(value), next
}

// spacedFraction adds the digits after the point or comma of the last of two groups or
// more; a single one with a fraction is a number of its own.
func (s *scan) spacedFraction(value uint64, digits string, i, next int) (d decimal, after int) {
	if next < i+3 || len(digits) > 6 {
		return d, i + 1
	}
	for k := range len(digits) {
		if !isDigit(digits[k]) {
			return d, i + 1
		}
		value = value*10 + uint64(digits[k]-'0')
	}
	d = fromInt(value)
	d.exp -= len(digits)
	return d, next
}

// amount reports whether a currency stands before i or at next.
func (s *scan) amount(i, next int) bool {
	before, _ := s.currencyBefore(i)
	_, _, after := s.currencyAfter(next)
	return before >= 0 || after
}
