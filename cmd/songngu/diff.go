package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"songngu/align/diff"
	"songngu/align/diff/show"
	"songngu/align/lexicon"
	"songngu/corpus/text"
)

func (p *program) diffCommand() *cli.Command {
	return &cli.Command{
		Name:      "diff",
		Usage:     "say what differs between two alignments or memories",
		UsageText: "songngu diff [FLAGS] A B\n   songngu diff --source [FLAGS] OLD NEW [MEMORY]\n   songngu diff --source [FLAGS] ALIGNMENT|ADDRESS [MEMORY]",
		Description: `A and B are alignments, memories or tables in any format that songngu convert reads,
mixed as you like; - is standard input. With --gold they may be folders, as for
songngu eval. What differs is told by what it means:

   re-linked     the same sentences, other partners
   merged        several units became one
   split         one unit became several
   re-segmented  the text is cut into sentences at other places
   edited        words, marked word by word (Vietnamese by syllable and compound)
   moved         it stands elsewhere in the order
   metadata      only what is said about the unit: confidence, dates, props, notes
   added, removed

With --source, OLD and NEW are two versions of a text or a page, in any format that
songngu align reads, and MEMORY is asked which of its units are touched by what changed.
An .alignment.jsonl alone is compared with its texts as they are now, an address with
the page that the cache has of it.

Exit codes: 0 the same, 1 different, 2 or 3 trouble. With --only, differences of
other kinds do not count.

With git, to see changed memories unit by unit:

   git config diff.tmx.command "songngu diff --git"
   echo "*.tmx diff=tmx" >> .gitattributes

or as lines of text, which works with every git command (git log -p too):

   git config diff.tmx.textconv "songngu convert -q --from tmx --format tsv -o -"

Examples:

   songngu diff old.tmx new.tmx
   songngu diff --only re-linked,edited --side-by-side mine.alignment.jsonl yours.tsv
   songngu diff --gold doc.gold.tsv doc.beads --en doc.en.txt --vi doc.vi.txt
   songngu diff --gold gold/ test/
   songngu diff old.tmx new.tmx --html -o changes.html
   songngu diff --source old.html new.html memory.tmx
   songngu diff --source article.alignment.jsonl`,
		Flags: flags([]cli.Flag{
			&cli.BoolFlag{Name: "source", Usage: "A and B are two versions of a text; a memory as third argument tells which of its units are touched"},
			&cli.StringFlag{Name: "only", Usage: "show only these `KINDS`, separated by commas"},
			&cli.BoolFlag{Name: "all", Usage: "show what was kept too"},
			&cli.BoolFlag{Name: "side-by-side", Aliases: []string{"y"}, Usage: "A in a column on the left, B on the right"},
			&cli.IntFlag{Name: "width", Usage: "`COLUMNS` of --side-by-side (the terminal's, or 120)"},
			&cli.BoolFlag{Name: "stat", Usage: "print only how many differences of each kind there are"},
			jsonFlag("print the differences as JSON"),
			&cli.BoolFlag{Name: "html", Usage: "print one self-contained HTML page"},
			&cli.BoolFlag{Name: "markdown", Usage: "print a table in Markdown, for a pull request"},
			&cli.BoolFlag{Name: "gold", Usage: "A is gold: say what is right and wrong in B"},
			&cli.BoolFlag{Name: "no-metadata", Usage: "do not compare confidence, dates, props and notes"},
			&cli.StringFlag{Name: "from", Usage: "`FORMAT` of both, whatever their names: " + strings.Join(formatNames(format.readable), ", ")},
			&cli.StringFlag{Name: "en", Usage: "`FILE` of the English sentences, one a line, for formats that hold numbers only"},
			&cli.StringFlag{Name: "vi", Usage: "`FILE` of the Vietnamese sentences, one a line"},
			&cli.StringFlag{Name: "color", Value: "auto", Usage: "`WHEN` to use colour: auto (on a terminal), always, never"},
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Value: "-", Usage: "write to `FILE`"},
			&cli.BoolFlag{Name: "force", Aliases: []string{"f"}, Usage: "overwrite an existing output"},
			&cli.BoolFlag{Name: "git", Usage: "take the arguments of a git external diff, and exit with 0 in any case"},
			quietFlag(),
		}, fetchFlags()),
		Action: func(c *cli.Context) error {
			p.voice.quiet = c.Bool("quiet")
			return p.diff(c)
		},
	}
}

func (p *program) diff(c *cli.Context) error {
	var sides [2]diffSide
	var err error
	if !c.Bool("source") {
		if sides, err = diffSides(c); err != nil {
			return err
		}
	}
	opts, err := p.diffOptions(c)
	if err != nil {
		return err
	}
	write, err := diffWriter(c)
	if err != nil {
		return err
	}
	out := &outputs{stdout: p.stdout, force: c.Bool("force")}
	defer out.discard()
	target, err := out.open(c.String("output"))
	if err != nil {
		return err
	}
	var differ bool
	if c.Bool("source") {
		differ, err = p.diffSource(c, target, write, opts)
	} else if opts.Gold && isFolder(sides[0].path) {
		differ, err = p.judgeFolders(c, sides, target, write, opts)
	} else {
		differ, err = p.diffFiles(c, sides, target, write, opts)
	}
	if err != nil {
		return err
	}
	if err := out.commit(c.Context); err != nil {
		return err
	}
	if c.Bool("git") || !differ {
		return nil
	}
	return &failure{code: exitFindings}
}

