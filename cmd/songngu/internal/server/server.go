// Package server answers questions to a memory over HTTP, in the words of the
// programs that translators use: the protocol of amaGama and Translate
// Toolkit's tmserver, Apertium APY, LibreTranslate, an interface of its own
// that openapi.json describes, and a page to search by hand.
//
//	/                                    the page
//	/tmserver/en/vi/unit/TEXT            amaGama; the base /api/v1 as well
//	/tmserver/languages/
//	/translate?langpair=en|vi&q=TEXT     Apertium; also below /apy and /json
//	/listPairs
//	/translate, /languages, /detect      LibreTranslate; also below /libretranslate
//	/api/v1/lookup, search, units, stats our own
//	/openapi.json, /healthz, /metrics
//
// What a request passes on its way, in this order: the bounds on connections (crowd.go)
// and the times of net/http; the host that it names, the origin and the proxy that
// it comes from (guard.go); its key (keys.go); the rate of its client
// (limit.go); the bounds on its length and time; its turn at the memory. Nothing is written unless Options.Writable says so.
package server

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"

	"golang.org/x/net/netutil"
)

// Options say what is served, to whom, and within which bounds.
type Options struct {
	Store   Store
	Name    string // of the memory, as the page shows it
	Version string // of the program

	Writable bool
	TLS      *tls.Config // for https; nil: http
	Keys     *Keys       // who may ask; nil: anyone who reaches the server
	// Origins are those of web pages that may ask from a browser, as in
	// "https://cat.example.org"; "*" stands for any, to read only.
	Origins []string
	// TranslateMin is the percentage from which a match is given to clients that
	// ask for a translation and cannot show a percentage; 100 means those with
	// the same words only.
	TranslateMin int

	Rate     float64       // requests a second of one client; 0: no bound
	Timeout  time.Duration // for one answer; 0: 10 s
	Patience time.Duration // for a request's header; the body has six times that; 0: 5 s
	MaxText  int           // runes of a text; 0: 5,000
	MaxBody  int64         // bytes of a body that changes the memory; 0: 8 MiB
	MaxConns int           // connections at once, an eighth of them of one client; 0: 1,024

	Now  func() time.Time
	Talk func(format string, args ...any) // what the one who runs it should know
}

const (
	maxHeader   = 64 << 10  // bytes of a request's line and headers: 5,000 characters, percent-encoded, fit
	maxQuestion = 256 << 10 // bytes of a body that asks, before a key is seen in some cases
	grace       = 10 * time.Second
)

// Server serves one memory. It is an http.Handler.
type Server struct {
	opts    Options
	guard   guard
	limit   *limiter
	memory  Store
	metrics *meters
	origins map[string]bool

	statsMu sync.Mutex
	stats   statsAnswer
	counted time.Time
}

// New makes a server.
func New(opts Options) *Server {
	fill := func(p *int, v int) {
		if *p <= 0 {
			*p = v
		}
	}
	fill(&opts.MaxText, 5000)
	fill(&opts.MaxConns, 1024)
	fill(&opts.TranslateMin, 100)
	if opts.MaxBody <= 0 {
		opts.MaxBody = 8 << 20
	}
	if opts.Timeout <= 0 {
		opts.Timeout = 10 * time.Second
	}
	if opts.Patience <= 0 {
		opts.Patience = 5 * time.Second
	}
	if opts.Talk == nil {
		opts.Talk = func(string, ...any) {}
	}
	s := &Server{opts: opts, origins: map[string]bool{}, limit: newLimiter(opts.Rate, opts.Now), metrics: newMeters(opts.Version)}
	for _, o := range opts.Origins {
		s.origins[o] = true
	}
	s.guard = guard{keyed: opts.Keys != nil, origins: s.origins}
	s.memory = opts.Store
	return s
}

