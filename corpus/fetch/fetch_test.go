package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// clock is a clock that only moves when somebody sleeps on it.
type clock struct {
	mu    sync.Mutex
	time  time.Time
	slept []time.Duration
}

func newClock() *clock { return &clock{time: time.Date(2026, 3, 14, 8, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.time
}

func (c *clock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if d > 0 {
		c.time = c.time.Add(d)
		c.slept = append(c.slept, d)
	}
	return ctx.Err()
}

// web is a server on loopback with its pages, robots.txt, and what was asked.
type web struct {
	*httptest.Server
	mu    sync.Mutex
	pages map[string]http.HandlerFunc
	asked []string
}

func newWeb(t testing.TB) *web {
	w := &web{pages: map[string]http.HandlerFunc{}}
	w.Server = httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, req *http.Request) {
		w.mu.Lock()
		w.asked = append(w.asked, req.URL.Path)
		page := w.pages[req.URL.Path]
		w.mu.Unlock()
		if page == nil {
			http.NotFound(out, req)
			return
		}
		page(out, req)
	}))
	t.Cleanup(w.Close)
	return w
}

func (w *web) serve(path string, page http.HandlerFunc) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pages[path] = page
}

// text serves a text as a page.
func (w *web) text(path, text string) {
	w.serve(path, func(out http.ResponseWriter, _ *http.Request) {
		out.Header().Set("Content-Type", "text/html; charset=UTF-8")
		fmt.Fprint(out, text)
	})
}

// status serves an answer without page.
func (w *web) status(path string, status int, header ...string) {
	w.serve(path, func(out http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(header); i += 2 {
			out.Header().Set(header[i], header[i+1])
		}
		out.WriteHeader(status)
	})
}

// requests are the paths asked for so far.
func (w *web) requests() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return strings.Join(w.asked, " ")
}

// named is the server's address under a made-up host name; newFetcher's dialer
// leads every name that ends in .example to loopback.
func (w *web) named(host, path string) string {
	u, _ := url.Parse(w.URL)
	return "http://" + host + ":" + u.Port() + path
}

