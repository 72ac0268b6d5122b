package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v2"

	"songngu/tmx/leverage"
	store "songngu/tmx/memory"
	"songngu/tmx/pretranslate"
)

func (p *program) tmPretranslateCommand() *cli.Command {
	return &cli.Command{
		Name:      "pretranslate",
		Usage:     "fill a file with what the memory knows",
		UsageText: "songngu tm pretranslate [FLAGS] FILE -o OUTPUT",
		Description: `FILE is XLIFF 1.2 or 2 (.xlf, .sdlxliff, .mqxliff), PO, text, Markdown or DOCX. The
output is the same file, byte for byte, but for the translations put in: where the
memory has a match of at least --min per cent. In-line codes stay, by their place where
the match has the same ones; states and scores are written as each format has them, and
PO gets "fuzzy" below 100. What is translated already stays (--overwrite fills it too),
what is locked or approved always does. In text and Markdown sentences without a match
stay in their language. The report tells segments and words by how good the match was.

Examples:

   songngu tm pretranslate manual.xlf -o manual.vi.xlf
   songngu tm pretranslate --min 90 --direction vi-en bao-cao.docx -o report.docx
   songngu tm pretranslate notes.md --mark -o notes.vi.md`,
		Flags: memoryFlags(
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE` (- is standard output)"},
			&cli.BoolFlag{Name: "force", Aliases: []string{"f"}, Usage: "overwrite an existing output, FILE itself too"},
			&cli.IntFlag{Name: "min", Value: 75, Usage: "least `PERCENTAGE` that is put in, from 50"},
			&cli.StringFlag{Name: "direction", Usage: "`en-vi|vi-en`, held against what the file says (default: what it says or is written in, else en-vi)"},
			&cli.StringSliceFlag{Name: "penalty", Usage: "take points off: `WHAT:N`, as for lookup (repeatable)"},
			&cli.BoolFlag{Name: "overwrite", Usage: "fill what is translated already too, unless it is locked"},
			&cli.BoolFlag{Name: "mark", Usage: "write the percentage behind each translation in text and Markdown"},
			&cli.StringFlag{Name: "format", Usage: "`FORMAT` of FILE, whatever its name: " + strings.Join(pretranslate.FormatNames(), ", ")},
		),
		Action: p.tmPretranslate,
	}
}

// direction reads --direction; known is false where it is not given.
func direction(c *cli.Context) (from store.Side, known bool, err error) {
	switch c.String("direction") {
	case "":
		return store.English, false, nil
	case "en-vi":
		return store.English, true, nil
	case "vi-en":
		return store.Vietnamese, true, nil
	}
	return 0, false, usage("--direction en-vi or --direction vi-en", "unknown direction %q", c.String("direction"))
}

func (p *program) tmPretranslate(c *cli.Context) error {
	if c.Args().Len() != 1 || c.String("output") == "" {
		return usage("songngu tm pretranslate manual.xlf -o manual.vi.xlf", "pretranslate takes one file, and -o for the output")
	}
	file := c.Args().First()
	format, ok := pretranslate.FormatOf(strings.TrimSuffix(file, ".gz"))
	if name := c.String("format"); name != "" {
		format, ok = pretranslate.ParseFormat(name)
	}
	if !ok {
		return usage("--format "+strings.Join(pretranslate.FormatNames(), "|"), "the name of %q does not tell a format that can be filled", file)
	}
	from, known, err := direction(c)
	if err != nil {
		return err
	}
	opts := pretranslate.Options{From: from, Detect: !known, Min: c.Int("min"), Overwrite: c.Bool("overwrite"), Mark: c.Bool("mark")}
	if opts.Min < store.MinFuzzy || opts.Min > store.InContext {
		return usage("--min 75", "least percentage %d is not from %d to %d", opts.Min, store.MinFuzzy, store.InContext)
	}
	if opts.Penalties, err = penalties(c.StringSlice("penalty")); err != nil {
		return err
	}
	return p.withMemory(c, false, func(m *store.Memory) error {
		in, err := p.openInput(file)
		if err != nil {
			return err
		}
		defer in.Close()
		out := &outputs{stdout: p.stdout, force: c.Bool("force")}
		defer out.discard()
		o, err := out.open(c.String("output"))
		if err != nil {
			return err
		}
		meter := p.meter("kilobytes read")
		total := int(fileSize(file) >> 10)
		opts.Progress = func(read int64) { meter.Set(min(int(read>>10), total), total) }
		report, err := pretranslate.File(c.Context, m, format, in, o, opts)
		meter.Done()
		if err != nil {
			return pretranslateFailure(err, file, report.From)
		}
		if err := out.commit(c.Context); err != nil {
			return err
		}
		return p.pretranslated(c, report, known)
	})
}

func pretranslateFailure(err error, file string, from store.Side) error {
	hint := ""
	switch {
	case errors.Is(err, pretranslate.ErrCharset):
		hint = "make it UTF-8 first, as iconv does"
	case errors.Is(err, pretranslate.ErrFormat):
		hint = "--format names its format, if it is another"
	case errors.Is(err, pretranslate.ErrLanguages):
	default:
		return err
	}
	return unread(fmt.Errorf("cannot fill %s: %w", shown(file), err), hint)
}

// pretranslatedJSON is the report as JSON.
type pretranslatedJSON struct {
	Output string `json:"output"`
	Format string `json:"format"`
	*pretranslate.Report
}

// pretranslated tells what became of a file.
func (p *program) pretranslated(c *cli.Context, r *pretranslate.Report, known bool) error {
	if c.Bool("json") && c.String("output") != "-" {
		return p.printJSON(pretranslatedJSON{filepath.ToSlash(c.String("output")), r.Format.String(), r})
	}
	if !p.voice.quiet {
		w := tabwriter.NewWriter(p.voice.w, 0, 0, 2, ' ', tabwriter.AlignRight)
		fmt.Fprintf(w, "match\tsegments\twords\t\n")
		for _, b := range leverage.Bands() {
			if n := r.Bands[b]; n.Segments > 0 {
				name := b.String()
				if b == leverage.New {
					name = "none"
				}
				fmt.Fprintf(w, "%s\t%d\t%d\t\n", name, n.Segments, n.Words)
			}
		}
		w.Flush()
	}
	var reasons []string
	for why := range r.Left {
		reasons = append(reasons, why)
	}
	slices.Sort(reasons)
	for _, why := range reasons {
		p.voice.fact("left", "%s: %s", count(int(r.Left[why]), "segment"), why)
	}
	if r.Review > 0 {
		p.voice.fact("review", "%s with codes whose place was guessed", count(int(r.Review), "segment"))
	}
	p.voice.fact("written", "%s (%d of %s filled, %d of %d words)", shown(c.String("output")), r.Filled, count(int(r.Segments), "segment"), r.FilledW, r.Words)
	switch text := r.Format == pretranslate.Text || r.Format == pretranslate.Markdown || r.Format == pretranslate.DOCX; {
	case !known && text && r.From == store.Vietnamese:
		p.voice.say("the file is in Vietnamese, so it was filled with English: --direction en-vi says otherwise")
	case !known && r.Filled == 0 && r.Segments > 0 && r.From == store.English:
		p.voice.say("nothing was filled; a Vietnamese file wants --direction vi-en")
	}
	return nil
}
