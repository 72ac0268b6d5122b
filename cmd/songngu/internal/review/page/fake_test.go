package page_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"songngu/cmd/songngu/internal/review/page"
)

type fakeBead struct {
	ID         int
	En, Vi     []string
	Confidence float64
	Status     string
	Note       string
	Fixed      bool
	Heading    bool
}

type fake struct {
	mu         sync.Mutex
	beads      []fakeBead
	past, next [][]fakeBead
	revision   int
	lastID     int
	typing     string
	structural bool
	against    string
	listeners  map[chan string]bool
}

func newFake(t *testing.T, pairs []pair) (*fake, string) {
	f := &fake{structural: true, listeners: map[chan string]bool{}, revision: 1}
	for _, p := range pairs {
		f.lastID++
		f.beads = append(f.beads, fakeBead{ID: f.lastID, En: p.en, Vi: p.vi, Confidence: p.confidence, Heading: p.heading})
	}
	mux := http.NewServeMux()
	files := http.FileServerFS(page.Files)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
		files.ServeHTTP(w, r)
	})
	answer := func(path string, f func(r *http.Request) (any, error)) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			v, err := f(r)
			if err != nil {
				w.WriteHeader(422)
				v = map[string]string{"error": err.Error()}
			}
			json.NewEncoder(w).Encode(v)
		})
	}
	locked := func(do func(r *http.Request) (any, error)) func(r *http.Request) (any, error) {
		return func(r *http.Request) (any, error) {
			f.mu.Lock()
			defer f.mu.Unlock()
			return do(r)
		}
	}
	answer("/api/state", locked(func(*http.Request) (any, error) { return f.state(), nil }))
	answer("/api/index", locked(func(*http.Request) (any, error) { return f.index(f.beads, true), nil }))
	answer("/api/rows", locked(func(r *http.Request) (any, error) {
		from, _ := strconv.Atoi(r.FormValue("from"))
		count, _ := strconv.Atoi(r.FormValue("count"))
		return map[string]any{"revision": f.revision, "from": from, "rows": f.rows(from, min(len(f.beads), from+count))}, nil
	}))
	answer("/api/find", locked(func(r *http.Request) (any, error) {
		ids := []int{}
		for _, b := range f.beads {
			if strings.Contains(strings.ToLower(fmt.Sprint(b.En, b.Vi)), strings.ToLower(r.FormValue("q"))) {
				ids = append(ids, b.ID)
			}
		}
		return map[string]any{"ids": ids}, nil
	}))
	answer("/api/why", locked(func(r *http.Request) (any, error) {
		id, _ := strconv.Atoi(r.FormValue("id"))
		i := f.at(id)
		links := []any{}
		b := f.beads[i]
		if len(b.En) > 0 && len(b.Vi) > 0 {
			for _, w := range [][2]string{{"boat", "thuyền"}, {"books", "sách"}, {"1998", "1998"}, {"1,240", "1.240"}, {"book", "quyển"}} {
				if a, c := strings.Index(b.En[0], w[0]), strings.Index(b.Vi[0], w[1]); a >= 0 && c >= 0 {
					c = len([]rune(b.Vi[0][:c]))
					a = len([]rune(b.En[0][:a]))
					links = append(links, map[string]any{"en": place(f.n(i, "en"), a, w[0]), "vi": place(f.n(i, "vi"), c, w[1]), "nats": 2.5, "anchor": w[0][0] == '1', "type": "number"})
				}
			}
		}
		return map[string]any{"id": id, "features": map[string]float64{"length": 1.4, "words": 12.2, "anchors": 3.1, "shape": -.4, "structure": .6, "prior": -.2},
			"links": links, "missed": []any{}, "runnerUp": map[string]any{"type": "1-2", "en": []int{1}, "vi": []int{1, 2}, "score": 3.2}}, nil
	}))
	answer("/api/edit", locked(func(r *http.Request) (any, error) { return f.edit(r) }))
	mux.HandleFunc("/api/events", f.events)
	mux.HandleFunc("/api/export", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Disposition", "attachment; filename=x.tsv")
		for _, b := range f.beads {
			fmt.Fprintf(w, "%s\t%s\n", strings.Join(b.En, " "), strings.Join(b.Vi, " "))
		}
	})
	s := httptest.NewServer(mux)
	t.Cleanup(func() { s.CloseClientConnections(); s.Close() })
	return f, s.URL
}

