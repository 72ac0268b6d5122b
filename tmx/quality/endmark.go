package quality

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"songngu/corpus/text"
)

// endMarkDiffers (Q201) compares the punctuation that the sides end in, behind
// which closing brackets, quotation marks and tags may stand: none, full stop,
// question mark, colon, semicolon or comma. Full stop, exclamation mark and
// ellipsis count as one, since translators change the one for the other with
// the tone of a sentence; so do a comma and a semicolon.
//
// A point that ends an abbreviation (Inc., U.S., v.v.) may stand against none.
//
// It is wrong where a question is asked otherwise ("Tell me who it was." "Hãy
// cho biết đó là ai?") and in lists whose style differs by language.
func endMarkDiffers(p *pair) {
	a, spanA := endMark(p.src.text)
	b, spanB := endMark(p.tgt.text)
	if a == b || !hasLetter(p.src.text) || !hasLetter(p.tgt.text) {
		return
	}
	if a == '.' && b == 0 && abbreviates(p.src.text[:spanA.End]) || b == '.' && a == 0 && abbreviates(p.tgt.text[:spanB.End]) {
		return
	}
	s, span := &p.tgt, spanB
	if b == 0 {
		s, span = &p.src, spanA
	}
	p.find(s, span,
		"the source ends in "+markName(a, spanA.Of(p.src.text), false)+", the target in "+markName(b, spanB.Of(p.tgt.text), false),
		"câu nguồn kết thúc bằng "+markName(a, spanA.Of(p.src.text), true)+", bản dịch bằng "+markName(b, spanB.Of(p.tgt.text), true))
}

func markName(class rune, mark string, vietnamese bool) string {
	switch {
	case class != 0:
		return "“" + mark + "”"
	case vietnamese:
		return "chữ, không có dấu câu"
	}
	return "no mark"
}

// endMark is the class of the punctuation a text ends in, 0 for none, and where
// it stands.
func endMark(s string) (class rune, span text.Span) {
	end := len(s)
	for end > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:end])
		if r == '>' { // a tag
			if i := strings.LastIndexByte(s[max(0, end-maxTag):end], '<'); i >= 0 {
				if i += max(0, end-maxTag); i > 0 {
					if t, _, ok := tagAt(s, i); ok && t.span.End == end {
						end = i
						continue
					}
				}
			}
		}
		if unicode.IsSpace(r) || unicode.Is(unicode.Pe, r) || unicode.Is(unicode.Pf, r) || unicode.Is(unicode.Pi, r) || strings.ContainsRune("\"'*_`", r) {
			end -= n
			continue
		}
		span = text.Span{Start: end - n, End: end}
		switch r {
		case '.', '!', '…', '。', '！', '．':
			return '.', span
		case '?', '？':
			if strings.HasSuffix(s[:end-n], "!") {
				span.Start--
			}
			return '?', span
		case ':', '：':
			return ':', span
		case ';', ',', '；', '，', '、':
			return ',', span
		}
		return 0, text.Span{Start: len(s), End: len(s)}
	}
	return 0, text.Span{Start: len(s), End: len(s)}
}

// abbreviates reports whether the point a text ends in belongs to a short word
// or to one with another point in it.
func abbreviates(s string) bool {
	s = strings.TrimRight(s, ".")
	word := s[strings.LastIndexAny(s, " \t\n(\u00A0")+1:]
	return strings.Contains(word, ".") || utf8.RuneCountInString(word) <= 4 && startsUpper(word)
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }
