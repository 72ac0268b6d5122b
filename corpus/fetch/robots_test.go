package fetch

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestRobots(t *testing.T) {
	w := newWeb(t)
	w.text("/kin/a", "kín")
	w.text("/mo", "mở")
	w.text("/robots.txt", "User-agent: songngu\nDisallow: /kin/\n")
	w.status("/vao", 302, "Location", "/kin/a")
	f := newFetcher(t, newClock(), Options{UserAgent: "songngu/2"})
	fails(t, f, w.URL+"/kin/a", ErrRobots, `does not allow "songngu"`)
	fails(t, f, w.URL+"/vao", ErrRobots, "/kin/a")
	get(t, f, w.URL+"/mo")
	if got := strings.Count(w.requests(), "/robots.txt"); got != 1 {
		t.Errorf("robots.txt asked for %d times: %s", got, w.requests())
	}
	get(t, newFetcher(t, newClock(), Options{IgnoreRobots: true}), w.URL+"/kin/a")

	t.Run("after a redirect to another site", func(t *testing.T) {
		from := newWeb(t)
		from.status("/", 302, "Location", w.URL+"/kin/a")
		fails(t, newFetcher(t, newClock(), Options{}), from.URL, ErrRobots, w.URL)
	})
	t.Run("asked for again after a day", func(t *testing.T) {
		c := newClock()
		f := newFetcher(t, c, Options{})
		get(t, f, w.URL+"/mo")
		before := strings.Count(w.requests(), "/robots.txt")
		c.time = c.time.Add(25 * time.Hour)
		get(t, f, w.URL+"/mo")
		if strings.Count(w.requests(), "/robots.txt") != before+1 {
			t.Error(w.requests())
		}
	})
	t.Run("asked for again when the server has recovered", func(t *testing.T) {
		w, c := newWeb(t), newClock()
		w.text("/a", "a")
		w.status("/robots.txt", 500)
		f := newFetcher(t, c, Options{})
		fails(t, f, w.URL+"/a", ErrRobots, "500")
		w.status("/robots.txt", 404)
		fails(t, f, w.URL+"/a", ErrRobots, "500")
		c.time = c.time.Add(11 * time.Minute)
		get(t, f, w.URL+"/a")
	})
	t.Run("answers", func(t *testing.T) {
		for name, test := range map[string]struct {
			status int
			header []string
			reason error
		}{
			"401":      {401, nil, nil},
			"403":      {403, nil, nil},
			"429":      {429, nil, nil},
			"500":      {500, nil, ErrRobots},
			"503":      {503, nil, ErrRobots},
			"501":      {501, nil, ErrRobots},
			"moved":    {301, []string{"Location", "/quy-tac.txt"}, ErrRobots},
			"loop":     {301, []string{"Location", "/robots.txt"}, nil},
			"nowhere":  {301, nil, nil},
			"not http": {301, []string{"Location", "file:///x"}, nil},
		} {
			w := newWeb(t)
			w.text("/a", "a")
			w.text("/quy-tac.txt", "User-agent: *\nDisallow: /\n")
			w.status("/robots.txt", test.status, test.header...)
			f := newFetcher(t, newClock(), Options{})
			if test.reason == nil {
				if _, err := f.Get(t.Context(), w.URL+"/a"); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			} else {
				fails(t, f, w.URL+"/a", test.reason, "")
			}
		}
	})
	t.Run("without end", func(t *testing.T) {
		w := newWeb(t)
		w.text("/a", "a")
		w.serve("/robots.txt", func(out http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(out, "User-agent: *\nDisallow: /a\n")
			line := bytes.Repeat([]byte("Allow: /b\n"), 1000)
			for {
				if _, err := out.Write(line); err != nil {
					return
				}
			}
		})
		fails(t, newFetcher(t, newClock(), Options{}), w.URL+"/a", ErrRobots, "")
	})
}

func TestRules(t *testing.T) {
	for _, test := range []struct {
		name, text      string
		allowed, denied string // paths, separated by spaces
	}{
		{"empty", "", "/ /a", ""},
		{"everything", "User-agent: *\nDisallow: /", "/robots.txt", "/ /a /a?b"},
		{"nothing", "User-agent: *\nDisallow:", "/ /a", ""},
		{"star alone", "User-agent: *\nDisallow: *", "", "/ /a"},
		{"own group only", "User-agent: *\nDisallow: /\nUser-agent: SongNgu/2.0\nDisallow: /x", "/a", "/x /xy"},
		{"own empty group", "User-agent: songngu\nDisallow:\n\nUser-agent: *\nDisallow: /", "/a", ""},
		{"two names", "User-agent: other\nUser-agent: songngu\nDisallow: /x", "/y", "/x"},
		{"two groups are one", "User-agent: songngu\nDisallow: /x\nUser-agent: *\nDisallow: /z\nUser-agent: songngu\nDisallow: /y", "/z", "/x /y"},
		{"prefix of the name", "User-agent: song\nDisallow: /", "/a", ""},
		{"longest rule", "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c", "/a/b /a/bx /x", "/a /a/c /a/b/c"},
		{"allow among equals", "User-agent: *\nDisallow: /a\nAllow: /a", "/a", ""},
		{"wildcards", "User-agent: *\nDisallow: /a*b\nDisallow: /*.pdf$\nDisallow: *print=1", "/x/a1b /x.pdf?1 /ac", "/ab /axxb/c /d/x.pdf /y?z&print=1"},
		{"end", "User-agent: *\nDisallow: /a$\nDisallow: /b*c*d$", "/ab /a/ /bcdx /bd", "/a /bcd /bxcxcdd"},
		{"escapes", "User-agent: *\nDisallow: /tin-tức\nDisallow: /%7ea\nDisallow: /x%2fy", "/tin /x/y", "/tin-t%E1%BB%A9c /tin-t%e1%bb%a9c/1 /~a /x%2Fy"},
		{"case of paths", "User-agent: *\nDisallow: /A", "/a", "/A"},
		{"no slash", "User-agent: *\nDisallow: a", "/b", "/a"},
		{"noise", "\ufeffDisallow: /early\nhello\nUSER-AGENT : *  # all\r\nSitemap: x\rDISALLOW : /a # why\nAllow", "/early /b", "/a"},
	} {
		r := parseRobots([]byte(test.text), "songngu")
		for _, path := range strings.Fields(test.allowed) {
			if p, q, _ := strings.Cut(path, "?"); !r.allow(p, q) {
				t.Errorf("%s: %s is denied", test.name, path)
			}
		}
		for _, path := range strings.Fields(test.denied) {
			if p, q, _ := strings.Cut(path, "?"); r.allow(p, q) {
				t.Errorf("%s: %s is allowed", test.name, path)
			}
		}
	}
}

func FuzzRules(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nAllow: /%zz%2", "/a%2fb")
	f.Fuzz(func(t *testing.T, text, path string) {
		r := parseRobots([]byte(text), "songngu")
		if r.allow(path, "") != parseRobots([]byte(strings.ReplaceAll(text, "\n", "\r\n")), "songngu").allow(path, "") {
			t.Error("line ends matter")
		}
	})
}
