package beadfile

import "songngu/corpus/extract"

// markLine is a mark of a block.
type markLine struct {
	Kind  string `json:"kind"`
	Span  pair   `json:"span"`
	Open  string `json:"open"`
	Close string `json:"close,omitempty"`
}

func linesOfMarks(list []extract.Mark) []markLine {
	var lines []markLine
	for _, m := range list {
		lines = append(lines, markLine{m.Kind.String(), pair{m.Span.Start, m.Span.End}, m.Open, m.Close})
	}
	return lines
}

// marksOf reads marks; those of a kind that is not known, or of no place, are
// passed by: the text is all there without them.
func marksOf(lines []markLine) []extract.Mark {
	var list []extract.Mark
	for _, l := range lines {
		span := l.Span.span()
		kind, ok := extract.ParseMarkKind(l.Kind)
		if !ok || span.Start < 0 || span.End < span.Start {
			continue
		}
		list = append(list, extract.Mark{Span: span, Kind: kind, Open: l.Open, Close: l.Close})
	}
	return list
}
