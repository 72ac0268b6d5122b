package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
)

// The reasons why a page could not be had. An *Error wraps one of them, or
// the network's own error; ask with errors.Is.
var (
	ErrAddress   = errors.New("not a web address")
	ErrScheme    = errors.New("not an http or https address")
	ErrRobots    = errors.New("forbidden by robots.txt")
	ErrPrivate   = errors.New("private, loopback or other special network address")
	ErrTooLarge  = errors.New("larger than the bound")
	ErrNotFound  = errors.New("no such page")
	ErrStatus    = errors.New("the server refused")
	ErrBusy      = errors.New("the server is busy")
	ErrRedirects = errors.New("too many redirects")
	ErrTimeout   = errors.New("too slow")
	ErrTruncated = errors.New("the answer was cut short")
	ErrEncoding  = errors.New("content coding not understood")
	ErrOffline   = errors.New("not in the cache")
	ErrDamaged   = errors.New("the stored copy is damaged")
)

// Error says what failed for which address and what can be done about it.
type Error struct {
	URL    string // as asked for, or the hop of a redirect; never with a password
	What   string // what failed: "the server answers 404 Not Found"
	Hint   string // what the user can do; may be empty
	Status int    // the HTTP status that said so; 0 when there was none
	Err    error  // the cause: a sentinel of this package, or the network's error
}

// Error gives the address and what failed, without the hint.
func (e *Error) Error() string { return fmt.Sprintf("cannot fetch %q: %s", e.URL, e.What) }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// The hints that several failures share.
const (
	hintBrowser = "open the page in a browser, save it as HTML and give that file instead"
	hintRobots  = "give --ignore-robots if the site is yours or its owner agrees; otherwise save the page from a browser and give that file"
	hintPrivate = "give --allow-private if you trust this address and its network"
	hintLater   = "try again later, or save the page from a browser and give that file"
	hintOnline  = "fetch it once without --offline, or give a saved copy of the page, or a WARC that holds it with --warc"
	hintAddress = "an address looks like https://example.org/page"
	hintNetwork = "check the address and the network, or save the page from a browser and give that file"
)

// failure classes a network error for the reader. The caller's own cancellation
// is passed through so that errors.Is(err, context.Canceled) holds.
func failure(ctx context.Context, address string, err error) *Error {
	var already *Error
	var slow net.Error
	var untrusted *tls.CertificateVerificationError
	switch {
	case errors.As(err, &already):
		return already
	case ctx.Err() != nil:
		return &Error{URL: address, What: "stopped: " + ctx.Err().Error(), Err: ctx.Err()}
	case errors.Is(err, ErrPrivate):
		return &Error{URL: address, What: "the host is at a private, loopback or other special network address", Hint: hintPrivate, Err: err}
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &slow) && slow.Timeout():
		return &Error{URL: address, What: "the server was too slow", Hint: hintLater, Err: fmt.Errorf("%w: %w", ErrTimeout, err)}
	}
	hint := hintNetwork
	if errors.As(err, &untrusted) {
		hint = "check the address and this machine's date and certificates; " + hintBrowser + " if you trust the site"
	}
	return &Error{URL: address, What: plainCause(err), Hint: hint, Err: err}
}
