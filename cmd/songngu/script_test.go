package main

import (
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// interrupt runs "interrupt songngu ARGS…": it starts the program, sends it
// an interrupt as Ctrl-C does once it is at work, and wants exit code 130.
func interrupt(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: interrupt PROGRAM ARGS...")
	}
	path, err := exec.LookPath(args[0])
	ts.Check(err)
	cmd := exec.Command(path, args[1:]...)
	cmd.Dir = ts.Getenv("WORK")
	cmd.Env = append(os.Environ(), "HOME="+ts.Getenv("WORK"), "XDG_CACHE_HOME="+ts.Getenv("WORK")+"/cache")
	ts.Check(cmd.Start())
	time.Sleep(300 * time.Millisecond)
	ts.Check(cmd.Process.Signal(os.Interrupt))
	err = cmd.Wait()
	if cmd.ProcessState.ExitCode() != exitInterrupted {
		ts.Fatalf("exit code %d (%v), want %d", cmd.ProcessState.ExitCode(), err, exitInterrupted)
	}
}

// tmxUnits runs "tmxunits FILE N": FILE is well-formed XML with N units, each
// with an English variant before a Vietnamese one and neither empty.
func tmxUnits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: tmxunits FILE N")
	}
	var memory struct {
		Units []struct {
			Variants []struct {
				Lang string `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
				Seg  string `xml:"seg"`
			} `xml:"tuv"`
		} `xml:"body>tu"`
	}
	ts.Check(xml.Unmarshal([]byte(ts.ReadFile(args[0])), &memory))
	if n, err := strconv.Atoi(args[1]); err != nil || n != len(memory.Units) {
		ts.Fatalf("%s has %d units, want %s", args[0], len(memory.Units), args[1])
	}
	for i, u := range memory.Units {
		if err := twoSides(u.Variants[0].Lang, u.Variants[1].Lang, u.Variants[0].Seg, u.Variants[1].Seg, len(u.Variants)); err != nil {
			ts.Fatalf("%s: unit %d: %v", args[0], i+1, err)
		}
	}
}

func twoSides(srcLang, tgtLang, src, tgt string, variants int) error {
	switch {
	case variants != 2:
		return fmt.Errorf("%d variants", variants)
	case srcLang[:2] != "en" || tgtLang[:2] != "vi":
		return fmt.Errorf("languages %s and %s", srcLang, tgtLang)
	case src == "" || tgt == "":
		return fmt.Errorf("an empty side: %q, %q", src, tgt)
	}
	return nil
}
