package main

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// openInput opens a file, or standard input for "-", and unpacks what is
// gzipped. A file that is not is handed out as the *os.File it is.
func (p *program) openInput(path string) (io.ReadCloser, error) {
	if path == "-" {
		in := bufio.NewReader(p.stdin)
		head, _ := in.Peek(len(gzipMagic))
		return unpacked(io.NopCloser(in), string(head))
	}
	f, err := os.Open(filepath.Clean(path))
	if err != nil {
		return nil, unread(fmt.Errorf("cannot read %q: %w", path, cause(err)), "")
	}
	info, err := f.Stat()
	switch {
	case err == nil && info.IsDir():
		f.Close()
		return nil, unread(fmt.Errorf("cannot read %q: %w", path, errors.New("it is a directory")), "")
	case err != nil || !info.Mode().IsRegular():
		in := bufio.NewReader(f)
		head, _ := in.Peek(len(gzipMagic))
		return unpacked(both{in, f}, string(head))
	}
	head := make([]byte, len(gzipMagic))
	n, _ := f.ReadAt(head, 0)
	r, err := unpacked(f, string(head[:n]))
	if err != nil {
		f.Close()
		return nil, unread(fmt.Errorf("cannot read %q: %w", path, err), "it begins as a gzip file does: is it whole?")
	}
	return r, nil
}

// again reports whether path can be opened a second time to the same bytes:
// a pipe gives them once.
func again(path string) bool {
	info, err := os.Stat(path)
	return path != "-" && err == nil && info.Mode().IsRegular()
}

const gzipMagic = "\x1f\x8b"

// unpacked is what r holds, without its gzip if head says that it has one.
func unpacked(r io.ReadCloser, head string) (io.ReadCloser, error) {
	if head != gzipMagic {
		return r, nil
	}
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	return both{z, r}, nil
}

// both reads from one thing and closes another.
type both struct {
	io.Reader
	io.Closer
}
