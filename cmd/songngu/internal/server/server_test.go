package server

import (
	"context"
	"fmt"
	"io"
	"iter"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	store "songngu/tmx/memory"
)

// lakes is the memory of most tests.
var lakes = [][2]string{
	{"The lake is deep.", "Hồ này rất sâu."},
	{"The lake is 640 metres long.", "Hồ dài 640 mét."},
	{"Bread and/or rice costs 5% more.", "Bánh mì và/hoặc gạo đắt thêm 5%."},
	{`She said "wait" & left.`, `Cô ấy nói "đợi đã" rồi đi.`},
	{"Nobody fishes here in winter, because the ice is thin.", "Mùa đông không ai câu cá ở đây vì băng mỏng."},
	{"The old ferry no longer crosses the lake at night.", "Chiếc phà cũ không còn qua hồ vào ban đêm."},
}

func memoryOf(t testing.TB, pairs [][2]string) *store.Memory {
	t.Helper()
	m, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "lakes.songngu"), store.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	var units iter.Seq2[*store.Unit, error] = func(yield func(*store.Unit, error) bool) {
		for _, p := range pairs {
			if !yield(&store.Unit{Text: p, Confidence: 0.9, Document: "lakes.txt", Created: time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)}, nil) {
				return
			}
		}
	}
	if _, err := m.Import(t.Context(), units, store.PreferDate); err != nil {
		t.Fatal(err)
	}
	return m
}

// start serves on loopback until the test ends, and returns the address.
func start(t testing.TB, opts Options) (address string) {
	t.Helper()
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Talk == nil {
		opts.Talk = func(format string, args ...any) { t.Logf("told: "+format, args...) }
	}
	opts.Name, opts.Version = "lakes", "test"
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- New(opts).Serve(ctx, ln) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return "http://" + ln.Addr().String()
}

// raw sends a request as it stands, \n for each line's end, and returns the
// answer with its headers. Go's own client would clean what is to be tested.
func raw(t testing.TB, address, request string) (status int, headers, body string) {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(address, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(30 * time.Second))
	if _, err := io.WriteString(conn, request); err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(conn)
	if err != nil {
		t.Fatal(err)
	}
	headers, body, _ = strings.Cut(string(answer), "\r\n\r\n")
	fmt.Sscanf(headers, "HTTP/1.1 %d", &status)
	return status, headers, body
}

// request makes the bytes of a request: "METHOD TARGET", header lines, and
// after an empty line the body.
func request(s string) string {
	head, body, _ := strings.Cut(s, "\n\n")
	if !strings.Contains(head, "\nHost: ") {
		head += "\nHost: localhost"
	}
	first, rest, _ := strings.Cut(head, "\n")
	head = first + " HTTP/1.1\n" + rest + "\nConnection: close"
	if body != "" {
		head += fmt.Sprintf("\nContent-Length: %d", len(body))
	}
	return strings.ReplaceAll(head, "\n", "\r\n") + "\r\n\r\n" + body
}

// Every shape of request of every protocol, and the very bytes of the answers:
// testdata/protocol.txt holds them, one after the other against a memory that
// may be written.
func TestProtocols(t *testing.T) {
	const file = "testdata/protocol.txt"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	address := start(t, Options{Store: memoryOf(t, lakes), Writable: true, Now: func() time.Time { return time.Date(2026, 5, 4, 3, 2, 1, 0, time.UTC) }})
	update := os.Getenv("SONGNGU_UPDATE") != ""
	var out strings.Builder
	for i, c := range strings.Split(string(data), "\n=== ") {
		if i == 0 {
			out.WriteString(c)
			continue
		}
		name, rest, _ := strings.Cut(c, "\n")
		ask, want, _ := strings.Cut(rest, "\n--- ")
		status, headers, body := raw(t, address, request(strings.TrimSuffix(ask, "\n")))
		kind := ""
		for line := range strings.SplitSeq(headers, "\r\n") {
			if v, ok := strings.CutPrefix(line, "Content-Type: "); ok {
				kind = v
			}
		}
		got := fmt.Sprintf("%d %s\n%s", status, kind, strings.TrimRight(body, "\n"))
		if want = strings.TrimRight(want, "\n"); got != want && !update {
			t.Errorf("%s:\n%s\ngot  %s\nwant %s", name, ask, got, want)
		}
		fmt.Fprintf(&out, "\n=== %s\n%s\n--- %s\n", name, strings.TrimSuffix(ask, "\n"), got)
	}
	if update {
		if err := os.WriteFile(file, []byte(out.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// get asks as a program does.
func get(t testing.TB, address, path string, header ...string) (status int, body string, h http.Header) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
		if header[i] == "Host" {
			r.Host = header[i+1]
		}
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(data), answer.Header
}
