package extract

import (
	"context"
	"fmt"
	"io"
)

// Packed reports whether ReadPacked reads files of the format, from their bytes;
// the other readable ones are text in some charset, decoded before Read.
func (f Format) Packed() bool {
	return f == FormatDOCX || f == FormatODT || f == FormatEPUB || f == FormatPDF
}

// Read reads a decoded text in the format: text, HTML, Markdown, subtitles or
// RTF. The error wraps one of this package's, as those of the readers do.
func Read(f Format, src string, opts Options) (*Page, error) {
	switch f {
	case FormatText:
		return Text(src, opts)
	case FormatHTML:
		return HTML(src, opts)
	case FormatMarkdown:
		return Markdown(src, opts)
	case FormatSRT, FormatVTT:
		return Subtitles(src, opts)
	case FormatRTF:
		return RTF(src, opts)
	case FormatEmpty:
		return nil, ErrEmpty
	}
	return nil, fmt.Errorf("a file of kind %s: %w", f, ErrBinary)
}

// ReadPacked reads a DOCX, ODT, EPUB or PDF file. ctx ends the run of another
// program, which only PDF needs.
func ReadPacked(ctx context.Context, f Format, r io.ReaderAt, size int64, opts Options) (*Page, error) {
	switch f {
	case FormatDOCX:
		return DOCX(r, size, opts)
	case FormatODT:
		return ODT(r, size, opts)
	case FormatEPUB:
		return EPUB(r, size, opts)
	case FormatPDF:
		return PDF(ctx, r, size, opts)
	}
	return nil, fmt.Errorf("a file of kind %s: %w", f, ErrBinary)
}
