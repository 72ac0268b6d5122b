package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/tmx"
	"songngu/tmx/transform"
	"songngu/tmx/validate"
)

func (p *program) tmxValidateCommand() *cli.Command {
	return &cli.Command{
		Name:      "validate",
		Usage:     "say what is wrong with a memory, line by line",
		UsageText: "songngu tmx validate [FLAGS] [MEMORY...]",
		Description: `Holds memories against the TMX 1.4 DTD and, with --profile, against what a client is
known to stumble over, and prints what it finds: file, line and column, severity,
code, unit, and why. The exit code is 1 where anything worse than "info" is found,
with --strict where anything is.

Examples:

   songngu tmx validate memory.tmx
   songngu tmx validate memory.tmx --profile omegat
   songngu tmx validate *.tmx --json | jq -r .code | sort | uniq -c`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "profile", Usage: "check for this `CLIENT`: " + strings.Join(validate.Profiles(), ", ")},
			&cli.BoolFlag{Name: "strict", Usage: "exit code 1 also for what is only worth knowing"},
			&cli.StringFlag{Name: "charset", Usage: "read the memories as this `CHARSET` instead of finding out"},
			&cli.BoolFlag{Name: "count", Aliases: []string{"c"}, Usage: "print only how many there are of each code"},
			jsonFlag("print an object for each finding, one a line"),
			quietFlag(),
		},
		Action: p.tmxValidate,
	}
}

// fileFinding is a finding as validate --json prints it.
type fileFinding struct {
	File string `json:"file"`
	tmx.Finding
}

func (p *program) tmxValidate(c *cli.Context) error {
	p.voice.quiet = c.Bool("quiet")
	if name := c.String("profile"); name != "" && !slices.Contains(validate.Profiles(), name) {
		return usage("--profile "+strings.Join(validate.Profiles(), "|"), "unknown profile %q", name)
	}
	args := c.Args().Slice()
	if len(args) == 0 {
		if isTerminal(p.stdin) {
			return usage("songngu tmx validate memory.tmx", "no memory is given")
		}
		args = []string{"-"}
	}
	w := bufio.NewWriter(p.stdout)
	faulty := false
	for _, path := range args {
		sum, err := p.validateFile(c, w, path)
		if err == nil {
			err = w.Flush()
		}
		if err != nil {
			return err
		}
		faulty = faulty || !sum.Valid() || c.Bool("strict") && sum.Infos > 0
		verdict := "valid"
		if !sum.Valid() {
			verdict = "not valid"
			if c.String("profile") != "" && sum.Errors == 0 {
				verdict = "with warnings"
			}
		}
		p.voice.fact(verdict, "%s (%s: %s, %s, %d for information)", path, count(int(sum.Units), "unit"),
			count(int(sum.Errors), "error"), count(int(sum.Warnings), "warning"), sum.Infos)
	}
	if faulty {
		return &failure{code: exitFindings}
	}
	return nil
}

func (p *program) validateFile(c *cli.Context, w *bufio.Writer, path string) (validate.Summary, error) {
	f, err := p.openMemory(path)
	if err != nil {
		return validate.Summary{}, err
	}
	defer f.Close()
	var found findings
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	sum, err := validate.File(f, validate.Options{
		Profile: validate.Profile(c.String("profile")),
		Reader:  tmx.ReaderOptions{Charset: c.String("charset")},
	}, func(x tmx.Finding) {
		found.add(x)
		switch { // what cannot be written shows at the flush
		case c.Bool("count"):
		case c.Bool("json"):
			_ = e.Encode(fileFinding{path, x})
		default:
			_, _ = fmt.Fprintf(w, "%s:%s\n", path, oneLine(x.String()))
		}
	})
	if err != nil {
		return sum, unread(fmt.Errorf("cannot read %q: %w", path, err), "")
	}
	if c.Bool("count") {
		for _, x := range found.facts() {
			_, _ = fmt.Fprintf(w, "%s\t%s\t%d\t%s\n", path, x.Code, x.Count, oneLine(x.First.Message))
		}
	}
	return sum, nil
}

func (p *program) tmxRepairCommand() *cli.Command {
	return &cli.Command{
		Name:      "repair",
		Usage:     "write a broken memory anew, so that every client takes it",
		UsageText: "songngu tmx repair [FLAGS] [MEMORY...]",
		Description: `Reads what other tools refuse (control characters, bare &, wrong encodings and
language codes, cut-off files …) and writes valid TMX 1.4 of all that can be
had: no unit that has a text is left out, --profile apart. What was mended is told,
with --list one by one. --strict refuses instead.

Examples:

   songngu tmx repair broken.tmx -o mended.tmx
   songngu tmx repair broken.tmx -o for-trados.tmx --profile trados --list findings.txt`,
		Flags: flags([]cli.Flag{
			&cli.StringFlag{Name: "list", Usage: "list every finding in `FILE` (- is standard output)"},
		}, tmxSideFlags(), tmxWriteFlags(), tmxReadFlags()),
		Action: func(c *cli.Context) error {
			return p.makeMemory(c, c.Args().Slice(), func(r *tmxRun, in transform.Units) (transform.Units, error) {
				r.opts.Valid = true
				return in, r.listFindings(c.String("list"))
			})
		},
	}
}

// listFindings has every finding listed in a file from now on; those of the
// headers come first.
func (r *tmxRun) listFindings(path string) error {
	list, err := r.openList(path)
	if list == nil || err != nil {
		return err
	}
	r.in.tell = func(in *memory, f tmx.Finding) {
		_, _ = fmt.Fprintf(list, "%s:%s\n", shownInput(in.path), oneLine(f.String())) // what cannot be written shows when the list is put in place
	}
	for _, in := range r.in.inputs {
		for _, f := range in.early {
			r.in.tell(in, f)
		}
	}
	r.opts.Report = func(f tmx.Finding) {
		r.wrong.add(f)
		_, _ = fmt.Fprintf(list, "%s:%s\n", shownInput(r.in.at.path), oneLine(f.String()))
	}
	return nil
}
