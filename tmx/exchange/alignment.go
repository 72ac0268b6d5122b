// Package exchange turns other things into translation units and units into
// other things: alignments, tables, and the files that translators carry.
package exchange

import (
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strconv"

	"songngu/align/beadfile"
	"songngu/corpus"
	"songngu/corpus/text"
	"songngu/tmx"
)

// The props that songngu writes on a unit. They begin with x- as TMX wants of
// a tool's own, and none of them means anything to a client.
const (
	PropConfidence = "x-confidence" // posterior probability of the bead, 0.0000 to 1.0000
	PropBeadType   = "x-bead-type"  // sentences on each side, "1-2"
	PropSourceURL  = "x-source-url" // address of the Vietnamese original
	PropDocument   = "x-document"   // base name of the English file
	PropMoved      = "x-moved"      // "yes" where the pair stands out of order
)

// Options say how an alignment is written as a memory.
type Options struct {
	English, Vietnamese string  // language codes: "en", "en-US"
	MinConfidence       float64 // pairs below it are left out
	KeepUntranslated    bool    // keep pairs whose Vietnamese side is English: see Untranslated
	KeepRejected        bool    // keep pairs that a reviewer has rejected
	// Tone, if not nil, is where the Vietnamese text gets its tone marks in
	// open syllables in oa, oe and uy; nil leaves them as they were written.
	Tone *text.Style
	// Markup keeps the in-line markup of the documents as codes. Without it a
	// memory is plain text, which is what matches texts of every format:
	// tools count a code that is not in the text to be translated against a
	// match.
	Markup            bool
	Tool, ToolVersion string
	Date              string // of the memory, YYYYMMDDThhmmssZ; WriteAlignment finds its own
}

// WriteAlignment writes a memory with a unit for every bead that has text on
// both sides and returns their number. Its bytes depend on the alignment
// alone: the header's date is the later of those of the two documents, not the
// hour of writing.
func WriteAlignment(w io.Writer, f *beadfile.File, opts Options) (int, error) {
	opts.Date = date(f)
	aw := NewAlignmentWriter(w, opts)
	n, err := aw.Write(f)
	if err != nil {
		return n, err
	}
	return n, aw.Close()
}

// AlignmentWriter writes the units of several alignments into one memory.
type AlignmentWriter struct {
	w    *tmx.Writer
	opts Options
}

// NewAlignmentWriter begins a memory on w.
func NewAlignmentWriter(w io.Writer, opts Options) *AlignmentWriter {
	datatype := "plaintext"
	if opts.Markup {
		datatype = "unknown" // of any of the formats that documents come in
	}
	return &AlignmentWriter{tmx.NewWriter(w, tmx.Header{
		CreationTool: opts.Tool, CreationToolVersion: opts.ToolVersion,
		SegType: "sentence", OTMF: "songngu", AdminLang: "en", SrcLang: opts.English, DataType: datatype,
		CreationDate: opts.Date,
	}, tmx.WriterOptions{}), opts}
}

// Write adds the units of one alignment and returns their number.
func (a *AlignmentWriter) Write(f *beadfile.File) (int, error) {
	n := 0
	for i, b := range f.Alignment.Beads {
		u := a.opts.unit(f, i)
		if u == nil {
			continue
		}
		if err := a.w.Write(u); err != nil {
			return n, fmt.Errorf("unit of English sentence %d: %w", b.Src.Start, err)
		}
		n++
	}
	return n, nil
}

// Untranslated reports whether a Vietnamese side is plainly English, as where a
// translator has left a paragraph as it was: such a pair teaches a memory
// nothing and would have a client put English where Vietnamese is wanted. Names
// and numbers alone, which are the same in both languages, are none.
func Untranslated(vietnamese string) bool {
	if text.MostlyMarked(vietnamese) { // nearly all are, and Guess takes ten times as long
		return false
	}
	lang, sure := text.Guess(vietnamese)
	return lang == "en" && sure >= 0.9
}

// Close ends the memory.
func (a *AlignmentWriter) Close() error { return a.w.Close() }

// AlignmentUnits is the units that WriteAlignment writes.
func AlignmentUnits(f *beadfile.File, opts Options) Units {
	return func(yield func(*tmx.Unit, error) bool) {
		for i := range f.Alignment.Beads {
			if u := opts.unit(f, i); u != nil && !yield(u, nil) {
				return
			}
		}
	}
}

// unit is the unit of bead number i, or nil where it is to be left out. What a
// reviewer has accepted is in, however unsure the aligner was; what he has
// rejected is not.
func (o Options) unit(f *beadfile.File, i int) *tmx.Unit {
	b, review := f.Alignment.Beads[i], f.Review(i)
	if b.Null() || b.Confidence < o.MinConfidence && review.Status != beadfile.Accepted || review.Status == beadfile.Rejected && !o.KeepRejected {
		return nil
	}
	en := beadfile.Joined(f.English.Sentences, b.Src)
	vi := beadfile.Joined(f.Vietnamese.Sentences, b.Tgt)
	if en == "" || vi == "" || !o.KeepUntranslated && Untranslated(vi) {
		return nil
	}
	if o.Tone != nil {
		vi = text.ToneStyle(vi, *o.Tone)
	}
	u := tmx.NewUnit(o.English, en, o.Vietnamese, vi)
	if o.Markup {
		u.Variants[0].Seg, u.Variants[1].Seg = o.coded(f, b)
	}
	u.SetProp(PropConfidence, strconv.FormatFloat(b.Confidence, 'f', 4, 64))
	u.SetProp(PropBeadType, b.Type())
	if url := sourceURL(f.Vietnamese); url != "" {
		u.SetProp(PropSourceURL, url)
	}
	if name := documentName(f.English); name != "" {
		u.SetProp(PropDocument, name)
	}
	if b.Moved {
		u.SetProp(PropMoved, "yes")
	}
	setNonEmpty(u, PropStatus, string(review.Status))
	if review.Note != "" {
		u.Notes = append(u.Notes, tmx.Note{Value: review.Note})
	}
	return u
}

func date(f *beadfile.File) string {
	t := f.English.Origin.Time
	if v := f.Vietnamese.Origin.Time; v.After(t) {
		t = v
	}
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("20060102T150405Z")
}

// sourceURL is the address the original was asked for by: the one a user can
// find again in the English text. Where there was a redirect the alignment
// file knows both.
func sourceURL(d *corpus.Document) string {
	if corpus.IsURL(d.Origin.Ref) {
		return d.Origin.Ref
	}
	return d.Origin.URL
}

func documentName(d *corpus.Document) string {
	ref := d.Origin.Ref
	switch {
	case ref == "-":
		return ""
	case corpus.IsURL(ref):
		return path.Base(ref)
	}
	return filepath.Base(ref)
}
