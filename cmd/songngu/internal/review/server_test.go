package review

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"songngu/align/beadfile"
	"songngu/tmx/exchange"
)

// site is a review being served, with a browser that has been let in.
type site struct {
	t       *testing.T
	session *Session
	server  *Server
	path    string
	base    string
	cookie  *http.Cookie
	ended   chan error
	end     context.CancelFunc
}

func serve(t *testing.T, f *beadfile.File, opts Options) *site {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.alignment.jsonl")
	if err := os.WriteFile(path, written(t, f), 0o666); err != nil {
		t.Fatal(err)
	}
	x := &site{t: t, path: path, session: open(t, path, opts), ended: make(chan error, 1)}
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	assets := fstest.MapFS{"index.html": {Data: []byte("<!doctype html>")}, "assets/main.js": {Data: []byte("1")}, "doc.go": {Data: []byte("package page")}}
	x.server, err = NewServer(x.session, l.Addr(), "the secret of the lock", ServerOptions{Assets: assets, Export: func(w io.Writer, _ string, f *beadfile.File, units exchange.Units) error {
		return beadfile.WriteTSV(w, f)
	}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	x.base, x.end = "http://"+l.Addr().String(), cancel
	go func() { x.ended <- x.server.Serve(ctx, l) }()
	t.Cleanup(func() { cancel(); x.session.Close() })
	res := x.send("GET", strings.TrimPrefix(x.server.URL(), x.base), "", nil)
	if res.StatusCode != http.StatusSeeOther || len(res.Cookies()) != 1 {
		t.Fatalf("the token gives %d and %d cookies", res.StatusCode, len(res.Cookies()))
	}
	x.cookie = res.Cookies()[0]
	if c := x.cookie; !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || len(c.Value) < 20 {
		t.Fatalf("the cookie is %v", c)
	}
	return x
}

// send sends a request; change may spoil it.
func (x *site) send(method, path, body string, change func(*http.Request)) *http.Response {
	x.t.Helper()
	req, err := http.NewRequest(method, x.base+path, strings.NewReader(body))
	if err != nil {
		x.t.Fatal(err)
	}
	if x.cookie != nil {
		req.AddCookie(x.cookie)
	}
	if method == "POST" {
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Origin", x.base)
	}
	if change != nil {
		change(req)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		x.t.Fatal(err)
	}
	x.t.Cleanup(func() { res.Body.Close() })
	return res
}

func (x *site) get(path string, to any) string {
	x.t.Helper()
	return x.read(x.send("GET", path, "", nil), to)
}

func (x *site) read(res *http.Response, to any) string {
	x.t.Helper()
	data, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		x.t.Fatalf("%s: %d %s %v", res.Request.URL.Path, res.StatusCode, data, err)
	}
	if to != nil {
		if err := json.Unmarshal(data, to); err != nil {
			x.t.Fatalf("%v in %s", err, data)
		}
	}
	return string(data)
}

func (x *site) edit(body string) *http.Response { return x.send("POST", "/api/edit", body, nil) }

// story is a small alignment; its third pair has hostile texts.
func story() *beadfile.File {
	t := beadfile.NewTexts()
	for _, p := range lines[:3] {
		t.Add([]string{p[0]}, []string{p[1]}, 0.99)
	}
	t.Add([]string{"</script><script>alert('1')</script> & <b onclick=x>bold</b>"}, []string{"\u202eđảo \u2066ngược\u2069 <img src=x onerror=alert(1)>"}, 0.4)
	t.Add([]string{lines[3][0]}, []string{lines[3][1]}, 0.99)
	t.Add([]string{lines[4][0]}, nil, 0.8)
	t.File.Tool = "songngu"
	return t.File
}

func TestServer(t *testing.T) {
	x := serve(t, story(), Options{})
	var state State
	x.get("/api/state", &state)
	if state.Counts.Beads != 6 || state.Kind != "alignment" || !state.Structural || state.Counts.Left != 6 || state.CanUndo {
		t.Errorf("state %+v", state)
	}
	var rows Rows
	body := x.get("/api/rows?from=3&count=2", &rows)
	if len(rows.Rows) != 2 || rows.From != 3 || !strings.Contains(rows.Rows[0].English[0].Text, "<script>") {
		t.Errorf("rows %+v", rows)
	}
	if strings.ContainsAny(body, "<>&") {
		t.Errorf("markup went out as such: %s", body)
	}
	var result Result
	x.read(x.edit(`{"revision":0,"op":"merge","id":0,"with":"next"}`), &result)
	if result.Revision != 1 || len(result.Rows) != len(result.Index.ID) || !result.State.CanUndo || result.State.UndoLabel != "merge" {
		t.Errorf("result %+v", result)
	}
	if res := x.edit(`{"revision":0,"op":"undo"}`); res.StatusCode != http.StatusConflict {
		t.Errorf("an undo of what one has not seen gives %d", res.StatusCode)
	}
	if res := x.edit(`{"revision":0,"op":"note","id":0,"note":"x"}`); res.StatusCode != http.StatusConflict {
		t.Errorf("an edit of a pair that is no more gives %d", res.StatusCode)
	}
	x.read(x.edit(`{"revision":0,"op":"status","ids":[4],"status":"rejected"}`), &result) // nobody has touched it: it fits
	if result.Revision != 2 || result.State.Counts.Rejected != 1 {
		t.Errorf("result %+v", result)
	}
	for body, want := range map[string]int{
		`{"revision":2,"op":"fly"}`:                               400,
		`{"revision":9,"op":"unlink","id":4}`:                     400,
		`{"revision":2,"op":"unlink","id":99}`:                    404,
		`{"revision":2,"op":"unlink","id":5}`:                     422,
		`{"revision":2,"op":"take","id":4,"from":"theirs"}`:       422,
		`{"revision":2,"op":"status","id":4,"status":"good"}`:     400,
		`{"revision":2,"op":"text","side":"en","n":0,"text":" "}`: 422,
		`[1]`:   400,
		`{} {}`: 400,
		``:      400,
		`{"revision":2,"op":"link","en":[0,2],"vi":[0]}`:                     422,
		`{"revision":2,"op":"link","en":[0],"vi":[-1]}`:                      404,
		`{"revision":2,"op":"move","side":"de","n":0}`:                       400,
		`{"revision":2,"op":"splitSentence","side":"en","n":0,"at":1000000}`: 422,
	} {
		if res := x.edit(body); res.StatusCode != want {
			data, _ := io.ReadAll(res.Body)
			t.Errorf("%s gives %d, want %d: %s", body, res.StatusCode, want, data)
		}
	}
	var found map[string][]int
	x.get("/api/find?q=gieng+nuoc", &found)
	if len(found["ids"]) != 1 || found["ids"][0] != 2 {
		t.Errorf("found %v", found)
	}
	if x.get("/api/find?q=gieng+nuoc&marks=1", &found); len(found["ids"]) != 0 {
		t.Errorf("found with marks %v", found)
	}
	var why Why
	x.get("/api/why?id=2", &why)
	if len(why.Features) != 6 || len(why.Links) == 0 {
		t.Errorf("why %+v", why)
	}
	if data := x.get("/api/export?format=tsv", nil); strings.Contains(data, "Lâm") || !strings.Contains(data, "gạo") {
		t.Errorf("export %s", data)
	}
	if data := x.get("/api/export?format=tsv&only=accepted", nil); strings.Contains(data, "gạo") {
		t.Errorf("export of accepted pairs %s", data)
	}
	if res := x.send("POST", "/api/stop", "{}", nil); res.StatusCode != http.StatusOK {
		t.Errorf("stop gives %d", res.StatusCode)
	}
	select {
	case err := <-x.ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(time.Minute):
		t.Fatal("the server goes on")
	}
	data, err := os.ReadFile(x.path)
	if err != nil || !strings.Contains(string(data), `"status":"rejected"`) {
		t.Errorf("the file was not saved: %v", err)
	}
}

// What must not get in does not.
func TestServerKeepsOthersOut(t *testing.T) {
	x := serve(t, story(), Options{})
	port := x.base[strings.LastIndexByte(x.base, ':')+1:]
	post := func(change func(*http.Request)) *http.Response {
		return x.send("POST", "/api/edit", `{"revision":0,"op":"unlink","id":0}`, change)
	}
	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	cases := []struct {
		name string
		res  *http.Response
		want int
	}{
		{"no cookie", x.send("GET", "/api/state", "", func(r *http.Request) { r.Header.Del("Cookie") }), 401},
		{"no cookie, page", x.send("GET", "/", "", func(r *http.Request) { r.Header.Del("Cookie") }), 401},
		{"no cookie, asset", x.send("GET", "/assets/main.js", "", func(r *http.Request) { r.Header.Del("Cookie") }), 401},
		{"no cookie, edit", post(func(r *http.Request) { r.Header.Del("Cookie") }), 401},
		{"another cookie", x.send("GET", "/api/state", "", header("Cookie", x.cookie.Name+"=AAAA")), 401},
		{"wrong host", x.send("GET", "/api/state", "", func(r *http.Request) { r.Host = "evil.example:" + port }), 403},
		{"host without port", x.send("GET", "/api/state", "", func(r *http.Request) { r.Host = "127.0.0.1" }), 403},
		{"another port", x.send("GET", "/api/state", "", func(r *http.Request) { r.Host = "127.0.0.1:1" }), 403},
		{"wrong host, token", x.send("GET", "/open?token=x", "", func(r *http.Request) { r.Host = "evil.example:" + port }), 403},
		{"foreign origin", post(header("Origin", "http://evil.example")), 403},
		{"foreign origin, our port", post(header("Origin", "http://evil.example:"+port)), 403},
		{"https origin", post(header("Origin", "https://127.0.0.1:"+port)), 403},
		{"null origin", post(header("Origin", "null")), 403},
		{"foreign origin, reading", x.send("GET", "/api/rows", "", header("Origin", "http://evil.example")), 403},
		{"no origin", post(func(r *http.Request) { r.Header.Del("Origin") }), 403},
		{"another site's fetch", x.send("GET", "/api/rows", "", header("Sec-Fetch-Site", "cross-site")), 403},
		{"a form", post(header("Content-Type", "text/plain")), 403},
		{"no token", x.send("GET", "/open", "", func(r *http.Request) { r.Header.Del("Cookie") }), 403},
		{"made-up token", x.send("GET", "/open?token=AAAAAAAA", "", func(r *http.Request) { r.Header.Del("Cookie") }), 403},
		{"edit by GET", x.send("GET", "/api/edit", "", nil), 405},
		{"delete", x.send("DELETE", "/", "", header("Origin", x.base)), 405},
		{"outside", x.send("GET", "/assets/../doc.go", "", nil), 404},
		{"outside, escaped", x.send("GET", "/assets/%2e%2e/doc.go", "", nil), 404},
		{"outside, doubly escaped", x.send("GET", "/assets/..%2f..%2fsession.go", "", nil), 404},
		{"back slashes", x.send("GET", `/assets/..%5cdoc.go`, "", nil), 404},
		{"source", x.send("GET", "/assets/doc.go", "", nil), 404},
		{"folder", x.send("GET", "/assets/", "", nil), 404},
		{"too large", x.send("POST", "/api/edit", `{"text":"`+strings.Repeat("x", maxBody)+`"}`, nil), 413},
		{"long text", x.send("POST", "/api/edit", `{"revision":0,"op":"text","side":"en","n":0,"text":"`+strings.Repeat("x", maxEdited+1)+`"}`, nil), 400},
		{"export to a path", x.send("GET", "/api/export?format=../../x", "", nil), 400},
		{"negative rows", x.send("GET", "/api/rows?from=-1", "", nil), 400},
		{"join without the secret", x.send("POST", joinPath, "", nil), 403},
		{"join by another", x.send("POST", joinPath, "", header("Authorization", "Bearer x")), 403},
		{"good", x.send("GET", "/", "", nil), 200},
		{"good by localhost", x.send("GET", "/assets/main.js", "", func(r *http.Request) { r.Host = "localhost:" + port }), 200},
		{"good edit", post(nil), 200},
	}
	for _, c := range cases {
		if c.res.StatusCode != c.want {
			data, _ := io.ReadAll(c.res.Body)
			t.Errorf("%s: %d, want %d: %s", c.name, c.res.StatusCode, c.want, data)
		}
		h := c.res.Header
		if !strings.HasPrefix(h.Get("Content-Security-Policy"), "default-src 'none'; script-src 'self';") || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: headers %v", c.name, h)
		}
	}
}

