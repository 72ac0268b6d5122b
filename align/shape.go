package align

import (
	"unicode"
	"unicode/utf8"
)

// shape is what a sentence looks like from outside: how it begins, how it
// ends, and which marks it holds. Both languages write with the same signs, so
// shape survives translation where words do not.
type shape struct {
	start, end uint8 // classes below
	marks      uint8 // bit set of the marks inside
}

// Classes of beginnings.
const (
	startOther = iota
	startUpper
	startLower
	startDigit // a number, or a list label such as "3." or "a)"
	startQuote
	startDash
	startBracket
	startClasses
)

// Classes of endings.
const (
	endOther = iota // a letter or digit: a heading, a caption, a cell
	endStop
	endQuestion
	endExclamation
	endColon
	endComma // or a semicolon: the sentence goes on
	endQuote // a quotation mark after something else than a stop
	endBracket
	endEllipsis
	endClasses
)

// Marks that are kept by a translator more often than not.
const (
	markQuestion = 1 << iota
	markExclamation
	markColon
	markBracket
	markQuote
	markSemicolon
	markSlash // or another sign of code and addresses: _ = < > @ # $ { }
	markDash
	markCount = 8
)

// shapeOf reads the shape off a sentence.
func shapeOf(s string) shape {
	var sh shape
	first := true
	var last, before rune
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
			if (r < firstLetter || r > lastLetter) && (r < moreFirst || r > moreLast) {
				if unicode.IsSpace(r) {
					i += size
					continue
				}
				sh.marks |= markOf(r)
			}
		} else {
			if asciiSpace[r] {
				i++
				continue
			}
			sh.marks |= asciiMarks[r]
		}
		i += size
		if first {
			sh.start = startClass(r, s[i:])
			first = false
		}
		before, last = last, r
	}
	sh.end = endClass(last, before)
	return sh
}

// From firstLetter to lastLetter no character is a mark or white space: there
// stand the letters of Vietnamese that ASCII lacks.
const (
	firstLetter = 0xC0
	lastLetter  = 0x167F
	moreFirst   = 0x1E00
	moreLast    = 0x1EFF
)

// asciiMarks is markOf, and asciiSpace unicode.IsSpace, of the characters that
// most of a text is made of.
var asciiMarks, asciiSpace = func() (marks [utf8.RuneSelf]uint8, space [utf8.RuneSelf]bool) {
	for r := range marks {
		marks[r], space[r] = markOf(rune(r)), unicode.IsSpace(rune(r))
	}
	return marks, space
}()

func startClass(r rune, rest string) uint8 {
	switch {
	case unicode.IsDigit(r):
		return startDigit
	case unicode.IsLetter(r):
		if next, _ := utf8.DecodeRuneInString(rest); next == ')' || next == '.' && len(rest) > 1 && rest[1] == ' ' {
			return startDigit
		}
		if unicode.IsLower(r) {
			return startLower
		}
		return startUpper
	}
	switch r {
	case '"', '\'', '“', '”', '‘', '’', '«', '„':
		return startQuote
	case '-', '–', '—', '―', '•', '*', '+', '·':
		return startDash
	case '(', '[', '{', '<':
		return startBracket
	}
	return startOther
}

func endClass(last, before rune) uint8 {
	switch last {
	case '"', '\'', '“', '”', '’', '»':
		switch c := endClass(before, 0); c {
		case endStop, endQuestion, endExclamation, endComma, endEllipsis:
			return c
		}
		return endQuote
	case '.', '。':
		if before == '.' {
			return endEllipsis
		}
		return endStop
	case '…':
		return endEllipsis
	case '?', '？':
		return endQuestion
	case '!':
		return endExclamation
	case ':', '：':
		return endColon
	case ',', ';':
		return endComma
	case ')', ']', '}', '>':
		return endBracket
	}
	return endOther
}

func markOf(r rune) uint8 {
	switch r {
	case '?', '？':
		return markQuestion
	case '!':
		return markExclamation
	case ':', '：':
		return markColon
	case '(', '[', ')', ']':
		return markBracket
	case '"', '“', '”', '«', '»':
		return markQuote
	case ';':
		return markSemicolon
	case '/', '_', '=', '<', '>', '@', '#', '$', '{', '}', '\\', '`':
		return markSlash
	case '–', '—':
		return markDash
	}
	return 0
}