func newFetcher(t testing.TB, c *clock, opts Options) *Fetcher {
	t.Helper()
	opts.AllowPrivate = true
	opts.Now, opts.Sleep = c.Now, c.Sleep
	if opts.Log == nil {
		opts.Log = t.Logf
	}
	f, err := New(opts)
	if err != nil {
		t.Fatal(err)
	}
	dialer := &net.Dialer{}
	f.transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		if host, port, _ := net.SplitHostPort(address); strings.HasSuffix(host, ".example") {
			address = "127.0.0.1:" + port
		}
		return dialer.DialContext(ctx, network, address)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

func get(t testing.TB, f *Fetcher, address string) *Response {
	t.Helper()
	resp, err := f.Get(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	return resp
}

// fails checks that Get fails for the reason, with what the user reads.
func fails(t testing.TB, f *Fetcher, address string, reason error, what string) *Error {
	t.Helper()
	resp, err := f.Get(t.Context(), address)
	var failed *Error
	if !errors.As(err, &failed) {
		t.Fatalf("Get(%q) = %v, %v; want an *Error", address, resp, err)
	}
	if !errors.Is(err, reason) || !strings.Contains(failed.Error(), what) {
		t.Fatalf("Get(%q): %v (%v); want %v, saying %q", address, err, failed.Err, reason, what)
	}
	if failed.Hint == "" || failed.URL == "" && address != "" {
		t.Errorf("Get(%q): hint %q, URL %q", address, failed.Hint, failed.URL)
	}
	return failed
}

func TestGet(t *testing.T) {
	w := newWeb(t)
	w.serve("/bai", func(out http.ResponseWriter, req *http.Request) {
		out.Header().Set("Content-Type", "text/html; Charset=UTF-8")
		fmt.Fprintf(out, "%s|%s|%s", req.UserAgent(), req.Header.Get("Accept-Encoding"), req.RequestURI)
	})
	c := newClock()
	resp := get(t, newFetcher(t, c, Options{UserAgent: "songngu/1.0"}), " "+strings.Replace(w.URL, "http", "HTTP", 1)+"/bai?x=1#phan-2 ")
	want := "songngu/1.0|gzip, deflate|/bai?x=1"
	if string(resp.Body) != want || resp.URL != w.URL+"/bai?x=1" || resp.RequestURL != resp.URL || resp.Status != 200 ||
		resp.Type != "text/html" || resp.Charset != "utf-8" || !resp.Time.Equal(c.time) || len(resp.SHA256) != 64 ||
		resp.FromCache || resp.FromWARC || resp.Redirects != nil {
		t.Errorf("%+v, body %q", resp, resp.Body)
	}
	if got := w.requests(); got != "/robots.txt /bai" {
		t.Errorf("asked for %s", got)
	}
}

func TestStatus(t *testing.T) {
	w := newWeb(t)
	w.status("/gone", 410)
	w.status("/shut", 403)
	w.status("/none", 204)
	w.status("/same", 304)
	w.status("/nowhere", 302)
	f := newFetcher(t, newClock(), Options{})
	fails(t, f, w.URL+"/missing", ErrNotFound, "404 Not Found")
	fails(t, f, w.URL+"/gone", ErrNotFound, "410 Gone")
	fails(t, f, w.URL+"/shut", ErrStatus, "403 Forbidden")
	fails(t, f, w.URL+"/none", ErrStatus, "204")
	fails(t, f, w.URL+"/same", ErrStatus, "304")
	fails(t, f, w.URL+"/nowhere", ErrStatus, "without saying where to")
}

func TestAddresses(t *testing.T) {
	f := newFetcher(t, newClock(), Options{})
	for address, want := range map[string]struct {
		reason error
		what   string
	}{
		"file:///etc/passwd":            {ErrScheme, `scheme "file"`},
		"ftp://a.example/x":             {ErrScheme, `scheme "ftp"`},
		"a.example/x":                   {ErrScheme, `scheme ""`},
		"a.example:80/x":                {ErrScheme, "scheme"},
		"javascript:alert(1)":           {ErrScheme, "scheme"},
		"http://":                       {ErrAddress, "no host"},
		"":                              {ErrAddress, "no address"},
		"http://a.example/\x00":         {ErrAddress, "not a web address"},
		"http://u:secret@a.example:x/":  {ErrAddress, "not a web address"},
		"u:secret@a.example/x":          {ErrScheme, "scheme"},
		"http://u:se%zzcret@a.example/": {ErrAddress, "not a web address"},
		"http://a.example/" + strings.Repeat("x", 9000): {ErrAddress, "longer than"},
	} {
		failed := fails(t, f, address+"", want.reason, want.what)
		if strings.Contains(failed.Error()+failed.Hint, "cret") {
			t.Errorf("%q: the password shows in %q", address, failed.Error())
		}
	}
	for ref, want := range map[string]string{
		"https://BÁO.example/Tin Tức?q=đ+a b#x": "https://xn--bo-mia.example/Tin%20T%E1%BB%A9c?q=%C4%91+a%20b",
		"HTTP://A.example:80":                   "http://a.example/",
		"https://u:p@a.example:443/":            "https://a.example/",
		"https://a.example.:8443/x":             "https://a.example:8443/x",
		"http://[::1]:80/":                      "http://[::1]/",
	} {
		to, err := parseTarget(ref, nil)
		if err != nil || to.String() != want {
			t.Errorf("parseTarget(%q) = %v, %v; want %q", ref, to, err, want)
		}
	}
}

func TestRedirects(t *testing.T) {
	w := newWeb(t)
	w.text("/end", "xong")
	w.status("/a", 301, "Location", "/b?x#frag")
	w.status("/b", 307, "Location", "../end")
	w.status("/loop", 302, "Location", "/loop2")
	w.status("/loop2", 302, "Location", "/loop")
	w.status("/file", 302, "Location", "file:///etc/passwd")
	w.serve("/more", func(out http.ResponseWriter, req *http.Request) {
		http.Redirect(out, req, "/more?"+req.URL.RawQuery+"x", http.StatusFound)
	})
	w.serve("/cookie", func(out http.ResponseWriter, req *http.Request) {
		if _, err := req.Cookie("seen"); err == nil {
			fmt.Fprint(out, "được vào")
			return
		}
		http.SetCookie(out, &http.Cookie{Name: "seen", Value: "1"})
		http.Redirect(out, req, "/cookie", http.StatusFound)
	})
	f := newFetcher(t, newClock(), Options{MaxRedirects: 3})
	resp := get(t, f, w.URL+"/a")
	if string(resp.Body) != "xong" || resp.URL != w.URL+"/end" || resp.RequestURL != w.URL+"/a" ||
		strings.Join(resp.Redirects, " ") != w.URL+"/b?x "+w.URL+"/end" {
		t.Errorf("%+v", resp)
	}
	fails(t, f, w.URL+"/loop", ErrRedirects, "loop")
	fails(t, f, w.URL+"/more", ErrRedirects, "more than 3 redirects")
	fails(t, f, w.URL+"/file", ErrScheme, "redirected from")
	if resp := get(t, f, w.URL+"/cookie"); string(resp.Body) != "được vào" {
		t.Errorf("%+v", resp)
	}
	fails(t, newFetcher(t, newClock(), Options{MaxRedirects: -1}), w.URL+"/a", ErrRedirects, "more than 0")
}

func TestCredentials(t *testing.T) {
	other, w := newWeb(t), newWeb(t)
	show := func(out http.ResponseWriter, req *http.Request) { fmt.Fprint(out, req.Header.Get("Authorization")) }
	w.serve("/own", show)
	other.serve("/", show)
	w.status("/away", 302, "Location", other.URL+"/")
	w.status("/stay", 302, "Location", "/own")
	dir := t.TempDir()
	f := newFetcher(t, newClock(), Options{CacheDir: dir, SaveWARC: dir + "/x.warc"})
	own := strings.Replace(w.URL, "://", "://an:mat-khau@", 1)
	for path, want := range map[string]string{"/own": "Basic YW46bWF0LWtoYXU=", "/stay": "Basic YW46bWF0LWtoYXU=", "/away": ""} {
		resp := get(t, f, own+path)
		if string(resp.Body) != want || strings.Contains(resp.URL+resp.RequestURL, "mat-khau") {
			t.Errorf("%s: sent %q, %+v", path, resp.Body, resp)
		}
	}
	offline := newFetcher(t, newClock(), Options{CacheDir: dir, Offline: true})
	fails(t, offline, w.URL+"/own", ErrOffline, "not in the cache")
}

// TestTimeout needs no wait to be exact: the servers never end.
func TestTimeout(t *testing.T) {
	done := make(chan struct{})
	w := newWeb(t)
	t.Cleanup(func() { close(done) })
	w.serve("/silent", func(http.ResponseWriter, *http.Request) { <-done })
	w.serve("/drip", func(out http.ResponseWriter, req *http.Request) {
		for req.Context().Err() == nil {
			fmt.Fprint(out, ".")
			out.(http.Flusher).Flush()
			time.Sleep(time.Millisecond)
		}
	})
	f := newFetcher(t, newClock(), Options{Timeout: 60 * time.Millisecond})
	fails(t, f, w.URL+"/silent", ErrTimeout, "too slow")
	fails(t, f, w.URL+"/drip", ErrTimeout, "too slow")
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	w := newWeb(t)
	w.serve("/", func(out http.ResponseWriter, req *http.Request) {
		fmt.Fprint(out, "một nửa")
		out.(http.Flusher).Flush()
		cancel()
		<-req.Context().Done()
	})
	f := newFetcher(t, newClock(), Options{})
	if _, err := f.Get(ctx, w.URL); !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "stopped") {
		t.Error(err)
	}
	if _, err := f.Get(ctx, w.URL); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestManyAtOnce shares one Fetcher: robots.txt is asked for once, and the
// turns at a host are one second apart.
func TestManyAtOnce(t *testing.T) {
	w, c := newWeb(t), newClock()
	w.text("/a", "chung")
	w.text("/robots.txt", "User-agent: *\nDisallow: /b\n")
	f := newFetcher(t, c, Options{CacheDir: t.TempDir(), SaveWARC: t.TempDir() + "/a.warc.gz"})
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			resp, err := f.Get(t.Context(), w.named("chung.example", "/a"))
			if err != nil || string(resp.Body) != "chung" {
				t.Errorf("%v, %v", resp, err)
			}
		})
	}
	wait.Wait()
	if n := strings.Count(w.requests(), "/robots.txt"); n != 1 {
		t.Errorf("robots.txt asked for %d times", n)
	}
	if passed := c.time.Sub(newClock().time); passed < 7*time.Second {
		t.Errorf("8 requests within %s", passed)
	}
}

func TestSleepEndsWithContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(5*time.Millisecond, cancel)
	if err := sleep(ctx, time.Hour); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err := sleep(t.Context(), time.Microsecond); err != nil {
		t.Error(err)
	}
	if err := sleep(ctx, 0); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// FuzzAddress wants every address accepted to be one that can be asked for,
// without secrets, and to be its own normal form.
func FuzzAddress(f *testing.F) {
	for _, seed := range []string{"https://u:p@BÁO.example:443/a b?c d#e", "http://[::1%25eth0]:80", "//x/y", "http:x", "../a?%zz", "http://a@b@c/"} {
		f.Add(seed)
	}
	base, _ := url.Parse("https://goc.example/thu/muc")
	f.Fuzz(func(t *testing.T, ref string) {
		for _, from := range []*url.URL{nil, base} {
			to, err := parseTarget(ref, from)
			if err != nil {
				var failed *Error
				if !errors.As(err, &failed) || failed.Err == nil {
					t.Fatalf("%q: %v", ref, err)
				}
				continue
			}
			text := to.String()
			if strings.ContainsAny(text, " #\r\n\t\x00") || to.url.User != nil || to.url.Host == "" {
				t.Errorf("%q gives %q", ref, text)
			}
			again, err := parseTarget(text, nil)
			if err != nil || again.String() != text {
				t.Errorf("%q gives %q, and that %v, %v", ref, text, again, err)
			}
		}
	})
}