// A token works once, also for whom the lock's secret has got it.
func TestTokenWorksOnce(t *testing.T) {
	x := serve(t, story(), Options{})
	res := x.send("POST", joinPath, "", func(r *http.Request) { r.Header.Set("Authorization", "Bearer the secret of the lock") })
	var j joined
	x.read(res, &j)
	u, err := url.Parse(j.URL)
	if err != nil || !j.Alive {
		t.Fatalf("%+v %v", j, err)
	}
	stranger := func(r *http.Request) { r.Header.Del("Cookie") }
	for i, want := range []int{http.StatusSeeOther, http.StatusForbidden} {
		if res := x.send("GET", u.RequestURI(), "", stranger); res.StatusCode != want {
			t.Errorf("time %d: %d, want %d", i+1, res.StatusCode, want)
		}
	}
}

// Two windows see each other and each other's edits.
func TestEvents(t *testing.T) {
	x := serve(t, story(), Options{})
	listen := func() *bufio.Scanner { return bufio.NewScanner(x.send("GET", "/api/events", "", nil).Body) }
	wait := func(s *bufio.Scanner, want string) {
		t.Helper()
		last := ""
		for s.Scan() {
			if line := s.Text(); strings.HasPrefix(line, "event: ") {
				last = strings.TrimPrefix(line, "event: ")
			} else if data, ok := strings.CutPrefix(line, "data: "); ok && last+" "+data == want {
				return
			}
		}
		t.Fatalf("the stream ended before %s", want)
	}
	one := listen()
	wait(one, `reviewers {"count":1}`)
	two := listen()
	wait(one, `reviewers {"count":2}`)
	res := x.send("POST", "/api/edit", `{"revision":0,"op":"note","id":1,"note":"giá?"}`, func(r *http.Request) { r.Header.Set("X-Songngu-Tab", "tab one") })
	x.read(res, nil)
	wait(one, `revision {"revision":1,"by":"tab one"}`)
	wait(two, `revision {"revision":1,"by":"tab one"}`)
	x.end()
	wait(one, `bye {}`)
	wait(two, `bye {}`)
	if err := <-x.ended; err != nil {
		t.Error(err)
	}
}

