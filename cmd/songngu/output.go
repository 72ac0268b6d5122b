package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"
)

// outputs are the files of one run. They are written beside their final place
// under temporary names and put in place together at the end, so that a run
// that fails or is interrupted leaves what was there before.
type outputs struct {
	stdout io.Writer
	force  bool
	// volatile outputs are not forced to the disk: where there are many, and
	// a journal that allows to make them again, a power cut may cost some.
	volatile bool
	staged   []*output
}

type output struct {
	path     string // as the user gave it; "-" is stdout
	temp     string // empty when written directly: stdout, devices, pipes
	file     *os.File
	existed  bool
	buffered *bufio.Writer
	zip      *gzip.Writer
	w        io.Writer
}

// outputPaths are the outputs that a command line names, or standard output.
func outputPaths(c *cli.Context) []string {
	if paths := c.StringSlice("output"); len(paths) > 0 {
		return paths
	}
	return []string{"-"}
}

// openAll opens several outputs, in their order.
func (o *outputs) openAll(paths []string) ([]*output, error) {
	var all []*output
	for _, path := range paths {
		out, err := o.open(path)
		if err != nil {
			return nil, err
		}
		all = append(all, out)
	}
	return all, nil
}

// open makes ready to write path; it fails at once where the path cannot be
// written, before any work is done.
func (o *outputs) open(path string) (*output, error) {
	out := &output{path: path}
	if path == "-" {
		out.buffered = bufio.NewWriter(o.stdout)
		out.w = out.buffered
		o.staged = append(o.staged, out)
		return out, nil
	}
	mode := fs.FileMode(0o666)
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return nil, usage("-o "+filepath.Join(path, "memory.tmx"), "output %q is a directory", path)
	case err == nil && !info.Mode().IsRegular():
		out.file, err = os.OpenFile(path, os.O_WRONLY, 0)
	case err == nil && !o.force:
		return nil, usage("--force to overwrite it, or -o FILE for another name", "output %q exists already", path)
	default:
		if err == nil {
			out.existed, mode = true, info.Mode().Perm()
		}
		out.temp = filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+"."+rand.Text()[:8]+".tmp")
		out.file, err = os.OpenFile(out.temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	}
	if err != nil {
		return nil, &failure{exitUnread, fmt.Errorf("cannot write output %q: %w", path, cause(err)), "-o FILE names a file in a folder that exists and may be written"}
	}
	out.buffered = bufio.NewWriterSize(out.file, 64<<10)
	out.w = out.buffered
	if strings.HasSuffix(path, ".gz") {
		out.zip = gzip.NewWriter(out.buffered)
		out.w = out.zip
	}
	o.staged = append(o.staged, out)
	return out, nil
}

// Write writes to the staged file.
func (out *output) Write(b []byte) (int, error) { return out.w.Write(b) }

// finish brings everything written to the disk.
func (out *output) finish(sync bool) error {
	if out.zip != nil {
		if err := out.zip.Close(); err != nil {
			return err
		}
	}
	if err := out.buffered.Flush(); err != nil {
		return err
	}
	if out.file == nil {
		return nil
	}
	if sync && out.temp != "" {
		if err := out.file.Sync(); err != nil {
			return err
		}
	}
	return out.file.Close()
}

// commit finishes all files, then puts them in place.
func (o *outputs) commit(ctx context.Context) error {
	for _, out := range o.staged {
		if err := out.finish(!o.volatile); err != nil {
			return unread(fmt.Errorf("cannot write output %q: %w", out.path, cause(err)), "")
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, out := range o.staged {
		if out.temp == "" {
			continue
		}
		if err := out.place(o.force); err != nil {
			return err
		}
		out.temp = ""
	}
	return nil
}

// place moves the finished file to its name. Without force a link is tried
// first: unlike a rename it fails where another program has made the file in
// the meantime.
func (out *output) place(force bool) error {
	if !force {
		err := os.Link(out.temp, out.path)
		if err == nil {
			return os.Remove(out.temp)
		}
		if errors.Is(err, fs.ErrExist) {
			return usage("--force to overwrite it, or -o FILE for another name", "output %q exists already", out.path)
		}
	}
	if err := os.Rename(out.temp, out.path); err != nil {
		return unread(fmt.Errorf("cannot write output %q: %w", out.path, cause(err)), "")
	}
	return nil
}

// discard removes what was staged and not put in place. It is safe to call
// after commit.
func (o *outputs) discard() {
	for _, out := range o.staged {
		if out.temp != "" {
			out.file.Close()
			os.Remove(out.temp)
		}
	}
}

// cause leaves out the path that package os puts before an error: our message
// names it already.
func cause(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	if e, ok := errors.AsType[*os.LinkError](err); ok {
		return e.Err
	}
	return err
}
