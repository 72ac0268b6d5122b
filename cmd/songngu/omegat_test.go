package main

import (
	"bytes"
	"context"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const omegatProject = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>EN</source_lang><target_lang>VI</target_lang>
<source_tok>org.omegat.tokenizer.LuceneEnglishTokenizer</source_tok><target_tok>org.omegat.tokenizer.DefaultTokenizer</target_tok>
<sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations><remove_tags>false</remove_tags></project></omegat>
`

// OmegaT, headless, must load the demo's memory and translate every one of its
// English sentences by it: that is what the memory is for.
func TestOmegaT(t *testing.T) {
	omegat, err := exec.LookPath("omegat")
	if err != nil {
		t.Skip("OmegaT is not installed (Debian package omegat): the demo's memory is not tried in it")
	}
	dir := t.TempDir()
	for _, sub := range []string{"p/source", "p/target", "p/tm/auto", "p/glossary", "p/dictionary", "p/omegat", "config"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	memory := filepath.Join(dir, "p/tm/auto/demo.tmx")
	demo := "testdata/demo/"
	args := []string{"songngu", "align", demo + "article.txt", demo + "page.html", "-q", "-o", memory}
	var stderr bytes.Buffer
	if n := run(t.Context(), args, nil, &stderr, &stderr); n != exitDone {
		t.Fatalf("align: exit code %d: %s", n, stderr.String())
	}
	pairs := readPairs(t, memory)
	var source strings.Builder
	for _, p := range pairs {
		source.WriteString(p[0] + "\n\n") // a blank line between: OmegaT joins adjacent lines
	}
	write(t, filepath.Join(dir, "p/source/doc.txt"), source.String())
	write(t, filepath.Join(dir, "p/omegat.project"), omegatProject)

	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, omegat, "--config-dir="+filepath.Join(dir, "config"), "--disable-project-locking", "--mode=console-translate", filepath.Join(dir, "p"))
	cmd.Env = append(os.Environ(), "JAVA_TOOL_OPTIONS=")
	log, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("omegat: %v\n%s", err, log)
	}
	target, err := os.ReadFile(filepath.Join(dir, "p/target/doc.txt"))
	if err != nil {
		t.Fatalf("%v\n%s", err, log)
	}
	lines := strings.Split(string(target), "\n")
	for i, p := range pairs {
		if got := lines[2*i]; got != p[1] {
			t.Errorf("OmegaT translated %q as %q, the memory says %q", p[0], got, p[1])
		}
	}
	t.Logf("OmegaT used %d units", len(pairs))
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

// readPairs is the English and Vietnamese text of every unit of a memory.
func readPairs(t *testing.T, name string) [][2]string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var memory struct {
		Units []struct {
			Segs []string `xml:"tuv>seg"`
		} `xml:"body>tu"`
	}
	if err := xml.Unmarshal(data, &memory); err != nil {
		t.Fatal(err)
	}
	var pairs [][2]string
	for _, u := range memory.Units {
		pairs = append(pairs, [2]string{u.Segs[0], u.Segs[1]})
	}
	if len(pairs) < 20 {
		t.Fatalf("the demo's memory has only %d units", len(pairs))
	}
	return pairs
}
