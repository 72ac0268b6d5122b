package server

import (
	"html"
	"net/http"
	"net/url"
	"strings"

	store "songngu/tmx/memory"
)

// The protocol of Apertium APY, which OmegaT and Okapi speak:
//
//	GET /translate?langpair=en|vi&q=TEXT[&format=html], or POST as a form
//	    {"responseData": {"translatedText": "…"}, "responseDetails": null, "responseStatus": 200}
//	GET /listPairs
//
// A memory is no translator: what it does not hold it says by responseStatus
// 404 and no text. The status of HTTP is 200 then all the same, and
// responseDetails null, because OmegaT puts the words of an error where the
// translation would stand, and a user who inserts it would have them in the
// translation.
//
// Source: wiki.apertium.org/wiki/Apertium-apy; org.omegat.core.machinetranslators.
// ApertiumTranslate of OmegaT 3.6, which looks for the bytes
// {"translatedText": " with that blank and for "} after it.

func (s *Server) routeApertium(rest string, r *http.Request, sure bool) endpoint {
	switch rest {
	case "/translate":
		// LibreTranslate has the same path: langpair tells them apart, which
		// may stand in the form.
		if sure || reading(r.Method) || r.URL.Query().Has("langpair") {
			return endpoint{"apertium translate", askMethods, false, false, s.apertiumTranslate, failApertium}
		}
	case "/listPairs", "/list":
		return endpoint{"apertium pairs", readMethods, false, false, s.apertiumPairs, failApertium}
	}
	return nowhere(failApertium)
}

// failApertium is an error as APY tells it.
func failApertium(w http.ResponseWriter, status int, why string) {
	answerJSON(w, status, struct {
		Status      string `json:"status"`
		Code        int    `json:"code"`
		Message     string `json:"message"`
		Explanation string `json:"explanation"`
	}{"error", status, http.StatusText(status), why})
}

func (s *Server) apertiumTranslate(w http.ResponseWriter, r *http.Request) {
	q, err := parameters(r)
	if err == nil && !reading(r.Method) {
		err = formInto(r, q)
	}
	var target string
	if err == nil {
		target, err = s.apertiumAnswer(r, q)
	}
	if err != nil {
		s.refuse(w, failApertium, err)
		return
	}
	status, quoted := "200", jsonString(target)
	if target == "" {
		status, quoted = "404", "null"
	}
	answerBytes(w, http.StatusOK, "application/json",
		[]byte(`{"responseData": {"translatedText": `+quoted+`}, "responseDetails": null, "responseStatus": `+status+"}\n"))
}

func (s *Server) apertiumAnswer(r *http.Request, q url.Values) (string, error) {
	source, target, _ := strings.Cut(q.Get("langpair"), "|")
	from, ok := pair(source, target)
	if !ok {
		return "", bad("langpair is neither en|vi nor vi|en")
	}
	targets, err := s.translate(r, from, q.Get("q"), q.Get("format") == "html", 1)
	if err != nil || len(targets) == 0 {
		return "", err
	}
	return targets[0], nil
}

func (s *Server) apertiumPairs(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/list") && r.URL.Query().Get("q") != "pairs" && r.URL.RawQuery != "" {
		failApertium(w, http.StatusNotFound, "there is only a list of pairs here")
		return
	}
	answerBytes(w, http.StatusOK, "application/json",
		[]byte(`{"responseStatus": 200, "responseData": [{"sourceLanguage": "en", "targetLanguage": "vi"}, {"sourceLanguage": "vi", "targetLanguage": "en"}], "responseDetails": null}`+"\n"))
}

// formInto adds what a form was filled in with.
func formInto(r *http.Request, q url.Values) error {
	data, err := body(r)
	if err != nil {
		return err
	}
	form, err := url.ParseQuery(string(data))
	if err != nil {
		return bad("the form is not well formed")
	}
	for name, values := range form {
		q[name] = append(values, q[name]...)
	}
	return nil
}

// translate is what the memory has for a text where a translation is asked for
// and no percentage can be shown: the targets of matches whose words are the
// same as the text's, and whose numbers are, or could be put in; with a lower
// TranslateMin also those of that percentage. Each target comes once, the best
// first.
func (s *Server) translate(r *http.Request, from store.Side, source string, isHTML bool, most int) ([]string, error) {
	if isHTML {
		source = html.UnescapeString(source)
	}
	if err := s.wanted("the text", source); err != nil {
		return nil, err
	}
	matches, err := s.lookup(r, store.Query{Text: source, From: from, Min: min(s.opts.TranslateMin, sameWordsMin), Max: maxCandidates})
	if err != nil {
		return nil, err
	}
	var out []string
	seen := map[string]bool{}
	for _, m := range matches {
		if len(out) == most {
			break
		}
		if m.Percent < s.opts.TranslateMin && !sameWords(source, &m) || seen[m.Target] {
			continue
		}
		seen[m.Target] = true
		target := m.Target
		if isHTML {
			target = escapeHTML.Replace(target)
		}
		out = append(out, target)
	}
	return out, nil
}

// escapeHTML leaves quotation marks as they are: text stands in no attribute.
var escapeHTML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// sameWordsMin is low enough for a match of the same words, whatever other
// marks, case and punctuation have cost it.
const sameWordsMin = 90

// sameWords reports whether a match has the words and numbers of a text.
func sameWords(source string, m *store.Match) bool {
	return store.Likeness(source, m.Source) == 1 && (m.Placed || digits(source) == digits(m.Source))
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