func place(n, start int, w string) map[string]int {
	return map[string]int{"n": n, "start": start, "end": start + len([]rune(w))}
}

var _ fs.FS = page.Files

func (f *fake) at(id int) int {
	return slices.IndexFunc(f.beads, func(b fakeBead) bool { return b.ID == id })
}

func (f *fake) n(i int, side string) int {
	n := 0
	for _, b := range f.beads[:i] {
		if side == "en" {
			n += len(b.En)
		} else {
			n += len(b.Vi)
		}
	}
	return n
}

func (b *fakeBead) side(s string) *[]string {
	if s == "en" {
		return &b.En
	}
	return &b.Vi
}

func (f *fake) sentence(side string, n int) (bead, i int) {
	for k := range f.beads {
		l := len(*f.beads[k].side(side))
		if n < l {
			return k, n
		}
		n -= l
	}
	return 0, 0
}

func (f *fake) doubtful(b fakeBead) bool { return b.Status == "" && b.Confidence < .9 && !b.Fixed }

func (f *fake) state() map[string]any {
	c := map[string]int{"beads": len(f.beads)}
	for _, b := range f.beads {
		c[map[string]string{"": "left", "accepted": "accepted", "rejected": "rejected", "needs-work": "needsWork"}[b.Status]]++
		if f.doubtful(b) {
			c["doubtful"]++
		}
	}
	return map[string]any{"file": "library.alignment.jsonl", "title": "A library on a houseboat", "kind": "alignment", "structural": f.structural, "revision": f.revision,
		"languages": []string{"en", "vi"}, "against": f.against, "canUndo": len(f.past) > 0, "canRedo": len(f.next) > 0, "undoLabel": "", "redoLabel": "",
		"counts": c, "perHour": map[string]int{"beads": 120, "words": 2400}, "reviewers": 1, "saved": true, "exports": []string{"tmx", "tsv", "html", "xlsx"}, "threshold": .9}
}

func (f *fake) finding(b fakeBead) bool { return strings.Contains(fmt.Sprint(b.Vi), "64 cuốn") }

func (f *fake) index(beads []fakeBead, revision bool) map[string]any {
	col := map[string][]any{}
	for _, n := range []string{"id", "type", "confidence", "status", "findings", "severity", "difference", "flags", "note", "length"} {
		col[n] = []any{}
	}
	for _, b := range beads {
		flags, findings, severity, diff := "", 0, "", ""
		if b.Fixed {
			flags = "fixed"
		}
		if f.finding(b) {
			findings, severity = 1, "warning"
		}
		if f.against != "" && b.ID%5 == 2 {
			diff = "edited"
		}
		for n, v := range map[string]any{"id": b.ID, "type": fmt.Sprintf("%d-%d", len(b.En), len(b.Vi)), "confidence": b.Confidence, "status": b.Status,
			"findings": findings, "severity": severity, "difference": diff, "flags": flags, "note": b.Note != "",
			"length": []int{len([]rune(strings.Join(b.En, " "))), len([]rune(strings.Join(b.Vi, " ")))}} {
			col[n] = append(col[n], v)
		}
	}
	out := map[string]any{}
	for n, c := range col {
		out[n] = c
	}
	if revision {
		out["revision"] = f.revision
	}
	return out
}

