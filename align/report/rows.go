package report

import (
	"cmp"
	"slices"

	"songngu/align"
	"songngu/corpus"
	"songngu/corpus/extract"
)

// isHeading reports whether a range is a heading or title and nothing else.
func isHeading(sentences []corpus.Sentence, r align.Range) bool {
	if r.Len() != 1 {
		return false
	}
	kind := sentences[r.Start].Kind
	return kind == extract.Heading || kind == extract.Title
}

// sortByConfidence puts the least certain first, equals in document order.
func sortByConfidence(rows []row, beads []align.Bead) {
	slices.SortStableFunc(rows, func(a, b row) int {
		return cmp.Compare(beads[a.ID].Confidence, beads[b.ID].Confidence)
	})
}
