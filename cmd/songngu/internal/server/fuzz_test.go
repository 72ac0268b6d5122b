package server

import (
	"bufio"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"
)

// No request, whatever its bytes, is answered by a fault of ours, or without
// the headers that keep browsers safe.
func FuzzRequest(f *testing.F) {
	data, err := os.ReadFile("testdata/protocol.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, c := range strings.Split(string(data), "\n=== ")[1:] {
		_, c, _ = strings.Cut(c, "\n")
		ask, _, _ := strings.Cut(c, "\n--- ")
		f.Add(request(strings.TrimSuffix(ask, "\n")))
	}
	fault := ""
	s := New(Options{Store: memoryOf(f, lakes), Writable: true, Now: time.Now, Talk: func(format string, args ...any) { fault = format }})
	f.Fuzz(func(t *testing.T, bytes string) {
		r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(bytes)))
		if err != nil {
			return
		}
		r.RemoteAddr = "127.0.0.1:9"
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code == http.StatusInternalServerError {
			t.Errorf("status 500: %s: %s", fault, w.Body)
		}
		if w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("Content-Security-Policy") == "" {
			t.Errorf("headers are missing: %v", w.Header())
		}
	})
}
