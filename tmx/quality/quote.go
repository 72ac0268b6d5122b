package quality

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"songngu/corpus/text"
)

// quoteUnpaired (Q203) finds double quotation marks without a partner on a side
// whose other side has all its pairs. The marks " “ ” „ « » are counted
// together, as texts mix them; a " behind a digit is an inch mark; single marks
// are apostrophes too often to count.
//
// It is wrong where one language repeats the opening mark at each paragraph.
func quoteUnpaired(p *pair) {
	src, tgt := lastQuote(p.src.text), lastQuote(p.tgt.text)
	if (src.Len() > 0) == (tgt.Len() > 0) {
		return
	}
	s, span := &p.src, src
	if tgt.Len() > 0 {
		s, span = &p.tgt, tgt
	}
	p.lonely(s, []item{{span.Of(s.text), span}}, "quotation mark", "dấu ngoặc kép")
}

const (
	doubleQuotes = "\"“”„‟«»"
	quoteMarks   = doubleQuotes + "'‘’`"
)

// lastQuote is the last double quotation mark of a text that has an odd number
// of them, an empty span if the number is even.
func lastQuote(s string) text.Span {
	n := 0
	var last text.Span
	for i := 0; i < len(s); {
		if c := s[i]; c != '"' && c != 0xC2 && c != 0xE2 { // what those marks begin with
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !strings.ContainsRune(doubleQuotes, r) {
			i += size
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		if r != '"' || !unicode.IsDigit(before) || n%2 == 1 {
			n++
			last = text.Span{Start: i, End: i + size}
		}
		i += size
	}
	if n%2 == 0 {
		return text.Span{}
	}
	return last
}
