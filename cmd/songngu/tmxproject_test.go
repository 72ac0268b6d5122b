package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// OmegaT, headless and in a locale that knows only ASCII, must open the
// project of the demo's memory as it is and translate every sure segment.
func TestOmegaTFolder(t *testing.T) {
	omegat, err := exec.LookPath("omegat")
	if err != nil {
		t.Skip("OmegaT is not installed (Debian package omegat): the demo's project is not tried in it")
	}
	dir := t.TempDir()
	memory, project := filepath.Join(dir, "demo.tmx"), filepath.Join(dir, "p")
	for _, args := range [][]string{
		{"songngu", "align", "testdata/demo/article.txt", "testdata/demo/page.html", "-q", "-o", memory},
		{"songngu", "tmx", "convert", "--to", omegatFormat, project, memory, "-q"},
	} {
		var stderr bytes.Buffer
		if n := run(t.Context(), args, nil, &stderr, &stderr); n != exitDone {
			t.Fatalf("%q: exit code %d: %s", args, n, stderr.String())
		}
	}
	config := filepath.Join(dir, "config")
	if err := os.Mkdir(config, 0o777); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 5*time.Minute)
	defer stop()
	cmd := exec.CommandContext(ctx, omegat, "--config-dir="+config, "--disable-project-locking", "--mode=console-translate", project)
	cmd.Env = append(os.Environ(), "JAVA_TOOL_OPTIONS=", "LC_ALL=C")
	log, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("omegat: %v\n%s", err, log)
	}
	source, target := projectLines(t, filepath.Join(project, "source")), projectLines(t, filepath.Join(project, "target"))
	if len(source) != len(target) {
		t.Fatalf("OmegaT wrote %d lines for %d\n%s", len(target), len(source), log)
	}
	got := map[string]string{}
	for i, s := range source {
		got[s] = target[i]
	}
	pairs := readPairs(t, filepath.Join(project, "tm/auto/demo.tmx"))
	for _, p := range pairs {
		if got[p[0]] != p[1] {
			t.Errorf("OmegaT translated %q as %q, the memory says %q", p[0], got[p[0]], p[1])
		}
	}
	t.Logf("OmegaT translated %d sure segments of %d lines", len(pairs), len(source))
}

// projectLines is the lines of the only file of a folder.
func projectLines(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 1 {
		t.Fatalf("%s holds %v (%v)", folder, entries, err)
	}
	data, err := os.ReadFile(filepath.Join(folder, entries[0].Name()))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(data)), "\n")
}
