// Package diff compares two alignments, or two memories, of the same text and
// says what a reviewer wants to know: which pairs are the same, which were
// linked anew, merged, split or edited, and which came, went or moved.
//
// It compares in memory, reads no file and prints nothing; package show, below
// it, writes the differences for people and programs.
package diff

import (
	"fmt"
	"strconv"
	"strings"

	"songngu/align"
	"songngu/align/beadfile"
	"songngu/corpus"
	"songngu/corpus/text"
)

// The sides of a unit, as indices.
const (
	English = iota
	Vietnamese
)

// Memory is one of the two things compared: an alignment with its sentences,
// or a memory, each of whose units is a sentence on either side.
type Memory struct {
	Name      string
	Sentences [2][]string // by side; clean, as text.Clean leaves them
	Units     []Unit
	// Documents says that the sentences are those of two documents, numbered
	// as they stand there, so that their boundaries and numbers mean something.
	Documents bool
	// PairsOnly says that units with an empty side are not kept in such a
	// memory, so that their absence is no difference.
	PairsOnly bool
	// Format names what Unit.Meta holds; metadata are compared only between
	// memories of one format.
	Format string
}

// Unit is a bead, or a translation unit: sentences of both sides.
type Unit struct {
	ID    string         // tuid, or empty
	Sides [2]align.Range // of Memory.Sentences
	Meta  string         // "name: value" lines, in the order of the names
}

// null reports whether one side is empty.
func (u *Unit) null() bool { return u.Sides[English].Len() == 0 || u.Sides[Vietnamese].Len() == 0 }

// empty reports whether both sides are empty.
func (u *Unit) empty() bool { return u.Sides[English].Len() == 0 && u.Sides[Vietnamese].Len() == 0 }

// Type is the unit's bead type: "1-1", "2-1", "0-1".
func (u *Unit) Type() string { return align.Bead{Src: u.Sides[0], Tgt: u.Sides[1]}.Type() }

// Text is the text of one side of a unit: its sentences joined by blanks.
func (m *Memory) Text(unit, side int) string {
	return m.joined(side, m.Units[unit].Sides[side])
}

func (m *Memory) joined(side int, r align.Range) string {
	switch r.Len() {
	case 0:
		return ""
	case 1:
		return m.Sentences[side][r.Start]
	}
	return strings.Join(m.Sentences[side][r.Start:r.End], " ")
}

// Add appends a unit with these sentences, which it cleans; a side may be empty.
func (m *Memory) Add(id, meta string, english, vietnamese []string) {
	u := Unit{ID: id, Meta: meta}
	for side, list := range [2][]string{english, vietnamese} {
		start := len(m.Sentences[side])
		for _, s := range list {
			m.Sentences[side] = append(m.Sentences[side], text.Clean(s))
		}
		u.Sides[side] = align.Range{Start: start, End: len(m.Sentences[side])}
	}
	m.Units = append(m.Units, u)
}

// FromFile makes a Memory of an alignment with its documents. Metadata are the
// confidence and whether a bead is fixed.
func FromFile(f *beadfile.File, name string) *Memory {
	m := &Memory{Name: name, Documents: true, Format: "alignment"}
	for side, d := range [2]*corpus.Document{f.English, f.Vietnamese} {
		m.Sentences[side] = make([]string, len(d.Sentences))
		for i := range d.Sentences {
			m.Sentences[side][i] = text.Clean(d.Sentences[i].Text)
		}
	}
	m.Units = make([]Unit, len(f.Alignment.Beads))
	for i, b := range f.Alignment.Beads {
		meta := "confidence: " + strconv.FormatFloat(b.Confidence, 'f', 4, 64)
		if b.Fixed {
			meta += "\nfixed: yes"
		}
		m.Units[i] = Unit{Sides: [2]align.Range{b.Src, b.Tgt}, Meta: meta}
	}
	return m
}

// Check reports a unit that names sentences which are not there, or that
// another unit has.
func (m *Memory) Check() error {
	for side := range 2 {
		seen := make([]bool, len(m.Sentences[side]))
		for i := range m.Units {
			r := m.Units[i].Sides[side]
			if r.Start < 0 || r.End < r.Start || r.End > len(seen) {
				return fmt.Errorf("unit %d of %q names sentences %d to %d of %d", i+1, m.Name, r.Start, r.End-1, len(seen))
			}
			for s := r.Start; s < r.End; s++ {
				if seen[s] {
					return fmt.Errorf("unit %d of %q has sentence %d, which another unit has too", i+1, m.Name, s)
				}
				seen[s] = true
			}
		}
	}
	return nil
}

// ShareTexts gives an alignment that knows only the numbers of a side's
// sentences the texts of the other, where both have as many.
func ShareTexts(a, b *Memory) {
	for side := range 2 {
		x, y := a.Sentences[side], b.Sentences[side]
		switch {
		case !a.Documents || !b.Documents || len(x) != len(y):
		case unknown(x):
			a.Sentences[side] = y
		case unknown(y):
			b.Sentences[side] = x
		}
	}
}
