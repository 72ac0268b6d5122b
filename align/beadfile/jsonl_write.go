package beadfile

import (
	"bufio"
	"encoding/json"
	"io"
	"math"

	"songngu/align"
	"songngu/corpus"
)

// WriteJSONL writes everything f holds in the .alignment.jsonl format.
func WriteJSONL(w io.Writer, f *File) error {
	b := bufio.NewWriter(w)
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	if err := e.Encode(headLine{"alignment", formatVersion, f.Tool, f.ToolVersion}); err != nil {
		return err
	}
	if err := writeDocument(e, "en", f.English, f.Originals[0]); err != nil {
		return err
	}
	if err := writeDocument(e, "vi", f.Vietnamese, f.Originals[1]); err != nil {
		return err
	}
	for i, bead := range f.Alignment.Beads {
		if err := e.Encode(lineOfBead(i, bead, f.Review(i))); err != nil {
			return err
		}
	}
	return b.Flush()
}

func writeDocument(e *json.Encoder, side string, d *corpus.Document, originals map[int]string) error {
	if err := e.Encode(lineOfDocument(side, d)); err != nil {
		return err
	}
	next := 0
	for n, block := range d.Blocks {
		l := blockLine{"block", side, n, block.Kind.String(), block.Level, spanPair(block.Source), block.Lang, linesOfMarks(block.Marks)}
		if err := e.Encode(l); err != nil {
			return err
		}
		for ; next < len(d.Sentences) && d.Sentences[next].Block == n; next++ {
			s := d.Sentences[next]
			if err := e.Encode(sentenceLine{"sentence", side, next, n, pair{s.Span.Start, s.Span.End}, s.Text, s.Doubtful, originals[next]}); err != nil {
				return err
			}
		}
	}
	for _, block := range d.Aside {
		if err := e.Encode(asideLine{"aside", side, block.Reason, spanPair(block.Source), block.Text}); err != nil {
			return err
		}
	}
	return nil
}

func lineOfBead(n int, b align.Bead, r Review) beadLine {
	l := beadLine{Type: "bead", N: n, English: numbers(b.Src), Vietnamese: numbers(b.Tgt), Confidence: round(b.Confidence), Moved: b.Moved, Fixed: b.Fixed, Status: r.Status, Note: r.Note}
	if b.Features != (align.Features{}) {
		f := b.Features
		l.Features = &featuresLine{round(f.Length), round(f.Words), round(f.Anchors), round(f.Shape), round(f.Structure), round(f.Prior)}
	}
	return l
}

// round keeps four decimals: more would be noise in a diff.
func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }
