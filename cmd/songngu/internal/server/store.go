package server

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"

	store "songngu/tmx/memory"
)

// Store is what is served: a *memory.Memory, which bounds how many questions
// are answered at once and lets the others wait.
type Store interface {
	Lookup(context.Context, store.Query) ([]store.Match, error)
	Search(context.Context, store.Search) (store.Found, error)
	Page(context.Context, store.Filter, int) (units []*store.Unit, more bool, err error)
	Stats(context.Context) (store.Stats, error)
	Import(context.Context, iter.Seq2[*store.Unit, error], store.Prefer) (store.Imported, error)
	Delete(context.Context, store.Filter, bool) (int64, error)
}

// errNotThere is a unit that is asked for by its number and is not there.
var errNotThere = errors.New("there is no such unit")

// add puts pairs into the memory but for those that are there already: what is
// known of them, where they come from and how sure they are, must not be lost
// because somebody has confirmed them.
func (s *Server) add(ctx context.Context, units []*store.Unit) (done store.Imported, err error) {
	var fresh []*store.Unit
	for _, u := range units {
		matches, err := s.memory.Lookup(ctx, store.Query{Text: u.Text[store.English], Min: store.Exact, Max: -1, Penalties: &store.Penalties{}})
		if err != nil {
			return done, err
		}
		if there(matches, u) {
			done.Same++
			continue
		}
		fresh = append(fresh, u)
	}
	counts := store.Imported{}
	if len(fresh) > 0 {
		counts, err = s.memory.Import(ctx, each(fresh), store.PreferDate)
	}
	counts.Read += done.Same
	counts.Same += done.Same
	return counts, err
}

func there(matches []store.Match, u *store.Unit) bool {
	for i := range matches {
		if matches[i].Unit.Text == u.Text {
			return true
		}
	}
	return false
}

func each(units []*store.Unit) iter.Seq2[*store.Unit, error] {
	return func(yield func(*store.Unit, error) bool) {
		for _, u := range units {
			if !yield(u, nil) {
				return
			}
		}
	}
}

// told is an error of the memory as a status and words for the client, who need
// not know paths or SQL.
func (s *Server) told(err error) (status int, words string) {
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable, fmt.Sprintf("no answer within %v", s.opts.Timeout)
	case errors.Is(err, context.Canceled):
		return 499, "the client has gone" // as nginx counts it; nobody reads it
	case errors.Is(err, store.ErrNoWords):
		return http.StatusBadRequest, store.ErrNoWords.Error()
	case errors.Is(err, store.ErrBusy):
		return http.StatusServiceUnavailable, store.ErrBusy.Error()
	case errors.Is(err, store.ErrFull):
		return http.StatusInsufficientStorage, store.ErrFull.Error()
	case errors.Is(err, errNotThere):
		return http.StatusNotFound, errNotThere.Error()
	}
	s.opts.Talk("%v", err)
	return http.StatusInternalServerError, "the memory could not be read or written; the one who runs it has been told"
}
