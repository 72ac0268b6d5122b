package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// sheets makes what pdftotext -bbox-layout writes of lines "x y size text"; a
// line "--" begins a page of A4, "|" a block. A letter is half as wide as it is
// high.
func sheets(src string) string {
	var b strings.Builder
	b.WriteString("<html><head>\n<title></title>\n</head>\n<body>\n<doc>\n")
	open := false
	for line := range strings.Lines(src) {
		switch line = strings.TrimRight(line, "\n"); line {
		case "":
			continue
		case "--":
			if open {
				b.WriteString("      </block>\n    </flow>\n  </page>\n")
			}
			b.WriteString("  <page width=\"595\" height=\"842\">\n    <flow>\n      <block>\n")
			open = true
			continue
		case "|":
			b.WriteString("      </block>\n      <block>\n")
			continue
		}
		f := strings.SplitN(line, " ", 4)
		x, _ := strconv.ParseFloat(f[0], 64)
		y, _ := strconv.ParseFloat(f[1], 64)
		size, _ := strconv.ParseFloat(f[2], 64)
		b.WriteString("        <line>\n")
		for w := range strings.FieldsSeq(f[3]) {
			wide := float64(utf8.RuneCountInString(w)) * size / 2
			fmt.Fprintf(&b, "          <word xMin=\"%f\" yMin=\"%f\" xMax=\"%f\" yMax=\"%f\">%s</word>\n", x, y, x+wide, y+size, html.EscapeString(w))
			x += wide + size/4
		}
		b.WriteString("        </line>\n")
	}
	b.WriteString("      </block>\n    </flow>\n  </page>\n</doc>\n</body>\n</html>\n")
	return b.String()
}

func dump(p *Page) string {
	var b strings.Builder
	for _, x := range p.Blocks {
		fmt.Fprintf(&b, "%s\t%s\n", x.Kind, x.Text)
	}
	for _, x := range p.Aside {
		fmt.Fprintf(&b, "(%s)\t%s\n", x.Reason, x.Text)
	}
	return b.String()
}

// TestLayout reads testdata/*.sheets: before a line of equals signs the lines
// and their places, after it the blocks wanted.
func TestLayout(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.sheets"))
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			src, want, _ := strings.Cut(read(t, f), "====\n")
			l, err := readLayout(strings.NewReader(sheets(src)), 1<<20)
			if err != nil {
				t.Fatal(err)
			}
			if got := dump(l.page(Options{})); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestHyphens(t *testing.T) {
	var h hyphens
	h.learn("the programme was recognised by a long-term plan and non-profit groups")
	for _, c := range []struct{ before, line, want string }{
		{"a large pro-", "gramme", "a large programme"},
		{"a long-", "term view", "a long-term view"},
		{"several non-", "profit groups", "several non-profit groups"},
		{"the govern-", "ment said", "the government said"},
		{"a well-", "known name", "a well-known name"},
		{"the Anglo-", "American side", "the Anglo-American side"},
		{"a 24-", "hour shift", "a 24-hour shift"},
		{"he waited -", "in vain", "he waited - in vain"},
		{"soft hy\u00ad", "phen", "soft hyphen"},
		{"tượng đài Lê-", "nin ở Hà Nội", "tượng đài Lê-nin ở Hà Nội"},
		{"thành phố Xanh Pê-", "tec-bua", "thành phố Xanh Pê-tec-bua"},
		{"một dòng", "tiếp theo", "một dòng tiếp theo"},
	} {
		if got := string(h.append([]byte(c.before), c.line)); got != c.want {
			t.Errorf("%q + %q = %q, want %q", c.before, c.line, got, c.want)
		}
	}
}

// pdfFile makes a PDF file of pages of lines "x y size text", with y from the
// top of a page of A4. The font is named only, not embedded: its codes are
// UTF-16, which the ToUnicode map says.
func pdfFile(pages ...string) []byte {
	var b bytes.Buffer
	var offsets []int
	object := func(s string) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(offsets), s)
	}
	stream := func(s string) { object(fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(s), s)) }
	b.WriteString("%PDF-1.4\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 7+2*i)
	}
	object(fmt.Sprintf("<< /Type /Pages /Kids [ %s] /Count %d >>", kids.String(), len(pages)))
	object("<< /Type /Font /Subtype /Type0 /BaseFont /None /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>")
	object("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /None /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /DW 500 >>")
	object("<< /Type /FontDescriptor /FontName /None /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>")
	var cmap strings.Builder
	cmap.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n100 beginbfrange\n")
	for hi := range 0x21 {
		fmt.Fprintf(&cmap, "<%02X00> <%02XFF> <%02X00>\n", hi, hi, hi)
	}
	cmap.WriteString("endbfrange\nendcmap end end\n")
	stream(cmap.String())
	for i, page := range pages {
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents %d 0 R >>", 8+2*i))
		var c strings.Builder
		for line := range strings.Lines(page) {
			f := strings.SplitN(strings.TrimRight(line, "\n"), " ", 4)
			y, _ := strconv.ParseFloat(f[1], 64)
			fmt.Fprintf(&c, "BT /F %s Tf %s %g Td <", f[2], f[0], 842-y)
			for _, u := range utf16.Encode([]rune(f[3])) {
				fmt.Fprintf(&c, "%04X", u)
			}
			c.WriteString("> Tj ET\n")
		}
		stream(c.String())
	}
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, at)
	return b.Bytes()
}

