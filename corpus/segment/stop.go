package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// verdict is what is thought of a possible end of a sentence.
type verdict uint8

const (
	never    verdict = iota
	ask              // left to prose
	doubtful         // it ends here, but a human might not think so
	always
)

// maxWord is how much of a word before or after a stop is looked at, in bytes.
const maxWord = 48

// What kind of stop it is.
const (
	period   = '.'
	query    = '?'
	exclaim  = '!'
	ellipsis = '~'
)

// What the text after a stop begins with, quotes, brackets and dashes apart.
type kind uint8

const (
	nothing kind = iota
	upper
	lower
	digit
	other // a sign, or a letter of a script without case
)

// stop is a possible end of a sentence with what stands around it.
type stop struct {
	text  string
	start int // of the sentence so far
	at    int // of the run of stops
	end   int // of that run
	after int // of the quotes and brackets that close the sentence, too
	next  int // of what comes then, behind any white space

	mark    byte
	inQuote bool // an odd number of straight quotes stands before it in the block
	quoted  bool // a quote closes behind the stop
	closed  bool // a bracket closes behind the stop
	noted   bool // the number of a note follows the stop

	word string // the word before the stop, without what opens it

	opened  string // the quotes, brackets, dashes and bullets before the next word
	first   kind
	follows string // the next word
	rest    int    // where the text behind that word begins
}

// spaced reports whether there is white space behind the stop.
func (s *stop) spaced() bool { return s.next > s.after }

// alone reports whether the word before the stop is the first of its sentence.
func (s *stop) alone() bool {
	from := s.at - len(s.word)
	return from >= s.start && from-s.start < maxWord && strings.TrimFunc(s.text[s.start:from], isLead) == ""
}

// itemised reports whether the word before the stop stands where the number of
// an item does: first in its sentence, or behind a colon.
func (s *stop) itemised() bool {
	if s.alone() {
		return true
	}
	before := strings.TrimRight(s.text[s.start:max(s.start, s.at-len(s.word))], " ")
	return strings.HasSuffix(before, ":")
}

// isLead reports whether r may stand before the number of a list item.
func isLead(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// before returns the word before position i, within the sentence, with the
// signs that cling to its end; and where it begins.
func (s *stop) before(i int) (string, int) {
	low := max(s.start, i-maxWord)
	end := i
	for end > low {
		r, n := utf8.DecodeLastRuneInString(s.text[low:end])
		if !unicode.IsSpace(r) {
			break
		}
		end -= n
	}
	from := end
	for from > low {
		r, n := utf8.DecodeLastRuneInString(s.text[low:from])
		if unicode.IsSpace(r) || opens(r) {
			break
		}
		from -= n
	}
	return s.text[from:end], from
}

// previous is the word before the word before the stop.
func (s *stop) previous() string {
	w, _ := s.before(s.at - len(s.word))
	return w
}

// calls reports whether the stop stands between calls of one word each within a
// quotation, as in “Mother! Father!”, which are one utterance.
func (s *stop) calls() bool {
	if s.first != upper || s.opened != "" || s.quoted || s.follows == "" || s.rest >= len(s.text) || s.text[s.rest] != s.text[s.at] {
		return false
	}
	i := s.at - len(s.word)
	before := strings.TrimRight(s.text[max(s.start, i-maxWord):i], " ")
	r, n := utf8.DecodeLastRuneInString(before)
	if n == 0 {
		return false
	}
	return len(before) == i-max(s.start, i-maxWord) && opens(r) || len(before) > 0 && before[len(before)-1] == s.text[s.at]
}

// second is the word after the next word, "" where a sign stands between.
func (s *stop) second() string {
	i := s.rest
	if j := skipSpace(s.text, i); j > i {
		w, _ := wordAt(s.text, j)
		return w
	}
	return ""
}

// wordAt returns the letters and digits at i, with inner apostrophes and
// hyphens, and where they end.
func wordAt(s string, i int) (string, int) {
	j, last := i, i
	for j < len(s) && j-i < maxWord {
		r, n := runeAt(s, j)
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			j += n
			last = j
		case j > i && last == j && (r == '\'' || r == '’' || r == '-'):
			j += n
		default:
			return s[i:last], last
		}
	}
	return s[i:last], last
}

func runeAt(s string, i int) (rune, int) {
	if c := s[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s[i:])
}

func skipSpace(s string, i int) int {
	for i < len(s) {
		r, n := runeAt(s, i)
		if !unicode.IsSpace(r) {
			break
		}
		i += n
	}
	return i
}

func trimSpace(s string, start, end int) int {
	return start + len(strings.TrimRightFunc(s[start:end], unicode.IsSpace))
}

// opens reports whether r opens a quotation or a bracket.
func opens(r rune) bool {
	switch r {
	case '"', '\'', '“', '‘', '„', '«', '‹', '(', '[', '{', '<', '¿', '¡', '「', '『', '`', '*', '_':
		return true
	}
	return false
}

// closesQuote reports whether r closes a quotation.
func closesQuote(r rune) bool {
	switch r {
	case '"', '\'', '”', '’', '»', '›', '」', '』', '`':
		return true
	}
	return false
}

func closesBracket(r rune) bool { return r == ')' || r == ']' || r == '}' }

func dash(r rune) bool { return r == '-' || r == '–' || r == '—' || r == '―' }

func bullet(r rune) bool {
	switch r {
	case '•', '⁃', '‣', '▪', '▫', '◦', '●', '○', '■', '□', '►', '▶', '➢', '✓', '✔', '·', '*', '+':
		return true
	}
	return false
}

