package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// class says what an abbreviation does with the stop behind it.
type class uint16

const (
	inside   class = 1 << iota // never ends a sentence: e.g., vs.
	title                      // stands before a name: Mr., Gen.
	numbered                   // stands before a number: No., Fig.
	ending                     // may end a sentence: Inc., etc.
	clock                      // a.m., p.m.
	place                      // U.S., D.C.
	month                      // Jan., Mon.
	common                     // without its capital it is a word of its own: no, art
)

// abbreviations maps the words of a list to their class, as they are written
// and without the final stop.
func abbreviations(into map[string]class, c class, list string) {
	for _, w := range strings.Fields(list) {
		into[w] |= c
	}
}

// set is the set of the strings in a list.
func set(list []string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, w := range list {
		m[w] = true
	}
	return m
}

// wordList is the set of the words in a list.
func wordList(list string) map[string]bool { return set(strings.Fields(list)) }

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// capital reports whether word begins with a capital.
func capital(word string) bool {
	r := firstRune(word)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

// isWord reports whether s has letters only, but for inner apostrophes, marks
// and hyphens.
func isWord(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’' && r != '-' {
			return false
		}
	}
	return true
}

// number reports whether s is made of digits.
func number(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// marker reports whether word numbers an item: 7, 12, 1.2, 3a, IV, b, B.
func marker(word string) bool {
	word = strings.TrimLeft(word, "(")
	if roman(word) {
		return true
	}
	r, n := utf8.DecodeRuneInString(word)
	if n == len(word) {
		return unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	for part := range strings.SplitSeq(word, ".") {
		if n := len(part); n > 1 && part[n-1] >= 'a' && part[n-1] <= 'd' {
			part = part[:n-1]
		}
		if len(part) > 3 || !number(part) {
			return false
		}
	}
	return true
}

// roman reports whether s is a Roman numeral in capitals, below a hundred.
func roman(s string) bool {
	if s == "" || len(s) > 7 {
		return false
	}
	s = strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(s, "XL"), "L"), "X")
	switch s {
	case "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "C":
		return true
	}
	return false
}

// pointed reports whether word is single letters with points between: U.S, e.g.
func pointed(word string) bool {
	letters := 0
	for part := range strings.SplitSeq(word, ".") {
		if r, n := utf8.DecodeRuneInString(part); n != len(part) || !unicode.IsLetter(r) {
			return false
		}
		letters++
	}
	return letters > 1
}

func pronounI(w string) bool {
	return w == "I" || strings.HasPrefix(w, "I'") || strings.HasPrefix(w, "I’")
}
