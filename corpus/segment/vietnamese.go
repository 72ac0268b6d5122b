package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"songngu/corpus/text"
)

// vietnamese judges stops in Vietnamese text.
type vietnamese struct {
	own map[string]bool // the user's abbreviations
}

func newVietnamese(abbreviations []string) *vietnamese {
	return &vietnamese{own: set(abbreviations)}
}

func (v *vietnamese) judge(s *stop) verdict {
	if !s.spaced() {
		return v.joined(s)
	}
	if s.first == other && continues(s) {
		return never
	}
	switch s.mark {
	case query, exclaim:
		return v.shout(s)
	case ellipsis:
		return v.trailing(s)
	}
	return v.point(s)
}

// brokenOff: Vietnamese dialogue has its dashes at the beginning.
func (v *vietnamese) brokenOff(*stop) verdict { return never }

// shout judges ? and !.
func (v *vietnamese) shout(s *stop) verdict {
	switch {
	case s.word == "" && (s.closed || s.at == s.start): // (!)
		return never
	case s.calls():
		return unlikely
	case s.first == lower && (s.quoted || s.closed || s.opened != ""):
		// "Đi đâu?" - ông hỏi; ngạc nhiên (thật ư?) rồi đi.
		return never
	case s.first == lower: // Có thay đổi không? nếu không thì thôi.
		return unlikely
	case s.quoted || dashed(s.opened):
		return v.afterQuotation(s)
	}
	return always
}

// afterQuotation judges a stop within a quotation that has just closed, before
// a capital: who said it may follow (“Đi thôi!” Nam nói.).
func (v *vietnamese) afterQuotation(s *stop) verdict {
	says, over := v.speaks(s)
	switch {
	case !says || s.introduces() && !dashed(s.opened):
		return always
	case over || dashed(s.opened):
		return unlikely
	}
	return doubtful
}

// trailing judges an ellipsis.
func (v *vietnamese) trailing(s *stop) verdict {
	switch {
	case s.at == s.start || s.word == "" && s.alone():
		return never
	case s.first == lower:
		return never
	case s.first == digit && !s.quoted:
		return unlikely
	case s.closed && strings.HasPrefix(s.text[s.end:], "]"): // […]
		return never
	case s.first == upper && (s.quoted || dashed(s.opened)):
		return v.afterQuotation(s)
	case s.first == other:
		return doubtful
	case v.starts(s):
		return always
	}
	return doubtful
}

// joined judges a stop without white space behind it: it ends a sentence only
// where the blank was plainly forgotten.
func (v *vietnamese) joined(s *stop) verdict {
	if s.first != upper || s.opened != "" && !s.quoted && strings.ContainsAny(s.opened, "([{<*_-–—") {
		return never
	}
	if s.rest < len(s.text) {
		if c := s.text[s.rest]; strings.IndexByte("/@_=&#\\(:", c) >= 0 || c == '.' && s.rest+1 < len(s.text) && s.text[s.rest+1] != ' ' {
			return never
		}
	}
	word := strings.TrimRight(s.word, "'’\"”)]")
	if strings.ContainsAny(word, "/@_\\=&#:.") || v.kindOf(word) != 0 || !isWord(word) && !v.unit(word) {
		return never
	}
	switch first, n := utf8.DecodeRuneInString(word); {
	case s.noted:
		return doubtful
	case n == len(word), !syllables(s.follows):
		return never
	case unicode.IsLower(first) && (syllables(word) || ascii(word) && !ascii(s.follows)):
		return doubtful
	case unicode.IsUpper(first) && v.starts(s) && syllables(word):
		return doubtful
	case unicode.IsDigit(first) && v.starts(s) && !s.alone():
		return doubtful
	}
	return never
}

// unit reports whether word is a number, perhaps with a unit: 2010, 7,2%.
func (v *vietnamese) unit(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsDigit(r)
}

