package server

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

// guard keeps other people's web pages and proxies away from a server that asks
// for no key.
//
// A page on the web can make the browser of a user of this machine send
// requests to loopback. It cannot read the answers without CORS headers, which
// are not sent; but its own name can come to stand for 127.0.0.1 while it is
// open (DNS rebinding), so the host must be a name of this machine. It can also
// run an answer as a script (JSONP), or send a form: both carry Origin or
// Sec-Fetch-Site. And a proxy before the server makes all of the world look
// like loopback, so what a proxy says it forwards is refused. With keys none of
// this gains anything, but for requests that change the memory.
type guard struct {
	keyed   bool
	origins map[string]bool
}

// refuses says why a request is refused, "" if it is not.
func (g *guard) refuses(r *http.Request) string {
	if !g.keyed {
		if !loopbackName(r.Host) {
			return "the host " + printable(r.Host) + " is no name of this machine, and no keys are asked for"
		}
		for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Real-Ip"} {
			if r.Header.Get(name) != "" {
				return "this came through a proxy, and no keys are asked for"
			}
		}
	}
	origin := r.Header.Get("Origin")
	known := g.origins[origin] || g.origins["*"]
	if origin != "" && !known && !sameHost(origin, r.Host) {
		return "the origin " + printable(origin) + " is not allowed"
	}
	switch r.Header.Get("Sec-Fetch-Site") {
	case "cross-site", "same-site":
		// A link or an address typed is no use to the page that has it.
		if !known && r.Header.Get("Sec-Fetch-Mode") != "navigate" {
			return "another site's page may not ask"
		}
	}
	return ""
}

// loopbackName reports whether a Host header names this machine.
func loopbackName(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.TrimSuffix(strings.ToLower(strings.Trim(host, "[]")), ".")
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

func sameHost(origin, host string) bool {
	u, err := url.Parse(origin)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && strings.EqualFold(u.Host, host)
}

// printable is a header's value fit for an answer, quoted and cut.
func printable(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '"' || r == '\uFFFD' {
			return '?'
		}
		return r
	}, s)
	if r := []rune(s); len(r) > 80 {
		s = string(r[:80]) + "…"
	}
	return "\"" + s + "\""
}

// cors answers a browser's question whether a page may ask, and says so in
// every answer to it. done reports that there is nothing more to answer.
func (s *Server) cors(w http.ResponseWriter, r *http.Request) (done bool) {
	origin := r.Header.Get("Origin")
	if len(s.origins) > 0 {
		w.Header().Add("Vary", "Origin")
	}
	if origin == "" || !s.origins[origin] && !s.origins["*"] {
		return false
	}
	writes := s.origins[origin] // "*" is for reading
	if !writes && !reading(r.Method) && r.Method != http.MethodOptions {
		if e := s.route(r); e.writes(r.Method) {
			e.fail(w, http.StatusForbidden, "an origin that is not named may not change the memory")
			return true
		}
	}
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", origin)
	if !writes {
		h.Set("Access-Control-Allow-Origin", "*")
	}
	if r.Method != http.MethodOptions || r.Header.Get("Access-Control-Request-Method") == "" {
		return false
	}
	methods := "GET, HEAD, POST"
	if writes && s.opts.Writable {
		methods += ", PUT, DELETE"
	}
	h.Set("Access-Control-Allow-Methods", methods)
	h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, X-API-Key")
	h.Set("Access-Control-Max-Age", "600")
	w.WriteHeader(http.StatusNoContent)
	return true
}

func reading(method string) bool { return method == http.MethodGet || method == http.MethodHead }

// secure sets the headers that every answer has.
func secure(h http.Header, shared bool) {
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	if !shared {
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
	}
}
