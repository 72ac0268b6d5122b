package warc

import (
	"bytes"
	"compress/gzip"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// Writer appends captures to a WARC 1.1 file, gzipped record by record where
// the file's name ends in .gz (or the file is so already).
//
// It never harms what is there: an existing file is read through first and
// refused if it is not a whole WARC file; records are only ever added behind
// its end; those of one exchange go out in one write, and what a failed write
// leaves is cut off again. So the file consists of whole records at any time,
// also if the program is killed between two exchanges. The file is made with
// the first record, so that a run that fetches nothing leaves none.
type Writer struct {
	path string
	info Info
	mu   sync.Mutex
	file *os.File
	size int64 // of the file, all whole records
	zip  bool
	id   string // of the warcinfo record of this session
}

// Info is what the warcinfo record says of the session.
type Info struct {
	Software string    // "songngu/1.0"
	Time     time.Time // when the session began
}

// Exchange is one request and its answer.
type Exchange struct {
	URL           string
	Time          time.Time // of the answer
	IP            string    // of the server; may be empty
	Request       string    // the request line: "GET /page HTTP/1.1"; empty: no request record
	RequestHeader http.Header
	Status        int
	Header        http.Header
	Body          []byte // content coding as sent, transfer coding undone
}

// Create prepares a Writer to path. It fails if the folder is not there or if
// path is an existing file that cannot be added to.
func Create(path string, info Info) (*Writer, error) {
	w := &Writer{path: path, info: info, zip: strings.HasSuffix(strings.ToLower(path), ".gz")}
	stat, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		folder, err := os.Stat(filepath.Dir(path))
		if err == nil && !folder.IsDir() {
			err = fmt.Errorf("%q is not a folder", filepath.Dir(path))
		}
		return w, err
	}
	if err != nil {
		return nil, err
	}
	if !stat.Mode().IsRegular() {
		return nil, fmt.Errorf("%q is not a regular file", path)
	}
	if stat.Size() == 0 {
		return w, nil
	}
	w.size = stat.Size()
	w.zip, err = whole(path)
	return w, err
}

// whole reports an error unless the file is a WARC file without damage, and
// whether it is gzipped.
func whole(path string) (zipped bool, err error) {
	file, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer file.Close()
	reader := NewReader(file)
	for n := 0; ; n++ {
		record, err := reader.Next()
		if err == io.EOF && n > 0 {
			return reader.zipped, nil
		}
		if err == nil {
			_, err = io.Copy(io.Discard, record.Block)
		}
		if err != nil {
			return false, fmt.Errorf("%q is not a whole WARC file, so nothing is added to it: %w", path, err)
		}
	}
}

// Write adds the records of one exchange: the request, if there is one, and
// the response. HTTP heads are written from header maps, so field names are in
// their canonical case and order is by name; Content-Length is that of the
// body as written.
func (w *Writer) Write(x Exchange) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out bytes.Buffer
	if w.id == "" {
		if err := w.warcinfo(&out); err != nil {
			return err
		}
	}
	response := httpBlock(fmt.Sprintf("HTTP/1.1 %d %s", x.Status, http.StatusText(x.Status)), x.Header, x.Body, true)
	id := recordID("response", x.URL, x.Time, response)
	fields := Fields{
		{"WARC-Type", "response"},
		{"WARC-Record-ID", id},
		{"WARC-Date", date(x.Time)},
		{"WARC-Target-URI", x.URL},
		{"WARC-Warcinfo-ID", w.id},
		{"Content-Type", "application/http;msgtype=response"},
		{"WARC-Payload-Digest", digest(x.Body)},
	}
	if x.IP != "" {
		fields = append(fields, Field{"WARC-IP-Address", x.IP})
	}
	if err := w.record(&out, fields, response); err != nil {
		return err
	}
	if x.Request != "" {
		request := httpBlock(x.Request, x.RequestHeader, nil, false)
		fields := Fields{
			{"WARC-Type", "request"},
			{"WARC-Record-ID", recordID("request", x.URL, x.Time, request)},
			{"WARC-Date", date(x.Time)},
			{"WARC-Target-URI", x.URL},
			{"WARC-Warcinfo-ID", w.id},
			{"WARC-Concurrent-To", id},
			{"Content-Type", "application/http;msgtype=request"},
		}
		if err := w.record(&out, fields, request); err != nil {
			return err
		}
	}
	return w.append(out.Bytes())
}

