// Package warc reads and writes web archives: WARC 1.0 and 1.1 (ISO 28500:2009
// and :2017, https://iipc.github.io/warc-specifications/), plain or gzipped
// record by record.
//
// A WARC file is a row of records. Each is a version line ("WARC/1.1"), named
// fields, an empty line, a block of Content-Length bytes and two line ends.
// The block of a response record is an HTTP answer as the server sent it; that
// of a resource record is the bytes of the page alone.
package warc

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// Bounds on what a record's head may hold. Real heads stay under 2 KiB.
const (
	maxLine   = 64 << 10 // bytes in one line
	maxHead   = 1 << 20  // bytes in all lines of a head
	maxFields = 1000
)

// Field is one named field of a record or an HTTP head, as written.
type Field struct{ Name, Value string }

// Fields are the named fields of a record, in their order.
type Fields []Field

// Get is the first value of the field of that name, whatever its case.
func (f Fields) Get(name string) string {
	for _, field := range f {
		if strings.EqualFold(field.Name, name) {
			return field.Value
		}
	}
	return ""
}

// Record is one record of an archive. Its block can be read until the Reader
// moves on.
type Record struct {
	Version string // "WARC/1.1"
	Fields  Fields
	Block   io.Reader // Length bytes; io.ErrUnexpectedEOF if the file ends before
	Length  int64     // of the block, in bytes, as declared
	Place   Place     // where the record begins
}

// Place is where a record begins: the offset in bytes of its gzip member in
// the file, and that of the record within the decompressed member. In a plain
// file the member is the whole file.
type Place struct{ Member, Inner int64 }

// Type is the record's type in lower case: "response", "resource", "warcinfo".
func (r *Record) Type() string { return strings.ToLower(r.Fields.Get("WARC-Type")) }

// TargetURI is the address that the record is of, without the angle brackets
// that the grammar of WARC 1.0 had around it.
func (r *Record) TargetURI() string {
	uri := strings.TrimSpace(r.Fields.Get("WARC-Target-URI"))
	if strings.HasPrefix(uri, "<") && strings.HasSuffix(uri, ">") {
		uri = uri[1 : len(uri)-1]
	}
	return uri
}

// Date is when the capture was made, in UTC; zero where it is not said. WARC
// 1.1 allows dates cut off after the year, month, day or minute.
func (r *Record) Date() time.Time {
	value := strings.TrimSpace(r.Fields.Get("WARC-Date"))
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04Z", "2006-01-02", "2006-01", "2006"} {
		if t, err := time.Parse(layout, value); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// continuation reports whether the record is a later part of a capture that
// was cut into segments; such captures are not put together again.
func (r *Record) continuation() bool {
	n, err := strconv.Atoi(strings.TrimSpace(r.Fields.Get("WARC-Segment-Number")))
	return err == nil && n > 1
}

// SyntaxError is a place in the file that is no record. The Reader can go on
// behind it.
type SyntaxError struct {
	Place Place
	What  string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("not a WARC record at byte %d: %s", e.Place.Member+e.Place.Inner, e.What)
}
