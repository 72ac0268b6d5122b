package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"

	"songngu/corpus/fetch/warc"
)

// archives are the WARC files that pages are looked for in. They are read
// through when the first page is asked for.
type archives struct {
	paths  []string
	saving bool // the archive being written is one of them: nothing in it is added again
	log    func(format string, args ...any)
	busy   chan struct{}
	opened []*warc.Index
}

func newArchives(opts Options) (*archives, error) {
	a := &archives{paths: opts.WARC, log: opts.Log, busy: make(chan struct{}, 1)}
	saved, _ := os.Stat(opts.SaveWARC)
	for _, path := range opts.WARC {
		stat, err := os.Stat(path)
		if err == nil && !stat.Mode().IsRegular() {
			err = fmt.Errorf("%q is not a regular file", path)
		}
		if err != nil {
			return nil, fmt.Errorf("cannot read pages from the WARC file: %w", err)
		}
		a.saving = a.saving || saved != nil && os.SameFile(saved, stat)
	}
	return a, nil
}

// open reads the archives through, once.
func (s *archives) open(ctx context.Context) error {
	select {
	case s.busy <- struct{}{}:
		defer func() { <-s.busy }()
	case <-ctx.Done():
		return ctx.Err()
	}
	for _, path := range s.paths[len(s.opened):] {
		index, err := warc.OpenIndex(ctx, path)
		if err != nil {
			return err
		}
		if n := len(index.Damage); n > 0 {
			s.log("%s is damaged in %d places, the first: %v", path, n, index.Damage[0])
		}
		s.opened = append(s.opened, index)
	}
	return nil
}

// find gives what the last archive that has the address says of it; nil
// without an error if none has.
func (s *archives) find(ctx context.Context, to target, limit int64) (*answer, error) {
	if len(s.paths) == 0 {
		return nil, nil
	}
	if err := s.open(ctx); ctx.Err() != nil {
		return nil, failure(ctx, to.String(), ctx.Err())
	} else if err != nil {
		return nil, &Error{URL: to.String(), What: "the WARC file cannot be used: " + err.Error(), Hint: "give a WARC file (.warc or .warc.gz), or leave out --warc", Err: err}
	}
	for i := len(s.opened) - 1; i >= 0; i-- {
		capture, ok, err := s.opened[i].Find(ctx, to.String(), limit)
		if !ok {
			continue
		}
		var a *answer
		if err == nil {
			a, err = fromCapture(to, capture, limit)
		}
		if a != nil && a.leadsTo(to) {
			continue // http to https, say, and the page itself is not there
		}
		if ctx.Err() != nil {
			return nil, failure(ctx, to.String(), ctx.Err())
		}
		if err != nil {
			return nil, archiveFailure(to, s.paths[i], err)
		}
		return a, nil
	}
	return nil, nil
}

// leadsTo reports whether the answer is a redirect to the target.
func (a *answer) leadsTo(to target) bool {
	if !isRedirect(a.status) {
		return false
	}
	next, err := parseTarget(a.header.Get("Location"), a.at.url)
	return err == nil && next.String() == to.String()
}

// fromCapture makes an answer of a capture.
func fromCapture(to target, c *warc.Capture, limit int64) (*answer, error) {
	// The capture may differ from what was asked for in http or https: what it
	// says is where the page was, and what its redirects start from.
	if at, err := parseTarget(c.URL, nil); err == nil {
		to = at
	}
	a := &answer{at: to, status: c.Status, header: c.Header, raw: c.Body, time: c.Time, fromWARC: true}
	switch {
	case isRedirect(c.Status):
		return a, nil
	case c.Status != http.StatusOK && c.Status != http.StatusNonAuthoritativeInfo:
		failed := statusFailure(to, a)
		failed.What = fmt.Sprintf("the WARC file says that the server answered %s", statusName(c.Status))
		return nil, failed
	}
	var err error
	a.body, err = decodeBody(c.Header, c.Body, limit)
	return a, err
}

// archiveFailure says what is wrong with a page in an archive.
func archiveFailure(to target, path string, err error) *Error {
	var failed *Error
	if errors.As(err, &failed) {
		return failed
	}
	e := &Error{URL: to.String(), What: fmt.Sprintf("the page in %q cannot be read: %v", path, err), Hint: "leave out --warc, or give an undamaged file", Err: fmt.Errorf("%w: %w", ErrDamaged, err)}
	if errors.Is(err, warc.ErrTooLarge) || errors.Is(err, ErrTooLarge) {
		e.What, e.Hint, e.Err = fmt.Sprintf("the page in %q is larger than the bound", path), "give a larger bound", ErrTooLarge
	}
	return e
}
