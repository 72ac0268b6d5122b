package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

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
