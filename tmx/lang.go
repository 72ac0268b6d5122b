package tmx

import (
	"strings"

	"golang.org/x/text/language"
)

// AllLanguages is the srclang of a header that leaves the source open.
const AllLanguages = "*all*"

// CanonLang returns a language code in the form clients agree on: hyphens,
// the two-letter code where there is one, and BCP 47's case: "EN_us" becomes
// "en-US", "vie" "vi", "zh-hant-tw" "zh-Hant-TW". A code that is not well
// formed comes back trimmed and with hyphens, AllLanguages and "" as they are.
// A code in this form already is returned without allocating.
func CanonLang(code string) string {
	if plainCode(code) {
		return code
	}
	code = strings.Trim(strings.ReplaceAll(strings.TrimSpace(code), "_", "-"), "-")
	if strings.EqualFold(code, AllLanguages) {
		return AllLanguages
	}
	if len(code) > 64 {
		return code
	}
	tag, err := language.Raw.Parse(code)
	if err != nil || tag == language.Und {
		return code
	}
	return tag.String()
}

// plainCode reports whether code is canonical at a glance: "en" or "en-US".
func plainCode(code string) bool {
	lower := func(c byte) bool { return 'a' <= c && c <= 'z' }
	upper := func(c byte) bool { return 'A' <= c && c <= 'Z' }
	switch len(code) {
	case 0:
		return true
	case 2:
		return lower(code[0]) && lower(code[1])
	case 5:
		return lower(code[0]) && lower(code[1]) && code[2] == '-' && upper(code[3]) && upper(code[4])
	}
	return false
}

// baseLang is the part of a canonical code before the first hyphen.
func baseLang(code string) string {
	base, _, _ := strings.Cut(code, "-")
	return base
}
