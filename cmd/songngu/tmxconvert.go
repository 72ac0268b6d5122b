package main

import (
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/tmx"
	"songngu/tmx/exchange"
	"songngu/tmx/transform"
)

func (p *program) tmxConvertCommand() *cli.Command {
	return &cli.Command{
		Name:      "convert",
		Usage:     "turn memories into tables, XLIFF, PO and more, and back",
		UsageText: "songngu tmx convert [FLAGS] FILE... -o FILE\n   songngu tmx convert [FLAGS] PAIR.en PAIR.vi -o FILE\n   songngu tmx convert --to omegat-project FOLDER FILE...",
		Description: `The endings of the names, or --from and --to, tell the formats: tmx, tsv, csv, xlsx,
units (JSON lines, which keep everything), xliff (1.2; reads 2.x, SDLXLIFF and MQXLIFF too), xliff2, po,
moses (two files, .en and .vi, whose lines pair off), to read only: sdltm (the memory of
Trados Studio, with its tags, dates and users), and to write only: tbx, utx and
glossary (OmegaT's) of short units. A record that is no unit is told and passed by.

--to omegat-project makes a folder that OmegaT opens: the source text of each document
in source/, sure short units in glossary/, and the pairs in tm/ by their confidence:

   0.9 and more, or none said   tm/auto, which OmegaT puts in by itself
   0.8 to 0.9                   tm/penalty-010
   0.6 to 0.8                   tm/penalty-020
   below, fuzzy or rejected     tm/penalty-030

A folder that exists is refused; --force replaces in it only what songngu wrote and
nobody has changed since, and removes nothing.

Examples:

   songngu tmx convert memory.tmx -o memory.xlsx
   songngu tmx convert terms.csv -o terms.tmx --source en-US --target vi-VN
   songngu tmx convert memory.tmx -o corpus.en -o corpus.vi
   songngu tmx convert corpus.en corpus.vi -o corpus.tmx
   songngu tmx convert memory.tmx --to units -o -
   songngu tmx convert --to omegat-project harbour memory.tmx`,
		Flags: flags([]cli.Flag{
			&cli.StringSliceFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE` (- is standard output; .gz compresses)"},
			&cli.StringFlag{Name: "from", Usage: "`FORMAT` of the inputs, whatever their names: " + strings.Join(formatNames(format.hasUnits), ", ")},
			&cli.StringFlag{Name: "to", Usage: "`FORMAT` of the output, whatever its name"},
			&cli.StringFlag{Name: "columns", Usage: "`NAMES` of a table's columns from the left: id,source,target,confidence,note,status,context,url,document, - for none"},
			&cli.BoolFlag{Name: "force", Aliases: []string{"f"}, Usage: "overwrite existing outputs"},
			jsonFlag("print a report as JSON: on standard output, or on standard error where the output goes there"),
		}, tmxSideFlags(), tmxFormFlags(), tmxReadFlags()),
		Action: p.tmxConvert,
	}
}

func (p *program) tmxConvert(c *cli.Context) error {
	p.voice.quiet = c.Bool("quiet")
	outs, args := c.StringSlice("output"), c.Args().Slice()
	if c.String("to") == omegatFormat {
		return p.tmxProject(c, outs, args)
	}
	switch {
	case len(args) == 0:
		return usage("songngu tmx convert memory.tmx -o memory.tsv", "nothing to convert is given")
	case len(outs) == 0:
		return usage("songngu tmx convert "+strings.Join(args, " ")+" -o memory.tsv", "no output is named")
	}
	opts, err := writerOptions(c)
	if err != nil {
		return err
	}
	r := &tmxRun{p: p, c: c, opts: opts, out: &outputs{stdout: p.stdout, force: c.Bool("force")}}
	r.opts.Report = func(f tmx.Finding) { r.wrong.add(f) }
	if r.in, err = p.openAny(c, args); err != nil {
		return err
	}
	defer r.close()
	if r.in.inputs[0].other != nil && r.in.header.SrcLang == "" { // nothing is wrong with a table that does not name its source
		report := r.opts.Report
		r.opts.Report = func(f tmx.Finding) {
			if f.Code != tmx.CodeSourceLang {
				report(f)
			}
		}
	}
	m, err := r.openAny(outs)
	if err != nil {
		return err
	}
	units := r.in.units()
	if src := r.in.header.SrcLang; m.format != "tmx" && src != "" && src != tmx.AllLanguages {
		units = transform.Edit(units, func(u *tmx.Unit) { sourceFirst(u, src) })
	}
	return r.writeTo(m, r.terms(m, units))
}

// sourceFirst puts the source before the other variants: only TMX has a header
// to say which it is.
func sourceFirst(u *tmx.Unit, source string) {
	v := u.Variant(source)
	i := slices.IndexFunc(u.Variants, func(w tmx.Variant) bool { return v != nil && w.Lang == v.Lang })
	if i > 0 {
		first := u.Variants[i]
		copy(u.Variants[1:i+1], u.Variants[:i])
		u.Variants[0] = first
	}
}

// terms leaves out and counts what is no term, where a glossary is written.
func (r *tmxRun) terms(m *madeMemory, in transform.Units) transform.Units {
	if f, ok := formatByName(m.format, format.ofUnits); !ok || f.units != nil || f.begin == nil {
		return in
	}
	longer := r.count("no term", "unit")
	return transform.Keep(in, func(u *tmx.Unit) bool {
		_, _, ok := exchange.Term(u, m.opts)
		if !ok {
			*longer++
		}
		return ok
	})
}

// openAny opens inputs of any format, all of one.
func (p *program) openAny(c *cli.Context, args []string) (*memories, error) {
	opts := exchange.ReadOptions{Source: c.String("source"), Target: c.String("target"), Charset: c.String("charset")}
	if list := c.String("columns"); list != "" {
		columns, err := exchange.ParseColumns(list, cmp.Or(opts.Source, "en"), cmp.Or(opts.Target, "vi"))
		if err != nil {
			return nil, usage("--columns id,source,target", "%w", err)
		}
		opts.Columns = columns
	}
	m := &memories{p: p, c: c, header: tmx.Header{
		CreationTool: "songngu", CreationToolVersion: release, SegType: "sentence", OTMF: "songngu", AdminLang: "en",
		SrcLang: tmx.CanonLang(c.String("source")), DataType: "plaintext",
	}}
	var first format
	for i, path := range args {
		f, err := formatFor(path, "from", c.String("from"), format.ofUnits, true)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			first = f
		}
		switch {
		case f.name != first.name:
			return nil, usage("convert them one by one, then songngu tmx merge", "%q and %q are of different formats", args[0], path)
		case f.name == "tmx" || f.pair:
		case f.units == nil:
			return nil, usage("", "format %s can be written only", f.name)
		default:
			in := &memory{path: path}
			in.other = m.openOther(f.units, opts, in)
			m.inputs = append(m.inputs, in)
		}
	}
	switch {
	case first.name == "tmx":
		return p.openMemories(c, args)
	case first.pair && len(args) != 2:
		return nil, usage("songngu tmx convert corpus.en corpus.vi -o corpus.tmx", "a Moses pair is two files, not %d", len(args))
	case first.pair:
		in := &memory{path: args[0]}
		in.other = m.openOther(func(r io.Reader, name string, opts exchange.ReadOptions) exchange.Units {
			return func(yield func(*tmx.Unit, error) bool) {
				target, err := p.openInput(args[1])
				if err != nil {
					yield(nil, err)
					return
				}
				defer target.Close()
				exchange.ReadMoses(r, target, name, opts)(yield)
			}
		}, opts, in)
		m.inputs = append(m.inputs, in)
	}
	return m, nil
}

// openOther opens an input of a format other than TMX when its turn comes.
func (m *memories) openOther(read func(io.Reader, string, exchange.ReadOptions) exchange.Units, opts exchange.ReadOptions, in *memory) func(func(*exchange.RecordError)) exchange.Units {
	return func(report func(*exchange.RecordError)) exchange.Units {
		return func(yield func(*tmx.Unit, error) bool) {
			f, err := m.p.openInput(in.path)
			if err != nil {
				yield(nil, err)
				return
			}
			defer f.Close()
			exchange.PassBy(read(f, in.path, opts), report)(yield)
		}
	}
}

// openAny opens the output, of any format.
func (r *tmxRun) openAny(paths []string) (*madeMemory, error) {
	f, err := formatFor(paths[0], "to", r.c.String("to"), format.ofUnits, false)
	if err != nil {
		return nil, err
	}
	want := 1
	if f.pair {
		want = 2
	}
	switch {
	case len(paths) != want:
		return nil, usage("songngu tmx convert memory.tmx -o corpus.en -o corpus.vi", "format %s is written to %s, not %d", f.name, count(want, "file"), len(paths))
	case f.name == "tmx":
		return r.open(paths[0])
	case f.begin == nil && !f.pair:
		return nil, usage("songngu tmx convert memory."+f.name+" -o memory.tmx", "format %s can be read only", f.name)
	case want == 2 && filepath.Clean(paths[0]) == filepath.Clean(paths[1]):
		return nil, usage("-o corpus.en -o corpus.vi", "output %q is named twice", paths[0])
	}
	opts := exchange.WriteOptions{Source: r.source(), Target: r.target(), Tool: "songngu", ToolVersion: release}
	if src := r.in.header.SrcLang; opts.Source == "" && src != tmx.AllLanguages {
		opts.Source = src
	}
	if list := r.c.String("columns"); list != "" {
		if opts.Columns, err = exchange.ParseColumns(list, cmp.Or(opts.Source, "en"), cmp.Or(opts.Target, "vi")); err != nil {
			return nil, usage("--columns id,source,target", "%w", err)
		}
	}
	var files []*output
	for _, path := range paths {
		o, err := r.out.open(path)
		if err != nil {
			return nil, err
		}
		files = append(files, o)
	}
	m := &madeMemory{out: files[0], format: f.name, also: files[1:], opts: opts}
	if f.pair {
		m.w = exchange.NewMosesWriter(files[0], files[1], opts)
	} else if m.w, err = f.begin(files[0], opts); err != nil {
		return nil, fmt.Errorf("cannot write %s: %w", f.name, err)
	}
	r.made = append(r.made, m)
	return m, nil
}
