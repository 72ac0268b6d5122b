package page_test

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"songngu/cmd/songngu/internal/review/page"
)

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := fs.ReadFile(page.Files, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func modules(t *testing.T) []string {
	t.Helper()
	list, err := fs.Glob(page.Files, "assets/*.js")
	if err != nil || len(list) < 20 {
		t.Fatalf("%d modules, %v", len(list), err)
	}
	return list
}

var (
	wordLine    = regexp.MustCompile(`(?m)^  "?([\w-]+)"?: \["(.*)", "(.*)"\],$`)
	placeholder = regexp.MustCompile(`\{\w+\}`)
)

// Every word of the interface is there in both languages, with the same things
// to be filled in; every name that is used is there, and every one that is there
// is used.
func TestWords(t *testing.T) {
	source := read(t, "assets/strings.js")
	table := source[strings.Index(source, "const strings = {"):strings.Index(source, "\n};")]
	words := map[string]bool{}
	for _, m := range wordLine.FindAllStringSubmatch(table, -1) {
		name, english, vietnamese := m[1], m[2], m[3]
		if words[name] {
			t.Errorf("%q is there twice", name)
		}
		words[name] = true
		if strings.TrimSpace(english) == "" || strings.TrimSpace(vietnamese) == "" {
			t.Errorf("%q lacks a language", name)
		}
		a, b := placeholder.FindAllString(english, -1), placeholder.FindAllString(vietnamese, -1)
		slices.Sort(a)
		slices.Sort(b)
		if name != "message" && !slices.Equal(a, b) {
			t.Errorf("%q: %v in English, %v in Vietnamese", name, a, b)
		}
	}
	if lines := strings.Count(table, "\n"); len(words) != lines {
		t.Errorf("%d of %d lines are words in two languages", len(words), lines)
	}

	used := map[string]bool{}
	prefixes := []string{}
	use := func(name, where string) {
		used[name] = true
		if !words[name] {
			t.Errorf("%s uses %q, which is not there", where, name)
		}
	}
	for _, m := range regexp.MustCompile(`data-(?:t|label|title|hint)="([^"]+)"`).FindAllStringSubmatch(read(t, "index.html"), -1) {
		use(m[1], "index.html")
	}
	for _, name := range modules(t) {
		js := read(t, name)
		if name == "assets/strings.js" {
			continue
		}
		for _, m := range regexp.MustCompile(`\bt\("([\w-]+)"`).FindAllStringSubmatch(js, -1) {
			use(m[1], name)
		}
		for _, m := range regexp.MustCompile("`(\\w+_)\\$\\{").FindAllStringSubmatch(js, -1) {
			prefixes = append(prefixes, m[1])
		}
		// Names that go by way of a variable: any string of the program may be one.
		for _, m := range regexp.MustCompile("[\"`]([\\w-]+)[\"`]").FindAllStringSubmatch(js, -1) {
			used[m[1]] = true
		}
	}
	for name := range words {
		if !used[name] && !slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(name, p) }) && !strings.HasSuffix(name, "What") {
			t.Errorf("%q is used nowhere", name)
		}
	}
	// Each command has words for the help and, where it has a button, for that.
	for _, m := range regexp.MustCompile(`\{ name: "(\w+)", group: "(\w+)"(.*)`).FindAllStringSubmatch(read(t, "assets/actions.js"), -1) {
		use(m[1], "the help")
		use("group_"+m[2], "the help")
		if strings.Contains(m[3], "bar: ") {
			use("bar_"+m[1], "the bar")
		}
	}
}

// The browser is told of every module at once, so that it need not find them one
// through the other.
func TestModules(t *testing.T) {
	index := read(t, "index.html")
	for _, name := range modules(t) {
		if !strings.Contains(index, `href="/`+name+`"`) && !strings.Contains(index, `src="/`+name+`"`) {
			t.Errorf("index.html does not name %s", name)
		}
		if lines := strings.Count(read(t, name), "\n"); lines > 400 {
			t.Errorf("%s has %d lines", name, lines)
		}
	}
	for _, m := range regexp.MustCompile(`(?:href|src)="/([^"]+)"`).FindAllStringSubmatch(index, -1) {
		if strings.HasPrefix(m[1], "api/") {
			continue
		}
		if _, err := fs.Stat(page.Files, m[1]); err != nil {
			t.Errorf("index.html names %s, which is not there", m[1])
		}
	}
}

// Text becomes elements in one place only, and never by way of markup.
func TestNoMarkup(t *testing.T) {
	forbidden := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|setHTML|createContextualFragment|\beval\(|new Function|https?://`)
	for _, name := range modules(t) {
		for line := range strings.Lines(read(t, name)) {
			if found := forbidden.FindString(line); found != "" && !strings.Contains(line, "http://www.w3.org/2000/svg") {
				t.Errorf("%s has %s: %s", name, found, line)
			}
		}
	}
	if m := regexp.MustCompile(`(?i)\sstyle=|\son\w+=|<script>`).FindString(read(t, "index.html")); m != "" {
		t.Errorf("index.html has %q, which the content security policy forbids", m)
	}
}
