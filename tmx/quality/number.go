package quality

// numberDiffers (Q101) finds numbers in digits of which each side has one that
// the other lacks: 15 here, 51 there. Both conventions are read: 1,234.5 and
// 1.234,5, 13.5 million and 13,5 triệu, twenty and 20. Years count as numbers.
//
// It is wrong where the translator converts units (5 miles, 8 km) or money, and
// right then to ask for a look.
func numberDiffers(p *pair) {
	if p.readable() {
		p.differs(number, "numbers", "số")
	}
}

// numberMissing (Q102) finds a number in digits that stands on one side only.
//
// It is wrong where the other side says it in a word that is no number: a
// couple, a dozen, đôi, the 1990s as thập niên 90 are known, others not; and
// where a translator left out or spelt out what all readers know.
func numberMissing(p *pair) {
	if p.readable() {
		p.missing(number, "number", "số")
	}
}