// point judges a single full stop with white space behind it.
func (v *vietnamese) point(s *stop) verdict {
	if s.noted && s.first != lower {
		return always
	}
	if s.word == "" {
		if s.at == s.start || s.first == lower {
			return never
		}
		return always
	}
	word := strings.TrimRight(s.word, "'’\"”)]»")
	if s.first == lower && (s.quoted || s.closed) {
		return never
	}
	if s.quoted && s.first == upper {
		return v.afterQuotation(s)
	}
	if s.first == upper && s.opened != "" && strings.Count(s.word, ".") > 0 && number(strings.ReplaceAll(word, ".", "")) {
		return unlikely // 5.9.5. “Bàn giao”: the number of a part and its name
	}
	if word == "" || len(word) < len(s.word) {
		if s.first == lower { // chạy lệnh này (xem trên). dpkg sẽ bỏ qua nó.
			if s.opened == "" && s.at-s.start >= leastPart && program(s.follows) {
				return unlikely
			}
			return never
		}
		return always
	}
	if s.itemised() && (marker(word) || word == "Đ" || word == "đ") || s.first != lower && s.heads(vietnameseHeadings) {
		return never
	}
	class := v.kindOf(word)
	switch {
	case class&inside != 0:
		return never
	case class&title != 0:
		if s.closed || s.quoted || s.first == upper && v.opener(s.follows) {
			return doubtful
		}
		if r, _ := utf8.DecodeRuneInString(s.second()); v.starts(s) && unicode.IsLower(r) { // TP. Sáng nay
			return doubtful
		}
		return never
	case class&numbered != 0:
		if s.first == digit || s.first == lower || roman(s.follows) || len(s.follows) == 1 {
			return never
		}
		if class&common != 0 {
			return always
		}
		if v.starts(s) {
			return doubtful
		}
		return never
	case class&ending != 0:
		switch {
		case s.first == lower || s.first == digit || strings.ContainsAny(s.opened, "(["):
			return never
		case v.starts(s):
			return always
		case class&place != 0:
			return unlikely
		}
		return doubtful
	}
	// One letter is an initial, but for words like Ý and Á.
	single := utf8.RuneCountInString(word) == 1 && isWord(word) && (ascii(word) || !syllables(word))
	switch {
	case s.first == lower:
		// A capital stands behind every stop, except in a quotation and where the
		// writer has no use for capitals or forgot one.
		if class != 0 || single || pointed(word) {
			return never
		}
		forgotten := conjunctions[s.follows] && !conjunctions[word] || unicode.IsLower(firstRune(s.text[s.start:]))
		switch {
		case strings.ContainsAny(s.opened, "“\"«‘") || syllables(word) && forgotten:
			return doubtful
		case s.opened == "" && isWord(word) && s.at-s.start >= leastPart && (syllables(s.follows) || program(s.follows)):
			return unlikely
		}
		return never
	case single && capital(word) || pointed(word) || compound(word):
		return v.afterInitial(s, word)
	case s.first == digit && dateParts(s, word):
		return never
	}
	return always
}

// afterInitial judges the stop of an initial before a capital or a digit: one
// that follows a name or a noun (Nguyễn Văn A., vitamin C.) may end a sentence,
// one that comes first (J. Smith) does not.
func (v *vietnamese) afterInitial(s *stop, word string) verdict {
	switch {
	case s.alone() || s.first == digit && pointed(word):
		return never
	case s.first == digit || s.first == other:
		return doubtful
	case v.starts(s) && !strings.HasSuffix(s.previous(), ","):
		return doubtful
	case syllables(s.previous()) && syllables(s.follows) && len(word) == 1 && !ascii(s.follows) && !strings.Contains(s.second(), "."):
		r, _ := utf8.DecodeRuneInString(s.second())
		if unicode.IsLower(r) { // Nguyễn Văn A. Cuối buổi
			return doubtful
		}
	}
	return never
}

// speaks reports whether what follows a quotation begins with who said it (Ông
// Nam hỏi), and whether nothing but that follows. A colon behind it says that
// another quotation is meant.
func (v *vietnamese) speaks(s *stop) (says, over bool) {
	if s.first != upper {
		return false, false
	}
	for i, n := s.rest, 0; n < 5; n++ {
		j := skipSpace(s.text, i)
		if j == i {
			return false, false
		}
		w, end := wordAt(s.text, j)
		if w == "" {
			return false, false
		}
		i = end
		if !vietnameseSpeech[w] {
			continue
		}
		for { // cho biết, nói thêm
			j := skipSpace(s.text, i)
			w, end := wordAt(s.text, j)
			if !afterSpeech[w] && !vietnameseSpeech[w] {
				return j >= len(s.text) || s.text[j] != ':', j >= len(s.text) || s.text[j] == '.'
			}
			i = end
		}
	}
	return false, false
}

// starts reports whether the next word begins sentences and no names.
func (v *vietnamese) starts(s *stop) bool {
	return s.first == upper && (v.opener(s.follows) || vietnameseStarters[strings.ToLower(s.follows)])
}

// opener reports whether a capitalised word is a function word.
func (v *vietnamese) opener(word string) bool {
	return vietnameseOpeners[strings.ToLower(word)]
}

// program reports whether word may be the name of a program or a thing in code,
// which keeps its small letter at the head of a sentence: apt-get, props.
func program(word string) bool {
	return len(word) > 1 && ascii(word) && !text.ValidSyllable(word)
}

func dashed(opened string) bool { return strings.IndexFunc(opened, dash) >= 0 }

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// syllables reports whether word is a Vietnamese syllable, or some with
// hyphens between.
func syllables(word string) bool {
	for part := range strings.SplitSeq(word, "-") {
		if !text.ValidSyllable(part) {
			return false
		}
	}
	return true
}

// compound reports whether word is made of abbreviations with points between,
// the last of which bears one too: PGS.TS, Th.S, T.Ư, but not TP.HCM.
func compound(word string) bool {
	i := strings.IndexByte(word, '.')
	if i <= 0 || i == len(word)-1 {
		return false
	}
	for part := range strings.SplitSeq(word, ".") {
		if !capital(part) || len(part) > 8 || !isWord(part) {
			return false
		}
	}
	return utf8.RuneCountInString(word[strings.LastIndexByte(word, '.')+1:]) <= 2
}
