package memory

import (
	"strings"
	"sync"

	"songngu/align/anchor"
	"songngu/corpus/text"
)

// anchors finds numbers and dates; it is made when first needed.
var anchors = sync.OnceValue(func() *anchor.Extractor { return anchor.New() })

// placeNumbers is the target of a match with the numbers of the query put in
// the place of those of the source, written as the target's language writes
// them. ok is false where it is not certain which number is which, or what it
// would be in the target.
//
// The numbers of query and source correspond in order, since their folded
// words are the same. A number of the source is found in the target by its
// digits, with the separators of the target's language; it must come as often
// there as in the source. In the end the anchors (package anchor) that query
// and new target share must be at least as many as source and old target do:
// "July 20" with "ngày 20 tháng 7", "$1.5 million" with "1,5 triệu đô la".
func placeNumbers(query, source, target string, from Side) (string, bool) {
	q, s, t := numbersOf(query), numbersOf(source), numbersOf(target)
	if len(q) != len(s) || len(t) == 0 {
		return "", false
	}
	replace := map[string]string{} // a number of the source: the one of the query
	for i := range s {
		old, now := s[i].Of(source), q[i].Of(query)
		if have, ok := replace[old]; ok && have != now {
			return "", false
		}
		replace[old] = now
	}
	count := map[string]int{}
	for i := range s {
		count[s[i].Of(source)]++
	}
	var b strings.Builder
	end := 0
	for _, span := range t {
		old := otherConvention(span.Of(target))
		if now, ok := replace[old]; ok {
			count[old]--
			b.WriteString(target[end:span.Start])
			b.WriteString(otherConvention(now))
			end = span.End
		}
	}
	for old, n := range count {
		if n != 0 && replace[old] != old {
			return "", false
		}
	}
	b.WriteString(target[end:])
	placed := b.String()
	return placed, met(query, placed, from) >= met(source, target, from)
}

// numbersOf is the spans of the numbers in s: runs of digits with points and
// commas between them.
func numbersOf(s string) (spans []text.Span) {
	isDigit := func(i int) bool { return i < len(s) && '0' <= s[i] && s[i] <= '9' }
	for i := 0; i < len(s); i++ {
		if !isDigit(i) {
			continue
		}
		start := i
		for isDigit(i) || (s[i:] != "" && (s[i] == '.' || s[i] == ',') && isDigit(i+1)) {
			i++
		}
		spans = append(spans, text.Span{Start: start, End: i})
	}
	return spans
}

// otherConvention writes a number as the other language does: English
// 1,234.5 is Vietnamese 1.234,5. A date with points stays as it is.
func otherConvention(s string) string {
	if strings.Count(s, ".")+strings.Count(s, ",") > 1 && !grouped(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case '.':
			return ','
		case ',':
			return '.'
		}
		return r
	}, s)
}

// grouped reports whether all groups of digits but the first have three, those
// behind the last separator aside.
func grouped(s string) bool {
	groups := strings.FieldsFunc(s, func(r rune) bool { return r == '.' || r == ',' })
	for i, g := range groups {
		if i > 0 && i < len(groups)-1 && len(g) != 3 || i == 0 && len(g) > 3 {
			return false
		}
	}
	return true
}

// met is how many places of the two texts with numbers in them meet.
func met(source, target string, from Side) int {
	keys := map[string]int{}
	for _, a := range anchors().Append(nil, text.NFC(target), from.Other().String()) {
		if numeric(a.Type) {
			keys[a.Key]++
		}
	}
	n, last := 0, text.Span{Start: -1}
	for _, a := range anchors().Append(nil, text.NFC(source), from.String()) {
		if !numeric(a.Type) || a.Span == last || keys[a.Key] == 0 {
			continue
		}
		keys[a.Key]--
		last = a.Span
		n++
	}
	return n
}

func numeric(t anchor.Type) bool {
	switch t {
	case anchor.Number, anchor.Percent, anchor.Money, anchor.Date, anchor.Year, anchor.Time, anchor.Ordinal, anchor.DocNumber, anchor.Article:
		return true
	}
	return false
}
