package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"

	"songngu/cmd/songngu/internal/server"
	"songngu/cmd/songngu/internal/server/watch"
	"songngu/tmx"
	store "songngu/tmx/memory"
)

// watchFolders takes the memories of folders in while the server runs; fail
// ends the server. ended waits until the last import is done or undone.
func (p *program) watchFolders(ctx context.Context, fail func(error), dirs []string, m *store.Memory, s *server.Server) (ended func()) {
	var running sync.WaitGroup
	ledger := m.Path() + ".taken"
	if st, err := m.Stats(ctx); len(dirs) > 0 && err == nil && st.Units == 0 {
		// A new memory has taken nothing, whatever an old one of its name had.
		if err := os.Remove(ledger); err != nil && !errors.Is(err, fs.ErrNotExist) {
			fail(unread(fmt.Errorf("cannot begin anew what was taken, %q: %w", ledger, cause(err)), ""))
		}
	}
	var one sync.Mutex // folders are told of in turn
	for _, dir := range dirs {
		p.voice.fact("watching", "%s", shown(dir))
		running.Go(func() {
			err := watch.Run(ctx, watch.Options{
				Dir: dir, Ledger: ledger,
				Take: func(ctx context.Context, path string) (int64, error) { return takeMemory(ctx, m, path) },
				Tell: func(e watch.Event) {
					one.Lock()
					defer one.Unlock()
					p.tellWatched(s, e)
				},
			})
			if err != nil {
				fail(unread(err, ""))
			}
		})
	}
	return running.Wait
}

// takeMemory imports a TMX file, all of it or nothing. What is wrong with a
// unit is mended or passed by, as import does it; a file that is cut short, or
// no TMX at all, is refused.
func takeMemory(ctx context.Context, m *store.Memory, path string) (int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, fmt.Errorf("cannot read it: %w", cause(err))
	}
	defer f.Close()
	var broken error
	in := store.ReadTMX(f, path, func(f tmx.Finding) {
		switch f.Code {
		case tmx.CodeTruncated, tmx.CodeNotTMX, tmx.CodeCompressed:
			broken = fmt.Errorf("it is broken: %s", f)
		}
	})
	done, err := m.Import(ctx, func(yield func(*store.Unit, error) bool) {
		for u, err := range in {
			if err != nil || broken != nil {
				yield(nil, cmp.Or(broken, err))
				return
			}
			if !yield(u, nil) {
				return
			}
		}
		if broken != nil {
			yield(nil, broken)
		}
	}, store.PreferDate)
	if errors.Is(err, store.ErrBusy) {
		err = fmt.Errorf("%w: %w", watch.ErrLater, err)
	}
	return done.Read, err
}

// tellWatched says what became of a file.
func (p *program) tellWatched(s *server.Server, e watch.Event) {
	switch {
	case e.Known:
		s.Took("known", 0)
	case e.Err != nil:
		s.Took("failed", 0)
		p.voice.warn("%s was not taken in: %v", shown(e.Path), e.Err)
	default:
		s.Took("taken", e.Units)
		p.voice.fact("taken", "%s of %s", count(int(e.Units), "unit"), shown(e.Path))
	}
}
