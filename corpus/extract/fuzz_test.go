package extract

import (
	"bytes"
	"testing"
	"unicode/utf8"
)

func seed(f *testing.F) {
	for _, x := range fixtures(f) {
		f.Add(x.src)
	}
	f.Add(read(f, "testdata/guide.md"))
	f.Add("")
	f.Add("<p>\xff\x00</p>")
}

// checkPage fails if a page breaks what every extractor promises.
func checkPage(t *testing.T, src string, p *Page) {
	for i, b := range append(append([]Block(nil), p.Blocks...), p.Aside...) {
		if b.Text == "" {
			t.Fatalf("an empty block, kind %s", b.Kind)
		}
		if b.Source.Start < 0 || b.Source.Start > b.Source.End || b.Source.End > len(src) {
			t.Fatalf("source %v of %d bytes", b.Source, len(src))
		}
		if (b.Kind == Junk) != (i >= len(p.Blocks)) || (b.Reason == "") == (b.Kind == Junk) {
			t.Fatalf("kind %s with reason %q", b.Kind, b.Reason)
		}
		if utf8.ValidString(src) && !utf8.ValidString(b.Text) {
			t.Fatalf("text is no UTF-8: %q", b.Text)
		}
	}
}

func FuzzHTML(f *testing.F) {
	seed(f)
	ref := ReferenceFrom([]string{read(f, "testdata/two-articles.html.ref.txt")})
	f.Fuzz(func(t *testing.T, src string) {
		for _, opts := range []Options{{}, {Reference: ref}} {
			if p, err := HTML(src, opts); err == nil {
				checkPage(t, src, p)
			}
		}
	})
}

func FuzzText(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, src string) {
		if p, err := Text(src, Options{}); err == nil {
			checkPage(t, src, p)
			checkText(t, src, p)
		}
	})
}

func FuzzMarkdown(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, src string) {
		if p, err := Markdown(src, Options{}); err == nil {
			checkPage(t, src, p)
		}
	})
}

func FuzzSniff(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, src string) {
		if s := Sniff("a.txt", "text/plain", []byte(src)).String(); s == "" {
			t.Fatal("a format without a name")
		}
	})
}

func FuzzRTF(f *testing.F) {
	f.Add(`{\rtf1\ansicpg1258{\fonttbl{\f1\fcharset163 A;}}\pard\s1 L\u7883?p\'ec\par{\footnote a\par b}\cell\row}`)
	f.Fuzz(func(t *testing.T, src string) {
		if p, err := RTF(src, Options{}); err == nil {
			checkPage(t, src, p)
		}
	})
}

func FuzzSubtitles(f *testing.F) {
	f.Add("1\n00:00:01,000 --> 00:00:02,000\n<i>Xin chào\n\n2\n00:02.5 --> 00:03.0\n- Chào.")
	f.Fuzz(func(t *testing.T, src string) {
		if p, err := Subtitles(src, Options{}); err == nil {
			checkPage(t, src, p)
		}
	})
}

func FuzzPacked(f *testing.F) {
	f.Add(docxFile(f))
	f.Add(odtFile(f))
	f.Add(epubFile(f, "hai.xhtml"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, format := range []Format{FormatDOCX, FormatODT, FormatEPUB} {
			if p, err := ReadPacked(t.Context(), format, bytes.NewReader(data), int64(len(data)), Options{MaxBytes: 1 << 20}); err == nil {
				checkPage(t, "", p)
			}
		}
	})
}
