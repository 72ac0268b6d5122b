package quality

import (
	"regexp"
	"slices"
	"strings"

	"songngu/corpus/text"
)

// spacedNumber is a whole number with its thousands parted by blanks, as SI
// writes it and anchors do not read it: 10 200 000.
var spacedNumber = regexp.MustCompile(`\b\d{1,3}(?:[ \x{00A0}\x{202F}]\d{3})+\b`)

var plainDigits = strings.NewReplacer(" ", "", "\u00A0", "", "\u202F", "", ",", "", ".", "")

// sameSpaced reports whether a number in part and one in whole have the same
// digits, one of the two being parted by blanks.
func sameSpaced(part, whole string) bool {
	i := strings.IndexAny(part, "0123456789")
	if i < 0 {
		return false
	}
	spaced := spacedNumber.FindString(part)
	if spaced == "" {
		digits := plainDigits.Replace(part[i:digitRun(part, i)])
		return len(digits) > 3 && slices.ContainsFunc(spacedNumber.FindAllString(whole, maxPlaces), func(s string) bool { return plainDigits.Replace(s) == digits })
	}
	digits := plainDigits.Replace(spaced)
	for i := 0; i < len(whole); i++ {
		if end := digitRun(whole, i); end > i {
			if plainDigits.Replace(whole[i:end]) == digits {
				return true
			}
			i = end
		}
	}
	return false
}

// spacedAt is the number parted by blanks that holds the span, or "".
func spacedAt(s string, span text.Span) string {
	const reach = 40 // bytes: no number is longer
	from, to := max(span.Start-reach, 0), min(span.End+reach, len(s))
	for _, m := range spacedNumber.FindAllStringIndex(s[from:to], -1) {
		if from+m[0] < span.End && span.Start < from+m[1] {
			return s[from+m[0] : from+m[1]]
		}
	}
	return ""
}

// currencyNames are currencies under the names that anchors keep apart.
var currencyNames = [][]string{
	{"a$", "au$", "aud", "australian dollar", "australian dollars", "đô la úc", "đô-la úc", "đôla úc"},
	{"c$", "ca$", "cad", "canadian dollar", "canadian dollars", "đô la canada", "đô-la canada"},
	{"nz$", "nzd", "new zealand dollar", "new zealand dollars", "đô la new zealand"},
	{"hk$", "hkd", "hong kong dollar", "hong kong dollars", "đô la hồng kông"},
	{"s$", "sgd", "singapore dollar", "singapore dollars", "đô la singapore"},
	{"nt$", "twd", "taiwan dollar", "taiwan dollars", "đài tệ"},
}

// sameCurrency reports whether the currency that stands in part stands in
// whole under another of its names.
func sameCurrency(part, whole string) bool {
	part, whole = strings.ToLower(part), strings.ToLower(whole)
	return slices.ContainsFunc(currencyNames, func(names []string) bool {
		stands := func(s string) bool {
			return slices.ContainsFunc(names, func(n string) bool {
				if strings.HasSuffix(n, "$") { // figures follow
					return strings.HasPrefix(s, n) || strings.Contains(s, " "+n)
				}
				return hasWord(s, n)
			})
		}
		return stands(part) && stands(whole)
	})
}
