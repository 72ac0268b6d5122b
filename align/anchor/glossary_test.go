package anchor

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The files under testdata hold the same three terms in every format, and one
// line that is broken.
func TestLoadGlossary(t *testing.T) {
	files, err := filepath.Glob("testdata/terms.*")
	if err != nil || len(files) < 6 {
		t.Fatalf("testdata: %v %v", files, err)
	}
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		g, err := LoadGlossary(f, filepath.Base(file), "")
		f.Close()
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if len(g.Entries) != 3 || len(g.Bad) != 1 || g.Bad[0].Line == 0 {
			t.Errorf("%s: %d entries, bad %v", file, len(g.Entries), g.Bad)
			continue
		}
		x := New(WithGlossary(g))
		for _, p := range []pair{
			{"The mangrove nursery was full.", "Vườn ươm cây ngập mặn đã kín chỗ.", "g:mangrove nursery"},
			{"A COVID-19 ward opened.", "Một khu điều trị COVID-19 mở cửa.", "g:COVID-19 ward"},
			{"The fish sauce is from Phu Quoc.", "Mắm cá này từ Phú Quốc.", "g:fish sauce"},
		} {
			en, vi := keysOf(x, p.en, "en", "g:"), keysOf(x, p.vi, "vi", "g:")
			if !slices.Equal(en, []string{p.key}) || !slices.Equal(vi, en) {
				t.Errorf("%s: want %s, got %q and %q", file, p.key, en, vi)
			}
		}
	}
}

func TestLoadGlossaryErrors(t *testing.T) {
	if _, err := LoadGlossary(strings.NewReader(""), "a.csv", "docx"); err == nil {
		t.Error("an unknown format is no error")
	}
	g, err := LoadGlossary(strings.NewReader("<martif><body><termEntry>"), "a.tbx", "")
	if err == nil || g == nil {
		t.Errorf("broken XML: %v, %v", g, err)
	}
	g, err = LoadGlossary(strings.NewReader("a\xff\tb\n\t\tc\n"), "a.txt", "")
	if err != nil || len(g.Bad) != 2 {
		t.Errorf("bad lines: %v, %v", g, err)
	}
}

func FuzzLoadGlossary(f *testing.F) {
	files, _ := filepath.Glob("testdata/terms.*")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, filepath.Base(file))
	}
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		g, err := LoadGlossary(strings.NewReader(string(data)), name, "")
		if err != nil {
			return
		}
		tables := &tables{newVocabulary(), newVocabulary()}
		tables.addGlossary(g)
		for _, e := range g.Entries {
			if len(e.English) == 0 || len(e.Vietnamese) == 0 {
				t.Fatalf("an entry without a term: %+v", e)
			}
		}
	})
}
