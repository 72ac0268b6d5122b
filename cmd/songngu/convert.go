package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/align"
	"songngu/align/beadfile"
	"songngu/corpus"
	"songngu/tmx/exchange"
	"songngu/tmx/exchange/sheet"
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
			&cli.StringFlag{Name: "from", Usage: "`FORMAT` of the input, whatever its name: " + strings.Join(inputNames(), ", ")},
			&cli.StringFlag{Name: "format", Usage: "`FORMAT` of the outputs, whatever their names: " + strings.Join(formatNames(), ", ")},
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

// input is one way to read an alignment: with its texts, or its numbers alone;
// or to read translation units.
type input struct {
	name     string
	suffixes []string
	file     func(r io.Reader, name string) (*beadfile.File, error)
	numbers  func(r io.Reader, name string) (*align.Alignment, error)
	units    func(r io.Reader, name string, opts exchange.ReadOptions) exchange.Units
}

var inputs = []input{
	{name: "jsonl", suffixes: []string{".jsonl"}, file: beadfile.ReadJSONL},
	{name: "tmx", suffixes: []string{".tmx", ".tmx.gz"}, file: func(r io.Reader, name string) (*beadfile.File, error) {
		return exchange.ReadMemory(r, name, nil)
	}, units: readUnits},
	{name: "tsv", suffixes: []string{".tsv"}, file: beadfile.ReadTSV},
	{name: "hunalign", suffixes: []string{".hunalign"}, file: beadfile.ReadLadderText},
	{name: "beads", suffixes: []string{".beads", ".gold.tsv", ".pred.tsv"}, numbers: beadfile.ReadBeads},
	{name: "ladder", suffixes: []string{".ladder"}, numbers: beadfile.ReadLadder},
	{name: "vecalign", suffixes: []string{".vecalign"}, numbers: beadfile.ReadVecalign},
	{name: "bertalign", suffixes: []string{".bertalign"}, numbers: beadfile.ReadVecalign},
	{name: "ces", suffixes: []string{".ces", ".xces", ".xml"}, numbers: beadfile.ReadCES},
	{name: "xliff", suffixes: []string{".xlf", ".xliff", ".xlf2", ".sdlxliff", ".mqxliff"}, units: exchange.ReadXLIFF},
	{name: "sdltm", suffixes: []string{".sdltm"}, units: readSDLTM},
	{name: "po", suffixes: []string{".po"}, units: exchange.ReadPO},
	{name: "csv", suffixes: []string{".csv"}, units: exchange.ReadTable},
	{name: "xlsx", suffixes: []string{".xlsx"}, units: sheet.Read},
	{name: "units", suffixes: []string{".units.jsonl"}, units: exchange.ReadJSONL},
}

func inputNames() []string {
	names := make([]string, len(inputs))
	for i, f := range inputs {
		names[i] = f.name
	}
	return names
}

// inputFor finds the format of an input by its given name, or by the longest
// suffix of its file name.
func inputFor(file, from string) (input, error) {
	best, length := input{}, 0
	for _, f := range inputs {
		if f.name == from {
			return f, nil
		}
		for _, s := range f.suffixes {
			if strings.HasSuffix(strings.ToLower(file), s) && len(s) > length {
				best, length = f, len(s)
			}
		}
	}
	if from != "" {
		return input{}, usage("--from "+strings.Join(inputNames(), "|"), "unknown format %q", from)
	}
	if length == 0 {
		return input{}, usage("--from "+strings.Join(inputNames(), "|"), "the name of %q does not tell its format", file)
	}
	return best, nil
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
	return p.place(c, out, targets)
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
	case 2:
		return p.readPair(c, args[0], args[1])
	default:
		return nil, usage("songngu convert --help", "convert takes one alignment or the two files of a Moses pair, not %d arguments", len(args))
	}
	format, err := inputFor(args[0], c.String("from"))
	if err != nil {
		return nil, err
	}
	if format.units != nil && format.file == nil || c.IsSet("columns") {
		return p.unitsAlignment(c, args[0])
	}
	r, err := p.openInput(args[0])
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if format.file != nil {
		f, err := format.file(r, args[0])
		if err != nil {
			return nil, unread(err, "--from names the format of the input, if it is another")
		}
		return f, nil
	}
	a, err := format.numbers(r, args[0])
	if err != nil {
		return nil, unread(err, "--from names the format of the input, if it is another")
	}
	return p.attach(c, a, args[0])
}

// attach joins sentence numbers with the sentences that --en and --vi name.
func (p *program) attach(c *cli.Context, a *align.Alignment, name string) (*beadfile.File, error) {
	en, err := p.readSentences(c, c.String("en"), "en")
	if err != nil {
		return nil, err
	}
	vi, err := p.readSentences(c, c.String("vi"), "vi")
	if err != nil {
		return nil, err
	}
	if (en == nil || vi == nil) && needText(c) {
		return nil, usage("--en en.sent --vi vi.sent", "%q holds sentence numbers only, and the output needs the sentences", name)
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
		f, ok := formatByName(c.String("format"))
		if !ok {
			f, ok = formatByFile(path)
		}
		if !ok || !f.numbersOnly {
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

// openInput opens a file, or standard input for "-".
func (p *program) openInput(path string) (io.ReadCloser, error) {
	if path == "-" {
		return io.NopCloser(p.stdin), nil
	}
	f, err := os.Open(filepath.Clean(path))
	if err != nil {
		return nil, unread(fmt.Errorf("cannot read %q: %w", path, cause(err)), "")
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		f.Close()
		return nil, unread(fmt.Errorf("cannot read %q: %w", path, errors.New("it is a directory")), "")
	}
	return f, nil
}
