package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"songngu/align/beadfile"
	"songngu/cmd/songngu/internal/review"
	"songngu/cmd/songngu/internal/review/page"
)

// reviewing is the program serving a review, with a client that is let in.
type reviewing struct {
	t      *testing.T
	cmd    *exec.Cmd
	base   string
	cookie *http.Cookie
}

func startReview(t *testing.T, args ...string) *reviewing {
	t.Helper()
	program, err := exec.LookPath("songngu")
	if err != nil {
		t.Fatal(err)
	}
	r := &reviewing{t: t, cmd: exec.Command(program, append([]string{"review", "--no-browser", "-q"}, args...)...)}
	r.cmd.Stderr = os.Stderr
	out, err := r.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.cmd.Process.Kill(); r.cmd.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	var open string
	r.base, open, _ = strings.Cut(strings.TrimSpace(line), "/open")
	res, err := r.send("GET", "/open"+open, "")
	if err != nil || res.StatusCode != http.StatusSeeOther || len(res.Cookies()) == 0 {
		t.Fatalf("%v: %v %v", line, res, err)
	}
	r.cookie = res.Cookies()[0]
	return r
}

func (r *reviewing) send(method, path, body string) (*http.Response, error) {
	req, err := http.NewRequest(method, r.base+path, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	if r.cookie != nil {
		req.AddCookie(r.cookie)
	}
	if body != "" {
		req.Header.Set("Origin", r.base)
		req.Header.Set("Content-Type", "application/json")
	}
	client := &http.Client{Transport: &http.Transport{}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	defer client.CloseIdleConnections()
	res, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(res.Body)
	res.Body.Close()
	res.Body = io.NopCloser(strings.NewReader(string(data)))
	return res, err
}

func (r *reviewing) want(method, path, body string, to any) {
	r.t.Helper()
	res, err := r.send(method, path, body)
	if err != nil {
		r.t.Fatal(err)
	}
	data, _ := io.ReadAll(res.Body)
	if res.StatusCode != http.StatusOK {
		r.t.Fatalf("%s %s %s: %d %s", method, path, body, res.StatusCode, data)
	}
	if to != nil {
		if err := json.Unmarshal(data, to); err != nil {
			r.t.Fatalf("%v: %s", err, data)
		}
	}
}

func demoAlignment(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("testdata/review/boats.alignment.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "boats.alignment.jsonl")
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// A review by the page's own means, from the first pair to the export; Ctrl-C
// saves and ends it.
func TestReviewServed(t *testing.T) {
	path := demoAlignment(t)
	r := startReview(t, path)
	for _, name := range []string{"/", "/assets/main.js", "/assets/style.css"} {
		r.want("GET", name, "", nil)
	}
	var index review.Index
	r.want("GET", "/api/index", "", &index)
	r.want("POST", "/api/edit", `{"revision":0,"op":"status","ids":[0],"status":"accepted"}`, nil)
	r.want("POST", "/api/edit", `{"revision":1,"op":"status","ids":[1],"status":"rejected"}`, nil)
	r.want("POST", "/api/edit", `{"revision":2,"op":"text","side":"en","n":0,"text":"Boats of <b>books</b>"}`, nil)
	for _, format := range review.ExportFormats {
		r.want("GET", "/api/export?format="+format, "", nil)
	}
	res, err := r.send("GET", "/api/export?format=tmx&only=accepted", "")
	if err != nil {
		t.Fatal(err)
	}
	data, _ := io.ReadAll(res.Body)
	if strings.Count(string(data), "<tu>") != 1 || !strings.Contains(string(data), "Boats of &lt;b>books") && !strings.Contains(string(data), "Boats of &lt;b&gt;books") {
		t.Errorf("exported %s", data)
	}
	// A second call joins the first.
	again := exec.Command(r.cmd.Path, "review", "--no-browser", path)
	out, err := again.Output()
	if err != nil || !strings.HasPrefix(string(out), r.base+"/open?token=") {
		t.Errorf("the second call: %s %v", out, err)
	}
	if err := r.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := r.cmd.Wait(); err != nil {
		t.Errorf("Ctrl-C: %v", err)
	}
	f := reviewedFile(t, path)
	if f.Review(0).Status != beadfile.Accepted || f.English.Sentences[0].Text != "Boats of <b>books</b>" || f.Originals[0][0] == "" {
		t.Errorf("saved %+v %q", f.Reviews, f.English.Sentences[0].Text)
	}
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
	if len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}

func reviewedFile(t *testing.T, path string) *beadfile.File {
	t.Helper()
	in, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	f, err := beadfile.ReadJSONL(in, path)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Killed at any moment, a review has kept every edit that it has acknowledged.
func TestReviewKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the program many times")
	}
	path := demoAlignment(t)
	random := rand.New(rand.NewPCG(1, 2))
	kept := map[int]string{} // by bead's place
	for try := range 5 {
		r := startReview(t, path)
		var state review.State
		var index review.Index
		r.want("GET", "/api/state", "", &state)
		r.want("GET", "/api/index", "", &index)
		revision := state.Revision
		var pending [2]any
		killed := make(chan struct{})
		time.AfterFunc(time.Duration(random.IntN(400))*time.Millisecond, func() { r.cmd.Process.Kill(); close(killed) })
		for n := 0; ; n++ {
			at, note := n%len(index.ID), fmt.Sprintf("try %d edit %d", try, n)
			pending = [2]any{at, note}
			res, err := r.send("POST", "/api/edit", fmt.Sprintf(`{"revision":%d,"op":"note","id":%d,"note":%q}`, revision, index.ID[at], note))
			if err != nil || res.StatusCode != http.StatusOK {
				break
			}
			kept[at] = note
			revision++
		}
		<-killed
		r.cmd.Wait()
		s, err := review.Open(context.Background(), path, review.Options{ReadOnly: true, Threshold: doubtful})
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range s.Rows(0, review.MaxRows).Rows {
			// The one under way may be in or not: nobody has been told.
			if row.Note != kept[i] && !(pending[0] == i && pending[1] == row.Note) {
				t.Errorf("try %d: pair %d has the note %q, want %q", try, i, row.Note, kept[i])
			}
			kept[i] = row.Note
		}
		s.Close()
	}
	if len(kept) == 0 {
		t.Error("not one edit was made")
	}
}

// The page is in the program.
func TestReviewPage(t *testing.T) {
	for _, name := range []string{"index.html", "assets/main.js"} {
		f, err := page.Files.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
}
