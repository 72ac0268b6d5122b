//go:build unix

package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// binary is the program that make bench has built, or one built for this run.
func binary(b *testing.B) string {
	b.Helper()
	if path := os.Getenv("SONGNGU_BINARY"); path != "" {
		return path
	}
	path := filepath.Join(b.TempDir(), "songngu")
	if out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	return path
}

// spend runs a program once for each iteration and reports its peak memory.
func spend(b *testing.B, name string, args ...string) {
	b.Helper()
	var peak int64
	for b.Loop() {
		cmd := exec.Command(name, args...)
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
		peak = max(peak, cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)
	}
	b.ReportMetric(float64(peak)/1024, "peak-MB")
}

// The start-up of the program: songngu version.
func BenchmarkStartUp(b *testing.B) { spend(b, binary(b), "version") }

// The main job as a user does it: an article of about a hundred sentences, its
// page served on loopback, without a cache.
func BenchmarkMainJob100(b *testing.B) {
	program := binary(b)
	article, page := longDemo(b, 3)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, page)
	}))
	defer site.Close()
	dir := b.TempDir()
	file := filepath.Join(dir, "article.txt")
	if err := os.WriteFile(file, []byte(article), 0o666); err != nil {
		b.Fatal(err)
	}
	spend(b, program, "align", file, "--source", site.URL+"/bai-viet.html", "--allow-private", "--cache-dir", "none", "-q", "-f", "-o", filepath.Join(dir, "out.tmx"))
}

// longDemo is the demo's article and page, their paragraphs n times over, each
// time with other numbers.
func longDemo(b *testing.B, n int) (article, page string) {
	b.Helper()
	read := func(name string) string {
		data, err := os.ReadFile("testdata/demo/" + name)
		if err != nil {
			b.Fatal(err)
		}
		return string(data)
	}
	article, page = read("article.txt"), read("page.html")
	const first, last = `<p class="sapo">`, `<div class="ky-ten">`
	from, to := strings.Index(page, first), strings.Index(page, last)
	body := page[from:to]
	text, source, _ := strings.Cut(article, "Hoang Lien\n")
	title, story, _ := strings.Cut(text, "\n")
	var en, vi strings.Builder
	for i := range n {
		shift := strings.NewReplacer("140", fmt.Sprint(140+7*i), "486", fmt.Sprint(486+3*i), "16.5", fmt.Sprintf("1%d.5", 6+i), "16,5", fmt.Sprintf("1%d,5", 6+i),
			"41", fmt.Sprint(41+i), "500", fmt.Sprint(500+11*i), "498", fmt.Sprint(498+13*i), "37", fmt.Sprint(37+i))
		en.WriteString(shift.Replace(story))
		vi.WriteString(shift.Replace(body))
	}
	return title + en.String() + "Hoang Lien\n" + source, page[:from] + vi.String() + page[to:]
}
