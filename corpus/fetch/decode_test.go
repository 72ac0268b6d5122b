package fetch

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"testing"
)

func TestBodies(t *testing.T) {
	pack := func(data []byte) []byte {
		var out bytes.Buffer
		zw := gzip.NewWriter(&out)
		zw.Write(data)
		zw.Close()
		return out.Bytes()
	}
	page := []byte(strings.Repeat("Chợ nổi họp từ lúc trời còn tối. ", 20))
	w := newWeb(t)
	body := func(path, coding string, data []byte, length int) {
		w.serve(path, func(out http.ResponseWriter, _ *http.Request) {
			if coding != "" {
				out.Header().Set("Content-Encoding", coding)
			}
			if length >= 0 {
				out.Header().Set("Content-Length", fmt.Sprint(length))
			}
			out.Write(data)
		})
	}
	body("/gzip", "gzip", pack(page), -1)
	body("/twice", "gzip, gzip", pack(pack(page)), -1)
	body("/padded", "x-gzip", append(pack(page), "\n\n\n\n\n\n\n\n\n\n\n\n"...), -1)
	body("/lying", "gzip", page, -1)
	for _, path := range []string{"/gzip", "/twice", "/padded", "/lying"} {
		if got := get(t, newFetcher(t, newClock(), Options{}), w.URL+path); !bytes.Equal(got.Body, page) {
			t.Errorf("%s: %d bytes", path, len(got.Body))
		}
	}
	body("/bomb", "gzip", pack(make([]byte, 8<<20)), -1)
	body("/cut", "gzip", pack(page)[:40], -1)
	body("/brotli", "br", page, -1)
	body("/deep", "gzip, gzip, gzip, gzip", page, -1)
	body("/short", "", page, len(page)+100)
	body("/large", "", make([]byte, 3<<20), 3<<20)
	w.serve("/endless", func(out http.ResponseWriter, _ *http.Request) {
		for {
			if _, err := out.Write(make([]byte, 32<<10)); err != nil {
				return
			}
		}
	})
	w.serve("/broken", func(out http.ResponseWriter, _ *http.Request) {
		out.Write(page)
		out.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	})
	c := newClock()
	f := newFetcher(t, c, Options{MaxBytes: 2 << 20, Retries: 1})
	fails(t, f, w.URL+"/bomb", ErrTooLarge, "larger than 2 MiB")
	fails(t, f, w.URL+"/large", ErrTooLarge, "larger than 2 MiB")
	fails(t, f, w.URL+"/endless", ErrTooLarge, "larger than 2 MiB")
	fails(t, f, w.URL+"/cut", ErrTruncated, "cut short")
	fails(t, f, w.URL+"/brotli", ErrEncoding, `"br"`)
	fails(t, f, w.URL+"/deep", ErrEncoding, "4 codings")
	if len(c.slept) > 0 {
		t.Errorf("slept %v for pages that will not be better", c.slept)
	}
	fails(t, f, w.URL+"/short", ErrTruncated, "cut short")
	fails(t, f, w.URL+"/broken", ErrTruncated, "2 times in a row")
	if len(c.slept) != 2 {
		t.Errorf("slept %v for broken connections", c.slept)
	}
}

// TestBombMemory decodes 32 MiB of zeros within a bound of 1 MiB.
func TestBombMemory(t *testing.T) {
	var bomb bytes.Buffer
	zw, _ := gzip.NewWriterLevel(&bomb, gzip.BestSpeed)
	for range 32 {
		zw.Write(make([]byte, 1<<20))
	}
	zw.Close()
	header := http.Header{"Content-Encoding": {"gzip"}}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := decodeBody(header, bomb.Bytes(), 1<<20)
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; !errors.Is(err, ErrTooLarge) || used > 12<<20 {
		t.Errorf("%v, %d bytes allocated", err, used)
	}
}

func TestDeflate(t *testing.T) {
	text := []byte(strings.Repeat("Hàng cây bên bờ kênh. ", 9))
	var framed, raw bytes.Buffer
	zw := zlib.NewWriter(&framed)
	zw.Write(text)
	zw.Close()
	fw, _ := flate.NewWriter(&raw, 9)
	fw.Write(text)
	fw.Close()
	header := http.Header{"Content-Encoding": {"deflate"}}
	for name, sent := range map[string][]byte{"with frame": framed.Bytes(), "without": raw.Bytes(), "not at all": text} {
		if got, err := decodeBody(header, sent, 1<<20); err != nil || !bytes.Equal(got, text) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if got, err := decodeBody(header, nil, 10); err != nil || len(got) != 0 {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := decodeBody(header, framed.Bytes()[:20], 1<<20); !errors.Is(err, ErrTruncated) {
		t.Error(err)
	}
}

func TestMediaType(t *testing.T) {
	for value, want := range map[string]string{
		"":                                    "|",
		"text/html":                           "text/html|",
		"Text/HTML; Charset=\"Windows-1258\"": "text/html|windows-1258",
		"text/html; charset=utf-8; charset=x": "text/html|utf-8",
		"text/html charset=UTF-8":             "text/html|utf-8",
		"text/html;;charset='utf-8'":          "text/html|utf-8",
		"text/html, text/plain; charset=a":    "text/html|a",
		";charset=utf-8":                      "|utf-8",
	} {
		kind, charset := mediaType(http.Header{"Content-Type": {value}})
		if got := kind + "|" + charset; got != want {
			t.Errorf("%q: %s, want %s", value, got, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add("gzip, deflate", []byte("\x1f\x8b\x08\x00"))
	f.Add("deflate", []byte("x\x9c\x03\x00"))
	f.Fuzz(func(t *testing.T, coding string, raw []byte) {
		body, err := decodeBody(http.Header{"Content-Encoding": {coding}}, raw, 1<<12)
		if int64(len(body)) > 1<<12 {
			t.Errorf("%d bytes, %v", len(body), err)
		}
	})
}

func BenchmarkGet(b *testing.B) {
	w := newWeb(b)
	w.text("/1MiB", strings.Repeat("Đò ngang chiều. ", 1<<20/len("Đò ngang chiều. ")))
	f := newFetcher(b, newClock(), Options{CacheDir: b.TempDir()})
	b.SetBytes(1 << 20)
	for b.Loop() {
		get(b, f, w.URL+"/1MiB")
	}
}
