package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"strconv"
	"strings"
	"time"
)

// The waits between two tries: 1 s, 2 s, 4 s … at most maxBackoff, without
// chance, so that a run can be told again; what the server asks for by
// Retry-After is granted up to maxRetryAfter.
const (
	firstBackoff  = time.Second
	maxBackoff    = 30 * time.Second
	maxRetryAfter = time.Minute
)

// request is what exchange sends.
type request struct {
	header http.Header
	limit  int64 // on the body, in bytes
	cut    bool  // a longer body is cut there instead of refused
	polite bool  // waits for its turn at the host
}

// exchange sends a request and reads the whole answer, trying again after
// broken connections and the statuses 429, 500, 502, 503 and 504. It returns
// any other status as it is.
//
// The loop is written here rather than taken from a library because each try
// must take its turn at the host, wait on the caller's clock, which makes it
// testable without waiting, and count a body that breaks off as a failed try:
// go-retryablehttp sees the head only and sleeps on its own timer.
func (f *Fetcher) exchange(ctx context.Context, to target, req request) (*answer, error) {
	for try := 0; ; try++ {
		if req.polite {
			if err := f.takeTurn(ctx, to); err != nil {
				return nil, failure(ctx, to.String(), err)
			}
		}
		a, err := f.once(ctx, to, req)
		var failed *Error
		switch {
		case err == nil && !transient(a.status):
			return a, nil
		case err == nil:
			failed = statusFailure(to, a)
		case ctx.Err() == nil && errors.Is(err, ErrTooLarge), errors.Is(err, ErrTruncated):
			failed = f.bodyFailure(to, err)
		default:
			failed = failure(ctx, to.String(), err)
		}
		if err != nil && (ctx.Err() != nil || !dropped(err) && !errors.Is(err, ErrTruncated)) {
			return nil, failed
		}
		if try >= f.opts.Retries {
			if try > 0 {
				failed.What += fmt.Sprintf(", %d times in a row", try+1)
			}
			return nil, failed
		}
		if err := f.pause(ctx, to, try, a, failed); err != nil {
			return nil, err
		}
	}
}

// pause waits before the next try. If the server asks for a longer wait than
// is granted it returns an error that says when to come back.
func (f *Fetcher) pause(ctx context.Context, to target, try int, a *answer, failed *Error) error {
	wait := min(firstBackoff<<min(try, 10), maxBackoff)
	asked := time.Duration(0)
	if a != nil {
		now := f.opts.Now()
		asked = retryAfter(a.header.Get("Retry-After"), now)
		if asked > maxRetryAfter {
			failed.What += fmt.Sprintf(" and asks to be left alone for %s", asked.Round(time.Second))
			failed.Hint = fmt.Sprintf("try again after %s, or save the page from a browser and give that file", now.Add(asked).Format("2006-01-02 15:04:05 MST"))
			failed.Err = ErrBusy
			return failed
		}
	}
	if asked >= wait {
		wait = asked
		f.opts.Log("%s: %s; waiting %s, as the server asks", to, failed.What, wait)
	} else {
		f.opts.Log("%s: %s; trying again in %s", to, failed.What, wait)
	}
	if err := f.opts.Sleep(ctx, wait); err != nil {
		return failure(ctx, to.String(), err)
	}
	return nil
}

// once sends the request once and reads the whole answer, within the timeout.
func (f *Fetcher) once(ctx context.Context, to target, r request) (*answer, error) {
	if f.transport.Proxy != nil && !f.opts.AllowPrivate {
		if err := literalPrivate(to.url.Hostname()); err != nil {
			return nil, err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, f.opts.Timeout)
	defer cancel()
	a := &answer{at: to, sent: r.header}
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) {
		if f.transport.Proxy == nil { // else it is the proxy's
			a.ip, _, _ = net.SplitHostPort(info.Conn.RemoteAddr().String())
		}
	}})
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, to.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header = r.header.Clone()
	resp, err := f.transport.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	a.status, a.header, a.time = resp.StatusCode, resp.Header, f.opts.Now().UTC()
	if a.status != http.StatusOK && a.status != http.StatusNonAuthoritativeInfo {
		return a, nil // nobody reads the page of an error or a redirect
	}
	if resp.ContentLength > r.limit && !r.cut {
		return nil, ErrTooLarge
	}
	if r.cut {
		a.raw, err = io.ReadAll(io.LimitReader(resp.Body, r.limit))
	} else {
		a.raw, err = readBounded(resp.Body, r.limit)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("%w: the connection ended before the page did", ErrTruncated)
	}
	return a, err
}

// transient reports whether a status may be another one soon.
func transient(status int) bool {
	switch status {
	case http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// retryAfter reads the header of that name, seconds or a date (RFC 9110,
// 10.2.3): how long to wait, 0 where it says nothing.
func retryAfter(value string, now time.Time) time.Duration {
	value = strings.TrimSpace(value)
	if seconds, err := strconv.ParseInt(value, 10, 64); err == nil {
		return time.Duration(min(max(seconds, 0), 366*24*3600)) * time.Second
	}
	if date, err := http.ParseTime(value); err == nil {
		return max(date.Sub(now), 0)
	}
	return 0
}
