package pretranslate

import (
	"context"
	"fmt"
	"io"

	splitter "songngu/corpus/segment"
	"songngu/corpus/text"
	"songngu/tmx/leverage"
	"songngu/tmx/memory"
)

// segment is a piece of text that is looked up, in a part of the file.
type segment struct {
	items  []item
	text   string // the words of items, cleaned
	left   string // why it is not to be filled; "" for one that is
	strict bool   // a code that finds no place forbids filling; else it goes to the end

	done  bool
	found *filling // nil: nothing was found
}

// filling is the translation of a segment.
type filling struct {
	percent int
	items   []item
	match   *memory.Match
	review  bool // the place of a code was guessed
}

func newSegment(items []item, left string) *segment {
	return &segment{items: items, text: text.Clean(plain(items)), left: left}
}

// part is a stretch of the file with its segments. write writes it when all of
// them are done.
type part struct {
	segments []*segment
	size     int
	write    func(w io.Writer) error
}

// engine looks segments up in the order of the file and writes the parts. The
// segment after one is part of its context, so that parts wait for it.
type engine struct {
	ctx    context.Context
	m      Matcher
	opts   Options
	w      io.Writer
	report *Report

	segmenter *splitter.Segmenter // made when it is needed
	guessed   bool                // the language of the file, or that it cannot be told

	before  string     // the text before the segment that is looked up next
	pending []*segment // at most one waits for the text after it
	queue   []*part
	held    int // bytes in queue
}

// maxHeld is how much may wait for the segment that gives it its context.
const maxHeld = 1 << 20

// raw passes bytes on as they are. They are kept until they are written.
func (e *engine) raw(b []byte) error {
	if len(e.queue) == 0 {
		_, err := e.w.Write(b)
		return err
	}
	own := append([]byte(nil), b...)
	return e.add(&part{size: len(own), write: func(w io.Writer) error {
		_, err := w.Write(own)
		return err
	}})
}

func (e *engine) add(p *part) error {
	e.queue = append(e.queue, p)
	e.held += p.size
	for _, s := range p.segments {
		e.report.Segments++
		e.report.Words += leverage.CountOf(e.opts.From, s.text).Words
		for _, waiting := range e.pending {
			if err := e.lookUp(waiting, s.text); err != nil {
				return err
			}
		}
		e.pending = append(e.pending[:0], s)
	}
	if e.held > maxHeld {
		return e.boundary(false)
	}
	return e.flush()
}

// boundary ends a context: what comes next does not follow the text before, or
// (apart being false) is too far away to be waited for.
func (e *engine) boundary(apart bool) error {
	for _, s := range e.pending {
		if err := e.lookUp(s, ""); err != nil {
			return err
		}
	}
	e.pending = e.pending[:0]
	if apart {
		e.before = ""
	}
	return e.flush()
}

// flush writes the parts at the head of the queue that are done.
func (e *engine) flush() error {
	n := 0
	for _, p := range e.queue {
		if len(p.segments) > 0 && !p.segments[len(p.segments)-1].done {
			break
		}
		if err := p.write(e.w); err != nil {
			return err
		}
		e.held -= p.size
		n++
	}
	e.queue = append(e.queue[:0], e.queue[n:]...)
	return nil
}

func (e *engine) lookUp(s *segment, after string) error {
	before := e.before
	e.before, s.done = s.text, true
	if s.left != "" {
		e.report.leave(s.left)
		return nil
	}
	if err := e.ctx.Err(); err != nil {
		return err
	}
	count := leverage.CountOf(e.opts.From, s.text)
	matches, err := e.m.Lookup(e.ctx, memory.Query{
		Text: s.text, From: e.opts.From, Before: before, After: after,
		Min: e.opts.Min, Max: 1, Penalties: e.opts.Penalties,
	})
	if err != nil {
		return fmt.Errorf("segment %d: %w", e.report.Segments, err)
	}
	if len(matches) == 0 || matches[0].Target == "" {
		e.report.Bands.Add(leverage.New, count)
		return nil
	}
	m := &matches[0]
	f, ok := fill(s, m, e.opts.From)
	if !ok || f.percent < e.opts.Min {
		e.report.leave(LeftCodes)
		e.report.Bands.Add(leverage.New, count)
		return nil
	}
	s.found = f
	e.report.Bands.Add(leverage.BandOf(f.percent), count)
	e.report.Filled++
	e.report.FilledW += count.Words
	if f.review {
		e.report.Review++
	}
	if m.Placed {
		e.report.Placed++
	}
	return nil
}