// Close ends the session.
func (w *Writer) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.file == nil {
		return nil
	}
	err := w.file.Close()
	w.file = nil
	return err
}

// warcinfo adds the record that describes the session.
func (w *Writer) warcinfo(out *bytes.Buffer) error {
	block := fmt.Appendf(nil, "software: %s\r\nformat: WARC File Format 1.1\r\nconformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n", oneLine(w.info.Software))
	w.id = recordID("warcinfo", w.path, w.info.Time, block)
	return w.record(out, Fields{
		{"WARC-Type", "warcinfo"},
		{"WARC-Record-ID", w.id},
		{"WARC-Date", date(w.info.Time)},
		{"WARC-Filename", oneLine(filepath.Base(w.path))},
		{"Content-Type", "application/warc-fields"},
	}, block)
}

// record writes a record, as a gzip member of its own where the file is one.
func (w *Writer) record(out *bytes.Buffer, fields Fields, block []byte) error {
	var head bytes.Buffer
	head.WriteString("WARC/1.1\r\n")
	for _, field := range append(fields, Field{"WARC-Block-Digest", digest(block)}, Field{"Content-Length", fmt.Sprint(len(block))}) {
		fmt.Fprintf(&head, "%s: %s\r\n", field.Name, field.Value)
	}
	head.WriteString("\r\n")
	parts := [][]byte{head.Bytes(), block, []byte("\r\n\r\n")}
	if !w.zip {
		for _, part := range parts {
			out.Write(part)
		}
		return nil
	}
	zw := gzip.NewWriter(out)
	for _, part := range parts {
		if _, err := zw.Write(part); err != nil {
			return err
		}
	}
	return zw.Close()
}

// append puts whole records behind the end of the file.
func (w *Writer) append(records []byte) error {
	if w.file == nil {
		file, err := os.OpenFile(w.path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
		if err != nil {
			w.id = ""
			return err
		}
		w.file = file
	}
	n, err := w.file.Write(records)
	if err != nil {
		// Only what is ours is cut off: another process may have added since.
		if stat, statErr := w.file.Stat(); n > 0 && statErr == nil && stat.Size() == w.size+int64(n) {
			err = errors.Join(err, w.file.Truncate(w.size))
		}
		return fmt.Errorf("adding to %q: %w", w.path, err)
	}
	w.size += int64(n)
	return nil
}

// httpBlock is an HTTP message. Fields that speak of a transfer coding that is
// undone are left out, and Content-Length is set for an answer.
func httpBlock(first string, header http.Header, body []byte, answer bool) []byte {
	var out bytes.Buffer
	out.WriteString(oneLine(first) + "\r\n")
	names := make([]string, 0, len(header))
	for name := range header {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		switch http.CanonicalHeaderKey(name) {
		case "Transfer-Encoding", "Trailer", "Connection", "Keep-Alive":
			continue
		case "Content-Length":
			if answer {
				continue
			}
		}
		for _, value := range header[name] {
			fmt.Fprintf(&out, "%s: %s\r\n", name, oneLine(value))
		}
	}
	if answer {
		fmt.Fprintf(&out, "Content-Length: %d\r\n", len(body))
	}
	out.WriteString("\r\n")
	out.Write(body)
	return out.Bytes()
}

// oneLine keeps a value from ending its line.
func oneLine(s string) string { return strings.NewReplacer("\r", " ", "\n", " ").Replace(s) }

// date is a WARC-Date: UTC, to the second as WARC 1.0 readers want it.
func date(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

// digest is a labelled digest in the form that archive tools write and check.
func digest(data []byte) string {
	sum := sha1.Sum(data)
	return "sha1:" + base32.StdEncoding.EncodeToString(sum[:])
}

// recordID names a record by a hash of what it is, as a version 8 UUID
// (RFC 9562): unique as an ID must be, and the same for the same capture.
func recordID(kind, uri string, t time.Time, block []byte) string {
	hash := sha256.New()
	fmt.Fprintf(hash, "%s\n%s\n%s\n", kind, uri, t.UTC().Format(time.RFC3339Nano))
	hash.Write(block)
	u := hash.Sum(nil)[:16]
	u[6] = u[6]&0x0f | 0x80
	u[8] = u[8]&0x3f | 0x80
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}
