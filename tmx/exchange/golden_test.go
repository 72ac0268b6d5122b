package exchange

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write what the readers read into the golden files")

// readerOf is the reader of a file by its name.
func readerOf(name string) func([]byte, ReadOptions) Units {
	read := ReadXLIFF
	switch path.Ext(name) {
	case ".po":
		read = ReadPO
	case ".csv", ".tsv":
		read = ReadTable
	case ".jsonl":
		read = ReadJSONL
	}
	return func(data []byte, opts ReadOptions) Units { return read(bytes.NewReader(data), "file", opts) }
}

// transcript is what a stream gives: units as JSON lines, bad records as their
// errors; and the doubts about units.
func transcript(t testing.TB, units Units) (read, doubts string) {
	var b bytes.Buffer
	var d strings.Builder
	for u, err := range units {
		if bad, ok := errors.AsType[*RecordError](err); ok {
			b.WriteString(bad.Error() + "\n")
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		w := NewJSONLWriter(&b, WriteOptions{})
		if err := errors.Join(w.Write(u), w.Close()); err != nil {
			t.Fatal(err)
		}
		if why := Doubt(u); why != "" {
			d.WriteString(u.ID + " " + why + "\n")
		}
	}
	return b.String(), d.String()
}

// TestGolden reads files as the tools write them. Each archive says what is in
// its file.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no golden files", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			read, doubts := transcript(t, readerOf(a.Files[0].Name)(a.Files[0].Data, ReadOptions{}))
			if *update {
				a.Files[1].Data, a.Files[2].Data = []byte(read), []byte(doubts)
				if err := os.WriteFile(file, txtar.Format(a), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if want := string(a.Files[1].Data); read != want {
				t.Errorf("read\n%s\nwant\n%s", read, want)
			}
			if want := string(a.Files[2].Data); doubts != want {
				t.Errorf("doubts\n%s\nwant\n%s", doubts, want)
			}
		})
	}
}
