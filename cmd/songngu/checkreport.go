package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/tmx/quality"
)

// checkFormat is a format in which the findings of tmx check are written.
type checkFormat struct {
	name, suffix string
	make         func(p *program, w io.Writer, stdout bool) quality.Report
}

var checkFormatList = []checkFormat{
	{"text", ".txt", func(p *program, w io.Writer, stdout bool) quality.Report {
		if stdout && newVoice(p.stdout, p.getenv).colour {
			return quality.NewText(w, paintSeverity)
		}
		return quality.NewText(w, nil)
	}},
	{"jsonl", ".jsonl", func(_ *program, w io.Writer, _ bool) quality.Report { return quality.NewJSON(w) }},
	{"sarif", ".sarif", func(_ *program, w io.Writer, _ bool) quality.Report { return quality.NewSARIF(w, "songngu", release) }},
	{"checklist", ".tsv", func(_ *program, w io.Writer, _ bool) quality.Report { return quality.NewChecklist(w) }},
	{"html", ".html", func(_ *program, w io.Writer, _ bool) quality.Report { return quality.NewHTML(w, "songngu "+release) }},
}

func checkFormats() []string {
	names := make([]string, len(checkFormatList))
	for i, f := range checkFormatList {
		names[i] = f.name
	}
	return names
}

// paintSeverity colours the word of a severity.
func paintSeverity(s quality.Severity, word string) string {
	v := voice{colour: true}
	switch s {
	case quality.Error:
		return v.paint(red, word)
	case quality.Warning:
		return v.paint(yellow, word)
	}
	return word
}

// checkReport opens the output in the format that the flags or its name ask for.
func (p *program) checkReport(c *cli.Context, out *outputs) (quality.Report, error) {
	path, name := c.String("output"), c.String("format")
	if c.Bool("json") {
		if name != "" && name != "jsonl" {
			return nil, usage("leave out --json", "--json and --format %s ask for different formats", name)
		}
		name = "jsonl"
	}
	format, ok := checkFormatFor(path, name)
	if !ok {
		if name != "" {
			return nil, usage("--format "+strings.Join(checkFormats(), "|"), "unknown format %q", name)
		}
		return nil, usage("--format "+strings.Join(checkFormats(), "|")+", or a name that ends in .html", "the name of output %q does not tell its format", path)
	}
	o, err := out.open(path)
	if err != nil {
		return nil, err
	}
	return format.make(p, o, path == "-"), nil
}

// checkFormatFor finds a format by its name, or else by the output's; standard
// output gets text.
func checkFormatFor(path, name string) (checkFormat, bool) {
	file := strings.TrimSuffix(strings.ToLower(path), ".gz")
	for _, f := range checkFormatList {
		if f.name == name || name == "" && (strings.HasSuffix(file, f.suffix) || path == "-" && f.name == "text" || strings.HasSuffix(file, ".sarif.json") && f.name == "sarif") {
			return f, true
		}
	}
	return checkFormat{}, false
}

// listChecks prints the table of the checks.
func (p *program) listChecks(asJSON bool) error {
	type row struct {
		Code       string           `json:"code"`
		Name       string           `json:"check"`
		Severity   quality.Severity `json:"severity"`
		About      string           `json:"about"`
		Vietnamese string           `json:"aboutVi"`
	}
	var rows []row
	for _, k := range quality.Checks() {
		rows = append(rows, row{k.Code, k.Name, k.Severity, k.About, k.Vietnamese})
	}
	if asJSON {
		return p.printJSON(rows)
	}
	w := bufio.NewWriter(p.stdout)
	for _, r := range rows {
		fmt.Fprintf(w, "%s  %-16s  %-7s  %s\n", r.Code, r.Name, r.Severity, r.About)
	}
	if err := w.Flush(); err != nil {
		return unread(fmt.Errorf("cannot write the list: %w", cause(err)), "")
	}
	return nil
}
