package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/align"
	"songngu/align/beadfile"
	"songngu/align/lexicon"
	"songngu/cmd/songngu/internal/manifest"
	"songngu/corpus"
	"songngu/corpus/extract"
)

func (p *program) alignCommand() *cli.Command {
	return &cli.Command{
		Name:      "align",
		Usage:     "align an English text with its Vietnamese original and write the memory",
		UsageText: "songngu align [FLAGS] ENGLISH [VIETNAMESE]",
		Description: `ENGLISH and VIETNAMESE are files or addresses; "-" is standard input. Without
VIETNAMESE the address is taken from --source, from --manifest, or from the line
of the English text that names its source ("Source: https://…"). Without -o the
memory is named after the English file, in the current folder.

The format of an output follows its name: .tmx, .tsv, .beads, .alignment.jsonl,
.html, each also with .gz.

Examples:

   songngu align article.txt
   songngu align article.txt original.html -o memory.tmx -o pairs.html
   songngu align --presegmented en.sent vi.sent -o out.beads
   songngu align --update article.alignment.jsonl`,
		Flags: flags(alignFlags(), writingFlags(), alignerFlags(), fetchFlags(), []cli.Flag{jsonFlag("print the closing facts as JSON on standard output"), quietFlag()}),
		Action: func(c *cli.Context) error {
			p.voice.quiet = c.Bool("quiet")
			if c.IsSet("update") {
				return p.alignUpdate(c)
			}
			return p.align(c)
		},
	}
}

func alignFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE` (repeatable; - is standard output)"},
		&cli.StringFlag{Name: "format", Usage: "`FORMAT` of the outputs, whatever their names: " + strings.Join(formatNames(format.writable), ", ")},
		&cli.BoolFlag{Name: "force", Aliases: []string{"f"}, Usage: "overwrite existing outputs"},
		&cli.StringFlag{Name: "source", Usage: "`ADDRESS` of the Vietnamese original"},
		&cli.StringFlag{Name: "manifest", Usage: "`FILE` that names the original of each English file (tab separated or JSON lines)"},
		&cli.StringFlag{Name: "update", Usage: "read the texts of this alignment `FILE` again and align only what changed; what a reviewer has decided stays"},
		&cli.BoolFlag{Name: "presegmented", Usage: "every line of both files is one sentence"},
		keepSentencesFlag(),
		&cli.BoolFlag{Name: "aside", Usage: "list on standard output what was set aside, and why"},
		&cli.StringFlag{Name: "charset", Usage: "read files as this `CHARSET` instead of finding out; EN,VI names one for each side, either may be empty: ,tcvn3"},
	}
}

func keepSentencesFlag() cli.Flag {
	return &cli.BoolFlag{Name: "keep-sentences", Usage: "do not cut or join a sentence at a doubtful place, whatever the other side does"}
}

func quietFlag() cli.Flag {
	return &cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "print only warnings and errors"}
}

func flags(groups ...[]cli.Flag) []cli.Flag {
	var all []cli.Flag
	for _, g := range groups {
		all = append(all, g...)
	}
	return all
}

func (p *program) align(c *cli.Context) (err error) {
	start := p.now()
	job, err := newAlignJob(c)
	if err != nil {
		return err
	}
	out := &outputs{stdout: p.stdout, force: c.Bool("force")}
	defer out.discard()
	targets, err := openTargets(c, out, []string{memoryName(job.english)})
	if err != nil {
		return err
	}
	reader, err := p.newReader(c)
	if err != nil {
		return err
	}
	defer reader.closeInto(&err)
	file, err := p.alignPair(c.Context, job, reader)
	if err != nil {
		return err
	}
	if err := writeTargets(file, targets, job.writing); err != nil {
		return err
	}
	if err := out.commit(c.Context); err != nil {
		return err
	}
	if c.Bool("aside") {
		if err := p.listAside(file); err != nil {
			return err
		}
	}
	facts := factsOf(file, targets, p.now().Sub(start))
	if c.Bool("json") {
		return p.printJSON(facts)
	}
	p.tellFacts(facts)
	return nil
}

// alignJob is what the command line of align asks for.
type alignJob struct {
	english, vietnamese string // references; vietnamese may be found in the text later
	presegmented        bool
	keepSentences       bool // as they are cut, whatever the other side does
	single              bool // one of many: no meter of its own
	writing             writing
}

func newAlignJob(c *cli.Context) (*alignJob, error) {
	j := &alignJob{presegmented: c.Bool("presegmented"), keepSentences: c.Bool("keep-sentences")}
	args := c.Args().Slice()
	switch len(args) {
	case 0:
		return nil, usage("songngu align article.txt", "no English text is given")
	case 1:
		j.english = args[0]
	case 2:
		j.english, j.vietnamese = args[0], args[1]
	default:
		return nil, usage("songngu align "+args[0]+" "+args[1], "%d texts are given, align takes one or two; many pairs at once are for songngu batch", len(args))
	}
	if j.english == "-" && j.vietnamese == "-" {
		return nil, usage("give one of them as a file", "both sides cannot come from standard input")
	}
	if s := c.String("source"); s != "" {
		if j.vietnamese != "" {
			return nil, usage("leave out one of them", "both a Vietnamese text %q and --source %q are given", j.vietnamese, s)
		}
		j.vietnamese = s
	}
	if m := c.String("manifest"); m != "" && j.vietnamese == "" {
		v, err := fromManifest(m, j.english)
		if err != nil {
			return nil, err
		}
		j.vietnamese = v
	}
	var err error
	j.writing, err = newWriting(c)
	return j, err
}

// fromManifest finds the original of an English file in a manifest.
func fromManifest(name, english string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", unread(fmt.Errorf("cannot read manifest %q: %w", name, cause(err)), "")
	}
	defer f.Close()
	pairs, problems, err := manifest.Read(f, name, filepath.Dir(name))
	if err != nil {
		return "", unread(err, "")
	}
	pair, ok := manifest.Find(pairs, english)
	if !ok {
		if len(problems) > 0 {
			return "", unread(problems[0], "a line is: english.txt, a tab, the address of its original")
		}
		return "", usage("add a line: "+english+", a tab, the address of its original", "manifest %q does not name %q", name, english)
	}
	return pair.Vietnamese, nil
}

// alignPair reads both sides and aligns them.
func (p *program) alignPair(ctx context.Context, j *alignJob, r *reader) (*beadfile.File, error) {
	if r.alignOptions.Lexicon == nil {
		go lexicon.Default() // decoded while the texts are read
	}
	en, err := r.open(ctx, j.english, corpus.Options{Lang: "en", Presegmented: j.presegmented})
	if err != nil {
		return nil, err
	}
	if err := p.checkLanguage(en, j); err != nil {
		return nil, err
	}
	if j.vietnamese == "" {
		if j.vietnamese, err = p.sourceOf(en, j.english); err != nil {
			return nil, err
		}
	}
	vi, err := r.open(ctx, j.vietnamese, corpus.Options{Lang: "vi", Presegmented: j.presegmented, Reference: referenceOf(en)})
	if err != nil {
		return nil, err
	}
	if err := p.checkLanguage(vi, j); err != nil {
		return nil, err
	}
	if err := holds(r.anchored, en, vi); err != nil {
		return nil, err
	}
	opts := r.alignOptions
	if j.single {
		opts.Workers = 1
	} else {
		meter := p.meter("aligning")
		defer meter.Done()
		opts.Progress = meter.Set
	}
	a, err := align.Align(ctx, en.Sentences, vi.Sentences, opts)
	if err == nil && !j.presegmented && !j.keepSentences {
		en, vi, a, err = align.Recut(ctx, en, vi, a, opts)
	}
	if err != nil {
		return nil, err
	}
	return &beadfile.File{Tool: "songngu", ToolVersion: release, English: en, Vietnamese: vi, Alignment: a}, nil
}

func referenceOf(d *corpus.Document) *extract.Reference {
	texts := make([]string, len(d.Sentences))
	for i, s := range d.Sentences {
		texts[i] = s.Text
	}
	return extract.ReferenceFrom(texts)
}

// sourceOf is the address that an English text names as its source.
func (p *program) sourceOf(en *corpus.Document, name string) (string, error) {
	if len(en.Links) == 0 {
		return "", usage(
			"songngu align "+name+" ORIGINAL   (a file or an address)\n"+
				"songngu align "+name+" --source https://…",
			"%q names no source: there is no line such as %q in it", name, "Source: https://…")
	}
	if len(en.Links) > 1 {
		p.voice.warn("%q names %d sources, the first is used; --source ADDRESS takes another:", name, len(en.Links))
		for _, l := range en.Links {
			p.voice.warn("  %s", strings.TrimSpace(l.Label+" "+l.URL))
		}
	}
	return en.Links[0].URL, nil
}

// checkLanguage stops where a side is plainly in the other side's language.
func (p *program) checkLanguage(d *corpus.Document, j *alignJob) error {
	found := d.Language()
	if found == "" || found == d.Lang {
		return nil
	}
	ref := d.Origin.Ref
	if d.Lang == "en" {
		hint := "songngu align ENGLISH " + ref
		if j.vietnamese != "" {
			hint = "songngu align " + j.vietnamese + " " + j.english
		}
		return usage(hint, "%q is given as the English side, but it is Vietnamese", ref)
	}
	return usage("give the Vietnamese original: a file, an address, or the page of the same article in Vietnamese",
		"%q is given as the Vietnamese side, but it is English: both sides are the same language", ref)
}
