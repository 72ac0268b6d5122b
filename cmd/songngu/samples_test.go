package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"songngu/corpus/measuring"
	"songngu/tmx"
)

// What is written of each memory of the sample collection is taken by every
// client that is installed: valid by the DTD, read by Perl's XML::TMX, used by
// Translate Toolkit and, where it is English and Vietnamese, by OmegaT. It
// takes minutes, so it runs where SONGNGU_CLIENTS is set (make clients).
func TestSamplesInClients(t *testing.T) {
	if os.Getenv("SONGNGU_CLIENTS") == "" {
		t.Skip("SONGNGU_CLIENTS is not set: the samples are not tried in the clients")
	}
	shared := measuring.Folder()
	root := measuring.Path(t, "data", "tmx-samples")
	clients := []sampleClient{
		{name: "xmllint", program: "xmllint", script: "try-xmllint"},
		{name: "XML::TMX", program: "perl", script: "try-perl-xml-tmx"},
		{name: "Translate Toolkit", program: "tmserver", script: "try-translate-toolkit", profile: "weblate", languages: true},
		{name: "OmegaT", program: "omegat", script: "try-omegat", profile: "omegat", languages: true, vietnamese: true},
	}
	var files []string
	err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		if err == nil && strings.EqualFold(filepath.Ext(path), ".tmx") {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Skipf("no sample memories: %v", err)
	}
	// Where a client cannot use a sample, and why.
	unfit := map[string]string{
		"maxprograms/OpenXLIFF_Java_es.tmx Translate Toolkit": "tmserver answers nothing to a text of 2,000 letters",
		"quirks/24-prop-file.tmx OmegaT":                      "its prop makes it an alternative translation for another file",
	}
	tried, taken := map[string]int{}, map[string]int{}
	for _, path := range files {
		sample, _ := filepath.Rel(root, path)
		src, tgt := pairIn(t, path)
		for _, client := range clients {
			if _, err := exec.LookPath(client.program); err != nil || src == "" || !client.wants(src, tgt) {
				continue // nothing can be used of a memory without a unit
			}
			report, err := client.try(t, shared, path, src, tgt)
			why := unfit[sample+" "+client.name]
			switch tried[client.name]++; {
			case err == nil && why != "":
				t.Errorf("%s is taken by %s, though it is said that %s", sample, client.name, why)
			case err == nil:
				taken[client.name]++
			case why != "":
				t.Logf("%s in %s: %s", sample, client.name, why)
			default:
				t.Errorf("%s in %s (%s-%s): %v\n%s", sample, client.name, src, tgt, err, report[max(0, len(report)-1500):])
			}
		}
	}
	for _, client := range clients {
		t.Logf("%-18s %d of %d memories", client.name, taken[client.name], tried[client.name])
	}
}

// sampleClient is a client and the script in ../shared that drives it.
type sampleClient struct {
	name, program, script string
	profile               string
	languages             bool // it is told the languages, and can use only pairs
	vietnamese            bool // it is tried with English and Vietnamese only
}

func (c sampleClient) wants(src, tgt string) bool {
	pair := base(src) + base(tgt)
	return !c.languages || tgt != "" && (!c.vietnamese || pair == "envi" || pair == "vien")
}

// try writes a sample for the client and has it read.
func (c sampleClient) try(t *testing.T, shared, sample, src, tgt string) ([]byte, error) {
	out := filepath.Join(t.TempDir(), "sample.tmx")
	args := []string{"songngu", "tmx", "repair", sample, "-q", "-o", out}
	if c.profile != "" {
		args = append(args, "--profile", c.profile, "--target", tgt)
	}
	if code, _, stderr := runProgram(t, args...); code != exitDone {
		return []byte(stderr), fmt.Errorf("exit code %d", code)
	}
	command := []string{out}
	if c.languages {
		command = append(command, base(src), base(tgt))
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	report, err := exec.CommandContext(ctx, filepath.Join(shared, "tools", c.script), command...).CombinedOutput()
	if used := usedUnits.FindSubmatch(report); c.program == "tmserver" && base(src) != "en" && used != nil && used[1][0] != '0' && bytes.Equal(used[1], used[2]) {
		return report, nil // build_tmdb files every source under English, so tmserver finds no other
	}
	return report, err
}

var usedUnits = regexp.MustCompile(`pretranslate used (\d+) of (\d+)`)

// pairIn is the languages of the first unit of a memory that has two.
func pairIn(t *testing.T, path string) (src, tgt string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := tmx.NewReader(bytes.NewReader(data), tmx.ReaderOptions{})
	for r.Scan() {
		u := r.Unit()
		if src == "" {
			if src = r.Header().SrcLang; src == tmx.AllLanguages || src == "" {
				src = u.Variants[0].Lang
			}
		}
		if u.Variant(src) == nil {
			continue
		}
		for i := range u.Variants {
			if v := &u.Variants[i]; v != u.Variant(src) && v.Text() != "" && base(v.Lang) != base(src) {
				return src, v.Lang
			}
		}
	}
	return src, ""
}
