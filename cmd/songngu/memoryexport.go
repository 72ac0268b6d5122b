package main

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/tmx"
	store "songngu/tmx/memory"
)

func (p *program) tmExportCommand() *cli.Command {
	return &cli.Command{
		Name:      "export",
		Usage:     "write the units of the memory to files",
		UsageText: "songngu tm export [FLAGS] -o FILE",
		Description: `The name of the output tells its format: .tmx or .tsv, also with .gz; standard output
(-) is TMX unless --format says otherwise. Properties, notes, dates and in-line codes
that were imported are written again.

Examples:

   songngu tm export -o everything.tmx
   songngu tm export --document article.txt --min-confidence 0.9 -o - --format tsv`,
		Flags: memoryFlags(append(filterFlags(),
			&cli.StringSliceFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE` (repeatable; - is standard output)"},
			&cli.StringFlag{Name: "format", Usage: "`FORMAT` of the outputs, whatever their names: tmx, tsv"},
			&cli.BoolFlag{Name: "force", Aliases: []string{"f"}, Usage: "overwrite existing outputs"},
		)...),
		Action: p.tmExport,
	}
}

func (p *program) tmExport(c *cli.Context) error {
	paths := c.StringSlice("output")
	if len(paths) == 0 || c.Args().Len() > 0 {
		return usage("songngu tm export -o everything.tmx", "export writes to the files that -o names")
	}
	filter, err := filterOf(c)
	if err != nil {
		return err
	}
	return p.withMemory(c, false, func(m *store.Memory) error {
		out := &outputs{stdout: p.stdout, force: c.Bool("force")}
		defer out.discard()
		written := map[string]int{}
		for _, path := range paths {
			format := c.String("format")
			if format == "" {
				format = "tmx"
				if strings.HasSuffix(strings.TrimSuffix(strings.ToLower(path), ".gz"), ".tsv") {
					format = "tsv"
				}
			}
			write := map[string]func(*cli.Context, io.Writer, *store.Memory, store.Filter) (int, error){"tmx": exportTMX, "tsv": exportTSV}[format]
			if write == nil {
				return usage("--format tmx|tsv", "unknown format %q", format)
			}
			o, err := out.open(path)
			if err != nil {
				return err
			}
			if written[path], err = write(c, o, m, filter); err != nil {
				return err
			}
		}
		if err := out.commit(c.Context); err != nil {
			return err
		}
		if c.Bool("json") && !toStdout(paths) {
			return p.printJSON(written)
		}
		for _, path := range paths {
			p.voice.fact("written", "%s (%s)", shown(path), count(written[path], "unit"))
		}
		return nil
	})
}

// toStdout reports whether standard output is among the outputs.
func toStdout(paths []string) bool {
	for _, p := range paths {
		if p == "-" {
			return true
		}
	}
	return false
}

func exportTMX(c *cli.Context, w io.Writer, m *store.Memory, f store.Filter) (n int, err error) {
	out := tmx.NewWriter(w, tmx.Header{
		CreationTool: "songngu", CreationToolVersion: release, SegType: "sentence", OTMF: "songngu", AdminLang: "en", SrcLang: "en", DataType: "plaintext",
	}, tmx.WriterOptions{Codes: map[string]string{}})
	for u, err := range m.Units(c.Context, f) {
		if err != nil {
			return n, err
		}
		t := u.TMX()
		t.Variants[0].Lang = "en" // a header has one source language
		if err := out.Write(t); err != nil {
			return n, fmt.Errorf("unit %d: %w", u.ID, err)
		}
		n++
	}
	return n, out.Close()
}

func exportTSV(c *cli.Context, w io.Writer, m *store.Memory, f store.Filter) (n int, err error) {
	b := bufio.NewWriter(w)
	fmt.Fprint(b, "en\tvi\ttype\tconfidence\tdocument\tchanged\n")
	for u, err := range m.Units(c.Context, f) {
		if err != nil {
			return n, err
		}
		fmt.Fprintf(b, "%s\t%s\t%s\t%s\t%s\t%s\n", u.Text[0], u.Text[1], u.Prop("x-bead-type"), confidenceText(u.Confidence), u.Document, dateText(u))
		n++
	}
	return n, b.Flush()
}

func confidenceText(v float64) string {
	if v < 0 {
		return ""
	}
	return strconv.FormatFloat(v, 'f', 4, 64)
}

// dateText is when a unit was changed or made, as TMX writes it.
func dateText(u *store.Unit) string {
	switch {
	case !u.Changed.IsZero():
		return tmx.FormatDate(u.Changed)
	case !u.Created.IsZero():
		return tmx.FormatDate(u.Created)
	}
	return ""
}

func (p *program) tmListCommand() *cli.Command {
	return &cli.Command{
		Name:      "list",
		Usage:     "print units of the memory",
		UsageText: "songngu tm list [FLAGS]",
		Description: `A line is the unit's number, the English text, the Vietnamese one, its confidence and
its document, with tabs between them.

Examples:

   songngu tm list --max 5
   songngu tm list --document article.txt --max-confidence 0.5`,
		Flags: memoryFlags(append(filterFlags(),
			&cli.IntFlag{Name: "max", Value: 100, Usage: "print at most `N` units (0: all)"},
		)...),
		Action: func(c *cli.Context) error {
			filter, err := filterOf(c)
			if err != nil {
				return err
			}
			return p.withMemory(c, false, func(m *store.Memory) error { return p.tmList(c, m, filter) })
		},
	}
}

func (p *program) tmList(c *cli.Context, m *store.Memory, filter store.Filter) error {
	w := bufio.NewWriter(p.stdout)
	all := []store.Record{}
	n := 0
	for u, err := range m.Units(c.Context, filter) {
		if err != nil {
			return err
		}
		if n++; c.Int("max") > 0 && n > c.Int("max") {
			p.voice.say("there are more: --max 0 prints all")
			break
		}
		if c.Bool("json") {
			all = append(all, u.Record())
			continue
		}
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\n", u.ID, u.Text[0], u.Text[1], confidenceText(u.Confidence), u.Document)
	}
	if c.Bool("json") {
		return p.printJSON(all)
	}
	return w.Flush()
}
