package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
)

// newTransport makes the HTTP transport that every request goes through.
//
// Where it may connect is decided in the dialer's Control hook: after the name
// is resolved and before the socket connects, for every address tried, so that
// a name that resolves to a private address, at once or the second time it is
// asked for, gains nothing. Refused are the IANA special purpose registries:
// private (RFC 1918), loopback, link-local, shared (CGNAT), multicast,
// documentation and reserved networks, and for IPv6 everything outside
// 2000::/3 (so unique local, mapped and NAT64 addresses) and 6to4 and Teredo
// within it, as they can carry a private IPv4 address.
//
// Proxies named by the environment are not used: a proxy connects for us and
// would take the guard's place unasked. With a proxy given by the user, whose
// own address may be a private one, names are resolved behind it, where the
// guard cannot look; literalPrivate then still refuses addresses that are
// private as they are written.
//
// HTTP/2 is not offered: one page is fetched at a time, and what goes into a
// WARC is then what was on the wire.
func newTransport(allowPrivate bool, proxy *url.URL) *http.Transport {
	dialer := &net.Dialer{Timeout: 15 * time.Second}
	var through func(*http.Request) (*url.URL, error)
	if proxy != nil {
		through = http.ProxyURL(proxy)
	} else if !allowPrivate {
		dialer.Control = refusePrivate
	}
	return &http.Transport{
		Proxy:                  through,
		DialContext:            dialer.DialContext,
		DisableCompression:     true, // the bound on the decoded size is ours
		MaxResponseHeaderBytes: 256 << 10,
		MaxIdleConnsPerHost:    1,
		IdleConnTimeout:        30 * time.Second,
		TLSHandshakeTimeout:    15 * time.Second,
		TLSNextProto:           map[string]func(string, *tls.Conn) http.RoundTripper{},
	}
}

// guardian knows the special networks; any port of a public host will do.
var guardian = ssrf.New(ssrf.WithAnyPort())

// refusePrivate is a net.Dialer.Control that lets public addresses pass only.
func refusePrivate(network, address string, conn syscall.RawConn) error {
	if err := guardian.Safe(network, address, conn); err != nil {
		return fmt.Errorf("%w: %w", ErrPrivate, err)
	}
	return nil
}

// literalPrivate reports an error if the host is written as a special network
// address, or is a name of this machine.
func literalPrivate(host string) error {
	ip, err := netip.ParseAddr(host)
	switch {
	case err == nil:
		err = guardian.SafeAddr(ip)
	case local(host):
		err = errors.New("a name of this machine")
	default:
		return nil
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrPrivate, err)
	}
	return nil
}

// parseProxy reads the address of a proxy.
func parseProxy(address string) (*url.URL, error) {
	if address == "" {
		return nil, nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil, fmt.Errorf("the proxy %q is not an address such as http://proxy.example:3128", redactText(address))
	}
	switch u.Scheme {
	case "http", "https", "socks5", "socks5h":
		return u, nil
	}
	return nil, fmt.Errorf("the proxy %q is not an http, https, socks5 or socks5h address", u.Redacted())
}

// plainCause says a network error without Go's layers around it.
func plainCause(err error) string {
	var dns *net.DNSError
	var op *net.OpError
	var untrusted *tls.CertificateVerificationError
	switch {
	case errors.As(err, &untrusted):
		return "the server's certificate is not to be trusted: " + untrusted.Err.Error()
	case errors.As(err, &dns) && dns.IsNotFound:
		return fmt.Sprintf("no host has the name %q", dns.Name)
	case errors.As(err, &dns):
		return fmt.Sprintf("the name %q could not be looked up: %s", dns.Name, dns.Err)
	case errors.Is(err, syscall.ECONNREFUSED):
		return "the host refuses connections"
	case dropped(err):
		return "the server broke off the connection"
	case errors.As(err, &op):
		return "the network failed: " + op.Err.Error()
	}
	return "the exchange failed: " + strings.TrimPrefix(err.Error(), "net/http: ")
}

// dropped reports whether the connection broke after it stood: worth trying
// again, unlike a name that does not exist.
func dropped(err error) bool {
	return errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// unreached reports whether no connection came about: then every page of the
// host fails in the same way.
func unreached(err error) bool {
	var dns *net.DNSError
	var op *net.OpError
	return errors.Is(err, ErrPrivate) || errors.As(err, &dns) || errors.As(err, &op) && op.Op == "dial"
}

// local reports whether a host name means this machine.
func local(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || ip != nil && ip.IsLoopback()
}

// sleep waits for d or until the context ends.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
