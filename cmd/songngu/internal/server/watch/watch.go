// Package watch takes the memories of a folder in: those that are there, and
// those that come or change while it runs. A file is taken when it has not
// changed for a while and is whole; one that is broken is told and left alone;
// one whose content was taken before, under whatever name and by whichever run,
// is known and passed by.
package watch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Options say what is watched and what becomes of it.
type Options struct {
	Dir    string
	Ledger string // the file that remembers what was taken; beside the memory, not in the folder
	// Take imports a file, all of it or, with an error, nothing. An error that
	// wraps ErrLater is no fault of the file: it is tried again.
	Take func(ctx context.Context, path string) (units int64, err error)
	// Tell hears what became of a file.
	Tell func(Event)

	Settle time.Duration // how long a file must not have changed; 0: 2 s
	// Again is how often the folder is looked through all the same: not every
	// file system tells what happens on it; 0: 30 s.
	Again time.Duration
}

// Event is what became of a file.
type Event struct {
	Path  string
	Units int64 // taken
	Known bool  // its content was taken before
	Err   error // why it was not taken
}

// ErrLater says that a file could not be taken now.
var ErrLater = errors.New("to be tried again")

// The bounds of a folder: deeper and more files are not looked at.
const (
	maxDepth = 8
	maxFiles = 100_000
)

// watcher is the state of one Run.
type watcher struct {
	opts   Options
	events *fsnotify.Watcher // nil where the system cannot tell
	ledger *ledger
	files  map[string]state
	dirs   map[string]bool
	told   bool // that there are too many files
}

// state is how a file was found.
type state struct {
	size  int64
	time  time.Time
	since time.Time // when it was first found so
	done  bool      // taken, known, or broken
	tries int
}

// Run watches until ctx ends. It returns an error at once if the folder cannot
// be read or the ledger not be written.
func Run(ctx context.Context, opts Options) error {
	opts.Settle, opts.Again = cmp.Or(opts.Settle, 2*time.Second), cmp.Or(opts.Again, 30*time.Second)
	if info, err := os.Stat(opts.Dir); err != nil {
		return fmt.Errorf("watch folder %q: %w", opts.Dir, err)
	} else if !info.IsDir() {
		return fmt.Errorf("watch %q: not a folder", opts.Dir)
	}
	l, err := openLedger(opts.Ledger)
	if err != nil {
		return err
	}
	w := &watcher{opts: opts, ledger: l, files: map[string]state{}, dirs: map[string]bool{}}
	if w.events, err = fsnotify.NewWatcher(); err == nil {
		defer w.events.Close()
	} else {
		w.events = nil // then it is looked through now and again
	}
	return w.run(ctx)
}

func (w *watcher) run(ctx context.Context) error {
	var happened <-chan fsnotify.Event
	var faults <-chan error
	if w.events != nil {
		happened, faults = w.events.Events, w.events.Errors
	}
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-happened: // many at once as a rule: one look answers all
			timer.Reset(w.opts.Settle / 4)
		case <-faults: // events were lost: look
			timer.Reset(w.opts.Settle / 4)
		case <-timer.C:
			waiting := w.look(ctx)
			if waiting {
				timer.Reset(w.opts.Settle / 2)
			} else {
				timer.Reset(w.opts.Again)
			}
		}
	}
}

// look goes through the folder once; waiting reports that a file is not yet
// ready.
func (w *watcher) look(ctx context.Context) (waiting bool) {
	found := map[string]state{}
	now := time.Now()
	err := filepath.WalkDir(w.opts.Dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			return nil // gone since, or not ours to read
		case d.IsDir():
			return w.enter(path, d)
		case !Wanted(path) || !d.Type().IsRegular(): // nor a link: it may lead to a device
			return nil
		case len(found) == maxFiles:
			return fs.SkipAll
		}
		if info, err := d.Info(); err == nil {
			found[path] = w.found(path, info, now)
		}
		return nil
	})
	if err != nil {
		return false
	}
	if len(found) == maxFiles && !w.told {
		w.told = true
		w.opts.Tell(Event{Path: w.opts.Dir, Err: fmt.Errorf("more than %d files; the others are not looked at", maxFiles)})
	}
	w.files = found
	paths := make([]string, 0, len(found))
	for path := range found {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	for _, path := range paths {
		s := found[path]
		if s.done {
			continue
		}
		if now.Sub(s.since) >= w.opts.Settle && ctx.Err() == nil {
			s = w.take(ctx, path, s)
			found[path] = s
		}
		waiting = waiting || !s.done
	}
	return waiting
}

// enter decides whether a folder is looked through, and has its changes told.
func (w *watcher) enter(path string, d fs.DirEntry) error {
	rel, err := filepath.Rel(w.opts.Dir, path)
	if err != nil || path != w.opts.Dir && strings.HasPrefix(d.Name(), ".") || strings.Count(rel, string(filepath.Separator)) >= maxDepth {
		return fs.SkipDir
	}
	if w.events != nil && !w.dirs[path] {
		// What cannot be told of is found by looking.
		w.dirs[path] = w.events.Add(path) == nil
	}
	return nil
}

// found is the state of a file as it is now.
func (w *watcher) found(path string, info fs.FileInfo, now time.Time) state {
	s, ok := w.files[path]
	if ok && s.size == info.Size() && s.time.Equal(info.ModTime()) {
		return s
	}
	return state{size: info.Size(), time: info.ModTime(), since: now}
}

// maxTries bounds how often a file that is cut short is waited for again before
// it is called broken: a slow copy can pause. One that goes on later is taken
// all the same, as it has changed.
const maxTries = 3

// take takes a file, or says why not.
func (w *watcher) take(ctx context.Context, path string, s state) state {
	tell := func(e Event) state {
		e.Path = path
		w.opts.Tell(e)
		s.done = true
		return s
	}
	sum, whole, err := read(path, s.size)
	switch {
	case err != nil:
		return tell(Event{Err: err})
	case w.ledger.has(sum):
		return tell(Event{Known: true})
	case !whole && s.tries < maxTries:
		s.tries++
		s.since = time.Now()
		return s
	case !whole:
		return tell(Event{Err: errors.New("it is cut short")})
	}
	units, err := w.opts.Take(ctx, path)
	switch {
	case ctx.Err() != nil:
		return s
	case errors.Is(err, ErrLater):
		s.since = time.Now()
		return s
	case err != nil:
		return tell(Event{Err: err})
	}
	if again, _, err := read(path, s.size); err != nil || again != sum {
		// Changed while it was being read: what came of it is in the memory,
		// but it is to be read again.
		return state{size: -1}
	}
	if err := w.ledger.add(entry{Sum: sum, File: filepath.Base(path), Size: s.size, Units: units, Time: time.Now().UTC().Truncate(time.Second)}); err != nil {
		return tell(Event{Units: units, Err: err})
	}
	return tell(Event{Units: units})
}

// Wanted reports whether a name is that of a memory: .tmx, .tmx.gz, .tmx.zip,
// and not a hidden or temporary one.
func Wanted(path string) bool {
	name := strings.ToLower(filepath.Base(path))
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~") {
		return false
	}
	name = strings.TrimSuffix(strings.TrimSuffix(name, ".gz"), ".zip")
	return strings.HasSuffix(name, ".tmx")
}
