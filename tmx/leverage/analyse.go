package leverage

import (
	"context"
	"fmt"
	"iter"

	"songngu/corpus/text"
	"songngu/tmx/memory"
)

// Matcher finds matches; *memory.Memory is one.
type Matcher interface {
	Lookup(ctx context.Context, q memory.Query) ([]memory.Match, error)
}

// Segment is a segment of a file to be translated.
type Segment struct {
	Text string
	// Apart says that the segment does not follow the one before: a new
	// document, or another place of it. Then neither is the other's context.
	Apart bool
	Done  bool // translated already, or locked: counted, not analysed
}

// File is a file to be analysed.
type File struct {
	Name     string
	Segments iter.Seq2[Segment, error]
}

// Options say how files are analysed.
type Options struct {
	From      memory.Side
	Penalties *memory.Penalties // nil: memory.DefaultPenalties
	// Internal is the least percentage of an internal fuzzy match, 50 to 99;
	// 0: 75; negative: none are looked for. Below 75 time grows faster than
	// the text: see internalIndex.
	Internal int
	// MaxSegments bounds the segments of all files; 0: 5 million.
	MaxSegments int
	Progress    func(segments int) // may be nil
}

// Analysis is the leverage of files.
type Analysis struct {
	From  memory.Side  `json:"from"`
	Files []FileResult `json:"files"`
	Total Table        `json:"total"`
	All   Count        `json:"all"`
	Done  Count        `json:"done"` // translated already; not in Total
}

// FileResult is the leverage of one file.
type FileResult struct {
	Name  string `json:"name"`
	Table Table  `json:"bands"`
	All   Count  `json:"all"`
	Done  Count  `json:"done"`
}

// Analyse says what the memory m gives for files, in their order; m may be nil
// for none.
//
// A segment is counted once, by the first of these that holds:
//
//  1. the memory has its text in its context: 101;
//  2. the memory has its text: 100;
//  3. an earlier segment of the files has its text: repetition;
//  4. the best match of the memory or, if that is better, of an earlier
//     segment, which then is an internal fuzzy match;
//  5. new.
//
// So the order of the files matters: what one gives, a later one need not be
// paid for. Texts are compared as the memory compares them; white space does
// not count.
//
// Memory: the different segments of all files, and their words. Time: a
// look-up for each different segment, and that of internalIndex.
func Analyse(ctx context.Context, m Matcher, files []File, opts Options) (*Analysis, error) {
	if opts.Internal == 0 {
		opts.Internal = 75
	}
	if opts.Internal > 99 || opts.Internal > 0 && opts.Internal < memory.MinFuzzy {
		return nil, fmt.Errorf("least internal percentage %d is not from %d to 99", opts.Internal, memory.MinFuzzy)
	}
	if opts.MaxSegments <= 0 {
		opts.MaxSegments = 5_000_000
	}
	a := &analyser{ctx: ctx, m: m, opts: opts, seen: map[string]int{}}
	if opts.Internal > 0 {
		a.index = newInternalIndex(opts.Internal)
	}
	out := &Analysis{From: opts.From, Files: []FileResult{}}
	for _, f := range files {
		r := FileResult{Name: f.Name}
		if err := a.file(f, &r); err != nil {
			return nil, err
		}
		r.All = r.Table.Total()
		r.All.add(r.Done)
		out.Files = append(out.Files, r)
		out.Total.addTable(&r.Table)
		out.All.add(r.All)
		out.Done.add(r.Done)
	}
	return out, nil
}

type analyser struct {
	ctx   context.Context
	m     Matcher
	opts  Options
	n     int
	seen  map[string]int // different texts: the best percentage of the memory
	index *internalIndex
}

func (a *analyser) file(f File, r *FileResult) error {
	before, waiting, held := "", Segment{}, false
	settle := func(after string) error {
		if !held {
			return nil
		}
		held = false
		own := before
		before = waiting.Text
		return a.segment(waiting, own, after, r)
	}
	for s, err := range f.Segments {
		if err != nil {
			return err
		}
		if s.Text = text.Clean(s.Text); s.Text == "" {
			continue
		}
		if a.n++; a.n > a.opts.MaxSegments {
			return fmt.Errorf("more than %d segments", a.opts.MaxSegments)
		}
		after := s.Text
		if s.Apart {
			after = ""
		}
		if err := settle(after); err != nil {
			return err
		}
		if s.Apart {
			before = ""
		}
		waiting, held = s, true
		if a.opts.Progress != nil && a.n%256 == 0 {
			a.opts.Progress(a.n)
		}
	}
	return settle("")
}

func (a *analyser) segment(s Segment, before, after string, r *FileResult) error {
	count := CountOf(a.opts.From, s.Text)
	if s.Done {
		r.Done.add(count)
		return nil
	}
	if err := a.ctx.Err(); err != nil {
		return err
	}
	best, repeated := a.seen[s.Text]
	if !repeated || best >= memory.Exact {
		percent, err := a.lookUp(s.Text, before, after, repeated)
		if err != nil {
			return err
		}
		a.seen[s.Text] = min(percent, memory.Exact)
		best = percent
	}
	switch {
	case best >= memory.Exact:
		r.Table.Add(BandOf(best), count)
	case repeated:
		r.Table.Add(Repetition, count)
	default:
		band := BandOf(best)
		if a.index != nil {
			if own := a.index.best(s.Text); own > best {
				band = internal(own)
			}
		}
		r.Table.Add(band, count)
	}
	if !repeated && a.index != nil {
		a.index.add(s.Text)
	}
	return nil
}

// lookUp is the percentage of the memory's best match, 0 for none.
func (a *analyser) lookUp(s, before, after string, exact bool) (int, error) {
	if a.m == nil {
		return 0, nil
	}
	q := memory.Query{Text: s, From: a.opts.From, Before: before, After: after, Min: memory.MinFuzzy, Max: 1, Penalties: a.opts.Penalties}
	if exact {
		q.Min = memory.Exact
	}
	matches, err := a.m.Lookup(a.ctx, q)
	if err != nil || len(matches) == 0 {
		return 0, err
	}
	return matches[0].Percent, nil
}
