package lexicon

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"songngu/corpus/text"
)

// Tokens appends the words of a sentence to buf and returns it. Trainer and
// look-up share it, and so should every caller: words are runs of letters and
// their marks, in lower case and folded (see foldVietnameseWord); words with
// digits and punctuation are left out, since anchors handle numbers. An
// English word that the table does not know is looked up by its base forms
// ("studies" as "study"); "n't" is the word "not". A Vietnamese word is the
// longest run of syllables, with nothing but white space between them, that the
// table knows, or a name spelt with hyphens (Mát-xcơ-va). Unknown words have
// ID -1.
func (t *Table) Tokens(buf []Token, side Side, sentence string) []Token {
	w := wordsPool.Get().(*words)
	defer wordsPool.Put(w)
	w.split(side, sentence)
	v := &t.side[side]
	if side == English {
		for i := range w.parts {
			buf = append(buf, Token{v.english(w.text(i)), w.parts[i].span})
		}
		return buf
	}
	for i := 0; i < len(w.parts); {
		id, n := v.longest(w, i)
		buf = append(buf, Token{id, text.Span{Start: w.parts[i].span.Start, End: w.parts[i+n-1].span.End}})
		i += n
	}
	return buf
}

// english is the ID of an English word or of the first of its base forms that
// the table knows.
func (v *vocabulary) english(w []byte) int32 {
	id := v.index.find(v.words, w)
	if id >= 0 {
		return id
	}
	var b baseForms
	b.find(w)
	for i := range b.n {
		if id := v.index.find(v.words, b.form(i)); id >= 0 {
			return id
		}
	}
	return -1
}

// longest is the longest known word that begins at part i, and its number of
// syllables; -1 and 1 if there is none.
func (v *vocabulary) longest(w *words, i int) (int32, int) {
	head := v.index.find(v.words, w.text(i))
	if head < 0 {
		return -1, 1
	}
	last := i
	for last+1 < len(w.parts) && last-i+1 < int(v.index.longest[head]) && w.parts[last+1].joined {
		last++
	}
	for ; last > i; last-- {
		if id := v.index.find(v.words, w.folded[w.parts[i].start:w.parts[last].end]); id >= 0 {
			return id, last - i + 1
		}
	}
	return head, 1
}

// words is a sentence cut into folded words, reused from call to call.
type words struct {
	folded []byte // the words, a blank after each
	parts  []part
	raw    []byte
	usual  map[string]string // spelling of the syllables met so far
}

type part struct {
	start, end int       // in words.folded
	span       text.Span // in the sentence
	joined     bool      // only white space stands between it and its predecessor
}

var wordsPool = sync.Pool{New: func() any { return new(words) }}

func (w *words) text(i int) []byte { return w.folded[w.parts[i].start:w.parts[i].end] }

// split cuts a sentence. Invalid UTF-8 separates words.
func (w *words) split(side Side, s string) {
	w.folded, w.parts = w.folded[:0], w.parts[:0]
	joined := false
	for i := 0; i < len(s); {
		kind, n := classify(s[i:])
		if kind != letter && kind != digit {
			joined = joined && kind == space
			i += n
			continue
		}
		start, digits := i, kind == digit
		capital := side == Vietnamese && startsUpper(s[i:])
		i += n
		for i < len(s) {
			kind, n := classify(s[i:])
			if kind == apostrophe && side == English {
				if next, _ := classify(s[i+n:]); next == letter {
					i += n
					continue
				}
			}
			if side == Vietnamese && s[i] == '-' && capital && startsLower(s[i+1:]) {
				i++
				continue
			}
			if kind != letter && kind != digit && kind != mark {
				break
			}
			digits = digits || kind == digit
			i += n
		}
		if digits || i-start > maxWord {
			joined = false
			continue
		}
		if side == English {
			w.addEnglish(s, start, i)
		} else {
			w.addVietnamese(s, start, i, joined)
		}
		joined = true
	}
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func startsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// maxWord is the longest word taken, in bytes; longer ones are no words.
const maxWord = 64

type class uint8

const (
	other class = iota
	space
	letter
	digit
	mark
	apostrophe
)

func classify(s string) (class, int) {
	if s == "" {
		return other, 0
	}
	c := s[0]
	if c < utf8.RuneSelf {
		switch {
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
			return letter, 1
		case '0' <= c && c <= '9':
			return digit, 1
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			return space, 1
		case c == '\'':
			return apostrophe, 1
		}
		return other, 1
	}
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r == '’':
		return apostrophe, n
	case unicode.IsLetter(r):
		return letter, n
	case unicode.Is(unicode.Mn, r):
		return mark, n
	case unicode.IsDigit(r):
		return digit, n
	case unicode.IsSpace(r):
		return space, n
	}
	return other, n
}

func (w *words) add(word []byte, span text.Span, joined bool) {
	start := len(w.folded)
	w.folded = append(w.folded, word...)
	w.parts = append(w.parts, part{start, len(w.folded), span, joined})
	w.folded = append(w.folded, ' ')
}
