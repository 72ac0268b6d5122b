package corpus

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"songngu/corpus/extract"
)

func put(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

const story = "Dr. Lan opened the clinic in 2019. It has 24 beds.\n\nOn Mondays the queue is long! Nobody minds.\n"

func sentencesOf(d *Document) string {
	var b strings.Builder
	for _, s := range d.Sentences {
		b.WriteString(s.Text + "|")
	}
	return b.String()
}

// Every sentence is found again, byte for byte, in its block, and every block
// of a text file in the file.
func TestSpans(t *testing.T) {
	d, err := Open(t.Context(), put(t, "a.txt", []byte(story)), Options{Lang: "en"})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := sentencesOf(d), "Dr. Lan opened the clinic in 2019.|It has 24 beds.|On Mondays the queue is long!|Nobody minds.|"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for i, s := range d.Sentences {
		b := d.Blocks[s.Block]
		if s.Span.Of(b.Text) != s.Text || b.Source.Of(story) != b.Text {
			t.Errorf("sentence %d is not found again: %+v", i, s)
		}
	}
	if d.Origin.SHA256 == "" || d.Origin.Size != int64(len(story)) || d.Origin.Type != "text/plain" || d.Origin.Time.IsZero() {
		t.Errorf("origin: %+v", d.Origin)
	}
}

// The same text compressed, in UTF-16 and presegmented.
func TestForms(t *testing.T) {
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	w.Write([]byte(story))
	w.Close()
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(story)
	if err != nil {
		t.Fatal(err)
	}
	want, err := Open(t.Context(), put(t, "a.txt", []byte(story)), Options{Lang: "en"})
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"a.txt.gz": z.Bytes(), "wide.txt": []byte(wide)} {
		d, err := Open(t.Context(), put(t, name, data), Options{Lang: "en"})
		if err != nil {
			t.Fatal(err)
		}
		if sentencesOf(d) != sentencesOf(want) {
			t.Errorf("%s: %s", name, sentencesOf(d))
		}
	}
	d, err := Open(t.Context(), put(t, "a.sent", []byte("one\n\nthree. Still three.\r\nfour")), Options{Lang: "en", Presegmented: true})
	if err != nil {
		t.Fatal(err)
	}
	if got := sentencesOf(d); got != "one||three. Still three.|four|" {
		t.Errorf("presegmented: %q", got)
	}
}

func TestErrors(t *testing.T) {
	cases := []struct {
		name string
		ref  func() string
		opts Options
		want error
	}{
		{"missing", func() string { return filepath.Join(t.TempDir(), "none") }, Options{Lang: "en"}, os.ErrNotExist},
		{"empty", func() string { return put(t, "e.txt", []byte(" \n\t\n")) }, Options{Lang: "en"}, extract.ErrEmpty},
		{"binary", func() string { return put(t, "b.txt", []byte("\x7fELF\x02\x01\x01\x00\x00")) }, Options{Lang: "en"}, extract.ErrBinary},
		{"too large", func() string { return put(t, "l.txt", []byte(strings.Repeat("word ", 1000))) }, Options{Lang: "en", MaxBytes: 999}, extract.ErrTooLarge},
	}
	for _, c := range cases {
		_, err := Open(t.Context(), c.ref(), c.opts)
		var e *Error
		if !errors.As(err, &e) || !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
}

// Parts gives the same sentences as Open, whatever they are cut into.
func TestPartsAreTheWhole(t *testing.T) {
	var b strings.Builder
	for i := 0; b.Len() < 3*partBytes; i++ {
		fmt.Fprintf(&b, "Thửa ruộng số %d rộng %d,5 ha. Ông Tư cấy lúa ở đó!\n", i, i%9+1)
		if i%7 == 0 {
			b.WriteByte('\n')
		}
	}
	path := put(t, "long.txt", []byte(b.String()))
	opts := Options{Lang: "vi", KeepAll: true}
	whole, err := Open(t.Context(), path, opts)
	if err != nil {
		t.Fatal(err)
	}
	n, parts := 0, 0
	for d, err := range Parts(t.Context(), path, opts) {
		if err != nil {
			t.Fatal(err)
		}
		parts++
		for _, s := range d.Sentences {
			if s.Text != whole.Sentences[n].Text {
				t.Fatalf("sentence %d: %q, want %q", n, s.Text, whole.Sentences[n].Text)
			}
			n++
		}
	}
	if n != len(whole.Sentences) || parts < 3 {
		t.Errorf("%d sentences in %d parts, want %d", n, parts, len(whole.Sentences))
	}
}

// endless is a reader of one line without end, up to a size.
type endless struct{ left int }

func (e *endless) Read(p []byte) (int, error) {
	if e.left <= 0 {
		return 0, fmt.Errorf("the reader was read to its end")
	}
	const words = "khongcodaucach"
	n := 0
	for n < len(p) {
		n += copy(p[n:], words)
	}
	e.left -= n
	return n, nil
}

// A single line of 200 MB passes through in little memory, and stopping early
// reads no further.
func TestPartsOfOneLine(t *testing.T) {
	if testing.Short() {
		t.Skip("200 MB of text")
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var peak uint64
	parts := 0
	for _, err := range Parts(ctx, "-", Options{Lang: "vi", KeepAll: true, Stdin: &endless{left: 200 << 20}}) {
		if err != nil {
			if parts < 10 {
				t.Fatal(err)
			}
			break
		}
		parts++
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		peak = max(peak, m.HeapInuse)
	}
	if peak > 300<<20 {
		t.Errorf("%d MB of heap for a line of 200 MB", peak>>20)
	}
}

// TestPackedTexts reads a Markdown file by its name within .gz, and refuses what
// unpacks beyond measure and files of pairs, each with what to do.
func TestPackedTexts(t *testing.T) {
	zipped := func(s string, n int) []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		for range n {
			if _, err := z.Write([]byte(s)); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	d, err := Open(context.Background(), put(t, "clinic.md.gz", zipped("# The clinic\n\nIt has *24* beds.\n", 1)), Options{Lang: "en"})
	if err != nil || len(d.Sentences) != 2 || d.Sentences[1].Text != "It has 24 beds." {
		t.Errorf("%+v, %v", d, err)
	}
	_, err = Open(context.Background(), put(t, "bomb.txt.gz", zipped(strings.Repeat("a", 1<<20), 80)), Options{Lang: "en"})
	if !errors.Is(err, extract.ErrTooLarge) || !strings.Contains(err.Error(), "200 times its size") {
		t.Errorf("a bomb: %v", err)
	}
	_, err = Open(context.Background(), put(t, "menu.po", []byte("msgid \"Open\"\nmsgstr \"Mở\"\n")), Options{Lang: "en"})
	var told *Error
	if !errors.As(err, &told) || !strings.Contains(err.Error(), "pairs already") || !strings.Contains(told.Hint, "songngu convert") {
		t.Errorf("a file of pairs: %v", err)
	}
}
