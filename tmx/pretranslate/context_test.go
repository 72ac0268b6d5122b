package pretranslate_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"songngu/tmx/leverage"
	"songngu/tmx/memory"
	"songngu/tmx/pretranslate"
)

func TestContext(t *testing.T) {
	m := inContext(t, "The river is wide.", "Con sông rộng.", "We have no boat.", "Chúng tôi không có thuyền.", "Night falls.", "Đêm xuống.")
	unit := func(s string) string { return `<trans-unit id="1"><source>` + s + `</source></trans-unit>` }
	file := func(units ...string) string {
		return `<xliff version="1.2"><file source-language="en" target-language="vi"><body>` + strings.Join(units, "") + `</body></file></xliff>`
	}
	_, r := filled(t, m, pretranslate.XLIFF, file(unit("The river is wide."), unit("We have no boat."), unit("Night falls.")), pretranslate.Options{})
	if r.Bands[leverage.Context].Segments != 3 {
		t.Errorf("in order: %+v", r.Bands)
	}
	_, r = filled(t, m, pretranslate.XLIFF, file(unit("Night falls."), unit("We have no boat."), unit("Night falls.")), pretranslate.Options{})
	if r.Bands[leverage.Exact].Segments < 1 {
		t.Errorf("in another order: %+v", r.Bands)
	}
	// Two files of one XLIFF are no context of each other.
	two := `<xliff version="1.2"><file source-language="en"><body>` + unit("The river is wide.") + `</body></file><file source-language="en"><body>` + unit("Night falls.") + `</body></file></xliff>`
	if _, r = filled(t, m, pretranslate.XLIFF, two, pretranslate.Options{}); r.Segments != 2 || r.Filled != 2 {
		t.Errorf("%+v", r)
	}
}

func TestDirections(t *testing.T) {
	m := opened(t, known)
	vi := `<xliff version="1.2"><file source-language="vi" target-language="en-GB"><body><trans-unit id="1"><source>Giờ mở cửa</source></trans-unit></body></file></xliff>`
	got, r := filled(t, m, pretranslate.XLIFF, vi, pretranslate.Options{Detect: true})
	if !strings.Contains(got, ">Opening hours</target>") || r.From != memory.Vietnamese {
		t.Error(got)
	}
	got, _ = filled(t, m, pretranslate.Text, "Giờ mở cửa\n", pretranslate.Options{From: memory.Vietnamese})
	if got != "Opening hours\n" {
		t.Errorf("%q", got)
	}
	for in, want := range map[string]error{
		strings.Replace(vi, `"vi"`, `"de"`, 1):               pretranslate.ErrLanguages,
		`<?xml version="1.0" encoding="windows-1258"?>` + vi: pretranslate.ErrCharset,
		"<html></html>": pretranslate.ErrFormat,
		"":              pretranslate.ErrFormat,
		"<xliff " + strings.Repeat("a", 2<<20) + ">":             pretranslate.ErrFormat,
		`<xliff version="1.2">` + strings.Repeat("<group>", 500): pretranslate.ErrFormat,
	} {
		_, err := pretranslate.File(context.Background(), m, pretranslate.XLIFF, strings.NewReader(in), io.Discard, pretranslate.Options{Detect: true})
		if !errors.Is(err, want) {
			t.Errorf("%.60q: %v, not %v", in, err, want)
		}
	}
	if _, err := pretranslate.File(context.Background(), m, pretranslate.XLIFF, strings.NewReader(vi), io.Discard, pretranslate.Options{}); err == nil {
		t.Error("a file from vi was taken as one from en")
	}
}

func TestUTF16(t *testing.T) {
	m := opened(t, known)
	wide := func(s string) string {
		var b bytes.Buffer
		b.WriteString("\xff\xfe")
		for _, r := range s {
			b.WriteByte(byte(r))
			b.WriteByte(byte(r >> 8))
		}
		return b.String()
	}
	got, _ := filled(t, m, pretranslate.Text, wide("Opening hours\r\n"), pretranslate.Options{})
	if got != wide("Giờ mở cửa\r\n") {
		t.Errorf("%q", got)
	}
}

// units is a large XLIFF file that is made as it is read.
type units struct {
	left int
	buf  []byte
}

