// Package segment splits the blocks of a document into sentences: English by
// rules that ask the trained model of prose where they cannot tell, Vietnamese
// by rules of its own, any language by SRX rules that the user brings.
//
// A sentence ends at a full stop, a question or exclamation mark or a final
// ellipsis, with the quotes, brackets and note numbers that close it; never at a
// colon or semicolon, nor after the number of a list item, a clause or an
// article, nor after an abbreviation that needs what follows it. A line break
// in a block is white space, as in hard-wrapped text, unless the line before it
// ends sooner than it had to or the next one is a list item.
package segment

import (
	"fmt"
	"strings"

	"songngu/corpus/text"
)

// Sentence is a sentence of a block.
type Sentence struct {
	// Span is in the text of the block, without white space at either end.
	Span text.Span
	// Doubtful says that the break before this sentence is one that a human
	// might not make. The first sentence of a block never is.
	Doubtful bool
	// Breaks are the places within the sentence where it does not end, but a
	// human might think so: offsets into its text, in order, of what would
	// begin the next one. They stand behind a semicolon, behind a colon
	// before a capital, at a dash before one, between a quotation and who said
	// it, behind an abbreviation before a name. Nil for most sentences.
	Breaks []int
}

// Segmenter splits texts of one language. It is safe for concurrent use.
type Segmenter struct {
	rules rules
	srx   *srxRules
}

// rules is what a language knows of its stops.
type rules interface {
	// judge says whether a sentence ends at s.
	judge(s *stop) verdict
	// brokenOff says the same of a dash with blanks around it, behind which
	// another may have begun to speak; at and end are those of the dash.
	brokenOff(s *stop) verdict
}

// An Option changes how a Segmenter splits.
type Option func(*settings) error

type settings struct {
	abbreviations []string
	srx           *SRX
}

// WithAbbreviations adds abbreviations after which no sentence ends, with or
// without their final full stop. One in lower case holds for every case.
func WithAbbreviations(list []string) Option {
	return func(s *settings) error {
		for _, a := range list {
			a = strings.TrimSuffix(strings.TrimSpace(a), ".")
			if a == "" || len(a) > maxWord || strings.ContainsAny(a, " \t\r\n") {
				return fmt.Errorf("abbreviation %q: want one word of at most %d bytes", a, maxWord)
			}
			s.abbreviations = append(s.abbreviations, a)
		}
		return nil
	}
}

// WithSRX splits by the user's rules in place of those of the language. New
// fails if they have none for the language.
func WithSRX(rules *SRX) Option {
	return func(s *settings) error {
		s.srx = rules
		return nil
	}
}

// New returns the segmenter for a language: "en" or "vi", or any other code
// (BCP 47) that the SRX rules given with WithSRX have rules for.
func New(lang string, opts ...Option) (*Segmenter, error) {
	var set settings
	for _, o := range opts {
		if err := o(&set); err != nil {
			return nil, err
		}
	}
	if set.srx != nil {
		r, err := set.srx.compile(lang, set.abbreviations)
		if err != nil {
			return nil, err
		}
		return &Segmenter{srx: r}, nil
	}
	switch lang {
	case "en":
		return &Segmenter{rules: newEnglish(set.abbreviations)}, nil
	case "vi":
		return &Segmenter{rules: newVietnamese(set.abbreviations)}, nil
	}
	return nil, fmt.Errorf("no sentence rules for language %q: want en or vi", lang)
}

// Document splits the texts of all blocks of a document; the result has the
// sentences of each block in order. The sentences of a block cover all of its
// text but white space, and do not overlap; a block of white space has none.
//
// A whole document goes in at once because prose decodes its model for each
// text that it is given, in about 10 ms. It is asked once per call, about the
// stops that the rules leave open, and not at all if there are none. The error
// is that of a model that cannot be decoded.
func (s *Segmenter) Document(blocks []string) ([][]Sentence, error) {
	out := make([][]Sentence, len(blocks))
	if s.srx != nil {
		for i, b := range blocks {
			out[i] = s.srx.split(b)
		}
		return out, nil
	}
	var cuts []cut
	var questions []question
	from := make([]int, len(blocks)+1)
	for i, b := range blocks {
		cuts, questions = scan(b, s.rules, cuts, questions)
		from[i+1] = len(cuts)
	}
	if err := answer(questions, cuts); err != nil {
		return nil, err
	}
	for i, b := range blocks {
		out[i] = sentences(b, cuts[from[i]:from[i+1]])
	}
	return out, nil
}

// sentences turns the cuts of a block into its sentences.
func sentences(block string, cuts []cut) []Sentence {
	n := 1
	for _, c := range cuts {
		if c.verdict >= doubtful {
			n++
		}
	}
	start := skipSpace(block, 0)
	if start == len(block) {
		return nil
	}
	out := make([]Sentence, 0, n)
	unsure := false
	var breaks []int
	for _, c := range cuts {
		switch {
		case c.verdict == never || c.end <= start:
		case c.verdict == unlikely:
			breaks = append(breaks, c.next-start)
		default:
			out = append(out, Sentence{text.Span{Start: start, End: trimSpace(block, start, c.end)}, unsure, breaks})
			start, unsure, breaks = c.next, c.verdict == doubtful, nil
		}
	}
	if end := trimSpace(block, start, len(block)); end > start {
		out = append(out, Sentence{text.Span{Start: start, End: end}, unsure, breaks})
	}
	return out
}