// look fills in what stands around the run of stops [at, end).
func (s *stop) look() {
	s.word = ""
	s.quoted, s.closed, s.noted = false, false, false
	low := max(s.start, s.at-maxWord)
	from := s.at
	for from > low {
		r, n := utf8.DecodeLastRuneInString(s.text[low:from])
		if unicode.IsSpace(r) || opens(r) && r != '\'' || bullet(r) && n > 1 {
			break
		}
		from -= n
	}
	s.word = strings.TrimLeft(s.text[from:s.at], "'")
	s.close()
	s.next = skipSpace(s.text, s.after)
	s.ahead(s.next)
}

// close finds the end of the quotes, brackets and notes behind the stop.
func (s *stop) close() {
	i := s.raised()
	for i < len(s.text) && i-s.end < maxWord {
		r, n := runeAt(s.text, i)
		switch {
		case closesQuote(r):
			// A straight quote right before a word opens the next sentence,
			// unless a quotation is open.
			if (r == '"' && !s.inQuote || r == '\'' || r == '`') && i+n < len(s.text) {
				if c, _ := runeAt(s.text, i+n); unicode.IsLetter(c) || unicode.IsDigit(c) {
					s.after = i
					return
				}
			}
			s.quoted = true
		case closesBracket(r):
			s.closed = true
		case r == '[':
			note := noteEnd(s.text, i)
			if note < 0 {
				s.after = i
				return
			}
			s.noted = true
			i = note
			continue
		case r == '…' || r == '.' || r == '?' || r == '!':
			if !s.quoted && !s.closed {
				s.after = i
				return
			}
		case (dash(r) || r == ',') && s.noted: // [1]–[3], [4]
			if i+n >= len(s.text) || s.text[i+n] != '[' {
				s.after = i
				return
			}
		case r == ' ' || r == '\u00A0':
			apart, ok := s.apart(i + n)
			if !ok {
				s.after = i
				return
			}
			i = apart
			continue
		default:
			s.after = i
			return
		}
		i += n
	}
	s.after = i
}

// apart returns the end of what closes a sentence though a blank stands before
// it: the mark of a note ("... end. [12] The"), or a quote (". ”").
func (s *stop) apart(i int) (end int, ok bool) {
	if i >= len(s.text) {
		return i, false
	}
	r, n := runeAt(s.text, i)
	switch {
	case r == '[':
		i = noteEnd(s.text, i)
		ok = i > 0
		s.noted = s.noted || ok && (i >= len(s.text) || s.text[i] == ' ' || s.text[i] == '[')
		ok = s.noted && ok
	case !s.quoted && (r == '"' && s.inQuote || (r == '"' || r == '\'') && skipSpace(s.text, i+n) == len(s.text)), r == '”', r == '»', r == '’' && !s.quoted:
		i += n
		ok = true
	}
	if !ok {
		return i, false
	}
	if i < len(s.text) && s.text[i] != '[' {
		after, _ := runeAt(s.text, i)
		if !unicode.IsSpace(after) && after != ',' {
			return i, false
		}
	}
	s.quoted = s.quoted || r != '['
	return i, true
}

// raised returns the end of a note number that was set above the line and now
// clings to the stop ("... end.12 The"), or the end of the run of stops.
func (s *stop) raised() int {
	i := s.end
	for i < len(s.text) && i-s.end < 3 && s.text[i] >= '0' && s.text[i] <= '9' {
		i++
	}
	if i == s.end || s.word == "" || i+1 >= len(s.text) || s.text[i] != ' ' || s.text[s.end] == '0' {
		return s.end
	}
	last, _ := utf8.DecodeLastRuneInString(s.word)
	if next, _ := runeAt(s.text, i+1); !unicode.IsUpper(next) || !unicode.IsLower(last) && !closesQuote(last) && !closesBracket(last) ||
		!isWord(strings.TrimRight(s.word, "'’\"”)]")) || utf8.RuneCountInString(s.word) < 3 {
		return s.end
	}
	s.noted = true
	return i
}

// noteEnd returns the end of the note mark that opens at i, "[12]" or "[a]", or
// -1 if it is none.
func noteEnd(s string, i int) int {
	j := i + 1
	for j < len(s) && j-i < 12 && (s[j] >= '0' && s[j] <= '9' || s[j] == ',' || s[j] == ' ' || s[j] == '-') {
		j++
	}
	if j == i+1 && j < len(s) && s[j] >= 'a' && s[j] <= 'z' {
		j++
	}
	if j == i+1 || j >= len(s) || s[j] != ']' {
		return -1
	}
	return j + 1
}

// ahead fills in what the text from i on begins with.
func (s *stop) ahead(i int) {
	s.first = nothing
	from := i
	for i < len(s.text) && i-from < maxWord {
		r, n := runeAt(s.text, i)
		if !opens(r) && !dash(r) && !bullet(r) && !(i > from && unicode.IsSpace(r)) {
			break
		}
		i += n
	}
	s.opened = s.text[from:i]
	s.follows, s.rest = wordAt(s.text, i)
	if i >= len(s.text) {
		return
	}
	r, _ := runeAt(s.text, i)
	s.first = kindOf(r)
}

func kindOf(r rune) kind {
	switch {
	case unicode.IsUpper(r) || unicode.IsTitle(r):
		return upper
	case unicode.IsLower(r):
		return lower
	case unicode.IsDigit(r):
		return digit
	}
	return other
}
