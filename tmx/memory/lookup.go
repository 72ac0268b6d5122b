package memory

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"songngu/corpus/text"
)

// Percentages of matches that are the very text.
const (
	Exact     = 100
	InContext = 101 // the texts before and after are the same as well
	MinFuzzy  = 50  // the least percentage that can be asked for
)

// Query says what matches are wanted.
type Query struct {
	Text          string
	From          Side   // the language of Text
	Before, After string // the texts next to it, "" where unknown
	Min           int    // percentage, MinFuzzy to 101; 0: 70
	Max           int    // number of matches; 0: 5, negative: all
	// Penalties are DefaultPenalties where nil. Those of the memory (SetPenalty)
	// are added.
	Penalties *Penalties
}

// Match is a unit with its likeness to a text.
type Match struct {
	Unit    Unit
	Percent int    // InContext, Exact, or less: see the type likeness
	Source  string // the unit's text in the language of the query
	Target  string // the other one, with the query's numbers where Placed
	// Placed says that Target was changed: numbers of the unit were replaced
	// by those of the query.
	Placed bool
}

// Lookup returns the matches of a text, the best first; among equals the unit
// of higher confidence, then the newer one. With Max negative it finds every
// unit of at least Min per cent.
func (m *Memory) Lookup(ctx context.Context, q Query) (matches []Match, err error) {
	q.Text = text.Clean(q.Text)
	if q.Min == 0 {
		q.Min = 70
	}
	if q.Max == 0 {
		q.Max = 5
	}
	if q.Min < MinFuzzy || q.Min > InContext {
		return nil, fmt.Errorf("least percentage %d is not from %d to %d", q.Min, MinFuzzy, InContext)
	}
	r, err := m.reader(ctx)
	if err != nil {
		return nil, fmt.Errorf("look up in memory %q: %w", m.path, told(err))
	}
	defer func() { r.done(err) }()
	l := lookup{r: r, q: q, seen: map[int64]bool{}}
	if l.points, err = r.penalties(q.Penalties); err == nil {
		err = l.run(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("look up in memory %q: %w", m.path, told(err))
	}
	return l.best, nil
}

// lookup is the state of one Lookup.
type lookup struct {
	r      *reader
	q      Query
	points Penalties
	seen   map[int64]bool
	best   []Match
}

func (l *lookup) run(ctx context.Context) error {
	if l.q.Text == "" {
		return nil
	}
	ids, err := l.r.exactly(l.q.From, l.q.Text, 0)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := l.look(id, true); err != nil {
			return err
		}
	}
	if l.q.Min >= Exact || l.full(1) {
		return nil
	}
	return l.alike(ctx)
}

// alike looks at the candidates, the most promising first, until none that is
// left can be among the best.
func (l *lookup) alike(ctx context.Context) error {
	like := l.r.like
	like.set(l.q.Text)
	if like.words.runes > MaxFuzzy {
		return nil
	}
	candidates, err := l.r.candidates(ctx, l.q.From, float64(l.q.Min)/100)
	if err != nil {
		return err
	}
	few := true // the first few may be all that is wanted
	ids := make([]any, 0, manyTexts)
	for len(candidates) > 0 && !l.full(candidates[0].most) {
		if err := ctx.Err(); err != nil {
			return err
		}
		size := manyTexts
		if few {
			size = fewTexts
		}
		few = false
		ids = ids[:0]
		for len(candidates) > 0 && len(ids) < size && !l.full(candidates[0].most) {
			if id := candidates[0].id; !l.seen[id] {
				ids = append(ids, id)
			}
			candidates = candidates[1:]
		}
		if err := l.lookAll(ids); err != nil {
			return err
		}
	}
	return nil
}

// lookAll takes those of some units among the matches that are good enough.
func (l *lookup) lookAll(ids []any) error {
	var good []int64
	err := l.r.eachText(l.q.From, ids, func(id int64, source []byte) {
		if l.percent(string(source)) >= l.least() {
			good = append(good, id)
		}
	})
	for _, id := range good {
		if err == nil {
			err = l.look(id, false)
		}
	}
	return err
}

