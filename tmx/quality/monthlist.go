package quality

import (
	"slices"
	"strings"
)

// Vietnamese says tháng once for several months: tháng Bảy, Tám và Chín; từ
// tháng 3 đến 7. English names each.

// monthOfList reports whether a month that stands in English is one of such a
// list in a Vietnamese text. Both are in small letters.
func monthOfList(month, vietnamese string) bool {
	if !strings.Contains(vietnamese, "tháng ") {
		return false
	}
	words := listWords(vietnamese)
	return slices.ContainsFunc(months(), func(w saying) bool {
		return anyWord(month, w.en) && slices.ContainsFunc(w.vi, func(vi string) bool {
			bare := strings.Fields(vi)[1:]
			for i := range words {
				if i+len(bare) <= len(words) && slices.Equal(words[i:i+len(bare)], bare) && inMonthList(words[:i]) {
					return true
				}
			}
			return false
		})
	})
}

// monthInList reports whether a Vietnamese text ends in a month of such a list
// that stands in an English text. Both are in small letters.
func monthInList(vietnamese, english string) bool {
	words := listWords(vietnamese)
	return len(words) > 1 && slices.ContainsFunc(months(), func(w saying) bool {
		return anyWord(english, w.en) && slices.ContainsFunc(w.vi, func(vi string) bool {
			bare := strings.Fields(vi)[1:]
			i := len(words) - len(bare)
			return i > 0 && slices.Equal(words[i:], bare) && inMonthList(words[:i])
		})
	})
}

// months are the sayings of months.
func months() []saying { return sayings[firstMonth : firstMonth+12] }

// inMonthList reports whether what follows the words goes on with a list of
// months: after tháng and a month stand nothing but months and what joins them.
func inMonthList(words []string) bool {
	joined := false
	for i := len(words) - 1; i >= 0 && len(words)-i <= 24; i-- {
		switch w := words[i]; {
		case w == "tháng":
			return joined
		case monthJoins[w]:
			joined = true
		case !monthWords[w]:
			return false
		}
	}
	return false
}

var monthJoins = setOf(", và hoặc hay đến tới sang - – /")

var monthWords = setOf("giêng một hai ba tư bốn năm sáu bảy bẩy tám chín mười chạp 1 2 3 4 5 6 7 8 9 10 11 12")

// listWords are the words of a text, commas and dashes words of their own.
func listWords(s string) []string {
	return strings.Fields(strings.NewReplacer(",", " , ", "-", " - ", "–", " – ", "/", " / ", ".", " . ", ";", " ; ", ":", " : ", "(", " ( ", ")", " ) ").Replace(s))
}
