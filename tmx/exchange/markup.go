package exchange

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"songngu/align"
	"songngu/align/beadfile"
	"songngu/corpus"
	"songngu/corpus/extract"
	"songngu/corpus/text"
	"songngu/tmx"
)

// In-line markup in a memory is TMX of level 2. What a mark of the text becomes:
//
//	<bpt i="1" x="1" type="bold">&lt;b&gt;</bpt>…<ept i="1">&lt;/b&gt;</ept>   both ends in the unit
//	<it pos="begin" x="2" type="link">&lt;a …&gt;</it>                        only one end
//	<ph x="3" type="fnote">[^1]</ph>                                           a point
//
// What covers all of a unit is left out, as CAT tools leave it outside of their
// segments; so are pictures and line breaks at its ends. x joins the codes that
// mean each other in the two languages: of the same kind and the same code if
// there is one, else of the same kind, in order. Without its codes the text of
// a unit is the same as without this.

// markTypes are the values of TMX 1.4b for the attribute type.
var markTypes = map[extract.MarkKind]string{
	extract.MarkBold: "bold", extract.MarkItalic: "italic", extract.MarkUnderline: "ulined", extract.MarkLink: "link",
	extract.MarkBreak: "lb", extract.MarkImage: "image", extract.MarkNote: "fnote",
	extract.MarkStrike: "x-strike", extract.MarkRaised: "x-sup", extract.MarkLowered: "x-sub", extract.MarkLiteral: "x-code",
}

// sideMark is a mark in the text of one side of a unit.
type sideMark struct {
	extract.PartMark
	block int
	x     int
}

// coded are the segments of a bead with its markup as codes.
func (o Options) coded(f *beadfile.File, b align.Bead) (en, vi tmx.Segment) {
	enText, enMarks := sideMarks(f.English, f.Originals[0], b.Src)
	viText, viMarks := sideMarks(f.Vietnamese, f.Originals[1], b.Tgt)
	joinMarks(enMarks, viMarks)
	return codedSegment(enText, enMarks, nil), codedSegment(viText, viMarks, o.Tone)
}

// sideMarks is the text of a run of sentences as beadfile.Joined makes it, and
// the marks in it. A sentence that a reviewer has edited has none: their places
// are not known any more.
func sideMarks(d *corpus.Document, edited map[int]string, r align.Range) (string, []sideMark) {
	var joined strings.Builder
	var list []sideMark
	for n := r.Start; n < r.End; n++ {
		s := d.Sentences[n]
		final := text.Clean(s.Text)
		if final == "" {
			continue
		}
		if joined.Len() > 0 {
			joined.WriteByte(' ')
		}
		at := joined.Len()
		joined.WriteString(final)
		if _, ok := edited[n]; ok || s.Block >= len(d.Blocks) {
			continue
		}
		for _, m := range extract.MarksIn(d.Blocks[s.Block].Marks, s.Span, s.Text, final) {
			m.Span = m.Span.Shift(at)
			before := slices.IndexFunc(list, func(o sideMark) bool { return o.block == s.Block && o.N == m.N })
			if before >= 0 && !m.Point() { // it goes on from the sentence before
				list[before].Span.End, list[before].Ends = m.Span.End, m.Ends
				continue
			}
			list = append(list, sideMark{PartMark: m, block: s.Block})
		}
	}
	whole := text.Span{End: joined.Len()}
	return joined.String(), slices.DeleteFunc(list, func(m sideMark) bool {
		if m.Point() {
			return m.Kind != extract.MarkNote && (m.Span.Start == 0 || m.Span.Start == whole.End)
		}
		return m.Span == whole || !m.Begins && !m.Ends
	})
}

// joinMarks numbers the marks of both sides, with one number for two that mean
// each other.
func joinMarks(en, vi []sideMark) {
	for i := range en {
		en[i].x = i + 1
	}
	used := make([]bool, len(en))
	join := func(same func(a, b sideMark) bool) {
		for j := range vi {
			if vi[j].x > 0 {
				continue
			}
			for i := range en {
				if !used[i] && same(en[i], vi[j]) {
					vi[j].x, used[i] = en[i].x, true
					break
				}
			}
		}
	}
	join(func(a, b sideMark) bool { return a.Kind == b.Kind && a.Open == b.Open })
	join(func(a, b sideMark) bool { return a.Kind == b.Kind })
	next := len(en)
	for j := range vi {
		if vi[j].x == 0 {
			next++
			vi[j].x = next
		}
	}
}

// place is where a code stands, and its order among those that stand there:
// what ends comes first, the inner before the outer, then points, then what
// begins, the outer before the inner.
type place struct {
	at, order int
	code      string
}

func codedSegment(s string, list []sideMark, tone *text.Style) tmx.Segment {
	styled := func(part string) string {
		if tone != nil {
			return text.ToneStyle(part, *tone)
		}
		return part
	}
	if len(list) == 0 {
		return tmx.TextSegment(styled(s))
	}
	var places []place
	for n, m := range list {
		number := strconv.Itoa(m.x)
		named := ` x="` + number + `" type="` + markTypes[m.Kind] + `">` + tmx.EscapeText(text.Clean(m.Open))
		end := tmx.EscapeText(text.Clean(m.Close))
		switch {
		case m.Point():
			places = append(places, place{m.Span.Start, 0, "<ph" + named + "</ph>"})
		case m.Begins && m.Ends:
			places = append(places, place{m.Span.Start, 1 + n, `<bpt i="` + number + `"` + named + "</bpt>"},
				place{m.Span.End, -1 - n, `<ept i="` + number + `">` + end + "</ept>"})
		case m.Begins:
			places = append(places, place{m.Span.Start, 1 + n, `<it pos="begin"` + named + "</it>"})
		default:
			places = append(places, place{m.Span.End, -1 - n, `<it pos="end" x="` + number + `" type="` + markTypes[m.Kind] + `">` + end + "</it>"})
		}
	}
	slices.SortStableFunc(places, func(a, b place) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.order, b.order)) })
	var out strings.Builder
	from := 0
	for _, p := range places {
		out.WriteString(tmx.EscapeText(styled(s[from:p.at])))
		out.WriteString(p.code)
		from = p.at
	}
	out.WriteString(tmx.EscapeText(styled(s[from:])))
	return tmx.RawSegment(out.String())
}
