package tmx

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestSamplesInClients writes what is read from each sample as every client
// should take it and asks the clients. It needs the scripts of the samples'
// collection and takes minutes, so SONGNGU_CLIENTS names the clients to try:
// "xmllint,perl-xml-tmx,translate-toolkit,omegat".
func TestSamplesInClients(t *testing.T) {
	clients := strings.Split(os.Getenv("SONGNGU_CLIENTS"), ",")
	if clients[0] == "" {
		t.Skip("set SONGNGU_CLIENTS to xmllint,perl-xml-tmx,translate-toolkit,omegat or some of them")
	}
	dir := samplesDir(t)
	out := t.TempDir()
	if keep := os.Getenv("SONGNGU_CLIENTS_DIR"); keep != "" {
		out = keep
	}
	for _, path := range sampleFiles(t, dir) {
		name, _ := filepath.Rel(dir, path)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		m := readAll(data, ReaderOptions{})
		if m.err != nil {
			t.Logf("%-50s not read: %v", name, m.err)
			continue
		}
		file := filepath.Join(out, strings.ReplaceAll(name, string(filepath.Separator), "_"))
		n, refused, langs := writeFile(t, file, m, WriterOptions{Valid: true})
		t.Logf("%-50.50s %d units written, %d refused, %v", name, n, refused, langs)
		for _, client := range clients {
			args := []string{file}
			switch {
			case client != "xmllint" && n == 0:
				continue
			case client == "translate-toolkit":
				// It takes two-letter codes, two languages and plain text.
				if n > 60 || len(langs) < 2 {
					continue
				}
				if _, _, langs = writeFile(t, file, m, WriterOptions{
					Inline: InlineText, TgtLang: langs[1], Codes: map[string]string{langs[0]: baseLang(langs[0]), langs[1]: baseLang(langs[1])},
				}); len(langs) < 2 {
					continue
				}
				args = append(args, langs...)
			case client == "omegat":
				if !slices.Equal(langs, []string{"en", "vi"}) {
					continue
				}
				writeFile(t, file, m, WriterOptions{Inline: InlineText, TgtLang: "vi"})
			}
			cmd := exec.Command(filepath.Join(dir, "..", "..", "tools", "try-"+client), args...)
			if result, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%s: %s: %v\n%.1500s", name, client, err, result)
			}
		}
	}
}

// writeFile writes a memory to file and returns the number of units written
// and refused and the languages of the first unit, source first.
func writeFile(t *testing.T, file string, m memory, opts WriterOptions) (n int64, refused int, langs []string) {
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := NewWriter(f, *m.header, opts)
	for _, u := range m.units {
		err := w.Write(u)
		if _, ok := errors.AsType[*UnitError](err); ok {
			refused++
		} else if err != nil {
			t.Fatal(err)
		} else if langs == nil {
			langs = []string{w.variants[0].code, w.variants[1].code}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return w.Units(), refused, langs
}
