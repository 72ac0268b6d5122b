package evaluate

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"
)

// Segmentation is a segmenter's sentence boundaries against gold. Boundaries are
// places among the characters that are not white space; the end of the text is
// none.
type Segmentation struct {
	Right, Wrong, Missed int
	// Differs names the documents whose text is not that of the gold, so that
	// their boundaries cannot be compared fairly.
	Differs []string
	Missing []string // documents without a file
}

// Precision is the share of the boundaries set that are right; 0 if none is set.
func (s Segmentation) Precision() float64 { return ratio(s.Right, s.Right+s.Wrong) }

// Recall is the share of the gold boundaries that are set.
func (s Segmentation) Recall() float64 { return ratio(s.Right, s.Right+s.Missed) }

// F1 is the harmonic mean of both.
func (s Segmentation) F1() float64 {
	p, r := s.Precision(), s.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// boundaries reads a text of one sentence a line: the places after each line,
// and the number of characters.
func boundaries(text string) (map[int]bool, int) {
	set := make(map[int]bool)
	n := 0
	for line := range strings.Lines(text) {
		k := 0
		for _, r := range line {
			if !unicode.IsSpace(r) {
				k++
			}
		}
		if k > 0 {
			n += k
			set[n] = true
		}
	}
	return set, n
}

// CompareSegments adds the boundaries of one document, given as texts of one
// sentence a line. It reports whether both are the same text.
func (s *Segmentation) CompareSegments(gold, test string) bool {
	g, gn := boundaries(gold)
	t, tn := boundaries(test)
	delete(g, gn)
	delete(t, tn)
	both := 0
	for b := range t {
		both += one(g[b])
	}
	s.Right += both
	s.Wrong += len(t) - both
	s.Missed += len(g) - both
	return gn == tn
}

// maxText bounds a file of sentences.
const maxText = 1 << 30

// MeasureSegments measures a file, or DOC.sent of the folder gold with the file
// of the same name in the folder test.
func MeasureSegments(gold, test string) (*Segmentation, error) {
	s := new(Segmentation)
	gi, err := os.Stat(gold)
	if err != nil {
		return nil, err
	}
	if !gi.IsDir() {
		return s, s.file(filepath.Base(gold), gold, test)
	}
	paths, err := filepath.Glob(filepath.Join(escape(gold), "*.sent"))
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("%q holds no gold: files must end in .sent", gold)
	}
	for _, path := range paths {
		name := filepath.Base(path)
		other := filepath.Join(test, name)
		if _, err := os.Stat(other); os.IsNotExist(err) {
			s.Missing = append(s.Missing, name)
			continue
		}
		if err := s.file(name, path, other); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// escape makes a folder's name safe for Glob.
func escape(dir string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(dir)
}

func (s *Segmentation) file(name, gold, test string) error {
	g, err := readText(gold)
	if err != nil {
		return err
	}
	t, err := readText(test)
	if err != nil {
		return err
	}
	if !s.CompareSegments(g, t) {
		s.Differs = append(s.Differs, name)
	}
	return nil
}

func readText(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxText))
	if err != nil {
		return "", fmt.Errorf("reading %q: %w", path, err)
	}
	return string(b), nil
}