// diffForm is a form that differences are written in.
type diffForm func(io.Writer, *diff.Result, show.Options) error

// diffFiles compares two files and reports whether they differ.
func (p *program) diffFiles(c *cli.Context, sides [2]diffSide, w io.Writer, write diffForm, opts show.Options) (bool, error) {
	r, err := p.compare(c, sides, &opts)
	if err != nil {
		return false, err
	}
	if err := write(w, r, opts); err != nil {
		return false, unread(fmt.Errorf("cannot write output %q: %w", c.String("output"), cause(err)), "")
	}
	if n := r.PassedOver[0] + r.PassedOver[1]; n > 0 {
		p.voice.say("%s without partner not compared: a memory holds pairs only", count(n, "sentence"))
	}
	return differs(r, &opts), nil
}

// compare reads and compares two files; of gold it finds the coarse beads.
func (p *program) compare(c *cli.Context, sides [2]diffSide, opts *show.Options) (*diff.Result, error) {
	var texts sentenceFiles
	texts.find(c, sides[0].path, opts.Gold)
	a, err := p.readMemory(c, sides[0], texts)
	if err != nil {
		return nil, err
	}
	b, err := p.readMemory(c, sides[1], texts)
	if err != nil {
		return nil, err
	}
	diff.ShareTexts(a, b)
	r := diff.Compare(a, b, diff.Options{IgnoreMeta: c.Bool("no-metadata") || opts.Gold})
	if opts.Gold {
		if !r.SameDocuments {
			return nil, unread(fmt.Errorf("%q and %q are not alignments of the same sentences, so gold cannot judge", a.Name, b.Name), "songngu diff without --gold compares texts that differ")
		}
		if opts.Coarse, err = coarseBeads(sides[0].path); err != nil {
			return nil, unread(err, "")
		}
	}
	return r, nil
}

// differs reports whether there is a difference that counts.
func differs(r *diff.Result, o *show.Options) bool {
	for _, k := range diff.AllKinds() {
		if r.Counts[k] > 0 && (o.Only == 0 || o.Only.Has(k)) {
			return true
		}
	}
	for i := range r.Changes {
		if r.Changes[i].Also&o.Only != 0 {
			return true
		}
	}
	return false
}

// diffWriter is the form that the flags ask for.
func diffWriter(c *cli.Context) (diffForm, error) {
	var write diffForm = show.Text
	given := ""
	for _, form := range []struct {
		flag  string
		write diffForm
	}{
		{"side-by-side", show.SideBySide}, {"stat", show.Stat}, {"json", show.JSON}, {"html", show.HTML}, {"markdown", show.Markdown},
	} {
		if !c.Bool(form.flag) {
			continue
		}
		if given != "" {
			return nil, usage("songngu diff --"+form.flag+" A B", "--%s and --%s are two forms of one output", given, form.flag)
		}
		write, given = form.write, form.flag
	}
	return write, nil
}

func (p *program) diffOptions(c *cli.Context) (show.Options, error) {
	o := show.Options{All: c.Bool("all"), Gold: c.Bool("gold"), Width: c.Int("width"), Compounds: compounds}
	for name := range strings.SplitSeq(c.String("only"), ",") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		k, ok := diff.ParseKind(name)
		if !ok || k == diff.Kept {
			return o, usage("--only "+diff.SetOf(diff.AllKinds()...).String(), "%q is no kind of difference", name)
		}
		o.Only |= diff.SetOf(k)
	}
	colour := false
	switch when := c.String("color"); when {
	case "always":
		colour = true
	case "auto":
		colour = c.String("output") == "-" && newVoice(p.stdout, p.getenv).colour
	case "never":
	default:
		return o, usage("--color auto|always|never", "unknown value %q of --color", when)
	}
	if colour {
		o.Paint = paintDiff
	}
	if f, ok := p.stdout.(*os.File); ok && o.Width == 0 {
		o.Width, _, _ = term.GetSize(int(f.Fd()))
	}
	return o, nil
}

// diffColours are those of git, with the changed words in reverse.
var diffColours = map[show.Style]string{
	show.Old: "31", show.New: "32", show.OldWord: "31;7", show.NewWord: "32;7", show.Head: "36", show.Faint: "2", show.Right: "32",
}

func paintDiff(style show.Style, s string) string {
	code, ok := diffColours[style]
	if !ok || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// compounds finds the Vietnamese words of several syllables that the embedded
// word table knows.
func compounds(s string) []text.Span {
	var spans []text.Span
	for _, t := range lexicon.Default().Tokens(nil, lexicon.Vietnamese, s) {
		if strings.Contains(t.Span.Of(s), " ") {
			spans = append(spans, t.Span)
		}
	}
	return spans
}
