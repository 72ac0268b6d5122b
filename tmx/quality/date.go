package quality

import "songngu/align/anchor"

// dateDiffers (Q103) finds days, months, weekdays and times of day of which
// each side has one that the other lacks: July 20 here, ngày 21 tháng 7 there.
//
// It is wrong where a translator counts from another day ("last Friday" as "hôm
// qua") or moves a time to another zone.
func dateDiffers(p *pair) {
	if p.readable() {
		p.differs(isDate, "dates", "ngày giờ")
	}
}

// dateMissing (Q104) finds a day, month, weekday or time of day that stands on
// one side only. It is wrong where the other side says it in other words: noon,
// Christmas Day, rằm tháng Giêng.
func dateMissing(p *pair) {
	if p.readable() {
		p.missing(isDate, "date", "ngày giờ")
	}
}

func isDate(_ *side, pl *place) bool {
	return pl.has(anchor.Date, anchor.Month, anchor.Weekday, anchor.Time)
}

// currencyDiffers (Q105) finds amounts of money in different currencies: $5
// here, 5 euro there. It is wrong where an amount was converted.
func currencyDiffers(p *pair) {
	if p.readable() {
		p.differs(isCurrency, "currencies", "đơn vị tiền tệ")
	}
}

func isCurrency(_ *side, pl *place) bool { return pl.has(anchor.Currency) }

// documentDiffers (Q106) finds numbers of decrees, resolutions and circulars of
// which each side has one that the other lacks: 27-NQ/TW here, 72-NQ/TW there.
func documentDiffers(p *pair) {
	if p.readable() {
		p.differs(isDocument, "document numbers", "số hiệu văn bản")
	}
}

func isDocument(_ *side, pl *place) bool { return pl.has(anchor.DocNumber) }
