package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// splitLines cuts the text of a block where it has single line breaks that
// separate lines of their own: a list typed with dashes, an address, lines of
// a table of figures, paragraphs by an author who uses one <br> for each. A
// break inside a sentence becomes a blank. s has collapsed white space and
// line feeds where the page has a break.
func splitLines(s string) []string {
	if !strings.Contains(s, "\n") {
		return []string{s}
	}
	var out []string
	b := []byte(s)
	start := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && s[i] != '\n' {
			continue
		}
		if i < len(s) {
			after, _, _ := strings.Cut(s[i+1:], "\n")
			if !ownLine(s[start:i], after) {
				b[i] = ' '
				continue
			}
		}
		out = append(out, string(b[start:i]))
		start = i + 1
	}
	return out
}

// ownLine decides for one line break whether it separates two blocks.
func ownLine(before, after string) bool {
	if marker(after) || marker(before) || isDateLine(after) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(after)
	starts := unicode.IsUpper(r) || unicode.IsDigit(r) || strings.ContainsRune("“\"‘'«(*[", r)
	if !starts {
		return false
	}
	if endsSentence(before) || strings.HasSuffix(before, ":") || strings.HasSuffix(before, ";") {
		return true
	}
	// Lines that end without a stop: separate when both are short, as in
	// addresses and verses.
	return len(before) < 80 && len(after) < 80 && !strings.HasSuffix(before, ",") && unicode.IsUpper(r)
}

// marker reports whether a line begins as an item of a list: a bullet, or a
// number or letter with a bracket or stop.
func marker(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	switch r {
	case '-', '–', '—', '+', '*', '•', '●', '▪', '■', '◦', '►', '·', '→', '✓', '✔':
		return len(s) > n
	}
	i := 0
	for i < len(s) && i < 3 && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	if i == 0 && len(s) > 1 && (s[1] == ')' || s[1] == '.') && isASCIILetter(s[0]) {
		i = 1
	}
	return i > 0 && i+1 < len(s) && (s[i] == '.' || s[i] == ')') && s[i+1] == ' '
}

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// endsSentence reports whether a text ends as sentences do: with a stop, maybe
// inside quotes or brackets.
func endsSentence(s string) bool {
	s = strings.TrimRight(s[max(0, len(s)-32):], "\"”’'»)] \n")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".?!…", r) && s != ""
}

// wordCount counts words, up to at most limit.
func wordCount(s string, limit int) int {
	n, in := 0, false
	for i := 0; i < len(s) && n < limit; i++ {
		word := s[i] > ' '
		if word && !in {
			n++
		}
		in = word
	}
	return n
}

func hasAnyPrefix(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}
