package extract

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"songngu/corpus/text"
)

// MarkKind says what a mark does to the words it covers, or what it puts
// between two of them.
type MarkKind uint8

// The kinds of mark. The first ones cover words, the last three stand at a
// point, as pictures may also do that have words for those who do not see them.
const (
	MarkBold MarkKind = iota
	MarkItalic
	MarkUnderline
	MarkStrike
	MarkRaised
	MarkLowered
	MarkLiteral // code, a key, what a program prints
	MarkLink
	MarkImage
	MarkBreak // of the line, within a sentence
	MarkNote  // the number or sign that calls a footnote
)

var markKindNames = [...]string{"bold", "italic", "underline", "strike", "raised", "lowered", "literal", "link", "image", "break", "note"}

// String returns the kind's name as it stands in files: "bold", "link".
func (k MarkKind) String() string {
	if int(k) < len(markKindNames) {
		return markKindNames[k]
	}
	return "unknown"
}

// ParseMarkKind is the inverse of String; ok is false for a name it does not know.
func ParseMarkKind(name string) (k MarkKind, ok bool) {
	i := slices.Index(markKindNames[:], name)
	return MarkKind(max(i, 0)), i >= 0
}

// Mark is in-line markup of a block. The block's text is free of it, so that
// nobody who reads text need know of marks.
type Mark struct {
	// Span is what the mark covers in the text of its block, without blanks at
	// either end; it is empty where the mark stands at a point.
	Span text.Span
	Kind MarkKind
	// Open and Close are the code as the file has it: "<b>" and "</b>", "**"
	// and "**", "[" and "](address)". The code of an office file, whose own
	// would say nothing to anybody, is given as that of a page. At a point
	// all of it is in Open. A code of more than 300 bytes is cut down to its
	// name.
	Open, Close string
}

// Point reports whether the mark stands between words and covers none.
func (m Mark) Point() bool { return m.Span.Len() == 0 }

const (
	maxMarkCode = 300
	// maxMarks bounds the marks of one block; the later ones are left out.
	maxMarks = 2000
)

// settleMarks makes the marks of a piece of text those of what became of it:
// raw is the text that their spans are in, final what clean made of it. Spans
// lose blanks at their ends; a mark that covers nothing then is gone unless it
// is one of a point. Where the two texts cannot be followed side by side, all
// are gone: a text without marks is better than one with marks astray.
func settleMarks(raw, final string, list []Mark) []Mark {
	if len(list) == 0 {
		return nil
	}
	list = list[:min(len(list), maxMarks)]
	out := make([]Mark, 0, len(list))
	for _, m := range list {
		if m.Span.Start < 0 || m.Span.End > len(raw) || m.Span.Start > m.Span.End {
			continue
		}
		if !m.Point() {
			if m.Span = trimBlanks(raw, m.Span); m.Point() {
				continue
			}
		}
		out = append(out, m)
	}
	if raw != final && !follow(raw, final, out) {
		return nil
	}
	if len(out) == 0 {
		return nil
	}
	outerFirst(out)
	return out
}

// outerFirst sorts marks: those that begin first come first, of those the ones
// around others. They come as a reader found them ended, inner ones first.
func outerFirst(list []Mark) {
	slices.Reverse(list)
	slices.SortStableFunc(list, func(a, b Mark) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(b.Span.End, a.Span.End))
	})
	for i := 0; i < len(list); { // points at one place are in order again
		j := i + 1
		for j < len(list) && list[i].Point() && list[j].Point() && list[j].Span == list[i].Span {
			j++
		}
		slices.Reverse(list[i:j])
		i = j
	}
}

func trimBlanks(s string, at text.Span) text.Span {
	blank := func(r rune) bool { return unicode.IsSpace(r) || text.Invisible(r) }
	part := at.Of(s)
	at.Start += len(part) - len(strings.TrimLeftFunc(part, blank))
	return text.Span{Start: at.Start, End: max(at.Start, at.Start+len(strings.TrimFunc(part, blank)))}
}

// follow moves spans in raw to where they are in final, which clean made of raw.
// It reports whether the way led to the end of final.
func follow(raw, final string, list []Mark) bool {
	places := make([]int, 0, 2*len(list))
	for _, m := range list {
		places = append(places, m.Span.Start, m.Span.End)
	}
	slices.Sort(places)
	places = append(slices.Compact(places), len(raw))
	// ends[p] is the place behind what stands before p, begins[p] that of what
	// follows: a blank may stand between.
	begins, ends := make(map[int]int, len(places)), make(map[int]int, len(places))
	from, at, blank := 0, 0, false
	for i := 0; i < len(places); i++ {
		piece := raw[from:places[i]]
		if done := clean(piece); done != "" {
			first, _ := utf8.DecodeRuneInString(piece)
			if at > 0 && (blank || unicode.IsSpace(first)) {
				at++
			}
			begins[from] = at
			at += len(done)
			blank = false
		}
		last, _ := utf8.DecodeLastRuneInString(piece)
		blank = blank || unicode.IsSpace(last)
		from = places[i]
		ends[from] = at
	}
	if at != len(final) {
		return false
	}
	for i := range list {
		s := &list[i].Span
		if list[i].Point() {
			s.Start = ends[s.Start]
			s.End = s.Start
			continue
		}
		begin, ok := begins[s.Start]
		if !ok || ends[s.End] <= begin {
			return false
		}
		*s = text.Span{Start: begin, End: ends[s.End]}
	}
	return true
}

// shiftMarks is what of the marks of a text lies in its part, as marks of that
// part.
func shiftMarks(list []Mark, part text.Span) []Mark {
	var out []Mark
	for _, m := range list {
		s := text.Span{Start: max(m.Span.Start, part.Start), End: min(m.Span.End, part.End)}
		if s.Start > s.End || s.Len() == 0 && !m.Point() {
			continue
		}
		m.Span = s.Shift(-part.Start)
		out = append(out, m)
	}
	return out
}

// PartMark is what of a mark lies in a part of its block.
type PartMark struct {
	Mark
	N            int  // index of the mark in its block
	Begins, Ends bool // whether it does so in this part
}

// MarksIn returns the marks that lie in a part of a block, or reach into it, in
// the order of the block's. raw is the part's text and final what text.Clean
// makes of it; spans are in final. A point at an end of the part lies in it,
// at the end rather than at the beginning of the next.
func MarksIn(list []Mark, part text.Span, raw, final string) []PartMark {
	if len(list) == 0 || part.Len() != len(raw) {
		return nil
	}
	var out []PartMark
	for n, m := range list {
		if m.Span.End < part.Start || m.Span.Start > part.End || m.Point() && m.Span.Start == part.Start && part.Start > 0 {
			continue
		}
		for _, in := range settleMarks(raw, final, shiftMarks(list[n:n+1], part)) {
			out = append(out, PartMark{in, n, m.Span.Start >= part.Start, m.Span.End <= part.End})
		}
	}
	return out
}
