package server

import (
	"net/http"
	"strings"
)

// endpoint is what answers a request.
type endpoint struct {
	name    string // in the metrics
	methods string // that it takes, as the header Allow lists them
	open    bool   // for everyone, also where keys are asked for; or it looks for the key in the body
	changes bool   // the memory, by any method but GET and HEAD
	answer  http.HandlerFunc
	fail    func(w http.ResponseWriter, status int, why string)
}

func (e *endpoint) allows(method string) bool {
	for m := range strings.SplitSeq(e.methods, ", ") {
		if m == method {
			return true
		}
	}
	return false
}

func (e *endpoint) writes(method string) bool { return e.changes && !reading(method) }

const (
	readMethods = "GET, HEAD"
	askMethods  = "GET, HEAD, POST"
)

// route finds the endpoint of a request. It looks at the path as it was sent:
// the text of a unit may hold %2F, two slashes in a row or %25, and a router
// that cleans paths, or redirects, loses them.
func (s *Server) route(r *http.Request) endpoint {
	path := r.URL.EscapedPath()
	if p, ok := s.pageFile(path); ok {
		return p
	}
	switch path {
	case "/healthz":
		return endpoint{"healthz", readMethods, true, false, s.health, failJSON}
	case "/metrics":
		return endpoint{"metrics", readMethods, false, false, s.writeMetrics, failJSON}
	case "/openapi.json":
		return endpoint{"openapi", readMethods, true, false, openAPI, failJSON}
	}
	if rest, ok := strings.CutPrefix(path, "/api/v1/"); ok {
		if e, ok := s.routeOwn(rest); ok {
			return e
		}
		return s.routeAmagama(rest)
	}
	if rest, ok := strings.CutPrefix(path, "/tmserver/"); ok {
		return s.routeAmagama(rest)
	}
	if rest, ok := strings.CutPrefix(path, "/libretranslate"); ok {
		return s.routeLibre(rest)
	}
	if f := strings.Split(path, "/"); len(f) > 3 && (f[3] == "unit" || f[3] == "store") {
		return s.routeAmagama(strings.TrimPrefix(path, "/")) // a client that was given no base
	}
	rest, apy := strings.CutPrefix(path, "/apy")
	rest, json := strings.CutPrefix(rest, "/json")
	if e := s.routeApertium(rest, r, apy || json); e.answer != nil || apy || json {
		return e
	}
	return s.routeLibre(path)
}

// nowhere is the endpoint of addresses that there are not.
func nowhere(fail func(http.ResponseWriter, int, string)) endpoint {
	return endpoint{"none", readMethods, true, false, nil, fail}
}

func (s *Server) health(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Write([]byte("ok\n")) //nolint:errcheck // the client has gone
}
