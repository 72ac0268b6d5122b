package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Killed again and again and resumed, a batch does no pair twice that it had
// noted, loses none, and ends with the bytes of a run that nobody stopped.
func TestKilledBatch(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the program many times")
	}
	program, err := exec.LookPath("songngu")
	if err != nil {
		t.Fatal(err)
	}
	const pairs = 40
	dir := t.TempDir()
	var list strings.Builder
	for i := range pairs {
		var en, vi strings.Builder
		for k := range 30 {
			fmt.Fprintf(&en, "Boat %d left berth %d at %d o'clock with %d crates of mangoes.\n", k, i, k%12+1, 100*i+k)
			fmt.Fprintf(&vi, "Thuyền %d rời bến số %d lúc %d giờ, chở %d thùng xoài.\n", k, i, k%12+1, 100*i+k)
		}
		for name, text := range map[string]string{"en": en.String(), "vi": vi.String()} {
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.%s.txt", i, name)), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		fmt.Fprintf(&list, "%d.en.txt\t%d.vi.txt\tpair-%d\n", i, i, i)
	}
	manifest := filepath.Join(dir, "list.tsv")
	if err := os.WriteFile(manifest, []byte(list.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	start := func(out string) *exec.Cmd {
		cmd := exec.Command(program, "batch", manifest, "-o", out, "--presegmented", "--workers", "2", "--resume", "-q")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		return cmd
	}
	whole, out := filepath.Join(dir, "whole"), filepath.Join(dir, "out")
	began := time.Now()
	if err := start(whole).Wait(); err != nil {
		t.Fatal(err)
	}
	took, killed := time.Since(began), 0
	for i := range 5 {
		cmd := start(out)
		time.Sleep(took * time.Duration(i+3) / 16)
		_ = cmd.Process.Kill() // an error says that it has ended
		if cmd.Wait() != nil {
			killed++
		}
	}
	if killed == 0 {
		t.Error("the program was never killed at work")
	}
	if err := start(out).Wait(); err != nil {
		t.Fatal(err)
	}
	journal, err := os.ReadFile(filepath.Join(out, journalName))
	if err != nil {
		t.Fatal(err)
	}
	done := map[string]int{}
	for line := range bytes.Lines(journal) {
		var e struct{ ID, State string }
		if json.Unmarshal(line, &e) == nil && e.State == "done" {
			done[e.ID]++
		}
	}
	for i := range pairs {
		name := fmt.Sprintf("pair-%d", i)
		if done[name] != 1 {
			t.Errorf("%s is noted as done %d times", name, done[name])
		}
		sameFile(t, filepath.Join(whole, name+".alignment.jsonl"), filepath.Join(out, name+".alignment.jsonl"))
	}
	sameFile(t, filepath.Join(whole, "all.tmx"), filepath.Join(out, "all.tmx"))
}

func sameFile(t *testing.T, want, got string) {
	t.Helper()
	a, err := os.ReadFile(want)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(got)
	if err != nil {
		t.Error(err)
		return
	}
	if !bytes.Equal(a, b) {
		t.Errorf("%q differs from %q", got, want)
	}
}
