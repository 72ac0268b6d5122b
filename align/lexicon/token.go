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
		w.english.of(v)
		for i := range w.parts {
			buf = append(buf, Token{w.identify(&w.english, i, v.english), w.parts[i].span})
		}
		return buf
	}
	w.vietnamese.of(v)
	for i := 0; i < len(w.parts); {
		id, n := v.longest(w, i)
		buf = append(buf, Token{id, text.Span{Start: w.parts[i].span.Start, End: w.parts[i+n-1].span.End}})
		i += n
	}
	return buf
}

// identify is the ID of part i, which find is asked for once for each word met.
func (w *words) identify(met *seenWords, i int, find func(word []byte, hash uint64) int32) int32 {
	p := &w.parts[i]
	if p.seen < 0 {
		return find(w.text(i), p.hash)
	}
	s := &met.list[p.seen]
	if s.version != met.version {
		s.version, s.id = met.version, find(w.text(i), p.hash)
	}
	return s.id
}

// word is the ID of a word whose hash is given, or -1.
func (v *vocabulary) word(w []byte, hash uint64) int32 { return v.index.find(v.words, w, hash) }

// english is the ID of an English word, whose hash is given, or of the first of
// its base forms that the table knows.
func (v *vocabulary) english(w []byte, hash uint64) int32 {
	id := v.index.find(v.words, w, hash)
	if id >= 0 {
		return id
	}
	var b baseForms
	b.find(w)
	for i := range b.n {
		if id := v.find(b.form(i)); id >= 0 {
			return id
		}
	}
	return -1
}

// find is the ID of a word without blanks, or -1.
func (v *vocabulary) find(word []byte) int32 {
	return v.index.find(v.words, word, hashJoin(0, hashSyllable(word)))
}

// longest is the longest known word that begins at part i, and its number of
// syllables; -1 and 1 if there is none.
func (v *vocabulary) longest(w *words, i int) (int32, int) {
	var hash [maxSyllables]uint64 // of the first one, two … syllables
	hash[0] = w.parts[i].hash
	head := w.identify(&w.vietnamese, i, v.word)
	if head < 0 {
		return -1, 1
	}
	n := 1
	for most := int(v.index.longest[head]); n < most && i+n < len(w.parts) && w.parts[i+n].joined; n++ {
		hash[n] = hashJoin(hash[n-1], w.parts[i+n].syllable)
	}
	for ; n > 1; n-- {
		if id := v.index.find(v.words, w.folded[w.parts[i].start:w.parts[i+n-1].end], hash[n-1]); id >= 0 {
			return id, n
		}
	}
	return head, 1
}

// words is a sentence cut into folded words, reused from call to call.
type words struct {
	folded []byte // the words, a blank after each
	parts  []part
	raw    []byte

	english, vietnamese seenWords // spellings met so far
}

type part struct {
	start, end int       // in words.folded
	span       text.Span // in the sentence
	joined     bool      // only white space stands between it and its predecessor
	seen       int32     // of seenWords; -1 for none
	syllable   uint64    // hashSyllable of it
	hash       uint64    // hash of it as a word
}

var wordsPool = sync.Pool{New: func() any { return new(words) }}

func (w *words) text(i int) []byte { return w.folded[w.parts[i].start:w.parts[i].end] }

// split cuts a sentence. Invalid UTF-8 separates words.
func (w *words) split(side Side, s string) {
	w.folded, w.parts = w.folded[:0], w.parts[:0]
	w.english.forget()
	w.vietnamese.forget()
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
		simple := true
		for i < len(s) {
			if n := plainLetter(s, i); n > 0 {
				i += n
				continue
			}
			kind, n := classify(s[i:])
			if kind == apostrophe && side == English {
				simple = false
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
			w.addEnglish(s, start, i, simple)
		} else {
			w.addVietnamese(s, start, i, joined)
		}
		joined = true
	}
}

// plainLetter is the length of the letter at s[i], where its first bytes tell
// that it is one; 0 if it may be anything.
func plainLetter(s string, i int) int {
	switch c := s[i]; {
	case c < utf8.RuneSelf:
		if c |= 0x20; 'a' <= c && c <= 'z' {
			return 1
		}
	case c >= 0xC3 && c <= 0xC6: // U+00C0 to U+01BF, all letters but × and ÷
		if i+1 < len(s) && s[i+1]&0xC0 == 0x80 && (c != 0xC3 || s[i+1]&^0x20 != 0x97) {
			return 2
		}
	case c == 0xE1: // U+1E00 to U+1EFF, all letters
		if i+2 < len(s) && s[i+1] >= 0xB8 && s[i+1] <= 0xBB && s[i+2]&0xC0 == 0x80 {
			return 3
		}
	}
	return 0
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

// add adds a folded word.
func (w *words) add(word []byte, span text.Span, joined bool) {
	w.addHashed(word, span, joined, -1, hashSyllable(word))
}

func (w *words) addHashed(word []byte, span text.Span, joined bool, seen int32, syllable uint64) {
	start := len(w.folded)
	w.folded = append(w.folded, word...)
	w.parts = append(w.parts, part{start, len(w.folded), span, joined, seen, syllable, hashJoin(0, syllable)})
	w.folded = append(w.folded, ' ')
}

// addSeen adds word k of those met, or, if that is -1, the one in w.raw.
func (w *words) addSeen(all *seenWords, k int32, span text.Span, joined bool) {
	if k < 0 {
		w.add(w.raw, span, joined)
		return
	}
	s := &all.list[k]
	w.addHashed(all.folded(s), span, joined, k, s.syllable)
}
