package fetch

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"
)

// cache is the disk cache: for each address a record and, beside it, the
// decoded body it speaks of:
//
//	ab/ab12…ef.json                     the record; named by the SHA-256 of the address
//	ab/ab12…ef.0123456789abcdef.body    the body; with 16 digits of its own SHA-256
//
// Both are written under a temporary name and renamed, the body first, so that
// a record never speaks of half a body, whoever else writes at the time. The
// hash of a body is checked whenever it is read. A body that a new one has
// replaced stays until pruning finds it old, for those who are just reading it.
//
// Redirects are kept like pages, so that a chain can be followed offline. The
// Cache-Control of a server is not what decides: the cache is the user's own
// record of what was read when, a page is asked for again each time it is
// wanted (or when it is older than Options.MaxAge), and a copy is used unasked
// only if the user says so. Cookies are not kept.
type cache struct {
	dir     string
	limit   int64 // bytes in all
	body    int64 // bytes in one body
	now     func() time.Time
	log     func(format string, args ...any)
	written atomic.Int64 // bytes since the last pruning
}

// maxRecord bounds a record file; heads are bounded by the transport.
const maxRecord = 1 << 20

// record is the JSON file of an address.
type record struct {
	URL     string      `json:"url"`
	Status  int         `json:"status"`
	Fetched time.Time   `json:"fetched"` // when the bytes came
	Checked time.Time   `json:"checked"` // when the server last confirmed them
	Size    int64       `json:"size"`
	SHA256  string      `json:"sha256"`
	Header  http.Header `json:"header"`
}

func openCache(opts Options) (*cache, error) {
	if err := os.MkdirAll(opts.CacheDir, 0o700); err != nil {
		return nil, fmt.Errorf("cannot use the cache: %w", err)
	}
	return &cache{dir: opts.CacheDir, limit: opts.CacheBytes, body: opts.MaxBytes, now: opts.Now, log: opts.Log}, nil
}

// stem is the path of an address's files without their endings.
func (c *cache) stem(address string) string {
	sum := sha256.Sum256([]byte(address))
	name := hex.EncodeToString(sum[:])
	return filepath.Join(c.dir, name[:2], name)
}

// bodyPath is where a record's body is.
func bodyPath(stem, sum string) string { return stem + "." + sum[:16] + ".body" }

// get reads what the cache has of an address: nil without an error if nothing,
// an error wrapping ErrDamaged if it is not what was written, ErrTooLarge if it
// is over the bound of this run.
func (c *cache) get(to target) (*answer, error) {
	address := to.String()
	stem := c.stem(address)
	for again := false; ; again = true {
		r, err := c.readRecord(stem, address)
		if r == nil {
			return nil, err
		}
		if r.Size > c.body {
			return nil, ErrTooLarge
		}
		a := &answer{at: to, status: r.Status, header: r.Header, time: r.Checked, fromCache: true}
		if a.body, err = readFile(bodyPath(stem, r.SHA256), c.body); err != nil {
			// Another process may have put a new record and body in place.
			if errors.Is(err, os.ErrNotExist) && !again {
				continue
			}
			return nil, fmt.Errorf("%w: its body: %w", ErrDamaged, err)
		}
		if sum := sha256.Sum256(a.body); int64(len(a.body)) != r.Size || hex.EncodeToString(sum[:]) != r.SHA256 {
			return nil, fmt.Errorf("%w: its body is not what the record says", ErrDamaged)
		}
		return a, nil
	}
}

// readRecord reads and checks an address's record.
func (c *cache) readRecord(stem, address string) (*record, error) {
	text, err := readFile(stem+".json", maxRecord)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	var r record
	if err == nil {
		err = json.Unmarshal(text, &r)
	}
	sum, hexErr := hex.DecodeString(r.SHA256)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w: its record: %w", ErrDamaged, err)
	case r.URL != address, hexErr != nil, len(sum) != sha256.Size, r.Status < 200 || r.Status > 399:
		return nil, fmt.Errorf("%w: its record is of another page or incomplete", ErrDamaged)
	}
	if r.Header == nil {
		r.Header = http.Header{}
	}
	return &r, nil
}

// put writes an answer in place of what there is of its address.
func (c *cache) put(address string, a *answer) error {
	stem := c.stem(address)
	header := plainHeader(a.header)
	header.Del("Set-Cookie")
	sum := sha256.Sum256(a.body)
	r := record{URL: address, Status: a.status, Fetched: a.time, Checked: a.time, Size: int64(len(a.body)), SHA256: hex.EncodeToString(sum[:]), Header: header}
	old, _ := c.readRecord(stem, address)
	if old != nil && old.SHA256 == r.SHA256 {
		r.Fetched = old.Fetched
	}
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(stem), 0o700); err != nil {
		return err
	}
	if err := c.write(bodyPath(stem, r.SHA256), a.body); err != nil {
		return err
	}
	if err := c.write(stem+".json", append(text, '\n')); err != nil {
		return err
	}
	if c.written.Add(r.Size) > c.limit/8 {
		c.prune()
	}
	return nil
}

// write puts a file in place whole.
func (c *cache) write(path string, content []byte) error {
	file, err := os.CreateTemp(filepath.Dir(path), tempPrefix+"*")
	if err != nil {
		return err
	}
	_, err = io.Copy(file, bytes.NewReader(content))
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		os.Remove(file.Name())
	}
	return err
}

// readFile reads a file of at most limit bytes.
func readFile(path string, limit int64) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return readBounded(file, limit)
}

// stored is what the cache has of a target; damage is told.
func (f *Fetcher) stored(to target) (*answer, error) {
	if f.cache == nil {
		return nil, nil
	}
	a, err := f.cache.get(to)
	if err != nil && !f.opts.Offline {
		f.opts.Log("the cached copy of %s is not used: %v", to, err)
	}
	return a, err
}

// store puts an answer into the cache. That it cannot is told, and does not
// lose the page.
func (f *Fetcher) store(to target, a *answer, v *visit) {
	if f.cache == nil || v.secret(to) {
		return
	}
	if err := f.cache.put(to.String(), a); err != nil {
		f.opts.Log("%s is not kept in the cache: %v", to, err)
	}
}

// withCopy adds to an error that the cache has a copy of the page.
func (f *Fetcher) withCopy(to target, err error) error {
	var failed *Error
	if f.cache == nil || f.opts.Offline || !errors.As(err, &failed) || errors.Is(err, context.Canceled) {
		return err
	}
	if a, _ := f.cache.get(to); a != nil && !isRedirect(a.status) {
		failed.Hint = fmt.Sprintf("give --offline to use the copy of %s in the cache; or %s", a.time.Format("2006-01-02 15:04 MST"), failed.Hint)
	}
	return failed
}
