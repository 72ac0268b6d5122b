package align

import (
	"songngu/align/lexicon"
	"songngu/corpus"
)

// Memory carries what one document teaches to the others of a corpus: the words
// of its sure beads, with the table it began with as prior. Use it in two
// rounds: align every document, Teach them all in a fixed order, and align again
// with Table as Options.Lexicon. So the result does not depend on which document
// was ready first. It is not safe for concurrent use.
type Memory struct {
	learner *lexicon.Learner
	tokens  []lexicon.Token
}

// NewMemory begins with a table; nil means lexicon.Default().
func NewMemory(prior *lexicon.Table) *Memory {
	if prior == nil {
		prior = lexicon.Default()
	}
	return &Memory{learner: lexicon.NewLearner(prior)}
}

// Teach adds a document and its alignment.
func (m *Memory) Teach(src, tgt []corpus.Sentence, a *Alignment) {
	texts := [2][]corpus.Sentence{src, tgt}
	var words [2][]int32
	var at [2][]int
	for s := range 2 {
		at[s] = append(at[s], 0)
		for _, x := range texts[s] {
			m.tokens = m.learner.Tokens(m.tokens[:0], lexicon.Side(s), x.Text)
			for _, t := range m.tokens {
				words[s] = append(words[s], t.ID)
			}
			at[s] = append(at[s], len(words[s]))
		}
	}
	for _, b := range a.Beads {
		if b.Null() || b.Confidence < sureFrom {
			continue
		}
		m.learner.Add(
			words[0][at[0][b.Src.Start]:at[0][b.Src.End]],
			words[1][at[1][b.Tgt.Start]:at[1][b.Tgt.End]],
			b.Confidence,
		)
	}
}

// Table is the prior adapted by all that was taught so far.
func (m *Memory) Table() *lexicon.Table { return m.learner.Table() }
