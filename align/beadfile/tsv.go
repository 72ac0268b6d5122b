package beadfile

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
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
