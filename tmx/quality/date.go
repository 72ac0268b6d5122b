package quality

import (
	"strings"

	"songngu/corpus/text"
)

// dateDiffers (Q103) finds days, months, weekdays and times of day of which
// each side has one that the other lacks: July 20 here, ngày 21 tháng 7 there.
//
// It is wrong where a translator counts from another day ("last Friday" as "hôm
// qua") or moves a time to another zone.
func dateDiffers(p *pair) {
	if p.readable() {
		p.differs(date, "dates", "ngày giờ")
	}
}

// dateMissing (Q104) finds a day, month, weekday or time of day that stands on
// one side only. It is wrong where the other side says it in other words: noon,
// Christmas Day, rằm tháng Giêng.
func dateMissing(p *pair) {
	if p.readable() {
		p.missing(date, "date", "ngày giờ")
	}
}

// mistakenDate reports what reads like a month or a weekday and need not be
// one: May and March without a word of time before them or a number behind;
// thứ hai (the second) without a word of the day about it; chạp of chậm chạp;
// tháng một lần (once a month); bốn tháng năm 1989 (four months of 1989).
func mistakenDate(s *side, span text.Span) bool {
	word := span.Of(s.text)
	before := strings.ToLower(lastWord(s.text[:span.Start]))
	after := strings.ToLower(firstWord(s.text[span.End:]))
	switch {
	case s.base == "en":
		return (word == "May" || word == "March") && !timeWords[before] && (after == "" || !isDigit(after[0]))
	case strings.HasSuffix(word, "chạp"):
		return !strings.Contains(word, "háng")
	case strings.HasSuffix(word, "tháng một"):
		return after == "lần"
	case strings.HasSuffix(word, "tháng năm"):
		return after != "" && isDigit(after[0])
	case strings.HasPrefix(word, "thứ "):
		return !startsUpper(word[len("thứ "):]) && !dayWords[before] && !dayWords[after]
	}
	return false
}

var timeWords = setOf("in by of since last next this early late mid from until to through before after every each during on and between till")

var dayWords = setOf("hôm ngày sáng trưa chiều tối đêm vào từ đến mỗi mọi tới này tuần hàng trước sau vừa qua và")

// lastWord and firstWord are the words that s ends in and begins with, blanks
// apart.
func lastWord(s string) string {
	s = strings.TrimRight(s, " \u00A0")
	return s[strings.LastIndexAny(s, " \u00A0\t\n(\"“-/")+1:]
}

func firstWord(s string) string {
	s = strings.TrimLeft(s, " \u00A0")
	if i := strings.IndexAny(s, " \u00A0\t\n,.;:!?)\"”-/"); i >= 0 {
		return s[:i]
	}
	return s
}

// currencyDiffers (Q105) finds amounts of money in different currencies: $5
// here, 5 euro there. It is wrong where an amount was converted.
func currencyDiffers(p *pair) {
	if p.readable() {
		p.differs(currency, "currencies", "đơn vị tiền tệ")
	}
}

// coin reports whether a currency is the đồng of "đồng Baht", which means a coin
// of any kind.
func coin(s *side, span text.Span) bool {
	return s.base == "vi" && span.Of(s.text) == "đồng" && coins[strings.ToLower(firstWord(s.text[span.End:]))]
}

var coins = setOf("peso baht euro âu yên yen rúp won rupee franc frăng mark mác bảng đô đô-la la dollar usd krona lira dinar rial ringgit kíp riel nhân")

// documentDiffers (Q106) finds numbers of decrees, resolutions and circulars of
// which each side has one that the other lacks: 27-NQ/TW here, 72-NQ/TW there.
func documentDiffers(p *pair) {
	if p.readable() {
		p.differs(document, "document numbers", "số hiệu văn bản")
	}
}
