package fetch

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
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

func TestRobots(t *testing.T) {
	w := newWeb(t)
	w.text("/kin/a", "kín")
	w.text("/mo", "mở")
	w.text("/robots.txt", "User-agent: songngu\nDisallow: /kin/\n")
	w.status("/vao", 302, "Location", "/kin/a")
	f := newFetcher(t, newClock(), Options{UserAgent: "songngu/2"})
	fails(t, f, w.URL+"/kin/a", ErrRobots, `does not allow "songngu"`)
	fails(t, f, w.URL+"/vao", ErrRobots, "/kin/a")
	get(t, f, w.URL+"/mo")
	if got := strings.Count(w.requests(), "/robots.txt"); got != 1 {
		t.Errorf("robots.txt asked for %d times: %s", got, w.requests())
	}
	get(t, newFetcher(t, newClock(), Options{IgnoreRobots: true}), w.URL+"/kin/a")

	t.Run("after a redirect to another site", func(t *testing.T) {
		from := newWeb(t)
		from.status("/", 302, "Location", w.URL+"/kin/a")
		fails(t, newFetcher(t, newClock(), Options{}), from.URL, ErrRobots, w.URL)
	})
	t.Run("asked for again after a day", func(t *testing.T) {
		c := newClock()
		f := newFetcher(t, c, Options{})
		get(t, f, w.URL+"/mo")
		before := strings.Count(w.requests(), "/robots.txt")
		c.time = c.time.Add(25 * time.Hour)
		get(t, f, w.URL+"/mo")
		if strings.Count(w.requests(), "/robots.txt") != before+1 {
			t.Error(w.requests())
		}
	})
	t.Run("answers", func(t *testing.T) {
		for name, test := range map[string]struct {
			status int
			header []string
			reason error
		}{
			"401":      {401, nil, nil},
			"403":      {403, nil, nil},
			"429":      {429, nil, nil},
			"500":      {500, nil, ErrRobots},
			"503":      {503, nil, ErrRobots},
			"501":      {501, nil, ErrRobots},
			"moved":    {301, []string{"Location", "/quy-tac.txt"}, ErrRobots},
			"loop":     {301, []string{"Location", "/robots.txt"}, nil},
			"nowhere":  {301, nil, nil},
			"not http": {301, []string{"Location", "file:///x"}, nil},
		} {
			w := newWeb(t)
			w.text("/a", "a")
			w.text("/quy-tac.txt", "User-agent: *\nDisallow: /\n")
			w.status("/robots.txt", test.status, test.header...)
			f := newFetcher(t, newClock(), Options{})
			if test.reason == nil {
				if _, err := f.Get(t.Context(), w.URL+"/a"); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			} else {
				fails(t, f, w.URL+"/a", test.reason, "")
			}
		}
	})
	t.Run("without end", func(t *testing.T) {
		w := newWeb(t)
		w.text("/a", "a")
		w.serve("/robots.txt", func(out http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(out, "User-agent: *\nDisallow: /a\n")
			line := bytes.Repeat([]byte("Allow: /b\n"), 1000)
			for {
				if _, err := out.Write(line); err != nil {
					return
				}
			}
		})
		fails(t, newFetcher(t, newClock(), Options{}), w.URL+"/a", ErrRobots, "")
	})
}

