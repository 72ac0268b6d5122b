package review

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"songngu/align/beadfile"
	"songngu/tmx/exchange"
)

// ServerOptions say how a session is shown.
type ServerOptions struct {
	Assets fs.FS // index.html, and the folder assets
	// Export writes a review in a format: an alignment f, or, where f is nil,
	// the units of a memory.
	Export func(w io.Writer, format string, f *beadfile.File, units exchange.Units) error
}

// Server shows a session to the browsers of one person on one machine.
//
// Whoever may use the page has been handed a token that works once; it buys a
// cookie, and every request wants the cookie. That keeps other users of the
// machine out. Other pages in the same browser are kept out by the cookie's
// being SameSite=Strict, by the Host header, which must name the loopback (a
// foreign name that resolves to 127.0.0.1 is not it), and by the Origin, which
// must be ours where there is one and be there where something is changed.
// Text goes out as JSON only, never as markup, and a content security policy
// allows no script, style or request but our own.
type Server struct {
	session *Session
	opts    ServerOptions
	port    string
	secret  string // by which another songngu of the same user asks for a token

	mu     sync.Mutex
	tokens map[string]bool // not used up yet
	cookie string

	stop     chan struct{}
	stopOnce sync.Once
}

// The bounds of requests.
const (
	maxBody     = 4 << 20
	maxTokens   = 16
	eventsPulse = 15 * time.Second
	graceTime   = 3 * time.Second
)

const cookieName = "songngu"

// NewServer shows a session on a listener at the loopback. secret is that of
// the lock.
func NewServer(s *Session, at net.Addr, secret string, opts ServerOptions) (*Server, error) {
	_, port, err := net.SplitHostPort(at.String())
	if err != nil {
		return nil, err
	}
	return &Server{session: s, opts: opts, port: port, secret: secret, tokens: map[string]bool{}, cookie: rand.Text(), stop: make(chan struct{})}, nil
}

// URL is an address that opens the page once.
func (v *Server) URL() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.tokens) >= maxTokens {
		clear(v.tokens)
	}
	token := rand.Text()
	v.tokens[token] = true
	return "http://127.0.0.1:" + v.port + "/open?token=" + token
}

