package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/tmx/transform"
)

func (p *program) tmxInfoCommand() *cli.Command {
	return &cli.Command{
		Name:      "info",
		Aliases:   []string{"stats"},
		Usage:     "count what is in memories",
		UsageText: "songngu tmx info [FLAGS] [MEMORY...]",
		Description: `Units, languages with their words and characters, props, dates, tools, users,
documents, confidence, and how long the segments are; of several memories together.

Examples:

   songngu tmx info memory.tmx
   songngu tmx stats --json *.tmx | jq .units`,
		Flags: flags([]cli.Flag{
			&cli.IntFlag{Name: "top", Value: 10, Usage: "show the `N` most frequent props, tools, users and documents"},
			jsonFlag("print everything as JSON"),
		}, tmxSideFlags(), tmxReadFlags()),
		Action: p.tmxInfo,
	}
}

// infoFacts is what info --json prints.
type infoFacts struct {
	Inputs  []memoryFacts  `json:"inputs"`
	Headers []headerFacts  `json:"headers"`
	Content transform.Info `json:"content"`
}

// headerFacts is what a memory says of itself.
type headerFacts struct {
	Path     string `json:"path"`
	Version  string `json:"version"`
	Tool     string `json:"tool"`
	SrcLang  string `json:"srclang"`
	SegType  string `json:"segtype"`
	DataType string `json:"datatype"`
	Created  string `json:"created,omitempty"`
	Changed  string `json:"changed,omitempty"`
	Props    int    `json:"props"`
}

func (p *program) tmxInfo(c *cli.Context) error {
	p.voice.quiet = c.Bool("quiet")
	in, err := p.openMemories(c, c.Args().Slice())
	if err != nil {
		return err
	}
	defer in.close()
	counter := transform.NewCounter(c.String("source"), c.String("target"))
	for u, err := range in.units() {
		if err != nil {
			return tmxError(err)
		}
		counter.Add(u)
	}
	facts := infoFacts{Inputs: in.facts(), Content: counter.Info()}
	for _, m := range in.inputs {
		h := m.header
		facts.Headers = append(facts.Headers, headerFacts{
			m.path, h.Version, strings.TrimSpace(h.CreationTool + " " + h.CreationToolVersion), h.SrcLang, h.SegType, h.DataType,
			h.CreationDate, h.ChangeDate, len(h.Props),
		})
	}
	if c.Bool("json") {
		return p.printJSON(facts)
	}
	w := bufio.NewWriter(p.stdout)
	facts.print(w, c.Int("top"))
	if err := w.Flush(); err != nil {
		return unread(fmt.Errorf("cannot write: %w", err), "")
	}
	p.warnFound(facts.Inputs)
	return nil
}

// print prints the facts as a table for people.
func (f *infoFacts) print(w io.Writer, top int) {
	row := func(label, format string, args ...any) {
		fmt.Fprintf(w, "%-11s %s\n", label, oneLine(fmt.Sprintf(format, args...)))
	}
	for i, h := range f.Headers {
		line := fmt.Sprintf("%s: TMX %s by %s, srclang %s, %s", shownInput(h.Path), orNone(h.Version), orNone(h.Tool), orNone(h.SrcLang), count(int(f.Inputs[i].Units), "unit"))
		if n := f.Inputs[i].PassedBy; n > 0 {
			line += fmt.Sprintf(", %d beyond mending", n)
		}
		row("memory", "%s", line)
	}
	in := &f.Content
	row("units", "%d (%d with fewer than two texts, %d with the same text twice, %d with notes)", in.Units, in.OneSided, in.SameSides, in.Noted)
	for _, l := range in.Languages {
		words := "words"
		if l.Code == "vi" || strings.HasPrefix(l.Code, "vi-") {
			words = "syllables"
		}
		row("language", "%s: %d segments, %d %s, %d characters, the longest %d, %d empty", orNone(l.Code), l.Variants, l.Words, words, l.Characters, l.Longest, l.Empty)
	}
	for _, list := range []struct {
		label string
		of    []transform.CountOf
	}{{"pair", in.Pairs}, {"prop", in.Props}, {"tool", in.Tools}, {"user", in.Users}, {"document", in.Documents}} {
		for i, n := range list.of {
			if i == top {
				row("", "… and %d more (--top, --json)", len(list.of)-i)
				break
			}
			row(list.label, "%s (%d)", n.Name, n.Count)
		}
	}
	if in.Tagged > 0 {
		row("codes", "%s with in-line codes", count(int(in.Tagged), "segment"))
	}
	dates := func(label string, span [2]string) {
		if span[0] != "" {
			row(label, "%s to %s", day(span[0]), day(span[1]))
		}
	}
	dates("created", in.Created)
	dates("changed", in.Changed)
	if in.Used > 0 {
		row("used", "%d times", in.Used)
	}
	if in.Ratio[1] > 0 {
		row("ratio", "%.2f characters of target for each of source (90 %% of units: %.2f to %.2f)", in.Ratio[1], in.Ratio[0], in.Ratio[2])
	}
	histogram(row, "confidence", in.Confidence, "%.1f to %.1f", "%.1f and more")
	histogram(row, "length", in.Lengths, "%.0f to %.0f", "%.0f and more")
}

// histogram prints a bar for each bin from the first to the last that has
// anything.
func histogram(row func(string, string, ...any), label string, bins []transform.Bin, span, open string) {
	first, last, most := -1, -1, int64(1)
	for i, b := range bins {
		if b.Count == 0 {
			continue
		}
		if first < 0 {
			first = i
		}
		last, most = i, max(most, b.Count)
	}
	if first < 0 {
		return
	}
	for _, b := range bins[first : last+1] {
		name := fmt.Sprintf(open, b.Low)
		if b.High > 0 {
			high := b.High
			if high > 1 { // whole numbers: up to the one before
				high--
			}
			name = fmt.Sprintf(span, b.Low, high)
		}
		const width = 40
		bar := strings.Repeat("█", int((b.Count*width+most-1)/most))
		row(label, "%-14s %8d  %s", name, b.Count, bar)
	}
}

// day is the day of a date of TMX: 2026-03-14.
func day(d string) string { return d[:4] + "-" + d[4:6] + "-" + d[6:8] }

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}
