package beadfile

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"songngu/align"
)

// vecalign's form, and Bertalign's, which leaves out the cost: a bead a line,
//
//	[0, 1]:[2]:0.1873
//	[2]:[]
//
// sentence numbers from 0. vecalign's cost is 0 for the surest; it is read as
// the confidence 1 − cost, bounded to 0…1, and written as 1 − confidence.

// WriteVecalign writes vecalign's form.
func WriteVecalign(w io.Writer, a *align.Alignment) error {
	b := bufio.NewWriter(w)
	for _, bead := range a.Beads {
		fmt.Fprintf(b, "%s:%s:%s\n", listed(bead.Src), listed(bead.Tgt), strconv.FormatFloat(1-bead.Confidence, 'f', 4, 64))
	}
	return b.Flush()
}

// WriteBertalign writes the form without costs.
func WriteBertalign(w io.Writer, a *align.Alignment) error {
	b := bufio.NewWriter(w)
	for _, bead := range a.Beads {
		fmt.Fprintf(b, "%s:%s\n", listed(bead.Src), listed(bead.Tgt))
	}
	return b.Flush()
}

func listed(r align.Range) string {
	return "[" + strings.ReplaceAll(string(appendNumbers(nil, r)), ",", ", ") + "]"
}

// ReadVecalign reads vecalign's form, with or without costs.
func ReadVecalign(r io.Reader, name string) (*align.Alignment, error) {
	a := &align.Alignment{}
	err := readLines(r, name, func(_ int, line string) error {
		f := strings.Split(line, ":")
		if len(f) != 2 && len(f) != 3 {
			return fmt.Errorf("%q is not [numbers]:[numbers] with or without :cost", clip(line))
		}
		var sides [2]align.Range
		for k := range sides {
			list := strings.TrimSpace(f[k])
			if !strings.HasPrefix(list, "[") || !strings.HasSuffix(list, "]") {
				return fmt.Errorf("%q is not a list of numbers in brackets", clip(list))
			}
			var err error
			if sides[k], err = parseNumbers(list[1 : len(list)-1]); err != nil {
				return err
			}
		}
		confidence := 0.0
		if len(f) == 3 {
			cost, err := strconv.ParseFloat(strings.TrimSpace(f[2]), 64)
			if err != nil || cost != cost {
				return fmt.Errorf("cost %q is not a number", clip(f[2]))
			}
			confidence = min(max(1-cost, 0), 1)
		}
		a.Beads = appendRun(a.Beads, sides[0], sides[1], confidence)
		return nil
	})
	if err != nil {
		return nil, err
	}
	placeEmpty(a.Beads)
	return a, nil
}
