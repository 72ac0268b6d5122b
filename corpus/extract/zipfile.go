package extract

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

const (
	// maxUnpacked bounds what an office file or a book unpacks to.
	maxUnpacked = 256 << 20
	// A part that unpacks to more than freeUnpacked bytes and to more than
	// maxRatio times its size is no document: the text of an office file, which
	// is mostly tags, shrinks to a tenth or twentieth.
	freeUnpacked = 16 << 20
	maxRatio     = 200
	// maxUntagged bounds what stands between two tags, which the XML reader
	// keeps in memory several times over.
	maxUntagged = 16 << 20
	// maxXMLDepth bounds the nesting of elements in an office file.
	maxXMLDepth = 2000
)

// container is an office file or a book: a zip archive whose parts are read
// with one budget, so that a small file cannot unpack without end.
type container struct {
	format Format
	files  map[string]*zip.File
	left   int64 // bytes that may still be unpacked
	limit  int64
}

func openContainer(format Format, r io.ReaderAt, size int64, opts Options) (*container, error) {
	if err := opts.checkSize(size); err != nil {
		return nil, err
	}
	if size == 0 {
		return nil, ErrEmpty
	}
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("no %s file (%w): %w", format, err, ErrBinary)
	}
	c := &container{format: format, files: make(map[string]*zip.File), limit: min(maxUnpacked, opts.maxBytes())}
	c.left = c.limit
	for _, f := range z.File {
		if _, double := c.files[f.Name]; !double {
			c.files[f.Name] = f
		}
	}
	return c, nil
}

// errNoPart says that an archive has no part of that name.
var errNoPart = errors.New("not in the archive")

// open returns a reader of a part that stops with ErrTooLarge when the budget
// is used up.
func (c *container) open(name string) (io.ReadCloser, error) {
	f, ok := c.files[name]
	if !ok {
		return nil, fmt.Errorf("part %q of the %s file: %w", name, c.format, errNoPart)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("part %q of the %s file: %w", name, c.format, err)
	}
	return &budgeted{c, r, max(freeUnpacked, maxRatio*int64(min(f.CompressedSize64, maxUnpacked))), 0}, nil
}

type budgeted struct {
	c *container
	io.ReadCloser
	left int64 // bytes that this part may still unpack to

	untagged int // bytes since a tag began
}

func (b *budgeted) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if i := bytes.LastIndexByte(p[:n], '<'); i >= 0 {
		b.untagged = n - i
	} else if b.untagged += n; b.untagged > maxUntagged {
		return 0, fmt.Errorf("the %s file has more than %d bytes without a tag: %w", b.c.format, maxUntagged, ErrTooLarge)
	}
	if b.left -= int64(n); b.left < 0 {
		return 0, fmt.Errorf("a part of the %s file unpacks to more than %d times its size: %w", b.c.format, maxRatio, ErrTooLarge)
	}
	if b.c.left -= int64(n); b.c.left < 0 {
		return 0, fmt.Errorf("the %s file unpacks to more than %d bytes: %w", b.c.format, b.c.limit, ErrTooLarge)
	}
	return n, err
}

// read returns a whole part.
func (c *container) read(name string) ([]byte, error) {
	r, err := c.open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// resolve joins a relative address in part base to the name of a part. A name
// that leads out of the archive is an error.
func (c *container) resolve(base, ref string) (string, error) {
	ref, _, _ = strings.Cut(ref, "#")
	name := path.Join(path.Dir(base), ref)
	if strings.HasPrefix(name, "..") || strings.HasPrefix(ref, "/") || strings.Contains(ref, `\`) || strings.Contains(ref, "://") {
		return "", fmt.Errorf("part %q of the %s file leads out of it", ref, c.format)
	}
	return name, nil
}

// xmlHandler is told of what an XML part consists of.
type xmlHandler interface {
	start(name string, attr []xml.Attr)
	end(name string)
	text(b []byte)
}

// walk reads an XML part. Entities other than XML's own five are not
// expanded, documents are not followed out of the archive, and names come
// without their prefix.
func (c *container) walk(part string, h xmlHandler) error {
	r, err := c.open(part)
	if err != nil {
		return err
	}
	defer r.Close()
	d := xml.NewDecoder(r)
	d.Strict = false
	for depth := 0; ; {
		tok, err := d.RawToken()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("part %q of the %s file: %w", part, c.format, err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if depth++; depth > maxXMLDepth {
				return fmt.Errorf("part %q of the %s file nests more than %d elements: %w", part, c.format, maxXMLDepth, ErrTooLarge)
			}
			h.start(tok.Name.Local, tok.Attr)
		case xml.EndElement:
			depth--
			h.end(tok.Name.Local)
		case xml.CharData:
			h.text(tok)
		}
	}
}

// attrOf returns the value of the attribute of that local name.
func attrOf(attr []xml.Attr, local string) string {
	for i := range attr {
		if attr[i].Name.Local == local {
			return attr[i].Value
		}
	}
	return ""
}
