package pretranslate

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
)

// docxParts are the parts of a DOCX archive that hold text.
var docxParts = regexp.MustCompile(`^word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$`)

// docx fills a WordprocessingML file: body, headers, footers, foot- and
// endnotes, text boxes. The archive's other parts are copied as they lie in
// it; in those filled, only the content of w:t elements changes, so that
// styles, fields, pictures and tracked changes stay where they are. A file
// into which nothing is put comes out as it went in.
//
// The archive is held in memory, within MaxFile, as are the parts filled.
func (e *engine) docx(r io.Reader, w io.Writer) error {
	whole, err := io.ReadAll(io.LimitReader(r, e.opts.MaxFile+1))
	if err != nil {
		return err
	}
	if int64(len(whole)) > e.opts.MaxFile {
		return fmt.Errorf("%w of %d bytes", ErrTooLarge, e.opts.MaxFile)
	}
	z, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrFormat, err)
	}
	e.guess(textOfDOCX(z))
	filled := map[string][]byte{}
	left, found := e.opts.MaxFile, false
	for _, f := range z.File {
		if !docxParts.MatchString(f.Name) {
			continue
		}
		found = true
		out, n, err := e.docxPart(f, left)
		if err != nil {
			return fmt.Errorf("part %q: %w", f.Name, err)
		}
		left -= n
		if out != nil {
			filled[f.Name] = out
		}
	}
	switch {
	case !found:
		return fmt.Errorf("%w: no word/document.xml in the archive", ErrFormat)
	case len(filled) == 0:
		_, err := w.Write(whole)
		return err
	}
	out := zip.NewWriter(w)
	for _, f := range z.File {
		body := filled[f.Name]
		if body == nil {
			if err := out.Copy(f); err != nil {
				return err
			}
			continue
		}
		h := f.FileHeader
		h.Extra, h.CRC32, h.CompressedSize64, h.UncompressedSize64, h.Method = nil, 0, 0, 0, zip.Deflate
		part, err := out.CreateHeader(&h)
		if err == nil {
			_, err = part.Write(body)
		}
		if err != nil {
			return err
		}
	}
	out.SetComment(z.Comment)
	return out.Close()
}

// docxPart fills a part of the archive, of at most max bytes unpacked; out is
// nil where nothing was put in.
func (e *engine) docxPart(f *zip.File, max int64) (out []byte, read int64, err error) {
	r, err := f.Open()
	if err != nil {
		return nil, 0, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	defer r.Close()
	body, err := io.ReadAll(io.LimitReader(r, max+1))
	if err != nil {
		return nil, 0, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	if int64(len(body)) > max {
		return nil, 0, fmt.Errorf("%w of %d bytes", ErrTooLarge, e.opts.MaxFile)
	}
	var b bytes.Buffer
	e.w = &b
	before := e.report.Filled
	d := &docx{e: e}
	err = splitXML(bytes.NewReader(body), xmlParts{
		wanted:  func(name string) bool { return name == "w:p" },
		tag:     func([]byte) error { return nil },
		raw:     d.raw,
		element: d.paragraph,
		passed: func(large bool) {
			if large {
				e.report.leave(LeftLarge)
			} else {
				e.report.leave(LeftBroken)
			}
		},
		max: e.opts.MaxPart,
	})
	if err == nil {
		err = d.batch()
	}
	if err == nil {
		err = e.boundary(true)
	}
	if err != nil || e.report.Filled == before {
		return nil, int64(len(body)), err
	}
	return b.Bytes(), int64(len(body)), nil
}

// docx gathers paragraphs, since sentences are found for many at a time.
type docx struct {
	e     *engine
	queue []docxEntry
	size  int
}

// docxEntry is a w:p element, or bytes between them.
type docxEntry struct {
	raw        []byte
	paragraphs []*docxParagraph // it, and those in text boxes inside
}

// maxBatch is how much is gathered, in bytes.
const maxBatch = 1 << 20

func (d *docx) raw(b []byte) error {
	if len(d.queue) == 0 {
		return d.e.raw(b)
	}
	return d.push(docxEntry{raw: bytes.Clone(b)})
}

func (d *docx) push(entry docxEntry) error {
	d.queue = append(d.queue, entry)
	if d.size += len(entry.raw); d.size > maxBatch {
		return d.batch()
	}
	return nil
}

func (d *docx) paragraph(raw []byte) error {
	n, err := parseXML(raw)
	if err != nil {
		d.e.report.leave(LeftBroken)
		return d.raw(raw)
	}
	return d.push(docxEntry{raw, docxParagraphs(raw, n, nil)})
}

// batch passes on what was gathered.
func (d *docx) batch() error {
	var texts []string
	for _, entry := range d.queue {
		for _, p := range entry.paragraphs {
			texts = append(texts, p.text)
		}
	}
	spans, err := d.e.split(texts)
	if err != nil {
		return err
	}
	for _, entry := range d.queue {
		if entry.paragraphs == nil {
			if err := d.e.raw(entry.raw); err != nil {
				return err
			}
			continue
		}
		own := &part{size: len(entry.raw)}
		var sentences []*docxSentence
		for _, p := range entry.paragraphs {
			for _, span := range spans[0] {
				if s := p.sentence(span); s.text != "" {
					sentences = append(sentences, s)
					own.segments = append(own.segments, s.segment)
				}
			}
			spans = spans[1:]
		}
		own.write = func(w io.Writer) error {
			b, guessed := fillDocx(entry.raw, entry.paragraphs, sentences)
			d.e.report.Review += guessed
			_, err := w.Write(b)
			return err
		}
		if err := d.e.add(own); err != nil {
			return err
		}
	}
	d.queue, d.size = nil, 0
	return nil
}
