package server

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Ten thousand requests of every bad kind leave the server serving: none is
// answered by a fault of ours, none by another file, and when they are gone
// nothing of them is left.
func TestHostile(t *testing.T) {
	all := int64(10_000)
	if testing.Short() {
		all = 1_000
	}
	address := start(t, Options{Store: memoryOf(t, lakes), Writable: true, Patience: 300 * time.Millisecond, MaxBody: 64 << 10, MaxText: 500})
	host := strings.TrimPrefix(address, "http://")
	before := runtime.NumGoroutine()
	var next, slow, answered atomic.Int64
	var workers sync.WaitGroup
	for range 32 {
		workers.Go(func() {
			for i := next.Add(1); i <= all; i = next.Add(1) {
				rng := rand.New(rand.NewPCG(1, uint64(i)))
				bad := hostile[rng.IntN(len(hostile))]
				if bad.slow && slow.Add(1) > 100 {
					bad = hostile[0] // a few of those that wait are enough
				}
				status, body, err := attack(host, bad.bytes(rng), bad.slow)
				if err != nil {
					t.Errorf("%s: %v", bad.name, err)
					return
				}
				if status != 0 {
					answered.Add(1)
				}
				if status >= 500 && status != http.StatusServiceUnavailable && status != http.StatusHTTPVersionNotSupported && status != http.StatusNotImplemented {
					t.Errorf("%s: status %d: %.300s", bad.name, status, body)
				}
				if strings.Contains(body, "root:") || strings.Contains(body, "goroutine ") {
					t.Errorf("%s: the answer has what is none of its business: %.300s", bad.name, body)
				}
			}
		})
	}
	workers.Wait()
	status, body, _ := get(t, address, "/tmserver/en/vi/unit/The%20lake%20is%20deep.")
	if status != 200 || !strings.Contains(body, "Hồ này rất sâu.") {
		t.Fatalf("it no longer answers: %d %s", status, body)
	}
	if status, body, _ = get(t, address, "/api/v1/stats"); !strings.Contains(body, `"units":6,`) {
		t.Errorf("the memory has changed: %d %s", status, body)
	}
	http.DefaultClient.CloseIdleConnections()
	for i := 0; runtime.NumGoroutine() > before+8; i++ {
		if i == 200 {
			t.Fatalf("%d goroutines, %d before", runtime.NumGoroutine(), before)
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Logf("%d of %d were answered, %d of them slow", answered.Load(), all, min(slow.Load(), 100))
}

// attack sends bytes and reads what comes; a connection that is closed or reset
// is an answer as good as any. Only one that stays open for long is an error.
func attack(host, bytes string, slow bool) (status int, body string, err error) {
	conn, err := net.Dial("tcp", host)
	if err != nil {
		return 0, "", err
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(20 * time.Second))
	if slow {
		go func() {
			for i := range len(bytes) {
				if _, err := conn.Write([]byte{bytes[i]}); err != nil {
					return
				}
				time.Sleep(50 * time.Millisecond)
			}
		}()
	} else {
		go io.WriteString(conn, bytes) // the server need not read it to its end
	}
	r := bufio.NewReader(conn)
	line, err := r.ReadString('\n')
	if e, ok := err.(net.Error); ok && e.Timeout() {
		return 0, "", fmt.Errorf("the connection is still open: %w", err)
	}
	fmt.Sscanf(line, "HTTP/1.1 %d", &status)
	rest, _ := io.ReadAll(io.LimitReader(r, 4096)) // a reset ends it
	return status, string(rest), nil
}

const end = "\r\nHost: localhost\r\nConnection: close\r\n\r\n"

// hostile are requests that nobody sends in good faith.
var hostile = []struct {
	name  string
	slow  bool
	bytes func(r *rand.Rand) string
}{
	{"noise", false, func(r *rand.Rand) string { return noise(r, 1+r.IntN(300)) + "\r\n\r\n" }},
	{"noise in the path", false, func(r *rand.Rand) string { return "GET /" + noise(r, 50) + " HTTP/1.1" + end }},
	{"long line", false, func(r *rand.Rand) string {
		return "GET /tmserver/en/vi/unit/" + strings.Repeat("%E1%BB%93", 4000+r.IntN(40000)) + " HTTP/1.1" + end
	}},
	{"long text", false, func(r *rand.Rand) string {
		return "GET /api/v1/lookup?text=" + strings.Repeat("lake+", 101+r.IntN(5000)) + " HTTP/1.1" + end
	}},
	{"traversal", false, func(r *rand.Rand) string {
		up := []string{"../", "..%2f", "%2e%2e/", "..%5c", "....//", "%c0%ae%c0%ae/", "..%252f"}[r.IntN(7)]
		base := []string{"/", "/page/", "/api/v1/", "/tmserver/en/vi/store/", "//", "/page.css/"}[r.IntN(6)]
		return "GET " + base + strings.Repeat(up, 1+r.IntN(12)) + "etc/passwd HTTP/1.1" + end
	}},
	{"broken escapes", false, func(r *rand.Rand) string {
		e := []string{"%", "%z", "%zz", "%u1234", "%%", "%E1%BB", "%00", "%0d%0aSet-Cookie:a=b"}[r.IntN(8)]
		where := []string{"/tmserver/en/vi/unit/" + e, "/api/v1/lookup?text=" + e, "/api/v1/" + e, "/translate?langpair=en%7Cvi&q=" + e, "/tmserver/" + e + "/vi/unit/x"}[r.IntN(5)]
		return "GET " + where + " HTTP/1.1" + end
	}},
	{"bad UTF-8 in JSON", false, func(r *rand.Rand) string {
		return post("/api/v1/lookup", `{"text": "`+noise(r, 20)+"\xff\xfe"+`"}`)
	}},
	{"deep JSON", false, func(r *rand.Rand) string { return post("/translate", strings.Repeat("[", 1000+r.IntN(50000))) }},
	{"wrong JSON", false, func(r *rand.Rand) string {
		return post([]string{"/api/v1/units", "/translate", "/detect", "/tmserver/en/vi/store/x", "/tmserver/en/vi/unit/x", "/api/v1/lookup"}[r.IntN(6)],
			[]string{"null", "[]", "{}", `""`, "1e999", `{"q": {}}`, `{"units": [{}]}`, `[{"source": 1}]`, `{"text": null}`, `{"q": [null]}`, `{"units": null} {}`, `{"q": []}`}[r.IntN(12)])
	}},
	{"long body", false, func(r *rand.Rand) string { return post("/api/v1/units", strings.Repeat(" ", 64<<10+r.IntN(1<<18))) }},
	{"a length that lies", false, func(r *rand.Rand) string {
		return "POST /translate HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + []string{"-1", "99999999999999999999", "1e3", "5, 6", "0x10", ""}[r.IntN(6)] + "\r\n\r\n{}"
	}},
	{"two lengths", false, func(r *rand.Rand) string {
		return "POST /translate HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n{}"
	}},
	{"broken chunks", false, func(r *rand.Rand) string {
		return "POST /translate HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + noise(r, 10) + "\r\n" + noise(r, 30)
	}},
	{"many headers", false, func(r *rand.Rand) string {
		var b strings.Builder
		for i := range 500 + r.IntN(3000) {
			fmt.Fprintf(&b, "X-Header-%d: %d\r\n", i, i)
		}
		return "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + b.String() + "\r\n"
	}},
	{"one long header", false, func(r *rand.Rand) string {
		return "GET /api/v1/stats HTTP/1.1\r\nAuthorization: Bearer " + strings.Repeat("k", 1<<15+r.IntN(1<<18)) + end
	}},
	{"odd headers", false, func(r *rand.Rand) string {
		return "GET /api/v1/stats HTTP/1.1\r\n" + []string{"Host: a\r\nHost: b", "Host: " + noise(r, 20), "Host: localhost\r\n: x", "Host: localhost\r\nX Y: z", "Host: localhost\r\n folded: x", ""}[r.IntN(6)] + "\r\nConnection: close\r\n\r\n"
	}},
	{"odd methods", false, func(r *rand.Rand) string {
		return []string{"BREW", "get", "CONNECT", "TRACE", "PRI", "OPTIONS", "DELETE", "PATCH"}[r.IntN(8)] + " " + []string{"*", "/", "/api/v1/stats", "localhost:1", "http://other.example/"}[r.IntN(5)] + " HTTP/1.1" + end
	}},
	{"odd versions", false, func(r *rand.Rand) string {
		return "GET / HTTP/" + []string{"0.9", "2.0", "1.2", "9.9", "x", ""}[r.IntN(6)] + end
	}},
	{"odd parameters", false, func(r *rand.Rand) string {
		return "GET /api/v1/search?q=lake&" + []string{"max=-1", "max=1e9", "min_confidence=NaN", "since=0000-99-99", "mode=../../x", "in=" + strings.Repeat("x", 5000), "until=%00", "max=", "q=%2a%2a%2a"}[r.IntN(9)] + strings.Repeat("&a=b", r.IntN(2000)) + " HTTP/1.1" + end
	}},
	{"broken files", false, func(r *rand.Rand) string {
		body := []string{"<tmx><body><tu><tuv xml:lang='en'><seg>", "\x1f\x8b\x08" + noise(r, 50), "PK\x03\x04" + noise(r, 50), "<!DOCTYPE tmx [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><tmx><body><tu><tuv xml:lang='en'><seg>&a;</seg>", strings.Repeat("<hi>", 10000), noise(r, 500)}[r.IntN(6)]
		return "PUT /tmserver/en/vi/store/x." + []string{"tmx", "po", "xlf"}[r.IntN(3)] + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " + fmt.Sprint(len(body)) + "\r\n\r\n" + body
	}},
	{"slow header", true, func(*rand.Rand) string {
		return "GET /api/v1/stats HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + strings.Repeat("z", 500)
	}},
	{"slow body", true, func(*rand.Rand) string { return post("/translate", `{"q": "`+strings.Repeat("z", 500)) }},
}

func post(path, body string) string {
	return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " + fmt.Sprint(len(body)) + "\r\n\r\n" + body
}

func noise(r *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return string(b)
}
