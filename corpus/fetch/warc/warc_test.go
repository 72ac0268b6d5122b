package warc

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"pgregory.net/rapid"
)

// entry writes a record as other tools do.
func entry(version, fields, block string) string {
	return fmt.Sprintf("%s\r\n%s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", version, strings.ReplaceAll(fields, "\n", "\r\n"), len(block), block)
}

func response(uri, http string) string {
	return entry("WARC/1.0", "WARC-Type: response\nWARC-Record-ID: <urn:uuid:1>\nWARC-Date: 2025-06-07T08:09:10Z\nContent-Type: application/http; msgtype=response\nWARC-Target-URI: "+uri, http)
}

func zipped(parts ...string) string {
	var out bytes.Buffer
	for _, part := range parts {
		zw := gzip.NewWriter(&out)
		io.WriteString(zw, part)
		zw.Close()
	}
	return out.String()
}

const page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"

func open(t testing.TB, content string) *Index {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.warc")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	index, err := OpenIndex(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return index
}

func body(t testing.TB, index *Index, uri string) string {
	t.Helper()
	c, ok, err := index.Find(t.Context(), uri, 1<<20)
	if err != nil {
		return "error: " + err.Error()
	}
	if !ok {
		return "none"
	}
	return string(c.Body)
}

func TestFind(t *testing.T) {
	records := []string{
		entry("WARC/1.0", "WARC-Type: warcinfo\nWARC-Filename: x", "software: x\r\n"),
		response("<http://Bao.example:80/tin>", page+"bản cũ"),
		response("http://bao.example/tin", page+"bản mới"),
		response("http://bao.example/tin", "HTTP/1.1 404 Not Found\r\n\r\nkhông có"),
		response("http://bao.example/chi-404", "HTTP/1.1 404 Not Found\r\n\r\nkhông có"),
		response("http://bao.example/khuc", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nmột \r\n3;x=y\r\nhai\r\n0\r\n\r\n"),
		response("http://bao.example/khong-khuc", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\ndavid không cắt khúc"),
		response("http://bao.example/dai", "HTTP/1.0 200\r\nContent-Length: 2\r\n\r\ndài hơn hai"),
		response("http://bao.example/la", "HTTP/1.1 200 OK\nx y z\n: \nA: 1\n  2\n\nlạ"),
		response("http://bao.example/t%e1%ba%bft?q=1", page+"tết"),
		response("https://bao.example/ma-hoa", page+"trang mã hoá"),
		response("http://bao.example/ma-hoa", "HTTP/1.1 301 Moved Permanently\r\nLocation: https://bao.example/ma-hoa\r\n\r\nchuyển"),
		entry("WARC/1.1", "warc-type: RESOURCE\nwarc-target-uri: https://www.bao.example/anh/\nContent-Type: text/plain\nWARC-Date: 2025", "tài nguyên"),
		entry("WARC/1.0", "WARC-Type: request\nWARC-Target-URI: http://bao.example/hoi", "GET /hoi HTTP/1.1\r\n\r\n"),
		entry("WARC/1.0", "WARC-Type: revisit\nWARC-Target-URI: http://bao.example/lai", page),
		entry("WARC/1.0", "WARC-Type: response\nContent-Type: text/dns\nWARC-Target-URI: dns:bao.example", "1"),
		entry("WARC/1.0", "WARC-Type: resource\nWARC-Segment-Number: 2\nWARC-Target-URI: http://bao.example/doan", "hai"),
	}
	for name, content := range map[string]string{
		"plain":          strings.Join(records, ""),
		"a member each":  zipped(records...),
		"one member":     zipped(strings.Join(records, "")),
		"padded":         zipped(records...) + strings.Repeat("\x00", 600),
		"bare line ends": strings.ReplaceAll(strings.Join(records[:4], ""), "\r\n\r\nWARC", "\nWARC") + strings.Join(records[4:], ""),
	} {
		t.Run(name, func(t *testing.T) {
			index := open(t, content)
			if len(index.Damage) > 0 {
				t.Errorf("damage: %v", index.Damage)
			}
			for uri, want := range map[string]string{
				"http://bao.example/tin":              "bản mới",
				"HTTP://BAO.example:80/tin#binh-luan": "bản mới",
				"https://www.bao.example/tin/":        "bản mới",
				"http://bao.example/chi-404":          "không có",
				"http://bao.example/khuc":             "một hai",
				"http://bao.example/khong-khuc":       "david không cắt khúc",
				"http://bao.example/dai":              "dài hơn hai",
				"http://bao.example/la":               "lạ",
				"http://bao.example/tết?q=1":          "tết",
				"http://bao.example/tết":              "none",
				"http://bao.example/ma-hoa":           "chuyển",
				"https://www.bao.example/ma-hoa":      "trang mã hoá",
				"http://bao.example/anh":              "tài nguyên",
				"http://bao.example/hoi":              "none",
				"http://bao.example/lai":              "none",
				"http://bao.example/doan":             "none",
			} {
				if got := body(t, index, uri); got != want {
					t.Errorf("%s: %q, want %q", uri, got, want)
				}
			}
			c, _, err := index.Find(t.Context(), "http://bao.example/la", 100)
			if err != nil || c.Header.Get("A") != "1 2" || c.Status != 200 || !c.Time.Equal(time.Date(2025, 6, 7, 8, 9, 10, 0, time.UTC)) {
				t.Errorf("%+v, %v", c, err)
			}
			c, _, err = index.Find(t.Context(), "https://www.bao.example/anh/", 100)
			if err != nil || c.Header.Get("Content-Type") != "text/plain" || c.Time.Year() != 2025 {
				t.Errorf("%+v, %v", c, err)
			}
			if _, _, err := index.Find(t.Context(), "http://bao.example/dai", 3); !errors.Is(err, ErrTooLarge) {
				t.Error(err)
			}
		})
	}
}

// TestDamage wants the pages around the damage, and the damage told.
func TestDamage(t *testing.T) {
	one, two, three := response("http://a.example/1", page+"một"), response("http://a.example/2", page+"hai"), response("http://a.example/3", page+"ba")
	torn := zipped(two)
	scrambled := []byte(torn)
	copy(scrambled[40:], "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")
	for name, content := range map[string]string{
		"rubbish between":       one + "rác rưởi\r\n\x00\xff" + "\r\n" + three,
		"no length":             one + "WARC/1.0\r\nWARC-Type: response\r\n\r\n" + three,
		"negative length":       one + "WARC/1.0\r\nContent-Length: -5\r\n\r\n" + three,
		"a line without end":    one + "WARC/1.0\r\n" + strings.Repeat("x", 200<<10) + "\r\n" + three,
		"fields without end":    one + "WARC/1.0\r\n" + strings.Repeat("a: b\r\n", 2000) + "\r\n" + three,
		"a member cut":          zipped(one) + torn[:len(torn)/2] + zipped(three),
		"a member scrambled":    zipped(one) + string(scrambled) + zipped(three),
		"rubbish between gzips": zipped(one) + "rác rưởi" + zipped(three),
		"a block cut by a gzip": zipped(one) + zipped(two[:len(two)-9]) + zipped(three),
	} {
		index := open(t, content)
		if got := body(t, index, "http://a.example/1") + " " + body(t, index, "http://a.example/3"); got != "một ba" || len(index.Damage) == 0 {
			t.Errorf("%s: %q, damage %v", name, got, index.Damage)
		}
	}
	index := open(t, one+two[:len(two)-6])
	if got := body(t, index, "http://a.example/2"); !strings.Contains(got, io.ErrUnexpectedEOF.Error()) {
		t.Errorf("a block cut by the end: %q", got)
	}
	for _, content := range []string{"", "\n\n", "không phải", "\x1f\x8b", "\x1f\x8b\x08\x00rác", zipped("không phải")} {
		path := filepath.Join(t.TempDir(), "x")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenIndex(t.Context(), path); err == nil {
			t.Errorf("%q is taken as an archive", content)
		}
	}
}

func TestCancel(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.warc")
	if err := os.WriteFile(path, []byte(response("http://a.example/", page)), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	index, err := OpenIndex(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, _, err := index.Find(ctx, "http://a.example/", 1); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := OpenIndex(ctx, path); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestReaderPassesOnErrors(t *testing.T) {
	reader := NewReader(iotest.TimeoutReader(iotest.OneByteReader(strings.NewReader(response("http://a.example/", page)))))
	for range 100 {
		if _, err := reader.Next(); err == io.EOF {
			return
		}
	}
	t.Error("no end")
}

// TestWriter checks what the standard asks of a file, record by record.
func TestWriter(t *testing.T) {
	at := time.Date(2026, 3, 14, 8, 0, 0, 5e8, time.UTC)
	for _, name := range []string{"a.warc", "a.warc.gz"} {
		path := filepath.Join(t.TempDir(), name)
		for range 2 { // the second time adds to the file
			w, err := Create(path, Info{Software: "songngu/1\r\nX: y", Time: at})
			if err != nil {
				t.Fatal(err)
			}
			err = w.Write(Exchange{
				URL: "http://a.example/x?y", Time: at, IP: "192.0.2.1", Request: "GET /x?y HTTP/1.1", RequestHeader: http.Header{"User-Agent": {"songngu"}},
				Status: 200, Header: http.Header{"Transfer-Encoding": {"chunked"}, "Content-Length": {"999"}, "X-Bad": {"a\r\nInjected: b"}}, Body: []byte("thân\r\n\r\nWARC/1.1\r\n"),
			})
			if err := errors.Join(err, w.Close()); err != nil {
				t.Fatal(err)
			}
		}
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var types []string
		ids := map[string]bool{}
		for reader := NewReader(bytes.NewReader(content)); ; {
			record, err := reader.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			block, err := io.ReadAll(record.Block)
			if err != nil {
				t.Fatal(err)
			}
			types = append(types, record.Type())
			if record.Version != "WARC/1.1" || record.Fields.Get("WARC-Date") != "2026-03-14T08:00:00Z" || record.Fields.Get("WARC-Block-Digest") != digest(block) || record.Fields.Get("X") != "" {
				t.Errorf("%+v", record)
			}
			ids[record.Fields.Get("WARC-Record-ID")] = true
			switch record.Type() {
			case "response":
				if !ids[record.Fields.Get("WARC-Warcinfo-ID")] || record.Fields.Get("WARC-Payload-Digest") != digest([]byte("thân\r\n\r\nWARC/1.1\r\n")) ||
					string(block) != "HTTP/1.1 200 OK\r\nX-Bad: a  Injected: b\r\nContent-Length: 19\r\n\r\nthân\r\n\r\nWARC/1.1\r\n" {
					t.Errorf("%+v\n%s", record.Fields, block)
				}
			case "request":
				if !ids[record.Fields.Get("WARC-Concurrent-To")] || string(block) != "GET /x?y HTTP/1.1\r\nUser-Agent: songngu\r\n\r\n" {
					t.Errorf("%+v\n%s", record.Fields, block)
				}
			}
		}
		if got := strings.Join(types, " "); got != "warcinfo response request warcinfo response request" {
			t.Errorf("%s: %s", name, got)
		}
		if zipped := bytes.HasPrefix(content, []byte{0x1f, 0x8b}); zipped != strings.HasSuffix(name, ".gz") {
			t.Errorf("%s gzipped: %v", name, zipped)
		}
	}
}

// TestWriterHarmsNothing gives it files that it must not add to.
func TestWriterHarmsNothing(t *testing.T) {
	whole := response("http://a.example/", page)
	for name, content := range map[string]string{
		"text": "một tệp chữ\n", "cut": whole[:len(whole)-20], "gzip cut": zipped(whole)[:60], "gzip of text": zipped("chữ"), "tail": whole + "rác\n",
	} {
		path := filepath.Join(t.TempDir(), "x.warc.gz")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if w, err := Create(path, Info{}); err == nil {
			t.Errorf("%s: %v", name, w)
		}
		if after, _ := os.ReadFile(path); string(after) != content {
			t.Errorf("%s: the file has changed", name)
		}
	}
}

func TestRoundTrip(t *testing.T) {
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		path := filepath.Join(dir, fmt.Sprintf("%d.warc%s", n, rapid.SampledFrom([]string{"", ".gz"}).Draw(t, "ending")))
		w, err := Create(path, Info{Software: rapid.String().Draw(t, "software")})
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{}
		for i := range rapid.IntRange(1, 5).Draw(t, "pages") {
			uri := fmt.Sprintf("http://a.example/%d", i%3)
			text := rapid.SliceOf(rapid.Byte()).Draw(t, "body")
			header := http.Header{"X-Any": {rapid.String().Draw(t, "value")}, "Content-Encoding": {"gzip"}}
			if err := w.Write(Exchange{URL: uri, Status: 200, Header: header, Body: text, Request: "GET / HTTP/1.1"}); err != nil {
				t.Fatal(err)
			}
			want[uri] = string(text)
		}
		w.Close()
		index, err := OpenIndex(t.Context(), path)
		if err != nil || len(index.Damage) > 0 || index.Pages != len(want) {
			t.Fatalf("%v %+v", err, index)
		}
		for uri, text := range want {
			c, ok, err := index.Find(t.Context(), uri, 1<<20)
			if err != nil || !ok || string(c.Body) != text || c.URL != uri {
				t.Fatalf("%s: %+v, %v, %v", uri, c, ok, err)
			}
		}
	})
}

func FuzzReader(f *testing.F) {
	one := response("http://a.example/1", page+"một")
	two := response("http://a.example/2", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhai\r\n0\r\n\r\n")
	for _, seed := range []string{one + two, zipped(one, two), zipped(one + two), one + "rác" + two, zipped(one)[:50] + zipped(two), ""} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		reader := NewReader(bytes.NewReader(data))
		for n := 0; ; n++ {
			record, err := reader.Next()
			if err == io.EOF {
				break
			}
			var damage *SyntaxError
			if err != nil {
				if !errors.As(err, &damage) {
					t.Fatal(err)
				}
				if n > len(data)+10 {
					t.Fatal("no end of errors")
				}
				continue
			}
			// The place must lead back to the record.
			again := NewReader(bytes.NewReader(data[record.Place.Member:]))
			if again.zipped == reader.zipped {
				if err := again.skip(record.Place.Inner); err != nil {
					t.Fatal(err)
				}
				other, err := again.Next()
				if err != nil || other.Length != record.Length || other.TargetURI() != record.TargetURI() {
					t.Fatalf("%+v leads to %+v, %v", record, other, err)
				}
			}
			record.Capture(1 << 10)
		}
	})
}

func BenchmarkOpenIndex(b *testing.B) {
	var content strings.Builder
	for i := range 200 {
		content.WriteString(zipped(response(fmt.Sprintf("http://a.example/%d", i), page+strings.Repeat("Sông chảy qua làng. ", 2000))))
	}
	path := filepath.Join(b.TempDir(), "a.warc.gz")
	if err := os.WriteFile(path, []byte(content.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(200 * int64(len(page)+2000*len("Sông chảy qua làng. ")))
	for b.Loop() {
		if _, err := OpenIndex(b.Context(), path); err != nil {
			b.Fatal(err)
		}
	}
}
