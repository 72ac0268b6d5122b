package server

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	store "songngu/tmx/memory"
)

const (
	writer = "a-key-that-may-write"
	reader = "a-key-that-may-read"
)

func keysOf(t testing.TB) *Keys {
	t.Helper()
	k, err := ReadKeys(strings.NewReader("# those who may ask\n\n" + writer + "\n  " + reader + " read\n"))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestKeyFile(t *testing.T) {
	for content, want := range map[string]string{
		"":                              "no key",
		"# nothing\n":                   "no key",
		"short\n":                       "line 1: a key of 5 characters",
		writer + "\n" + writer + "\n":   "line 2: this key stands above",
		writer + " write\n":             "line 1: only \"read\"",
		strings.Repeat("k", 300) + "":   "line 1: a key of 300",
		"\n" + writer + " read twice\n": "line 2: only",
	} {
		_, err := ReadKeys(strings.NewReader(content))
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), writer) {
			t.Errorf("%q: %v, want %s and no key in it", content, err, want)
		}
	}
	if k := keysOf(t); k.Len() != 2 {
		t.Errorf("%d keys", k.Len())
	}
}

// A key is taken wherever clients put it, and nothing else is.
func TestKeys(t *testing.T) {
	var told []string
	address := start(t, Options{Store: memoryOf(t, lakes), Writable: true, Keys: keysOf(t), Talk: func(f string, a ...any) { told = append(told, fmt.Sprintf(f, a...)) }})
	for _, c := range []struct {
		path   string
		header []string
		status int
	}{
		{"/api/v1/stats", nil, 401},
		{"/api/v1/stats", []string{"Authorization", "Bearer " + writer}, 200},
		{"/api/v1/stats", []string{"Authorization", "bearer " + reader}, 200},
		{"/api/v1/stats", []string{"Authorization", "Token " + reader}, 200}, // Weblate
		{"/api/v1/stats", []string{"Authorization", "Bearer " + writer + "x"}, 401},
		{"/api/v1/stats", []string{"Authorization", "Bearer " + writer[:18]}, 401},
		{"/api/v1/stats", []string{"Authorization", "Basic YW55OmEta2V5LXRoYXQtbWF5LXJlYWQ="}, 200},
		{"/api/v1/stats", []string{"X-API-Key", reader}, 200},
		{"/api/v1/stats?key=" + reader, nil, 200},
		{"/api/v1/stats?api_key=" + reader, nil, 200},
		{"/api/v1/stats?key=", nil, 401},
		{"/apy/translate?langpair=en|vi&q=lake", nil, 401},
		{"/tmserver/en/vi/unit/lake", nil, 401},
		{"/metrics", nil, 401},
		{"/healthz", nil, 200},
		{"/openapi.json", nil, 200},
		{"/", nil, 200},
		// With keys the name of the host, and a proxy, do not matter.
		{"/api/v1/stats", []string{"Host", "tm.example", "X-API-Key", reader}, 200},
		{"/api/v1/stats", []string{"X-Forwarded-For", "192.0.2.1", "X-API-Key", reader}, 200},
	} {
		if status, body, _ := get(t, address, c.path, c.header...); status != c.status {
			t.Errorf("%s %v: status %d, want %d: %s", c.path, c.header, status, c.status, body)
		}
	}
	for body, want := range map[string]int{
		`{"q": "The lake is deep.", "source": "en", "target": "vi"}`:                              401,
		`{"q": "The lake is deep.", "source": "en", "target": "vi", "api_key": "` + reader + `"}`: 200,
	} {
		if status, _, _ := raw(t, address, request("POST /translate\n\n"+body)); status != want {
			t.Errorf("%s: status %d, want %d", body, status, want)
		}
	}
	for key, want := range map[string]int{"": 401, reader: 403, writer: 200} {
		if status, _, body := raw(t, address, request("PUT /tmserver/en/vi/unit/x\nX-API-Key: "+key+"\n\n"+`{"source": "The pier is old.", "target": "Cầu tàu đã cũ."}`)); status != want {
			t.Errorf("write with %q: status %d, want %d: %s", key, status, want, body)
		}
	}
	if len(told) > 0 {
		t.Errorf("told: %q", told)
	}
}

