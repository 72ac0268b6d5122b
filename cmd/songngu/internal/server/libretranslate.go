package server

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"

	"songngu/corpus/text"
	store "songngu/tmx/memory"
)

// The protocol of LibreTranslate:
//
//	POST /translate {"q": TEXT or [TEXT…], "source": "en"|"auto", "target": "vi",
//	                 "format": "text"|"html", "alternatives": N, "api_key": KEY}
//	    {"translatedText": "…", "alternatives": […], "detectedLanguage": {…}}
//	GET  /languages
//	POST /detect {"q": TEXT}
//
// A body is JSON or a form. A text that is not in the memory is answered by
// status 404; where several were asked for, by null in its place.
//
// Source: the OpenAPI description at libretranslate.com/spec.

func (s *Server) routeLibre(rest string) endpoint {
	switch rest {
	case "/translate":
		return endpoint{"libretranslate translate", "POST", true, false, s.libreTranslate, failJSON}
	case "/detect":
		return endpoint{"libretranslate detect", "POST", true, false, s.libreDetect, failJSON}
	case "/languages", "/languages/":
		return endpoint{"libretranslate languages", readMethods, false, false, s.libreLanguages, failJSON}
	}
	return nowhere(failJSON)
}

// libreRequest is what is asked of /translate and /detect.
type libreRequest struct {
	Q            texts  `json:"q"`
	Source       string `json:"source"`
	Target       string `json:"target"`
	Format       string `json:"format"`
	Alternatives int    `json:"alternatives"`
	Key          string `json:"api_key"`
}

// texts is one text or several.
type texts struct {
	list []string
	many bool
}

// UnmarshalJSON takes a string or an array of strings.
func (t *texts) UnmarshalJSON(b []byte) error {
	if t.many = bytes.HasPrefix(bytes.TrimSpace(b), []byte("[")); t.many {
		return json.Unmarshal(b, &t.list)
	}
	t.list = make([]string, 1)
	return json.Unmarshal(b, &t.list[0])
}

// maxTexts bounds the texts of one request, maxAlternatives what may be asked
// for beside the best.
const (
	maxTexts        = 100
	maxAlternatives = 20
)

type language struct {
	Confidence float  `json:"confidence"`
	Language   string `json:"language"`
}

// libreAsked reads a request and looks for its key.
func (s *Server) libreAsked(r *http.Request) (q libreRequest, err error) {
	data, err := body(r)
	if err != nil {
		return q, err
	}
	if isForm(r) && !bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) { // curl -d calls JSON a form
		form, err := url.ParseQuery(string(data))
		if err != nil {
			return q, bad("the form is not well formed")
		}
		n, _ := strconv.Atoi(form.Get("alternatives")) // 0 for what is no number
		q = libreRequest{texts{form["q"], len(form["q"]) > 1}, form.Get("source"), form.Get("target"), form.Get("format"), n, form.Get("api_key")}
	} else if err := decodeJSON(data, &q); err != nil {
		return q, err
	}
	if _, ok := s.opts.Keys.of(r); !ok {
		if _, ok := s.opts.Keys.find(q.Key); !ok {
			return q, &wrong{http.StatusUnauthorized, "a key is wanted: api_key"}
		}
	}
	if len(q.Q.list) == 0 || len(q.Q.list) > maxTexts {
		return q, bad("q is no text, or more than " + strconv.Itoa(maxTexts))
	}
	for _, t := range q.Q.list {
		if err := s.wanted("q", t); err != nil {
			return q, err
		}
	}
	q.Alternatives = min(max(q.Alternatives, 0), maxAlternatives)
	return q, nil
}

// from is the language to translate from. A source of auto is guessed from the
// text, or else is what the target is not.
func (q *libreRequest) from() (from store.Side, detected *language, err error) {
	if q.Source == "" || q.Source == "auto" {
		to, ok := side(q.Target)
		if !ok {
			return 0, nil, bad("target is neither en nor vi")
		}
		l := guess(q.Q.list[0])
		if l.Language == "" {
			l = language{0, to.Other().String()}
		}
		if l.Language == to.String() {
			return 0, nil, bad("the text seems to be in the language of the target")
		}
		return to.Other(), &l, nil
	}
	from, ok := pair(q.Source, q.Target)
	if !ok {
		return 0, nil, bad("source and target are not en and vi")
	}
	return from, nil, nil
}

func guess(s string) language {
	lang, sure := text.Guess(s)
	return language{float(100 * sure), lang}
}

func (s *Server) libreTranslate(w http.ResponseWriter, r *http.Request) {
	q, err := s.libreAsked(r)
	var from store.Side
	var detected *language
	if err == nil {
		from, detected, err = q.from()
	}
	var targets []*string
	var others [][]string
	found := false
	for _, t := range q.Q.list {
		if err != nil {
			break
		}
		var list []string
		list, err = s.translate(r, from, t, q.Format == "html", 1+q.Alternatives)
		if len(list) == 0 {
			targets, others = append(targets, nil), append(others, []string{})
			continue
		}
		found = true
		targets, others = append(targets, &list[0]), append(others, list[1:])
	}
	switch {
	case err != nil:
		s.refuse(w, failJSON, err)
		return
	case !found:
		failJSON(w, http.StatusNotFound, "the memory has no translation of this")
		return
	}
	out := map[string]any{}
	set := func(name string, one, all any) {
		out[name] = one
		if q.Q.many {
			out[name] = all
		}
	}
	set("translatedText", targets[0], targets)
	if q.Alternatives > 0 {
		set("alternatives", others[0], others)
	}
	if detected != nil {
		many := make([]language, len(targets))
		for i := range many {
			many[i] = *detected
		}
		set("detectedLanguage", detected, many)
	}
	answerJSON(w, http.StatusOK, out)
}

func (s *Server) libreDetect(w http.ResponseWriter, r *http.Request) {
	q, err := s.libreAsked(r)
	if err != nil {
		s.refuse(w, failJSON, err)
		return
	}
	out := []language{}
	if l := guess(q.Q.list[0]); l.Language != "" {
		out = append(out, l)
	}
	answerJSON(w, http.StatusOK, out)
}

func (s *Server) libreLanguages(w http.ResponseWriter, _ *http.Request) {
	type entry struct {
		Code    string   `json:"code"`
		Name    string   `json:"name"`
		Targets []string `json:"targets"`
	}
	var out []entry
	for i, name := range languageNames {
		out = append(out, entry{store.Side(i).String(), name, []string{store.Side(i).Other().String()}})
	}
	answerJSON(w, http.StatusOK, out)
}
