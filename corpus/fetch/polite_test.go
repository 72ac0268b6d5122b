package fetch

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// times serves one status after another, then the page.
func (w *web) times(path string, statuses []int, header ...string) *atomic.Int32 {
	var asked atomic.Int32
	w.serve(path, func(out http.ResponseWriter, _ *http.Request) {
		if n := int(asked.Add(1)); n <= len(statuses) {
			for i := 0; i < len(header); i += 2 {
				out.Header().Set(header[i], header[i+1])
			}
			out.WriteHeader(statuses[n-1])
			return
		}
		fmt.Fprint(out, "được rồi")
	})
	return &asked
}

func TestRetry(t *testing.T) {
	const s = time.Second
	for name, test := range map[string]struct {
		statuses []int
		header   []string
		slept    []time.Duration
		reason   error
		what     string
	}{
		"500 then 200":       {[]int{500}, nil, []time.Duration{s}, nil, ""},
		"backoff":            {[]int{502, 503, 504}, nil, []time.Duration{s, 2 * s, 4 * s}, nil, ""},
		"for good":           {[]int{500, 500, 500, 500}, nil, []time.Duration{s, 2 * s, 4 * s}, ErrStatus, "500 Internal Server Error, 4 times in a row"},
		"busy":               {[]int{503, 503, 503, 503}, nil, []time.Duration{s, 2 * s, 4 * s}, ErrBusy, "503"},
		"not again":          {[]int{501}, nil, nil, ErrStatus, "501"},
		"retry-after":        {[]int{429}, []string{"Retry-After", "7"}, []time.Duration{7 * s}, nil, ""},
		"retry-after date":   {[]int{503}, []string{"Retry-After", "Sat, 14 Mar 2026 08:00:20 GMT"}, []time.Duration{20 * s}, nil, ""},
		"retry-after past":   {[]int{503}, []string{"Retry-After", "Sat, 14 Mar 2020 08:00:20 GMT"}, []time.Duration{s}, nil, ""},
		"retry-after zero":   {[]int{429}, []string{"Retry-After", "0"}, []time.Duration{s}, nil, ""},
		"retry-after absurd": {[]int{429}, []string{"Retry-After", "bald"}, []time.Duration{s}, nil, ""},
		"retry-after long":   {[]int{429}, []string{"Retry-After", "3600"}, nil, ErrBusy, "left alone for 1h0m0s"},
		"retry-after huge":   {[]int{429}, []string{"Retry-After", "9223372036854775807"}, nil, ErrBusy, "left alone"},
	} {
		t.Run(name, func(t *testing.T) {
			w, c := newWeb(t), newClock()
			asked := w.times("/", test.statuses, test.header...)
			f := newFetcher(t, c, Options{})
			if test.reason != nil {
				failed := fails(t, f, w.URL, test.reason, test.what)
				if name == "retry-after long" && !strings.Contains(failed.Hint, "2026-03-14 09:00:00 UTC") {
					t.Errorf("hint %q", failed.Hint)
				}
			} else if resp := get(t, f, w.URL); string(resp.Body) != "được rồi" {
				t.Errorf("body %q", resp.Body)
			}
			if !slices.Equal(c.slept, test.slept) || int(asked.Load()) != len(test.slept)+1 {
				t.Errorf("asked %d times, slept %v; want %v", asked.Load(), c.slept, test.slept)
			}
		})
	}
}

func TestRetryBrokenConnection(t *testing.T) {
	w, c := newWeb(t), newClock()
	n := 0
	w.serve("/", func(out http.ResponseWriter, _ *http.Request) {
		if n++; n < 3 {
			conn, _, err := http.NewResponseController(out).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			conn.(*net.TCPConn).SetLinger(0) // a reset, not an end
			conn.Close()
			return
		}
		fmt.Fprint(out, "đây")
	})
	if resp := get(t, newFetcher(t, c, Options{IgnoreRobots: true}), w.URL); string(resp.Body) != "đây" || len(c.slept) != 2 {
		t.Errorf("%q, slept %v", resp.Body, c.slept)
	}
}

func TestUnreachable(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + listener.Addr().String()
	listener.Close()
	c := newClock()
	fails(t, newFetcher(t, c, Options{}), address+"/x", syscall.ECONNREFUSED, "refuses connections")
	if len(c.slept) > 0 {
		t.Errorf("slept %v for a port that is shut", c.slept)
	}
}

func TestCertificate(t *testing.T) {
	server := httptest.NewTLSServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	defer server.Close()
	f := newFetcher(t, newClock(), Options{})
	_, err := f.Get(t.Context(), server.URL)
	var untrusted *tls.CertificateVerificationError
	if !errors.As(err, &untrusted) || !strings.Contains(err.Error(), "certificate is not to be trusted") {
		t.Error(err)
	}
}

func TestRate(t *testing.T) {
	w, c := newWeb(t), newClock()
	w.text("/a", "a")
	w.status("/hop", 302, "Location", "/a")
	f := newFetcher(t, c, Options{})
	get(t, f, w.named("mot.example", "/a"))
	get(t, f, w.named("hai.example", "/a"))
	if len(c.slept) != 0 {
		t.Errorf("slept %v before the first page of each host", c.slept)
	}
	get(t, f, w.named("mot.example", "/hop"))
	if !slices.Equal(c.slept, []time.Duration{time.Second, time.Second}) {
		t.Errorf("slept %v before two more requests", c.slept)
	}
	c.slept = nil
	get(t, f, w.URL+"/a")
	get(t, f, w.URL+"/a")
	if len(c.slept) != 0 {
		t.Errorf("slept %v for this machine's own server", c.slept)
	}
}

func TestCrawlDelay(t *testing.T) {
	for delay, want := range map[string]time.Duration{"4": 4 * time.Second, "0.1": time.Second, "900": maxCrawlDelay, "-3": time.Second, "x": time.Second} {
		w, c := newWeb(t), newClock()
		w.text("/a", "a")
		w.text("/robots.txt", "User-agent: *\nCrawl-delay: "+delay+"\n")
		f := newFetcher(t, c, Options{})
		get(t, f, w.named("cham.example", "/a"))
		get(t, f, w.named("cham.example", "/a"))
		if !slices.Equal(c.slept, []time.Duration{want}) {
			t.Errorf("Crawl-delay %s: slept %v", delay, c.slept)
		}
	}
}
