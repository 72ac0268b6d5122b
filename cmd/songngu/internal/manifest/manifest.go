// Package manifest reads the list that says which English file is the
// translation of which Vietnamese file or address.
package manifest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

// Pair is one line of a manifest.
type Pair struct {
	English    string // path or address of the English text
	Vietnamese string // path or address of its original
	ID         string // the user's name for the pair; may be empty
	Line       int    // where it stands, from 1
}

// A manifest is either lines of two or three columns separated by tabs,
//
//	english.txt<TAB>https://example.org/bai-viet<TAB>id
//
// or one JSON object a line, {"en":"english.txt","vi":"…","id":"…"}. Empty lines
// and lines that begin with # are passed by. Paths are relative to dir.
const maxLine = 1 << 20

// Read reads a manifest. Lines that make no sense come back as problems, each
// with its file and line, and do not stop the reading; the error is one of
// input or output.
func Read(r io.Reader, name, dir string) (pairs []Pair, problems []error, err error) {
	s := bufio.NewScanner(r)
	s.Buffer(nil, maxLine)
	for n := 1; s.Scan(); n++ {
		line := strings.TrimPrefix(strings.TrimRight(s.Text(), "\r"), "\ufeff")
		if t := strings.TrimSpace(line); t == "" || t[0] == '#' {
			continue
		}
		p, err := parse(line)
		if err != nil {
			problems = append(problems, fmt.Errorf("%s:%d: %w", name, n, err))
			continue
		}
		p.Line = n
		p.English, p.Vietnamese = resolve(dir, p.English), resolve(dir, p.Vietnamese)
		pairs = append(pairs, p)
	}
	if err := s.Err(); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	return pairs, problems, nil
}

func parse(line string) (Pair, error) {
	if strings.HasPrefix(strings.TrimSpace(line), "{") {
		var l struct{ En, Vi, ID string }
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			return Pair{}, err
		}
		if l.En == "" || l.Vi == "" {
			return Pair{}, fmt.Errorf(`members "en" and "vi" are both needed`)
		}
		return Pair{English: l.En, Vietnamese: l.Vi, ID: l.ID}, nil
	}
	f := strings.Split(line, "\t")
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	if len(f) < 2 || len(f) > 3 || f[0] == "" || f[1] == "" {
		return Pair{}, fmt.Errorf("%q is not an English file, a tab, and a Vietnamese file or address", line)
	}
	p := Pair{English: f[0], Vietnamese: f[1]}
	if len(f) == 3 {
		p.ID = f[2]
	}
	return p, nil
}

func resolve(dir, ref string) string {
	if ref == "-" || strings.Contains(ref, "://") || filepath.IsAbs(ref) {
		return ref
	}
	return filepath.Join(dir, ref)
}

// Find returns the pair of an English file: by its path, or failing that by its
// base name where only one pair has it.
func Find(pairs []Pair, english string) (Pair, bool) {
	want := filepath.Clean(english)
	var byBase []Pair
	for _, p := range pairs {
		if filepath.Clean(p.English) == want {
			return p, true
		}
		if filepath.Base(p.English) == filepath.Base(want) {
			byBase = append(byBase, p)
		}
	}
	if len(byBase) == 1 {
		return byBase[0], true
	}
	return Pair{}, false
}
