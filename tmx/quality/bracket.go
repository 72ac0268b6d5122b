package quality

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"songngu/corpus/text"
)

// bracketUnpaired (Q202) finds round, square and curly brackets without a
// partner on a side, where the other side is not unpaired in the same way.
// Numbers of lists, "1)" and "a)", and the faces ":)" and ":-(" are left out, and
// so are texts with full-width brackets, which pair with narrow ones at times.
//
// It is wrong in mathematics: [0, 1).
func bracketUnpaired(p *pair) {
	src, tgt := lonelyBrackets(p.src.text), lonelyBrackets(p.tgt.text)
	if len(src)+len(tgt) == 0 {
		return
	}
	p.lonely(&p.src, extra(src, tgt), "bracket", "dấu ngoặc")
	p.lonely(&p.tgt, extra(tgt, src), "bracket", "dấu ngoặc")
}

func (p *pair) lonely(s *side, list []item, what, vietnamese string) {
	if len(list) == 0 {
		return
	}
	q := quotedItems(s.text, list)
	p.find(s, list[0].span, what+" "+q+" without its partner in "+s.english(), vietnamese+" "+q+" không có cặp trong "+s.vietnamese())
}

const openers, closers = "([{", ")]}"

// lonelyBrackets are the brackets of a text that have no partner. Their keys
// say on which side the partner is missing.
func lonelyBrackets(s string) []item {
	if !strings.ContainsAny(s, openers+closers) || strings.ContainsAny(s, "（）［］【】「」") {
		return nil
	}
	var open []item
	var lone []item
	for i := 0; i < len(s); i++ {
		k := strings.IndexByte(openers, s[i])
		if k >= 0 {
			if !face(s, i) {
				open = append(open, item{s[i : i+1], text.Span{Start: i, End: i + 1}})
			}
			continue
		}
		if k = strings.IndexByte(closers, s[i]); k < 0 {
			continue
		}
		n := len(open) - 1
		for n >= 0 && n > len(open)-8 && open[n].key[0] != openers[k] {
			n--
		}
		switch {
		case n >= 0 && open[n].key[0] == openers[k]:
			open = append(open[:n], open[n+1:]...)
		case s[i] == ')' && (listNumber(s[:i]) || face(s, i)):
		default:
			lone = append(lone, item{s[i : i+1], text.Span{Start: i, End: i + 1}})
		}
	}
	return append(lone, open...)
}

// face reports whether the bracket at i is the mouth of a face, or stands in
// quotation marks by itself: type ")".
func face(s string, i int) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimSuffix(s[:i], " "))
	next, _ := utf8.DecodeRuneInString(strings.TrimPrefix(s[i+1:], " "))
	if strings.ContainsRune(quoteMarks, last) && strings.ContainsRune(quoteMarks, next) {
		return true
	}
	if i+1 < len(s) && (isLetterByte(s[i+1]) || isDigit(s[i+1])) {
		return false
	}
	eyes := i - 1
	for eyes > 0 && i-eyes < 6 && strings.IndexByte("()-^o", s[eyes]) >= 0 {
		eyes--
	}
	return eyes >= 0 && strings.IndexByte(":;=", s[eyes]) >= 0 && (eyes == 0 || s[eyes-1] == ' ' || s[eyes-1] == '.' || s[eyes-1] == '!')
}

// listNumber reports whether a bracket behind s closes the number of a list
// item: up to three letters or digits after a blank or at the start.
func listNumber(s string) bool {
	n := 0
	for n <= 4 && len(s) > 0 {
		r, size := utf8.DecodeLastRuneInString(s)
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' {
			return n > 0 && (unicode.IsSpace(r) || strings.ContainsRune(",;:/-–"+quoteMarks, r))
		}
		s = s[:len(s)-size]
		n++
	}
	return n > 0 && n <= 4
}
