package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/urfave/cli/v2"

	"songngu/tmx"
	"songngu/tmx/exchange"
	"songngu/tmx/transform"
)

// tmxRun is one run of a verb that makes memories of memories.
type tmxRun struct {
	p      *program
	c      *cli.Context
	in     *memories
	opts   tmx.WriterOptions
	out    *outputs
	made   []*madeMemory
	counts []tmxCount // what the verb did, in the order it is told

	wrong   findings // of the writers
	refused int64    // units that could not be written
}

// tmxCount is a number that a verb tells: "changed", "fell".
type tmxCount struct {
	name string
	noun string
	n    *int64
}

// madeMemory is a memory being written.
type madeMemory struct {
	out    *output
	format string
	w      exchange.Writer
	units  int64
	also   []*output // further files of the same units
	opts   exchange.WriteOptions
}

// newTMXRun opens the inputs that args name. close has to be called.
func (p *program) newTMXRun(c *cli.Context, args []string) (*tmxRun, error) {
	p.voice.quiet = c.Bool("quiet")
	opts, err := writerOptions(c)
	if err != nil {
		return nil, err
	}
	in, err := p.openMemories(c, args)
	if err != nil {
		return nil, err
	}
	r := &tmxRun{p: p, c: c, in: in, opts: opts, out: &outputs{stdout: p.stdout, force: c.Bool("force")}}
	r.opts.Report = func(f tmx.Finding) { r.wrong.add(f) }
	if in.differ {
		p.voice.warn("the memories do not agree on the source language; the first one's is written, %s", in.header.SrcLang)
	}
	if src := c.String("source"); src != "" {
		in.header.SrcLang = tmx.CanonLang(src)
	}
	return r, nil
}

func (r *tmxRun) close() {
	r.out.discard()
	r.in.close()
}

// count has a number told at the end.
func (r *tmxRun) count(name, noun string) *int64 {
	n := new(int64)
	r.counts = append(r.counts, tmxCount{name, noun, n})
	return n
}

// source and target are the languages that --source and --target name.
func (r *tmxRun) source() string { return tmx.CanonLang(r.c.String("source")) }
func (r *tmxRun) target() string { return tmx.CanonLang(r.c.String("target")) }

// open begins a memory.
func (r *tmxRun) open(path string) (*madeMemory, error) {
	o, err := r.out.open(path)
	if err != nil {
		return nil, err
	}
	m := &madeMemory{out: o, format: "tmx", w: tmx.NewWriter(o, r.in.header, r.opts)}
	r.made = append(r.made, m)
	return m, nil
}

// write adds a unit. One that cannot be written is counted and passed by.
func (r *tmxRun) write(m *madeMemory, u *tmx.Unit) error {
	err := m.w.Write(u)
	if refused, ok := errors.AsType[*tmx.UnitError](err); ok {
		r.wrong.add(refused.Finding)
		r.refused++
		return nil
	}
	if err != nil {
		return r.unwritable(m, err)
	}
	m.units++
	return nil
}

// end ends a memory.
func (r *tmxRun) end(m *madeMemory) error {
	if err := m.w.Close(); err != nil {
		return r.unwritable(m, err)
	}
	return nil
}

func (r *tmxRun) unwritable(m *madeMemory, err error) error {
	return unread(fmt.Errorf("cannot write output %q: %w", shown(m.out.path), cause(err)), "")
}

// writeAll writes a stream to the output that -o names, puts it in place and
// tells.
func (r *tmxRun) writeAll(units transform.Units) error {
	m, err := r.open(r.c.String("output"))
	if err != nil {
		return err
	}
	return r.writeTo(m, units)
}

// writeTo writes a stream to an output, puts it in place and tells.
func (r *tmxRun) writeTo(m *madeMemory, units transform.Units) error {
	list, err := r.openList(r.c.String("attribution"))
	if err != nil {
		return err
	}
	var sources transform.SourceCounter
	sources.Header(&r.in.header)
	for u, err := range units {
		if err != nil {
			return tmxError(err)
		}
		if m.units%256 == 0 && r.c.Context.Err() != nil {
			return r.c.Context.Err()
		}
		if list != nil {
			sources.Add(u)
		}
		if err := r.write(m, u); err != nil {
			return err
		}
	}
	if err := r.end(m); err != nil {
		return err
	}
	if list != nil {
		if err := r.attribute(list, &sources); err != nil {
			return err
		}
	}
	return r.finish()
}

// attribute writes the list of sources.
func (r *tmxRun) attribute(list *output, sources *transform.SourceCounter) error {
	for _, s := range sources.Sources() {
		if _, err := fmt.Fprintf(list, "%s\t%s\t%d\n", s.Kind, field(s.Value), s.Units); err != nil {
			return unread(fmt.Errorf("cannot write output %q: %w", list.path, cause(err)), "")
		}
	}
	if sources.More {
		r.p.voice.warn("the list of sources is not whole: there are too many")
	}
	return nil
}

// tmxError is what an error of a stream is to the program: one of our own, or
// one of the temporary files of a sort.
func tmxError(err error) error {
	if _, ok := errors.AsType[*failure](err); ok || errors.Is(err, context.Canceled) {
		return err
	}
	return unread(err, "--temp-dir names another folder for temporary files")
}

// finish puts the outputs in place and tells.
func (r *tmxRun) finish() error {
	if err := r.out.commit(r.c.Context); err != nil {
		return err
	}
	return r.tell()
}

// makeMemory is the action of a verb that makes one memory: build turns what
// is read into what is written.
func (p *program) makeMemory(c *cli.Context, args []string, build func(*tmxRun, transform.Units) (transform.Units, error)) error {
	r, err := p.newTMXRun(c, args)
	if err != nil {
		return err
	}
	defer r.close()
	units, err := build(r, r.in.units())
	if err != nil {
		return err
	}
	return r.writeAll(units)
}
