package main

import (
	"github.com/urfave/cli/v2"

	"songngu/tmx"
	"songngu/tmx/transform"
)

func (p *program) tmxSetCommand() *cli.Command {
	return &cli.Command{
		Name:      "set",
		Usage:     "set attributes, props and notes",
		UsageText: "songngu tmx set [FLAGS] [MEMORY...]",
		Description: `Sets them on every unit, with --in on the variants in a language. A prop that is
there more than once becomes one; a note that is there already is not added again.

Examples:

   songngu tmx set --prop x-client=Acme --attr changeid=an memory.tmx -o acme.tmx
   songngu tmx set --prop x-status=doubtful --where 'confidence < 0.5' memory.tmx
   songngu tmx set --in vi --attr creationid=binh --note 'from the 2026 edition' memory.tmx`,
		Flags: flags([]cli.Flag{
			&cli.StringSliceFlag{Name: "attr", Usage: "set the attribute `NAME=VALUE` (repeatable)"},
			&cli.StringSliceFlag{Name: "prop", Usage: "set the prop `NAME=VALUE` (repeatable)"},
			&cli.StringSliceFlag{Name: "note", Usage: "add a note of this `TEXT` (repeatable)"},
			&cli.StringFlag{Name: "in", Usage: "on the variants in this `LANGUAGE`, not on the unit"},
			whereFlag(),
		}, tmxSideFlags(), tmxWriteFlags(), tmxReadFlags()),
		Action: func(c *cli.Context) error {
			changes, err := changesOf(c, false)
			if err != nil {
				return err
			}
			if len(changes) == 0 {
				return usage("songngu tmx set --prop x-client=Acme memory.tmx", "nothing to set is given")
			}
			return p.changeMemory(c, changes)
		},
	}
}

func (p *program) tmxUnsetCommand() *cli.Command {
	return &cli.Command{
		Name:      "unset",
		Usage:     "remove attributes, props and notes",
		UsageText: "songngu tmx unset [FLAGS] [MEMORY...]",
		Description: `Removes them from every unit, with --in from the variants in a language.

Examples:

   songngu tmx unset --prop x-client --attr changeid memory.tmx -o bare.tmx
   songngu tmx unset --in vi --notes memory.tmx`,
		Flags: flags([]cli.Flag{
			&cli.StringSliceFlag{Name: "attr", Usage: "remove the attribute `NAME` (repeatable)"},
			&cli.StringSliceFlag{Name: "prop", Usage: "remove the props of this `NAME` (repeatable)"},
			&cli.BoolFlag{Name: "notes", Usage: "remove all notes"},
			&cli.StringFlag{Name: "in", Usage: "from the variants in this `LANGUAGE`, not from the unit"},
			whereFlag(),
		}, tmxSideFlags(), tmxWriteFlags(), tmxReadFlags()),
		Action: func(c *cli.Context) error {
			changes, err := changesOf(c, true)
			if err != nil {
				return err
			}
			if c.Bool("notes") {
				changes = append(changes, transform.Change{Kind: "note", Unset: true, Lang: c.String("in")})
			}
			if len(changes) == 0 {
				return usage("songngu tmx unset --prop x-client memory.tmx", "nothing to remove is given")
			}
			return p.changeMemory(c, changes)
		},
	}
}

// changesOf are the changes that the flags ask for.
func changesOf(c *cli.Context, unset bool) (changes []transform.Change, err error) {
	for _, kind := range []string{"attr", "prop", "note"} {
		for _, s := range c.StringSlice(kind) {
			change, err := transform.ParseChange(kind, s, c.String("in"), unset)
			if err != nil {
				return nil, usage("--"+kind+" NAME=VALUE", "%w", err)
			}
			changes = append(changes, change)
		}
	}
	return changes, nil
}

func (p *program) changeMemory(c *cli.Context, changes []transform.Change) error {
	return p.editMemory(c, c.Args().Slice(), func(u *tmx.Unit) bool {
		changed := false
		for _, change := range changes {
			changed = change.Apply(u) || changed
		}
		return changed
	})
}