// least is the percentage below which no match is wanted any more.
func (l *lookup) least() int {
	if l.q.Max < 0 || len(l.best) < l.q.Max {
		return l.q.Min
	}
	return l.best[l.q.Max-1].Percent
}

// percent is the likeness in per cent, or any less than least if it is less
// than least.
func (l *lookup) percent(source string) int {
	return int(100*l.r.like.to(source, float64(l.least())/100-slack) + slack)
}

// full reports whether no unit of at most that likeness can be among the best.
func (l *lookup) full(most float64) bool {
	if l.q.Max < 0 || len(l.best) < l.q.Max {
		return false
	}
	worst := l.best[l.q.Max-1].Percent
	return float64(worst) > min(100*most+100*slack, Exact-1)
}

// look takes a unit among the matches if it is good enough. same says that its
// hash is that of the query's text.
func (l *lookup) look(id int64, same bool) error {
	row, ok, err := l.r.load(id)
	if !ok || err != nil {
		return err
	}
	u := row.unit()
	match := Match{Unit: u, Source: u.Text[l.q.From], Target: u.Text[l.q.From.Other()]}
	if match.Source == l.q.Text {
		match.Percent = Exact
		if l.inContext(decodeNeighbours(row.context)) {
			match.Percent = InContext
		}
	} else if same {
		return nil
	} else {
		l.fuzzy(&match)
	}
	l.seen[id] = true
	if match.Percent < l.least() {
		return nil
	}
	if match.Unit, err = row.full(); err != nil {
		return err
	}
	if match.Percent -= l.points.of(&match.Unit); match.Percent >= l.q.Min {
		l.keep(match)
	}
	return nil
}

// fuzzy gives a match its percentage, and puts numbers in.
func (l *lookup) fuzzy(m *Match) {
	if m.Percent = l.percent(m.Source); m.Percent < l.least() {
		return
	}
	like := l.r.like
	d := like.differ(l.q.Text, m.Source)
	points := 0
	add := func(on bool, n int) {
		if on {
			points += n
		}
	}
	add(d.letterCase, l.points.Case)
	add(d.marks, l.points.Marks)
	add(d.punctuation, l.points.Punctuation)
	if d.numbers {
		target, ok := "", false
		if m.Percent == Exact { // the words are the same: numbers correspond
			target, ok = placeNumbers(l.q.Text, m.Source, m.Target, l.q.From)
		}
		if ok {
			m.Target, m.Placed = target, true
			points += l.points.Placed
		} else {
			points += l.points.Numbers
		}
	}
	if d == (difference{}) && m.Percent == Exact {
		points = l.points.Spaces
	}
	m.Percent = min(m.Percent-points, Exact-1)
}

// inContext reports whether a unit's neighbours are those of the query, as far
// as the query knows them.
func (l *lookup) inContext(n neighbours) bool {
	from := l.q.From
	before, after := text.Clean(l.q.Before), text.Clean(l.q.After)
	if before == "" && after == "" {
		return false
	}
	return (before == "" || n[2*from] == hashOf(from, before)) && (after == "" || n[2*from+1] == hashOf(from, after))
}

// keep puts a match in its place among the best.
func (l *lookup) keep(m Match) {
	at, _ := slices.BinarySearchFunc(l.best, m, func(a, b Match) int {
		return cmp.Or(
			cmp.Compare(b.Percent, a.Percent), cmp.Compare(b.Unit.Confidence, a.Unit.Confidence),
			b.Unit.date().Compare(a.Unit.date()), cmp.Compare(b.Unit.ID, a.Unit.ID))
	})
	if l.q.Max >= 0 && at >= l.q.Max {
		return
	}
	l.best = slices.Insert(l.best, at, m)
	if l.q.Max >= 0 && len(l.best) > l.q.Max {
		l.best = l.best[:l.q.Max]
	}
}

// penalties adds the memory's own penalty to those of a query.
func (r *reader) penalties(p *Penalties) (Penalties, error) {
	out := DefaultPenalties()
	if p != nil {
		out = *p
	}
	var own int
	err := r.c.QueryRowContext(bgContext, "SELECT value FROM meta WHERE name='penalty'").Scan(&own)
	out.Memory += own
	return out, err
}
