package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"songngu/corpus/text"
	"songngu/tmx"
	"songngu/tmx/transform"
)

func (p *program) tmxGrepCommand() *cli.Command {
	return &cli.Command{
		Name:      "grep",
		Usage:     "find units by their text",
		UsageText: "songngu tmx grep [FLAGS] PATTERN [MEMORY...]",
		Description: `Prints the unit and all its texts on one line, tab separated, what was found in
colour on a terminal. PATTERN is a regular expression (Go's, RE2). With
--ignore-marks text typed without marks finds text with them. With --tmx or -o the
units are written as a memory. The exit code is 1 where nothing is found.

Examples:

   songngu tmx grep 'harbou?r' memory.tmx
   songngu tmx grep --in vi --ignore-marks 'rang dong' memory.tmx
   songngu tmx grep -c -i ferry *.tmx
   songngu tmx grep -v '[.!?]$' memory.tmx -o no-sentences.tmx`,
		Flags: flags([]cli.Flag{
			&cli.StringFlag{Name: "in", Usage: "look only at this `LANGUAGE`: en, vi …"},
			&cli.BoolFlag{Name: "ignore-case", Aliases: []string{"i"}, Usage: "capitals and small letters are the same"},
			&cli.BoolFlag{Name: "ignore-marks", Aliases: []string{"m"}, Usage: "letters with and without marks are the same, capitals and small letters too"},
			&cli.BoolFlag{Name: "literal", Aliases: []string{"F"}, Usage: "the pattern is plain text"},
			&cli.BoolFlag{Name: "invert", Aliases: []string{"v"}, Usage: "find the units without the pattern"},
			&cli.BoolFlag{Name: "count", Aliases: []string{"c"}, Usage: "print only how many units are found, for each memory"},
			&cli.BoolFlag{Name: "tmx", Usage: "write the units found as a memory"},
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write the units found as a memory to `FILE`"},
			&cli.BoolFlag{Name: "force", Aliases: []string{"f"}, Usage: "overwrite an existing output"},
			&cli.StringFlag{Name: "colour", Aliases: []string{"color"}, Value: "auto", Usage: "`WHEN` to colour: auto, always or never"},
			jsonFlag("print an object for each unit found, one a line; where a memory is written, a report"),
		}, tmxFormFlags(), tmxReadFlags()),
		Action: p.tmxGrep,
	}
}

func (p *program) tmxGrep(c *cli.Context) error {
	if c.Args().Len() == 0 {
		return usage("songngu tmx grep 'harbou?r' memory.tmx", "no pattern is given")
	}
	search, err := transform.NewSearch(c.Args().First(), transform.SearchOptions{
		Literal: c.Bool("literal"), IgnoreCase: c.Bool("ignore-case"), IgnoreMarks: c.Bool("ignore-marks"), Lang: c.String("in"),
	})
	if err != nil {
		return usage("--literal takes the pattern as plain text", "pattern %q: %w", c.Args().First(), err)
	}
	r, err := p.newTMXRun(c, c.Args().Tail())
	if err != nil {
		return err
	}
	defer r.close()
	found := r.count("found", "unit")
	var hits []transform.Hit
	units := transform.Keep(r.in.units(), func(u *tmx.Unit) bool {
		hits = search.Find(u)
		if (len(hits) > 0) == c.Bool("invert") {
			return false
		}
		*found++
		return true
	})
	if c.Bool("tmx") || c.String("output") != "" {
		err = r.writeFound(units)
	} else {
		err = r.printFound(units, &hits)
	}
	if err == nil && *found == 0 {
		return &failure{code: exitFindings}
	}
	return err
}

func (r *tmxRun) writeFound(units transform.Units) error {
	if r.c.String("output") == "" {
		if err := r.c.Set("output", "-"); err != nil {
			return err
		}
	}
	return r.writeAll(units)
}

// printFound prints a line for each unit, or the numbers of units.
func (r *tmxRun) printFound(units transform.Units, hits *[]transform.Hit) error {
	w := bufio.NewWriter(r.p.stdout)
	colour := r.c.String("colour") == "always" || r.c.String("colour") == "auto" && isTerminal(r.p.stdout) &&
		r.p.getenv("NO_COLOR") == "" && r.p.getenv("TERM") != "dumb"
	counts := map[*memory]int64{}
	var err error
	for u, readErr := range units {
		if readErr != nil {
			_ = w.Flush() // what was found before the error is good; the error counts
			return tmxError(readErr)
		}
		counts[r.in.at]++
		switch {
		case r.c.Bool("count"):
		case r.c.Bool("json"):
			err = printHitJSON(w, r.in.at.path, u, *hits)
		default:
			name := ""
			if len(r.in.inputs) > 1 {
				name = r.in.at.path + ":"
			}
			_, err = fmt.Fprintf(w, "%s%s\t%s\n", name, paintIf(colour, green, field(unitName(u))), texts(u, *hits, colour))
		}
		if err != nil {
			return unread(fmt.Errorf("cannot write: %w", err), "")
		}
	}
	if r.c.Bool("count") {
		for _, in := range r.in.inputs {
			if len(r.in.inputs) > 1 {
				fmt.Fprintf(w, "%s:", in.path)
			}
			fmt.Fprintln(w, counts[in])
		}
	}
	if err := w.Flush(); err != nil {
		return unread(fmt.Errorf("cannot write: %w", err), "")
	}
	r.p.warnFound(r.in.facts())
	return nil
}

const green = "32"

func paintIf(colour bool, code, s string) string {
	if !colour {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// texts are the texts of a unit on one line, with what was found in colour.
func texts(u *tmx.Unit, hits []transform.Hit, colour bool) string {
	var fields []string
	for i := range u.Variants {
		v := &u.Variants[i]
		s, spans := text.NFC(v.Text()), [][2]int(nil)
		for _, h := range hits {
			if h.Variant == v {
				spans = h.Spans
			}
		}
		var b strings.Builder
		at := 0
		for _, m := range spans {
			b.WriteString(oneLine(s[at:m[0]]))
			b.WriteString(paintIf(colour, bold+";"+red, oneLine(s[m[0]:m[1]])))
			at = m[1]
		}
		b.WriteString(oneLine(s[at:]))
		fields = append(fields, strings.TrimSpace(b.String()))
	}
	return strings.Join(fields, "\t")
}

// oneLine makes blanks of what would break a line of a table, and nothing of
// characters that would play with the terminal.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case r < ' ' || r >= 0x7F && r < 0xA0 || r == utf8.RuneError:
			return -1
		}
		return r
	}, s)
}

// hitJSON is a unit as grep --json prints it.
type hitJSON struct {
	File     string        `json:"file"`
	Number   int64         `json:"number"`
	Line     int64         `json:"line"`
	ID       string        `json:"id,omitempty"`
	Variants []variantJSON `json:"variants"`
}

// variantJSON is a text and the spans of what was found in it, in bytes.
type variantJSON struct {
	Lang  string   `json:"lang"`
	Text  string   `json:"text"`
	Spans [][2]int `json:"spans,omitempty"`
}

func printHitJSON(w io.Writer, path string, u *tmx.Unit, hits []transform.Hit) error {
	out := hitJSON{File: path, Number: u.Number, Line: u.Line, ID: u.ID}
	for i := range u.Variants {
		v := &u.Variants[i]
		j := variantJSON{Lang: v.Lang, Text: text.NFC(v.Text())}
		for _, h := range hits {
			if h.Variant == v {
				j.Spans = h.Spans
			}
		}
		out.Variants = append(out.Variants, j)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(out)
}
