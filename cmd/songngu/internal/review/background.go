package review

import (
	"context"
	"slices"
	"time"

	"songngu/align"
	"songngu/align/beadfile"
	"songngu/tmx"
	"songngu/tmx/quality"
)

// What takes long in a large file is done behind the opening, without the
// session's lock: the checks, and the teaching of the word table. Whoever listens
// is told when findings have come.

const (
	// large is from how many beads on opening does not wait for the checks.
	large = 2000
	// checkedAtOnce is how many beads are checked between two looks at what
	// edits have changed.
	checkedAtOnce = 400
	// calm is after how long without an edit pairs are compared with each other
	// anew.
	calm = time.Second
)

// background is what goes on behind a session.
type background struct {
	stop    context.CancelFunc
	ready   chan struct{} // closed when all beads of the file have been checked
	taught  chan struct{} // holds a token for who teaches
	table   *align.Options
	opened  *beadfile.File // as the word table is taught by it; nil when that is done
	version int            // of the findings
	wanted  *time.Timer    // pairs are to be compared with each other
}

// prepare begins to check the beads, and to learn from them.
func (s *Session) prepare(ctx context.Context) error {
	s.ready, s.taught = make(chan struct{}), make(chan struct{}, 1)
	s.opened = s.file()
	if len(s.beads) < large {
		defer close(s.ready)
		if err := s.checkAll(ctx); err != nil {
			return err
		}
		return s.compareUnits(ctx)
	}
	ctx, s.stop = context.WithCancel(context.WithoutCancel(ctx))
	go func() {
		err := s.checkAll(ctx)
		if err == nil {
			err = s.compareUnits(ctx)
		}
		close(s.ready)
		if err == nil {
			err = s.learn(ctx)
		}
		if err != nil && ctx.Err() == nil {
			s.warn("%v", err)
		}
	}()
	return nil
}

// Ready waits until all beads of the file have been checked.
func (s *Session) Ready(ctx context.Context) error {
	select {
	case <-s.ready:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// checkAll checks every bead that has not been checked, some at a time.
func (s *Session) checkAll(ctx context.Context) error {
	own, err := newChecker()
	if err != nil {
		return err
	}
	for from := 0; ctx.Err() == nil; {
		var some []*bead
		s.mu.Lock()
		for ; from < len(s.beads) && len(some) < checkedAtOnce; from++ {
			if !s.beads[from].checked {
				some = append(some, s.beads[from])
			}
		}
		s.mu.Unlock()
		if len(some) == 0 {
			break
		}
		found := make([][]Finding, len(some))
		for i, b := range some {
			found[i] = examine(own, b)
		}
		s.mu.Lock()
		for i, b := range some {
			if !b.checked {
				b.checked, b.findings = true, found[i]
			}
		}
		s.mu.Unlock()
	}
	if ctx.Err() == nil {
		s.mu.Lock()
		s.checker = own // from now on, under the lock: see recheck
		s.recheck(s.beads)
		s.found()
		s.mu.Unlock()
	}
	return ctx.Err()
}

// found tells that there are other findings.
func (s *Session) found() {
	s.version++
	s.feed.mu.Lock()
	defer s.feed.mu.Unlock()
	s.feed.send(Event{Name: "findings", Checks: s.version})
}

// compareUnits compares the pairs with each other: a source that has several
// translations, and the reverse. What it finds in a pair depends on all others,
// so it is found anew when edits have come to rest.
func (s *Session) compareUnits(ctx context.Context) error {
	s.mu.Lock()
	beads := slices.Clone(s.beads)
	s.mu.Unlock()
	c, err := quality.New(quality.Options{Source: sideNames[english], Target: sideNames[vietnamese], Only: []string{"Q401", "Q402"}})
	if err != nil {
		return err
	}
	found := make([][]Finding, len(beads))
	for i, b := range beads {
		if i%checkedAtOnce == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if b.null() {
			continue
		}
		u := tmx.NewUnit(sideNames[english], b.joined(english), sideNames[vietnamese], b.joined(vietnamese))
		u.Number = int64(i + 1)
		found[i] = findingsOf(b, c.Check(u))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	changed := false
	for i, b := range beads {
		if b.id >= len(s.at.bead) || s.at.bead[b.id] < 0 {
			continue
		}
		now := s.beads[s.at.bead[b.id]]
		if slices.Equal(now.compared, found[i]) || !slices.Equal(now.side[0], b.side[0]) || !slices.Equal(now.side[1], b.side[1]) {
			continue
		}
		now.compared, changed = found[i], true
	}
	if changed {
		s.found()
	}
	return nil
}

// compareSoon has pairs compared with each other once edits have come to rest.
func (s *Session) compareSoon() {
	if s.wanted != nil {
		s.wanted.Stop()
	}
	s.wanted = time.AfterFunc(calm, func() {
		s.mu.Lock()
		closed := s.closed
		s.mu.Unlock()
		if closed {
			return
		}
		if err := s.compareUnits(context.Background()); err != nil {
			s.warn("%v", err)
		}
	})
}

// learn teaches the word table by the whole document as it stood at the
// opening, once. It takes seconds in a large one, so it is to be called without
// the session's lock, before what needs the aligner.
func (s *Session) learn(ctx context.Context) error {
	if err := s.Ready(ctx); err != nil {
		return err
	}
	select {
	case s.taught <- struct{}{}:
		defer func() { <-s.taught }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if f := s.opened; f != nil {
		m := align.NewMemory(s.opts.Align.Lexicon)
		m.Teach(f.English.Sentences, f.Vietnamese.Sentences, f.Alignment)
		opts := s.opts.Align
		opts.Lexicon, opts.Fixed, opts.Meet, opts.Progress = m.Table(), nil, nil, nil
		s.mu.Lock()
		s.table, s.opened = &opts, nil
		s.mu.Unlock()
	}
	return nil
}

// end stops what goes on.
func (b *background) end() {
	if b.stop != nil {
		b.stop()
	}
	if b.wanted != nil {
		b.wanted.Stop()
	}
}
