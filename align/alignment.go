// Package align aligns the sentences of an English text with those of its
// Vietnamese original.
package align

import "fmt"

// Range is the half-open range [Start, End) of sentence numbers of one side.
type Range struct{ Start, End int }

// Len is the number of sentences in the range.
func (r Range) Len() int { return r.End - r.Start }

// Bead is m English sentences with the n Vietnamese ones they translate. A
// bead with one side empty says that these sentences have no partner; it
// holds exactly one sentence.
type Bead struct {
	Src, Tgt Range
	// Confidence is the posterior probability, 0 to 1, that this bead is
	// exactly right, given both whole texts.
	Confidence float64
	// Features are the log-likelihood ratios, in nats, that speak for the
	// bead; their sum is its score.
	Features Features
	// Moved marks a bead that stands out of order: its partner is elsewhere in
	// the text.
	Moved bool
	// Fixed marks a bead that the user or a reviewer has fixed.
	Fixed bool
}

// Features are the parts of a bead's score, in nats.
type Features struct {
	Length, Words, Anchors, Shape, Structure, Prior float64
}

// Sum is the bead's score: the log of how much likelier its sentences are as
// translations of each other than as strangers.
func (f Features) Sum() float64 {
	return f.Length + f.Words + f.Anchors + f.Shape + f.Structure + f.Prior
}

// Type is the bead's type as the field writes it: "1-1", "2-1", "0-1".
func (b Bead) Type() string { return fmt.Sprintf("%d-%d", b.Src.Len(), b.Tgt.Len()) }

// Null reports whether one side is empty.
func (b Bead) Null() bool { return b.Src.Len() == 0 || b.Tgt.Len() == 0 }

// Alignment is the beads of a document pair. Every sentence of both sides is
// in exactly one bead. Beads are in order on both sides, but for those marked
// Moved, which stand in the order of their English side.
type Alignment struct {
	Beads []Bead
}
