package corpus

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"songngu/corpus/charset"
	"songngu/corpus/extract"
	"songngu/corpus/segment"
	"songngu/corpus/text"
)

// build makes a document of a file's bytes: decode, extract, split.
func build(ctx context.Context, raw *source, opts Options) (*Document, error) {
	mediaType := raw.origin.Type
	if opts.Type != "" {
		mediaType = opts.Type
	}
	format := extract.Sniff(raw.name, mediaType, raw.data)
	if format == extract.FormatZip {
		name, data, err := extract.ZipMember(bytes.NewReader(raw.data), int64(len(raw.data)), extract.Options{MaxBytes: opts.maxBytes()})
		if err != nil {
			return nil, err
		}
		raw = &source{name: name, data: data, origin: raw.origin}
		raw.origin.Type = "" // that was the archive's
		format = extract.Sniff(name, opts.Type, data)
	}
	if opts.Presegmented && format != extract.FormatEmpty && mediaTypes[format] != "" {
		if format.Packed() {
			return nil, fmt.Errorf("%w with a sentence a line: it looks like %s", extract.ErrBinary, describe(format))
		}
		format = extract.FormatText
	}
	if format == extract.FormatEmpty {
		return nil, extract.ErrEmpty
	}
	if mediaTypes[format] == "" {
		if slices.Contains(pairFormats, format) {
			return nil, fmt.Errorf("%w that can be read here: it looks like %s: %w", extract.ErrBinary, describe(format), errPairs)
		}
		return nil, fmt.Errorf("%w that can be read here: it looks like %s", extract.ErrBinary, describe(format))
	}
	d := &Document{Lang: opts.Lang, Origin: raw.origin}
	if d.Origin.Type == "" {
		d.Origin.Type = mediaTypes[format]
	}
	page, err := d.read(ctx, format, raw, opts)
	if err != nil || opts.Presegmented {
		return d, err
	}
	d.Title, d.Blocks, d.Aside, d.Links = page.Title, page.Blocks, page.Aside, page.Links
	if err := d.split(opts); err != nil {
		return nil, err
	}
	if len(d.Sentences) == 0 {
		return nil, extract.ErrEmpty
	}
	return d, nil
}

// read extracts the blocks of a file; of a presegmented one it makes the
// sentences too.
func (d *Document) read(ctx context.Context, format extract.Format, raw *source, opts Options) (*extract.Page, error) {
	how := extract.Options{
		Lang: opts.Lang, Reference: opts.Reference, BaseURL: raw.origin.URL, MaxBytes: opts.maxBytes(),
		AsIs: opts.KeepAll, GuessLang: guessLang}
	if opts.KeepAll {
		how.GuessLang = nil // nothing is decided by it
	}
	if format.Packed() {
		d.Origin.Charset, d.Encoding = "utf-8", charset.Found{Name: "utf-8", Sure: 1}
		page, err := extract.ReadPacked(ctx, format, bytes.NewReader(raw.data), int64(len(raw.data)), how)
		if err == nil && !opts.KeepAll {
			d.Encoding.Repairs = mend(page.Blocks, opts.Lang)
		}
		return page, err
	}
	decoded, found, err := charset.Decode(raw.data, charset.Options{
		Declared: raw.declared, HTML: format == extract.FormatHTML, Override: opts.Charset, Lang: opts.Lang})
	if err != nil {
		return nil, err
	}
	d.Origin.Charset, d.Encoding = found.Name, found
	if opts.Presegmented {
		d.fromLines(decoded)
		return nil, nil
	}
	return extract.Read(format, decoded, how)
}

// mend repairs the text of blocks that came as Unicode and mean something else:
// documents typed in the fonts of TCVN3 and VNI. All are looked at together, since
// one of them alone may say too little; what becomes of them is as many lines.
func mend(blocks []Block, lang string) []charset.Repair {
	texts := make([]string, len(blocks))
	for i := range blocks {
		texts[i] = strings.ReplaceAll(blocks[i].Text, "\n", " ")
	}
	mended, repairs := charset.Mend(strings.Join(texts, "\n"), lang)
	if len(repairs) == 0 {
		return nil
	}
	lines := strings.Split(mended, "\n")
	if len(lines) != len(blocks) {
		return nil
	}
	for i := range blocks {
		if blocks[i].Text != lines[i] {
			blocks[i].Text, blocks[i].Marks = lines[i], nil // their places are others now
		}
	}
	return repairs
}

