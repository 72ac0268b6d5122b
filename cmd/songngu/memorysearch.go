package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/corpus/text"
	store "songngu/tmx/memory"
)

func (p *program) tmSearchCommand() *cli.Command {
	return &cli.Command{
		Name:      "search",
		Usage:     "find words in the memory, with their likely translation",
		UsageText: "songngu tm search [FLAGS] WORDS",
		Description: `The newest units come first, each with the words found and, in the other language, the
words that most likely translate them by the word table, between [ and ] (in colour on a
terminal). A word without marks finds it with any: "nhan quyen" finds "nhân quyền".
The exit code is 1 where nothing is found.

Examples:

   songngu tm search "human rights"
   songngu tm search --in vi --phrase "nhan quyen" --kwic
   songngu tm search --prefix transla --since 2026-01-01 -o hits.tsv`,
		Flags: memoryFlags(append(filterFlags(),
			&cli.StringFlag{Name: "in", Usage: "language of WORDS: `en|vi` (default: vi where they have its marks)"},
			&cli.BoolFlag{Name: "all", Usage: "units with all the words, anywhere (this is the default)"},
			&cli.BoolFlag{Name: "phrase", Usage: "units with the words next to each other, in order"},
			&cli.BoolFlag{Name: "prefix", Usage: "units with all the words, of which the last may go on"},
			&cli.BoolFlag{Name: "kwic", Usage: "print each word found in its context, one a line, below one another"},
			&cli.IntFlag{Name: "max", Value: 20, Usage: "print at most `N` units (0: all)"},
			&cli.StringSliceFlag{Name: "output", Aliases: []string{"o"}, Usage: "write a table (.tsv) to `FILE` instead (- is standard output)"},
			&cli.BoolFlag{Name: "force", Aliases: []string{"f"}, Usage: "overwrite existing outputs"},
		)...),
		Action: p.tmSearch,
	}
}

func (p *program) searchOf(c *cli.Context) (s store.Search, err error) {
	s = store.Search{Text: strings.Join(c.Args().Slice(), " "), Max: c.Int("max")}
	if s.Max <= 0 {
		s.Max = -1
	}
	modes := 0
	for name, mode := range map[string]store.SearchMode{"all": store.AllWords, "phrase": store.Phrase, "prefix": store.Prefix} {
		if c.Bool(name) {
			modes++
			s.Mode = mode
		}
	}
	if modes > 1 {
		return s, usage("--phrase", "--all, --phrase and --prefix exclude each other")
	}
	if s.Filter, err = filterOf(c); err != nil {
		return s, err
	}
	if c.String("in") != "" {
		s.In, err = memorySide(c, "in")
	} else {
		s.In = likelySide(s.Text)
	}
	return s, err
}

func (p *program) tmSearch(c *cli.Context) error {
	if c.Args().Len() == 0 {
		return usage(`songngu tm search "human rights"`, "no words to search for")
	}
	s, err := p.searchOf(c)
	if err != nil {
		return err
	}
	return p.withMemory(c, false, func(m *store.Memory) error {
		found, err := m.Search(c.Context, s)
		if err != nil {
			return err
		}
		switch {
		case len(c.StringSlice("output")) > 0:
			err = p.exportHits(c, found.Hits, s.In)
		case c.Bool("json"):
			err = p.printHitsJSON(found, s.In)
		case c.Bool("kwic"):
			err = p.printKWIC(found.Hits, s.In)
		default:
			err = p.printHits(found.Hits, s.In)
		}
		if err != nil {
			return err
		}
		if found.Cut {
			p.voice.say("there may be more: --max 0 prints all")
		}
		if len(found.Hits) == 0 {
			return &failure{exitFindings, fmt.Errorf("%q is not in the memory", s.Text), otherSide(c, s)}
		}
		return nil
	})
}

// withMarks is a text with its spans between open and shut.
func withMarks(s string, spans []text.Span, open, shut string) string {
	var b strings.Builder
	end := 0
	for _, span := range spans {
		b.WriteString(s[end:span.Start] + open + span.Of(s) + shut)
		end = span.End
	}
	return b.String() + s[end:]
}

// brackets are what words found stand between on standard output.
func (p *program) brackets() (open, shut string) {
	if open, shut, ok := p.colours(); ok {
		return open, shut
	}
	return "[", "]"
}

