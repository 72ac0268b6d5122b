package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// The bounds of RFC 9309: at least 500 KiB of a robots.txt are read, at least
// five redirects followed, and it is asked for again after a day. One that a
// failing server could not give is asked for again sooner.
const (
	maxRobots          = 500 << 10
	maxRobotsRedirects = 5
	robotsAge          = 24 * time.Hour
	robotsClosedAge    = 10 * time.Minute
)

// site is one origin (scheme, host and port) with its robots.txt.
type site struct {
	busy   chan struct{} // held while robots.txt is asked for
	loaded time.Time
	rules  *rules
	closed string // why nothing is allowed for now; empty if rules hold
}

// permitted reports an error wrapping ErrRobots if the site does not want the
// page fetched by programs, or another if that cannot be found out.
func (f *Fetcher) permitted(ctx context.Context, to target) error {
	if f.opts.IgnoreRobots {
		return nil
	}
	f.mu.Lock()
	s := f.sites[to.origin()]
	if s == nil {
		s = &site{busy: make(chan struct{}, 1)}
		f.sites[to.origin()] = s
	}
	f.mu.Unlock()
	select {
	case s.busy <- struct{}{}:
		defer func() { <-s.busy }()
	case <-ctx.Done():
		return failure(ctx, to.String(), ctx.Err())
	}
	if now := f.opts.Now(); s.stale(now) {
		if err := f.loadRobots(ctx, to, s); err != nil {
			if !unreached(err.Err) || !strings.HasPrefix(err.URL, to.origin()) {
				err.What = "robots.txt of the site cannot be asked for: " + err.What
			}
			err.URL = to.String()
			return err
		}
		s.loaded = now
	}
	switch {
	case s.closed != "":
		return &Error{URL: to.String(), What: s.closed, Hint: hintRobots, Err: ErrRobots}
	case !s.rules.allow(to.url.EscapedPath(), to.url.RawQuery):
		return &Error{URL: to.String(), What: fmt.Sprintf("robots.txt of %s does not allow %q to fetch this page", to.url.Host, f.agent), Hint: hintRobots, Err: ErrRobots}
	}
	return nil
}

// loadRobots asks for the robots.txt of the target's site. As RFC 9309 says, a
// site that answers 4xx, or redirects too often, has no rules; one that
// answers 5xx allows nothing for now. A site that cannot be reached at all
// gives the network's error: the page could not be had either.
func (f *Fetcher) loadRobots(ctx context.Context, to target, s *site) *Error {
	at, err := parseTarget("/robots.txt", to.url)
	header := http.Header{"User-Agent": {f.opts.UserAgent}, "Accept": {"text/plain, */*;q=0.5"}}
	for hop := 0; err == nil && hop <= maxRobotsRedirects; hop++ {
		var a *answer
		a, err = f.exchange(ctx, at, request{header: header, limit: maxRobots, cut: true})
		if err != nil {
			break
		}
		switch {
		case isRedirect(a.status):
			at, err = parseTarget(a.header.Get("Location"), at.url)
			if err != nil {
				s.open() // it leads nowhere: there is none
				return nil
			}
			continue
		case a.status == http.StatusOK:
			body, err := decodeBody(a.header, a.raw, f.opts.MaxBytes)
			if err != nil {
				f.opts.Log("robots.txt of %s cannot be read: %v; taken as empty", to.url.Host, err)
			}
			s.rules, s.closed = parseRobots(body[:min(len(body), maxRobots)], f.agent), ""
			if s.rules.delay > 0 {
				f.slow(to.url.Hostname(), s.rules.delay)
			}
		case a.status >= 500:
			s.rules, s.closed = &rules{}, closedCause(to, a.status)
		default:
			s.open()
		}
		return nil
	}
	var failed *Error
	switch {
	case err == nil: // redirected too often
		s.open()
		return nil
	case !errors.As(err, &failed):
		return failure(ctx, to.String(), err)
	case failed.Status >= 500:
		s.rules, s.closed = &rules{}, closedCause(to, failed.Status)
		return nil
	case failed.Status >= 400:
		s.open()
		return nil
	}
	return failed
}

// stale reports whether robots.txt must be asked for (again).
func (s *site) stale(now time.Time) bool {
	age := now.Sub(s.loaded)
	return s.rules == nil || age > robotsAge || s.closed != "" && age > robotsClosedAge
}

// open says that the site has no rules.
func (s *site) open() { s.rules, s.closed = &rules{}, "" }

func closedCause(to target, status int) string {
	return fmt.Sprintf("the server answers %s for robots.txt of %s, which means that nothing may be fetched for now", statusName(status), to.url.Host)
}

// productToken is the name by which robots.txt speaks of a user agent: of
// "songngu/1.0 (…)" it is "songngu".
func productToken(agent string) string {
	if i := strings.IndexFunc(agent, func(r rune) bool {
		return r != '-' && r != '_' && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	}); i >= 0 {
		agent = agent[:i]
	}
	return strings.ToLower(agent)
}
