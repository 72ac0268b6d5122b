package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cut is a place where a sentence may end: its text ends at end, that of the
// following one begins at next.
type cut struct {
	end, next int
	verdict   verdict
}

// The bytes at which the scan has something to look at: stops, line breaks,
// straight quotes, the brackets of list items, and the first bytes of the signs
// that matter beyond ASCII (… • and the full stops of East Asia). A semicolon or
// a colon ends no sentence, but might.
var interesting = [256]bool{';': true, ':': true, '.': true, '?': true, '!': true, '\n': true, '"': true, ')': true, 0xE2: true, 0xE3: true, 0xEF: true}

// scan finds the places in block where a sentence may end and appends them to
// cuts in order; those that are left to prose are appended to questions too.
//
// Goal: every end of a sentence, each decided by what stands within a few words
// of it. Method: one pass over the bytes that stops at those that can end a
// sentence, gathers the words around it (at most maxWord bytes each way) and
// lets the rules of the language judge. Cost: linear in the block, whatever it
// holds, as each look is bounded and white space is passed once.
func scan(block string, r rules, cuts []cut, questions []question) ([]cut, []question) {
	sc := scanner{stop: stop{text: block, start: skipSpace(block, 0)}, rules: r, cuts: cuts, questions: questions}
	sc.run()
	return sc.cuts, sc.questions
}

type scanner struct {
	stop
	rules     rules
	cuts      []cut
	questions []question
	items     items
	// What survey finds; 0 before.
	width int // of the longest line, in bytes
	lines int
	list  bool
}

func (sc *scanner) run() {
	s := sc.text
	for i := sc.start; i < len(s); {
		c := s[i]
		if !interesting[c] {
			i++
			continue
		}
		switch c {
		case '.', '?', '!':
			i = sc.atStop(i)
		case '"':
			sc.inQuote = !sc.inQuote
			i++
		case ';', ':':
			i = sc.atHalfStop(i)
		case '\n':
			i = sc.atLineBreak(i)
		case ')':
			if end, next, ok := sc.items.bracketed(s, i, sc.start); ok {
				sc.cut(end, next, doubtful)
			}
			i++
		default:
			i = sc.atSign(i)
		}
	}
}

// cut ends a sentence, perhaps.
func (sc *scanner) cut(end, next int, v verdict) {
	if end <= sc.start || next >= len(sc.text) {
		return
	}
	if v == ask {
		sc.questions = append(sc.questions, question{len(sc.cuts), sc.around()})
	}
	sc.cuts = append(sc.cuts, cut{end, next, v})
	if v > unlikely {
		sc.start = next
	}
}

// atHalfStop looks at a semicolon or colon, behind which some humans begin
// another sentence: where a clause may follow, or what is announced begins with
// a capital.
func (sc *scanner) atHalfStop(i int) int {
	s := sc.text
	next := i + 1
	if next >= len(s) || s[next] != ' ' && s[next] != '\n' || i-sc.start < leastPart {
		return next
	}
	next = skipSpace(s, next)
	before := s[max(sc.start, i-8*maxWord):i]
	if len(s)-next < leastPart || strings.LastIndexByte(before, '(') > strings.LastIndexByte(before, ')') {
		return i + 1 // in brackets stand lists
	}
	if s[i] == ':' {
		sc.ahead(next)
		if sc.first != upper {
			return i + 1
		}
	}
	sc.cut(i+1, next, unlikely)
	return i + 1
}

// leastPart is how long, in bytes, each part must be of what a semicolon or a
// colon might cut in two.
const leastPart = 12

// atStop looks at the run of stops at i and returns where to go on.
func (sc *scanner) atStop(i int) int {
	s := sc.text
	// Most points within a word are decimals and abbreviations.
	if s[i] == '.' && i+1 < len(s) && (s[i+1] >= 'a' && s[i+1] <= 'z' ||
		s[i+1] >= '0' && s[i+1] <= '9' && (i == 0 || s[i-1] >= '0' && s[i-1] <= '9')) {
		return i + 1
	}
	sc.at, sc.end = i, i
	sc.measure()
	sc.look()
	if sc.next >= len(s) {
		return max(sc.end, sc.after)
	}
	if end, next, ok := sc.items.numbered(&sc.stop); ok {
		sc.cut(end, next, doubtful)
		return sc.end
	}
	v := sc.rules.judge(&sc.stop)
	if strings.Count(s[sc.end:sc.after], `"`)%2 == 1 {
		sc.inQuote = !sc.inQuote
	}
	if v != never {
		sc.cut(sc.after, sc.next, v)
	}
	return sc.after
}

