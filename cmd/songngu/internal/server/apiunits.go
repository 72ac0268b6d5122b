package server

import (
	"context"
	"net/http"
	"time"

	store "songngu/tmx/memory"
)

type unitsAnswer struct {
	Units []store.Record `json:"units"`
	Next  int64          `json:"next,omitempty"` // what after is for the units that follow; 0: these are all
}

func (s *Server) apiUnits(w http.ResponseWriter, r *http.Request) {
	if !reading(r.Method) {
		s.apiAdd(w, r)
		return
	}
	q, err := parameters(r)
	if err != nil {
		s.refuse(w, failJSON, err)
		return
	}
	a := &asked{Values: q}
	most, filter := int(a.number("max", 100, 1, 1000)), a.filter()
	filter.After = a.number("after", 0, 0, 1<<62)
	if a.err != nil {
		s.refuse(w, failJSON, a.err)
		return
	}
	units, more, err := s.memory.Page(r.Context(), filter, most)
	if err != nil {
		s.refuse(w, failJSON, err)
		return
	}
	out := unitsAnswer{Units: []store.Record{}}
	if more {
		out.Next = units[most-1].ID
	}
	for _, u := range units {
		out.Units = append(out.Units, u.Record())
	}
	answerJSON(w, http.StatusOK, out)
}

// added is what clients send to be added.
type added struct {
	Units []struct {
		English    string   `json:"en"`
		Vietnamese string   `json:"vi"`
		Document   string   `json:"document"`
		Confidence *float64 `json:"confidence"`
	} `json:"units"`
}

func (s *Server) apiAdd(w http.ResponseWriter, r *http.Request) {
	var in added
	err := readJSON(r, &in)
	if err == nil && (len(in.Units) == 0 || len(in.Units) > maxUnits) {
		err = bad("units is no list of 1 to 10,000 units")
	}
	var units []*store.Unit
	for _, g := range in.Units {
		var u *store.Unit
		if err == nil {
			err = s.text("document", g.Document)
		}
		if err == nil && g.Confidence != nil && !(*g.Confidence >= 0 && *g.Confidence <= 1) {
			err = bad("confidence is not from 0 to 1")
		}
		if err == nil {
			u, err = s.unit([2]string{g.English, g.Vietnamese}, g.Document)
		}
		if err != nil {
			break
		}
		if g.Confidence != nil {
			u.Confidence = *g.Confidence
		}
		units = append(units, u)
	}
	if err != nil {
		s.refuse(w, failJSON, err)
		return
	}
	s.addUnits(w, r, units)
}

func (s *Server) apiUnit(w http.ResponseWriter, r *http.Request, id int64) {
	if r.Method == http.MethodDelete {
		n, err := s.memory.Delete(r.Context(), store.Filter{IDs: []int64{id}}, false)
		if err == nil && n == 0 {
			err = errNotThere
		}
		if err != nil {
			s.refuse(w, failJSON, err)
			return
		}
		s.forgetStatistics()
		answerJSON(w, http.StatusOK, struct {
			Deleted int64 `json:"deleted"`
		}{n})
		return
	}
	units, _, err := s.memory.Page(r.Context(), store.Filter{IDs: []int64{id}}, 1)
	if err == nil && len(units) == 0 {
		err = errNotThere
	}
	if err != nil {
		s.refuse(w, failJSON, err)
		return
	}
	answerJSON(w, http.StatusOK, units[0].Record())
}

// statsAnswer is what is served, and what it holds.
type statsAnswer struct {
	Name     string `json:"name"`
	Version  string `json:"version"`
	Writable bool   `json:"writable"`
	store.Stats
}

func (s *Server) apiStats(w http.ResponseWriter, r *http.Request) {
	st, err := s.statistics(r.Context())
	if err != nil {
		s.refuse(w, failJSON, err)
		return
	}
	answerJSON(w, http.StatusOK, st)
}

// statsAge is how old counts may be: to count is to read the whole memory.
const statsAge = time.Minute

// statistics counts what the memory holds, once a minute and after a change.
func (s *Server) statistics(ctx context.Context) (statsAnswer, error) {
	s.statsMu.Lock()
	defer s.statsMu.Unlock()
	now := s.opts.Now()
	if !s.counted.IsZero() && now.Sub(s.counted) < statsAge {
		return s.stats, nil
	}
	st, err := s.memory.Stats(ctx)
	if err != nil {
		return statsAnswer{}, err
	}
	s.stats, s.counted = statsAnswer{s.opts.Name, s.opts.Version, s.opts.Writable, st}, now
	return s.stats, nil
}

func (s *Server) forgetStatistics() {
	s.statsMu.Lock()
	s.counted = time.Time{}
	s.statsMu.Unlock()
}
