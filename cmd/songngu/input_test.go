package main

import (
	"archive/zip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A zipped table or XLIFF is read by the name within; of several files nobody
// can say which is meant.
func TestZippedInput(t *testing.T) {
	dir := t.TempDir()
	pack := func(name string, members map[string]string) string {
		path := filepath.Join(dir, name)
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		z := zip.NewWriter(f)
		for member, text := range members {
			w, err := z.Create(member)
			if err == nil {
				_, err = w.Write([]byte(text))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		return path
	}
	const table = "en,vi\nThe tide is in.,Nước đã lên.\n"
	out := filepath.Join(dir, "out.tmx")
	if code, _, stderr := runProgram(t, "songngu", "convert", pack("tide.csv.zip", map[string]string{"tide.csv": table}), "-o", out); code != exitDone {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	if data, err := os.ReadFile(out); err != nil || !strings.Contains(string(data), "<seg>Nước đã lên.</seg>") {
		t.Errorf("the memory is %s, %v", data, err)
	}
	two := pack("two.csv.zip", map[string]string{"a.csv": table, "b.csv": table})
	if code, _, stderr := runProgram(t, "songngu", "convert", two, "-o", filepath.Join(dir, "two.tmx")); code != exitUnread || !strings.Contains(stderr, "holds 2 files") {
		t.Errorf("two files: exit code %d: %s", code, stderr)
	}
	broken := filepath.Join(dir, "broken.csv.zip")
	write(t, broken, "PK no archive")
	if code, _, stderr := runProgram(t, "songngu", "convert", broken, "-o", filepath.Join(dir, "broken.tmx")); code != exitUnread || !strings.Contains(stderr, "is it one, and whole") {
		t.Errorf("no archive: exit code %d: %s", code, stderr)
	}
}