// Serve answers requests until ctx ends or the page asks to stop; then it lets
// what is under way come to an end. The session stays open.
func (v *Server) Serve(ctx context.Context, l net.Listener) error {
	h := &http.Server{
		Handler:           v,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
	}
	done := make(chan error, 1)
	go func() { done <- h.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	case <-v.stop:
	}
	v.session.feed.end() // streams of events end by it
	grace, cancel := context.WithTimeout(context.Background(), graceTime)
	defer cancel()
	if err := h.Shutdown(grace); err != nil {
		h.Close()
	}
	if err := <-done; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// ServeHTTP answers one request.
func (v *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	setHeaders(w.Header())
	if err := v.admit(r); err != nil {
		refuse(w, http.StatusForbidden, err.Error(), "open the address that songngu review has printed")
		return
	}
	switch {
	case r.URL.Path == "/open":
		v.open(w, r)
		return
	case r.URL.Path == joinPath:
		v.join(w, r)
		return
	case !v.known(r):
		refuse(w, http.StatusUnauthorized, "this browser has not been let in", "open the address that songngu review has printed; it works once")
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	route, ok := routes[r.URL.Path]
	switch {
	case ok && r.Method != route.method && !(r.Method == http.MethodHead && route.method == http.MethodGet):
		w.Header().Set("Allow", route.method)
		refuse(w, http.StatusMethodNotAllowed, r.Method+" is not for "+r.URL.Path, "")
	case ok:
		route.answer(v, w, r)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		refuse(w, http.StatusMethodNotAllowed, "there is nothing to change here", "")
	default:
		v.asset(w, r)
	}
}

// setHeaders sets what every answer has.
func setHeaders(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	h.Set("Cache-Control", "no-store")
}

// admit lets a request in that is addressed to this server, and not sent by
// another site.
func (v *Server) admit(r *http.Request) error {
	if !v.ours(r.Host) {
		return errors.New("the request is for another host")
	}
	origin := r.Header.Get("Origin")
	switch {
	case origin == "" && r.Method == http.MethodPost && r.URL.Path != joinPath:
		return errors.New("the request does not say where it comes from")
	case origin == "":
	case !strings.HasPrefix(origin, "http://") || !v.ours(strings.TrimPrefix(origin, "http://")):
		return errors.New("the request comes from another site")
	}
	if site := r.Header.Get("Sec-Fetch-Site"); site == "cross-site" && r.URL.Path != "/open" {
		return errors.New("the request comes from another site")
	}
	if r.Method == http.MethodPost && r.URL.Path != joinPath {
		if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
			return errors.New("only JSON is taken")
		}
	}
	return nil
}

func (v *Server) ours(host string) bool {
	return slices.Contains([]string{"127.0.0.1:" + v.port, "localhost:" + v.port, "[::1]:" + v.port}, host)
}

// known reports whether the request has the cookie.
func (v *Server) known(r *http.Request) bool {
	for _, c := range r.CookiesNamed(cookieName + v.port) {
		if subtle.ConstantTimeCompare([]byte(c.Value), []byte(v.cookie)) == 1 {
			return true
		}
	}
	return false
}

// open trades a token for the cookie. Cookies do not know ports, so the name
// holds it: two reviews in one browser keep apart.
func (v *Server) open(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet {
		w.Header().Set("Allow", http.MethodGet)
		refuse(w, http.StatusMethodNotAllowed, r.Method+" is not for /open", "")
		return
	}
	token := r.URL.Query().Get("token")
	v.mu.Lock()
	valid := v.tokens[token]
	delete(v.tokens, token)
	v.mu.Unlock()
	if !valid && !v.known(r) {
		refuse(w, http.StatusForbidden, "this address has been used, or was never given out", "call songngu review on the same file again: it prints a new one")
		return
	}
	http.SetCookie(w, &http.Cookie{Name: cookieName + v.port, Value: v.cookie, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	w.Header().Set("Location", "/")
	w.WriteHeader(http.StatusSeeOther)
}

// asset hands out a file of the page.
func (v *Server) asset(w http.ResponseWriter, r *http.Request) {
	name := "index.html"
	if r.URL.Path != "/" {
		rest, ok := strings.CutPrefix(r.URL.Path, "/assets/")
		if !ok || !fs.ValidPath(rest) || strings.HasSuffix(rest, ".go") {
			refuse(w, http.StatusNotFound, "there is no such page", "")
			return
		}
		name = "assets/" + rest
	}
	data, err := fs.ReadFile(v.opts.Assets, name)
	if err != nil {
		refuse(w, http.StatusNotFound, "there is no such page", "")
		return
	}
	kind := assetTypes[path.Ext(name)]
	if kind == "" {
		kind = "application/octet-stream"
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	if r.Method != http.MethodHead {
		w.Write(data)
	}
}

// assetTypes do not depend on what the system thinks of a suffix.
var assetTypes = map[string]string{
	".html": "text/html; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".mjs":  "text/javascript; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".svg":  "image/svg+xml",
	".json": "application/json",
	".png":  "image/png",
	".ico":  "image/x-icon",
}

// refuse answers with an error as JSON.
func refuse(w http.ResponseWriter, status int, message, hint string) {
	reply(w, status, struct {
		Error string `json:"error"`
		Hint  string `json:"hint,omitempty"`
	}{message, hint})
}

// reply answers with JSON, in which no markup can hide: <, > and & are escaped.
func reply(w http.ResponseWriter, status int, value any) {
	data, err := json.Marshal(value)
	if err != nil {
		status, data = http.StatusInternalServerError, []byte(`{"error":"the answer cannot be written"}`)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	w.Write(data)
}

// fault answers with what went wrong.
func fault(w http.ResponseWriter, err error) {
	f, ok := errors.AsType[*Fault](err)
	if !ok {
		refuse(w, http.StatusInternalServerError, err.Error(), "")
		return
	}
	status := [...]int{Malformed: http.StatusBadRequest, Unknown: http.StatusNotFound, Conflict: http.StatusConflict,
		Impossible: http.StatusUnprocessableEntity, Forbidden: http.StatusForbidden}[f.Kind]
	reply(w, status, struct {
		Error    string `json:"error"`
		Hint     string `json:"hint,omitempty"`
		Revision int    `json:"revision"`
	}{f.Message, f.Hint, f.Revision})
}

// number is a number of the query, or a default.
func number(r *http.Request, name string, otherwise int) (int, error) {
	s := r.URL.Query().Get(name)
	if s == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0, malformed("%s=%q is no number", name, s)
	}
	return n, nil
}
