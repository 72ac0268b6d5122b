package beadfile

import (
	"bufio"
	"fmt"
	"io"

	"songngu/align"
	"songngu/corpus"
)

// The Moses pair: two files, line n of the one is the translation of line n of
// the other. Beads without partner cannot be told in it and are left out.

// WriteSide writes one file of a Moses pair: of every bead with both sides,
// the text of the English or of the Vietnamese side.
func WriteSide(w io.Writer, f *File, lang string) error {
	b := bufio.NewWriter(w)
	for _, bead := range f.Alignment.Beads {
		if bead.Null() {
			continue
		}
		d, r := f.English, bead.Src
		if lang == "vi" {
			d, r = f.Vietnamese, bead.Tgt
		}
		fmt.Fprintln(b, Joined(d.Sentences, r))
	}
	return b.Flush()
}

// Pairwise makes a File of two documents whose sentences pair off one by one,
// as those of a Moses pair do.
func Pairwise(english, vietnamese *corpus.Document) (*File, error) {
	if n, m := len(english.Sentences), len(vietnamese.Sentences); n != m {
		return nil, fmt.Errorf("%d English lines and %d Vietnamese ones: in a Moses pair they are as many", n, m)
	}
	f := &File{English: english, Vietnamese: vietnamese, Alignment: &align.Alignment{}}
	for i := range english.Sentences {
		r := align.Range{Start: i, End: i + 1}
		f.Alignment.Beads = append(f.Alignment.Beads, align.Bead{Src: r, Tgt: r})
	}
	return f, nil
}
