package server

import (
	"strings"

	store "songngu/tmx/memory"
)

// side is the language that a code of any of the clients means: en, EN, en_US,
// en-us, eng; vi, vi_VN, vie.
func side(code string) (s store.Side, ok bool) {
	code, _, _ = strings.Cut(strings.ReplaceAll(code, "_", "-"), "-")
	switch strings.ToLower(code) {
	case "en", "eng":
		return store.English, true
	case "vi", "vie":
		return store.Vietnamese, true
	}
	return 0, false
}

// pair is the language to translate from, where the two codes are of the two
// languages.
func pair(source, target string) (from store.Side, ok bool) {
	from, a := side(source)
	to, b := side(target)
	return from, a && b && from != to
}

// languageNames are the names of the sides in English.
var languageNames = [2]string{"English", "Vietnamese"}
