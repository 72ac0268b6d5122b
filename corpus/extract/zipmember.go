package extract

import (
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// ErrSeveral says that an archive holds more than one document.
var ErrSeveral = errors.New("several documents in one archive")

const (
	// maxMembers bounds the names looked at in a zip archive.
	maxMembers = 10_000
	// sniffBytes is how much of a member tells its format.
	sniffBytes = 4096
	// maxNamed bounds the documents that an error names.
	maxNamed = 8
)

// ZipMember returns the one document in a zip archive, with its name, for its
// caller to read as if it were a file of its own. Pictures, style sheets and
// the like beside it are passed by, and a text with an unknown ending counts
// only where there is nothing else.
//
// The error wraps ErrSeveral, with their names, ErrLocked, ErrEmpty, ErrTooLarge
// or ErrBinary. An archive with a name that leads out of it is refused, though
// nothing is ever unpacked to a disk: its maker meant harm.
func ZipMember(r io.ReaderAt, size int64, opts Options) (name string, data []byte, err error) {
	c, err := openContainer(FormatZip, r, size, opts)
	if err != nil {
		return "", nil, err
	}
	if len(c.files) > maxMembers {
		return "", nil, fmt.Errorf("the zip file has more than %d members: %w", maxMembers, ErrTooLarge)
	}
	names := make([]string, 0, len(c.files))
	for n := range c.files {
		names = append(names, n)
	}
	slices.Sort(names)
	var sure, perhaps []string
	for _, n := range names {
		if leadsOut(n) {
			return "", nil, fmt.Errorf("part %q of the zip file leads out of it: %w", n, ErrBinary)
		}
		if strings.HasSuffix(n, "/") || strings.HasPrefix(n, "__MACOSX/") || strings.HasPrefix(path.Base(n), ".") {
			continue
		}
		if c.files[n].Flags&1 != 0 {
			return "", nil, fmt.Errorf("part %q of the zip file: %w: it has a password", n, ErrLocked)
		}
		format, err := c.sniff(n)
		if err != nil {
			return "", nil, err
		}
		_, known := formatOfSuffix[strings.ToLower(path.Ext(n))]
		switch {
		case format == FormatText && !known:
			perhaps = append(perhaps, n)
		case format.Readable():
			sure = append(sure, n)
		}
	}
	if len(sure) == 0 {
		sure = perhaps
	}
	switch len(sure) {
	case 0:
		return "", nil, fmt.Errorf("no document among the %d members of the zip file: %w", len(names), ErrBinary)
	case 1:
		data, err = c.read(sure[0])
		return sure[0], data, err
	}
	return "", nil, fmt.Errorf("%w: %s", ErrSeveral, listNames(sure))
}

// leadsOut reports whether a name, unpacked, would land outside the folder it is
// unpacked in.
func leadsOut(name string) bool {
	slashed := strings.ReplaceAll(name, `\`, "/")
	return strings.HasPrefix(slashed, "/") || len(slashed) > 1 && slashed[1] == ':' || slices.Contains(strings.Split(slashed, "/"), "..")
}

// sniff tells the format of a part by its beginning; of an archive in the
// archive, by all of it.
func (c *container) sniff(name string) (Format, error) {
	r, err := c.open(name)
	if err != nil {
		return FormatBinary, err
	}
	defer r.Close()
	head := make([]byte, sniffBytes)
	n, err := io.ReadFull(r, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return FormatBinary, err
	}
	format := Sniff(name, "", head[:n])
	if format != FormatZip {
		return format, nil
	}
	rest, err := io.ReadAll(r)
	if err != nil {
		return FormatBinary, err
	}
	return Sniff(name, "", append(head[:n], rest...)), nil
}

// listNames names the first few of many.
func listNames(names []string) string {
	var b strings.Builder
	for i, n := range names {
		if i == maxNamed {
			fmt.Fprintf(&b, " and %d more", len(names)-i)
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%q", n)
	}
	return b.String()
}
