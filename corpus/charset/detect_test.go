package charset

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"songngu/corpus/measuring"
)

// sharedTexts returns the development texts whose names end in suffix, at most
// limit files, or nil where there are none.
func sharedTexts(suffix string, limit int) []string {
	var files []string
	filepath.WalkDir(filepath.Join(measuring.Folder(), "data", "gold"), func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() && strings.HasSuffix(path, suffix) {
			files = append(files, path)
		}
		return nil
	})
	slices.Sort(files)
	step := max(1, len(files)/limit)
	var texts []string
	for i := 0; i < len(files); i += step {
		if b, err := os.ReadFile(files[i]); err == nil && utf8.Valid(b) {
			texts = append(texts, string(b[:min(len(b), 60_000)]))
		}
	}
	return texts
}

// chunks cuts texts into pieces of about size characters, at blanks.
func chunks(texts []string, size, limit int) []string {
	var all []string
	for _, t := range texts {
		r := []rune(strings.ToValidUTF8(t, ""))
		for len(r) >= size {
			end := size
			for end > 0 && r[end-1] != ' ' && r[end-1] != '\n' {
				end--
			}
			if end == 0 {
				break
			}
			all = append(all, string(r[:end]))
			r = r[end:]
		}
	}
	step := max(1, len(all)/limit)
	var some []string
	for i := 0; i < len(all); i += step {
		some = append(some, all[i])
	}
	return some
}

// misread makes mojibake: the UTF-8 bytes of s taken for windows-1252.
func misread(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		r := table1252[c]
		if r == utf8.RuneError { // browsers and most converters make control characters
			r = rune(c)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// onlyKnown leaves out what no old charset can write, so that the encoded text
// can be compared with what is read back.
func onlyKnown(s string) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf || marked(r) {
			return r
		}
		return -1
	}, s)
}

// confusion counts what each kind of text was read as.
type confusion map[string]map[string]int

func (c confusion) add(kind, name string) {
	if c[kind] == nil {
		c[kind] = map[string]int{}
	}
	c[kind][name]++
}

// TestDetect prints, for texts in every charset, what they were read as: the
// file of testdata, and the development texts where they are at hand. Asked
// to be verbose, it measures on ten times as much.
func TestDetect(t *testing.T) {
	vi := append(sharedTexts(".vi.txt", 40), file(t, "vi.txt"))
	en := append(sharedTexts(".en.txt", 40), file(t, "en.txt"))
	if len(vi) == 1 {
		t.Log("no development texts: measuring on testdata alone")
	}
	limit := 15 // of chunks of each size and language
	if testing.Verbose() {
		limit = 150
	}
	enc := encoders(t)
	for _, size := range []int{200, 1000, 5000} {
		table := confusion{}
		right, all := 0, 0
		try := func(kind string, data []byte, want string, o Options) {
			got, found := decode(t, data, o)
			table.add(kind, found.Name)
			all++
			if mended, _ := Mend(want, o.Lang); got == mended { // real texts have damage of their own
				want = mended
			}
			if sameButCapitals(got, want, found.Name) || strings.HasPrefix(kind, "vi viqr") && found.Name == nameVIQR {
				right++
			} else if testing.Verbose() && all-right <= 12 {
				a, b := firstDifference(got, want)
				t.Logf("  %s at %d, %+v: read as %+v: %q, want %q", kind, size, o, found, clip(a), clip(b))
			}
		}
		for _, c := range chunks(vi, size, limit) {
			plain := onlyKnown(c)
			for name, encode := range enc {
				data := encode(plain)
				try("vi "+name, data, plain, Options{})
				page := func(lie, body string) string {
					return `<html><head><meta http-equiv="Content-Type" content="text/html; charset=` + lie +
						`"><title>x</title></head><body>` + body + "</body></html>"
				}
				for _, lie := range []string{"utf-8", "iso-8859-1", "x-user-defined"} {
					try("vi "+name+" in a lying page", []byte(page(lie, string(data))), page(lie, plain), Options{HTML: true, Lang: "vi"})
				}
			}
			try("vi utf-8", []byte(c), c, Options{})
			try("vi utf-8 called latin-1", []byte(c), c, Options{Declared: "iso-8859-1"})
			try("vi utf-16le", utf16Bytes(c, false), c, Options{})
			try("vi utf-16be", utf16Bytes(c, true), c, Options{})
			try("vi mojibake", []byte(misread(c)), c, Options{})
			try("vi mojibake", []byte(misread(misread(c))), c, Options{})
		}
		for _, c := range chunks(en, size, limit) {
			try("en utf-8", []byte(c), c, Options{})
			try("en utf-8 on a Vietnamese site", []byte(c), c, Options{Lang: "vi", Declared: "windows-1258"})
			western := strings.NewReplacer(" \"", " “", "\n\"", "\n“", "\"", "”", "'", "’", " - ", " – ").Replace(c)
			if data, err := charmap.Windows1252.NewEncoder().Bytes([]byte(western)); err == nil {
				try("en windows-1252", data, western, Options{})
				try("en windows-1252 called utf-8", data, western, Options{Declared: "utf-8", Lang: "en"})
			}
			try("en utf-16le", utf16Bytes(c, false), c, Options{})
		}
		t.Logf("chunks of %d characters: %d of %d right, %.2f %%", size, right, all, 100*float64(right)/float64(all))
		for _, kind := range slices.Sorted(maps.Keys(table)) {
			var cells []string
			for _, name := range slices.Sorted(maps.Keys(table[kind])) {
				cells = append(cells, fmt.Sprintf("%s %d", name, table[kind][name]))
			}
			t.Logf("  %-42s %s", kind, strings.Join(cells, ", "))
		}
		if share := float64(right) / float64(all); share < 0.995 && size >= 1000 || share < 0.97 {
			t.Errorf("only %.2f %% right at %d characters", 100*share, size)
		}
	}
}

// sameButCapitals compares what was read with what was written; the small
// letters that TCVN3 has for toned capitals are no fault of the detection. (Nor
// is what VIQR loses where the writer mistyped; its name alone is compared.)
func sameButCapitals(got, want, name string) bool {
	return got == want || name == nameTCVN3 && strings.EqualFold(got, want)
}

func clip(s string) string {
	if len(s) > 120 {
		return s[:120] + "…"
	}
	return s
}
