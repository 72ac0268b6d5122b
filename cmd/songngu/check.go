package main

import (
	"cmp"
	"fmt"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/align/anchor"
	"songngu/tmx/quality"
)

func (p *program) tmxCheckCommand() *cli.Command {
	return &cli.Command{
		Name:      "check",
		Usage:     "find what is wrong with the translations of a memory",
		UsageText: "songngu tmx check [FLAGS] [MEMORY...]",
		Description: `Looks at every unit for numbers and dates that disagree, placeholders and tags that
were lost, sides in the wrong language, words spelt as no Vietnamese syllable can be,
one source with several translations, terms not translated as the glossary says, and
more; --list names all checks with their codes. Prints one finding a line: file, unit,
severity, code and why. The exit code is 1 where one is an error, or as bad as
--fail-on says.

The name of the output tells its format: .txt, .jsonl, .sarif (for code hosts), .tsv (a
checklist for a spreadsheet), .html (to read, in English and Vietnamese).

Examples:

   songngu tmx check memory.tmx
   songngu tmx check memory.tmx -o report.html --glossary terms.csv
   songngu tmx check memory.tmx --only Q1xx,end-mark --severity end-mark=error
   songngu tmx check memory.tmx --skip many-sources --fail-on warning --json`,
		Flags: flags([]cli.Flag{
			&cli.StringSliceFlag{Name: "only", Category: "checks", Usage: "run only these `CHECKS`, by code or name; Q1xx is all of the hundred (comma separated, repeatable)"},
			&cli.StringSliceFlag{Name: "skip", Category: "checks", Usage: "leave out these `CHECKS` (comma separated, repeatable)"},
			&cli.StringSliceFlag{Name: "severity", Category: "checks", Usage: "give a check another severity: `CHECK=SEVERITY`, one of info, warning, error (repeatable)"},
			&cli.StringSliceFlag{Name: "glossary", Category: "checks", Usage: "`FILE` of terms to hold the units to: CSV, TSV, TBX, UTX or OmegaT's (repeatable)"},
			&cli.StringSliceFlag{Name: "forbidden", Category: "checks", Usage: "`FILE` of forbidden terms, one a line: term, and after tabs language and what to write instead (repeatable)"},
			&cli.BoolFlag{Name: "own-lengths", Category: "checks", Usage: "judge lengths by the memories' own, read in a first pass, instead of by those of English and Vietnamese"},
			&cli.StringFlag{Name: "fail-on", Value: "error", Usage: "exit code 1 from this `SEVERITY` on: info, warning, error, never"},
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Value: "-", Usage: "write the findings to `FILE` (.gz compresses)"},
			&cli.StringFlag{Name: "format", Usage: "`FORMAT` of the findings, whatever the output's name: " + strings.Join(checkFormats(), ", ")},
			&cli.BoolFlag{Name: "force", Aliases: []string{"f"}, Usage: "overwrite an existing output"},
			&cli.BoolFlag{Name: "list", Usage: "list the checks and do nothing else"},
			&cli.StringFlag{Name: "source", Usage: "`CODE` of the source language (else the header's)"},
			&cli.StringFlag{Name: "target", Usage: "check only the translations into this `CODE` (else into all)"},
			jsonFlag("print the findings as JSON, one a line, and a summary at the end"),
		}, tmxReadFlags()),
		Action: func(c *cli.Context) error {
			p.voice.quiet = c.Bool("quiet")
			if c.Bool("list") {
				return p.listChecks(c.Bool("json"))
			}
			return p.tmxCheck(c)
		},
	}
}

func (p *program) tmxCheck(c *cli.Context) error {
	failOn, fails, err := severityFlag(c)
	if err != nil {
		return err
	}
	opts, err := p.checkOptions(c)
	if err != nil {
		return err
	}
	checker, err := quality.New(opts)
	if err != nil {
		return usage("songngu tmx check --list", "%w", err)
	}
	out := &outputs{stdout: p.stdout, force: c.Bool("force")}
	defer out.discard()
	report, err := p.checkReport(c, out)
	if err != nil {
		return err
	}
	args := c.Args().Slice()
	in, err := p.openMemories(c, args)
	if err != nil {
		return err
	}
	defer in.close()
	if err := checkAll(in, checker, report); err != nil {
		return err
	}
	sum := checker.Summary()
	if err := report.Close(sum); err != nil {
		return unread(fmt.Errorf("cannot write output %q: %w", c.String("output"), cause(err)), "")
	}
	if err := out.commit(c.Context); err != nil {
		return err
	}
	p.tellChecked(c, in, checker, sum)
	if fails && sum.AtLeast(failOn) > 0 {
		return &failure{code: exitFindings}
	}
	return nil
}

// checkAll checks the units of all inputs and reports what is found.
func checkAll(in *memories, checker *quality.Checker, report quality.Report) error {
	write := func(found []quality.Finding) error {
		for _, f := range found {
			if err := report.Write(f); err != nil {
				return unread(fmt.Errorf("cannot write the findings: %w", cause(err)), "")
			}
		}
		return nil
	}
	var at *memory
	for u, err := range in.units() {
		if err != nil {
			return err
		}
		if in.at != at {
			at = in.at
			checker.Start(at.path, &at.header)
		}
		if err := write(checker.Check(u)); err != nil {
			return err
		}
	}
	return write(checker.Finish())
}

