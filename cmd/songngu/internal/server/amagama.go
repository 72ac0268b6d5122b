package server

import (
	"encoding/json"
	"math"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	store "songngu/tmx/memory"
)

// The protocol of amaGama, which Virtaal, Weblate, Pootle and Okapi speak, and
// of Translate Toolkit's tmserver:
//
//	GET  BASE/SOURCE/TARGET/unit/TEXT?min_similarity=70&max_candidates=5
//	GET  BASE/SOURCE/TARGET/unit/?source=TEXT
//	GET  BASE/languages/
//	PUT  BASE/SOURCE/TARGET/unit/TEXT    {"source": …, "target": …}, or POST
//	POST BASE/SOURCE/TARGET/store/NAME   a list of these
//	PUT  BASE/SOURCE/TARGET/store/NAME   a file
//
// Sources: github.com/translate/amagama, its README and views; Okapi's and
// Weblate's clients; translate/services/tmserver.py.

// suggestion is a match as amaGama has it.
type suggestion struct {
	Source  string `json:"source"`
	Target  string `json:"target"`
	Quality float  `json:"quality"` // per cent
	Rank    float  `json:"rank"`
	Context string `json:"context"`
}

// float prints as a JSON number with a point: Okapi casts it to a Double, which
// fails on 100.
type float float64

// MarshalJSON prints one digit after the point.
func (f float) MarshalJSON() ([]byte, error) {
	return strconv.AppendFloat(nil, float64(f), 'f', 1, 64), nil
}

// The bounds of a request for suggestions, and what clients get that name none.
const (
	defaultSimilarity = 70
	defaultCandidates = 5
	maxCandidates     = 100
)

func (s *Server) routeAmagama(rest string) endpoint {
	if rest == "languages" || rest == "languages/" {
		return endpoint{"amagama languages", readMethods, false, false, s.amagamaLanguages, failJSON}
	}
	f := strings.SplitN(rest, "/", 4)
	if len(f) < 3 || f[2] != "unit" && f[2] != "store" {
		return nowhere(failJSON)
	}
	from, ok := pair(f[0], f[1])
	if !ok {
		return endpoint{"amagama " + f[2], "GET, HEAD, PUT, POST", false, false, func(w http.ResponseWriter, _ *http.Request) {
			failJSON(w, http.StatusNotFound, "this memory is of en and vi")
		}, failJSON}
	}
	name := ""
	if len(f) == 4 {
		name = f[3]
	}
	name, err := url.PathUnescape(name)
	if err != nil {
		return nowhere(failJSON)
	}
	if f[2] == "store" {
		return endpoint{"amagama store", "PUT, POST", false, true, func(w http.ResponseWriter, r *http.Request) { s.amagamaStore(w, r, from, name) }, failJSON}
	}
	return endpoint{"amagama unit", "GET, HEAD, PUT, POST", false, true, func(w http.ResponseWriter, r *http.Request) {
		if reading(r.Method) {
			s.amagamaUnit(w, r, from, name)
			return
		}
		s.amagamaAdd(w, r, from, name)
	}, failJSON}
}

func (s *Server) amagamaLanguages(w http.ResponseWriter, _ *http.Request) {
	answerJSON(w, http.StatusOK, struct {
		Source []string `json:"sourceLanguages"`
		Target []string `json:"targetLanguages"`
	}{[]string{"en", "vi"}, []string{"vi", "en"}})
}

func (s *Server) amagamaUnit(w http.ResponseWriter, r *http.Request, from store.Side, text string) {
	q, err := parameters(r)
	if err != nil {
		s.refuse(w, failJSON, err)
		return
	}
	if text == "" {
		text = q.Get("source")
	}
	callback := q.Get("callback")
	if callback == "" {
		callback = q.Get("jsoncallback")
	}
	if callback != "" && !identifier.MatchString(callback) {
		err = bad("callback is no name of a function")
	}
	if err == nil {
		err = s.text("the text", text)
	}
	var out []suggestion
	if err == nil {
		out, err = s.suggest(r, from, text, q)
	}
	if err != nil {
		s.refuse(w, failJSON, err)
		return
	}
	if callback == "" {
		answerJSON(w, http.StatusOK, out)
		return
	}
	list, err := json.Marshal(out)
	if err != nil {
		panic(err) // texts and numbers
	}
	answerBytes(w, http.StatusOK, "application/javascript; charset=utf-8", []byte(callback+"("+string(list)+");\n"))
}

// identifier is a callback that is a name and nothing more.
var identifier = regexp.MustCompile(`^[A-Za-z_$][0-9A-Za-z_$]{0,63}(\.[A-Za-z_$][0-9A-Za-z_$]{0,63}){0,3}$`)

func (s *Server) suggest(r *http.Request, from store.Side, text string, q url.Values) ([]suggestion, error) {
	matches, err := s.lookup(r, store.Query{
		Text: text, From: from,
		// Clients ask for as little as 30 per cent; ours begin at 50.
		Min: bounded(q.Get("min_similarity"), defaultSimilarity, store.MinFuzzy, store.Exact),
		Max: bounded(q.Get("max_candidates"), defaultCandidates, 1, maxCandidates),
	})
	if err != nil {
		return nil, err
	}
	out := []suggestion{}
	for _, m := range matches {
		quality := float(min(m.Percent, store.Exact))
		out = append(out, suggestion{m.Source, m.Target, quality, quality, ""})
	}
	return out, nil
}

// lookup asks the memory and counts what came of it.
func (s *Server) lookup(r *http.Request, q store.Query) ([]store.Match, error) {
	matches, err := s.memory.Lookup(r.Context(), q)
	if err != nil {
		return nil, err
	}
	best := 0
	if len(matches) > 0 {
		best = matches[0].Percent
	}
	s.metrics.found(best)
	return matches, nil
}

// bounded is a number that a client gives, brought within its bounds; what is
// no number is as if it was not there, as amaGama has it.
func bounded(given string, otherwise, least, most int) int {
	f, err := strconv.ParseFloat(strings.TrimSpace(given), 64)
	if err != nil || math.IsNaN(f) {
		return otherwise
	}
	return int(math.Round(min(max(f, float64(least)), float64(most))))
}
