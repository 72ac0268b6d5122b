package beadfile

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// tsvHeader is the first line of a .tsv file.
const tsvHeader = "en\tvi\ttype\tconfidence\ten_ids\tvi_ids\n"

// WriteTSV writes one bead a line: the English text, the Vietnamese text, the
// bead type, the confidence with four decimals, and the sentence numbers of
// both sides; a first line names the columns. Texts are cleaned, so they hold
// neither tabs nor line breaks and need no quoting.
func WriteTSV(w io.Writer, f *File) error {
	b := bufio.NewWriter(w)
	if _, err := b.WriteString(tsvHeader); err != nil {
		return err
	}
	var ids []byte
	for _, bead := range f.Alignment.Beads {
		ids = appendNumbers(ids[:0], bead.Src)
		ids = append(ids, '\t')
		ids = appendNumbers(ids, bead.Tgt)
		if _, err := fmt.Fprintf(b, "%s\t%s\t%s\t%s\t%s\n",
			Joined(f.English.Sentences, bead.Src), Joined(f.Vietnamese.Sentences, bead.Tgt),
			bead.Type(), strconv.FormatFloat(bead.Confidence, 'f', 4, 64), ids); err != nil {
			return err
		}
	}
	return b.Flush()
}

// ReadTSV reads tables of pairs: ours, or any whose first two columns are
// English and Vietnamese. A first line that names the columns is passed by; a
// fourth column that is a number from 0 to 1 is the confidence. A bead of
// several sentences comes back as one sentence a side, since the table does
// not say where they part.
func ReadTSV(r io.Reader, name string) (*File, error) {
	t := NewTexts()
	err := readLines(r, name, func(n int, line string) error {
		f := strings.Split(line, "\t")
		if n == 1 && isTSVHeader(f) {
			return nil
		}
		if len(f) < 2 {
			return fmt.Errorf("one column only, want English and Vietnamese, separated by a tab")
		}
		confidence := 0.0
		if len(f) > 3 {
			if c, err := strconv.ParseFloat(f[3], 64); err == nil && c >= 0 && c <= 1 {
				confidence = c
			}
		}
		t.Add(oneOrNone(f[0]), oneOrNone(f[1]), confidence)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return t.File, nil
}

func isTSVHeader(f []string) bool {
	return len(f) > 1 && (strings.EqualFold(f[0], "en") || strings.EqualFold(f[0], "english")) &&
		(strings.EqualFold(f[1], "vi") || strings.EqualFold(f[1], "vietnamese"))
}

func oneOrNone(s string) []string {
	if strings.TrimSpace(s) == "" {
		return nil
	}
	return []string{s}
}
