package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// english judges stops in English text.
type english struct {
	own map[string]bool // the user's abbreviations
}

func newEnglish(abbreviations []string) *english {
	return &english{own: set(abbreviations)}
}

func (e *english) judge(s *stop) verdict {
	if !s.spaced() {
		return e.joined(s)
	}
	e.note(s)
	switch s.mark {
	case query, exclaim:
		return e.shout(s)
	case ellipsis:
		return e.trailing(s)
	}
	return e.point(s)
}

// brokenOff: speech that breaks off at a dash goes on with a capital only where
// another sentence begins. Names and headings bear capitals too, so that the
// word before must have none and the one behind must be no name.
func (e *english) brokenOff(s *stop) verdict {
	word, _ := s.before(s.at)
	follows := strings.ToLower(s.follows)
	if s.first != upper || s.opened != "" || !unicode.IsLower(firstRune(word)) {
		return never
	}
	if len(follows) < 2 || pronounI(s.follows) || !starters[follows] && !interjections[follows] {
		return unlikely
	}
	ahead := s.text[s.next:min(len(s.text), s.next+3*maxWord)]
	if stop := strings.IndexAny(ahead, ".?!"); stop >= 0 {
		ahead = ahead[:stop]
	}
	if strings.Contains(ahead, " "+s.text[s.at:s.end]+" ") {
		return unlikely // a pair of dashes
	}
	return doubtful
}

// note takes a bare number behind a stop for that of a note, its brackets or
// raised type lost, where a function word with a capital follows: no sentence
// begins with "4 Even though".
func (e *english) note(s *stop) {
	if s.first != digit || s.opened != "" || len(s.follows) > 2 || !number(s.follows) || s.start == s.at-len(s.word) {
		return
	}
	behind := stop{text: s.text, start: s.start}
	behind.ahead(skipSpace(s.text, s.rest))
	last, _ := utf8.DecodeLastRuneInString(s.text[:s.at])
	if behind.first != upper || !starters[strings.ToLower(behind.follows)] || unicode.IsDigit(last) || e.kindOf(s.word) != 0 {
		return
	}
	s.after = s.rest
	s.next = skipSpace(s.text, s.rest)
	s.noted = true
	s.ahead(s.next)
}

// shout judges ? and !.
func (e *english) shout(s *stop) verdict {
	switch {
	case s.word == "" && (s.closed || s.at == s.start): // (!)
		return never
	case s.calls():
		return unlikely
	case s.first == lower && (s.quoted || s.closed):
		return never
	case s.first == lower && (capital(s.word) && !s.alone() || speech[s.follows] || speech[s.second()]): // Yahoo! is; Why? he asked
		return never
	case s.first == lower:
		return doubtful
	case s.first == other && continues(s):
		return never
	case s.quoted && e.speaks(s): // "Why?" Smith asked
		return unlikely
	case s.mark == exclaim && exclaimedNames[s.word]:
		if starters[strings.ToLower(s.follows)] {
			return doubtful
		}
		return unlikely
	}
	return always
}

// trailing judges an ellipsis.
func (e *english) trailing(s *stop) verdict {
	switch {
	case s.at == s.start || s.word == "" && s.alone():
		return never
	case s.first == lower:
		return never
	case s.first == other:
		return never
	case s.closed && strings.HasPrefix(s.text[s.end:], "]"): // […]
		return never
	case s.points() > 3: // an ellipsis and a full stop
		return always
	case pronounI(s.follows) && s.opened == "", s.first == digit:
		return unlikely
	}
	return doubtful
}

// joined judges a stop without white space behind it: it ends a sentence only
// where the blank was plainly forgotten.
func (e *english) joined(s *stop) verdict {
	if s.first != upper || s.opened != "" && !s.quoted && strings.ContainsAny(s.opened, "([{<*_-–—") {
		return never
	}
	follows := strings.ToLower(s.follows)
	r, n := utf8.DecodeRuneInString(s.follows)
	if n == len(s.follows) && r != 'A' && r != 'I' || !isWord(s.follows[n:]) {
		return never
	}
	if s.rest < len(s.text) {
		// A name of a machine goes on with such a sign, an abbreviation with a point.
		if c := s.text[s.rest]; strings.IndexByte("/@_=&#\\(:", c) >= 0 || c == '.' && s.rest+1 < len(s.text) && s.text[s.rest+1] != ' ' {
			return never
		}
	}
	word := strings.TrimRight(s.word, "'’\"”)]")
	if i := strings.IndexByte(word, '.'); i > 0 && e.kindOf(word[:i])&title != 0 { // Prof.Jones.They
		word = word[i+1:]
	}
	last, _ := utf8.DecodeLastRuneInString(word)
	plain := isWord(word) && unicode.IsLower(last) && len(word) > 1
	switch {
	case strings.ContainsAny(word, "/@_\\=&#:.") && !s.noted:
		return never
	case s.noted, s.quoted && !s.inQuote && plain, s.closed && plain:
		return doubtful
	case e.kindOf(word) != 0:
		return never
	case plain && (unicode.IsLower(firstRune(word)) || starters[follows] || e.kindOf(s.follows)&title != 0):
		return doubtful
	case unicode.IsDigit(last) && starters[follows] && s.mark == period && !s.alone():
		return doubtful
	}
	return never
}