// Who is kept away from a server without keys, and what a page of another
// origin may do.
func TestGuard(t *testing.T) {
	const page = "https://cat.example"
	closed := start(t, Options{Store: memoryOf(t, lakes), Writable: true})
	named := start(t, Options{Store: memoryOf(t, lakes), Writable: true, Origins: []string{page}})
	any := start(t, Options{Store: memoryOf(t, lakes), Writable: true, Origins: []string{"*"}})
	own := "http://" + strings.TrimPrefix(closed, "http://")
	put := "\n\n" + `{"source": "The pier is old.", "target": "Cầu tàu đã cũ."}`
	for _, c := range []struct {
		address, request string
		status           int
		origin           string // Access-Control-Allow-Origin
	}{
		{closed, "GET /api/v1/stats\nHost: 127.0.0.1:8888", 200, ""},
		{closed, "GET /api/v1/stats\nHost: [::1]:8888", 200, ""},
		{closed, "GET /api/v1/stats\nHost: tm.localhost", 200, ""},
		{closed, "GET /api/v1/stats\nHost: localhost.example", 403, ""},
		{closed, "GET /api/v1/stats\nHost: 192.0.2.1", 403, ""},
		{closed, "GET /\nHost: rebound.example", 403, ""},
		{closed, "GET /api/v1/stats\nForwarded: for=192.0.2.1", 403, ""},
		{closed, "GET /api/v1/stats\nOrigin: " + page, 403, ""},
		{closed, "GET /api/v1/stats\nOrigin: null", 403, ""},
		{closed, "GET /api/v1/stats\nHost: " + strings.TrimPrefix(own, "http://") + "\nOrigin: " + own, 200, ""},
		{closed, "GET /api/v1/stats\nSec-Fetch-Site: same-origin", 200, ""},
		{closed, "GET /\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate", 200, ""},
		{closed, "PUT /tmserver/en/vi/unit/x\nOrigin: " + page + put, 403, ""},
		{closed, "PUT /tmserver/en/vi/unit/x" + put, 200, ""},
		{closed, "OPTIONS /api/v1/stats\nOrigin: " + page + "\nAccess-Control-Request-Method: GET", 403, ""},
		{named, "GET /api/v1/stats\nOrigin: " + page, 200, page},
		{named, "GET /api/v1/stats\nOrigin: https://other.example", 403, ""},
		{named, "GET /api/v1/stats\nOrigin: " + page + "\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: cors", 200, page},
		{named, "OPTIONS /api/v1/stats\nOrigin: " + page + "\nAccess-Control-Request-Method: PUT", 204, page},
		{named, "PUT /tmserver/en/vi/unit/x\nOrigin: " + page + put, 200, page},
		{any, "GET /api/v1/stats\nOrigin: " + page, 200, "*"},
		{any, "POST /translate\nOrigin: " + page + "\n\n" + `{"q": "The lake is deep.", "source": "en", "target": "vi"}`, 200, "*"},
		{any, "PUT /tmserver/en/vi/unit/x\nOrigin: " + page + put, 403, ""},
	} {
		status, headers, body := raw(t, c.address, request(c.request))
		origin := ""
		for line := range strings.SplitSeq(headers, "\r\n") {
			if v, ok := strings.CutPrefix(line, "Access-Control-Allow-Origin: "); ok {
				origin = v
			}
		}
		if status != c.status || origin != c.origin {
			t.Errorf("%s: status %d, origin %q, want %d, %q: %s", c.request, status, origin, c.status, c.origin, body)
		}
	}
}

// A client that asks too often is told when to come again, and others are not
// kept waiting; the table of clients does not grow without end.
func TestRate(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	l := newLimiter(2, func() time.Time { return now })
	allowed := 0
	for range 10 {
		if _, ok := l.take("a"); ok {
			allowed++
		}
	}
	wait, ok := l.take("a")
	if allowed != 4 || ok || wait <= 0 || wait > time.Second {
		t.Errorf("%d of 10 allowed, then %v, %v", allowed, wait, ok)
	}
	if _, ok := l.take("b"); !ok {
		t.Error("another client has to wait")
	}
	now = now.Add(wait)
	if _, ok := l.take("a"); !ok {
		t.Error("it has to wait longer than it was told")
	}
	for i := range 3 * maxClients {
		l.take(fmt.Sprint(i))
	}
	if len(l.clients) != maxClients || l.order.Len() != maxClients {
		t.Errorf("%d clients are known", len(l.clients))
	}
	address := start(t, Options{Store: memoryOf(t, lakes), Rate: 1, Now: func() time.Time { return now }})
	for i, want := range []int{200, 200, 429} {
		status, _, h := get(t, address, "/api/v1/stats")
		if status != want || (want == 429) != (h.Get("Retry-After") == "1") {
			t.Errorf("request %d: status %d, Retry-After %q", i, status, h.Get("Retry-After"))
		}
	}
}

func TestAddress(t *testing.T) {
	for remote, want := range map[string]string{
		"192.0.2.7:999": "192.0.2.7", "[2001:db8::1:2:3:4]:1": "2001:db8::/64", "[2001:db8::9%eth0]:1": "2001:db8::/64",
		"[::ffff:192.0.2.7]:1": "192.0.2.7", "@": "@",
	} {
		if got := address(remote); got != want {
			t.Errorf("%s: %s, want %s", remote, got, want)
		}
	}
}

// What goes wrong below is told in words that show no paths.
func TestTold(t *testing.T) {
	s := New(Options{Store: memoryOf(t, nil), Now: time.Now})
	for _, c := range []struct {
		err    error
		status int
	}{
		{fmt.Errorf("look up: %w", store.ErrBusy), http.StatusServiceUnavailable},
		{fmt.Errorf("look up: %w", store.ErrFull), http.StatusInsufficientStorage},
		{errors.New("open /secret/path: no"), http.StatusInternalServerError},
	} {
		if status, words := s.told(c.err); status != c.status || strings.Contains(words, "/") {
			t.Errorf("%v: %d %s", c.err, status, words)
		}
	}
}

func TestLanguageCodes(t *testing.T) {
	for code, want := range map[string]string{"en": "en", "EN": "en", "en_US": "en", "en-GB": "en", "eng": "en", "vi": "vi", "vi_VN": "vi", "vi_vn": "vi", "VIE": "vi", "vi-Latn-VN": "vi", "fr": "", "": "", "english": "", "e": ""} {
		got, ok := side(code)
		if ok != (want != "") || ok && got.String() != want {
			t.Errorf("%q: %v, %v", code, got, ok)
		}
	}
}
