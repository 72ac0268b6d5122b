package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// items follows the numbers of a list that stands in one block: an item that
// begins with "1." or "a)" is followed by one that begins with "2." or "b)",
// though no stop may stand before it.
type items struct {
	last   string // the marker of the present item, without its point or bracket
	sign   byte   // '.' or ')'
	bullet rune
}

// numbered handles a stop; ok is true if its word is the marker of the next
// item, so that a sentence ends before it.
func (it *items) numbered(s *stop) (end, next int, ok bool) {
	if s.mark != period || len(s.word) > 3 || s.word == "" {
		return 0, 0, false
	}
	from := s.at - len(s.word)
	if s.itemised() {
		if markerValue(s.word) > 0 {
			it.last, it.sign = s.word, '.'
		}
		return 0, 0, false
	}
	if it.sign != '.' || s.closed != strings.HasPrefix(s.text[s.end:], ")") || !follows(it.last, s.word) || s.first == lower {
		return 0, 0, false
	}
	return it.begin(s.text, s.start, from, s.word)
}

// bracketed is numbered for the closing bracket at i.
func (it *items) bracketed(t string, i, start int) (end, next int, ok bool) {
	from := i
	for from > start && i-from < 4 && (t[from-1] >= '0' && t[from-1] <= '9' || t[from-1] >= 'a' && t[from-1] <= 'z') {
		from--
	}
	word := t[from:i]
	if markerValue(word) == 0 || i+1 >= len(t) || t[i+1] != ' ' {
		return 0, 0, false
	}
	if from == start {
		it.last, it.sign = word, ')'
		return 0, 0, false
	}
	if it.sign != ')' || !follows(it.last, word) {
		return 0, 0, false
	}
	if r, _ := runeAt(t, skipSpace(t, i+1)%len(t)); !unicode.IsUpper(r) {
		return 0, 0, false
	}
	return it.begin(t, start, from, word)
}

// begin ends the item before the marker at from, if it may end there.
func (it *items) begin(t string, start, from int, word string) (end, next int, ok bool) {
	end = trimSpace(t, start, from)
	r, n := utf8.DecodeLastRuneInString(t[start:end])
	if bullet(r) {
		end = trimSpace(t, start, end-n)
		from = end + strings.IndexRune(t[end:], r)
		r, _ = utf8.DecodeLastRuneInString(t[start:end])
	}
	switch {
	case end == from, end-start < 6: // nothing between
		return 0, 0, false
	case r == ',' || r == ';' || r == ':' || dash(r) || opens(r):
		return 0, 0, false
	}
	it.last = word
	return end, from, true
}

// bulleted reports whether the bullet at i begins another item of a list whose
// first item began with the same bullet.
func (it *items) bulleted(t string, i int, r rune, start int) bool {
	if i == start {
		it.bullet = r
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(t[start:i])
	if it.bullet != r || !unicode.IsSpace(before) {
		return false
	}
	return true
}

// markerValue is the place of an item in its list by its marker: 2 for "2" or
// "b"; 0 if it is none.
func markerValue(word string) int {
	if len(word) == 1 && (word[0] >= 'a' && word[0] <= 'z') {
		return int(word[0]-'a') + 1
	}
	n := 0
	for i := range len(word) {
		if word[i] < '0' || word[i] > '9' {
			return 0
		}
		n = n*10 + int(word[i]-'0')
	}
	return n
}

// follows reports whether marker b comes right after a.
func follows(a, b string) bool {
	if a == "" || b == "" || (a[0] > '9') != (b[0] > '9') {
		return false
	}
	return markerValue(b) > 1 && markerValue(b) == markerValue(a)+1
}

// startsItem reports whether a line begins like an item of a list: a number or
// a letter with a point or bracket, then a blank.
func startsItem(line string) bool {
	i := strings.IndexAny(line[:min(len(line), 6)], ".)")
	if i < 1 || i+1 >= len(line) || line[i+1] != ' ' && line[i+1] != '\t' {
		return false
	}
	return markerValue(strings.TrimPrefix(line[:i], "(")) > 0
}

// startsWithBullet reports whether what opens a line is a bullet or a dash with
// a blank behind it.
func startsWithBullet(opened string) bool {
	r, n := utf8.DecodeRuneInString(opened)
	if n == 0 || !bullet(r) && !dash(r) {
		return false
	}
	after, _ := utf8.DecodeRuneInString(opened[n:])
	return bullet(r) && r > utf8.RuneSelf || unicode.IsSpace(after)
}
