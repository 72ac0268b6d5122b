package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/corpus"
	"songngu/tmx/exchange"
	"songngu/tmx/leverage"
	store "songngu/tmx/memory"
)

func (p *program) tmLeverageCommand() *cli.Command {
	return &cli.Command{
		Name:      "leverage",
		Usage:     "tell how much of some files the memory gives back",
		UsageText: "songngu tm leverage [FLAGS] FILE...",
		Description: `Prints the table that translation is billed by: segments, words and characters by the
best match of each segment. FILE is XLIFF or PO, whose segments are taken as they are
and those translated already counted apart, or any document or address, which is split
into sentences. A segment counts once: 101 and 100 are matches with the memory, then
come repetitions of a segment of these files, then the best fuzzy match, with the
memory or (internal) with an earlier segment. A word is what stands between blanks with
a letter or digit in it; of Vietnamese these are syllables, as CAT tools count them,
and words of the dictionary stand beside them. Without --db and without a memory of
one's own everything but repetitions and internal matches is new.

Examples:

   songngu tm leverage manual.docx guide.md
   songngu tm leverage --direction vi-en bao-cao.docx -o report.html -o report.csv
   songngu tm leverage --json project.xlf`,
		Flags: memoryFlags(append(fetchFlags(),
			&cli.StringSliceFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE`: .txt, .csv, .html or .json (repeatable; - is standard output)"},
			&cli.BoolFlag{Name: "force", Aliases: []string{"f"}, Usage: "overwrite existing outputs"},
			&cli.StringFlag{Name: "direction", Value: "en-vi", Usage: "`en-vi|vi-en`"},
			&cli.IntFlag{Name: "internal", Value: 75, Usage: "least `PERCENTAGE` of an internal match, from 50 (slow below 75); 0: none"},
			&cli.BoolFlag{Name: "all", Usage: "take segments that are translated already like the others"},
			&cli.StringSliceFlag{Name: "penalty", Usage: "take points off: `WHAT:N`, as for lookup (repeatable)"},
			&cli.StringFlag{Name: "charset", Usage: "read files as this `CHARSET` instead of finding out"},
		)...),
		Action: p.tmLeverage,
	}
}

// leverageFormats write an analysis, by the ending of the output's name.
var leverageFormats = map[string]func(io.Writer, *leverage.Analysis) error{
	".txt": leverage.Text, ".csv": leverage.CSV, ".html": leverage.HTML, ".htm": leverage.HTML,
}

func (p *program) tmLeverage(c *cli.Context) (err error) {
	if c.Args().Len() == 0 {
		return usage("songngu tm leverage manual.docx", "no file is named")
	}
	opts := leverage.Options{Internal: c.Int("internal")}
	if opts.From, _, err = direction(c); err != nil {
		return err
	}
	if opts.Penalties, err = penalties(c.StringSlice("penalty")); err != nil {
		return err
	}
	switch {
	case opts.Internal == 0:
		opts.Internal = -1
	case opts.Internal < store.MinFuzzy || opts.Internal > 99:
		return usage("--internal 75", "least internal percentage %d is not from %d to 99", opts.Internal, store.MinFuzzy)
	}
	for _, path := range c.StringSlice("output") {
		if ext := strings.ToLower(filepath.Ext(path)); path != "-" && leverageFormats[ext] == nil && ext != ".json" {
			return usage("a name that ends in .txt, .csv, .html or .json", "the name of output %q does not tell its format", path)
		}
	}
	r, err := p.newReader(c)
	if err != nil {
		return err
	}
	defer r.closeInto(&err)
	var files []leverage.File
	var read, size int64 // bytes of text so far, and of the files
	for _, ref := range c.Args().Slice() {
		size += fileSize(ref)
		files = append(files, leverage.File{Name: ref, Segments: p.segmentsOf(c, r, ref, opts.From, &read)})
	}
	work := func(m leverage.Matcher) error {
		out := &outputs{stdout: p.stdout, force: c.Bool("force")}
		defer out.discard()
		paths := outputPaths(c)
		staged, err := out.openAll(paths)
		if err != nil {
			return err
		}
		meter := p.meter("kilobytes analysed")
		opts.Progress = func(int) { meter.Set(int(min(read, size)>>10), int(size>>10)) }
		a, err := leverage.Analyse(c.Context, m, files, opts)
		meter.Done()
		if err != nil {
			return err
		}
		for _, o := range staged {
			if err := writeLeverage(c, o, a); err != nil {
				return err
			}
		}
		if err := out.commit(c.Context); err != nil {
			return err
		}
		for _, o := range staged {
			if o.path != "-" {
				p.voice.fact("written", "%s", shown(o.path))
			}
		}
		return nil
	}
	path, err := p.memoryPath(c)
	if err != nil {
		return err
	}
	if c.String("db") == "" && fileSize(path) == 0 {
		p.voice.quiet = c.Bool("quiet")
		p.voice.warn("there is no memory yet: only repetitions and internal matches are found")
		return work(nil)
	}
	return p.withMemory(c, false, func(m *store.Memory) error { return work(m) })
}

func writeLeverage(c *cli.Context, o *output, a *leverage.Analysis) error {
	write := leverageFormats[strings.ToLower(filepath.Ext(o.path))]
	if write == nil {
		write = leverage.Text
		if c.Bool("json") || o.path != "-" {
			write = func(w io.Writer, a *leverage.Analysis) error { return (&program{stdout: w}).printJSON(a) }
		}
	}
	if err := write(o, a); err != nil {
		return unread(fmt.Errorf("cannot write output %q: %w", o.path, cause(err)), "")
	}
	return nil
}

// segmentsOf are the segments of a file to be translated; read counts its bytes.
func (p *program) segmentsOf(c *cli.Context, r *reader, ref string, from store.Side, read *int64) iter.Seq2[leverage.Segment, error] {
	if f, err := inputFor(strings.TrimSuffix(ref, ".gz"), ""); err == nil && !corpus.IsURL(ref) {
		switch f.name {
		case "xliff", "xliff2":
			return p.bilingual(c, ref, from, exchange.ReadXLIFF, read)
		case "po":
			return p.bilingual(c, ref, from, exchange.ReadPO, read)
		}
	}
	return func(yield func(leverage.Segment, error) bool) {
		first := true
		for d, err := range r.parts(c.Context, ref, corpus.Options{Lang: from.String(), KeepAll: true}) {
			if err != nil {
				yield(leverage.Segment{}, err)
				return
			}
			for _, s := range d.Sentences {
				*read += int64(len(s.Text)) + 1
				if !yield(leverage.Segment{Text: s.Text, Apart: first}, nil) {
					return
				}
				first = false
			}
		}
	}
}

// bilingual is the segments of a file that holds translations.
func (p *program) bilingual(c *cli.Context, ref string, from store.Side, units func(io.Reader, string, exchange.ReadOptions) exchange.Units, read *int64) iter.Seq2[leverage.Segment, error] {
	return func(yield func(leverage.Segment, error) bool) {
		in, err := p.openInput(ref)
		if err != nil {
			yield(leverage.Segment{}, err)
			return
		}
		defer in.Close()
		opts := exchange.ReadOptions{Plain: true, Source: from.String(), Target: from.Other().String()}
		document, bad := "", 0
		for u, err := range exchange.PassBy(units(contextual{c.Context, in, read}, ref, opts), func(e *exchange.RecordError) {
			if bad++; bad <= maxTold {
				p.voice.warn("%v; passed by", e)
			}
		}) {
			if err != nil {
				yield(leverage.Segment{}, unread(err, ""))
				return
			}
			s := leverage.Segment{Text: u.Variants[0].Text(), Apart: u.Prop(exchange.PropDocument) != document}
			document = u.Prop(exchange.PropDocument)
			translated := len(u.Variants) > 1 && u.Variants[1].Text() != "" && exchange.Doubt(u) == ""
			s.Done = (translated || u.Prop(exchange.PropLocked) == "yes") && !c.Bool("all")
			if !yield(s, nil) {
				return
			}
		}
	}
}

// contextual ends a reader with its context and counts what it reads.
type contextual struct {
	ctx context.Context
	io.Reader
	read *int64
}

func (r contextual) Read(b []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.Reader.Read(b)
	*r.read += int64(n)
	return n, err
}
