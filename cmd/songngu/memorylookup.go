package main

import (
	"bufio"
	"fmt"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/corpus/text"
	store "songngu/tmx/memory"
)

func (p *program) tmLookupCommand() *cli.Command {
	return &cli.Command{
		Name:      "lookup",
		Usage:     "find the best matches of a text in the memory",
		UsageText: "songngu tm lookup [FLAGS] TEXT",
		Description: `A line is the percentage, the unit's number, the text found and its translation, with
tabs between them: 101 is the same text in the same context (--before, --after), 100
the same text, less a text like it. The percentage is the mean of two: in words and
in characters, both 1 - (edits / length of the longer text), over words without case,
marks and punctuation and with all numbers equal; then points are taken off, by
--penalty: case 1, marks 2, punctuation 1, spaces 1, numbers 5, or 1 (placed) where
the numbers of TEXT could be put into the translation, which is then marked with *.
On a terminal the translation stands below the text found, and the words of the latter
that TEXT does not have are in colour. The exit code is 1 where there is no match.

Examples:

   songngu tm lookup "The bridge was opened in 1998."
   songngu tm lookup --from vi --min 60 "Cây cầu được khánh thành năm 1998."
   songngu tm lookup --penalty x-origin=mt:20 --penalty marks:0 "A line."`,
		Flags: memoryFlags(
			&cli.StringFlag{Name: "from", Usage: "language of TEXT: `en|vi` (default: vi where it has its marks)"},
			&cli.IntFlag{Name: "min", Value: 70, Usage: "least `PERCENTAGE`, from 50"},
			&cli.IntFlag{Name: "max", Value: 5, Usage: "print at most `N` matches (0: all)"},
			&cli.StringFlag{Name: "before", Usage: "the `TEXT` before it"},
			&cli.StringFlag{Name: "after", Usage: "the `TEXT` after it"},
			&cli.StringSliceFlag{Name: "penalty", Usage: "take points off: `WHAT:N`, WHAT a kind, memory, or a property as NAME or NAME=VALUE (repeatable)"},
		),
		Action: p.tmLookup,
	}
}

// matchJSON is a match as JSON.
type matchJSON struct {
	Percent int    `json:"percent"`
	Source  string `json:"source"`
	Target  string `json:"target"`
	Placed  bool   `json:"placed,omitempty"`
	// Differences are the words of Source that the text does not have, as
	// [from, to) in characters.
	Differences [][2]int `json:"differences"`
	store.Record
}

func (p *program) tmLookup(c *cli.Context) error {
	if c.Args().Len() != 1 {
		return usage(`songngu tm lookup "A text."`, "lookup takes one text, not %d arguments", c.Args().Len())
	}
	q := store.Query{Text: c.Args().First(), Before: c.String("before"), After: c.String("after"), Min: c.Int("min"), Max: c.Int("max")}
	var err error
	if c.String("from") != "" {
		q.From, err = memorySide(c, "from")
	} else {
		q.From = likelySide(q.Text)
	}
	if err != nil {
		return err
	}
	if q.Min < store.MinFuzzy || q.Min > store.InContext {
		return usage("--min 70", "least percentage %d is not from %d to %d", q.Min, store.MinFuzzy, store.InContext)
	}
	if q.Max <= 0 {
		q.Max = -1
	}
	if q.Penalties, err = penalties(c.StringSlice("penalty")); err != nil {
		return err
	}
	return p.withMemory(c, false, func(m *store.Memory) error {
		matches, err := m.Lookup(c.Context, q)
		if err != nil {
			return err
		}
		if c.Bool("json") {
			all := []matchJSON{}
			for _, h := range matches {
				all = append(all, matchJSON{h.Percent, h.Source, h.Target, h.Placed, store.Characters(h.Source, store.Differences(q.Text, h.Source)), h.Unit.Record()})
			}
			err = p.printJSON(all)
		} else {
			err = p.printMatches(q.Text, matches)
		}
		if err != nil {
			return err
		}
		if len(matches) == 0 {
			return &failure{exitFindings, fmt.Errorf("no match of at least %d %%", q.Min), otherLookup(c, q)}
		}
		return nil
	})
}

// likelySide is the language that a text is taken to be in where nobody says:
// Vietnamese where it has its marks.
func likelySide(s string) store.Side {
	if lang, sure := text.Guess(s); lang == "vi" && sure >= 0.5 {
		return store.Vietnamese
	}
	return store.English
}

// otherLookup is the hint where nothing was found.
func otherLookup(c *cli.Context, q store.Query) string {
	if !c.IsSet("from") && q.From == store.English {
		if lang, _ := text.Guess(q.Text); lang == "vi" {
			return "songngu tm lookup --from vi " + shellWord(q.Text)
		}
	}
	if q.Min > store.MinFuzzy {
		return fmt.Sprintf("--min %d finds what is less alike, songngu tm search finds words", store.MinFuzzy)
	}
	return ""
}

// printMatches prints a match a line, or on a terminal two lines with what is
// different in colour.
func (p *program) printMatches(query string, matches []store.Match) error {
	w := bufio.NewWriter(p.stdout)
	open, shut, colour := p.colours()
	for _, h := range matches {
		mark := ""
		if h.Placed {
			mark = "*"
		}
		if !colour {
			fmt.Fprintf(w, "%d%s\t%d\t%s\t%s\n", h.Percent, mark, h.Unit.ID, h.Source, h.Target)
			continue
		}
		fmt.Fprintf(w, "%4s  %s\n      %s\n", fmt.Sprint(h.Percent)+mark, withMarks(h.Source, store.Differences(query, h.Source), open, shut), h.Target)
	}
	return w.Flush()
}

// penalties reads what --penalty says.
func penalties(list []string) (*store.Penalties, error) {
	out := store.DefaultPenalties()
	kinds := map[string]*int{
		"case": &out.Case, "marks": &out.Marks, "punctuation": &out.Punctuation, "placed": &out.Placed,
		"numbers": &out.Numbers, "spaces": &out.Spaces, "memory": &out.Memory,
	}
	for _, s := range list {
		at := strings.LastIndexByte(s, ':')
		if at < 1 {
			return nil, usage("--penalty marks:0", "penalty %q is not WHAT:N", s)
		}
		n, err := strconv.Atoi(s[at+1:])
		if err != nil || n < 0 || n > 100 {
			return nil, usage("--penalty marks:0", "penalty %q has no number from 0 to 100", s)
		}
		if kind := kinds[s[:at]]; kind != nil {
			*kind = n
			continue
		}
		name, value, _ := strings.Cut(s[:at], "=")
		out.Props = append(out.Props, store.PropPenalty{Name: name, Value: value, Points: n})
	}
	return &out, nil
}
