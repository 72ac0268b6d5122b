package fetch

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// maxAddress is the longest address accepted, in bytes; servers commonly stop
// at 8 KiB.
const maxAddress = 8 << 10

// target is an address made ready for a request: no fragment, host in ASCII
// and lower case, a path, and the user name and password taken out so that
// they reach neither log, file nor redirect target.
type target struct {
	url  *url.URL
	user *url.Userinfo
}

// parseTarget reads an address as a user or a Location header writes it. It
// accepts http and https only and resolves names of other scripts to ASCII
// (UTS 46, as browsers do).
func parseTarget(ref string, base *url.URL) (target, error) {
	ref = strings.TrimSpace(ref)
	switch {
	case ref == "":
		return target{}, &Error{What: "no address is given", Hint: hintAddress, Err: ErrAddress}
	case len(ref) > maxAddress:
		return target{}, tooLong(redactText(ref))
	}
	u, err := url.Parse(ref)
	if err != nil {
		var detail *url.Error
		if errors.As(err, &detail) {
			err = detail.Err // the outer error repeats the address, password and all
		}
		return target{}, &Error{URL: redactText(ref), What: "this is not a web address: " + strings.TrimPrefix(err.Error(), "net/url: "), Hint: hintAddress, Err: ErrAddress}
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	user := u.User
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	u.RawQuery = escapeQuery(u.RawQuery)
	u.Scheme = strings.ToLower(u.Scheme)
	if u.Scheme != "http" && u.Scheme != "https" {
		if at := strings.LastIndexByte(u.Opaque, '@'); at >= 0 {
			u.Opaque = u.Opaque[at+1:] // "user:password@host/page", the scheme forgotten
		}
		hint := "only http and https addresses are fetched; give a file by its path"
		if u.Scheme == "" || strings.Contains(u.Scheme, ".") {
			hint = "write the address with its scheme: https://" + u.String()
		}
		return target{}, &Error{URL: u.String(), What: fmt.Sprintf("the scheme %q is not http or https", u.Scheme), Hint: hint, Err: ErrScheme}
	}
	host, err := asciiHost(u.Hostname())
	if err != nil {
		return target{}, &Error{URL: u.String(), What: err.Error(), Hint: hintAddress, Err: ErrAddress}
	}
	port := u.Port()
	if port == "80" && u.Scheme == "http" || port == "443" && u.Scheme == "https" {
		port = ""
	}
	switch {
	case port != "":
		u.Host = net.JoinHostPort(host, port)
	case strings.Contains(host, ":"):
		u.Host = "[" + host + "]"
	default:
		u.Host = host
	}
	if u.Path == "" {
		u.Path = "/"
	}
	if text := u.String(); len(text) > maxAddress { // with its escapes
		return target{}, tooLong(text)
	}
	return target{u, user}, nil
}

func tooLong(address string) *Error {
	return &Error{URL: address[:min(len(address), 64)] + "…", What: fmt.Sprintf("the address is longer than %d bytes", maxAddress), Hint: hintAddress, Err: ErrAddress}
}

// escapeQuery escapes what may not stand in a request line and is often in
// addresses all the same: spaces and letters outside ASCII.
func escapeQuery(query string) string {
	var out strings.Builder
	for i := range len(query) {
		if b := query[i]; b <= ' ' || b >= 0x7f {
			fmt.Fprintf(&out, "%%%02X", b)
		} else {
			out.WriteByte(b)
		}
	}
	return out.String()
}

// asciiHost gives a host's name as DNS and the cache know it.
func asciiHost(name string) (string, error) {
	if name == "" {
		return "", errors.New("the address names no host")
	}
	if !utf8.ValidString(name) {
		return "", fmt.Errorf("the host name %q is not UTF-8", name)
	}
	if ip, err := netip.ParseAddr(name); err == nil {
		return ip.String(), nil
	} else if strings.Contains(name, ":") {
		return "", fmt.Errorf("the host %q is not an IP address", name)
	}
	ascii, err := idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(false)).ToASCII(name)
	if err != nil {
		return "", fmt.Errorf("the host name %q cannot be: %w", name, err)
	}
	ascii = strings.TrimSuffix(strings.ToLower(ascii), ".")
	if ascii == "" || strings.Trim(ascii, hostLetters) != "" {
		return "", fmt.Errorf("the host name %q cannot be", name)
	}
	return ascii, nil
}

// hostLetters are those of host names, with the underscore that some have
// though DNS does not want it there.
const hostLetters = "abcdefghijklmnopqrstuvwxyz0123456789-_."

// String is the address as requested: without user name and password.
func (t target) String() string { return t.url.String() }

// origin is what credentials and robots.txt hold for: scheme, host and port.
func (t target) origin() string { return t.url.Scheme + "://" + t.url.Host }

// redactText takes a user name and password out of an address that does not
// parse, so that it can be shown.
func redactText(ref string) string {
	head, rest, ok := strings.Cut(ref, "://")
	if !ok {
		return ref
	}
	authority, path, _ := strings.Cut(rest, "/")
	if at := strings.LastIndexByte(authority, '@'); at >= 0 {
		return head + "://" + authority[at+1:] + "/" + path
	}
	return ref
}
