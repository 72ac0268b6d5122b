package charset

// Mend repairs Unicode text that went wrong before it reached us and reports
// what it did; text without damage comes back as it is. lang is the language
// wanted: "vi", "en" or "".
func Mend(text, lang string) (string, []Repair) {
	var repairs []Repair
	if t, n := recompose(text); n > 0 {
		text = t
		repairs = append(repairs, Repair{repairMarks, n})
	}
	return text, repairs
}
