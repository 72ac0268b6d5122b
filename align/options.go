package align

import (
	"songngu/align/anchor"
	"songngu/align/lexicon"
)

// Options say what the aligner may use. The zero value is the default: all
// evidence, the shipped lexicon, every core.
type Options struct {
	Lexicon *lexicon.Table    // nil: lexicon.Default(); see also Memory
	Anchors *anchor.Extractor // nil: the default extractor

	// Fixed are whole beads that must stay: what a reviewer has confirmed. A
	// bead that contradicts an earlier one, or lies outside the texts, is an
	// error. Beads marked Moved may cross the others.
	Fixed []Bead
	// Meet are sentence pairs (English, Vietnamese; 0-based) that must stand
	// in the same bead; how large the bead is stays open.
	Meet [][2]int

	Workers int // 0: GOMAXPROCS. The result does not depend on it.

	// Evidence left out, for measuring what each kind is worth.
	NoLength, NoLexicon, NoAnchors, NoShape, NoLearn bool

	// Progress, if not nil, is called now and then, from one goroutine at a
	// time, with the number of sentences of the English side that are done.
	Progress func(done, total int)
}
