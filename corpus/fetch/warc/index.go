package warc

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"

	"songngu/corpus/fetch/escape"
)

// Index knows which pages a WARC file holds and where. Of several captures of
// an address the last that is a page or a redirect counts; one that records a
// failure counts only where there is no other. Of addresses that differ only
// in what is commonly the same, a page counts before a redirect.
//
// Revisit records and captures cut into segments are left out.
type Index struct {
	path  string
	exact map[string]capture
	loose map[string]capture
	// Pages is how many addresses there are; Damage is what could not be read.
	Pages  int
	Damage []*SyntaxError
}

// capture is where a record is and what it is of.
type capture struct {
	place Place
	kind  captureKind
}

type captureKind uint8

const (
	ofFailure captureKind = iota + 1
	ofRedirect
	ofPage
)

// cancellable is a file whose reading ends with a context, even within a record
// that decompresses to gigabytes.
type cancellable struct {
	*os.File
	ctx context.Context
}

func (c cancellable) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.File.Read(p)
}

// maxDamage bounds how many damaged places are remembered.
const maxDamage = 100

// OpenIndex reads through the file once, in constant memory but for the index,
// and notes where its pages are.
func OpenIndex(ctx context.Context, path string) (*Index, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	index := &Index{path: path, exact: map[string]capture{}, loose: map[string]capture{}}
	records := 0
	for reader := NewReader(cancellable{file, ctx}); ; {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		record, err := reader.Next()
		var damage *SyntaxError
		switch {
		case err == io.EOF && records == 0:
			return nil, fmt.Errorf("%q is not a WARC file: no record in it", path)
		case err == io.EOF:
			index.Pages = len(index.exact)
			return index, nil
		case errors.As(err, &damage):
			if len(index.Damage) < maxDamage {
				index.Damage = append(index.Damage, damage)
			}
			continue
		case err != nil:
			return nil, fmt.Errorf("reading %q: %w", path, err)
		}
		records++
		index.add(record)
	}
}

// add notes the record if it holds a page.
func (x *Index) add(record *Record) {
	uri := record.TargetURI()
	if uri == "" || record.continuation() {
		return
	}
	found := capture{place: record.Place}
	switch record.Type() {
	case "resource":
		found.kind = ofPage
	case "response":
		if !strings.HasPrefix(strings.ToLower(record.Fields.Get("Content-Type")), "application/http") {
			return // of DNS and other protocols
		}
		line, err := readLine(bufio.NewReaderSize(record.Block, 128))
		if err != nil {
			return
		}
		status, err := parseStatus(line)
		if err != nil {
			return
		}
		switch {
		case status == http.StatusOK || status == http.StatusNonAuthoritativeInfo:
			found.kind = ofPage
		case 300 <= status && status < 400 && status != http.StatusNotModified:
			found.kind = ofRedirect
		default:
			found.kind = ofFailure
		}
	default:
		return
	}
	exact, loose := keys(uri)
	if min(found.kind, ofRedirect) >= min(x.exact[exact].kind, ofRedirect) {
		x.exact[exact] = found
	}
	if found.kind >= x.loose[loose].kind {
		x.loose[loose] = found
	}
}

// Find gives the capture of an address: the one of exactly this address, or
// else of one that differs only in http or https, "www.", a fragment or a
// slash at the end. ok is false if there is none. Bodies over limit bytes give
// ErrTooLarge.
func (x *Index) Find(ctx context.Context, address string, limit int64) (c *Capture, ok bool, err error) {
	exact, loose := keys(address)
	found := x.exact[exact]
	if found.kind <= ofFailure {
		found = x.loose[loose]
	}
	if found.kind == 0 {
		return nil, false, nil
	}
	file, err := os.Open(x.path)
	if err != nil {
		return nil, true, err
	}
	defer file.Close()
	if _, err := file.Seek(found.place.Member, io.SeekStart); err != nil {
		return nil, true, err
	}
	reader := NewReader(cancellable{file, ctx})
	if err := reader.skip(found.place.Inner); err != nil {
		return nil, true, fmt.Errorf("reading %q: %w", x.path, err)
	}
	record, err := reader.Next()
	if ctx.Err() != nil {
		return nil, true, ctx.Err()
	}
	if err != nil {
		return nil, true, fmt.Errorf("reading %q: %w", x.path, err)
	}
	if _, again := keys(record.TargetURI()); again != loose {
		return nil, true, fmt.Errorf("%q has changed while it was read", x.path)
	}
	c, err = record.Capture(limit)
	return c, true, err
}

// keys are what an address is found by: one that undoes only spellings that
// mean the same (case of scheme and host, a default port, escapes, a
// fragment), and one that also forgives what sites treat as the same.
func keys(address string) (exact, loose string) {
	u, err := url.Parse(address)
	if err != nil {
		return address, address
	}
	host := strings.ToLower(u.Hostname())
	if port := u.Port(); port != "" && !(port == "80" && u.Scheme == "http") && !(port == "443" && u.Scheme == "https") {
		host += ":" + port
	}
	rest := escape.Normal(u.EscapedPath())
	if rest == "" {
		rest = "/"
	}
	query := ""
	if u.RawQuery != "" {
		query = "?" + escape.Normal(u.RawQuery)
	}
	exact = strings.ToLower(u.Scheme) + "://" + host + rest + query
	loose = strings.TrimPrefix(host, "www.") + strings.TrimRight(rest, "/") + query
	return exact, loose
}
