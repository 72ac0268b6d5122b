package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// hyphens mends words divided at the ends of lines. What the document itself
// writes elsewhere decides whether the hyphen belongs to the word; where it is
// silent, the hyphen goes from English, which divides words by syllables, and
// stays in Vietnamese, which divides none and has hyphens only in foreign names
// (Lê-nin, Xanh Pê-tec-bua).
type hyphens struct{ words map[string]struct{} }

// learn remembers the words of a line, all but a divided one at its end.
func (h *hyphens) learn(line string) {
	if h.words == nil {
		h.words = make(map[string]struct{})
	}
	for w := range strings.FieldsSeq(line) {
		if w = trimWord(w); w != "" && len(w) <= 64 && !strings.HasSuffix(w, "-") {
			h.words[strings.ToLower(w)] = struct{}{}
		}
	}
}

func trimWord(w string) string {
	return strings.TrimFunc(w, func(r rune) bool { return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// join puts a line after the text before it.
func (h *hyphens) join(before, line string) string {
	if rest, ok := strings.CutSuffix(before, "\u00ad"); ok {
		return rest + line
	}
	stem, ok := strings.CutSuffix(before, "-")
	if !ok {
		if stem, ok = strings.CutSuffix(before, "\u2010"); !ok {
			return before + " " + line
		}
	}
	left := trimWord(stem[strings.LastIndexByte(stem, ' ')+1:])
	word, _, _ := strings.Cut(line, " ")
	right := trimWord(word)
	end, _ := utf8.DecodeLastRuneInString(stem)
	start, _ := utf8.DecodeRuneInString(line)
	switch {
	case left == "" || !unicode.IsLetter(end) && !unicode.IsDigit(end):
		return before + " " + line // a dash
	case !unicode.IsLetter(end) || !unicode.IsLower(start):
		return before + line // 24-hour, Anglo-American
	case h.has(left + right):
		return stem + line
	case h.has(left + "-" + right):
		return stem + "-" + line
	case isVietnamese(before) || isVietnamese(line) || compounding[strings.ToLower(left)]:
		return before + line
	}
	return stem + line
}

func (h *hyphens) has(word string) bool {
	_, ok := h.words[strings.ToLower(word)]
	return ok
}

// compounding are English first parts that keep their hyphen.
var compounding = map[string]bool{"self": true, "well": true, "ex": true, "all": true, "cross": true, "half": true, "so": true,
	"long": true, "short": true, "high": true, "low": true, "old": true, "large": true, "small": true, "state": true, "vice": true,
	"two": true, "three": true, "four": true, "five": true, "ten": true}

// isVietnamese reports whether a line has a letter that Vietnamese alone has;
// hardly a line of it has none.
func isVietnamese(s string) bool {
	s = s[max(0, len(s)-400):]
	for _, r := range s {
		if r >= 0x1EA0 && r <= 0x1EF9 || r == 'đ' || r == 'ư' || r == 'ơ' {
			return true
		}
	}
	return false
}
