package exchange

import (
	"io"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"songngu/tmx"
)

// fuzzReader feeds a reader anything: it may not panic, gives units that have
// a source, and what it gives every writer takes or refuses as a unit; written
// in its own format and read again, the units are as many.
func fuzzReader(f *testing.F, ext string, write func(io.Writer) Writer) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		if a, err := txtar.ParseFile(file); err == nil && (filepath.Ext(a.Files[0].Name) == ext || ext == ".xlf" && len(filepath.Ext(a.Files[0].Name)) > 5) {
			f.Add(a.Files[0].Data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		opts := ReadOptions{MaxRecord: 1 << 16}
		writers := []Writer{NewXLIFFWriter(io.Discard, WriteOptions{}), NewXLIFF2Writer(io.Discard, WriteOptions{}), NewPOWriter(io.Discard, WriteOptions{}), NewTBXWriter(io.Discard, WriteOptions{})}
		var file buffer
		own := write(&file)
		wrote := 0
		for u, err := range readerOf("file"+ext)(data, opts) {
			if err != nil {
				if _, ok := err.(*RecordError); !ok {
					t.Fatal(err)
				}
				continue
			}
			if len(u.Variants) == 0 {
				t.Fatal("unit without variants")
			}
			Marked(u.Variants[0].Seg)
			for _, w := range writers {
				take(t, w, u)
			}
			if take(t, own, u) {
				wrote++
			}
		}
		for _, w := range append(writers, own) {
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
		}
		for _, err := range readerOf("file"+ext)(file, ReadOptions{}) {
			if err != nil {
				t.Fatalf("%v\n%s", err, file)
			}
			wrote--
		}
		if wrote != 0 {
			t.Fatalf("%d units more written than read\n%s", wrote, file)
		}
	})
}

func take(t *testing.T, w Writer, u *tmx.Unit) bool {
	err := w.Write(u)
	if _, refused := err.(*tmx.UnitError); err != nil && !refused {
		t.Fatal(err)
	}
	return err == nil
}

type buffer []byte

func (b *buffer) Write(p []byte) (int, error) {
	*b = append(*b, p...)
	return len(p), nil
}

func FuzzXLIFF(f *testing.F) {
	fuzzReader(f, ".xlf", func(w io.Writer) Writer { return NewXLIFFWriter(w, WriteOptions{}) })
}

func FuzzPO(f *testing.F) {
	fuzzReader(f, ".po", func(w io.Writer) Writer { return NewPOWriter(w, WriteOptions{}) })
}

func FuzzTable(f *testing.F) {
	fuzzReader(f, ".csv", func(w io.Writer) Writer {
		c, err := NewCSVWriter(w, WriteOptions{})
		if err != nil {
			f.Fatal(err)
		}
		return c
	})
}

func FuzzJSONL(f *testing.F) {
	fuzzReader(f, ".jsonl", func(w io.Writer) Writer { return NewJSONLWriter(w, WriteOptions{}) })
}
