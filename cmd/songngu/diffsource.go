package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/align/beadfile"
	"songngu/align/diff"
	"songngu/align/diff/show"
	"songngu/align/update"
	"songngu/corpus"
)

// sourcePair is an old and a new text of one language.
type sourcePair struct {
	side     int // diff.English or diff.Vietnamese
	old, now *corpus.Document
	// originals are the document's texts of sentences of old that a reviewer
	// has changed.
	originals map[int]string
}

// diffSource says what changed in the text of a source, and which units of a
// memory lean on what changed.
func (p *program) diffSource(c *cli.Context, w io.Writer, write diffForm, opts show.Options) (differ bool, err error) {
	args := c.Args().Slice()
	if len(args) == 0 || len(args) > 3 {
		return false, usage("songngu diff --source old.html new.html memory.tmx", "diff --source takes an old and a new text, or what names both, and a memory, not %s", count(len(args), "argument"))
	}
	reader, err := p.newReader(c)
	if err != nil {
		return false, err
	}
	defer reader.closeInto(&err)
	var pairs []sourcePair
	memory := ""
	switch first := args[0]; {
	case len(args) >= 2 && !p.holdsUnits(args[1]):
		pairs, err = p.twoSources(c, reader, first, args[1])
		memory = strings.Join(args[2:], "")
	case len(args) == 3:
		return false, usage("songngu diff --source old.html new.html memory.tmx", "%q is a memory, and stands where the new text belongs", args[1])
	case corpus.IsURL(first):
		pairs, err = p.cachedSource(c, first)
		memory = strings.Join(args[1:], "")
	default:
		pairs, err = p.alignedSources(c, reader, first)
		memory = cmp.Or(strings.Join(args[1:], ""), first)
	}
	if err != nil {
		return false, err
	}
	if memory != "" {
		for _, form := range []string{"side-by-side", "stat", "html", "markdown"} {
			if c.Bool(form) {
				return false, usage("songngu diff --source "+args[0]+" … --json", "with a memory, the differences of a source are told as text or with --json, not with --%s", form)
			}
		}
	}
	report := sourceReport{w: w, write: write, opts: opts, json: c.Bool("json") && memory != ""}
	for _, pair := range pairs {
		r := diff.Compare(update.Sentences(pair.old, pair.side, pair.originals), update.Sentences(pair.now, pair.side, nil), diff.Options{})
		if err := report.add(pair.side, r); err != nil {
			return false, err
		}
	}
	if memory != "" {
		m, err := p.readMemory(c, diffSide{path: memory, name: memory}, sentenceFiles{})
		if err != nil {
			return false, err
		}
		report.touch(m)
	}
	if err := report.end(memory); err != nil {
		return false, unread(fmt.Errorf("cannot write output %q: %w", c.String("output"), cause(err)), "")
	}
	return report.differ, nil
}

// holdsUnits reports whether a name is that of a memory or an alignment, and
// not of a text.
func (p *program) holdsUnits(name string) bool {
	f, ok := formatByFile(name, format.readable, true)
	return ok && (f.file != nil || f.units != nil) && f.name != "ces"
}

// twoSources reads two versions of one text; the old one may be that of an
// alignment.
func (p *program) twoSources(c *cli.Context, r *reader, old, now string) ([]sourcePair, error) {
	after, side, err := p.openSource(c, r, now)
	if err != nil {
		return nil, err
	}
	if strings.HasSuffix(strings.TrimSuffix(old, ".gz"), ".jsonl") {
		f, err := p.readJSONL(old)
		if err != nil {
			return nil, err
		}
		return []sourcePair{{side: side, old: documents(f)[side], now: after, originals: f.Originals[side]}}, nil
	}
	before, _, err := p.openSource(c, r, old)
	if err != nil {
		return nil, err
	}
	return []sourcePair{{side: side, old: before, now: after}}, nil
}

// cachedSource reads the page of the cache and the page as it is now, which
// does not go into the cache: the next comparison is with the same old page.
func (p *program) cachedSource(c *cli.Context, address string) (pairs []sourcePair, err error) {
	cached, err := p.readerWith(c, c.String("cache-dir"), true)
	if err != nil {
		return nil, err
	}
	defer cached.closeInto(&err)
	before, side, err := p.openSource(c, cached, address)
	if err != nil {
		return nil, unread(fmt.Errorf("no old page: %w", err), "the old page is read from the cache, where songngu align and songngu fetch put it; or give it as a file: songngu diff --source old.html "+address)
	}
	fresh, err := p.readerWith(c, "none", false)
	if err != nil {
		return nil, err
	}
	defer fresh.closeInto(&err)
	after, _, err := p.openSource(c, fresh, address)
	if err != nil {
		return nil, err
	}
	return []sourcePair{{side: side, old: before, now: after}}, nil
}

