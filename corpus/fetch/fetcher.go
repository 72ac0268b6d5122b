// Package fetch gets pages from the web politely and safely: it honours
// robots.txt and Retry-After, waits between two requests to a host, reads no
// more than it was allowed, does not connect to private networks, keeps what
// it got in a disk cache, and reads and writes web archives (WARC).
package fetch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"sync"
	"time"

	"songngu/corpus/fetch/warc"
)

// Options says how to fetch. The zero value is ready for use: the defaults are
// named with each field.
type Options struct {
	UserAgent    string        // who asks; "songngu". Its part before "/" is the name in robots.txt
	CacheDir     string        // folder of the disk cache; empty: no cache
	CacheBytes   int64         // bound on the cache's size; 512 MiB
	MaxAge       time.Duration // a cached page younger than this is used unasked; 0: the server is always asked
	Offline      bool          // no network: cache and WARC only
	IgnoreRobots bool          // do not ask for robots.txt
	AllowPrivate bool          // connect to private and loopback addresses too
	Proxy        string        // address of a proxy: http, https, socks5; none, whatever the environment says
	MaxBytes     int64         // bound on a body, as sent and as decoded; 16 MiB
	MaxRedirects int           // 10; negative: none is followed
	Timeout      time.Duration // for one request and its whole answer; 30 s
	Retries      int           // how often a request is tried again; 3; negative: never
	RatePerHost  time.Duration // between two requests to a host; 1 s; negative: none
	WARC         []string      // archives that are looked into first, the last one first
	SaveWARC     string        // archive that what is fetched is added to

	Now   func() time.Time                                 // the clock; time.Now
	Sleep func(ctx context.Context, d time.Duration) error // waits; for tests
	Log   func(format string, args ...any)                 // takes talk such as "waiting 5 s", from any goroutine; none
}

// Response is a page, decoded from its transfer and content codings but still
// in its charset.
type Response struct {
	URL        string   // where it was found in the end
	RequestURL string   // what was asked for, without fragment, user and password
	Redirects  []string // the addresses between, and the final one; empty without redirects
	Status     int
	Header     http.Header
	Type       string    // media type as declared: "text/html"; empty if it is not
	Charset    string    // as declared in the Content-Type, in lower case; empty if it is not
	Body       []byte    // never more than Options.MaxBytes
	SHA256     string    // of Body, in hex
	Time       time.Time // when a server gave or confirmed these bytes, UTC
	FromCache  bool      // the bytes are those of the disk cache
	FromWARC   bool      // the bytes are those of an archive
}

// Fetcher gets pages. It may be used by several goroutines at once, and
// several processes may share a cache.
type Fetcher struct {
	opts      Options
	agent     string // the name in robots.txt
	transport *http.Transport
	cache     *cache
	archives  *archives
	saved     *warc.Writer

	mu    sync.Mutex
	hosts map[string]*host
	sites map[string]*site
}

// New returns a Fetcher. It fails if the cache or an archive cannot be used;
// archives to read are opened when the first page is asked for.
func New(opts Options) (*Fetcher, error) {
	opts.setDefaults()
	proxy, err := parseProxy(opts.Proxy)
	if err != nil {
		return nil, err
	}
	f := &Fetcher{
		opts:      opts,
		agent:     productToken(opts.UserAgent),
		transport: newTransport(opts.AllowPrivate, proxy),
		hosts:     map[string]*host{},
		sites:     map[string]*site{},
	}
	if opts.CacheDir != "" {
		if f.cache, err = openCache(opts); err != nil {
			return nil, err
		}
	}
	if f.archives, err = newArchives(opts); err != nil {
		return nil, err
	}
	if opts.SaveWARC != "" {
		f.saved, err = warc.Create(opts.SaveWARC, warc.Info{Software: opts.UserAgent, Time: opts.Now()})
		if err != nil {
			return nil, fmt.Errorf("cannot keep pages in the WARC file: %w", err)
		}
	}
	return f, nil
}

