package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"
)

var (
	// ErrNoPDFReader says that poppler's pdftotext is not installed.
	ErrNoPDFReader = errors.New("pdftotext, which reads PDF files, is not installed")
	// ErrNoTextLayer says that a PDF file holds pictures of pages only.
	ErrNoTextLayer = errors.New("the pdf file has no text layer")
	// ErrLocked says that a file cannot be read without its password, or that
	// its author has forbidden copying.
	ErrLocked = errors.New("the file is locked")
)

const (
	// pdfTimeout bounds the run of pdftotext. A book of a thousand pages takes
	// some seconds.
	pdfTimeout = 2 * time.Minute
	// maxPDFLayout bounds what pdftotext may write: the layout of a page is
	// about twenty times as long as its text.
	maxPDFLayout = 2 << 30
)

// PDF reads the text layer of a PDF file by poppler's pdftotext
// (Options.PDFToText). The program is given the file on its standard input and
// writes the place of every word on its page (-bbox-layout); nothing is written
// to disk. It is stopped when ctx ends, after two minutes, or when it writes
// without end. What is made of the words is told at layout.
//
// The error wraps ErrNoPDFReader, ErrNoTextLayer, ErrLocked, ErrBinary,
// ErrEmpty or ErrTooLarge.
func PDF(ctx context.Context, r io.ReaderAt, size int64, opts Options) (*Page, error) {
	if err := opts.checkSize(size); err != nil {
		return nil, err
	}
	if size == 0 {
		return nil, ErrEmpty
	}
	program := opts.PDFToText
	if program == "" {
		program = "pdftotext"
	}
	ctx, cancel := context.WithTimeoutCause(ctx, pdfTimeout, fmt.Errorf("pdftotext is not done after %s: %w", pdfTimeout, ErrTooLarge))
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "-bbox-layout", "-enc", "UTF-8", "-", "-")
	cmd.Stdin = io.NewSectionReader(r, 0, size)
	cmd.WaitDelay = 5 * time.Second
	complaint := &head{limit: 4096}
	cmd.Stderr = complaint
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("pdftotext: %w", err)
	}
	if err := cmd.Start(); err != nil {
		if errors.Is(err, exec.ErrNotFound) {
			return nil, fmt.Errorf("%w (no program %q found)", ErrNoPDFReader, program)
		}
		return nil, fmt.Errorf("pdftotext: %w", err)
	}
	l, readErr := readLayout(out, opts.maxBytes())
	if readErr != nil {
		cancel()
	}
	err = cmd.Wait()
	switch {
	case readErr != nil:
		return nil, readErr
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case err != nil:
		return nil, pdfFailure(err, complaint.String())
	}
	page := l.page(opts)
	if len(page.Blocks)+len(page.Aside) == 0 {
		return nil, ErrNoTextLayer
	}
	opts.guessLanguages(page.Blocks)
	return page, nil
}

// pdfFailure says what pdftotext's exit code and complaint mean.
func pdfFailure(err error, complaint string) error {
	lower := strings.ToLower(complaint)
	code := -1
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		code = exit.ExitCode()
	}
	switch {
	case code == 3, strings.Contains(lower, "password"), strings.Contains(lower, "encrypt"), strings.Contains(lower, "not allowed"):
		return fmt.Errorf("%w: it has a password, or may not be copied from", ErrLocked)
	case code == 1:
		return fmt.Errorf("the pdf file is broken: %w", ErrBinary)
	}
	line, _, _ := strings.Cut(strings.TrimSpace(complaint), "\n")
	return fmt.Errorf("pdftotext failed (%w): %q", err, line)
}

// head keeps the beginning of what is written to it.
type head struct {
	bytes.Buffer
	limit int
}

func (h *head) Write(p []byte) (int, error) {
	h.Buffer.Write(p[:min(len(p), h.limit-h.Len())])
	return len(p), nil
}
