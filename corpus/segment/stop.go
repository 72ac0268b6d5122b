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
	unlikely         // it does not end here, but a human might think so
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

// introduces reports whether what comes behind the stop leads to a quotation,
// as in: Moss said to them, “...
func (s *stop) introduces() bool {
	ahead := s.text[min(s.rest, len(s.text)):min(len(s.text), s.rest+2*maxWord)]
	i := strings.IndexAny(ahead, ".?!:“\"‘«")
	return i >= 0 && strings.IndexByte(".?!", ahead[i]) < 0
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

// points counts the points of the run of stops.
func (s *stop) points() int {
	run := s.text[s.at:s.end]
	return strings.Count(run, ".") + 3*strings.Count(run, "…")
}

// heads reports whether the sentence so far is nothing but the kind and number
// of a part of a text: "Article 5".
func (s *stop) heads(kinds map[string]bool) bool {
	if s.at-s.start > maxWord {
		return false
	}
	so := s.text[s.start:s.at]
	i := strings.LastIndexByte(so, ' ')
	return i > 0 && marker(so[i+1:]) && kinds[strings.TrimSuffix(strings.ToLower(so[:i]), ".")]
}

// continues reports whether the sign after a stop cannot begin a sentence.
func continues(s *stop) bool {
	i := s.next + len(s.opened)
	if i >= len(s.text) {
		return false
	}
	r, _ := runeAt(s.text, i)
	if r == utf8.RuneError {
		return false
	}
	if r == '…' || strings.HasPrefix(s.text[i:], "...") { // an ellipsis may open a sentence
		ahead := strings.TrimLeft(s.text[i:min(len(s.text), i+maxWord)], ".… ")
		return !unicode.IsUpper(firstRune(ahead))
	}
	if after := s.text[i+utf8.RuneLen(r):]; r == ':' || r == '/' || closesQuote(r) {
		// The colon of a wiki's indented line, a path, a closing quote in place
		// of an opening one.
		next := firstRune(after)
		return !unicode.IsLetter(next) && !opens(next)
	}
	return strings.ContainsRune(",;.)]}%…=!?", r)
}

// dateParts reports whether word and the next word are parts of a date such as
// 20. 7. 2010.
func dateParts(s *stop, word string) bool {
	if len(word) > 2 || !number(word) || !number(s.follows) {
		return false
	}
	if len(s.follows) <= 2 {
		return s.rest < len(s.text) && s.text[s.rest] == '.'
	}
	day := strings.TrimSuffix(s.previous(), ".")
	return len(s.follows) == 4 && len(day) <= 2 && number(day)
}
