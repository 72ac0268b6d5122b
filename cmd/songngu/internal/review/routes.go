package review

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"songngu/align"
	"songngu/align/beadfile"
	"songngu/tmx"
	"songngu/tmx/exchange"
)

type route struct {
	method string
	answer func(*Server, http.ResponseWriter, *http.Request)
}

var routes = map[string]route{
	"/api/state":  {http.MethodGet, (*Server).state},
	"/api/index":  {http.MethodGet, (*Server).index},
	"/api/rows":   {http.MethodGet, (*Server).rows},
	"/api/find":   {http.MethodGet, (*Server).find},
	"/api/why":    {http.MethodGet, (*Server).why},
	"/api/events": {http.MethodGet, (*Server).events},
	"/api/export": {http.MethodGet, (*Server).export},
	"/api/edit":   {http.MethodPost, (*Server).edit},
	"/api/stop":   {http.MethodPost, (*Server).quit},
}

func (v *Server) state(w http.ResponseWriter, _ *http.Request) {
	reply(w, http.StatusOK, v.session.State())
}

func (v *Server) index(w http.ResponseWriter, _ *http.Request) {
	reply(w, http.StatusOK, v.session.Index())
}

func (v *Server) rows(w http.ResponseWriter, r *http.Request) {
	from, err := number(r, "from", 0)
	count, err2 := number(r, "count", 100)
	switch {
	case err != nil:
		fault(w, err)
	case err2 != nil:
		fault(w, err2)
	default:
		reply(w, http.StatusOK, v.session.Rows(from, count))
	}
}

func (v *Server) find(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	reply(w, http.StatusOK, map[string][]int{"ids": v.session.Find(q.Get("q"), q.Get("marks") == "1", q.Get("side"))})
}

func (v *Server) why(w http.ResponseWriter, r *http.Request) {
	id, err := number(r, "id", -1)
	if err != nil {
		fault(w, err)
		return
	}
	why, err := v.session.Why(r.Context(), id)
	if err != nil {
		fault(w, err)
		return
	}
	reply(w, http.StatusOK, why)
}

func (v *Server) edit(w http.ResponseWriter, r *http.Request) {
	var e Edit
	d := json.NewDecoder(r.Body)
	err := d.Decode(&e)
	if err == nil && d.Decode(new(any)) != io.EOF {
		err = fmt.Errorf("something stands behind it")
	}
	if err != nil {
		if _, large := err.(*http.MaxBytesError); large {
			refuse(w, http.StatusRequestEntityTooLarge, "the request is too large", "")
			return
		}
		fault(w, malformed("the edit cannot be read: %v", err))
		return
	}
	result, err := v.session.Edit(r.Context(), e, r.Header.Get("X-Songngu-Tab"))
	if err != nil {
		fault(w, err)
		return
	}
	reply(w, http.StatusOK, result)
}

// events streams what happens as server-sent events. A pulse now and then
// tells a page that the server lives, and the server that the page does.
func (v *Server) events(w http.ResponseWriter, r *http.Request) {
	flush, ok := w.(http.Flusher)
	if !ok {
		refuse(w, http.StatusInternalServerError, "events cannot be streamed", "")
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.WriteHeader(http.StatusOK)
	events, stop := v.session.Listen()
	defer stop()
	pulse := time.NewTicker(eventsPulse)
	defer pulse.Stop()
	fmt.Fprint(w, ": hello\n\n")
	flush.Flush()
	for {
		select {
		case <-r.Context().Done():
			return
		case <-pulse.C:
			if _, err := fmt.Fprint(w, ": still here\n\n"); err != nil {
				return
			}
		case e, open := <-events:
			if !open {
				return
			}
			data, err := json.Marshal(e)
			if err != nil {
				return
			}
			if _, err := fmt.Fprintf(w, "event: %s\ndata: %s\n\n", e.Name, data); err != nil {
				return
			}
		}
		flush.Flush()
	}
}

func (v *Server) quit(w http.ResponseWriter, _ *http.Request) {
	err := v.session.Save()
	if err != nil {
		hint := ""
		if h, ok := err.(interface{ HintLine() string }); ok {
			hint = h.HintLine()
		}
		refuse(w, http.StatusInternalServerError, err.Error(), hint)
		return
	}
	reply(w, http.StatusOK, struct{}{})
	v.stopOnce.Do(func() { close(v.stop) })
}

// exportTypes are the media types of what is exported.
var exportTypes = map[string]string{
	"tmx":  "application/xml",
	"tsv":  "text/tab-separated-values; charset=utf-8",
	"html": "text/html; charset=utf-8",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

func (v *Server) export(w http.ResponseWriter, r *http.Request) {
	format, only := r.URL.Query().Get("format"), r.URL.Query().Get("only")
	if only == "" {
		only = "not-rejected"
	}
	if !slices.Contains(ExportFormats, format) {
		fault(w, malformed("there is no export to %q", format))
		return
	}
	if !slices.Contains([]string{"all", "accepted", "not-rejected"}, only) {
		fault(w, malformed(`only %q: "all", "accepted" or "not-rejected" is wanted`, only))
		return
	}
	f, units := v.session.Export(only)
	var b bytes.Buffer
	if err := v.opts.Export(&b, format, f, units); err != nil {
		refuse(w, http.StatusInternalServerError, err.Error(), "")
		return
	}
	w.Header().Set("Content-Type", exportTypes[format])
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": exportName(v.session.name) + "." + format}))
	w.Write(b.Bytes())
}

// exportName is a file's name without what says its format.
func exportName(name string) string {
	for _, suffix := range []string{".gz", ".jsonl", ".alignment", ".tmx"} {
		if strings.HasSuffix(strings.ToLower(name), suffix) {
			name = name[:len(name)-len(suffix)]
		}
	}
	return filepath.Base(name)
}

// Export is what there is to export: the beads of an alignment, or the units of
// a memory, where f is nil. only is "all", "accepted", or "not-rejected".
func (s *Session) Export(only string) (f *beadfile.File, units exchange.Units) {
	s.mu.Lock()
	defer s.mu.Unlock()
	wanted := func(status beadfile.Status) bool {
		switch only {
		case "accepted":
			return status == beadfile.Accepted
		case "all":
			return true
		}
		return status != beadfile.Rejected
	}
	if s.memory == nil {
		return s.file().Where(func(_ align.Bead, r beadfile.Review) bool { return wanted(r.Status) }), nil
	}
	var list []*tmx.Unit
	for u := range s.reviewed() {
		if wanted(exchange.ReviewOf(u).Status) {
			list = append(list, u)
		}
	}
	return nil, func(yield func(*tmx.Unit, error) bool) {
		for _, u := range list {
			if !yield(u, nil) {
				return
			}
		}
	}
}
