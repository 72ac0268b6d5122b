package diff

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// Any two texts, a unit a line, are compared without panic, the same both ways,
// and the words of any two lines are.
func FuzzCompare(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		var texts []string
		for _, part := range archive.Files {
			texts = append(texts, string(part.Data))
		}
		f.Add(texts[0], texts[1], len(texts)%2 == 0)
	}
	f.Fuzz(func(t *testing.T, a, b string, documents bool) {
		if len(a)+len(b) > 4<<10 {
			return
		}
		x, y := linesOf(a, documents), linesOf(b, documents)
		checkSymmetric(t, x, y)
		checkSame(t, x)
		Words(a, b, nil)
		Join(x, y, x)
	})
}

func linesOf(s string, documents bool) *Memory {
	m := &Memory{Documents: documents, PairsOnly: !documents}
	for line := range strings.Lines(s) {
		f := append(strings.Split(line, " | "), "", "")
		m.Add("", "", filledLine(f[1]), filledLine(f[2]))
	}
	return m
}