// point judges a single full stop with white space behind it.
func (e *english) point(s *stop) verdict {
	follows := strings.ToLower(s.follows)
	starter := starters[follows] && (s.first == upper || s.first == lower)
	switch {
	case s.word == "":
		switch {
		case s.at == s.start:
			return never
		case s.first == lower:
			return doubtful
		}
		return always
	case s.first == other && continues(s):
		return never
	case s.first == lower && (s.quoted || s.closed):
		return never
	}
	word := strings.TrimRight(s.word, "'’\"”)]»")
	if s.noted && s.first != lower {
		return always
	}
	if word == "" || len(word) < len(s.word) && s.first != lower {
		return always // a bracket or quote closes before the stop
	}
	if marker(word) && s.itemised() {
		return never
	}
	if s.heads(headings) && s.first != lower {
		return never
	}
	if s.first == upper && s.opened != "" && strings.Count(word, ".") > 0 && number(strings.ReplaceAll(word, ".", "")) {
		return unlikely // 5.9.5. “Handing over”: the number of a part and its name
	}
	class := e.kindOf(word)
	switch {
	case s.quoted && s.first != lower:
		return always
	case s.closed && s.first != lower && !s.opensLetter():
		if pointed(word) && !starter { // the United States (U.S.) Senate
			return unlikely
		}
		return always
	case class&inside != 0:
		return never
	case class&title != 0:
		return e.afterTitle(s, starter)
	case class&numbered != 0:
		return e.afterNumbered(s, word, class, starter)
	case s.first == lower:
		if class != 0 || pointed(word) || len(word) == 1 {
			return never
		}
		return ask
	case class&ending != 0:
		return e.afterEnding(s, word, class, starter)
	case pointed(word), len(word) == 1 && capital(word):
		return e.afterInitial(s, word, starter)
	case len(word) == 1 && unicode.IsLetter(rune(word[0])): // an item, a variable
		if starter {
			return doubtful
		}
		return never
	case s.first == digit && dateParts(s, word):
		return never
	case starter:
		return always
	case len(word) <= 4 && (capital(word) || !strings.ContainsAny(strings.ToLower(word), "aeiouy")) && isWord(word):
		return ask
	}
	return always
}

// opensLetter reports whether the closing bracket behind the stop belongs to a
// marker such as "a.)".
func (s *stop) opensLetter() bool { return len(s.word) == 1 && s.alone() }

// afterTitle judges the stop of Mr., Dr., St.: it never ends a sentence but in
// the name of a street, and where capitals make another word of it (MS.).
func (e *english) afterTitle(s *stop, starter bool) verdict {
	if starter && s.first == upper && (streets[s.word] && capital(s.previous()) && !s.alone() || s.word == strings.ToUpper(s.word)) {
		return doubtful
	}
	return never
}

// afterNumbered judges the stop of No., Fig., p., which a number follows.
func (e *english) afterNumbered(s *stop, word string, class class, starter bool) verdict {
	switch {
	case s.first == digit, s.first == lower && (class&common == 0 || capital(word)):
		return never
	case (class&common == 0 || capital(word)) && (roman(s.follows) && s.follows != "I" || len(s.follows) == 1 && s.follows != "A" && s.follows != "I"):
		return never
	case strings.ContainsAny(s.opened, "(["):
		return never
	case class&common != 0 && s.first == lower:
		return ask
	case class&common != 0: // no. and art. are words as well
		if capital(word) {
			return doubtful
		}
		return always
	case starter:
		return doubtful
	}
	return never
}

// afterEnding judges the stop of an abbreviation that may well be the last
// word of its sentence.
func (e *english) afterEnding(s *stop, word string, class class, starter bool) verdict {
	switch {
	case strings.ContainsAny(s.opened, "(["), class&place != 0 && dashed(s.opened):
		return never
	case class&clock != 0:
		if starter {
			return always
		}
		return e.afterClock(s)
	case s.first == digit:
		if class&month != 0 || class&place != 0 && !number(s.follows) { // the U.S. 9th Circuit
			return never
		}
		return doubtful
	case starter:
		return always
	case class&(place|month) != 0:
		return unlikely
	}
	return ask
}

// afterClock judges the stop of a.m. and p.m. before a capital: it ends the
// sentence, unless that has said no more than the time.
func (e *english) afterClock(s *stop) verdict {
	if s.first == digit || afterTime[s.follows] || zone(s.follows) {
		return never
	}
	number, from := s.before(s.at - len(s.word))
	if from > s.start && number != "" {
		if _, from = s.before(from); from > s.start {
			return always
		}
	}
	return never
}

// zone reports whether word looks like the name of a time zone.
func zone(word string) bool {
	return len(word) >= 2 && len(word) <= 5 && isWord(word) && word == strings.ToUpper(word) && word != "TV"
}

// afterInitial judges the stop of J. and U.S.A. before a capital or a number.
func (e *english) afterInitial(s *stop, word string, starter bool) verdict {
	if !starter || s.first != upper {
		if s.first == digit && pointed(word) {
			return doubtful
		}
		if s.first == upper && pointed(word) && !s.alone() { // in the U.S.S.R. Khrushchev
			return unlikely
		}
		return never
	}
	previous := s.previous()
	if strings.HasSuffix(previous, ",") || len(word) == 1 && (len(s.follows) == 1 || s.alone()) {
		return never // Smith, J. The rise of ...
	}
	return doubtful
}

// speaks reports whether what follows a quotation says who said it.
func (e *english) speaks(s *stop) bool {
	if speech[strings.ToLower(s.follows)] {
		return true
	}
	return speech[s.second()] && s.first == upper && !s.introduces()
}
