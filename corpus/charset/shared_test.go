package charset

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"songngu/corpus/measuring"
)

// TestSharedFiles reads every text of the end-to-end set: as it is, and, for
// the Vietnamese ones, in each charset that it can be written in.
func TestSharedFiles(t *testing.T) {
	root := measuring.Path(t, "data", "e2e")
	enc := encoders(t)
	files, wrong := 0, 0
	filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasSuffix(path, ".docx") {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files++
		lang := ""
		for _, l := range []string{"en", "vi"} {
			if strings.Contains(filepath.Base(path), "."+l+".") {
				lang = l
			}
		}
		o := Options{HTML: strings.HasSuffix(path, ".html"), Lang: lang}
		text, found := decode(t, data, o)
		if found.Name != nameUTF8 || !utf8.Valid(data) {
			t.Errorf("%s: read as %+v", e.Name(), found)
		}
		if len(found.Repairs) > 0 {
			t.Logf("%s: %+v", e.Name(), found)
		} else if text != string(data) {
			t.Errorf("%s: changed without a repair", e.Name())
		}
		if lang != "vi" {
			return nil
		}
		plain := onlyKnown(text)
		for name, encode := range enc {
			got, found := decode(t, encode(plain), o)
			if found.Name != name && !sameButCapitals(got, plain, found.Name) {
				wrong++
				t.Errorf("%s in %s: read as %+v", e.Name(), name, found)
			}
		}
		return nil
	})
	if files == 0 {
		t.Skip("no end-to-end texts beside the project; set SONGNGU_SHARED to their folder")
	}
	t.Logf("%d files, %d wrong", files, wrong)
}