// tellChecked says on standard error what was read and found.
func (p *program) tellChecked(c *cli.Context, in *memories, checker *quality.Checker, sum quality.Summary) {
	for _, m := range in.facts() {
		mended := int64(0)
		for _, f := range m.Findings {
			if f.First.Severity > quality.Info {
				mended += f.Count
			}
		}
		if mended > 0 {
			p.voice.warn("%q has %s of TMX, mended in reading; songngu tmx validate names them", m.Path, count(int(mended), "fault"))
		}
		if m.PassedBy > 0 {
			p.voice.warn("%s of %q beyond mending and left out", count(int(m.PassedBy), "unit"), m.Path)
		}
	}
	if n := checker.Forgotten(); n > 0 {
		p.voice.warn("the memory is too large to compare every unit with every other; %s not remembered", count(int(n), "text"))
	}
	p.voice.fact("checked", "%s", count(int(sum.Units), "unit"))
	p.voice.fact("found", "%s, %s, %d for information", count(int(sum.Severities["error"]), "error"), count(int(sum.Severities["warning"]), "warning"), sum.Severities["info"])
	if path := c.String("output"); path != "-" {
		p.voice.fact("written", "%s", shown(path))
	}
}

// severityFlag reads --fail-on; fails is false for "never".
func severityFlag(c *cli.Context) (s quality.Severity, fails bool, err error) {
	if c.String("fail-on") == "never" {
		return 0, false, nil
	}
	s, err = quality.ParseSeverity(c.String("fail-on"))
	if err != nil {
		return 0, false, usage("--fail-on info|warning|error|never", "%w", err)
	}
	return s, true, nil
}

// checkOptions reads the flags that say what is checked.
func (p *program) checkOptions(c *cli.Context) (quality.Options, error) {
	opts := quality.Options{
		Source: c.String("source"), Target: c.String("target"), Only: c.StringSlice("only"), Skip: c.StringSlice("skip"),
		Severities: map[string]quality.Severity{},
	}
	for _, s := range c.StringSlice("severity") {
		name, word, ok := strings.Cut(s, "=")
		v, err := quality.ParseSeverity(word)
		if !ok || err != nil {
			return opts, usage("--severity end-mark=error", "%q is no check with a severity", s)
		}
		opts.Severities[name] = v
	}
	for _, path := range c.StringSlice("glossary") {
		if opts.Glossary == nil {
			opts.Glossary = &anchor.Glossary{}
		}
		if err := p.addGlossary(opts.Glossary, path); err != nil {
			return opts, err
		}
	}
	for _, name := range opts.Only {
		switch k, _ := quality.Lookup(name); {
		case k.Name == "term" && opts.Glossary == nil:
			return opts, usage("--glossary terms.csv", "the check %q needs a glossary", name)
		case k.Name == "forbidden" && len(c.StringSlice("forbidden")) == 0:
			return opts, usage("--forbidden words.tsv", "the check %q needs a list of forbidden terms", name)
		}
	}
	for _, path := range c.StringSlice("forbidden") {
		f, err := os.Open(path)
		if err != nil {
			return opts, unread(fmt.Errorf("cannot read forbidden terms %q: %w", path, cause(err)), "")
		}
		list, err := quality.LoadForbidden(f, path)
		f.Close()
		if err != nil {
			return opts, unread(err, "each line is a term, and after tabs a language and what to write instead")
		}
		opts.Forbidden = append(opts.Forbidden, list...)
	}
	if c.Bool("own-lengths") {
		lengths, err := p.ownLengths(c)
		if err != nil {
			return opts, err
		}
		opts.Lengths = lengths
	}
	return opts, nil
}

// addGlossary adds the terms of a file.
func (p *program) addGlossary(to *anchor.Glossary, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return unread(fmt.Errorf("cannot read glossary %q: %w", path, cause(err)), "")
	}
	defer f.Close()
	g, err := anchor.LoadGlossary(f, path, "")
	if err != nil {
		return unread(fmt.Errorf("cannot read glossary %q: %w", path, err), "")
	}
	for _, b := range g.Bad {
		p.voice.warn("%v", b)
	}
	to.Entries = append(to.Entries, g.Entries...)
	return nil
}

// ownLengths reads the memories a first time for the lengths of their sides.
func (p *program) ownLengths(c *cli.Context) (*quality.Lengths, error) {
	args := c.Args().Slice()
	if len(args) == 0 || strings.Contains("\n"+strings.Join(args, "\n")+"\n", "\n-\n") {
		return nil, usage("songngu tmx check --own-lengths memory.tmx", "--own-lengths reads the memory twice, which standard input does not allow")
	}
	in, err := p.openMemories(c, args)
	if err != nil {
		return nil, err
	}
	defer in.close()
	var m quality.Measurer
	for u, err := range in.units() {
		if err != nil {
			return nil, err
		}
		src, tgt := quality.Sides(u, cmp.Or(c.String("source"), in.header.SrcLang), c.String("target"))
		if src != nil && tgt != nil {
			m.Add(src.Text(), tgt.Text())
		}
	}
	l := m.Fit()
	if l == nil {
		p.voice.warn("the memory is too small to tell its own lengths; those of English and Vietnamese are used")
	}
	return l, nil
}
