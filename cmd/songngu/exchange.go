package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"path"

	"github.com/urfave/cli/v2"

	"songngu/align/beadfile"
	"songngu/tmx"
	"songngu/tmx/exchange"
)

// readUnits reads the units of a memory.
func readUnits(r io.Reader, _ string, _ exchange.ReadOptions) exchange.Units {
	return tmx.NewReader(r, tmx.ReaderOptions{Report: func(tmx.Finding) {}}).Units()
}

// convertUnits does a conversion from units to units, one after the other, with
// all that both formats hold. done is false where one of the formats is of
// alignments.
func (p *program) convertUnits(c *cli.Context, targets []*target, how writing) (done bool, err error) {
	if c.NArg() != 1 {
		return false, nil
	}
	for _, t := range targets {
		if t.format.begin == nil || t.format.beadTable {
			return false, nil
		}
	}
	in, err := p.unitInput(c, c.Args().First())
	if err != nil || in == nil {
		return false, err
	}
	defer in.close()
	writers := make([]exchange.Writer, len(targets))
	for i, t := range targets {
		opts := how.unitOptions()
		if writers[i], err = t.format.begin(t.out, opts); err != nil {
			return false, err
		}
	}
	refused, read := 0, 0
	for u, err := range in.units {
		if err != nil {
			return false, unread(err, "--from names the format of the input, if it is another")
		}
		read++
		if how.minConfidence > 0 && exchange.Confidence(u) < how.minConfidence || left(u, how) {
			continue
		}
		for i, w := range writers {
			err := w.Write(u)
			if _, ok := errors.AsType[*tmx.UnitError](err); ok {
				refused++
				continue
			}
			if err != nil {
				return false, unread(fmt.Errorf("cannot write output %q: %w", targets[i].out.path, cause(err)), "")
			}
			targets[i].units++
		}
	}
	if err := in.nothing(read); err != nil {
		return false, err
	}
	for i, w := range writers {
		if err := w.Close(); err != nil {
			return false, unread(fmt.Errorf("cannot write output %q: %w", targets[i].out.path, cause(err)), "")
		}
	}
	p.passedBy(in)
	if refused > 0 {
		p.voice.fact("left out", "%s without text on a side that the output needs", count(refused, "unit"))
	}
	return true, nil
}

// left reports whether a unit is left out as never translated.
func left(u *tmx.Unit, how writing) bool {
	v := u.Variant(how.vietnamese)
	return !how.keepUntranslated && v != nil && exchange.Untranslated(v.Text())
}

// unitsAlignment reads a file of units as an alignment.
func (p *program) unitsAlignment(c *cli.Context, name string) (*beadfile.File, error) {
	in, err := p.unitInput(c, name)
	if err != nil {
		return nil, err
	}
	if in == nil {
		return nil, usage("--columns is for .csv, .tsv and .xlsx", "%q is no table", name)
	}
	defer in.close()
	f, err := exchange.UnitsFile(in.units, name)
	if err != nil {
		return nil, unread(err, "--from names the format of the input, if it is another")
	}
	if err := in.nothing(len(f.Alignment.Beads)); err != nil {
		return nil, err
	}
	p.passedBy(in)
	return f, nil
}

// unitInput is an input of units that is being read.
type unitInput struct {
	units exchange.Units
	close func() error
	bad   int
	first *exchange.RecordError
}

// namedTable reports whether a file, of the format in which alignments and
// other tables are written alike, is a table that names its columns.
func (p *program) namedTable(format format, name string) bool {
	if !format.beadTable || !again(name) {
		return false
	}
	r, err := p.openInput(name)
	if err != nil {
		return false // told by who reads it
	}
	defer r.Close()
	return namesColumns(bufio.NewReader(r))
}

// unitInput opens a file of units; nil where its format is one of alignments.
func (p *program) unitInput(c *cli.Context, name string) (*unitInput, error) {
	format, err := inputFor(name, c.String("from"))
	if err != nil {
		return nil, err
	}
	var opts exchange.ReadOptions
	read := format.units
	if format.beadTable && !p.namedTable(format, name) {
		read = nil
	}
	if list := c.String("columns"); list != "" {
		if opts.Columns, err = exchange.ParseColumns(list, "en", "vi"); err != nil {
			return nil, usage("--columns id,en,vi,-,note", "%v", err)
		}
		if format.name == "tsv" {
			read, opts.Delimiter = exchange.ReadTable, '\t'
		} else if format.name != "csv" && format.name != "xlsx" {
			return nil, nil
		}
	}
	if read == nil {
		return nil, nil
	}
	r, err := p.openInput(name)
	if err != nil {
		return nil, err
	}
	in := &unitInput{close: r.Close}
	in.units = exchange.PassBy(read(r, path.Base(name), opts), func(bad *exchange.RecordError) {
		if in.bad++; in.first == nil {
			in.first = bad
		}
	})
	return in, nil
}

// nothing is the error of an input of which nothing could be read.
func (in *unitInput) nothing(read int) error {
	if read > 0 || in.bad == 0 {
		return nil
	}
	return unread(in.first, "--from names the format of the input, if it is another")
}

// passedBy says how many records could not be read, and why the first.
func (p *program) passedBy(in *unitInput) {
	if in.bad > 0 {
		p.voice.fact("passed by", "%s; the first at %v", count(in.bad, "bad record"), in.first)
	}
}
