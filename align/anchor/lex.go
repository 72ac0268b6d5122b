package anchor

import (
	"unicode"
	"unicode/utf8"
)

type kind uint8

const (
	aWord   kind = iota
	number       // digits with separators
	ordinal      // digits with st, nd, rd, th
	clock        // 5:30, 5h30
	dotDate      // 20.7.2010
	punct
	taken // already an anchor: an address, a code, a document number
)

const (
	capital  uint8 = 1 << iota // begins with a capital
	capitals                   // two letters or more, all capitals
	glued                      // no blank before it
	opening                    // first word of the sentence, or after a stop, a colon or a quotation mark
	marked                     // has letters beyond ASCII
)

// token is a word, a number or a sign of the sentence.
type token struct {
	start, end int32
	kind       kind
	flags      uint8
	sign       byte   // of a punct: its character, 0 beyond ASCII
	entry      *entry // what the vocabulary knows of a word
}

func (t token) is(flag uint8) bool { return t.flags&flag != 0 }

// lex cuts the sentence into tokens and takes out what is an anchor by its
// characters alone: addresses, codes, document numbers. One pass; every look
// ahead is bounded or consumes what it has seen.
func (s *scan) lex() {
	text := s.text
	i := 0
	fresh := true // the next chunk has not been looked at
	for i < len(text) {
		c := text[i]
		if c <= ' ' {
			i++
			fresh = true
			continue
		}
		if fresh {
			fresh = false
			if end := s.special(i); end > i {
				i = end
				continue
			}
		}
		switch {
		case c >= '0' && c <= '9':
			i = s.lexNumber(i)
		case c < utf8.RuneSelf && latinLetters[c].class == 0:
			s.push(token{start: int32(i), end: int32(i + 1), kind: punct, sign: c})
			i++
			fresh = opensChunk(c)
		default:
			r, n := utf8.DecodeRuneInString(text[i:])
			switch l := lookup(r); {
			case l.class&isLetter != 0:
				i = s.lexWord(i)
			case unicode.IsSpace(r):
				i += n
				fresh = true
			case l.class == isMark:
				i += n
			default:
				s.push(token{start: int32(i), end: int32(i + n), kind: punct})
				i += n
				fresh = true
			}
		}
	}
}

// beforeDigits reports whether the letters hashed so far are a word that
// digits are glued to: a currency, the giờ of 2 giờ40.
func (s *scan) beforeDigits(h wordHash) bool {
	e := s.vocab.find(h.sum())
	return e != nil && (e.role == currency || e.role == hourWord)
}

// groupedDigits reports whether s begins with digits in a group of one to three
// and then one of three.
func groupedDigits(s string) bool {
	i := 0
	for i < len(s) && i < 4 && isDigit(s[i]) {
		i++
	}
	if i > 3 || i+3 >= len(s) || s[i] != ',' && s[i] != '.' {
		return false
	}
	return isDigit(s[i+1]) && isDigit(s[i+2]) && isDigit(s[i+3])
}

func opensChunk(c byte) bool {
	switch c {
	case '(', '[', '"', '\'', '`', '{', ',', ';':
		return true
	}
	return false
}

// push appends a token and finds out whether it is glued to the one before it
// and whether it opens a sentence.
func (s *scan) push(t token) {
	if n := len(s.tokens); n == 0 {
		t.flags |= opening
	} else {
		p := s.tokens[n-1]
		if p.end == t.start {
			t.flags |= glued
		}
		if p.kind == punct {
			switch p.sign {
			case '.', '?', '!', ':', '"', 0, '-', '(', '*', '\'':
				t.flags |= opening
			case ')':
				if n <= 3 { // a) The …
					t.flags |= opening
				}
			}
		}
	}
	s.tokens = append(s.tokens, t)
}

// lexWord reads the word that begins at i. Letters with digits among them
// (H5N1, B52) and words with a capital inside (YouTube) are codes.
func (s *scan) lexWord(i int) int {
	text := s.text
	start := i
	h := newWordHash()
	letters, uppers := 0, 0
	var flags uint8
	digits := false
	for i < len(text) {
		c := text[i]
		if c < utf8.RuneSelf {
			l := latinLetters[c]
			if l.class == 0 {
				if c >= '0' && c <= '9' {
					if !digits && (groupedDigits(text[i:]) || s.beforeDigits(h)) { // KSh25,000, USD5, giờ40
						break
					}
					digits = true
					h.add(letter{base: uint16(c)})
					i++
					continue
				}
				break
			}
			if l.class&isUpper != 0 {
				if letters == 0 {
					flags |= capital
				}
				uppers++
			}
			letters++
			h.add(l)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		l := lookup(r)
		if l.class == 0 {
			break
		}
		if l.class&isLetter != 0 {
			if l.class&isUpper != 0 {
				if letters == 0 {
					flags |= capital
				}
				uppers++
			}
			letters++
		}
		flags |= marked
		h.add(l)
		i += n
	}
	if uppers == letters && letters > 1 {
		flags |= capitals
	}
	s.letters += letters
	s.uppers += uppers
	t := token{start: int32(start), end: int32(i), kind: aWord, flags: flags}
	if digits {
		t.kind = taken
		t.entry = s.vocab.find(h.sum())
		s.push(t)
		if w := text[start:i]; len(w) == 2 && w[0] == 'Q' && w[1] >= '1' && w[1] <= '4' {
			s.addDigit(Quarter, "q:", int(w[1]-'0'), int32(start), int32(i))
			return i
		}
		s.mixed(start, i)
		return i
	}
	t.entry = s.vocab.find(h.sum())
	s.push(t)
	return i
}