func (u *units) Read(p []byte) (int, error) {
	for len(u.buf) == 0 {
		if u.left < 0 {
			return 0, io.EOF
		}
		if u.left--; u.left < 0 {
			u.buf = []byte("</body></file></xliff>")
			break
		}
		u.buf = fmt.Appendf(nil, "<trans-unit id=\"%d\"><source>Opening hours</source></trans-unit>\n", u.left)
	}
	n := copy(p, u.buf)
	u.buf = u.buf[n:]
	return n, nil
}

func TestLargeFileInBoundedMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("a large file")
	}
	in := io.MultiReader(strings.NewReader(`<xliff version="1.2"><file source-language="en"><header>`),
		io.LimitReader(zeros{}, 40<<20), strings.NewReader("</header><body>"), &units{left: 200_000})
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	most := uint64(0)
	opts := pretranslate.Options{Progress: func(read int64) {
		if read>>22 > 0 && read%(1<<22) < 1<<16 {
			runtime.ReadMemStats(&after)
			most = max(most, after.HeapInuse-min(before.HeapInuse, after.HeapInuse))
		}
	}}
	r, err := pretranslate.File(context.Background(), fixed{}, pretranslate.XLIFF, in, io.Discard, opts)
	if err != nil || r.Filled != 200_000 {
		t.Fatalf("%v %+v", err, r)
	}
	if most > 64<<20 {
		t.Errorf("%d MiB in use", most>>20)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'A'
	}
	return len(p), nil
}

type fixed struct{}

func (fixed) Lookup(_ context.Context, q memory.Query) ([]memory.Match, error) {
	return []memory.Match{{Percent: 100, Source: q.Text, Target: "Giờ mở cửa"}}, nil
}

// Other programs read what is written.
func TestOtherProgramsReadIt(t *testing.T) {
	m := opened(t, known)
	for _, c := range []struct{ program, archive, file string }{
		{"xmllint", "xliff12", "a.xlf"}, {"xmllint", "xliff2", "a.xlf"}, {"xmllint", "dialects", "a.sdlxliff"}, {"xmllint", "dialects", "b.mqxliff"},
		{"pocount", "xliff12", "a.xlf"}, {"pocount", "po", "a.po"},
	} {
		t.Run(c.program+" "+c.file, func(t *testing.T) {
			path, err := exec.LookPath(c.program)
			if err != nil {
				t.Skip(c.program, "is not installed")
			}
			in := archived(t, c.archive, c.file)
			format, _ := pretranslate.FormatOf(c.file)
			got, _ := filled(t, m, format, in, pretranslate.Options{Detect: true})
			file := filepath.Join(t.TempDir(), c.file)
			if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
			args := []string{"--noout", "--nonet", file}
			if c.program == "pocount" {
				args = []string{"--csv", file}
			}
			out, err := exec.Command(path, args...).CombinedOutput()
			if err != nil || c.program == "pocount" && !strings.Contains(string(out), c.file) {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
}

func TestMsgfmtTakesIt(t *testing.T) {
	path, err := exec.LookPath("msgfmt")
	if err != nil {
		t.Skip("msgfmt is not installed")
	}
	in := "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=CHARSET\\n\"\n\nmsgid \"Opening hours\\n\"\nmsgstr \"\"\n\nmsgid \"The gate opens at eight in the morning.\"\nmsgstr \"\"\n"
	got, _ := filled(t, opened(t, known), pretranslate.PO, in, pretranslate.Options{})
	cmd := exec.Command(path, "--check-format", "-o", filepath.Join(t.TempDir(), "a.mo"), "-")
	cmd.Stdin = strings.NewReader(got)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v: %s in\n%s", err, out, got)
	}
}

func BenchmarkXLIFF(b *testing.B) {
	var in bytes.Buffer
	in.WriteString(`<xliff version="1.2"><file source-language="en"><body>`)
	io.Copy(&in, &units{left: 10_000})
	b.SetBytes(int64(in.Len()))
	for b.Loop() {
		if _, err := pretranslate.File(context.Background(), fixed{}, pretranslate.XLIFF, bytes.NewReader(in.Bytes()), io.Discard, pretranslate.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
