package beadfile

import (
	"bufio"
	"io"
	"iter"
	"strings"
)

// maxLine bounds a line of any format here: far above any bead, far below what
// could exhaust memory.
const maxLine = 16 << 20

// lines yields the lines of r that are not blank, without their line ends and
// a byte order mark, with their numbers from 1. An error of reading comes last.
func lines(r io.Reader, name string) iter.Seq2[int, lineOrError] {
	return func(yield func(int, lineOrError) bool) {
		s := bufio.NewScanner(r)
		s.Buffer(make([]byte, 0, 64<<10), maxLine)
		n := 1
		for ; s.Scan(); n++ {
			line := strings.TrimRight(s.Text(), "\r")
			if n == 1 {
				line = strings.TrimPrefix(line, "\ufeff")
			}
			if strings.TrimSpace(line) == "" {
				continue
			}
			if !yield(n, lineOrError{text: line}) {
				return
			}
		}
		if err := s.Err(); err != nil {
			yield(n, lineOrError{err: &SyntaxError{name, n, err}})
		}
	}
}

type lineOrError struct {
	text string
	err  error
}

// readLines calls parse with every line; an error of parse is given its place.
func readLines(r io.Reader, name string, parse func(n int, line string) error) error {
	for n, l := range lines(r, name) {
		if l.err != nil {
			return l.err
		}
		if err := parse(n, l.text); err != nil {
			return &SyntaxError{name, n, err}
		}
	}
	return nil
}

// clip shortens what an error message quotes.
func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