func readPDF(t *testing.T, data []byte, opts Options) (*Page, error) {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed (poppler-utils)")
	}
	return PDF(t.Context(), bytes.NewReader(data), int64(len(data)), opts)
}

func TestPDF(t *testing.T) {
	data := pdfFile(
		"72 60 10 Báo Sông Quê\n72 100 18 Bến đò cuối cùng trên sông Lô\n72 140 12 Ông Phạm Văn Bền chèo đò ở bến Sơn từ năm 1974, đến nay đã hơn\n72 156 12 nửa thế kỷ. Ông nhớ mặt từng người khách.\n"+
			"72 182 12 Cây cầu mới thông xe tháng trước, khách đi đò chỉ còn vài người mỗi\n300 800 10 1",
		"72 60 10 Báo Sông Quê\n72 100 12 ngày, phần lớn là các cụ già và học trò.\n300 800 10 2")
	p, err := readPDF(t, data, Options{Lang: "vi"})
	if err != nil {
		t.Fatal(err)
	}
	const want = "title\tBến đò cuối cùng trên sông Lô\n" +
		"paragraph\tÔng Phạm Văn Bền chèo đò ở bến Sơn từ năm 1974, đến nay đã hơn nửa thế kỷ. Ông nhớ mặt từng người khách.\n" +
		"paragraph\tCây cầu mới thông xe tháng trước, khách đi đò chỉ còn vài người mỗi ngày, phần lớn là các cụ già và học trò.\n" +
		"(page header)\tBáo Sông Quê\n(page number)\t1\n(page header)\tBáo Sông Quê\n(page number)\t2\n"
	if got := dump(p); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestPDFErrors(t *testing.T) {
	some := pdfFile("72 100 12 One line of text.")
	for name, c := range map[string]struct {
		data []byte
		opts Options
		want error
	}{
		"no file":     {some, Options{PDFToText: filepath.Join(t.TempDir(), "pdftotext")}, os.ErrNotExist},
		"empty":       {nil, Options{}, ErrEmpty},
		"large":       {some, Options{MaxBytes: 10}, ErrTooLarge},
		"none":        {[]byte("%PDF-1.4\nthis is none"), Options{}, ErrBinary},
		"cut off":     {some[:300], Options{}, ErrBinary},
		"no text":     {pdfFile(""), Options{}, ErrNoTextLayer},
		"not in PATH": {some, Options{PDFToText: "no-such-program-pdftotext"}, ErrNoPDFReader},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := readPDF(t, c.data, c.opts); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

// TestPDFProgram has programs in the place of pdftotext that do what it may do.
func TestPDFProgram(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the stand-ins are shell scripts")
	}
	run := func(ctx context.Context, script string) error {
		path := filepath.Join(t.TempDir(), "stand-in")
		if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
		_, err := PDF(ctx, strings.NewReader("%PDF-"), 5, Options{PDFToText: path, MaxBytes: 1000})
		return err
	}
	for _, c := range []struct {
		script string
		want   error
	}{
		{`cat >/dev/null; exit 3`, ErrLocked},
		{`cat >/dev/null; echo "Command Line Error: Incorrect password" >&2; exit 1`, ErrLocked},
		{`cat >/dev/null; exit 1`, ErrBinary},
		{`cat >/dev/null; exit 0`, ErrNoTextLayer},
		{`while :; do echo '<page width="1" height="1"><word xMin="0">'; echo '<word xMin="1">without end</word>'; done`, ErrTooLarge},
	} {
		if err := run(t.Context(), c.script); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.script, err, c.want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := run(ctx, "sleep 60"); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func FuzzLayout(f *testing.F) {
	files, _ := filepath.Glob(filepath.Join("testdata", "*.sheets"))
	for _, name := range files {
		src, _, _ := strings.Cut(read(f, name), "====\n")
		f.Add(sheets(src))
	}
	f.Add("<page width=\"NaN\" height=\"1e9\">\n<word xMin=\"-1\" yMax=\"1e308\">\xff&#xd800;</word>\n</line>")
	f.Fuzz(func(t *testing.T, src string) {
		if l, err := readLayout(strings.NewReader(src), 1<<20); err == nil {
			checkPage(t, "", l.page(Options{}))
		}
	})
}