func TestRules(t *testing.T) {
	for _, test := range []struct {
		name, text      string
		allowed, denied string // paths, separated by spaces
	}{
		{"empty", "", "/ /a", ""},
		{"everything", "User-agent: *\nDisallow: /", "/robots.txt", "/ /a /a?b"},
		{"nothing", "User-agent: *\nDisallow:", "/ /a", ""},
		{"star alone", "User-agent: *\nDisallow: *", "", "/ /a"},
		{"own group only", "User-agent: *\nDisallow: /\nUser-agent: SongNgu/2.0\nDisallow: /x", "/a", "/x /xy"},
		{"own empty group", "User-agent: songngu\nDisallow:\n\nUser-agent: *\nDisallow: /", "/a", ""},
		{"two names", "User-agent: other\nUser-agent: songngu\nDisallow: /x", "/y", "/x"},
		{"two groups are one", "User-agent: songngu\nDisallow: /x\nUser-agent: *\nDisallow: /z\nUser-agent: songngu\nDisallow: /y", "/z", "/x /y"},
		{"prefix of the name", "User-agent: song\nDisallow: /", "/a", ""},
		{"longest rule", "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c", "/a/b /a/bx /x", "/a /a/c /a/b/c"},
		{"allow among equals", "User-agent: *\nDisallow: /a\nAllow: /a", "/a", ""},
		{"wildcards", "User-agent: *\nDisallow: /a*b\nDisallow: /*.pdf$\nDisallow: *print=1", "/x/a1b /x.pdf?1 /ac", "/ab /axxb/c /d/x.pdf /y?z&print=1"},
		{"end", "User-agent: *\nDisallow: /a$\nDisallow: /b*c*d$", "/ab /a/ /bcdx /bd", "/a /bcd /bxcxcdd"},
		{"escapes", "User-agent: *\nDisallow: /tin-tức\nDisallow: /%7ea\nDisallow: /x%2fy", "/tin /x/y", "/tin-t%E1%BB%A9c /tin-t%e1%bb%a9c/1 /~a /x%2Fy"},
		{"case of paths", "User-agent: *\nDisallow: /A", "/a", "/A"},
		{"no slash", "User-agent: *\nDisallow: a", "/b", "/a"},
		{"noise", "\ufeffDisallow: /early\nhello\nUSER-AGENT : *  # all\r\nSitemap: x\rDISALLOW : /a # why\nAllow", "/early /b", "/a"},
	} {
		r := parseRobots([]byte(test.text), "songngu")
		for _, path := range strings.Fields(test.allowed) {
			if p, q, _ := strings.Cut(path, "?"); !r.allow(p, q) {
				t.Errorf("%s: %s is denied", test.name, path)
			}
		}
		for _, path := range strings.Fields(test.denied) {
			if p, q, _ := strings.Cut(path, "?"); r.allow(p, q) {
				t.Errorf("%s: %s is allowed", test.name, path)
			}
		}
	}
}

func FuzzRules(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nAllow: /%zz%2", "/a%2fb")
	f.Fuzz(func(t *testing.T, text, path string) {
		r := parseRobots([]byte(text), "songngu")
		if r.allow(path, "") != parseRobots([]byte(strings.ReplaceAll(text, "\n", "\r\n")), "songngu").allow(path, "") {
			t.Error("line ends matter")
		}
	})
}

func TestGuard(t *testing.T) {
	for _, address := range []string{
		"127.0.0.1", "127.8.9.10", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
		"169.254.169.254", "100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "239.255.255.250", "255.255.255.255",
		"::", "::1", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1",
		"64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::", "2002:c0a8:101::1", "2001::1", "2001:db8::1", "fec0::1", "100::1",
	} {
		if err := refusePrivate(networkOf(address), netip.AddrPortFrom(netip.MustParseAddr(address), 80).String(), nil); err == nil {
			t.Errorf("%s may be connected to", address)
		}
	}
	for _, address := range []string{"8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"} {
		if err := refusePrivate(networkOf(address), netip.AddrPortFrom(netip.MustParseAddr(address), 8443).String(), nil); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func networkOf(address string) string {
	if netip.MustParseAddr(address).Is4() {
		return "tcp4"
	}
	return "tcp6"
}

// TestGuardAtConnect uses the real dialer: nothing may reach the server.
func TestGuardAtConnect(t *testing.T) {
	w := newWeb(t)
	w.text("/", "bí mật")
	t.Setenv("HTTP_PROXY", w.URL)
	t.Setenv("http_proxy", w.URL)
	port := w.URL[strings.LastIndexByte(w.URL, ':'):]
	for _, ignore := range []bool{false, true} {
		f, err := New(Options{IgnoreRobots: ignore, Sleep: newClock().Sleep})
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "127.1", "2130706433", "0x7f000001"} {
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
			resp, err := f.Get(ctx, "http://"+host+port+"/")
			cancel()
			if err == nil {
				t.Errorf("%s gave %q", host, resp.Body)
			}
		}
		for _, host := range []string{"127.0.0.1", "localhost"} {
			fails(t, f, "http://"+host+port+"/", ErrPrivate, "private, loopback")
		}
	}
	if w.requests() != "" {
		t.Errorf("the server was asked for %s", w.requests())
	}
}

// TestGuardAfterRedirect lets the first host through and guards the rest, as
// when a public site redirects into the private network.
func TestGuardAfterRedirect(t *testing.T) {
	w := newWeb(t)
	port := w.URL[strings.LastIndexByte(w.URL, ':'):]
	w.status("/", 302, "Location", "http://127.0.0.1"+port+"/admin")
	w.text("/admin", "bí mật")
	f := newFetcher(t, newClock(), Options{})
	lenient := f.transport.DialContext
	strict := newTransport(false).DialContext
	f.transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		if strings.HasPrefix(address, "cong-khai.example:") {
			return lenient(ctx, network, address)
		}
		return strict(ctx, network, address)
	}
	fails(t, f, w.named("cong-khai.example", "/"), ErrPrivate, "127.0.0.1")
	if strings.Contains(w.requests(), "/admin") {
		t.Errorf("the server was asked for %s", w.requests())
	}
}
