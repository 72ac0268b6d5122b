package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/align"
	"songngu/align/beadfile"
	"songngu/corpus"
)

func (p *program) convertCommand() *cli.Command {
	return &cli.Command{
		Name:      "convert",
		Usage:     "turn an alignment from one format into another",
		UsageText: "songngu convert [FLAGS] ALIGNMENT -o FILE\n   songngu convert [FLAGS] PAIR.en PAIR.vi -o FILE",
		Description: `Formats with text: .alignment.jsonl, .tmx, .tsv, hunalign's text form (.hunalign), and a
Moses pair (two files, .en and .vi). The files that translators carry: XLIFF 1.2
(.xlf, .xliff, .sdlxliff, .mqxliff) and 2 (.xlf2), .po, .csv, .xlsx, Trados' .sdltm (to
read only), and units as JSON lines (.units.jsonl); from one to another of these or to .tmx, notes, codes,
states and sources are kept as far as the format can. Out of short units also
glossaries: .tbx, .utx, OmegaT's .utf8. Formats with sentence numbers only: .beads,
hunalign's .ladder, .vecalign, .bertalign, OPUS cesAlign (.ces, .xml); these need
the sentences, one a line, by --en and --vi, to become a format with text.

Examples:

   songngu convert out.ladder --en en.sent --vi vi.sent -o out.tmx
   songngu convert article.alignment.jsonl -o article.en -o article.vi
   songngu convert corpus.en corpus.vi -o corpus.tsv
   songngu convert project.sdlxliff -o project.tmx
   songngu convert list.tsv --columns id,vi,en -o list.po`,
		Flags: flags([]cli.Flag{
			&cli.StringSliceFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE` (repeatable; - is standard output)"},
			&cli.StringFlag{Name: "from", Usage: "`FORMAT` of the input, whatever its name: " + strings.Join(formatNames(format.readable), ", ")},
			&cli.StringFlag{Name: "format", Usage: "`FORMAT` of the outputs, whatever their names: " + strings.Join(formatNames(format.writable), ", ")},
			&cli.StringFlag{Name: "en", Usage: "`FILE` of the English sentences, one a line"},
			&cli.StringFlag{Name: "vi", Usage: "`FILE` of the Vietnamese sentences, one a line"},
			&cli.StringFlag{Name: "columns", Usage: "`LIST` of a table's columns from the left: id,en,vi,note,confidence,status,document,url,context, or - for one not wanted"},
			&cli.BoolFlag{Name: "force", Aliases: []string{"f"}, Usage: "overwrite existing outputs"},
			quietFlag(),
		}, writingFlags()),
		Action: func(c *cli.Context) error {
			p.voice.quiet = c.Bool("quiet")
			return p.convert(c)
		},
	}
}

func (p *program) convert(c *cli.Context) error {
	if len(c.StringSlice("output")) == 0 {
		return usage("songngu convert "+strings.Join(c.Args().Slice(), " ")+" -o memory.tmx", "no output is named")
	}
	how, err := newWriting(c)
	if err != nil {
		return err
	}
	out := &outputs{stdout: p.stdout, force: c.Bool("force")}
	defer out.discard()
	targets, err := openTargets(c, out, nil)
	if err != nil {
		return err
	}
	if done, err := p.convertUnits(c, targets, how); done || err != nil {
		if err != nil {
			return err
		}
		return p.place(c, out, targets)
	}
	file, err := p.readAlignment(c)
	if err != nil {
		return err
	}
	if err := writeTargets(file, targets, how); err != nil {
		return err
	}
	if err := p.place(c, out, targets); err != nil {
		return err
	}
	p.tellRejected(file, targets)
	return nil
}

// place puts the outputs in place and says so.
func (p *program) place(c *cli.Context, out *outputs, targets []*target) error {
	if err := out.commit(c.Context); err != nil {
		return err
	}
	for _, t := range targets {
		p.voice.fact("written", "%s (%s)", shown(t.out.path), count(t.units, unitNoun(t.format.name)))
	}
	return nil
}

// readAlignment reads the input of convert: one alignment, or a Moses pair.
func (p *program) readAlignment(c *cli.Context) (*beadfile.File, error) {
	args := c.Args().Slice()
	switch len(args) {
	case 1:
		return p.readAlignmentOf(c, args[0], needText(c))
	case 2:
		return p.readPair(c, args[0], args[1])
	}
	return nil, usage("songngu convert --help", "convert takes one alignment or the two files of a Moses pair, not %d arguments", len(args))
}

// readAlignmentOf reads an alignment in any format; text says that its
// sentences are wanted too.
func (p *program) readAlignmentOf(c *cli.Context, path string, text bool) (*beadfile.File, error) {
	format, err := inputFor(path, c.String("from"))
	if err != nil {
		return nil, err
	}
	if format.units != nil && format.file == nil || c.IsSet("columns") || p.namedTable(format, path) {
		return p.unitsAlignment(c, path)
	}
	r, err := p.openInput(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if format.file != nil {
		f, err := format.file(r, path)
		if err != nil {
			return nil, unread(err, "--from names the format of the input, if it is another")
		}
		return f, nil
	}
	a, err := format.numbers(r, path)
	if err != nil {
		return nil, unread(err, "--from names the format of the input, if it is another")
	}
	return p.attach(c, a, path, text)
}

// attach joins sentence numbers with the sentences that --en and --vi name.
func (p *program) attach(c *cli.Context, a *align.Alignment, name string, text bool) (*beadfile.File, error) {
	en, err := p.readSentences(c, c.String("en"), "en")
	if err != nil {
		return nil, err
	}
	vi, err := p.readSentences(c, c.String("vi"), "vi")
	if err != nil {
		return nil, err
	}
	if (en == nil || vi == nil) && text {
		return nil, usage("--en en.sent --vi vi.sent", "%q holds sentence numbers only, and the sentences are needed", name)
	}
	f, err := beadfile.Attach(a, en, vi)
	if err != nil {
		return nil, unread(fmt.Errorf("%s: %w", name, err), "check that --en and --vi are the files that were aligned")
	}
	return f, nil
}

// needText reports whether an output cannot be written of numbers alone.
func needText(c *cli.Context) bool {
	for _, path := range c.StringSlice("output") {
		if f, err := formatFor(path, "format", c.String("format"), format.writable, false); err != nil || !f.numbersOnly {
			return true
		}
	}
	return false
}

func (p *program) readSentences(c *cli.Context, path, lang string) (*corpus.Document, error) {
	if path == "" {
		return nil, nil
	}
	return corpus.Open(c.Context, path, corpus.Options{Lang: lang, Presegmented: true, Stdin: p.stdin})
}

// readPair reads a Moses pair.
func (p *program) readPair(c *cli.Context, english, vietnamese string) (*beadfile.File, error) {
	en, err := p.readSentences(c, english, "en")
	if err != nil {
		return nil, err
	}
	vi, err := p.readSentences(c, vietnamese, "vi")
	if err != nil {
		return nil, err
	}
	f, err := beadfile.Pairwise(en, vi)
	if err != nil {
		return nil, unread(err, "songngu align --presegmented "+english+" "+vietnamese+" aligns lines that do not pair off")
	}
	return f, nil
}
