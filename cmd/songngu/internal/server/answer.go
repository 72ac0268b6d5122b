package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"
)

// answerJSON writes a value as JSON.
func answerJSON(w http.ResponseWriter, status int, v any) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // only our own types come here
	}
	answerBytes(w, status, "application/json", b.Bytes())
}

func answerBytes(w http.ResponseWriter, status int, kind string, b []byte) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(b)))
	w.WriteHeader(status)
	w.Write(b) //nolint:errcheck // the client has gone
}

// failJSON is how a request is refused but for Apertium's.
func failJSON(w http.ResponseWriter, status int, why string) {
	answerJSON(w, status, struct {
		Error string `json:"error"`
	}{why})
}

// wrong is what is wrong with a request, in words for who has sent it.
type wrong struct {
	status int
	words  string
}

func (e *wrong) Error() string { return e.words }

func bad(words string) error { return &wrong{http.StatusBadRequest, words} }

// refuse answers with an error: of the request, or of the memory.
func (s *Server) refuse(w http.ResponseWriter, fail func(http.ResponseWriter, int, string), err error) {
	if e, ok := errors.AsType[*wrong](err); ok {
		fail(w, e.status, e.words)
		return
	}
	status, words := s.told(err)
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "5")
	}
	fail(w, status, words)
}

// parameters are those of the address.
func parameters(r *http.Request) (url.Values, error) {
	q, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, bad("the parameters are not well formed: percent escapes, and & between them")
	}
	return q, nil
}

// body reads the request's body, which may be as long as MaxBody.
func body(r *http.Request) ([]byte, error) {
	data, err := io.ReadAll(r.Body)
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return nil, &wrong{http.StatusRequestEntityTooLarge, "the body is too long"}
	} else if err != nil {
		return nil, bad("the body could not be read to its end")
	}
	return data, nil
}

// readJSON reads the request's body into a value.
func readJSON(r *http.Request, v any) error {
	data, err := body(r)
	if err != nil {
		return err
	}
	return decodeJSON(data, v)
}

func decodeJSON(data []byte, v any) error {
	if !utf8.Valid(data) {
		return bad("the body is not UTF-8")
	}
	d := json.NewDecoder(bytes.NewReader(data))
	if err := d.Decode(v); err != nil {
		return bad("the body is not the JSON that is wanted")
	}
	if _, err := d.Token(); err != io.EOF {
		return bad("something stands after the JSON in the body")
	}
	return nil
}

// isForm reports whether a body is a form that has been filled in.
func isForm(r *http.Request) bool {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return strings.EqualFold(kind, "application/x-www-form-urlencoded")
}

// text checks a text of a client.
func (s *Server) text(what, v string) error {
	switch {
	case !utf8.ValidString(v):
		return bad(what + " is not UTF-8")
	case utf8.RuneCountInString(v) > s.opts.MaxText:
		return &wrong{http.StatusRequestEntityTooLarge, what + " is longer than " + strconv.Itoa(s.opts.MaxText) + " characters"}
	}
	return nil
}

// wanted is the same for a text that must be there.
func (s *Server) wanted(what, v string) error {
	if strings.TrimSpace(v) == "" {
		return bad(what + " is missing")
	}
	return s.text(what, v)
}

// jsonString is a text as JSON, as it is but for what must be escaped.
func jsonString(s string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		panic(err) // a text
	}
	return strings.TrimSuffix(b.String(), "\n")
}
