package evaluate

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// maxLine bounds a line of a bead file: a bead of thousands of sentences is no
// bead.
const maxLine = 1 << 20

// SyntaxError is a line of a bead file that says nothing this package knows.
type SyntaxError struct {
	File string
	Line int
	Text string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%s:%d: not a bead: %q", e.File, e.Line, e.Text)
}

// ReadBeads reads beads as lines of text: the English line numbers, separated by
// commas, a tab, the Vietnamese ones, and perhaps a tab and a confidence from 0
// to 1; further columns are passed over. Numbers count from 0. Empty lines are
// passed over too. name is for messages.
func ReadBeads(r io.Reader, name string) ([]Bead, error) {
	var beads []Bead
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, maxLine)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimSuffix(sc.Text(), "\r")
		if strings.TrimSpace(line) == "" {
			continue
		}
		b, ok := parseBead(line)
		if !ok {
			return nil, &SyntaxError{name, n, line}
		}
		beads = append(beads, b)
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("reading %q: %w", name, err)
	}
	return beads, nil
}

func parseBead(line string) (Bead, bool) {
	src, rest, _ := strings.Cut(line, "\t")
	tgt, rest, _ := strings.Cut(rest, "\t")
	conf, _, _ := strings.Cut(rest, "\t")
	b := Bead{Confidence: -1}
	var ok [2]bool
	b.Src, ok[0] = parseLines(src)
	b.Tgt, ok[1] = parseLines(tgt)
	if !ok[0] || !ok[1] || len(b.Src)+len(b.Tgt) == 0 {
		return b, false
	}
	if conf = strings.TrimSpace(conf); conf != "" {
		v, err := strconv.ParseFloat(conf, 64)
		if err != nil || math.IsNaN(v) || v < 0 || v > 1 {
			return b, false
		}
		b.Confidence = v
	}
	return b, true
}

func parseLines(s string) ([]int, bool) {
	var lines []int
	for f := range strings.SplitSeq(s, ",") {
		if f = strings.TrimSpace(f); f == "" {
			continue
		}
		n, err := strconv.Atoi(f)
		if err != nil || n < 0 {
			return nil, false
		}
		lines = append(lines, n)
	}
	slices.Sort(lines)
	return slices.Compact(lines), true
}

// ReadFile reads a file of beads as ReadBeads does.
func ReadFile(path string) ([]Bead, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return ReadBeads(f, path)
}

// goldEnding and testEndings are what the files of a folder end in; the first
// of the latter that is there counts.
const goldEnding = ".gold.tsv"

var testEndings = []string{".pred.tsv", ".beads", ".alignment.jsonl", ".ladder", ".vecalign", ".bertalign", ".ces", ".xces", ".tsv"}

// ReadGold reads a gold file and, beside DOC.gold.tsv, the tags in DOC.tags.txt
// if that file exists: one a line, in the order of the beads.
func ReadGold(path string) (Gold, error) {
	beads, err := ReadFile(path)
	if err != nil {
		return Gold{}, err
	}
	g := Gold{Beads: beads}
	base, ok := strings.CutSuffix(path, goldEnding)
	if !ok {
		return g, nil
	}
	tags, err := os.ReadFile(base + ".tags.txt")
	if os.IsNotExist(err) {
		return g, nil
	}
	if err != nil {
		return Gold{}, err
	}
	for line := range strings.Lines(string(tags)) {
		g.Tags = append(g.Tags, strings.TrimRight(line, "\r\n"))
	}
	return g, nil
}

// Files is a gold file and what is to be measured against it.
type Files struct {
	Name       string // of the document
	Gold, Test string // paths; Test is empty if there is none
}

// Pair finds the documents of a gold file or folder: DOC.gold.tsv with
// DOC.pred.tsv, DOC.beads, DOC.alignment.jsonl and the like of the folder test. Two files are a pair
// whatever their names. The documents are in the order of their names.
func Pair(gold, test string) ([]Files, error) {
	gi, err := os.Stat(gold)
	if err != nil {
		return nil, err
	}
	ti, err := os.Stat(test)
	if err != nil {
		return nil, err
	}
	if gi.IsDir() != ti.IsDir() {
		return nil, fmt.Errorf("%q and %q must both be files or both be folders", gold, test)
	}
	if !gi.IsDir() {
		return []Files{{Name: strings.TrimSuffix(filepath.Base(gold), goldEnding), Gold: gold, Test: test}}, nil
	}
	entries, err := os.ReadDir(gold)
	if err != nil {
		return nil, err
	}
	var pairs []Files
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), goldEnding)
		if !ok || e.IsDir() {
			continue
		}
		f := Files{Name: name, Gold: filepath.Join(gold, e.Name())}
		for _, ending := range testEndings {
			path := filepath.Join(test, name+ending)
			if _, err := os.Stat(path); err == nil {
				f.Test = path
				break
			}
		}
		pairs = append(pairs, f)
	}
	if len(pairs) == 0 {
		return nil, fmt.Errorf("%q holds no gold: files must end in %s", gold, goldEnding)
	}
	return pairs, nil
}

// Document is the score of one document of a folder.
type Document struct {
	Name  string
	Score Score
}

// Report is the score of a file or a folder, in all and by document.
type Report struct {
	Total     Score
	Documents []Document
	Missing   []string // documents of the gold that the test has no file for; not counted
}

// Measure measures files or folders: see Pair for what belongs together. read
// reads what is measured, in whatever format; nil means ReadFile. (This package
// knows no format of alignments: the aligner's own tests measure with it.)
func Measure(gold, test string, read func(path string) ([]Bead, error)) (*Report, error) {
	if read == nil {
		read = ReadFile
	}
	pairs, err := Pair(gold, test)
	if err != nil {
		return nil, err
	}
	r := new(Report)
	for _, f := range pairs {
		if f.Test == "" {
			r.Missing = append(r.Missing, f.Name)
			continue
		}
		g, err := ReadGold(f.Gold)
		if err != nil {
			return nil, err
		}
		t, err := read(f.Test)
		if err != nil {
			return nil, err
		}
		s := Compare(g, t)
		r.Total.Add(s)
		r.Documents = append(r.Documents, Document{f.Name, s})
	}
	if len(r.Documents) == 0 {
		return nil, fmt.Errorf("%q has no file of the same name as one of the gold in %q", test, gold)
	}
	return r, nil
}
