package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"songngu/corpus/measuring"
)

// The user's own article with its page served on loopback, against gold made by
// hand: at least 95 % of the linked beads must come out with exactly the same
// text on both sides, and every other bead must be made of the article's own
// sentences, so that nothing of the page's boilerplate is in the memory.
func TestGoldSeed(t *testing.T) {
	seeds := measuring.Path(t, "data", "seeds")
	const name = "003_4777709c35ffe55d"
	page, err := os.ReadFile(filepath.Join(seeds, name+".vi.html"))
	if err != nil {
		t.Fatal(err)
	}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/bai-viet.html" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write(page)
	}))
	defer site.Close()
	out := filepath.Join(t.TempDir(), "out.tsv")
	var talk bytes.Buffer
	args := []string{"songngu", "align", filepath.Join(seeds, name+".txt"), "--source", site.URL + "/bai-viet.html", "--allow-private", "--cache-dir", "none", "-o", out}
	if n := run(t.Context(), args, nil, &talk, &talk); n != exitDone {
		t.Fatalf("exit code %d: %s", n, talk.String())
	}
	got := map[string]bool{}
	texts := ""
	for i, line := range readTrimmed(t, out) {
		if f := strings.Split(line, "\t"); i > 0 {
			got[f[0]+"\t"+f[1]] = true
			texts += f[1] + "\n"
		}
	}
	en, vi := readTrimmed(t, filepath.Join(seeds, name+".en.sent.txt")), readTrimmed(t, filepath.Join(seeds, name+".vi.sent.txt"))
	right, linked := 0, 0
	for _, line := range readTrimmed(t, filepath.Join(seeds, name+".gold.tsv")) {
		e, v, _ := strings.Cut(line, "\t")
		if e == "" || v == "" {
			continue
		}
		linked++
		if pair := pick(t, en, e) + "\t" + pick(t, vi, v); got[pair] {
			right++
		} else {
			t.Logf("not found: %s", pair)
		}
	}
	t.Logf("%d of %d linked beads of %s come out exactly", right, linked, name)
	if float64(right) < 0.95*float64(linked) {
		t.Errorf("only %d of %d linked beads come out exactly", right, linked)
	}
	article := strings.Join(vi, " ")
	for line := range strings.Lines(texts) {
		if line = strings.TrimSpace(line); !strings.Contains(article, line) {
			t.Errorf("not of the article: %q", line)
		}
	}
	for _, s := range vi {
		if !strings.Contains(texts, s) {
			t.Errorf("lost: %q", s)
		}
	}
}

// readTrimmed is a file's lines, white space collapsed but for tabs.
func readTrimmed(t *testing.T, path string) []string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimRight(line, "\r\n"); line != "" {
			f := strings.Split(line, "\t")
			for i := range f {
				f[i] = strings.Join(strings.Fields(f[i]), " ")
			}
			lines = append(lines, strings.Join(f, "\t"))
		}
	}
	return lines
}

// pick joins the sentences that a list of numbers names.
func pick(t *testing.T, sentences []string, numbers string) string {
	t.Helper()
	var parts []string
	for n := range strings.SplitSeq(numbers, ",") {
		i, err := strconv.Atoi(n)
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, sentences[i])
	}
	return strings.Join(parts, " ")
}