// measure finds the run of stops at sc.at and what it means.
func (sc *scanner) measure() {
	s := sc.text
	points, i := 0, sc.at
	sc.mark = period
	for i < len(s) {
		r, n := runeAt(s, i)
		switch r {
		case '.':
			points++
		case '…':
			points += 3
		case '?', '？':
			sc.mark = query
		case '!', '！':
			if sc.mark != query {
				sc.mark = exclaim
			}
		case ' ', '\u00A0':
			// The points of an ellipsis may be spaced.
			if points > 0 && sc.mark == period && i+n < len(s) && s[i+n] == '.' && sc.spacedEllipsis(i) {
				i += n
				continue
			}
			sc.end = i
			if points > 1 && sc.mark == period {
				sc.mark = ellipsis
			}
			return
		default:
			sc.end = i
			if points > 1 && sc.mark == period {
				sc.mark = ellipsis
			}
			return
		}
		i += n
	}
	sc.end = i
	if points > 1 && sc.mark == period {
		sc.mark = ellipsis
	}
}

// spacedEllipsis reports whether the blank at i stands between the points of
// ". . .", of which one stands before it and one behind.
func (sc *scanner) spacedEllipsis(i int) bool {
	s := sc.text
	if strings.HasPrefix(s[i+1:], "..") {
		return false
	}
	return i >= sc.at+3 || strings.HasPrefix(s[i+1:], ". .")
}

// atSign looks at a sign beyond ASCII at i.
func (sc *scanner) atSign(i int) int {
	r, n := utf8.DecodeRuneInString(sc.text[i:])
	switch {
	case r == '…':
		return sc.atStop(i)
	case r == '。' || r == '！' || r == '？':
		sc.at, sc.end, sc.mark = i, i+n, query
		sc.look()
		sc.cut(sc.after, sc.next, always)
		return max(sc.after, i+n)
	case dash(r) && i > sc.start && i+n < len(sc.text) && sc.text[i-1] == ' ' && sc.text[i+n] == ' ':
		sc.at, sc.end, sc.after = i, i+n, i+n
		sc.next = skipSpace(sc.text, i+n)
		sc.ahead(sc.next)
		if v := sc.rules.brokenOff(&sc.stop); v != never {
			sc.cut(sc.after, sc.next, v)
		}
	case bullet(r):
		if sc.items.bulleted(sc.text, i, r, sc.start) {
			sc.cut(i, i, doubtful)
		}
	}
	return i + n
}

// atLineBreak looks at the white space that holds the line break at i: it ends
// a sentence if it holds another, or if the line looks ended on purpose.
func (sc *scanner) atLineBreak(i int) int {
	s := sc.text
	next := skipSpace(s, i)
	if next >= len(s) || next <= sc.start || sc.start > i {
		return next
	}
	end := trimSpace(s, sc.start, i)
	if strings.Contains(s[i+1:next], "\n") {
		sc.inQuote = false
		sc.cut(end, next, always)
		return next
	}
	lineStart := strings.LastIndexByte(s[:i], '\n') + 1
	sc.ahead(next)
	if sc.listed() {
		sc.cut(end, next, doubtful)
		return next
	}
	if sc.first == lower && !startsWithBullet(sc.opened) {
		return next
	}
	last, _ := utf8.DecodeLastRuneInString(s[:end])
	short := sc.endsEarly(end-lineStart, next)
	switch {
	case startsWithBullet(sc.opened), startsItem(s[next:]) && (short || last == ':' || last == ';'):
		sc.cut(end, next, doubtful)
	case short && last != ',' && last != ';' && last != ':' && sc.first != other:
		sc.cut(end, next, doubtful)
	}
	return next
}

// survey measures the lines of the block, once.
func (sc *scanner) survey() {
	if sc.width > 0 {
		return
	}
	for line := range strings.SplitSeq(strings.TrimSpace(sc.text), "\n") {
		sc.width = max(sc.width, len(line))
		sc.lines++
	}
	sc.list = sc.lines >= 3 && sc.width <= maxListLine && !strings.ContainsAny(sc.text, ".?!…;:")
}

// maxListLine is the greatest length of a line, in bytes, in a list without
// marks: wrapped text is wider.
const maxListLine = 40

// listed reports whether the block is a list without marks: at least three
// short lines and no stop.
func (sc *scanner) listed() bool {
	sc.survey()
	return sc.list
}

// endsEarly reports whether the first word at next would have fitted well on
// the line before it, which is length bytes long.
func (sc *scanner) endsEarly(length, next int) bool {
	sc.survey()
	word := strings.IndexFunc(sc.text[next:min(len(sc.text), next+maxWord)], unicode.IsSpace)
	if word < 0 {
		word = maxWord
	}
	return length+1+word < sc.width*8/10
}
