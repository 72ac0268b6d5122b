package warc

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httputil"
	"strconv"
	"strings"
	"time"
)

// ErrTooLarge says that a page in the archive is larger than asked for.
var ErrTooLarge = errors.New("larger than the bound")

// Capture is a page as an archive holds it.
type Capture struct {
	URL    string
	Time   time.Time // of the capture, UTC
	Status int       // 200 for a resource record, which has no HTTP head
	Header http.Header
	Body   []byte // transfer coding undone, content coding as sent
}

// Capture reads the page out of a response or resource record; bodies over
// limit bytes give ErrTooLarge. The end of the block is the end of the body,
// whatever a Content-Length in the HTTP head says, and a body whose head says
// "chunked" though it is not, as some tools write them, is taken as it is.
func (r *Record) Capture(limit int64) (*Capture, error) {
	c := &Capture{URL: r.TargetURI(), Time: r.Date(), Status: http.StatusOK, Header: http.Header{}}
	in := bufio.NewReader(r.Block)
	if kind := r.Fields.Get("Content-Type"); r.Type() != "response" {
		c.Header.Set("Content-Type", kind)
	} else if err := c.readHead(in); err != nil {
		return nil, fmt.Errorf("the HTTP head of the record of %q: %w", c.URL, err)
	}
	var body io.Reader = in
	if strings.Contains(strings.ToLower(c.Header.Get("Transfer-Encoding")), "chunked") && looksChunked(in) {
		body = httputil.NewChunkedReader(in)
	}
	c.Header.Del("Transfer-Encoding")
	var err error
	c.Body, err = io.ReadAll(io.LimitReader(body, limit+1))
	if int64(len(c.Body)) > limit {
		return nil, ErrTooLarge
	}
	if err != nil {
		return nil, fmt.Errorf("the body in the record of %q: %w", c.URL, err)
	}
	return c, nil
}

// readHead reads an HTTP status line and head.
func (c *Capture) readHead(in *bufio.Reader) error {
	line, err := readLine(in)
	if err != nil {
		return err
	}
	if c.Status, err = parseStatus(line); err != nil {
		return err
	}
	fields, err := readFields(in)
	if err == io.ErrUnexpectedEOF {
		err = nil // a head without body
	}
	for _, field := range fields {
		c.Header.Add(field.Name, field.Value)
	}
	return err
}

// parseStatus reads a status line: "HTTP/1.1 200 OK".
func parseStatus(line string) (int, error) {
	proto, rest, _ := strings.Cut(line, " ")
	code, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	status, err := strconv.Atoi(code)
	if !strings.HasPrefix(strings.ToUpper(proto), "HTTP/") || err != nil || status < 100 || status > 999 {
		return 0, fmt.Errorf("%q is no status line", line[:min(len(line), 80)])
	}
	return status, nil
}

// looksChunked reports whether the stream begins with the size line of a chunk.
func looksChunked(in *bufio.Reader) bool {
	head, _ := in.Peek(18) // 16 digits and a line end
	digits := 0
	for _, b := range head {
		switch {
		case '0' <= b && b <= '9', 'a' <= b && b <= 'f', 'A' <= b && b <= 'F':
			digits++
		default:
			return digits > 0 && (b == '\r' || b == '\n' || b == ';' || b == ' ')
		}
	}
	return false
}
