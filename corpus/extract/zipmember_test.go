package extract

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestZipMember(t *testing.T) {
	const page = "<html><body><p>Xin chào.</p></body></html>"
	many := []string{}
	for i := range 12 {
		many = append(many, fmt.Sprintf("bai-%02d.txt", i), "Chào.")
	}
	for _, c := range []struct {
		label string
		parts []string
		name  string
		want  error
		says  string
	}{
		{"one", []string{"bai.txt", "Chào buổi sáng."}, "bai.txt", nil, ""},
		{"in a folder, with what a Mac adds", []string{"a/", "", "a/bai.html", page, "__MACOSX/a/._bai.html", "\x00\x05", "a/.DS_Store", "\x00\x01Bud1"}, "a/bai.html", nil, ""},
		{"a saved page with its pictures", []string{"p.html", page, "p/a.css", "p { margin: 0 }", "p/b.png", "\x89PNG\r\n\x1a\n", "p/c.js", "var a = 1"}, "p.html", nil, ""},
		{"an office file", []string{"don.docx", string(docxFile(t))}, "don.docx", nil, ""},
		{"a text without an ending", []string{"README", "Một tệp."}, "README", nil, ""},
		{"two", []string{"en.txt", "Hello.", "vi.txt", "Chào."}, "", ErrSeveral, `"en.txt", "vi.txt"`},
		{"twelve", many, "", ErrSeveral, "and 4 more"},
		{"pictures only", []string{"a.png", "\x89PNG\r\n\x1a\n"}, "", ErrBinary, ""},
		{"an archive in it", []string{"a.zip", string(packed(t, "a.txt", "x"))}, "", ErrBinary, ""},
		{"nothing", nil, "", ErrBinary, ""},
		{"out of it", []string{"../bai.txt", "Chào."}, "", ErrBinary, "leads out"},
		{"out of it by the root", []string{"/etc/bai.txt", "Chào."}, "", ErrBinary, "leads out"},
		{"out of it on Windows", []string{`a\..\..\bai.txt`, "Chào."}, "", ErrBinary, "leads out"},
	} {
		t.Run(c.label, func(t *testing.T) {
			data := packed(t, c.parts...)
			name, got, err := ZipMember(bytes.NewReader(data), int64(len(data)), Options{})
			if name != c.name || !errors.Is(err, c.want) || err != nil && !strings.Contains(err.Error(), c.says) {
				t.Fatalf("%q, %v", name, err)
			}
			for i := 0; i+1 < len(c.parts); i += 2 {
				if c.parts[i] == name && string(got) != c.parts[i+1] {
					t.Errorf("%q", got)
				}
			}
		})
	}
}

// A small archive that unpacks to much, in one member or in many, and one with
// a password.
func TestZipBounds(t *testing.T) {
	zeros := strings.Repeat(strings.Repeat("a", 99)+"\n", 1<<15)
	one := packed(t, "a.txt", zeros)
	var parts []string
	for i := range 40 {
		parts = append(parts, fmt.Sprintf("%d.zip", i), string(packed(t, "a.bin", zeros[:200<<10])))
	}
	for name, data := range map[string][]byte{"one": one, "many": packed(t, parts...)} {
		_, _, err := ZipMember(bytes.NewReader(data), int64(len(data)), Options{MaxBytes: 32 << 10})
		if !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	if _, err := w.CreateRaw(&zip.FileHeader{Name: "a.txt", Flags: 1}); err != nil {
		t.Fatal(err)
	}
	w.Close()
	if _, _, err := ZipMember(bytes.NewReader(b.Bytes()), int64(b.Len()), Options{}); !errors.Is(err, ErrLocked) {
		t.Error(err)
	}
}

func FuzzZipMember(f *testing.F) {
	f.Add(packed(f, "a.txt", "Chào.", "b/c.png", "\x89PNG\r\n"))
	f.Add(packed(f, "don.docx", string(docxFile(f))))
	f.Fuzz(func(t *testing.T, data []byte) {
		name, got, err := ZipMember(bytes.NewReader(data), int64(len(data)), Options{MaxBytes: 1 << 20})
		if err == nil && (name == "" || len(got) > 1<<20) {
			t.Fatalf("%q, %d bytes", name, len(got))
		}
	})
}
