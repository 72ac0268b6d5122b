package server

import (
	_ "embed"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"songngu/corpus/text"
	"songngu/tmx"
	store "songngu/tmx/memory"
)

// Our own interface, which openapi.json describes; a test holds the one to the
// other.

//go:embed openapi.json
var openAPIFile []byte

func openAPI(w http.ResponseWriter, _ *http.Request) {
	answerBytes(w, http.StatusOK, "application/json", openAPIFile)
}

func (s *Server) routeOwn(rest string) (e endpoint, ok bool) {
	switch rest {
	case "lookup":
		return endpoint{"lookup", askMethods, false, false, s.apiLookup, failJSON}, true
	case "search":
		return endpoint{"search", readMethods, false, false, s.apiSearch, failJSON}, true
	case "stats":
		return endpoint{"stats", readMethods, false, false, s.apiStats, failJSON}, true
	case "units":
		return endpoint{"units", askMethods, false, true, s.apiUnits, failJSON}, true
	}
	number, ok := strings.CutPrefix(rest, "units/")
	if !ok {
		return e, false
	}
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil || id < 1 {
		return nowhere(failJSON), true
	}
	return endpoint{"unit", "GET, HEAD, DELETE", false, true, func(w http.ResponseWriter, r *http.Request) { s.apiUnit(w, r, id) }, failJSON}, true
}

// asked reads parameters and keeps the first thing that is wrong with one.
type asked struct {
	url.Values
	err error
}

func (a *asked) wrong(name, want string) {
	if a.err == nil {
		a.err = bad(name + " is not " + want)
	}
}

// number is a whole number within its bounds.
func (a *asked) number(name string, otherwise, least, most int64) int64 {
	v := a.Get(name)
	if v == "" {
		return otherwise
	}
	n, err := strconv.ParseInt(v, 10, 64)
	if err != nil || n < least || n > most {
		a.wrong(name, "a number from "+strconv.FormatInt(least, 10)+" to "+strconv.FormatInt(most, 10))
	}
	return n
}

// sides are the languages to try for a text: the one that the parameter names,
// or the one that the text seems to be in and then the other.
func (a *asked) sides(name, s string) []store.Side {
	v := a.Get(name)
	if v == "" || v == "auto" {
		if lang, sure := text.Guess(s); lang == "vi" && sure >= 0.5 {
			return []store.Side{store.Vietnamese, store.English}
		}
		return []store.Side{store.English, store.Vietnamese}
	}
	one, ok := side(v)
	if !ok {
		a.wrong(name, "en, vi or auto")
	}
	return []store.Side{one}
}

// filter is which units are meant.
func (a *asked) filter() store.Filter {
	f := store.Filter{Document: a.Get("document"), MinConfidence: a.share("min_confidence"), MaxConfidence: a.share("max_confidence")}
	for name, to := range map[string]*time.Time{"since": &f.Since, "until": &f.Until} {
		if v := a.Get(name); v != "" {
			t, ok := tmx.ParseDate(v)
			if !ok {
				a.wrong(name, "a date such as 2026-11-30")
			}
			*to = t
		}
	}
	return f
}

func (a *asked) share(name string) float64 {
	v := a.Get(name)
	if v == "" {
		return 0
	}
	f, err := strconv.ParseFloat(v, 64)
	if err != nil || math.IsNaN(f) || f < 0 || f > 1 {
		a.wrong(name, "from 0 to 1")
		return 0
	}
	return f
}

// matchJSON is a match as JSON.
type matchJSON struct {
	Percent int    `json:"percent"`
	Source  string `json:"source"`
	Target  string `json:"target"`
	Placed  bool   `json:"placed"`
	store.Record
}

type lookupAnswer struct {
	From    store.Side  `json:"from"`
	Matches []matchJSON `json:"matches"`
}

func (s *Server) apiLookup(w http.ResponseWriter, r *http.Request) {
	q, err := parameters(r)
	if err == nil && !reading(r.Method) {
		err = jsonInto(r, q)
	}
	var out lookupAnswer
	if err == nil {
		out, err = s.lookupAsked(r, &asked{Values: q})
	}
	if err != nil {
		s.refuse(w, failJSON, err)
		return
	}
	answerJSON(w, http.StatusOK, out)
}

