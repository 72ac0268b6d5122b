package main

import (
	"fmt"

	"github.com/urfave/cli/v2"

	"songngu/tmx/exchange"
	"songngu/tmx/transform"
)

func (p *program) tmxApplyCommand() *cli.Command {
	return &cli.Command{
		Name:      "apply",
		Usage:     "take the edits of a reviewed workbook or table over into a memory",
		UsageText: "songngu tmx apply [FLAGS] EDITS [MEMORY...]",
		Description: `EDITS is what songngu tmx convert has written for review (.xlsx, .csv, .tsv) and a
reviewer has edited: translation, note and status are taken over into the unit of the
same id, if its source text is still the same. What does not fit any more is told,
with the row, and left as it was; the exit code is then 1.

Example:

   songngu tmx apply reviewed.xlsx memory.tmx -o corrected.tmx`,
		Flags: flags(tmxSideFlags(), tmxWriteFlags(), tmxReadFlags()),
		Action: func(c *cli.Context) error {
			if c.Args().Len() == 0 {
				return usage("songngu tmx apply reviewed.xlsx memory.tmx -o corrected.tmx", "no edits are given")
			}
			return p.applyEdits(c, c.Args().First(), c.Args().Tail())
		},
	}
}

func (p *program) applyEdits(c *cli.Context, path string, memories []string) error {
	var applied *exchange.Applied
	err := p.makeMemory(c, memories, func(r *tmxRun, in transform.Units) (transform.Units, error) {
		edits, err := p.readEdits(path, r.source(), r.target())
		if err != nil {
			return nil, err
		}
		out, a := exchange.Apply(in, edits, exchange.WriteOptions{Source: r.source(), Target: r.target()})
		applied = a
		return out, nil
	})
	if err != nil {
		return err
	}
	for _, m := range applied.Missed {
		p.voice.warn("%s, row %d, unit %s: %s", path, m.Edit.Row, m.Edit.ID, m.Why)
	}
	p.voice.fact("edits", "%d taken over, %d change nothing, %d do not fit any more", len(applied.Changed), applied.Unchanged, len(applied.Missed))
	if len(applied.Missed) > 0 {
		return &failure{exitFindings, fmt.Errorf("%s of %q not taken over", count(len(applied.Missed), "edit"), path), ""}
	}
	return nil
}

// readEdits reads the rows of a reviewed table.
func (p *program) readEdits(path, source, target string) ([]exchange.Edit, error) {
	f, err := formatFor(path, "from", "", format.ofUnits, true)
	if err != nil {
		return nil, err
	}
	if name := f.name; name != "xlsx" && name != "csv" && name != "tsv" {
		return nil, usage("songngu tmx convert memory.tmx -o review.xlsx", "edits come in a workbook or a table (.xlsx, .csv, .tsv), %q is none", path)
	}
	r, err := p.openInput(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var edits []exchange.Edit
	units := exchange.PassBy(f.units(r, path, exchange.ReadOptions{Source: source, Target: target}), func(e *exchange.RecordError) {
		p.voice.warn("%s, passed by", oneLine(e.Error()))
	})
	for u, err := range units {
		if err != nil {
			return nil, unread(fmt.Errorf("cannot read edits %q: %w", path, err), "")
		}
		e := exchange.EditOf(u)
		if e.ID == "" {
			// A table of units without ids has them in the memory's order;
			// where rows are gone the source texts do not fit, and that is told.
			e.ID = fmt.Sprintf("#%d", len(edits)+1)
		}
		edits = append(edits, e)
	}
	return edits, nil
}
