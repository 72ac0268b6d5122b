package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/align/diff"
	"songngu/tmx"
)

func (p *program) merge3Command() *cli.Command {
	return &cli.Command{
		Name:      "merge3",
		Usage:     "merge two memories that come from one, unit by unit",
		UsageText: "songngu merge3 [FLAGS] BASE OURS THEIRS [-o OUT]",
		Description: `BASE is the memory that OURS and THEIRS both come from, all in TMX. What only one of
them changed is taken as it is: an edited text, a note, a unit that came or went. Of
dates and counts that both changed, the later or greater one stays.

Where both changed the same thing, nothing is lost and nothing is decided: both units
are kept, each with a prop of the type x-conflict that says whose it is ("ours",
"theirs"), and the exit code is 1. To decide, delete one of the two, and the prop of
the other. Where only props clash, one unit has both values, and x-conflict names
them.

As git's merge driver for memories:

   git config merge.tmx.name "memories, unit by unit"
   git config merge.tmx.driver "songngu merge3 -q --force -o %A %O %A %B"
   echo "*.tmx merge=tmx" >> .gitattributes

Exit codes: 0 merged, 1 merged with conflicts, 2 or 3 trouble (nothing is written).

Examples:

   songngu merge3 base.tmx mine.tmx yours.tmx -o all.tmx
   songngu merge3 base.tmx mine.tmx yours.tmx | grep -c x-conflict`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Value: "-", Usage: "write to `FILE`"},
			&cli.BoolFlag{Name: "force", Aliases: []string{"f"}, Usage: "overwrite an existing output"},
			quietFlag(),
		},
		Action: func(c *cli.Context) error {
			p.voice.quiet = c.Bool("quiet")
			return p.merge3(c)
		},
	}
}

// tmxFile is a memory, whole.
type tmxFile struct {
	name   string
	header tmx.Header
	units  []*tmx.Unit
}

func (p *program) merge3(c *cli.Context) error {
	if c.Args().Len() != 3 {
		return usage("songngu merge3 base.tmx mine.tmx yours.tmx -o all.tmx", "merge3 takes the base and the two memories to merge, not %s", count(c.Args().Len(), "argument"))
	}
	out := &outputs{stdout: p.stdout, force: c.Bool("force")}
	defer out.discard()
	target, err := out.open(c.String("output"))
	if err != nil {
		return err
	}
	var three [3]*tmxFile
	for k, path := range c.Args().Slice() {
		if three[k], err = p.wholeFile(path); err != nil {
			return err
		}
	}
	m := mergeMemories(three[0], three[1], three[2])
	w := tmx.NewWriter(target, m.header, tmx.WriterOptions{Keep: true})
	for _, u := range m.units {
		if err := w.Write(u); err != nil {
			return unread(fmt.Errorf("cannot write unit %q: %w", u.ID, err), "")
		}
	}
	if err := w.Close(); err != nil {
		return unread(fmt.Errorf("cannot write output %q: %w", c.String("output"), cause(err)), "")
	}
	if err := out.commit(c.Context); err != nil {
		return err
	}
	p.voice.fact("merged", "%s, %d taken from ours, %d from theirs, %d merged within", count(len(m.units), "unit"), m.ours, m.theirs, m.within)
	if m.conflicts == 0 {
		return nil
	}
	return &failure{exitFindings, fmt.Errorf("%s, marked with x-conflict in %q", count(m.conflicts, "conflict"), shown(c.String("output"))), "keep one of the two units of each, without its prop x-conflict"}
}

