// Package show writes the differences of two memories for people and programs:
// in the manner of diff, side by side, as counts, JSON, Markdown and HTML.
package show

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"songngu/align/diff"
	"songngu/corpus/text"
)

// Options say what is shown and how.
type Options struct {
	// Only is the kinds of differences to show; none means all. Counts are
	// always of everything.
	Only diff.Kinds
	// All shows what was kept too.
	All bool
	// Compounds finds words of several syllables; nil: every syllable is a word.
	Compounds diff.Compounds
	// Paint colours a piece of text for a terminal; nil: marks of ASCII instead.
	Paint func(style Style, s string) string
	// Width of the terminal in columns, for SideBySide; 0: 120.
	Width int
	// Gold says that A is gold and B is judged by it; Coarse is as for
	// diff.Result.Judge.
	Gold   bool
	Coarse []bool
}

// Style is what a piece of text is, for Options.Paint.
type Style uint8

// The styles.
const (
	Plain   Style = iota
	Old           // a line or word of A only
	New           // a line or word of B only
	OldWord       // within an Old line, the words that are gone
	NewWord       // within a New line, the words that came
	Head          // the line above a change
	Faint         // what was kept
	Right         // as gold has it
)

// shown reports whether a change is to be shown.
func (o *Options) shown(c *diff.Change) bool {
	if c.Kind == diff.Kept || o.Gold && o.right(c) {
		return o.All
	}
	return o.Only == 0 || c.In(o.Only)
}

// nothing reports whether no change is to be shown; a verdict always is.
func (o *Options) nothing(r *diff.Result) bool {
	return !o.Gold && !slices.ContainsFunc(r.Changes, func(c diff.Change) bool { return o.shown(&c) })
}

// right reports whether a bead counts as right: as gold has it, or inside a
// coarse bead.
func (o *Options) right(c *diff.Change) bool {
	switch c.Kind {
	case diff.Kept, diff.Moved, diff.Metadata:
		return true
	}
	return o.inCoarse(c)
}

func (o *Options) inCoarse(c *diff.Change) bool {
	return len(c.A) == 1 && len(c.B) > 0 && int(c.A[0]) < len(o.Coarse) && o.Coarse[c.A[0]]
}

// segment is a piece of a unit's text.
type segment struct {
	text    string
	changed bool // it is not so in the other memory
}

// cell is a unit as it is shown.
type cell struct {
	unit  int // from 0
	id    string
	sides [2][]segment
	meta  []string // lines that the other memory has not
}

// entry is a change as it is shown.
type entry struct {
	*diff.Change
	a, b []cell
	same [2]bool // by side: the text of a single unit is the same in both
}

// boundary stands between the sentences of a bead.
const boundary = " ¦ "

// entryOf prepares a change.
func entryOf(r *diff.Result, c *diff.Change, o *Options) entry {
	e := entry{Change: c, a: cellsOf(r.A, c.A), b: cellsOf(r.B, c.B)}
	for side := range 2 {
		x, y := partsOf(r.A, c.A, side), partsOf(r.B, c.B, side)
		ta, tb := joined(x), joined(y)
		var edits []diff.Edit
		switch {
		case !c.Is(diff.Edited): // nothing to mark, however much text it is
			edits = []diff.Edit{{Same: true, Old: text.Span{End: len(ta)}, New: text.Span{End: len(tb)}}}
		case side == diff.Vietnamese:
			edits = diff.Words(ta, tb, o.Compounds)
		default:
			edits = diff.Words(ta, tb, nil)
		}
		bounds := r.A.Documents && r.B.Documents
		fill(e.a, side, x, edits, func(d diff.Edit) text.Span { return d.Old }, ta, bounds)
		fill(e.b, side, y, edits, func(d diff.Edit) text.Span { return d.New }, tb, bounds)
		e.same[side] = len(c.A) == 1 && len(c.B) == 1 && ta == tb && (!bounds || len(x) == len(y))
	}
	if len(c.A) == 1 && len(c.B) == 1 && c.Is(diff.Metadata) {
		x, y := metaOf(r.A, c.A[0]), metaOf(r.B, c.B[0])
		e.a[0].meta, e.b[0].meta = without(x, y), without(y, x)
	}
	return e
}

func cellsOf(m *diff.Memory, units []int32) []cell {
	cells := make([]cell, len(units))
	for i, u := range units {
		cells[i] = cell{unit: int(u), id: m.Units[u].ID}
	}
	return cells
}

func metaOf(m *diff.Memory, unit int32) []string {
	return strings.Split(m.Units[unit].Meta, "\n")
}

func without(lines, others []string) []string {
	var left []string
	for _, l := range lines {
		if l != "" && !slices.Contains(others, l) {
			left = append(left, l)
		}
	}
	return left
}

// part is a sentence of a unit.
type part struct {
	cell     int // place of the unit among those of the change
	sentence int
	text     string
}

// partsOf is the sentences of a side of some units, in the order of the text.
func partsOf(m *diff.Memory, units []int32, side int) []part {
	var parts []part
	for i, u := range units {
		for s := m.Units[u].Sides[side].Start; s < m.Units[u].Sides[side].End; s++ {
			t := m.Sentences[side][s]
			if t == "" && m.Documents { // only its number is known
				t = "#" + strconv.Itoa(s)
			}
			parts = append(parts, part{i, s, t})
		}
	}
	slices.SortFunc(parts, func(p, q part) int { return cmp.Compare(p.sentence, q.sentence) })
	return parts
}

func joined(parts []part) string {
	list := make([]string, len(parts))
	for i, p := range parts {
		list[i] = p.text
	}
	return strings.Join(list, " ")
}

// fill cuts edited text into the sentences it is made of and gives them to
// their units.
func fill(cells []cell, side int, parts []part, edits []diff.Edit, of func(diff.Edit) text.Span, all string, bounds bool) {
	at := 0
	for _, p := range parts {
		segments := &cells[p.cell].sides[side]
		end := at + len(p.text)
		if len(*segments) > 0 {
			gap := " "
			if bounds {
				gap = boundary
			}
			*segments = append(*segments, segment{text: gap})
		}
		from := at
		for _, e := range edits {
			s := of(e)
			if start, stop := max(s.Start, from), min(s.End, end); start < stop {
				*segments = appendSegment(*segments, segment{all[start:stop], !e.Same})
			}
		}
		at = end + 1
	}
}

func appendSegment(list []segment, s segment) []segment {
	if n := len(list); n > 0 && list[n-1].changed == s.changed {
		list[n-1].text += s.text
		return list
	}
	return append(list, s)
}

// label names units as they are counted, from 1: "4", "4-6", "4,9".
func label(cells []cell) string {
	if len(cells) == 0 {
		return "–"
	}
	var b strings.Builder
	for i := 0; i < len(cells); {
		end := i + 1
		for end < len(cells) && cells[end].unit == cells[end-1].unit+1 {
			end++
		}
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.Itoa(cells[i].unit + 1))
		if end > i+1 {
			b.WriteString("-" + strconv.Itoa(cells[end-1].unit+1))
		}
		i = end
	}
	return b.String()
}

// kindsOf names the kinds of a change, the first one first.
func kindsOf(c *diff.Change) string {
	names := c.Kind.String()
	for _, k := range c.Also.List() {
		names += ", " + k.String()
	}
	return names
}
