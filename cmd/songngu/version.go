package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/urfave/cli/v2"
)

// release and commit are set by the Makefile: -ldflags "-X main.release=…
// -X main.commit=…". Without them the build's own record is asked.
var (
	release = "0.1.0"
	commit  = ""
)

type versionFacts struct {
	Version string `json:"version"`
	Commit  string `json:"commit,omitempty"`
	Go      string `json:"go"`
	System  string `json:"system"`
}

func version() versionFacts {
	v := versionFacts{release, commit, runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH}
	if v.Commit == "" {
		if info, ok := debug.ReadBuildInfo(); ok {
			for _, s := range info.Settings {
				if s.Key == "vcs.revision" {
					v.Commit = s.Value
				}
			}
		}
	}
	return v
}

func (v versionFacts) String() string {
	if v.Commit == "" {
		return fmt.Sprintf("%s, %s, %s", v.Version, v.Go, v.System)
	}
	return fmt.Sprintf("%s, commit %.12s, %s, %s", v.Version, v.Commit, v.Go, v.System)
}

func (p *program) versionCommand() *cli.Command {
	return &cli.Command{
		Name:      "version",
		Usage:     "print the version, commit and Go version",
		UsageText: "songngu version [--json]",
		Description: `Example:

   songngu version`,
		Flags: []cli.Flag{jsonFlag("print the facts as JSON")},
		Action: func(c *cli.Context) error {
			if c.Bool("json") {
				return p.printJSON(version())
			}
			_, err := fmt.Fprintln(p.stdout, "songngu", version())
			return err
		},
	}
}

func jsonFlag(use string) cli.Flag { return &cli.BoolFlag{Name: "json", Usage: use} }

// printJSON prints a result as indented JSON.
func (p *program) printJSON(v any) error {
	e := json.NewEncoder(p.stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