func (o *Options) setDefaults() {
	if o.UserAgent == "" {
		o.UserAgent = "songngu"
	}
	if o.CacheBytes <= 0 {
		o.CacheBytes = 512 << 20
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = 16 << 20
	}
	if o.MaxRedirects == 0 {
		o.MaxRedirects = 10
	}
	if o.Timeout <= 0 {
		o.Timeout = 30 * time.Second
	}
	if o.Retries == 0 {
		o.Retries = 3
	}
	if o.RatePerHost == 0 {
		o.RatePerHost = time.Second
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if o.Log == nil {
		o.Log = func(string, ...any) {}
	}
}

// Close ends the connections and the archive and keeps the cache in its bound.
func (f *Fetcher) Close() error {
	f.transport.CloseIdleConnections()
	if f.cache != nil {
		f.cache.prune()
	}
	if f.saved != nil {
		return f.saved.Close()
	}
	return nil
}

// Get fetches a page, following redirects. Every error that a page, a server
// or the network causes is an *Error.
//
// A user name and password in the address are sent to the site they are given
// for and to no other; they are kept nowhere, and neither is such a page.
func (f *Fetcher) Get(ctx context.Context, address string) (*Response, error) {
	to, err := parseTarget(address, nil)
	if err != nil {
		return nil, err
	}
	visit := newVisit(to)
	resp := &Response{RequestURL: to.String()}
	seen := map[string]bool{to.String(): true}
	for {
		a, err := f.answer(ctx, to, visit)
		if err != nil {
			return nil, f.withCopy(to, err)
		}
		if !isRedirect(a.status) {
			return resp.fill(a), nil
		}
		if to, err = f.follow(a, seen, resp); err != nil {
			return nil, err
		}
		resp.Redirects = append(resp.Redirects, to.String())
	}
}

// follow gives the target of a redirect, or says why it is not followed.
func (f *Fetcher) follow(a *answer, seen map[string]bool, resp *Response) (target, error) {
	from, location := a.at, a.header.Get("Location")
	if location == "" {
		return target{}, &Error{URL: from.String(), What: fmt.Sprintf("the server answers %s without saying where to", statusName(a.status)), Hint: hintBrowser, Status: a.status, Err: ErrStatus}
	}
	to, err := parseTarget(location, from.url)
	if err != nil {
		err.(*Error).Hint = "the page redirects to an address that is not fetched; " + hintBrowser
		err.(*Error).What = fmt.Sprintf("redirected from %q, but %s", from, err.(*Error).What)
		return target{}, err
	}
	if seen[to.String()] && a.header.Get("Set-Cookie") == "" {
		return target{}, &Error{URL: resp.RequestURL, What: fmt.Sprintf("the redirects go in a loop: %q leads back to %q", from, to), Hint: hintBrowser, Status: a.status, Err: ErrRedirects}
	}
	if len(resp.Redirects) >= f.opts.MaxRedirects {
		return target{}, &Error{URL: resp.RequestURL, What: fmt.Sprintf("more than %d redirects, the last to %q", max(f.opts.MaxRedirects, 0), to), Hint: hintBrowser, Status: a.status, Err: ErrRedirects}
	}
	seen[to.String()] = true
	return to, nil
}

// fill makes the Response of the final answer.
func (r *Response) fill(a *answer) *Response {
	r.URL, r.Status, r.Header, r.Body = a.at.String(), a.status, a.header, a.body
	r.Type, r.Charset = mediaType(a.header)
	r.Time, r.FromCache, r.FromWARC = a.time.UTC(), a.fromCache, a.fromWARC
	sum := sha256.Sum256(a.body)
	r.SHA256 = hex.EncodeToString(sum[:])
	return r
}

// isRedirect reports whether a status sends the reader to another address.
func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// statusName is a status as a reader knows it: "404 Not Found".
func statusName(status int) string {
	if name := http.StatusText(status); name != "" {
		return fmt.Sprintf("%d %s", status, name)
	}
	return fmt.Sprint(status)
}
