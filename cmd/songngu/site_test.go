package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// newSite serves the demo's page and everything that goes wrong on the web.
func newSite(t *testing.T) *httptest.Server {
	t.Helper()
	page, err := os.ReadFile("testdata/demo/page.html")
	if err != nil {
		t.Fatal(err)
	}
	html := func(w http.ResponseWriter, body []byte) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write(body)
	}
	var flaky atomic.Int32
	mux := http.NewServeMux()
	mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "User-agent: *\nDisallow: /closed/\n")
	})
	mux.HandleFunc("/bai-viet.html", func(w http.ResponseWriter, _ *http.Request) { html(w, page) })
	mux.HandleFunc("/closed/bai-viet.html", func(w http.ResponseWriter, _ *http.Request) { html(w, page) })
	mux.HandleFunc("/flaky.html", func(w http.ResponseWriter, _ *http.Request) {
		if flaky.Add(1)%2 == 1 {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		html(w, page)
	})
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop2", http.StatusFound) })
	mux.HandleFunc("/loop2", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/bai-viet.html", http.StatusMovedPermanently)
	})
	mux.HandleFunc("/to-file", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "file:///etc/passwd")
		w.WriteHeader(http.StatusFound)
	})
	mux.HandleFunc("/endless", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		for r.Context().Err() == nil {
			if _, err := w.Write(bytes.Repeat([]byte("<p>mãi mãi</p>\n"), 4096)); err != nil {
				return
			}
		}
	})
	mux.HandleFunc("/slow.html", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Write(page[:200])
		w.(http.Flusher).Flush()
		select {
		case <-r.Context().Done():
		case <-time.After(time.Minute):
		}
	})
	mux.HandleFunc("/bomb", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		zeros := make([]byte, 1<<20)
		for range 64 {
			z.Write(zeros)
		}
		z.Close()
	})
	// The page in Windows-1258, decomposed as that charset wants it, under a
	// header that says something else.
	mux.HandleFunc("/lying.html", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=iso-8859-1")
		w.Write(windows1258(t, strings.ReplaceAll(string(page), `<meta charset="utf-8">`, "")))
	})
	mux.HandleFunc("/front.html", func(w http.ResponseWriter, _ *http.Request) {
		html(w, []byte(`<!DOCTYPE html><title>Trang chủ</title><nav><ul>`+strings.Repeat(`<li><a href="/x">Tin mới</a></li>`, 40)+`</ul></nav>`))
	})
	mux.HandleFunc("/picture.png", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/png")
		w.Write([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"))
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// windows1258 encodes text as that charset does: base letters with their
// vowel mark, tones as combining marks after them.
func windows1258(t *testing.T, s string) []byte {
	t.Helper()
	tones := map[rune]bool{0x300: true, 0x301: true, 0x303: true, 0x309: true, 0x323: true}
	var b strings.Builder
	for _, r := range s {
		var base, tone []rune
		for _, d := range norm.NFD.String(string(r)) {
			if tones[d] {
				tone = append(tone, d)
			} else {
				base = append(base, d)
			}
		}
		b.WriteString(norm.NFC.String(string(base)) + string(tone))
	}
	text := strings.NewReplacer("№", "No", "–", "-").Replace(b.String())
	data, err := charmap.Windows1258.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return []byte(data)
}