// jsonInto takes the members of a JSON object for parameters.
func jsonInto(r *http.Request, q url.Values) error {
	var members map[string]any
	if err := readJSON(r, &members); err != nil {
		return err
	}
	for name, v := range members {
		switch v := v.(type) {
		case string:
			q.Set(name, v)
		case float64:
			q.Set(name, strconv.FormatFloat(v, 'f', -1, 64))
		default:
			return bad("a member of the JSON is neither a text nor a number")
		}
	}
	return nil
}

func (s *Server) lookupAsked(r *http.Request, a *asked) (out lookupAnswer, err error) {
	q := store.Query{
		Text: a.Get("text"), Before: a.Get("before"), After: a.Get("after"),
		Min: int(a.number("min", 70, store.MinFuzzy, store.InContext)), Max: int(a.number("max", 5, 1, maxCandidates)),
	}
	sides := a.sides("from", q.Text)
	if err := s.wanted("text", q.Text); err != nil {
		return out, err
	}
	for _, t := range []string{q.Before, q.After} {
		if err := s.text("the text beside it", t); err != nil {
			return out, err
		}
	}
	if a.err != nil {
		return out, a.err
	}
	out.Matches = []matchJSON{}
	for _, q.From = range sides {
		matches, err := s.lookup(r, q)
		if err != nil {
			return out, err
		}
		if len(matches) > 0 {
			out.From = q.From
			for i := range matches {
				m := &matches[i]
				out.Matches = append(out.Matches, matchJSON{m.Percent, m.Source, m.Target, m.Placed, m.Unit.Record()})
			}
			return out, nil
		}
	}
	out.From = sides[0]
	return out, nil
}

// hitJSON is a hit as JSON; spans count characters (code points).
type hitJSON struct {
	store.Record
	Found  [][2]int `json:"found"`
	Likely [][2]int `json:"likely"`
}

type searchAnswer struct {
	In   store.Side `json:"in"`
	More bool       `json:"more"`
	Hits []hitJSON  `json:"hits"`
}

// The bounds of one search: the units that it reads, which is a tenth of a
// second, and its characters, as each word is looked for in each of them.
const (
	maxRead   = 20_000
	maxSearch = 500
)

func (s *Server) apiSearch(w http.ResponseWriter, r *http.Request) {
	q, err := parameters(r)
	var out searchAnswer
	if err == nil {
		out, err = s.searchAsked(r, &asked{Values: q})
	}
	if err != nil {
		s.refuse(w, failJSON, err)
		return
	}
	answerJSON(w, http.StatusOK, out)
}

func (s *Server) searchAsked(r *http.Request, a *asked) (out searchAnswer, err error) {
	q := store.Search{Text: a.Get("q"), Max: int(a.number("max", 20, 1, 200)), Filter: a.filter(), MaxRead: maxRead}
	mode, ok := map[string]store.SearchMode{"": store.AllWords, "all": store.AllWords, "phrase": store.Phrase, "prefix": store.Prefix}[a.Get("mode")]
	if q.Mode = mode; !ok {
		a.wrong("mode", "all, phrase or prefix")
	}
	sides := a.sides("in", q.Text)
	if err := s.wanted("q", q.Text); err != nil {
		return out, err
	}
	if utf8.RuneCountInString(q.Text) > maxSearch {
		return out, &wrong{http.StatusRequestEntityTooLarge, "q is longer than " + strconv.Itoa(maxSearch) + " characters"}
	}
	if a.err != nil {
		return out, a.err
	}
	out = searchAnswer{In: sides[0], Hits: []hitJSON{}}
	for _, q.In = range sides {
		found, err := s.memory.Search(r.Context(), q)
		if err != nil {
			return out, err
		}
		out.More = out.More || found.Cut
		if len(found.Hits) == 0 {
			continue
		}
		out.In, out.More = q.In, found.Cut
		for i := range found.Hits {
			h := &found.Hits[i]
			out.Hits = append(out.Hits, hitJSON{h.Unit.Record(), store.Characters(h.Unit.Text[q.In], h.Spans), store.Characters(h.Unit.Text[q.In.Other()], h.Likely)})
		}
		break
	}
	return out, nil
}
