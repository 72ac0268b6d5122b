package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/align/diff"
	"songngu/align/diff/show"
	"songngu/align/evaluate"
)

// sentenceFiles are the sentences of formats that hold numbers only.
type sentenceFiles struct{ english, vietnamese string }

// find takes the files that --en and --vi name, or else those that stand beside
// DOC.gold.tsv: DOC.en.txt and DOC.vi.txt.
func (f *sentenceFiles) find(c *cli.Context, gold string, judged bool) {
	f.english, f.vietnamese = c.String("en"), c.String("vi")
	base, ok := strings.CutSuffix(gold, ".gold.tsv")
	if !ok || !judged || f.english != "" || f.vietnamese != "" {
		return
	}
	en, vi := base+".en.txt", base+".vi.txt"
	if isFile(en) && isFile(vi) {
		f.english, f.vietnamese = en, vi
	}
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// judgeFolders judges every document of a folder of gold, and in the end all of
// them together. It reports whether anything is missed or wrong.
func (p *program) judgeFolders(c *cli.Context, sides [2]diffSide, w io.Writer, write diffForm, opts show.Options) (bool, error) {
	if c.Bool("html") {
		return false, usage("songngu diff --gold doc.gold.tsv doc.beads --html", "--html takes two files, not folders; --json takes both")
	}
	asJSON := c.Bool("json")
	pairs, err := evaluate.Pair(sides[0].path, sides[1].path)
	if err != nil {
		return false, unread(err, "")
	}
	b := bufio.NewWriter(w)
	if asJSON {
		b.WriteString(`{"documents":[`)
	}
	var total diff.Verdict
	documents, differ := 0, false
	for _, f := range pairs {
		if f.Test == "" {
			p.voice.warn("document %q of the gold has no file in %q, it is not counted", f.Name, sides[1].path)
			continue
		}
		opts.Coarse = nil
		r, err := p.compare(c, [2]diffSide{{f.Gold, f.Gold, "beads"}, {f.Test, f.Test, "beads"}}, &opts)
		if err != nil {
			return false, err
		}
		same := !differs(r, &opts)
		differ = differ || !same
		if asJSON && documents > 0 {
			b.WriteString(",")
		}
		if asJSON || !same {
			if err := write(b, r, opts); err != nil {
				return false, unread(err, "")
			}
		}
		total.Add(r.Judge(opts.Coarse))
		documents++
	}
	if asJSON {
		verdict, err := json.Marshal(show.CountsOf(total))
		if err != nil {
			return false, err
		}
		fmt.Fprintf(b, "],\"gold\":%s}\n", verdict)
		return differ, b.Flush()
	}
	fmt.Fprintf(b, "%s: %s\n", count(documents, "document"), show.Verdict(total))
	return differ, b.Flush()
}

// coarseBeads reads which beads of a gold file are coarse; none are where no
// tags stand beside it.
func coarseBeads(path string) ([]bool, error) {
	if !strings.HasSuffix(path, ".gold.tsv") {
		return nil, nil
	}
	gold, err := evaluate.ReadGold(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	coarse := make([]bool, len(gold.Tags))
	for i, tag := range gold.Tags {
		coarse[i] = tag == evaluate.Coarse
	}
	return coarse, err
}
