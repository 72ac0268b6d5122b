package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"time"

	"songngu/corpus/fetch/warc"
)

// answer is what one address gives, wherever it comes from.
type answer struct {
	at        target // the address as the source of the answer spells it
	status    int
	header    http.Header
	raw       []byte // as sent; nil where the bytes were kept decoded
	body      []byte // decoded
	time      time.Time
	sent      http.Header // of the request; nil if none was made
	ip        string      // of the server
	fromCache bool
	fromWARC  bool
}

// visit is what one Get carries from hop to hop: cookies, which some sites set
// before they redirect to the page itself, and the credentials of the address
// with the site that they are for.
type visit struct {
	jar    http.CookieJar
	user   *url.Userinfo
	origin string
}

func newVisit(to target) *visit {
	jar, _ := cookiejar.New(nil) // never fails
	return &visit{jar, to.user, to.origin()}
}

// secret reports whether the credentials go with a request to the target.
func (v *visit) secret(to target) bool { return v.user != nil && to.origin() == v.origin }

// header is that of a request to the target.
func (v *visit) header(to target, agent string) http.Header {
	req := http.Request{Header: http.Header{}}
	req.Header.Set("User-Agent", agent)
	req.Header.Set("Accept", "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.5")
	req.Header.Set("Accept-Language", "vi, en;q=0.5") // the original is what is looked for
	req.Header.Set("Accept-Encoding", "gzip, deflate")
	for _, cookie := range v.jar.Cookies(to.url) {
		req.AddCookie(cookie)
	}
	if v.secret(to) {
		password, _ := v.user.Password()
		req.SetBasicAuth(v.user.Username(), password)
	}
	return req.Header
}

// answer gets one address, without following a redirect: from an archive, from
// the cache while it is fresh or there is no network, or from its server.
func (f *Fetcher) answer(ctx context.Context, to target, v *visit) (*answer, error) {
	if a, err := f.archives.find(ctx, to, f.opts.MaxBytes); a != nil || err != nil {
		if a != nil && !f.archives.saving {
			f.keep(a)
		}
		return a, err
	}
	stored, err := f.stored(to)
	if err == nil && stored != nil && (f.opts.Offline || f.opts.Now().Sub(stored.time) < f.opts.MaxAge) {
		f.keep(stored)
		return stored, nil
	}
	if f.opts.Offline {
		if err == nil {
			err = ErrOffline
		}
		return nil, &Error{URL: to.String(), What: "the network is not to be used, and " + offlineCause(err), Hint: hintOnline, Err: err}
	}
	if err := f.permitted(ctx, to); err != nil {
		return nil, err
	}
	return f.ask(ctx, to, v, stored)
}

// ask gets an address from its server; stored is what the cache has of it.
func (f *Fetcher) ask(ctx context.Context, to target, v *visit, stored *answer) (*answer, error) {
	header := v.header(to, f.opts.UserAgent)
	if stored != nil && (v.secret(to) || isRedirect(stored.status)) {
		stored = nil
	}
	if stored != nil {
		if tag := stored.header.Get("Etag"); tag != "" {
			header.Set("If-None-Match", tag)
		}
		if date := stored.header.Get("Last-Modified"); date != "" {
			header.Set("If-Modified-Since", date)
		}
	}
	a, err := f.exchange(ctx, to, request{header: header, limit: f.opts.MaxBytes, polite: true})
	if err != nil {
		return nil, err
	}
	v.jar.SetCookies(to.url, (&http.Response{Header: a.header}).Cookies())
	switch {
	case a.status == http.StatusNotModified && stored != nil:
		stored.confirm(a)
		f.store(to, stored, v)
		f.keep(stored)
		return stored, nil
	case isRedirect(a.status):
		a.raw = nil
	case a.status == http.StatusOK || a.status == http.StatusNonAuthoritativeInfo:
		if a.body, err = decodeBody(a.header, a.raw, f.opts.MaxBytes); err != nil {
			return nil, f.bodyFailure(to, err)
		}
	default:
		return nil, statusFailure(to, a)
	}
	f.store(to, a, v)
	f.keep(a)
	return a, nil
}

// confirm takes over what a 304 says anew of a stored answer (RFC 9111, 3.2).
func (a *answer) confirm(by *answer) {
	for _, name := range []string{"Date", "Etag", "Expires", "Cache-Control", "Last-Modified"} {
		if values := by.header.Values(name); len(values) > 0 {
			a.header[name] = values
		}
	}
	a.time, a.fromCache = by.time, true
}

// keep adds an answer to the archive being written. That one cannot be added
// is told, and does not lose the page.
func (f *Fetcher) keep(a *answer) {
	if f.saved == nil || a.sent.Get("Authorization") != "" {
		return // what took a password is kept nowhere
	}
	x := warc.Exchange{URL: a.at.String(), Time: a.time, IP: a.ip, Status: a.status, Header: a.header, Body: a.raw}
	if a.raw == nil && !isRedirect(a.status) {
		x.Body, x.Header = a.body, plainHeader(a.header)
	}
	if a.sent != nil {
		x.Request, x.RequestHeader = "GET "+a.at.url.RequestURI()+" HTTP/1.1", a.sent.Clone()
		x.RequestHeader.Set("Host", a.at.url.Host)
	}
	if err := f.saved.Write(x); err != nil {
		f.opts.Log("%s is not in the WARC file: %v", a.at, err)
	}
}

// plainHeader is a header without what a decoded body makes untrue.
func plainHeader(header http.Header) http.Header {
	header = header.Clone()
	header.Del("Content-Encoding")
	header.Del("Content-Length")
	return header
}

// bodyFailure says what is wrong with a body.
func (f *Fetcher) bodyFailure(to target, err error) *Error {
	e := &Error{URL: to.String(), What: "the body cannot be read: " + err.Error(), Hint: hintBrowser, Err: err}
	switch {
	case errors.Is(err, ErrTooLarge):
		e.What = fmt.Sprintf("the page is larger than %s", bytesName(f.opts.MaxBytes))
		e.Hint = "give a larger bound, or save the page and give that file"
	case errors.Is(err, ErrTruncated):
		e.What, e.Hint = err.Error(), hintLater
	}
	return e
}

// statusFailure says what an answer that is no page means.
func statusFailure(to target, a *answer) *Error {
	e := &Error{URL: to.String(), What: "the server answers " + statusName(a.status), Hint: hintBrowser, Status: a.status, Err: ErrStatus}
	switch a.status {
	case http.StatusNotFound, http.StatusGone:
		e.Err = ErrNotFound
		e.Hint = "check the address; if the page is gone, look for it in a web archive and give the address or a saved copy"
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusUnavailableForLegalReasons, http.StatusPaymentRequired:
		e.Hint = "the server does not give this page to programs: " + hintBrowser
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		e.Err, e.Hint = ErrBusy, hintLater
	case http.StatusInternalServerError, http.StatusBadGateway, http.StatusGatewayTimeout:
		e.Hint = hintLater
	}
	return e
}

// bytesName is a size for reading: "16 MiB".
func bytesName(n int64) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<10 && n%(1<<10) == 0:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// offlineCause says why the cache did not give a page.
func offlineCause(err error) string {
	if errors.Is(err, ErrOffline) {
		return "the page is not in the cache"
	}
	return "the copy in the cache cannot be used: " + err.Error()
}
