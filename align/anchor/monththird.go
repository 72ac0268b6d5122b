package anchor

import "slices"

// addThird adds a month and, where third is 1 to 3, which third of it is meant
// as a second reading, "m:03.2" for the middle of March. start is where what
// says so begins.
func (s *scan) addThird(mon, third int, start, end int32) {
	s.addMonth(mon, start, end, false)
	if third > 0 {
		s.addKey(Month, thirdKeys[mon-1][third-1], start, end, true)
	}
}

var thirdKeys = func() (keys [12][3]string) {
	for m := range keys {
		for third := range keys[m] {
			keys[m][third] = monthKeys[m] + "." + string(rune('1'+third))
		}
	}
	return keys
}()

// The words for a month's thirds, early, middle and late.
var (
	englishThirds    = [...][]string{{"early"}, {"mid"}, {"late"}}
	englishThirdsOf  = [...][]string{{"beginning", "start"}, {"middle"}, {"end"}}
	vietnameseThirds = [...][]string{{"đầu", "thượng"}, {"giữa", "trung"}, {"cuối", "hạ"}}
)

// thirdBefore reads what part of the month at i is meant: early March,
// mid-March, the end of March; đầu tháng 3, trung tuần tháng 3. It returns where
// those words begin, or 0 and the beginning of the month.
func (s *scan) thirdBefore(i int) (third int, start int32) {
	k, words := i-1, englishThirds
	switch {
	case s.vi:
		words = vietnameseThirds
		if s.says(k, "tuần") {
			k--
		}
	case s.sign(k, '-') && s.tokens[k].is(glued):
		k--
	case s.says(k, "of"):
		k, words = k-1, englishThirdsOf
	case s.says(k, "in") && s.says(k-1, "early") || s.says(k, "in") && s.says(k-1, "late"):
		k--
	}
	for n, list := range words {
		if slices.ContainsFunc(list, func(w string) bool { return s.says(k, w) }) {
			return n + 1, s.tokens[k].start
		}
	}
	return 0, s.tokens[i].start
}
