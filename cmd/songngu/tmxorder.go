package main

import (
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/tmx/transform"
)

func (p *program) tmxSortCommand() *cli.Command {
	return &cli.Command{
		Name:      "sort",
		Usage:     "sort units by text, date, confidence, use, length or document",
		UsageText: "songngu tmx sort [FLAGS] [MEMORY...]",
		Description: `--by takes source, target, id, created, changed, confidence, usage, length (of the
source, in characters), document, or a language code; several with commas, the
first counting most, -KEY for the reverse. Text comes in the order of its
language's dictionaries (a ă â b c d đ e ê …). Units that are equal in all stay in
their order. Bounded memory: what is more goes through temporary files.

Examples:

   songngu tmx sort memory.tmx -o sorted.tmx
   songngu tmx sort memory.tmx --by=-confidence,vi -o best-first.tmx`,
		Flags: flags([]cli.Flag{
			&cli.StringFlag{Name: "by", Value: "source", Usage: "`KEYS` to sort by: " + strings.Join(transform.Orders, ", ") + ", or language codes"},
			&cli.BoolFlag{Name: "reverse", Aliases: []string{"r"}, Usage: "the other way round"},
		}, tmxSpaceFlags(), tmxSideFlags(), tmxWriteFlags(), tmxReadFlags()),
		Action: func(c *cli.Context) error {
			space, err := spaceOf(c)
			if err != nil {
				return err
			}
			var by []transform.Order
			for key := range strings.SplitSeq(c.String("by"), ",") {
				name, reverse := strings.CutPrefix(strings.TrimSpace(key), "-")
				by = append(by, transform.Order{By: name, Reverse: reverse != c.Bool("reverse")})
			}
			return p.makeMemory(c, c.Args().Slice(), func(r *tmxRun, in transform.Units) (transform.Units, error) {
				sorted, err := transform.Sort(in, by, r.source(), r.target(), space)
				if err != nil {
					return nil, usage("--by source", "%w", err)
				}
				return sorted, nil
			})
		},
	}
}

func (p *program) tmxSampleCommand() *cli.Command {
	return &cli.Command{
		Name:      "sample",
		Usage:     "draw units at random",
		UsageText: "songngu tmx sample [FLAGS] [MEMORY...]",
		Description: `Every set of N units is as likely as any other; they come in the order of the
memory. The same seed draws the same units. N units are kept in memory.

Example:

   songngu tmx sample -n 200 --seed 7 memory.tmx -o to-review.tmx`,
		Flags: flags([]cli.Flag{
			&cli.IntFlag{Name: "n", Value: 100, Usage: "draw `N` units"},
			&cli.Uint64Flag{Name: "seed", Value: 1, Usage: "another `NUMBER` draws other units"},
		}, tmxSideFlags(), tmxWriteFlags(), tmxReadFlags()),
		Action: func(c *cli.Context) error {
			n := c.Int("n")
			if n < 0 {
				return usage("-n 100", "%d units cannot be drawn", n)
			}
			return p.makeMemory(c, c.Args().Slice(), func(_ *tmxRun, in transform.Units) (transform.Units, error) {
				return transform.Sample(in, n, c.Uint64("seed")), nil
			})
		},
	}
}

func (p *program) tmxHeadCommand() *cli.Command {
	return &cli.Command{
		Name:      "head",
		Usage:     "the first units",
		UsageText: "songngu tmx head [FLAGS] [MEMORY...]",
		Description: `No more is read than is written.

Example:

   songngu tmx head -n 20 memory.tmx`,
		Flags: flags([]cli.Flag{
			&cli.Int64Flag{Name: "n", Value: 10, Usage: "`N` units"},
		}, tmxSideFlags(), tmxWriteFlags(), tmxReadFlags()),
		Action: func(c *cli.Context) error {
			n := c.Int64("n")
			if n < 0 {
				return usage("-n 10", "%d units cannot be taken", n)
			}
			return p.makeMemory(c, c.Args().Slice(), func(_ *tmxRun, in transform.Units) (transform.Units, error) {
				return transform.Head(in, n), nil
			})
		},
	}
}
