package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/corpus/text"
	"songngu/tmx"
	"songngu/tmx/transform"
)

func fallenFlag() cli.Flag {
	return &cli.StringFlag{Name: "fallen", Usage: "list what fell in `FILE`, tab separated: position, unit, position and unit that stays, source, target"}
}

func (p *program) tmxMergeCommand() *cli.Command {
	return &cli.Command{
		Name:      "merge",
		Usage:     "put memories together, each unit once",
		UsageText: "songngu tmx merge [FLAGS] MEMORY...",
		Description: `Units with the same texts, in-line codes and all, in the same languages become one:
the one with the highest confidence, the latest date, the most use, or else the
first stays, where the first stood, with the props and notes of all of them. The
header is the first memory's, with the props and notes of all. Different
translations of a source all stay (see dedupe --by-source). Bounded memory:
what is more goes through temporary files.

Examples:

   songngu tmx merge old.tmx new.tmx.gz -o all.tmx
   songngu tmx merge old.tmx new.tmx.gz -o all.tmx --force --attribution sources.tsv`,
		Flags: flags([]cli.Flag{fallenFlag()}, tmxSpaceFlags(), tmxSideFlags(), tmxWriteFlags(), tmxReadFlags()),
		Action: func(c *cli.Context) error {
			return p.dedupe(c, transform.DedupeOptions{})
		},
	}
}

func (p *program) tmxDedupeCommand() *cli.Command {
	return &cli.Command{
		Name:      "dedupe",
		Usage:     "keep the best of units that are the same, or nearly",
		UsageText: "songngu tmx dedupe [FLAGS] [MEMORY...]",
		Description: `Units are the same where the texts in all their languages are, in-line codes and
all; with --source and --target, where those two are. --ignore names what they may
differ in: case, marks (diacritics, and case), tones (hòa and hoà, and case),
digits, punctuation, spaces, tags, or all; a list with commas.

The one with the highest confidence (prop x-confidence; 1 where none is stated), the
latest date, the most use, or else the first stays, where the first stood, with the
props and notes of all of them, so that no source is lost. Bounded memory: what is
more goes through temporary files.

Examples:

   songngu tmx dedupe memory.tmx -o once.tmx
   songngu tmx dedupe memory.tmx --ignore case,punctuation,spaces --fallen fallen.tsv -o once.tmx
   songngu tmx dedupe memory.tmx --by-source -o one-translation-each.tmx`,
		Flags: flags([]cli.Flag{
			&cli.StringFlag{Name: "ignore", Usage: "`DIFFERENCES` that do not count: case,marks,tones,digits,punctuation,spaces,tags or all"},
			&cli.BoolFlag{Name: "by-source", Usage: "one unit for each source, whatever its targets"},
			fallenFlag(),
		}, tmxSpaceFlags(), tmxSideFlags(), tmxWriteFlags(), tmxReadFlags()),
		Action: func(c *cli.Context) error {
			opts := transform.DedupeOptions{BySource: c.Bool("by-source"), Source: tmx.CanonLang(c.String("source")), Target: tmx.CanonLang(c.String("target"))}
			if list := c.String("ignore"); list != "" {
				like, err := transform.ParseLikeness(list)
				if err != nil {
					return usage("--ignore case,punctuation", "%w", err)
				}
				opts.Like = like
			}
			return p.dedupe(c, opts)
		},
	}
}

// dedupe is the action of merge and dedupe.
func (p *program) dedupe(c *cli.Context, opts transform.DedupeOptions) error {
	space, err := spaceOf(c)
	if err != nil {
		return err
	}
	opts.Space = space
	return p.makeMemory(c, c.Args().Slice(), func(r *tmxRun, in transform.Units) (transform.Units, error) {
		fell := r.count("fell", "unit")
		list, err := r.openList(c.String("fallen"))
		if err != nil {
			return nil, err
		}
		opts.Fell = func(f transform.Fallen) {
			*fell++
			if list == nil {
				return
			}
			src, tgt := transform.Sides(f.Unit, r.source(), r.target())
			name := f.Unit.ID
			if name == "" {
				name = fmt.Sprintf("#%d", f.Position)
			}
			fmt.Fprintf(list, "%d\t%s\t%d\t%s\t%s\t%s\n", f.Position, field(name), f.Kept, field(f.KeptName), field(plain(src)), field(plain(tgt)))
		}
		return transform.Dedupe(in, opts), nil
	})
}

// openList opens an output beside the memory; nil where none is asked for.
// What goes wrong with writing it shows when the outputs are put in place.
func (r *tmxRun) openList(path string) (*output, error) {
	if path == "" {
		return nil, nil
	}
	return r.out.open(path)
}

// plain is a variant's text, "" for none.
func plain(v *tmx.Variant) string {
	if v == nil {
		return ""
	}
	return v.Text()
}

// field is text as a field of a table.
func field(s string) string { return strings.ReplaceAll(text.Clean(s), "\t", " ") }

func (p *program) tmxCatCommand() *cli.Command {
	return &cli.Command{
		Name:      "cat",
		Usage:     "put memories together as they are, or write one in another form",
		UsageText: "songngu tmx cat [FLAGS] [MEMORY...]",
		Description: `All units of all memories, in their order, the same ones too (see merge). The
header is the first memory's, with the props and notes of all.

Examples:

   songngu tmx cat part-1.tmx part-2.tmx -o whole.tmx
   songngu tmx cat memory.tmx --profile omegat -o project/tm/memory.tmx
   songngu tmx cat old-tool.tmx --encoding utf-16le -o for-memoq.tmx`,
		Flags: flags(tmxSideFlags(), tmxWriteFlags(), tmxReadFlags()),
		Action: func(c *cli.Context) error {
			return p.makeMemory(c, c.Args().Slice(), func(_ *tmxRun, in transform.Units) (transform.Units, error) { return in, nil })
		},
	}
}
