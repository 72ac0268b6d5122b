package corpus

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"songngu/corpus/extract"
	"songngu/corpus/fetch"
	"songngu/corpus/segment"
)

// DefaultMaxBytes bounds a file that is opened as a document, before and after
// it is decompressed: the text of some hundred books.
const DefaultMaxBytes = 1 << 30

// Options say how a document is read.
type Options struct {
	Lang     string         // "en" or "vi": whose sentence rules are used
	Charset  string         // overrides what is declared and guessed; "" to find out
	Type     string         // overrides the media type; "" to find out
	MaxBytes int64          // 0: DefaultMaxBytes
	Stdin    io.Reader      // what the reference "-" means
	Fetcher  *fetch.Fetcher // reads addresses; nil: addresses are refused
	// Presegmented says that every line is one sentence: nothing is extracted,
	// set aside or split, and the sentence numbers are the line numbers.
	Presegmented bool
	// KeepAll says that nothing of a text file is set aside.
	KeepAll bool
	// Reference is what the other side says; it decides which of several
	// candidate bodies of a page is read. May be nil.
	Reference *extract.Reference
	// Segmenter overrides the one for Lang; nil to make one.
	Segmenter *segment.Segmenter
	Now       func() time.Time // dates what comes from stdin; nil: undated
}

// Error says what could not be opened, why, and what can be done.
type Error struct {
	Ref  string
	Err  error
	Hint string // what to type or do instead; may be empty
}

func (e *Error) Error() string {
	if _, ok := errors.AsType[*fetch.Error](e.Err); ok {
		return e.Err.Error() // it names the address already
	}
	return fmt.Sprintf("cannot read %q: %v", e.Ref, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// HintLine is the hint, for the terminal.
func (e *Error) HintLine() string { return e.Hint }

// IsURL reports whether a reference is an address rather than a file's path.
func IsURL(ref string) bool {
	scheme, _, ok := strings.Cut(ref, "://")
	return ok && len(scheme) > 1 && !strings.ContainsAny(scheme, `/\. `)
}

// Open reads the document that ref names: a file's path, an http or https
// address, or "-" for opts.Stdin. Errors are of type *Error.
func Open(ctx context.Context, ref string, opts Options) (*Document, error) {
	raw, err := load(ctx, ref, opts)
	if err != nil {
		return nil, err
	}
	doc, err := build(ctx, raw, opts)
	if err != nil {
		return nil, &Error{ref, err, hintFor(err)}
	}
	return doc, nil
}

// source is a file as it was read.
type source struct {
	name     string // decides the format where nothing better does
	data     []byte
	declared string // charset by the HTTP header
	origin   Origin
}

func load(ctx context.Context, ref string, opts Options) (*source, error) {
	switch {
	case ref == "-":
		return loadStdin(opts)
	case IsURL(ref):
		return loadURL(ctx, ref, opts)
	}
	return loadFile(ref, opts)
}

func loadURL(ctx context.Context, ref string, opts Options) (*source, error) {
	if opts.Fetcher == nil {
		return nil, &Error{ref, errors.New("addresses are not fetched here"), "save the page and give the file"}
	}
	r, err := opts.Fetcher.Get(ctx, ref)
	if err != nil {
		e := &Error{Ref: ref, Err: err}
		if f, ok := errors.AsType[*fetch.Error](err); ok {
			e.Hint = f.Hint
		}
		return nil, e
	}
	return &source{name: r.URL, data: r.Body, declared: r.Charset, origin: Origin{
		Ref: ref, URL: r.URL, Time: r.Time, SHA256: r.SHA256, Size: int64(len(r.Body)), Type: r.Type}}, nil
}

func loadFile(ref string, opts Options) (*source, error) {
	f, err := os.Open(ref)
	if err != nil {
		hint := ""
		if errors.Is(err, fs.ErrNotExist) {
			hint = "check the name; an address begins with https:// or http://"
		}
		return nil, &Error{ref, pathCause(err), hint}
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, &Error{ref, pathCause(err), ""}
	}
	if info.IsDir() {
		return nil, &Error{ref, errors.New("it is a directory"), "give one file"}
	}
	data, err := readBounded(f, opts.maxBytes())
	if err != nil {
		return nil, &Error{ref, pathCause(err), ""}
	}
	return &source{name: ref, data: data, origin: originOf(ref, data, info.ModTime())}, nil
}

func loadStdin(opts Options) (*source, error) {
	if opts.Stdin == nil {
		return nil, &Error{"-", errors.New("there is no standard input here"), ""}
	}
	data, err := readBounded(opts.Stdin, opts.maxBytes())
	if err != nil {
		return nil, &Error{"-", err, ""}
	}
	return &source{name: "-", data: data, origin: originOf("-", data, opts.now())}, nil
}

// now is the time, or none where no clock was given.
func (o Options) now() time.Time {
	if o.Now == nil {
		return time.Time{}
	}
	return o.Now()
}

func originOf(ref string, data []byte, t time.Time) Origin {
	sum := sha256.Sum256(data)
	if !t.IsZero() {
		t = t.UTC().Truncate(time.Second)
	}
	return Origin{Ref: ref, Time: t, SHA256: hex.EncodeToString(sum[:]), Size: int64(len(data))}
}

func (o Options) maxBytes() int64 {
	if o.MaxBytes > 0 {
		return o.MaxBytes
	}
	return DefaultMaxBytes
}

// A compressed file that unpacks to more than freeUnpacked bytes and to more
// than maxRatio times its size is no text: gzip makes a third or a fourth of
// one.
const (
	freeUnpacked = 64 << 20
	maxRatio     = 200
)

// readBounded reads all of r, decompressing gzip, and fails where either form
// is larger than limit.
func readBounded(r io.Reader, limit int64) ([]byte, error) {
	data, err := readLimit(r, limit)
	if err != nil || !bytes.HasPrefix(data, []byte{0x1F, 0x8B}) {
		return data, err
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if most := max(freeUnpacked, maxRatio*int64(len(data))); most < limit {
		unpacked, err := readLimit(z, most)
		if errors.Is(err, extract.ErrTooLarge) {
			err = fmt.Errorf("it unpacks to more than %d times its size: %w", maxRatio, extract.ErrTooLarge)
		}
		return unpacked, err
	}
	return readLimit(z, limit)
}

func readLimit(r io.Reader, limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("%w: more than %d bytes", extract.ErrTooLarge, limit)
	}
	return data, err
}

func pathCause(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	return err
}