// Serve answers what comes in at ln until ctx ends; then it takes no more,
// lets what is under way come to its end, for ten seconds at most, and returns
// nil.
func (s *Server) Serve(ctx context.Context, ln net.Listener) error {
	h := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: s.opts.Patience,
		ReadTimeout:       6 * s.opts.Patience,
		WriteTimeout:      6*s.opts.Patience + s.opts.Timeout,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          log.New(io.Discard, "", 0), // what clients do wrong is counted, not told
	}
	ended := make(chan error, 1)
	in := netutil.LimitListener(newCrowd(ln, max(1, s.opts.MaxConns/8)), s.opts.MaxConns)
	if s.opts.TLS != nil {
		in = tls.NewListener(in, s.opts.TLS)
	}
	go func() { ended <- h.Serve(in) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve on %s: %w", ln.Addr(), err)
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	if err := h.Shutdown(last); err != nil {
		return errors.Join(h.Close(), fmt.Errorf("stop serving on %s: %w", ln.Addr(), err))
	}
	return nil
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := s.opts.Now()
	out := &counted{ResponseWriter: w}
	e := s.route(r)
	s.metrics.began()
	defer func() {
		if v := recover(); v != nil {
			if v == http.ErrAbortHandler {
				panic(v)
			}
			s.opts.Talk("a request to %s met a fault in the program: %v", e.name, v)
			if out.status == 0 {
				e.fail(out, http.StatusInternalServerError, "a fault in the program; it has been told")
			}
		}
		s.metrics.ended(e.name, out.code(), s.opts.Now().Sub(start))
	}()
	secure(out.Header(), len(s.origins) > 0)
	s.answer(out, r, e)
}

// answer lets a request through to its endpoint, or says why not.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, e endpoint) {
	if why := s.guard.refuses(r); why != "" {
		e.fail(w, http.StatusForbidden, why)
		return
	}
	if s.cors(w, r) {
		return
	}
	who, ok := s.opts.Keys.of(r)
	id := address(r.RemoteAddr)
	if ok && s.opts.Keys != nil {
		id = who.id
	}
	if wait, ok := s.limit.take(id); !ok {
		w.Header().Set("Retry-After", fmt.Sprint(max(1, int(wait.Seconds()+0.999))))
		e.fail(w, http.StatusTooManyRequests, "too many requests; try again later")
		return
	}
	switch {
	case !e.open && !ok:
		w.Header().Set("WWW-Authenticate", `Bearer realm="songngu"`)
		e.fail(w, http.StatusUnauthorized, "a key is wanted: Authorization: Bearer KEY")
		return
	case e.answer == nil:
		e.fail(w, http.StatusNotFound, "there is nothing here; /openapi.json says what there is")
		return
	}
	if !e.allows(r.Method) {
		w.Header().Set("Allow", e.methods)
		e.fail(w, http.StatusMethodNotAllowed, "this takes "+e.methods)
		return
	}
	if e.writes(r.Method) {
		switch {
		case !s.opts.Writable:
			w.Header().Set("Allow", "GET, HEAD")
			e.fail(w, http.StatusMethodNotAllowed, "this memory is served to read only")
			return
		case who.reader:
			e.fail(w, http.StatusForbidden, "this key is for reading only")
			return
		}
	}
	ctx, cancel := context.WithTimeout(r.Context(), s.opts.Timeout)
	defer cancel()
	r = r.WithContext(ctx)
	most := int64(maxQuestion)
	if e.writes(r.Method) {
		most = s.opts.MaxBody
	}
	r.Body = http.MaxBytesReader(w, r.Body, most)
	e.answer(w, r)
}

// counted remembers what was answered.
type counted struct {
	http.ResponseWriter
	status int
}

func (c *counted) WriteHeader(status int) {
	c.status = status
	c.ResponseWriter.WriteHeader(status)
}

func (c *counted) Write(b []byte) (int, error) {
	if c.status == 0 {
		c.status = http.StatusOK
	}
	return c.ResponseWriter.Write(b)
}

// Unwrap lets package http find what lies below.
func (c *counted) Unwrap() http.ResponseWriter { return c.ResponseWriter }

// code is the status answered; a handler that writes nothing answers 200.
func (c *counted) code() int {
	if c.status == 0 {
		return http.StatusOK
	}
	return c.status
}