// Nothing that a stranger sends makes the server fall or lets him in.
func FuzzRequest(f *testing.F) {
	f.Add("GET", "/api/rows?from=1&count=2", "", "127.0.0.1:1")
	f.Add("POST", "/api/edit", `{"revision":0,"op":"link","en":[0],"vi":[1,2]}`, "localhost:1")
	f.Add("GET", "/assets/../../x", "", "")
	path := filepath.Join(f.TempDir(), "a.alignment.jsonl")
	if err := os.WriteFile(path, written(f, story()), 0o666); err != nil {
		f.Fatal(err)
	}
	s := open(f, path, Options{})
	f.Cleanup(func() { s.Close() })
	v, err := NewServer(s, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1}, "", ServerOptions{Assets: fstest.MapFS{}})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, method, target, body, host string) {
		u, err := url.Parse(target)
		if err != nil {
			return
		}
		for _, in := range []bool{false, true} {
			r := &http.Request{Method: method, URL: u, Host: host, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(body))}
			if in {
				r.Host = "localhost:1"
				r.Header.Set("Origin", "http://localhost:1")
				r.AddCookie(&http.Cookie{Name: cookieName + "1", Value: v.cookie})
			}
			if in && (u.Path == "/api/events" || u.Path == "/api/export") {
				continue // one waits, one needs the program
			}
			w := &answer{header: http.Header{}}
			v.ServeHTTP(w, r)
			if !in && (w.status == 0 || w.status < 400) {
				t.Fatalf("%s %s lets a stranger in: %d", method, target, w.status)
			}
		}
		sound(t, s)
	})
}

// answer is a response that is looked at.
type answer struct {
	header http.Header
	status int
	bytes.Buffer
}

func (a *answer) Header() http.Header    { return a.header }
func (a *answer) WriteHeader(status int) { a.status = status }