// wholeFile reads a memory into memory. A file with units that cannot be read
// is refused, since a merge must not lose them.
func (p *program) wholeFile(path string) (*tmxFile, error) {
	r, err := p.openInput(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	m := &tmxFile{name: path}
	reader := tmx.NewReader(r, tmx.ReaderOptions{Report: func(f tmx.Finding) {
		if f.Severity == tmx.Error && err == nil {
			err = fmt.Errorf("%s: %s", path, f)
		}
	}})
	for reader.Scan() {
		m.units = append(m.units, reader.Unit())
	}
	m.header = *reader.Header()
	if e := reader.Err(); e != nil {
		err = fmt.Errorf("%s: %w", path, e)
	}
	if err != nil {
		return nil, unread(err, "songngu tmx repair "+path+" mends what can be mended")
	}
	return m, nil
}

// compared is a memory as package diff wants it: English and Vietnamese, or
// the first two languages of a unit that lacks them.
func (m *tmxFile) compared() *diff.Memory {
	d := &diff.Memory{Name: m.name, Format: "tmx"}
	for _, u := range m.units {
		sides := [2]*tmx.Variant{u.Variant("en"), u.Variant("vi")}
		for i := range u.Variants {
			v := &u.Variants[i]
			if v == sides[0] || v == sides[1] {
				continue
			}
			if sides[0] == nil {
				sides[0] = v
			} else if sides[1] == nil {
				sides[1] = v
			}
		}
		var texts [2][]string
		for k, v := range sides {
			if v != nil {
				if t := v.Text(); strings.TrimSpace(t) != "" {
					texts[k] = []string{t}
				}
			}
		}
		d.Add(u.ID, "", texts[0], texts[1])
	}
	return d
}

// merger is the memory that a merge makes, and how it came about.
type merger struct {
	tmxFile
	ours, theirs, within, conflicts int
}

// mergeMemories merges what became of base in two memories. With the two
// swapped it gives the same units in the same order, but for whose they are.
func mergeMemories(base, ours, theirs *tmxFile) *merger {
	m := &merger{}
	m.header = mergeHeaders(base.header, ours.header, theirs.header)
	pick := func(from *tmxFile, list []int32) []*tmx.Unit {
		units := make([]*tmx.Unit, len(list))
		for i, u := range list {
			units[i] = from.units[u]
		}
		return units
	}
	for _, c := range diff.Join(base.compared(), ours.compared(), theirs.compared()) {
		m.resolve(pick(base, c.Base), pick(ours, c.Ours), pick(theirs, c.Theirs))
	}
	return m
}

// propConflict marks a unit that two memories have changed in different ways.
const propConflict = "x-conflict"

// resolve appends what becomes of units that belong together.
func (m *merger) resolve(b, o, t []*tmx.Unit) {
	switch {
	case sameUnits(o, t):
		m.units = append(m.units, o...)
	case sameUnits(b, o):
		m.theirs++
		m.units = append(m.units, t...)
	case sameUnits(b, t):
		m.ours++
		m.units = append(m.units, o...)
	case len(o) == 1 && len(t) == 1 && len(b) <= 1:
		base := &tmx.Unit{}
		if len(b) == 1 {
			base = b[0]
		}
		m.resolveUnit(base, o[0], t[0])
	default:
		m.conflicts++
		m.both(o, t)
	}
}

// resolveUnit merges one unit field by field.
func (m *merger) resolveUnit(b, o, t *tmx.Unit) {
	mine := unitMerge{prefer: 0}
	one := mine.unit(b, o, t)
	if !mine.text {
		if len(mine.props) > 0 {
			m.conflicts++
			one.Props = append(one.Props, tmx.Prop{Type: propConflict, Value: strings.Join(mine.props, ", ")})
		} else {
			m.within++
		}
		m.units = append(m.units, one)
		return
	}
	m.conflicts++
	yours := unitMerge{prefer: 1}
	m.both([]*tmx.Unit{one}, []*tmx.Unit{yours.unit(b, o, t)})
}

// both keeps the units of both, each marked with whose it is.
func (m *merger) both(o, t []*tmx.Unit) {
	ours, theirs := "ours", "theirs"
	if len(t) == 0 {
		ours = "ours, removed in theirs"
	}
	if len(o) == 0 {
		theirs = "theirs, removed in ours"
	}
	for _, u := range o {
		m.units = append(m.units, marked(u, ours))
	}
	for _, u := range t {
		m.units = append(m.units, marked(u, theirs))
	}
}

func marked(u *tmx.Unit, whose string) *tmx.Unit {
	u = u.Clone()
	u.Props = append(u.Props, tmx.Prop{Type: propConflict, Value: whose})
	return u
}