// mediaTypes are the formats that can be read, with what to call a file of
// each that came without a media type.
var mediaTypes = map[extract.Format]string{
	extract.FormatText: "text/plain", extract.FormatHTML: "text/html", extract.FormatMarkdown: "text/markdown",
	extract.FormatSRT: "application/x-subrip", extract.FormatVTT: "text/vtt", extract.FormatRTF: "application/rtf",
	extract.FormatDOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	extract.FormatODT:  "application/vnd.oasis.opendocument.text", extract.FormatEPUB: "application/epub+zip",
	extract.FormatPDF: "application/pdf",
}

// errPairs says that a file holds pairs, which need not be aligned.
var errPairs = errors.New("it holds pairs already")

// pairFormats are the formats of pairs, or of tables that may hold some.
var pairFormats = []extract.Format{extract.FormatTMX, extract.FormatXLIFF, extract.FormatPO, extract.FormatCSV, extract.FormatXLSX}

// describe names a format that is not read here in a user's words.
func describe(format extract.Format) string {
	switch format {
	case extract.FormatImage:
		return "an image"
	case extract.FormatExecutable:
		return "a program"
	case extract.FormatSound, extract.FormatVideo:
		return "a " + format.String() + " recording"
	case extract.FormatBinary:
		return "a binary file"
	case extract.FormatXLSX, extract.FormatXLIFF:
		return "an " + strings.ToUpper(format.String()) + " file"
	case extract.FormatPPTX, extract.FormatTMX, extract.FormatPO, extract.FormatCSV:
		return "a " + strings.ToUpper(format.String()) + " file"
	}
	return "a " + format.String() + " file"
}

// hintFor says what can be done about an error of extraction.
func hintFor(err error) string {
	switch {
	case errors.Is(err, extract.ErrNotArticle):
		return "save the article's text in a file and give that"
	case errors.Is(err, errPairs):
		return "songngu convert FILE -o FILE.tmx writes its pairs as a memory"
	case errors.Is(err, extract.ErrBinary):
		return "give a text or a page: .txt, .md, .html, .docx, .odt, .epub, .rtf, .pdf, .srt or .vtt"
	case errors.Is(err, extract.ErrNoPDFReader):
		return "install poppler: apt-get install poppler-utils, or brew install poppler"
	case errors.Is(err, extract.ErrNoTextLayer):
		return "its pages are pictures: let ocrmypdf or the like read them first"
	case errors.Is(err, extract.ErrLocked):
		return "remove its password, or give the text in a file"
	case errors.Is(err, extract.ErrSeveral):
		return "unpack it and give one file"
	case errors.Is(err, extract.ErrEmpty):
		return "check that it is the right file"
	}
	return ""
}

// fromLines makes every line a block and a sentence of its own, empty lines
// too, so that sentence numbers are line numbers.
func (d *Document) fromLines(decoded string) {
	start := 0
	for line := range strings.Lines(decoded) {
		t := strings.TrimRight(line, "\r\n")
		span := text.Span{Start: start, End: start + len(t)}
		start += len(line)
		d.Sentences = append(d.Sentences, Sentence{Text: t, Span: text.Span{End: len(t)}, Block: len(d.Blocks)})
		d.Blocks = append(d.Blocks, Block{Text: t, Source: span})
	}
}

// split cuts the blocks into sentences. All blocks go to the segmenter at
// once: its model costs more to load than most documents to split.
func (d *Document) split(opts Options) error {
	s := opts.Segmenter
	if s == nil {
		var err error
		if s, err = segment.New(opts.Lang); err != nil {
			return err
		}
	}
	texts := make([]string, len(d.Blocks))
	for i, b := range d.Blocks {
		texts[i] = b.Text
	}
	split, err := s.Document(texts)
	if err != nil {
		return err
	}
	for i, sentences := range split {
		b := &d.Blocks[i]
		for _, sent := range sentences {
			d.Sentences = append(d.Sentences, Sentence{
				Text: sent.Span.Of(b.Text), Span: sent.Span, Block: i, Kind: b.Kind, Level: b.Level, Doubtful: sent.Doubtful, Breaks: sent.Breaks})
		}
	}
	return nil
}
