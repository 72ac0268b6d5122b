package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/align"
	"songngu/align/beadfile"
	"songngu/corpus"
	"songngu/corpus/text"
)

// anchored reads the alignment whose fixed beads are to stay, nil where none is
// named. Its beads name sentences by number: they mean the same only as long as
// the sentences do.
func (p *program) anchored(c *cli.Context) (*beadfile.File, error) {
	path := c.String("anchors")
	if !strings.HasSuffix(path, ".jsonl") {
		return nil, nil
	}
	return p.readJSONL(path)
}

// holds reports the first sentence of a fixed bead that is another in the texts
// now. Numbers beyond the texts are left to the aligner, which refuses them.
func holds(f *beadfile.File, en, vi *corpus.Document) error {
	if f == nil {
		return nil
	}
	for _, b := range f.Alignment.Beads {
		if !b.Fixed {
			continue
		}
		for side, r := range [2]align.Range{b.Src, b.Tgt} {
			was, now := [2]*corpus.Document{f.English, f.Vietnamese}[side], [2]*corpus.Document{en, vi}[side]
			for n := r.Start; n < min(r.End, len(now.Sentences)); n++ {
				old, edited := f.Originals[side][n]
				if !edited {
					old = was.Sentences[n].Text
				}
				if text.Clean(old) != text.Clean(now.Sentences[n].Text) {
					return unread(fmt.Errorf("the texts are others than when the beads were fixed: %s sentence %d was %q, and is %q", [2]string{"English", "Vietnamese"}[side], n, old, now.Sentences[n].Text),
						"songngu align --update FILE.alignment.jsonl carries what was reviewed over to new texts")
				}
			}
		}
	}
	return nil
}
