package beadfile

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"songngu/align"
)

// The .beads format: one bead a line, the numbers (from 0) of its English
// sentences, comma separated, a tab, those of its Vietnamese sentences, a tab,
// the confidence with four decimals. An empty side is a sentence without
// partner. The confidence may be missing when reading, and lines may come in
// any order.

// WriteBeads writes the beads of a.
func WriteBeads(w io.Writer, a *align.Alignment) error {
	b := bufio.NewWriter(w)
	var line []byte
	for _, bead := range a.Beads {
		line = appendNumbers(line[:0], bead.Src)
		line = append(line, '\t')
		line = appendNumbers(line, bead.Tgt)
		line = append(line, '\t')
		line = strconv.AppendFloat(line, bead.Confidence, 'f', 4, 64)
		line = append(line, '\n')
		if _, err := b.Write(line); err != nil {
			return err
		}
	}
	return b.Flush()
}

func appendNumbers(line []byte, r align.Range) []byte {
	for i := r.Start; i < r.End; i++ {
		if i > r.Start {
			line = append(line, ',')
		}
		line = strconv.AppendInt(line, int64(i), 10)
	}
	return line
}

// ReadBeads reads the .beads format; name stands in error messages. A bead
// whose numbers are not consecutive is an error: beads are runs of sentences.
func ReadBeads(r io.Reader, name string) (*align.Alignment, error) {
	a := &align.Alignment{}
	err := readLines(r, name, func(_ int, line string) error {
		bead, err := parseBead(line)
		a.Beads = append(a.Beads, bead)
		return err
	})
	if err != nil {
		return nil, err
	}
	placeEmpty(a.Beads)
	return a, nil
}

func parseBead(line string) (align.Bead, error) {
	var b align.Bead
	fields := strings.Split(line, "\t")
	if len(fields) < 2 || len(fields) > 3 {
		return b, fmt.Errorf("%d columns, want English numbers, Vietnamese numbers and perhaps a confidence, separated by tabs", len(fields))
	}
	var err error
	if b.Src, err = parseNumbers(fields[0]); err != nil {
		return b, err
	}
	if b.Tgt, err = parseNumbers(fields[1]); err != nil {
		return b, err
	}
	if b.Src.Len() == 0 && b.Tgt.Len() == 0 {
		return b, fmt.Errorf("both sides are empty")
	}
	if len(fields) == 3 {
		if b.Confidence, err = strconv.ParseFloat(fields[2], 64); err != nil || b.Confidence < 0 || b.Confidence > 1 {
			return b, fmt.Errorf("confidence %q is not a number from 0 to 1", fields[2])
		}
	}
	return b, nil
}

func parseNumbers(field string) (align.Range, error) {
	var numbers []int
	for f := range strings.SplitSeq(field, ",") {
		f = strings.TrimSpace(f)
		if f == "" {
			continue
		}
		n, err := strconv.Atoi(f)
		if err != nil || n < 0 {
			return align.Range{}, fmt.Errorf("%q is not a sentence number", f)
		}
		numbers = append(numbers, n)
	}
	if len(numbers) == 0 {
		return align.Range{}, nil
	}
	slices.Sort(numbers)
	for i, n := range numbers {
		if n != numbers[0]+i {
			return align.Range{}, fmt.Errorf("sentences %s do not follow one another", field)
		}
	}
	return align.Range{Start: numbers[0], End: numbers[len(numbers)-1] + 1}, nil
}
