package memory

import "unicode/utf8"

// likeness compares one text with many.
//
// The likeness of two texts is a number from 0 to 1, and this is its one
// definition:
//
//	likeness = (W + C) / 2
//	W = 1 - Dw / max(words of a, words of b)
//	C = 1 - Dc / max(runes of a, runes of b)
//
// over both texts as normalise leaves them. Dw is the Levenshtein distance of
// the two sequences of words, Dc that of the two sequences of runes, the
// blanks between words counted. Two texts without words have likeness 0.
//
// Why both: words alone, as OmegaT counts (Levenshtein over tokens, in per
// cent of the longer), make a letter mistyped in a sentence of three words a
// loss of a third; characters alone, as Translate Toolkit counts, find
// sentences alike that share letters and no word. The mean is near the first
// for long sentences and near the second for small slips.
//
// The same pairs by the three, in per cent after our penalties, by Translate
// Toolkit 3.8.4 (LevenshteinComparer), and by OmegaT's formula over words and
// signs:
//
//	The gate is open.          The gate is shut.           75   76   80
//	The colour fades.          The color fades.            80   94   75
//	Room 12 is free on May 3.  Room 7 is free on May 28.   95   84   75   (99 with the numbers placed)
//	The gate is open.          the gate is open!           98   88   80
//	Cổng đang mở.              cong dang mo                97   62    0
//
// testdata/definitions.tsv has more, and TestDefinitions holds all three columns to it.
//
// A match's percentage is the likeness in whole per cent, rounded down, less
// the penalties for what normalise leaves out (Penalties); 100 is kept for a
// text that is the same rune for rune, and 101 for one in the same context.
type likeness struct {
	words        words
	byWord       map[string]int32
	byRune       map[rune]int32
	ascii        [utf8.RuneSelf]int32
	symbols      []int32
	wordPattern  pattern
	runePattern  pattern
	scratch      words
	otherSymbols []int32
}

func newLikeness() *likeness {
	return &likeness{byWord: map[string]int32{}, byRune: map[rune]int32{}}
}

// set takes the text that others are compared with.
func (l *likeness) set(s string) {
	l.words.normalise(s)
	clear(l.byWord)
	clear(l.byRune)
	for i := range l.ascii {
		l.ascii[i] = -1
	}
	l.symbols = l.symbols[:0]
	for i := range l.words.word {
		w := l.words.term(i)
		id, ok := l.byWord[string(w)]
		if !ok {
			id = int32(len(l.byWord))
			l.byWord[string(w)] = id
		}
		l.symbols = append(l.symbols, id)
	}
	l.wordPattern.set(l.symbols, len(l.byWord))

	l.symbols = l.symbols[:0]
	next := int32(0)
	for i := 0; i < len(l.words.norm); {
		r, n := utf8.DecodeRune(l.words.norm[i:])
		i += n
		id := l.symbol(r)
		if id < 0 {
			id = next
			next++
			if r < utf8.RuneSelf {
				l.ascii[r] = id
			} else {
				l.byRune[r] = id
			}
		}
		l.symbols = append(l.symbols, id)
	}
	l.runePattern.set(l.symbols, int(next))
}

func (l *likeness) symbol(r rune) int32 {
	if r < utf8.RuneSelf {
		return l.ascii[r]
	}
	if id, ok := l.byRune[r]; ok {
		return id
	}
	return -1
}

// to is the likeness to s, or a number below least if that is less than least:
// then the runes are not always looked at.
func (l *likeness) to(s string, least float64) float64 {
	o := &l.scratch
	o.normalise(s)
	most := max(len(l.words.word), len(o.word))
	if len(l.words.word) == 0 || len(o.word) == 0 {
		return 0
	}
	l.otherSymbols = l.otherSymbols[:0]
	for i := range o.word {
		id, ok := l.byWord[string(o.term(i))]
		if !ok {
			id = -1
		}
		l.otherSymbols = append(l.otherSymbols, id)
	}
	w := 1 - float64(l.wordPattern.distance(l.otherSymbols))/float64(most)
	if (w+1)/2 < least {
		return (w + 1) / 2
	}
	l.otherSymbols = l.otherSymbols[:0]
	for i := 0; i < len(o.norm); {
		if c := o.norm[i]; c < utf8.RuneSelf {
			l.otherSymbols = append(l.otherSymbols, l.ascii[c])
			i++
			continue
		}
		r, n := utf8.DecodeRune(o.norm[i:])
		i += n
		l.otherSymbols = append(l.otherSymbols, l.symbol(r))
	}
	c := 1 - float64(l.runePattern.distance(l.otherSymbols))/float64(max(l.words.runes, o.runes))
	return (w + c) / 2
}

// Likeness is how alike two texts are, from 0 to 1: the mean of the likeness
// of their words and of their runes, as the comment of this file's type says.
// Penalties are not taken off.
func Likeness(a, b string) float64 {
	l := newLikeness()
	l.set(a)
	return l.to(b, 0)
}
