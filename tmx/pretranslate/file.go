package pretranslate

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// File fills a file: it reads r in that format and writes it, with what m
// knows put in, to w. The report counts what was done, up to the error where
// there is one. Where nothing is put in, the same bytes come out.
//
// Text is read as UTF-8, or as UTF-16 where it begins with its mark, and
// written as it was. What is not UTF-8 is passed on and counted.
func File(ctx context.Context, m Matcher, format Format, r io.Reader, w io.Writer, opts Options) (*Report, error) {
	opts = opts.filled()
	report := &Report{Format: format, From: opts.From}
	if err := opts.check(); err != nil {
		return report, err
	}
	if opts.Progress != nil {
		r = &counted{r: r, told: opts.Progress}
	}
	e := &engine{ctx: ctx, m: m, opts: opts, report: report}
	if format == DOCX {
		return report, e.docx(r, w)
	}
	in, out, finish := unicodeOf(r, w)
	h := &hold{w: out}
	e.w = h
	var err error
	switch format {
	case XLIFF:
		err = e.xliff(in, h)
	case PO:
		err = e.po(in, h)
	case Text:
		err = e.text(in)
	case Markdown:
		err = e.markdown(in)
	default:
		return report, fmt.Errorf("%s is no format", format)
	}
	if err == nil {
		err = e.boundary(true)
	}
	if err == nil {
		err = h.Close()
	}
	if err == nil {
		err = finish()
	}
	return report, err
}

// unicodeOf makes UTF-8 of UTF-16 with a mark, and UTF-16 of what is written
// then. finish is to be called at the end.
func unicodeOf(r io.Reader, w io.Writer) (io.Reader, io.Writer, func() error) {
	b := bufio.NewReaderSize(r, 64<<10)
	head, _ := b.Peek(2)
	var order unicode.Endianness
	switch {
	case bytes.Equal(head, []byte{0xFF, 0xFE}):
		order = unicode.LittleEndian
	case bytes.Equal(head, []byte{0xFE, 0xFF}):
		order = unicode.BigEndian
	default:
		return b, w, func() error { return nil }
	}
	form := unicode.UTF16(order, unicode.IgnoreBOM) // the mark is a character like others
	out := transform.NewWriter(w, form.NewEncoder())
	return transform.NewReader(b, form.NewDecoder()), out, out.Close
}

// counted tells how much was read, every megabyte.
type counted struct {
	r       io.Reader
	n, last int64
	told    func(int64)
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if c.n += int64(n); c.n-c.last >= 1<<16 || err == io.EOF {
		c.last = c.n
		c.told(c.n)
	}
	return n, err
}
