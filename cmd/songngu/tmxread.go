package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"songngu/tmx"
	"songngu/tmx/exchange"
	"songngu/tmx/transform"
)

// memories are the inputs of a tmx verb, read one after the other.
type memories struct {
	p       *program
	c       *cli.Context
	inputs  []*memory
	header  tmx.Header                 // of all of them
	differ  bool                       // their source languages do
	tell    func(*memory, tmx.Finding) // takes each finding, if set
	at      *memory                    // which the unit handed out last is of
	found   [][2]string                // units and codes of what was found since the one before
	current []string                   // codes of what was found in it
}

// memory is one input.
type memory struct {
	path     string
	file     io.ReadCloser // open until read; nil for one that is opened when its turn comes
	reader   *tmx.Reader
	other    func(report func(*exchange.RecordError)) exchange.Units // of a format other than TMX
	header   tmx.Header
	units    int64
	passedBy int64
	findings findings
	early    []tmx.Finding // those of the head of the file
}

// openMemories opens the memories that the arguments name, standard input
// where there are none, and reads their headers: what is written first needs
// all of them. A file is closed again until its turn comes; what cannot be
// read twice (a pipe) stays open.
func (p *program) openMemories(c *cli.Context, args []string) (*memories, error) {
	if len(args) == 0 {
		if isTerminal(p.stdin) {
			return nil, usage("songngu "+c.Command.FullName()+" memory.tmx", "no memory is given")
		}
		args = []string{"-"}
	}
	m := &memories{p: p, c: c}
	stdin := false
	for _, path := range args {
		if path == "-" && stdin {
			return nil, usage("name it once", "standard input is named twice")
		}
		stdin = stdin || path == "-"
		in := &memory{path: path}
		m.inputs = append(m.inputs, in)
		if err := m.open(in); err != nil {
			m.close()
			return nil, err
		}
		m.tell = func(in *memory, f tmx.Finding) { in.early = append(in.early, f) }
		in.header = *in.reader.Header()
		if err := in.reader.Err(); err != nil && !isSyntax(err) {
			m.close()
			return nil, m.unreadable(in, err)
		}
		if len(args) > 1 && again(path) {
			in.file.Close()
			in.file, in.reader, in.findings, in.early = nil, nil, findings{}, nil
		}
	}
	m.tell = nil
	headers := make([]*tmx.Header, len(m.inputs))
	for i, in := range m.inputs {
		headers[i] = &in.header
	}
	m.header, m.differ = transform.MergeHeaders(headers...)
	return m, nil
}

// unitName is how findings and lists name a unit: by its tuid, or # and its
// place in the file.
func unitName(u *tmx.Unit) string {
	if u.ID != "" {
		return u.ID
	}
	return fmt.Sprintf("#%d", u.Number)
}

func isSyntax(err error) bool {
	_, ok := errors.AsType[*tmx.SyntaxError](err)
	return ok
}

func (m *memories) open(in *memory) error {
	f, err := m.p.openMemory(in.path)
	if err != nil {
		return err
	}
	in.file = f
	in.reader = tmx.NewReader(f, tmx.ReaderOptions{
		Strict: m.c.Bool("strict"), Charset: m.c.String("charset"),
		Report: func(f tmx.Finding) {
			in.findings.add(f)
			if m.tell != nil {
				m.tell(in, f)
			}
			if f.Unit != "" {
				m.found = append(m.found, [2]string{f.Unit, f.Code})
			}
		},
	})
	return nil
}

// units is the units of all inputs. An error names the input.
func (m *memories) units() transform.Units {
	return func(yield func(*tmx.Unit, error) bool) {
		for _, in := range m.inputs {
			if !m.read(in, yield) {
				return
			}
		}
	}
}

// read hands out the units of one input; false is to stop.
func (m *memories) read(in *memory, yield func(*tmx.Unit, error) bool) bool {
	if in.other != nil {
		return m.readOther(in, yield)
	}
	if in.reader == nil {
		if err := m.open(in); err != nil {
			yield(nil, err)
			return false
		}
	}
	m.at = in
	defer in.file.Close()
	for in.reader.Scan() {
		if in.units++; in.units%256 == 0 && m.c.Context.Err() != nil {
			yield(nil, m.c.Context.Err())
			return false
		}
		u := in.reader.Unit()
		m.current = m.current[:0]
		for _, f := range m.found {
			if f[0] == unitName(u) {
				m.current = append(m.current, f[1])
			}
		}
		m.found = m.found[:0]
		if !yield(u, nil) {
			return false
		}
	}
	in.passedBy = in.reader.PassedBy()
	if err := in.reader.Err(); err != nil {
		yield(nil, m.unreadable(in, err))
		return false
	}
	return true
}

// readOther is read of a format other than TMX, whose bad records are passed
// by.
func (m *memories) readOther(in *memory, yield func(*tmx.Unit, error) bool) bool {
	m.at = in
	for u, err := range in.other(func(e *exchange.RecordError) {
		in.passedBy++
		m.p.voice.warn("%s, passed by", oneLine(e.Error()))
	}) {
		if err != nil {
			yield(nil, m.unreadable(in, err))
			return false
		}
		if in.units++; in.units%256 == 0 && m.c.Context.Err() != nil {
			yield(nil, m.c.Context.Err())
			return false
		}
		if !yield(u, nil) {
			return false
		}
	}
	return true
}

func (m *memories) unreadable(in *memory, err error) error {
	hint := ""
	if s, ok := errors.AsType[*tmx.SyntaxError](err); ok && s.Finding.Code != tmx.CodeNotTMX {
		hint = "without --strict it is mended: songngu tmx validate says what is wrong"
	}
	return unread(fmt.Errorf("cannot read %q: %w", shownInput(in.path), err), hint)
}

// shownInput is how an input is called.
func shownInput(path string) string {
	if path == "-" {
		return "standard input"
	}
	return path
}

func (m *memories) close() {
	for _, in := range m.inputs {
		if in.file != nil {
			in.file.Close()
		}
	}
}

// findings are what was found, counted by code, with the first of each.
type findings struct {
	first  []tmx.Finding // in the order they were met
	counts map[string]int64
}

func (f *findings) add(x tmx.Finding) {
	if f.counts == nil {
		f.counts = map[string]int64{}
	}
	if f.counts[x.Code]++; f.counts[x.Code] == 1 {
		f.first = append(f.first, x)
	}
}
