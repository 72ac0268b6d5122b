package beadfile

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"songngu/align"
	"songngu/corpus"
	"songngu/corpus/extract"
)

// ReadJSONL reads the .alignment.jsonl format; name stands in error messages.
// It checks that the beads cover the sentences. Blocks come back without
// their text, which the format does not hold; sentences with theirs.
func ReadJSONL(r io.Reader, name string) (*File, error) {
	d := jsonlReader{file: &File{Alignment: &align.Alignment{}}}
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 0, 64<<10), maxLine)
	n := 1
	for ; s.Scan(); n++ {
		if len(s.Bytes()) == 0 {
			continue
		}
		if err := d.line(s.Bytes()); err != nil {
			return nil, &SyntaxError{name, n, err}
		}
	}
	if err := s.Err(); err != nil {
		return nil, &SyntaxError{name, n, err}
	}
	switch {
	case !d.head:
		return nil, &SyntaxError{name, 1, errNoHead}
	case d.file.English == nil || d.file.Vietnamese == nil:
		return nil, fmt.Errorf("%s: the file ends before both documents are named: it is cut short", name)
	}
	placeEmpty(d.file.Alignment.Beads)
	if err := d.file.Check(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return d.file, nil
}

type jsonlReader struct {
	file *File
	head bool
}

func (d *jsonlReader) line(data []byte) error {
	var l struct {
		Type string `json:"type"`
		Side string `json:"side"`
	}
	if err := json.Unmarshal(data, &l); err != nil {
		if !d.head {
			return errNoHead
		}
		return err
	}
	if !d.head {
		return d.readHead(data)
	}
	switch l.Type {
	case "document":
		return d.readDocument(data)
	case "block":
		return withLine(d, data, l.Side, (*jsonlReader).readBlock)
	case "sentence":
		return withLine(d, data, l.Side, (*jsonlReader).readSentence)
	case "aside":
		return withLine(d, data, l.Side, (*jsonlReader).readAside)
	case "bead":
		return d.readBead(data)
	}
	return nil // a later version's; to be passed by
}

func (d *jsonlReader) readHead(data []byte) error {
	var h headLine
	if err := json.Unmarshal(data, &h); err != nil || h.Type != "alignment" {
		return errNoHead
	}
	if h.Format != formatVersion {
		return fmt.Errorf("format %d, this version of songngu reads format %d", h.Format, formatVersion)
	}
	d.file.Tool, d.file.ToolVersion, d.head = h.Tool, h.ToolVersion, true
	return nil
}

func (d *jsonlReader) document(side string) **corpus.Document {
	switch side {
	case "en":
		return &d.file.English
	case "vi":
		return &d.file.Vietnamese
	}
	return nil
}

func (d *jsonlReader) readDocument(data []byte) error {
	var l documentLine
	if err := json.Unmarshal(data, &l); err != nil {
		return err
	}
	doc := d.document(l.Side)
	if doc == nil {
		return fmt.Errorf("unknown side %q", l.Side)
	}
	if *doc != nil {
		return fmt.Errorf("a second document for side %q", l.Side)
	}
	var err error
	*doc, err = l.document()
	return err
}

// withLine decodes a line that belongs to the document of a side.
func withLine[L any](d *jsonlReader, data []byte, side string, read func(*jsonlReader, *corpus.Document, L) error) error {
	doc := d.document(side)
	if doc == nil || *doc == nil {
		return fmt.Errorf("no document line for side %q before this", side)
	}
	var l L
	if err := json.Unmarshal(data, &l); err != nil {
		return err
	}
	return read(d, *doc, l)
}

func (d *jsonlReader) readBlock(doc *corpus.Document, l blockLine) error {
	if l.N != len(doc.Blocks) {
		return fmt.Errorf("block %d comes where block %d should", l.N, len(doc.Blocks))
	}
	b, err := l.block()
	doc.Blocks = append(doc.Blocks, b)
	return err
}

func (d *jsonlReader) readSentence(doc *corpus.Document, l sentenceLine) error {
	if l.N != len(doc.Sentences) {
		return fmt.Errorf("sentence %d comes where sentence %d should", l.N, len(doc.Sentences))
	}
	if l.Block < 0 || l.Block >= len(doc.Blocks) {
		return fmt.Errorf("sentence %d is in block %d, but %d blocks are named before it", l.N, l.Block, len(doc.Blocks))
	}
	if l.Original != "" {
		d.file.setOriginal(l.Side, l.N, l.Original)
	}
	b := doc.Blocks[l.Block]
	doc.Sentences = append(doc.Sentences, corpus.Sentence{Text: l.Text, Span: (&l.Span).span(), Block: l.Block, Kind: b.Kind, Level: b.Level, Doubtful: l.Doubtful})
	return nil
}

func (d *jsonlReader) readAside(doc *corpus.Document, l asideLine) error {
	doc.Aside = append(doc.Aside, corpus.Block{Kind: extract.Junk, Text: l.Text, Reason: l.Reason, Source: l.Source.span()})
	return nil
}

func (d *jsonlReader) readBead(data []byte) error {
	var l beadLine
	if err := json.Unmarshal(data, &l); err != nil {
		return err
	}
	if n := len(d.file.Alignment.Beads); l.N != n {
		return fmt.Errorf("bead %d comes where bead %d should", l.N, n)
	}
	b := align.Bead{Src: align.Range(l.English), Tgt: align.Range(l.Vietnamese), Confidence: l.Confidence, Moved: l.Moved, Fixed: l.Fixed}
	if f := l.Features; f != nil {
		b.Features = align.Features{Length: f.Length, Words: f.Words, Anchors: f.Anchors, Shape: f.Shape, Structure: f.Structure, Prior: f.Prior}
	}
	if !l.Status.Valid() {
		return fmt.Errorf("unknown status %q", l.Status)
	}
	d.file.SetReview(l.N, Review{l.Status, l.Note})
	d.file.Alignment.Beads = append(d.file.Alignment.Beads, b)
	return nil
}
