package extract

import (
	"path/filepath"
	"strings"
	"testing"
)

// benchPage is a page of a megabyte: the timeline of the live blog, again and
// again.
func benchPage(b *testing.B) string {
	b.Helper()
	head, rest, _ := strings.Cut(read(b, filepath.Join("testdata", "liveblog.html")), "<section")
	i := strings.LastIndex(rest, "</section>") + len("</section>")
	return head + strings.Repeat("<section"+rest[:i], 1<<20/i) + rest[i:]
}

func BenchmarkHTML(b *testing.B) {
	for _, f := range fixtures(b) {
		if f.name == "tables.html" || f.name == "liveblog.html" {
			b.Run(f.name, func(b *testing.B) { benchmark(b, f.src, HTML) })
		}
	}
	b.Run("1MB", func(b *testing.B) { benchmark(b, benchPage(b), HTML) })
	if p := shared("e2e", "dev", "html", "debian-install", "ch06s03.vi.html"); p != "" {
		b.Run("manual-120kB", func(b *testing.B) { benchmark(b, read(b, p), HTML) })
	}
}

func BenchmarkText(b *testing.B) {
	src := strings.Repeat(read(b, filepath.Join("testdata", "en-marks.txt")), 600)
	b.Run("1MB", func(b *testing.B) { benchmark(b, src, Text) })
	vi := strings.Repeat(read(b, filepath.Join("testdata", "vi-wrapped.txt")), 1200)
	b.Run("wrapped-1MB", func(b *testing.B) { benchmark(b, vi, Text) })
}

func BenchmarkMarkdown(b *testing.B) {
	src := strings.Repeat(read(b, filepath.Join("testdata", "guide.md")), 400)
	b.Run("1MB", func(b *testing.B) { benchmark(b, src, Markdown) })
}

func benchmark(b *testing.B, src string, f func(string, Options) (*Page, error)) {
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := f(src, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
