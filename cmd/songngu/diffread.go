package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/align/beadfile"
	"songngu/align/diff"
	"songngu/tmx"
)

// diffSide is one of the two things to compare.
type diffSide struct {
	path string
	name string // as it is shown, and whose suffix tells the format
	from string // the format, whatever the name; may be empty
}

// diffSides finds the two things to compare among the arguments. git calls an
// external diff with PATH OLD-FILE OLD-HEX OLD-MODE NEW-FILE NEW-HEX NEW-MODE,
// and for a renamed file with its new path and a line about it behind them.
func diffSides(c *cli.Context) ([2]diffSide, error) {
	args := c.Args().Slice()
	if c.Bool("git") {
		if len(args) != 7 && len(args) != 9 {
			return [2]diffSide{}, usage(`git config diff.tmx.command "songngu diff --git"`, "git calls an external diff with 7 or 9 arguments, not %d", len(args))
		}
		after := args[0]
		if len(args) == 9 {
			after = args[7]
		}
		return [2]diffSide{{path: args[1], name: "a/" + args[0]}, {path: args[4], name: "b/" + after}}, nil
	}
	if len(args) != 2 {
		return [2]diffSide{}, usage("songngu diff old.tmx new.tmx", "diff takes two alignments or memories, not %s", count(len(args), "argument"))
	}
	return [2]diffSide{{path: args[0], name: args[0]}, {path: args[1], name: args[1]}}, nil
}

// noFile is what git names where a file is not there.
const noFile = "/dev/null"

// readMemory reads one of the two things to compare.
func (p *program) readMemory(c *cli.Context, s diffSide, texts sentenceFiles) (*diff.Memory, error) {
	format, err := inputFor(s.name, cmp.Or(s.from, c.String("from")))
	if err != nil {
		return nil, err
	}
	if s.path == noFile {
		return &diff.Memory{Name: noFile, PairsOnly: format.name == "tmx", Format: format.name}, nil
	}
	r, err := p.openInput(s.path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	hint := "--from names the format of the input, if it is another"
	if format.name == "tmx" {
		m, err := p.readUnits(r, s.name)
		if err != nil {
			return nil, unread(err, hint)
		}
		return m, nil
	}
	var f *beadfile.File
	if format.file != nil {
		f, err = format.file(r, s.name)
	} else if a, e := format.numbers(r, s.name); e != nil {
		err = e
	} else {
		en, e1 := p.readSentences(c, texts.english, "en")
		vi, e2 := p.readSentences(c, texts.vietnamese, "vi")
		if e1 != nil || e2 != nil {
			return nil, firstError(e1, e2)
		}
		if f, err = beadfile.Attach(a, en, vi); err != nil {
			err, hint = fmt.Errorf("%s: %w", s.name, err), "check that --en and --vi are the files that were aligned"
		}
	}
	if err != nil {
		return nil, unread(err, hint)
	}
	m := diff.FromFile(f, s.name)
	m.Format = format.name
	if format.name == "tsv" { // its sentences are those of a bead, joined
		m.Documents, m.PairsOnly = false, !hasNull(f)
	}
	return m, nil
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func hasNull(f *beadfile.File) bool {
	for _, b := range f.Alignment.Beads {
		if b.Null() {
			return true
		}
	}
	return false
}

// readUnits reads the units of a memory with everything that is said about
// them. Units with neither English nor Vietnamese are counted and told.
func (p *program) readUnits(r io.Reader, name string) (*diff.Memory, error) {
	m := &diff.Memory{Name: name, PairsOnly: true, Format: "tmx"}
	reader := tmx.NewReader(r, tmx.ReaderOptions{Report: func(tmx.Finding) {}})
	others := 0
	for reader.Scan() {
		u := reader.Unit()
		en, vi := u.Variant("en"), u.Variant("vi")
		if en == nil || vi == nil {
			others++
			continue
		}
		// The strings of a unit share its bytes, which are not to be kept.
		m.Add(strings.Clone(u.ID), unitMeta(u, en, vi), []string{strings.Clone(en.Text())}, []string{strings.Clone(vi.Text())})
	}
	if err := reader.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if others > 0 {
		p.voice.warn("%s of %q without English or Vietnamese not compared", count(others, "unit"), name)
	}
	if n := reader.PassedBy(); n > 0 {
		p.voice.warn("%s of %q cannot be read and are not compared", count(int(n), "unit"), name)
	}
	return m, nil
}

// unitMeta is everything about a unit but its English and Vietnamese text, as
// "name: value" lines in the order of the names.
func unitMeta(u *tmx.Unit, en, vi *tmx.Variant) string {
	var lines []string
	add := func(name, value string) {
		lines = append(lines, name+": "+strings.ReplaceAll(value, "\n", " "))
	}
	if u.ID != "" {
		add("tuid", u.ID)
	}
	addParts(add, "", u.Attrs, u.Props, u.Notes, u.Other)
	for i := range u.Variants {
		v := &u.Variants[i]
		prefix := v.Lang + " "
		if v == en || v == vi {
			add("language", v.Lang)
			if v.Seg.HasCodes() {
				add(prefix+"codes", v.Seg.Raw())
			}
		} else {
			add(prefix+"text", v.Seg.Raw())
		}
		addParts(add, prefix, v.Attrs, v.Props, v.Notes, v.Other)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func addParts(add func(name, value string), prefix string, attrs []tmx.Attr, props []tmx.Prop, notes []tmx.Note, other []string) {
	for _, a := range attrs {
		add(prefix+a.Name, a.Value)
	}
	for _, x := range props {
		add(prefix+x.Type, x.Value)
	}
	for _, n := range notes {
		add(prefix+"note", n.Value)
	}
	for _, o := range other {
		add(prefix+"other", o)
	}
}