func (f *fake) rows(from, to int) []any {
	rows := []any{}
	ne, nv := f.n(from, "en"), f.n(from, "vi")
	for _, b := range f.beads[from:to] {
		row := map[string]any{"id": b.ID, "type": fmt.Sprintf("%d-%d", len(b.En), len(b.Vi)), "confidence": b.Confidence, "status": b.Status, "note": b.Note, "moved": false, "fixed": b.Fixed, "findings": []any{}}
		side := func(list []string, n *int) []any {
			out := []any{}
			for i, s := range list {
				kind := "paragraph"
				if b.Heading {
					kind = "heading"
				}
				out = append(out, map[string]any{"n": *n, "text": s, "edited": false, "kind": kind, "blockStart": b.Heading && i == 0})
				*n++
			}
			return out
		}
		row["en"], row["vi"] = side(b.En, &ne), side(b.Vi, &nv)
		if f.finding(b) {
			row["findings"] = []any{map[string]any{"code": "number", "severity": "warning", "side": "vi", "n": nv - 1, "start": 13, "end": 15, "message": "46 has no counterpart; 64 stands in its place", "messageVi": "46 không có phần tương ứng; ở chỗ đó là 64"}}
		}
		if f.against != "" && b.ID%5 == 2 {
			row["difference"] = map[string]any{"kind": "edited", "theirs": map[string]any{"en": b.En, "vi": []string{strings.Replace(strings.Join(b.Vi, " "), "thuyền", "ghe", 1)}}}
		}
		rows = append(rows, row)
	}
	return rows
}

