package main

import (
	"archive/zip"
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// openInput opens a file, or standard input for "-", and unpacks what is
// gzipped, or zipped alone under its own name and .zip. A file that is not is
// handed out as the *os.File it is.
func (p *program) openInput(path string) (io.ReadCloser, error) {
	if inner, ok := strings.CutSuffix(strings.ToLower(path), ".zip"); ok {
		if f, ok := formatByFile(inner, format.readable, true); ok && f.name != "tmx" { // package tmx unpacks its own
			return openZipped(path)
		}
	}
	r, head, err := p.openFile(path)
	if err != nil {
		return nil, err
	}
	z, err := unpacked(r, head)
	if err != nil {
		r.Close()
		return nil, unread(fmt.Errorf("cannot read %q: %w", path, err), "it begins as a gzip file does: is it whole?")
	}
	return z, nil
}

// openMemory opens a file as openInput does, packed as it is: the reader of
// memories unpacks it, and keeps what can be had of one that is cut off.
func (p *program) openMemory(path string) (io.ReadCloser, error) {
	r, _, err := p.openFile(path)
	return r, err
}

// openFile opens a file, or standard input for "-", and tells its first bytes.
func (p *program) openFile(path string) (r io.ReadCloser, head string, err error) {
	peek := func(r io.Reader, c io.Closer) (io.ReadCloser, string, error) {
		in := bufio.NewReader(r)
		head, _ := in.Peek(len(gzipMagic))
		return both{in, c}, string(head), nil
	}
	if path == "-" {
		return peek(p.stdin, io.NopCloser(p.stdin))
	}
	f, err := os.Open(filepath.Clean(path))
	if err != nil {
		return nil, "", unread(fmt.Errorf("cannot read %q: %w", path, cause(err)), "")
	}
	info, err := f.Stat()
	switch {
	case err == nil && info.IsDir():
		f.Close()
		return nil, "", unread(fmt.Errorf("cannot read %q: %w", path, errors.New("it is a directory")), "")
	case err != nil || !info.Mode().IsRegular():
		return peek(f, f)
	}
	first := make([]byte, len(gzipMagic))
	n, _ := f.ReadAt(first, 0)
	return f, string(first[:n]), nil
}

// again reports whether path can be opened a second time to the same bytes:
// a pipe gives them once.
func again(path string) bool {
	info, err := os.Stat(path)
	return path != "-" && err == nil && info.Mode().IsRegular()
}

// openZipped opens the one file of an archive.
func openZipped(path string) (io.ReadCloser, error) {
	fail := func(err error, hint string) (io.ReadCloser, error) {
		return nil, unread(fmt.Errorf("cannot read %q: %w", path, err), hint)
	}
	z, err := zip.OpenReader(filepath.Clean(path))
	if err != nil {
		return fail(cause(err), "it is named as a zip archive: is it one, and whole?")
	}
	files := slices.DeleteFunc(z.File, func(f *zip.File) bool { return f.FileInfo().IsDir() })
	if len(files) != 1 {
		z.Close()
		return fail(fmt.Errorf("the archive holds %d files, and one is read", len(files)), "unpack it, and name the file")
	}
	r, err := files[0].Open()
	if err != nil {
		z.Close()
		return fail(err, "")
	}
	return both{r, z}, nil
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