// alignedSources reads both texts of an alignment again.
func (p *program) alignedSources(c *cli.Context, r *reader, name string) ([]sourcePair, error) {
	if !strings.HasSuffix(strings.TrimSuffix(name, ".gz"), ".jsonl") {
		return nil, usage("songngu diff --source "+name+" new.html", "%q alone does not say what to compare with: an .alignment.jsonl or an address does", name)
	}
	f, err := p.readJSONL(name)
	if err != nil {
		return nil, err
	}
	var pairs []sourcePair
	for side, d := range documents(f) {
		ref := cmp.Or(d.Origin.URL, d.Origin.Ref)
		if ref == "" || ref == "-" {
			p.voice.warn("the %s text of %q was standard input and cannot be read again", sideNames[side], name)
			continue
		}
		now, err := r.open(c.Context, ref, corpus.Options{Lang: d.Lang})
		if err != nil {
			return nil, err
		}
		pairs = append(pairs, sourcePair{side: side, old: d, now: now, originals: f.Originals[side]})
	}
	return pairs, nil
}

var sideNames = [2]string{diff.English: "English", diff.Vietnamese: "Vietnamese"}

func documents(f *beadfile.File) [2]*corpus.Document {
	return [2]*corpus.Document{diff.English: f.English, diff.Vietnamese: f.Vietnamese}
}

// openSource reads a text in the language that it is in.
func (p *program) openSource(c *cli.Context, r *reader, ref string) (*corpus.Document, int, error) {
	d, err := r.open(c.Context, ref, corpus.Options{Lang: "vi"})
	if err != nil || d.Language() != "en" {
		return d, diff.Vietnamese, err
	}
	d, err = r.open(c.Context, ref, corpus.Options{Lang: "en"})
	return d, diff.English, err
}

// sourceReport is what diff --source tells.
type sourceReport struct {
	w      io.Writer
	write  diffForm
	opts   show.Options
	json   bool
	differ bool
	sides  []sideReport
	marked []update.Touched
	units  int
}

type sideReport struct {
	side   int
	result *diff.Result
}

func (s *sourceReport) add(side int, r *diff.Result) error {
	s.differ = s.differ || differs(r, &s.opts)
	s.sides = append(s.sides, sideReport{side, r})
	if s.json {
		return nil
	}
	return s.write(s.w, r, s.opts)
}

// touch finds the units of a memory that lean on what changed.
func (s *sourceReport) touch(m *diff.Memory) {
	s.units = len(m.Units)
	for _, side := range s.sides {
		s.marked = append(s.marked, update.Touches(m, side.side, side.result)...)
	}
}

// end writes the units that are touched.
func (s *sourceReport) end(memory string) error {
	if memory == "" {
		return nil
	}
	if !s.json {
		for _, t := range s.marked {
			if err := s.unit(t); err != nil {
				return err
			}
		}
		_, err := fmt.Fprintf(s.w, "%d of %s in %s touched\n", len(s.marked), count(s.units, "unit"), memory)
		return err
	}
	out := struct {
		Source  []json.RawMessage `json:"source"`
		Memory  string            `json:"memory"`
		Units   int               `json:"units"`
		Touched []update.Touched  `json:"touched"`
	}{Memory: memory, Units: s.units, Touched: append([]update.Touched{}, s.marked...), Source: []json.RawMessage{}}
	for _, side := range s.sides {
		var b bytes.Buffer
		if err := show.JSON(&b, side.result, s.opts); err != nil {
			return err
		}
		out.Source = append(out.Source, b.Bytes())
	}
	e := json.NewEncoder(s.w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

// unit shows one unit with what its sentence became.
func (s *sourceReport) unit(t update.Touched) error {
	paint := s.opts.Paint
	if paint == nil {
		paint = func(_ show.Style, text string) string { return text }
	}
	languages := [2]string{diff.English: "en", diff.Vietnamese: "vi"}
	lang, other := languages[t.Side], languages[1-t.Side]
	lines := []string{paint(show.Head, fmt.Sprintf("@@ unit %s touched: its source was %s @@", t.Unit, t.Kind)), " " + other + "  " + t.Other}
	if t.Text != t.Was { // it holds more sentences than the one that changed
		lines = append(lines, " "+lang+"  "+t.Text)
	}
	lines = append(lines, paint(show.Old, "-"+lang+"  "+t.Was))
	if t.Now != "" {
		lines = append(lines, paint(show.New, "+"+lang+"  "+t.Now))
	}
	_, err := fmt.Fprintln(s.w, strings.Join(lines, "\n"))
	return err
}
