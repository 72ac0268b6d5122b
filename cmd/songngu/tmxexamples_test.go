package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every example in the manual of songngu tmx is a line of a script in
// testdata, word for word; one that a shell has to read (a pipe, a pattern of
// file names) without that part.
func TestTMXExamplesAreTests(t *testing.T) {
	var scripts bytes.Buffer
	files, err := filepath.Glob("testdata/script/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		scripts.Write(data)
	}
	p := &program{voice: newVoice(&scripts, os.Getenv)}
	for _, verb := range p.tmxCommand().Subcommands {
		examples := 0
		for line := range strings.Lines(verb.Description) {
			line, ok := strings.CutPrefix(line, "   songngu tmx ")
			if !ok {
				continue
			}
			examples++
			line, _, _ = strings.Cut(strings.TrimSpace(line), " | ")
			line, _, _ = strings.Cut(line, " *.tmx")
			if !bytes.Contains(scripts.Bytes(), []byte("songngu tmx "+line)) {
				t.Errorf("the example of %s is in no script: %s", verb.Name, line)
			}
		}
		if examples == 0 {
			t.Errorf("%s has no example", verb.Name)
		}
	}
}
