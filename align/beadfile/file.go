// Package beadfile reads and writes alignments on disk: songngu's own JSON
// lines, which keep everything, and the plain forms that other tools read and
// write.
package beadfile

import (
	"fmt"
	"strings"

	"songngu/align"
	"songngu/corpus"
	"songngu/corpus/text"
)

// File is an alignment with the two documents it belongs to: all that diff,
// review and export need.
type File struct {
	Tool        string // the program that made the alignment, "songngu"
	ToolVersion string
	English     *corpus.Document
	Vietnamese  *corpus.Document
	Alignment   *align.Alignment
	// Reviews is what a reviewer has said of each bead; nil, or shorter than
	// the beads, where nobody has said anything.
	Reviews []Review
	// Originals holds, by side (0 English, 1 Vietnamese) and sentence number,
	// the text of the document where a reviewer has put another in its place.
	Originals [2]map[int]string
}

// Check reports whether every sentence of both documents is in exactly one
// bead and no bead names a sentence that is not there.
func (f *File) Check() error {
	if err := covered("English", len(f.English.Sentences), f.Alignment.Beads, func(b align.Bead) align.Range { return b.Src }); err != nil {
		return err
	}
	return covered("Vietnamese", len(f.Vietnamese.Sentences), f.Alignment.Beads, func(b align.Bead) align.Range { return b.Tgt })
}

func covered(side string, n int, beads []align.Bead, of func(align.Bead) align.Range) error {
	seen := make([]bool, n)
	left := n
	for i, b := range beads {
		r := of(b)
		if r.Start < 0 || r.End < r.Start || r.End > n {
			return fmt.Errorf("bead %d names %s sentences %d to %d, but there are %d", i, side, r.Start, r.End-1, n)
		}
		for s := r.Start; s < r.End; s++ {
			if seen[s] {
				return fmt.Errorf("%s sentence %d is in two beads, the second is bead %d", side, s, i)
			}
			seen[s] = true
			left--
		}
	}
	if left > 0 {
		for s, ok := range seen {
			if !ok {
				return fmt.Errorf("%s sentence %d is in no bead", side, s)
			}
		}
	}
	return nil
}

// Joined returns the text of a range of sentences as one line: each cleaned,
// joined by a blank.
func Joined(sentences []corpus.Sentence, r align.Range) string {
	if r.Len() == 1 {
		return text.Clean(sentences[r.Start].Text)
	}
	parts := make([]string, 0, r.Len())
	for _, s := range sentences[r.Start:r.End] {
		if c := text.Clean(s.Text); c != "" {
			parts = append(parts, c)
		}
	}
	return strings.Join(parts, " ")
}

// A SyntaxError is a line that could not be read.
type SyntaxError struct {
	File string
	Line int // from 1
	Err  error
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("%s:%d: %v", e.File, e.Line, e.Err) }
func (e *SyntaxError) Unwrap() error { return e.Err }

// Above returns the file without the pairs of less than min confidence; beads
// without partner stay, and pairs that a reviewer has accepted. It is not complete any more: Check would fail.
func (f *File) Above(min float64) *File {
	if min <= 0 {
		return f
	}
	return f.Where(func(b align.Bead, r Review) bool {
		return b.Null() || b.Confidence >= min || r.Status == Accepted
	})
}

// Where returns the file with the beads that keep holds for. It is not
// complete any more: Check would fail.
func (f *File) Where(keep func(align.Bead, Review) bool) *File {
	some := *f
	some.Alignment, some.Reviews = &align.Alignment{}, nil
	for i, b := range f.Alignment.Beads {
		if r := f.Review(i); keep(b, r) {
			some.SetReview(len(some.Alignment.Beads), r)
			some.Alignment.Beads = append(some.Alignment.Beads, b)
		}
	}
	return &some
}

// PlaceEmpty gives the empty side of each bead the place where it stands in the
// text, as the readers do.
func (f *File) PlaceEmpty() { placeEmpty(f.Alignment.Beads) }

// placeEmpty gives the empty side of a bead the place where it stands in the
// text: behind the beads in order before it. Files name sentences only, and an
// empty side has none.
func placeEmpty(beads []align.Bead) {
	src, tgt := 0, 0
	for i := range beads {
		b := &beads[i]
		if b.Src.Len() == 0 {
			b.Src = align.Range{Start: src, End: src}
		}
		if b.Tgt.Len() == 0 {
			b.Tgt = align.Range{Start: tgt, End: tgt}
		}
		if !b.Moved {
			src, tgt = max(src, b.Src.End), max(tgt, b.Tgt.End)
		}
	}
}
