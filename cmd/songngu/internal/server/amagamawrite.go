package server

import (
	"bytes"
	"net/http"
	"path"
	"strings"
	"unicode/utf8"

	"songngu/corpus/text"
	"songngu/tmx"
	"songngu/tmx/exchange"
	store "songngu/tmx/memory"
)

// given is a pair as amaGama's clients send it.
type given struct {
	Source string `json:"source"`
	Target string `json:"target"`
}

// maxUnits bounds the pairs of one request.
const maxUnits = 10_000

func (s *Server) amagamaAdd(w http.ResponseWriter, r *http.Request, from store.Side, source string) {
	var g given
	err := readJSON(r, &g)
	if err == nil {
		if g.Source == "" {
			g.Source = source
		}
		s.addGiven(w, r, from, []given{g}, "")
		return
	}
	s.refuse(w, failJSON, err)
}

// amagamaStore takes a list of pairs or, by PUT, a file whose name tells its
// format.
func (s *Server) amagamaStore(w http.ResponseWriter, r *http.Request, from store.Side, name string) {
	if err := s.wanted("the name", name); err != nil {
		s.refuse(w, failJSON, err)
		return
	}
	name = text.Clean(path.Base(name))
	if r.Method == http.MethodPost {
		var list []given
		if err := readJSON(r, &list); err != nil {
			s.refuse(w, failJSON, err)
			return
		}
		s.addGiven(w, r, from, list, name)
		return
	}
	data, err := body(r)
	var units []*store.Unit
	if err == nil {
		units, err = s.fileUnits(data, name, from)
	}
	if err != nil {
		s.refuse(w, failJSON, err)
		return
	}
	s.addUnits(w, r, units)
}

func (s *Server) addGiven(w http.ResponseWriter, r *http.Request, from store.Side, list []given, document string) {
	if len(list) > maxUnits {
		s.refuse(w, failJSON, &wrong{http.StatusRequestEntityTooLarge, "too many pairs"})
		return
	}
	units := make([]*store.Unit, 0, len(list))
	for _, g := range list {
		var texts [2]string
		texts[from], texts[from.Other()] = g.Source, g.Target
		u, err := s.unit(texts, document)
		if err != nil {
			s.refuse(w, failJSON, err)
			return
		}
		units = append(units, u)
	}
	s.addUnits(w, r, units)
}

// unit is a new unit of two texts, by side, made now.
func (s *Server) unit(texts [2]string, document string) (*store.Unit, error) {
	for i := range texts {
		if err := s.wanted("the text in "+store.Side(i).String(), texts[i]); err != nil {
			return nil, err
		}
		if texts[i] = text.Clean(texts[i]); texts[i] == "" {
			return nil, bad("the text in " + store.Side(i).String() + " is missing")
		}
	}
	return &store.Unit{Text: texts, Confidence: store.NoConfidence, Created: s.opts.Now().UTC(), Document: document}, nil
}

func (s *Server) addUnits(w http.ResponseWriter, r *http.Request, units []*store.Unit) {
	done, err := s.add(r.Context(), units)
	if err != nil {
		s.refuse(w, failJSON, err)
		return
	}
	s.forgetStatistics()
	answerJSON(w, http.StatusOK, done)
}

// fileUnits are the pairs of a file. One in which something is broken is
// refused whole.
func (s *Server) fileUnits(data []byte, name string, from store.Side) (units []*store.Unit, err error) {
	fault := ""
	report := func(f tmx.Finding) {
		if f.Severity == tmx.Error && fault == "" {
			fault = f.String()
		}
	}
	opts := exchange.ReadOptions{Source: from.String(), Target: from.Other().String()}
	r := bytes.NewReader(data)
	lower := strings.ToLower(name)
	in := store.ReadTMX(r, name, report)
	switch {
	case strings.HasSuffix(lower, ".po"):
		in = store.FromUnits(exchange.ReadPO(r, name, opts), nil)
	case strings.HasSuffix(lower, ".xlf"), strings.HasSuffix(lower, ".xliff"):
		in = store.FromUnits(exchange.ReadXLIFF(r, name, opts), nil)
	case !strings.HasSuffix(lower, ".tmx"):
		return nil, &wrong{http.StatusUnsupportedMediaType, "the name ends in none of .tmx, .po, .xlf, .xliff"}
	case !utf8.Valid(data) && bytes.HasPrefix(data, []byte("\x1f\x8b")), bytes.HasPrefix(data, []byte("PK")):
		// What is packed may be a thousand times as long when unpacked.
		return nil, &wrong{http.StatusUnsupportedMediaType, "packed files are not taken"}
	}
	for u, e := range in {
		switch {
		case e != nil:
			return nil, bad("the file cannot be read: " + e.Error())
		case len(units) == 10*maxUnits:
			return nil, &wrong{http.StatusRequestEntityTooLarge, "too many pairs"}
		}
		for i := range u.Text {
			if err := s.wanted("a text", u.Text[i]); err != nil {
				return nil, err
			}
		}
		if u.Created.IsZero() && u.Changed.IsZero() {
			u.Created = s.opts.Now().UTC()
		}
		if u.Document == "" {
			u.Document = name
		}
		units = append(units, u)
	}
	if fault != "" {
		return nil, bad("the file is broken: " + fault)
	}
	return units, nil
}
