package main

import (
	"fmt"
	"strconv"

	"github.com/urfave/cli/v2"

	store "songngu/tmx/memory"
)

func (p *program) tmInitCommand() *cli.Command {
	return &cli.Command{
		Name:      "init",
		Usage:     "make an empty memory, or change its settings",
		UsageText: "songngu tm init [FLAGS]",
		Description: `A memory that exists keeps its units. "songngu tm import" makes one by itself.

Examples:

   songngu tm init --db legal.songngu
   songngu tm init --db machine.songngu --penalty 10`,
		Flags: memoryFlags(
			&cli.IntFlag{Name: "penalty", Usage: "take `N` points off every match of this memory"},
		),
		Action: func(c *cli.Context) error {
			if n := c.Int("penalty"); n < 0 || n > 100 {
				return usage("--penalty 10", "penalty %d is not from 0 to 100", n)
			}
			return p.withMemory(c, true, func(m *store.Memory) error {
				if c.IsSet("penalty") {
					if err := m.SetPenalty(c.Context, c.Int("penalty")); err != nil {
						return err
					}
				}
				if c.Bool("json") {
					return p.printJSON(map[string]string{"db": m.Path()})
				}
				p.voice.fact("memory", "%s", m.Path())
				return nil
			})
		},
	}
}

func (p *program) tmStatsCommand() *cli.Command {
	return &cli.Command{
		Name:      "stats",
		Usage:     "count what is in the memory",
		UsageText: "songngu tm stats [FLAGS]",
		Description: `Example:

   songngu tm stats --json`,
		Flags: memoryFlags(),
		Action: func(c *cli.Context) error {
			return p.withMemory(c, false, func(m *store.Memory) error {
				s, err := m.Stats(c.Context)
				if err != nil {
					return err
				}
				if c.Bool("json") {
					return p.printJSON(s)
				}
				row := func(label, format string, args ...any) {
					fmt.Fprintf(p.stdout, "%-12s %s\n", label, fmt.Sprintf(format, args...))
				}
				row("units", "%d", s.Units)
				row("documents", "%d", s.Documents)
				row("words", "%d English, %d Vietnamese", s.Words[0], s.Words[1])
				if s.Rated > 0 {
					row("confidence", "%.4f on average, of %s", s.Mean, count(int(s.Rated), "unit"))
				}
				if s.First != nil {
					row("changed", "%s to %s", s.First.Format("2006-01-02"), s.Last.Format("2006-01-02"))
				}
				if s.Penalty > 0 {
					row("penalty", "%d", s.Penalty)
				}
				row("bytes", "%d", s.Bytes)
				return nil
			})
		},
	}
}

func (p *program) tmDeleteCommand() *cli.Command {
	return &cli.Command{
		Name:      "delete",
		Usage:     "remove units from the memory",
		UsageText: "songngu tm delete [FLAGS] [NUMBER...]",
		Description: `NUMBER is a unit's number as list, lookup and search print it. The flags choose units
too; a unit must be meant by all of them. --all means every unit.

Examples:

   songngu tm delete 17 18
   songngu tm delete --document draft.txt --max-confidence 0.3 --dry-run`,
		Flags: memoryFlags(append(filterFlags(),
			&cli.BoolFlag{Name: "all", Usage: "remove every unit"},
			&cli.BoolFlag{Name: "dry-run", Usage: "only say how many units would be removed"},
		)...),
		Action: func(c *cli.Context) error {
			filter, err := filterOf(c)
			if err != nil {
				return err
			}
			for _, a := range c.Args().Slice() {
				id, err := strconv.ParseInt(a, 10, 64)
				if err != nil || id < 1 {
					return usage("songngu tm list", "%q is no unit's number", a)
				}
				filter.IDs = append(filter.IDs, id)
			}
			if filter.Empty() != c.Bool("all") {
				return usage("songngu tm delete 17, or --document NAME, or --all", "delete wants numbers, a filter, or --all alone")
			}
			return p.withMemory(c, false, func(m *store.Memory) error {
				n, err := m.Delete(c.Context, filter, c.Bool("dry-run"))
				if err != nil {
					return err
				}
				if c.Bool("json") {
					return p.printJSON(map[string]any{"deleted": n, "dry_run": c.Bool("dry-run")})
				}
				label := "deleted"
				if c.Bool("dry-run") {
					label = "would go"
				}
				p.voice.fact(label, "%s", count(int(n), "unit"))
				return nil
			})
		},
	}
}

func (p *program) tmBackupCommand() *cli.Command {
	return &cli.Command{
		Name:      "backup",
		Usage:     "copy the memory, while others may use it",
		UsageText: "songngu tm backup [FLAGS] FILE",
		Description: `Example:

   songngu tm backup copy.songngu`,
		Flags: memoryFlags(),
		Action: func(c *cli.Context) error {
			if c.Args().Len() != 1 {
				return usage("songngu tm backup copy.songngu", "backup takes the name of the copy")
			}
			to := c.Args().First()
			return p.withMemory(c, false, func(m *store.Memory) error {
				if err := m.Backup(c.Context, to); err != nil {
					return err
				}
				if c.Bool("json") {
					return p.printJSON(map[string]any{"file": to, "bytes": fileSize(to)})
				}
				p.voice.fact("written", "%s", shown(to))
				return nil
			})
		},
	}
}

func (p *program) tmRepairCommand() *cli.Command {
	return &cli.Command{
		Name:      "repair",
		Usage:     "check the memory, and save what can be saved of a damaged one",
		UsageText: "songngu tm repair [FLAGS]",
		Description: `A sound memory is left as it is, unless --rebuild is given. Of a damaged one a new
memory is made with every unit that can be read; the damaged file is kept beside it.
No other program may use the memory meanwhile. The exit code is 1 where units are lost.

Example:

   songngu tm repair --db old.songngu`,
		Flags: memoryFlags(
			&cli.BoolFlag{Name: "rebuild", Usage: "make the memory and its index afresh even if it is sound"},
		),
		Action: func(c *cli.Context) error {
			p.voice.quiet = c.Bool("quiet")
			path, err := p.memoryPath(c)
			if err != nil {
				return err
			}
			r, err := store.Repair(c.Context, path, c.Bool("rebuild"))
			if err != nil {
				return memoryFailure(err, c.String("db"))
			}
			for _, f := range r.Faults {
				p.voice.say("found: %s", f)
			}
			switch {
			case c.Bool("json"):
				err = p.printJSON(r)
			case r.Kept == "":
				p.voice.fact("sound", "%s", shown(path))
			default:
				p.voice.fact("saved", "%s", count(int(r.Saved), "unit"))
				p.voice.fact("lost", "%s", count(int(r.Lost), "unit"))
				p.voice.fact("kept", "%s", shown(r.Kept))
			}
			if err == nil && r.Lost > 0 {
				return &failure{exitFindings, fmt.Errorf("%s of memory %q lost", count(int(r.Lost), "unit"), path), ""}
			}
			return err
		},
	}
}
