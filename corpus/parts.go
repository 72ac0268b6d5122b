package corpus

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"strings"

	"songngu/corpus/charset"
	"songngu/corpus/extract"
)

// A part is about as large as partBytes; a line without an end, or at least a
// sentence's, for longestLine bytes is cut where it stands.
const (
	partBytes   = 2 << 20
	longestLine = 16 << 20
)

// Parts reads a text of any size in constant memory, as a sequence of
// documents that follow one another: what Open would give as one. A part ends
// at a blank line where there is one near, else at the end of a line, else of
// a sentence. Files that cannot be cut so (pages, office files, UTF-16) come
// as one part, within opts.MaxBytes. An error comes last, with a nil document;
// it is of type *Error.
func Parts(ctx context.Context, ref string, opts Options) iter.Seq2[*Document, error] {
	return func(yield func(*Document, error) bool) {
		if IsURL(ref) || opts.Presegmented {
			yield(Open(ctx, ref, opts))
			return
		}
		r, name, err := openParts(ref, opts)
		if err != nil {
			yield(nil, &Error{ref, pathCause(err), ""})
			return
		}
		defer r.Close()
		if err := eachPart(ctx, r, name, opts, yield); err != nil {
			yield(nil, &Error{ref, err, hintFor(err)})
		}
	}
}

func openParts(ref string, opts Options) (io.ReadCloser, string, error) {
	var file io.ReadCloser
	switch {
	case ref != "-":
		f, err := os.Open(ref)
		if err != nil {
			return nil, "", err
		}
		if info, err := f.Stat(); err == nil && info.IsDir() {
			f.Close()
			return nil, "", errors.New("it is a directory")
		}
		file = f
	case opts.Stdin == nil:
		return nil, "", errors.New("there is no standard input here")
	default:
		file = io.NopCloser(opts.Stdin)
	}
	b := bufio.NewReaderSize(file, 64<<10)
	var r io.Reader = b
	if head, _ := b.Peek(2); bytes.Equal(head, []byte{0x1F, 0x8B}) {
		z, err := gzip.NewReader(b)
		if err != nil {
			file.Close()
			return nil, "", err
		}
		r = z
	}
	return struct {
		io.Reader
		io.Closer
	}{r, file}, ref, nil
}

// eachPart yields the parts of r; it returns an error that is not yet told.
func eachPart(ctx context.Context, r io.Reader, name string, opts Options, yield func(*Document, error) bool) error {
	buf := make([]byte, 0, 2*partBytes)
	some := false
	for first, ended := true, false; !ended; first = false {
		if err := ctx.Err(); err != nil {
			return err
		}
		var err error
		if buf, ended, err = fill(r, buf); err != nil {
			return err
		}
		if first {
			whole := false
			if whole, opts.Charset = wholeOnly(name, buf, opts); whole || ended {
				return onePart(ctx, r, buf, name, opts, yield)
			}
		}
		cut := len(buf)
		if !ended {
			cut = cutPoint(buf)
		}
		d, err := build(ctx, &source{name: name, data: buf[:cut], origin: Origin{Ref: name, Type: mediaTypes[extract.FormatText]}}, opts)
		switch {
		case errors.Is(err, extract.ErrEmpty):
		case err != nil:
			return err
		default:
			some = true
			if !yield(d, nil) {
				return nil
			}
		}
		buf = buf[:copy(buf, buf[cut:])]
	}
	if !some {
		return extract.ErrEmpty
	}
	return nil
}

// fill reads until buf holds a part, or a line that has to be cut, or r ends.
func fill(r io.Reader, buf []byte) (_ []byte, ended bool, err error) {
	want := partBytes
	for {
		if cap(buf) < want {
			buf = append(make([]byte, 0, 2*want), buf...)
		}
		n, err := io.ReadFull(r, buf[len(buf):want])
		buf = buf[:len(buf)+n]
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			return buf, true, nil
		}
		if err != nil {
			return nil, false, err
		}
		if want >= longestLine || cutPoint(buf) < len(buf) {
			return buf, false, nil
		}
		want *= 2
	}
}

// wholeOnly reports whether a file that begins so cannot be cut into parts, and
// which charset its parts are to be read in.
func wholeOnly(name string, head []byte, opts Options) (whole bool, charsetName string) {
	if extract.Sniff(name, opts.Type, head) != extract.FormatText {
		return true, opts.Charset
	}
	if opts.Charset != "" {
		return false, opts.Charset
	}
	_, found, err := charset.Decode(head[:min(len(head), 256<<10)], charset.Options{Lang: opts.Lang})
	wide := strings.HasPrefix(found.Name, "utf-16") || strings.HasPrefix(found.Name, "utf-32")
	return err != nil || wide, found.Name
}

// onePart reads what is left and yields it all as one document.
func onePart(ctx context.Context, r io.Reader, head []byte, name string, opts Options, yield func(*Document, error) bool) error {
	limit := opts.maxBytes()
	rest, err := readLimit(r, limit-int64(len(head)))
	if err != nil {
		return err
	}
	data := append(head, rest...)
	d, err := build(ctx, &source{name: name, data: data, origin: originOf(name, data, opts.now())}, opts)
	if err != nil {
		return err
	}
	yield(d, nil)
	return nil
}

// cutPoint is where a part of buf may end: after its last blank line, else its
// last line, else its last full stop before a blank; len(buf) if there is none.
func cutPoint(buf []byte) int {
	half := len(buf) / 2
	for _, mark := range []string{"\n\n", "\n\r\n", "\n", ". "} {
		if i := bytes.LastIndex(buf[half:], []byte(mark)); i >= 0 {
			return half + i + len(mark)
		}
	}
	return len(buf)
}
