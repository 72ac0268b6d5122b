package extract

import (
	"slices"
	"strings"

	"songngu/corpus/text"

	"golang.org/x/net/html/atom"
)

// pageMarks are the elements of a page that are marks of the text they stand
// in; a link needs an address besides.
var pageMarks = map[atom.Atom]MarkKind{
	atom.B: MarkBold, atom.Strong: MarkBold, atom.I: MarkItalic, atom.Em: MarkItalic, atom.Cite: MarkItalic, atom.U: MarkUnderline,
	atom.S: MarkStrike, atom.Del: MarkStrike, atom.Strike: MarkStrike, atom.Sup: MarkRaised, atom.Sub: MarkLowered,
	atom.Code: MarkLiteral, atom.Kbd: MarkLiteral, atom.Samp: MarkLiteral, atom.Var: MarkLiteral, atom.Tt: MarkLiteral, atom.A: MarkLink,
}

const (
	// maxMarkDepth bounds how deep marks stand in each other; the inner ones
	// are left out. No page that people wrote has five.
	maxMarkDepth = 8
	// maxPageMarks bounds those of a page.
	maxPageMarks = 1 << 20
)

// markTag is a start tag that begins a mark, or a tag or element that is one.
type markTag struct {
	kind  MarkKind
	depth uint8
	tag   atom.Atom
	in    int32 // index of the mark around it; 0 for none
	code  text.Span
}

// markChange is a place in a run where other marks hold than before.
type markChange struct {
	end, begin int   // where those before end and the new ones begin; blanks lie between
	in         int32 // index of the innermost mark from here on
}

// runMark is a mark of a run: what it covers, and the index of its tag.
type runMark struct {
	span text.Span
	tag  int32
}

// newMark notes a tag that begins a mark and returns its index, or that of the
// mark around it where there are too many.
func (r *pageReader) newMark(kind MarkKind, tag atom.Atom, in int32, start, end int) int32 {
	up := r.t.markTags[in]
	if up.depth >= maxMarkDepth || len(r.t.markTags) >= maxPageMarks {
		return in
	}
	r.t.markTags = append(r.t.markTags, markTag{kind, up.depth + 1, tag, in, text.Span{Start: start, End: end}})
	return int32(len(r.t.markTags) - 1)
}

// point notes a mark that covers no words.
func (r *pageReader) point(kind MarkKind, start, end int) (index int32) {
	if len(r.buf) == 0 || r.top().pre || len(r.t.markTags) >= maxPageMarks || len(r.points) >= maxMarks {
		return 0
	}
	r.t.markTags = append(r.t.markTags, markTag{kind: kind, code: text.Span{Start: start, End: end}})
	index = int32(len(r.t.markTags) - 1)
	r.points = append(r.points, runMark{text.Span{Start: len(r.buf), End: len(r.buf)}, index})
	return index
}

// changeMark notes that the text from begin on stands in another mark than the
// text before end.
func (r *pageReader) changeMark(end, begin int) {
	r.changes = append(r.changes, markChange{end, begin, r.top().mark})
	r.inMark = r.top().mark
}

// cutMarks takes back what was noted behind place at of the run.
func (r *pageReader) cutMarks(at int) {
	for n := len(r.changes); n > 0 && r.changes[n-1].begin >= at; n-- {
		r.changes = r.changes[:n-1]
	}
	for n := len(r.points); n > 0 && r.points[n-1].span.Start > at; n-- {
		r.points = r.points[:n-1]
	}
	r.inMark = 0
	if n := len(r.changes); n > 0 {
		r.inMark = r.changes[n-1].in
	}
}

// runMarks turns the changes of a run of length bytes into its marks.
func (r *pageReader) runMarks(length int) []runMark {
	if len(r.changes) == 0 && len(r.points) == 0 {
		return nil
	}
	out := make([]runMark, 0, len(r.changes)+len(r.points))
	var open []runMark // outermost first
	set := func(to int32, end, begin int) {
		var chain [maxMarkDepth]int32
		n := 0
		for m := to; m != 0; m = r.t.markTags[m].in {
			n = int(r.t.markTags[m].depth)
			chain[n-1] = m
			if n == 1 {
				break
			}
		}
		depth := int(r.t.markTags[to].depth)
		same := 0
		for same < depth && same < len(open) && open[same].tag == chain[same] {
			same++
		}
		for i := len(open) - 1; i >= same; i-- {
			open[i].span.End = end
			out = append(out, open[i])
		}
		open = open[:same]
		for _, m := range chain[same:depth] {
			open = append(open, runMark{text.Span{Start: begin}, m})
		}
	}
	for _, c := range r.changes {
		set(c.in, min(c.end, length), min(c.begin, length))
	}
	set(0, length, length)
	return append(out, r.points...)
}

// lineMarks is what of the marks of a run lies in one of its lines.
func lineMarks(list []runMark, line text.Span) []runMark {
	if len(list) == 0 {
		return nil
	}
	var out []runMark
	for _, m := range list {
		s := text.Span{Start: max(m.span.Start, line.Start), End: min(m.span.End, line.End)}
		if s.Start > s.End || s.Len() == 0 && m.span.Len() > 0 {
			continue
		}
		out = append(out, runMark{s.Shift(-line.Start), m.tag})
	}
	return out
}

// marksOf makes the marks of a run those of a block with the text final.
func (t *tree) marksOf(r *run, final string) []Mark {
	if len(r.marks) == 0 {
		return nil
	}
	list := make([]Mark, 0, min(len(r.marks), maxMarks))
	for _, m := range r.marks[:min(len(r.marks), maxMarks)] {
		if m.span.End > len(r.text) {
			continue // an edit link at the end of a heading was cut off
		}
		tag := t.markTags[m.tag]
		mark := Mark{Span: m.span, Kind: tag.kind}
		code := tag.code.Of(t.src)
		if tag.tag != 0 {
			name := tag.tag.String()
			if mark.Close = "</" + name + ">"; len(code) > maxMarkCode {
				code = "<" + name + ">"
			}
		} else if len(code) > maxMarkCode {
			code = shortCode(tag.kind)
		}
		mark.Open = strings.Clone(code) // the page need not stay in memory
		list = append(list, mark)
	}
	return settleMarks(r.text, final, list)
}

// shortCode is what a point that is too long to be told stands as.
func shortCode(kind MarkKind) string {
	if kind == MarkImage {
		return "<img>"
	}
	return "<" + kind.String() + "/>"
}

// followRun moves the marks of a line to where they are in final, its normal
// form.
func followRun(line, final string, list []runMark) []runMark {
	if line == final || len(list) == 0 {
		return list
	}
	moved := make([]Mark, len(list))
	for i := range list {
		moved[i].Span = list[i].span
	}
	if !follow(line, final, moved) {
		return nil
	}
	out := slices.Clone(list)
	for i := range out {
		out[i].span = moved[i].Span
	}
	return out
}
