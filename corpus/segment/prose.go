package segment

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jdkato/prose/v2"
)

// question is a stop that the rules leave to prose.
type question struct {
	cut    int    // its index
	around string // the words around the stop: "approx. Three"
}

// batchBytes is how much text prose is given at once.
const batchBytes = 1 << 20

// around is what prose needs to see of a stop: the model (Kiss and Strunk,
// "Unsupervised multilingual sentence boundary detection", 2006) decides by the
// word that bears the full stop and the one after it.
func (s *stop) around() string {
	from := s.at - len(s.word)
	return field(s.text[from:s.after]) + " " + field(s.text[s.next:min(len(s.text), s.next+maxWord)])
}

// field returns the first run of s without white space, valid as UTF-8 and
// without the control characters that prose has no use for.
func field(s string) string {
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		s = s[:i]
	}
	return strings.Map(func(r rune) rune {
		if r == utf8.RuneError || unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}

// answer settles the questions: prose says of each whether a sentence ends
// there. A break that the rules could not tell is doubtful.
//
// Only the words around these stops are given to it, each pair as a paragraph
// of its own: its decisions look no further, its cost grows with the number of
// words, and runs of white space, in which it is quadratic, do not reach it.
func answer(questions []question, cuts []cut) error {
	var b strings.Builder
	for len(questions) > 0 {
		b.Reset()
		n := 0
		for n < len(questions) && (n == 0 || b.Len() < batchBytes) {
			b.WriteString(questions[n].around)
			b.WriteString(" \n\n")
			n++
		}
		found, err := proseSentences(b.String())
		if err != nil {
			return err
		}
		settle(questions[:n], cuts, found)
		questions = questions[n:]
	}
	return nil
}

// settle reads prose's sentences, which are trimmed parts of the text it was
// given, in order, so that their ends are found by counting what is not white
// space: a question is a break if a sentence ends behind its first word.
func settle(questions []question, cuts []cut, found []prose.Sentence) {
	told, sentenceEnd, next := 0, 0, 0 // counts of bytes that are not white space
	for _, q := range questions {
		word, after, _ := strings.Cut(q.around, " ")
		told += len(word)
		for sentenceEnd < told && next < len(found) {
			sentenceEnd += solid(found[next].Text)
			next++
		}
		cuts[q.cut].verdict = unlikely
		if sentenceEnd == told {
			cuts[q.cut].verdict = doubtful
		}
		told += len(after)
	}
}

// solid counts the bytes of s that are not white space.
func solid(s string) int {
	n := len(s)
	for _, r := range s {
		if unicode.IsSpace(r) {
			n -= utf8.RuneLen(r)
		}
	}
	return n
}

// proseSentences splits text with prose, which panics when the model that it
// carries cannot be decoded.
func proseSentences(text string) (found []prose.Sentence, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("splitting English sentences: the model of prose cannot be used: %v", r)
		}
	}()
	doc, err := prose.NewDocument(text, prose.WithTokenization(false), prose.WithTagging(false), prose.WithExtraction(false))
	if err != nil {
		return nil, fmt.Errorf("splitting English sentences: %w", err)
	}
	return doc.Sentences(), nil
}
