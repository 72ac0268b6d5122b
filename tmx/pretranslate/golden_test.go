package pretranslate_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"songngu/tmx/pretranslate"
)

var update = flag.Bool("update", false, "write what comes out as what is wanted")

// Each archive of testdata holds files to be filled and, under the same name
// with .want behind it, what is to come out. The comment may name options.
func TestGolden(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txtar")
	if len(files) < 5 {
		t.Fatalf("%d archives only", len(files))
	}
	m, empty := opened(t, known), opened(t, "")
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		opts := pretranslate.Options{Detect: true, Mark: strings.Contains(string(a.Comment), "option: mark"), Overwrite: strings.Contains(string(a.Comment), "option: overwrite")}
		for i := range a.Files {
			f := &a.Files[i]
			if strings.HasSuffix(f.Name, ".want") {
				continue
			}
			t.Run(filepath.Base(file)+"/"+f.Name, func(t *testing.T) {
				format, ok := pretranslate.FormatOf(f.Name)
				if !ok {
					t.Fatalf("no format for %q", f.Name)
				}
				if same, _ := filled(t, empty, format, string(f.Data), opts); same != string(f.Data) {
					t.Errorf("an empty memory changes the file:\n%s", same)
				}
				got, _ := filled(t, m, format, string(f.Data), opts)
				for k := range a.Files {
					if a.Files[k].Name != f.Name+".want" {
						continue
					}
					if *update {
						a.Files[k].Data = []byte(got)
					} else if want := string(a.Files[k].Data); got != want {
						t.Errorf("got\n%s\nwant\n%s", got, want)
					}
				}
			})
		}
		if *update {
			if err := os.WriteFile(file, txtar.Format(a), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// archived is a file of an archive of testdata.
func archived(t testing.TB, archive, name string) string {
	t.Helper()
	a, err := txtar.ParseFile("testdata/" + archive + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	t.Fatalf("no %q in %q", name, archive)
	return ""
}
