package fetch

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
)

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
		for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"} {
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
			resp, err := f.Get(ctx, "http://"+host+port+"/")
			cancel()
			if err == nil {
				t.Errorf("%s gave %q", host, resp.Body)
			}
		}
		for _, host := range []string{"127.0.0.1", "localhost"} {
			fails(t, f, "http://"+host+port+"/", ErrPrivate, "/\": the host is at a private, loopback")
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
	strict := newTransport(false, nil).DialContext
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

func TestProxy(t *testing.T) {
	proxy := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, req *http.Request) {
		if strings.HasSuffix(req.URL.Path, "robots.txt") {
			http.NotFound(out, req)
			return
		}
		fmt.Fprint(out, "qua cửa: ", req.RequestURI)
	}))
	defer proxy.Close()
	c := newClock()
	f, err := New(Options{Proxy: proxy.URL, Now: c.Now, Sleep: c.Sleep})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if resp := get(t, f, "http://a.example/x"); string(resp.Body) != "qua cửa: http://a.example/x" {
		t.Errorf("%q", resp.Body)
	}
	for _, host := range []string{"127.0.0.1", "10.0.0.1", "localhost", "[::1]", "[::ffff:10.0.0.1]"} {
		fails(t, f, "http://"+host+"/", ErrPrivate, "/\": the host is at a private, loopback")
	}
	for _, bad := range []string{"proxy:3128", "ftp://proxy", "://", "http://", "file:///x"} {
		if f, err := New(Options{Proxy: bad}); err == nil {
			t.Errorf("%q is taken as a proxy: %v", bad, f)
		}
	}
}
