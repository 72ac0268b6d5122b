package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"songngu/corpus"
	"songngu/corpus/text"
)

func (p *program) segmentCommand() *cli.Command {
	return &cli.Command{
		Name:      "segment",
		Usage:     "split a text into sentences, one a line",
		UsageText: "songngu segment --lang en|vi [FLAGS] [FILE]",
		Description: `Reads a file of any supported format, or standard input, and prints one sentence a
line. Nothing of the text is set aside unless --article is given.

Examples:

   songngu segment --lang vi bai-viet.txt
   songngu segment --lang en --json article.html`,
		Flags: flags([]cli.Flag{
			&cli.StringFlag{Name: "lang", Usage: "the text's language, `en or vi`", Required: true},
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Value: "-", Usage: "write to `FILE`"},
			&cli.BoolFlag{Name: "force", Aliases: []string{"f"}, Usage: "overwrite an existing output"},
			&cli.StringFlag{Name: "srx", Usage: "break by the SRX 2.0 rules in `FILE` instead of our own"},
			&cli.StringFlag{Name: "abbreviations", Usage: "`FILE` of abbreviations that end no sentence, one a line"},
			&cli.StringFlag{Name: "charset", Usage: "read the file as this `CHARSET` instead of finding out"},
			&cli.BoolFlag{Name: "article", Usage: "only the sentences that align would take: set markers, credits and source lines aside"},
			jsonFlag("print one JSON object a sentence, with its block and span"), quietFlag(),
		}, fetchFlags()),
		Action: func(c *cli.Context) error {
			p.voice.quiet = c.Bool("quiet")
			return p.segment(c)
		},
	}
}

func (p *program) segment(c *cli.Context) error {
	ref := "-"
	switch c.Args().Len() {
	case 0:
	case 1:
		ref = c.Args().First()
	default:
		return usage("songngu segment --lang vi file.txt", "segment takes one file, not %d", c.Args().Len())
	}
	lang, err := langFlag(c)
	if err != nil {
		return err
	}
	opts := corpus.Options{Lang: lang, KeepAll: !c.Bool("article")}
	if opts.Segmenter, err = newSegmenter(lang, c.String("srx"), c.String("abbreviations")); err != nil {
		return err
	}
	return p.readInto(c, func(r *reader, out io.Writer) error {
		printer := newSentencePrinter(out, c.Bool("json"))
		for d, err := range r.parts(c.Context, ref, opts) {
			if err != nil {
				return err
			}
			if err := printer.print(d); err != nil {
				return unwritten(c, err)
			}
		}
		return unwritten(c, printer.w.Flush())
	})
}

// sentenceJSON is a sentence as segment --json prints it. The span counts
// bytes in the block's text.
type sentenceJSON struct {
	N        int    `json:"n"`
	Block    int    `json:"block"`
	Kind     string `json:"kind"`
	Span     [2]int `json:"span"`
	Text     string `json:"text"`
	Doubtful bool   `json:"doubtful,omitempty"`
	Breaks   []int  `json:"breaks,omitempty"` // bytes of Text before a place where it might end
}

// sentencePrinter prints the sentences of a document that comes in parts.
type sentencePrinter struct {
	w                *bufio.Writer
	json             *json.Encoder // nil: as text
	sentence, blocks int           // of the parts before
}

func newSentencePrinter(w io.Writer, asJSON bool) *sentencePrinter {
	p := &sentencePrinter{w: bufio.NewWriter(w)}
	if asJSON {
		p.json = json.NewEncoder(p.w)
		p.json.SetEscapeHTML(false)
	}
	return p
}

func (p *sentencePrinter) print(d *corpus.Document) error {
	for i, s := range d.Sentences {
		var err error
		if p.json == nil {
			_, err = fmt.Fprintln(p.w, text.Clean(s.Text))
		} else {
			err = p.json.Encode(sentenceJSON{p.sentence + i, p.blocks + s.Block, s.Kind.String(), [2]int{s.Span.Start, s.Span.End}, s.Text, s.Doubtful, s.Breaks})
		}
		if err != nil {
			return err
		}
	}
	p.sentence += len(d.Sentences)
	p.blocks += len(d.Blocks)
	return nil
}