func (f *fake) edit(r *http.Request) (any, error) {
	var op struct {
		Op, With, Side, To, Text, Note, Status string
		ID, N, At, Revision                    int
		Ids                                    []int
		En, Vi                                 json.RawMessage
		Typing                                 bool
	}
	if err := json.NewDecoder(r.Body).Decode(&op); err != nil {
		return nil, err
	}
	old := make([]fakeBead, len(f.beads))
	for i, b := range f.beads {
		b.En, b.Vi = slices.Clone(b.En), slices.Clone(b.Vi)
		old[i] = b
	}
	focus := op.ID
	list := func(raw json.RawMessage) (l []int) { json.Unmarshal(raw, &l); return }
	number := func(raw json.RawMessage) (n int) { json.Unmarshal(raw, &n); return }
	fresh := func(en, vi []string) fakeBead {
		f.lastID++
		return fakeBead{ID: f.lastID, En: en, Vi: vi, Confidence: 1, Fixed: true}
	}
	i := f.at(op.ID)
	switch op.Op {
	case "undo":
		f.next = append(f.next, old)
		f.beads = f.past[len(f.past)-1]
		f.past = f.past[:len(f.past)-1]
	case "redo":
		f.past = append(f.past, old)
		f.beads = f.next[len(f.next)-1]
		f.next = f.next[:len(f.next)-1]
	case "merge":
		if op.With == "previous" {
			i--
		}
		if i < 0 || i+1 >= len(f.beads) {
			return nil, fmt.Errorf("there is no such pair")
		}
		a, b := f.beads[i], f.beads[i+1]
		f.beads = slices.Replace(f.beads, i, i+2, fresh(append(slices.Clone(a.En), b.En...), append(slices.Clone(a.Vi), b.Vi...)))
		focus = f.lastID
	case "split":
		b := f.beads[i]
		e, v := number(op.En), number(op.Vi)
		f.beads = slices.Replace(f.beads, i, i+1, fresh(b.En[:e], b.Vi[:v]), fresh(b.En[e:], b.Vi[v:]))
		focus = f.lastID - 1
	case "unlink":
		b := f.beads[i]
		var n []fakeBead
		for _, s := range b.En {
			n = append(n, fresh([]string{s}, nil))
		}
		for _, s := range b.Vi {
			n = append(n, fresh(nil, []string{s}))
		}
		f.beads = slices.Replace(f.beads, i, i+1, n...)
		focus = n[0].ID
	case "link":
		var en, vi []string
		at := len(f.beads)
		for side, ns := range map[string][]int{"en": list(op.En), "vi": list(op.Vi)} {
			slices.Reverse(ns)
			for _, n := range ns {
				k, j := f.sentence(side, n)
				s := f.beads[k].side(side)
				if side == "en" {
					en = append([]string{(*s)[j]}, en...)
					at = k
				} else {
					vi = append([]string{(*s)[j]}, vi...)
				}
				*s = slices.Delete(slices.Clone(*s), j, j+1)
			}
		}
		b := fresh(en, vi)
		f.beads = slices.Insert(f.beads, at, b)
		f.beads = slices.DeleteFunc(f.beads, func(b fakeBead) bool { return len(b.En)+len(b.Vi) == 0 })
		focus = b.ID
	case "splitSentence", "joinSentence", "text", "move":
		k, j := f.sentence(op.Side, op.N)
		s := f.beads[k].side(op.Side)
		focus = f.beads[k].ID
		switch op.Op {
		case "text":
			c := slices.Clone(*s)
			c[j] = op.Text
			*s = c
		case "splitSentence":
			r := []rune((*s)[j])
			*s = slices.Replace(slices.Clone(*s), j, j+1, strings.TrimSpace(string(r[:op.At])), strings.TrimSpace(string(r[op.At:])))
		case "joinSentence":
			*s = slices.Replace(slices.Clone(*s), j, j+2, (*s)[j]+" "+(*s)[j+1])
		case "move":
			w := (*s)[j]
			*s = slices.Delete(slices.Clone(*s), j, j+1)
			if op.To == "next" {
				d := f.beads[k+1].side(op.Side)
				*d = append([]string{w}, *d...)
			} else {
				d := f.beads[k-1].side(op.Side)
				*d = append(slices.Clone(*d), w)
			}
		}
	case "status":
		for _, id := range op.Ids {
			f.beads[f.at(id)].Status = op.Status
		}
		focus = op.Ids[0]
	case "note":
		f.beads[i].Note = op.Note
	default:
		return nil, fmt.Errorf("no operation %q", op.Op)
	}
	target := fmt.Sprint(op.Op, op.Side, op.N, op.ID)
	if op.Op != "undo" && op.Op != "redo" {
		if !op.Typing || f.typing != target {
			f.past = append(f.past, old)
		}
		f.next = nil
	}
	f.typing = ""
	if op.Typing {
		f.typing = target
	}
	f.revision++
	head := 0
	same := func(a, b fakeBead) bool { return fmt.Sprint(a) == fmt.Sprint(b) }
	for head < len(old) && head < len(f.beads) && same(old[head], f.beads[head]) {
		head++
	}
	tail := 0
	for tail < len(old)-head && tail < len(f.beads)-head && same(old[len(old)-1-tail], f.beads[len(f.beads)-1-tail]) {
		tail++
	}
	if f.at(focus) < 0 {
		focus = f.beads[min(head, len(f.beads)-1)].ID
	}
	for c := range f.listeners {
		select {
		case c <- fmt.Sprintf("event: revision\ndata: {\"revision\":%d,\"by\":\"x\"}\n\n", f.revision):
		default:
		}
	}
	return map[string]any{"revision": f.revision, "replaced": map[string]int{"from": head, "removed": len(old) - head - tail},
		"index": f.index(f.beads[head:len(f.beads)-tail], false), "rows": f.rows(head, len(f.beads)-tail), "focus": focus, "state": f.state(),
		"renumbered": op.Op == "splitSentence" || op.Op == "joinSentence" || op.Op == "undo" || op.Op == "redo"}, nil
}

func (f *fake) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	c := make(chan string, 10)
	f.mu.Lock()
	f.listeners[c] = true
	f.mu.Unlock()
	defer func() { f.mu.Lock(); delete(f.listeners, c); f.mu.Unlock() }()
	fmt.Fprint(w, ": hello\n\n")
	w.(http.Flusher).Flush()
	for {
		select {
		case s := <-c:
			fmt.Fprint(w, s)
			w.(http.Flusher).Flush()
		case <-r.Context().Done():
			return
		}
	}
}
