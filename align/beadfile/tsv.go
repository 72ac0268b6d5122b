package beadfile

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"songngu/corpus/text"
)

// tsvHeader is the first line of a .tsv file.
const tsvHeader = "en\tvi\ttype\tconfidence\ten_ids\tvi_ids"

// tsvReview is how it goes on where somebody has reviewed a bead.
const tsvReview = "\tstatus\tnote"

// tsvColumns is how many columns it has then.
const tsvColumns = 8

// WriteTSV writes one bead a line: the English text, the Vietnamese text, the
// bead type, the confidence with four decimals, and the sentence numbers of
// both sides; where a reviewer has said something of any bead, also the status
// and the note. A first line names the columns. Texts are cleaned, so they hold
// neither tabs nor line breaks and need no quoting.
func WriteTSV(w io.Writer, f *File) error {
	b := bufio.NewWriter(w)
	header := tsvHeader
	reviewed := slices.ContainsFunc(f.Reviews, func(r Review) bool { return r != Review{} })
	if reviewed {
		header += tsvReview
	}
	if _, err := b.WriteString(header + "\n"); err != nil {
		return err
	}
	var ids []byte
	for i, bead := range f.Alignment.Beads {
		ids = appendNumbers(ids[:0], bead.Src)
		ids = append(ids, '\t')
		ids = appendNumbers(ids, bead.Tgt)
		if r := f.Review(i); reviewed {
			ids = append(ids, "\t"+string(r.Status)+"\t"+text.Clean(r.Note)...)
		}
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
// fourth column that is a number from 0 to 1 is the confidence; a seventh and an
// eighth that the first line calls "status" and "note" are what a reviewer has
// said. A bead of
// several sentences comes back as one sentence a side, since the table does
// not say where they part.
func ReadTSV(r io.Reader, name string) (*File, error) {
	t := NewTexts()
	reviewed := false
	err := readLines(r, name, func(n int, line string) error {
		f := strings.Split(line, "\t")
		if n == 1 && isTSVHeader(f) {
			reviewed = strings.HasSuffix(line, tsvReview) && len(f) == tsvColumns
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
		before := len(t.File.Alignment.Beads)
		t.Add(oneOrNone(f[0]), oneOrNone(f[1]), confidence)
		if reviewed && len(f) == tsvColumns && len(t.File.Alignment.Beads) > before {
			status := Status(f[tsvColumns-2])
			if !status.Valid() {
				return fmt.Errorf("unknown status %q", status)
			}
			t.File.SetReview(len(t.File.Alignment.Beads)-1, Review{Status: status, Note: f[tsvColumns-1]})
		}
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
