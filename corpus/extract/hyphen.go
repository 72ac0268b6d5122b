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
			h.words[bare(w)] = struct{}{}
		}
	}
}

func trimWord(w string) string {
	return strings.TrimFunc(w, func(r rune) bool { return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// append puts a line after the text before it.
func (h *hyphens) append(before []byte, line string) []byte {
	tail := string(before[max(0, len(before)-maxTail):])
	cut, between := h.seam(tail, line)
	return append(append(before[:len(before)-cut], between...), line...)
}

// maxTail is how much of a text is looked at where a line is put after it.
const maxTail = 400

// seam says what is cut off the text before a line, in bytes, and what stands
// between the two instead.
func (h *hyphens) seam(before, line string) (cut int, between string) {
	if strings.HasSuffix(before, "\u00ad") {
		return len("\u00ad"), ""
	}
	stem := strings.TrimSuffix(strings.TrimSuffix(before, "-"), "\u2010")
	if cut = len(before) - len(stem); cut == 0 {
		return 0, " "
	}
	left := trimWord(stem[strings.LastIndexByte(stem, ' ')+1:])
	word, _, _ := strings.Cut(line, " ")
	right := trimWord(word)
	end, _ := utf8.DecodeLastRuneInString(stem)
	start, _ := utf8.DecodeRuneInString(line)
	switch {
	case left == "" || !unicode.IsLetter(end) && !unicode.IsDigit(end):
		return 0, " " // a dash
	case !unicode.IsLetter(end) || !unicode.IsLower(start):
		return 0, "" // 24-hour, Anglo-American
	case h.has(left + right):
		return cut, ""
	case h.has(left + "-" + right):
		return cut, "-"
	case isVietnamese(before) || isVietnamese(line) || compounding[strings.ToLower(left)]:
		return 0, ""
	}
	return cut, ""
}

func (h *hyphens) has(word string) bool {
	_, ok := h.words[bare(word)]
	return ok
}

// bare is a word in small letters, without the ending of the possessive.
func bare(word string) string {
	word = strings.ToLower(word)
	return strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
}

// compounding are English first parts that keep their hyphen.
var compounding = map[string]bool{"self": true, "well": true, "ex": true, "all": true, "cross": true, "half": true, "so": true,
	"long": true, "short": true, "high": true, "low": true, "old": true, "large": true, "small": true, "state": true, "vice": true,
	"two": true, "three": true, "four": true, "five": true, "ten": true}

// isVietnamese reports whether a line has a letter that Vietnamese alone has;
// hardly a line of it has none.
func isVietnamese(s string) bool {
	for _, r := range s[:min(len(s), maxTail)] {
		if r >= 0x1EA0 && r <= 0x1EF9 || r == 'đ' || r == 'ư' || r == 'ơ' {
			return true
		}
	}
	return false
}