// colours are what words stand out by on a terminal; ok is false where standard
// output is none, or wants no colour.
func (p *program) colours() (open, shut string, ok bool) {
	if isTerminal(p.stdout) && p.getenv("NO_COLOR") == "" && p.getenv("TERM") != "dumb" {
		return "\x1b[1;33m", "\x1b[0m", true
	}
	return "", "", false
}

func (p *program) printHits(hits []store.Hit, in store.Side) error {
	w := bufio.NewWriter(p.stdout)
	open, shut := p.brackets()
	for _, h := range hits {
		fmt.Fprintf(w, "%d\t%s\n\t%s\n", h.Unit.ID, withMarks(h.Unit.Text[in], h.Spans, open, shut), withMarks(h.Unit.Text[in.Other()], h.Likely, open, shut))
	}
	return w.Flush()
}

// kwicWidth is how many characters a line of a concordance has on each side of
// the word.
const kwicWidth = 40

func (p *program) printKWIC(hits []store.Hit, in store.Side) error {
	w := bufio.NewWriter(p.stdout)
	open, shut := p.brackets()
	for _, h := range hits {
		s := h.Unit.Text[in]
		for _, span := range h.Spans {
			before, after := []rune(s[:span.Start]), []rune(s[span.End:])
			before, after = before[max(len(before)-kwicWidth, 0):], after[:min(len(after), kwicWidth)]
			fmt.Fprintf(w, "%s%s%s%s%s%s\t%d\n", strings.Repeat(" ", kwicWidth-len(before)), string(before),
				open, span.Of(s), shut, string(after), h.Unit.ID)
		}
	}
	return w.Flush()
}

// foundJSON is a hit as JSON; spans count characters.
type foundJSON struct {
	store.Record
	Found  [][2]int `json:"found"`
	Likely [][2]int `json:"likely"`
}

func (p *program) printHitsJSON(found store.Found, in store.Side) error {
	out := struct {
		In   store.Side  `json:"in"`
		More bool        `json:"more"`
		Hits []foundJSON `json:"hits"`
	}{in, found.Cut, []foundJSON{}}
	for i := range found.Hits {
		h := &found.Hits[i]
		out.Hits = append(out.Hits, foundJSON{h.Unit.Record(), store.Characters(h.Unit.Text[in], h.Spans), store.Characters(h.Unit.Text[in.Other()], h.Likely)})
	}
	return p.printJSON(out)
}

func (p *program) exportHits(c *cli.Context, hits []store.Hit, in store.Side) error {
	out := &outputs{stdout: p.stdout, force: c.Bool("force")}
	defer out.discard()
	for _, path := range c.StringSlice("output") {
		o, err := out.open(path)
		if err != nil {
			return err
		}
		if err := writeHits(o, hits, in); err != nil {
			return unread(fmt.Errorf("cannot write output %q: %w", path, cause(err)), "")
		}
	}
	if err := out.commit(c.Context); err != nil {
		return err
	}
	for _, path := range c.StringSlice("output") {
		p.voice.fact("written", "%s (%s)", shown(path), count(len(hits), "unit"))
	}
	return nil
}

func writeHits(w io.Writer, hits []store.Hit, in store.Side) error {
	if _, err := fmt.Fprint(w, "id\ten\tvi\tconfidence\tdocument\tchanged\n"); err != nil {
		return err
	}
	for i := range hits {
		h := &hits[i]
		var sides [2]string
		sides[in] = withMarks(h.Unit.Text[in], h.Spans, "[", "]")
		sides[in.Other()] = withMarks(h.Unit.Text[in.Other()], h.Likely, "[", "]")
		if _, err := fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\n", h.Unit.ID, sides[0], sides[1], confidenceText(h.Unit.Confidence), h.Unit.Document, dateText(&h.Unit)); err != nil {
			return err
		}
	}
	return nil
}

// otherSide is the hint where nothing was found and no side was named: words
// typed without marks were looked for in English only.
func otherSide(c *cli.Context, s store.Search) string {
	if c.IsSet("in") || s.In == store.Vietnamese {
		return ""
	}
	return fmt.Sprintf("songngu tm search --in vi %q", s.Text)
}
