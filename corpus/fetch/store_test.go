package fetch

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"songngu/corpus/fetch/warc"
)

// versioned serves a page with validators; the returned function changes it.
func (w *web) versioned(path, header string) (set func(text string)) {
	var mu sync.Mutex
	var now string
	w.serve(path, func(out http.ResponseWriter, req *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		tag := fmt.Sprintf(`"%d"`, len(now))
		ask := "If-None-Match"
		if header == "Last-Modified" {
			tag, ask = "Sat, 14 Mar 2026 07:00:00 GMT", "If-Modified-Since"
		}
		out.Header().Set(header, tag)
		out.Header().Set("Content-Type", "text/html; charset=utf-8")
		out.Header().Set("Set-Cookie", "phien=bi-mat")
		if req.Header.Get(ask) == tag {
			out.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(out, now)
	})
	return func(text string) {
		mu.Lock()
		defer mu.Unlock()
		now = text
	}
}

func TestCacheRevalidates(t *testing.T) {
	for _, header := range []string{"Etag", "Last-Modified"} {
		w, c := newWeb(t), newClock()
		set := w.versioned("/a", header)
		set("bản một")
		f := newFetcher(t, c, Options{CacheDir: t.TempDir()})
		first := get(t, f, w.URL+"/a")
		c.time = c.time.Add(time.Hour)
		again := get(t, f, w.URL+"/a#x")
		if first.FromCache || !again.FromCache || string(again.Body) != "bản một" || again.SHA256 != first.SHA256 ||
			again.Status != 200 || again.Charset != "utf-8" || !again.Time.Equal(c.time) {
			t.Errorf("%s: %+v", header, again)
		}
		if header == "Etag" {
			set("bản thứ hai")
			if resp := get(t, f, w.URL+"/a"); resp.FromCache || string(resp.Body) != "bản thứ hai" {
				t.Errorf("%s: %+v", header, resp)
			}
			if resp := get(t, f, w.URL+"/a"); !resp.FromCache || string(resp.Body) != "bản thứ hai" {
				t.Errorf("%s: %+v", header, resp)
			}
		}
	}
}

func TestCacheMaxAge(t *testing.T) {
	w, c := newWeb(t), newClock()
	w.text("/a", "một")
	f := newFetcher(t, c, Options{CacheDir: t.TempDir(), MaxAge: time.Hour})
	get(t, f, w.URL+"/a")
	w.text("/a", "hai")
	c.time = c.time.Add(59 * time.Minute)
	if resp := get(t, f, w.URL+"/a"); string(resp.Body) != "một" || !resp.FromCache {
		t.Errorf("%+v", resp)
	}
	c.time = c.time.Add(time.Minute)
	if resp := get(t, f, w.URL+"/a"); string(resp.Body) != "hai" || resp.FromCache {
		t.Errorf("%+v", resp)
	}
}

func TestCacheRecord(t *testing.T) {
	w, c := newWeb(t), newClock()
	w.versioned("/a", "Etag")("trang")
	dir := t.TempDir()
	resp := get(t, newFetcher(t, c, Options{CacheDir: dir}), w.URL+"/a")
	paths, _ := filepath.Glob(filepath.Join(dir, "*", "*.json"))
	if len(paths) != 1 {
		t.Fatal(paths)
	}
	text, err := os.ReadFile(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	var r record
	if err := json.Unmarshal(text, &r); err != nil {
		t.Fatal(err)
	}
	if r.URL != w.URL+"/a" || r.Status != 200 || !r.Fetched.Equal(c.time) || r.SHA256 != resp.SHA256 || r.Size != int64(len("trang")) || strings.Contains(string(text), "bi-mat") {
		t.Errorf("%s", text)
	}
	parts, _ := filepath.Glob(filepath.Join(dir, "*", ".*"))
	if len(parts) != 0 {
		t.Errorf("left over: %v", parts)
	}
}

func TestOffline(t *testing.T) {
	w, c := newWeb(t), newClock()
	w.text("/a", "còn đây")
	w.status("/hop", 301, "Location", "/a")
	dir := t.TempDir()
	get(t, newFetcher(t, c, Options{CacheDir: dir}), w.URL+"/hop")
	asked := w.requests()
	f := newFetcher(t, c, Options{CacheDir: dir, Offline: true})
	if resp := get(t, f, w.URL+"/hop"); string(resp.Body) != "còn đây" || !resp.FromCache || resp.URL != w.URL+"/a" {
		t.Errorf("%+v", resp)
	}
	fails(t, f, w.URL+"/b", ErrOffline, "not in the cache")
	fails(t, newFetcher(t, c, Options{Offline: true}), w.URL+"/a", ErrOffline, "not in the cache")
	if w.requests() != asked {
		t.Errorf("offline asked for %s", w.requests())
	}
	w.status("/a", 404)
	failed := fails(t, newFetcher(t, c, Options{CacheDir: dir}), w.URL+"/hop", ErrNotFound, "404")
	if !strings.Contains(failed.Hint, "give --offline to use the copy of 2026-03-14 08:00 UTC") {
		t.Errorf("hint %q", failed.Hint)
	}
}

func TestCacheDamaged(t *testing.T) {
	for name, harm := range map[string]func(body, record string) error{
		"body changed":    func(body, _ string) error { return os.WriteFile(body, []byte("xấu"), 0o600) },
		"body missing":    func(body, _ string) error { return os.Remove(body) },
		"body huge":       func(body, _ string) error { return os.Truncate(body, 1<<40) },
		"record cut":      func(_, record string) error { return os.Truncate(record, 20) },
		"record empty":    func(_, record string) error { return os.WriteFile(record, []byte("{}"), 0o600) },
		"record a folder": func(_, record string) error { return errors.Join(os.Remove(record), os.Mkdir(record, 0o700)) },
		"record of another": func(_, record string) error {
			text, err := os.ReadFile(record)
			return errors.Join(err, os.WriteFile(record, []byte(strings.Replace(string(text), "/a\"", "/b\"", 1)), 0o600))
		},
		"record with a path": func(_, record string) error {
			text, err := os.ReadFile(record)
			return errors.Join(err, os.WriteFile(record, []byte(strings.Replace(string(text), `"sha256": "`, `"sha256": "../../`, 1)), 0o600))
		},
	} {
		t.Run(name, func(t *testing.T) {
			w, c, dir := newWeb(t), newClock(), t.TempDir()
			w.versioned("/a", "Etag")("lành")
			get(t, newFetcher(t, c, Options{CacheDir: dir}), w.URL+"/a")
			bodies, _ := filepath.Glob(filepath.Join(dir, "*", "*.body"))
			records, _ := filepath.Glob(filepath.Join(dir, "*", "*.json"))
			if err := harm(bodies[0], records[0]); err != nil {
				t.Skip(err)
			}
			fails(t, newFetcher(t, c, Options{CacheDir: dir, Offline: true}), w.URL+"/a", ErrDamaged, "cannot be used")
			var said strings.Builder
			f := newFetcher(t, c, Options{CacheDir: dir, Log: func(format string, args ...any) { fmt.Fprintf(&said, format, args...) }})
			if resp := get(t, f, w.URL+"/a"); string(resp.Body) != "lành" || resp.FromCache {
				t.Errorf("%+v", resp)
			}
			if !strings.Contains(said.String(), "damaged") {
				t.Errorf("said %q", said.String())
			}
		})
	}
}

func TestCacheShared(t *testing.T) {
	w, dir := newWeb(t), t.TempDir()
	set := w.versioned("/a", "Etag")
	set("x")
	var wait sync.WaitGroup
	for worker := range 4 {
		f := newFetcher(t, newClock(), Options{CacheDir: dir, IgnoreRobots: true, Log: func(format string, args ...any) {
			t.Errorf(format, args...)
		}})
		wait.Go(func() {
			for i := range 20 {
				set(strings.Repeat("dòng ", 1+(i*4+worker)%50))
				resp, err := f.Get(t.Context(), w.URL+"/a")
				if err != nil || len(resp.Body)%len("dòng ") != 0 {
					t.Errorf("%v, %v", resp, err)
				}
			}
		})
	}
	wait.Wait()
	get(t, newFetcher(t, newClock(), Options{CacheDir: dir, Offline: true}), w.URL+"/a")
}

func TestCacheBound(t *testing.T) {
	w, c, dir := newWeb(t), newClock(), t.TempDir()
	f := newFetcher(t, c, Options{CacheDir: dir, CacheBytes: 64 << 10, IgnoreRobots: true})
	own := filepath.Join(dir, "cua-toi.txt")
	if err := os.WriteFile(own, make([]byte, 100<<10), 0o600); err != nil {
		t.Fatal(err)
	}
	for i := range 30 {
		path := fmt.Sprintf("/%02d", i)
		w.text(path, strings.Repeat("x", 8<<10))
		get(t, f, w.URL+path)
		stem := f.cache.stem(w.URL + path)
		old := time.Date(2020, 1, 1, 0, i, 0, 0, time.UTC)
		for _, file := range []string{stem + ".json", bodyOf(t, stem)} {
			if err := os.Chtimes(file, old, old); err != nil {
				t.Fatal(err)
			}
		}
	}
	_, total := f.cache.pages()
	if total > 64<<10+9<<10 {
		t.Errorf("%d bytes in the cache", total)
	}
	offline := newFetcher(t, c, Options{CacheDir: dir, Offline: true})
	get(t, offline, w.URL+"/29")
	fails(t, offline, w.URL+"/00", ErrOffline, "")
	if _, err := os.Stat(own); err != nil {
		t.Error(err)
	}
}

func bodyOf(t *testing.T, stem string) string {
	paths, _ := filepath.Glob(stem + ".*.body")
	if len(paths) != 1 {
		t.Fatalf("bodies of %s: %v", stem, paths)
	}
	return paths[0]
}

func TestWARC(t *testing.T) {
	for _, name := range []string{"a.warc", "a.warc.gz"} {
		w, c := newWeb(t), newClock()
		w.versioned("/a", "Etag")("một trang")
		w.status("/hop", 302, "Location", "/a#x")
		w.status("/gone", 410)
		path := filepath.Join(t.TempDir(), name)
		f := newFetcher(t, c, Options{SaveWARC: path, CacheDir: t.TempDir()})
		fails(t, f, w.URL+"/gone", ErrNotFound, "")
		if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("a run without pages made %s: %v", path, err)
		}
		first := get(t, f, w.URL+"/hop")
		get(t, f, w.URL+"/a") // a 304 of the page in the cache
		w.Close()

		back := newFetcher(t, c, Options{WARC: []string{path}, Offline: true})
		resp := get(t, back, strings.Replace(w.URL, "http:", "https:", 1)+"/hop/#y")
		if !resp.FromWARC || string(resp.Body) != "một trang" || resp.URL != w.URL+"/a" || resp.Redirects[0] != w.URL+"/a" || resp.SHA256 != first.SHA256 || !resp.Time.Equal(first.Time) {
			t.Errorf("%+v", resp)
		}
		fails(t, back, w.URL+"/b", ErrOffline, "")
		small := newFetcher(t, c, Options{WARC: []string{path}, Offline: true, MaxBytes: 5})
		fails(t, small, w.URL+"/a", ErrTooLarge, "larger")
	}
}

// TestWARCGrows reads from the archive that it adds to.
func TestWARCGrows(t *testing.T) {
	w, path := newWeb(t), filepath.Join(t.TempDir(), "a.warc.gz")
	w.text("/a", "một")
	w.text("/b", "hai")
	get(t, newFetcher(t, newClock(), Options{SaveWARC: path}), w.URL+"/a")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f := newFetcher(t, newClock(), Options{WARC: []string{path}, SaveWARC: path})
	if resp := get(t, f, w.URL+"/a"); !resp.FromWARC {
		t.Errorf("%+v", resp)
	}
	if after, _ := os.ReadFile(path); string(after) != string(before) {
		t.Error("a page of the archive was added to it again")
	}
	if resp := get(t, f, w.URL+"/b"); resp.FromWARC {
		t.Errorf("%+v", resp)
	}
	if after, _ := os.ReadFile(path); !strings.HasPrefix(string(after), string(before)) || len(after) == len(before) {
		t.Errorf("%d bytes became %d", len(before), len(after))
	}
	w.Close()
	back := newFetcher(t, newClock(), Options{WARC: []string{path}, Offline: true})
	if resp := get(t, back, w.URL+"/b"); string(resp.Body) != "hai" {
		t.Errorf("%+v", resp)
	}
}

// TestWARCHalf reads an archive that has only the redirect to the page: the
// page itself is taken from the next archive, or is not there.
func TestWARCHalf(t *testing.T) {
	dir := t.TempDir()
	var paths []string
	for i, x := range []warc.Exchange{
		{URL: "https://a.example/x", Status: 200, Body: []byte("trang")},
		{URL: "http://a.example/x", Status: 301, Header: http.Header{"Location": {"https://a.example/x"}}},
	} {
		path := filepath.Join(dir, fmt.Sprintf("%d.warc", i))
		w, err := warc.Create(path, warc.Info{})
		if err == nil {
			err = errors.Join(w.Write(x), w.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	fails(t, newFetcher(t, newClock(), Options{WARC: paths[1:], Offline: true}), "http://a.example/x", ErrOffline, "https://a.example/x")
	resp := get(t, newFetcher(t, newClock(), Options{WARC: paths, Offline: true}), "http://a.example/x")
	if string(resp.Body) != "trang" || resp.URL != "https://a.example/x" {
		t.Errorf("%+v", resp)
	}
}

func TestWARCFailures(t *testing.T) {
	dir := t.TempDir()
	missing, text := filepath.Join(dir, "khong.warc"), filepath.Join(dir, "chu.warc")
	if err := os.WriteFile(text, []byte("không phải kho lưu trữ\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, opts := range []Options{{WARC: []string{missing}}, {WARC: []string{dir}}, {SaveWARC: dir}, {SaveWARC: text}, {SaveWARC: filepath.Join(missing, "x.warc")}, {CacheDir: text}} {
		if f, err := New(opts); err == nil {
			t.Errorf("New(%+v) = %v", opts, f)
		}
	}
	f := newFetcher(t, newClock(), Options{WARC: []string{text}})
	if _, err := f.Get(t.Context(), "http://a.example/"); err == nil || !strings.Contains(err.Error(), "not a WARC file") {
		t.Error(err)
	}
	if got, _ := os.ReadFile(text); string(got) != "không phải kho lưu trữ\n" {
		t.Errorf("the file is now %q", got)
	}

	gone := filepath.Join(dir, "mat.warc")
	w, err := warc.Create(gone, warc.Info{})
	if err == nil {
		err = errors.Join(w.Write(warc.Exchange{URL: "http://a.example/", Status: 404}), w.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	fails(t, newFetcher(t, newClock(), Options{WARC: []string{gone}}), "http://a.example/", ErrNotFound, "the WARC file says")
}
