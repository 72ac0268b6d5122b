package main

import (
	"errors"
	"regexp"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/corpus/text"
	"songngu/tmx"
	"songngu/tmx/transform"
)

func (p *program) tmxFilterCommand() *cli.Command {
	return &cli.Command{
		Name:      "filter",
		Usage:     "keep the units that meet a condition",
		UsageText: "songngu tmx filter [FLAGS] CONDITION [MEMORY...]",
		Description: `A condition is made of comparisons (= != < <= > >=, ~ and !~ with a regular
expression, "x" in a list) joined by and, or, not and brackets, over

   source target en vi en-US ...  text of a side, of the variant in a language
   confidence ratio usage         0 to 1, 1 where none is stated; characters of the
                                  target for each of the source; usagecount
   id document number variants    tuid; origin; place in the file; how many languages
   created changed used           dates: compare with "2026", "2026-03", "2026-03-14"
   users languages notes props findings            lists, of which one has to fit
   len(x) words(x) lower(x) fold(x) guess(x)       of a text: characters, words, small
                                  letters, no marks, the language it seems to be
   tags(en) ratio(x, y) prop("x-name") attr("name") lang("id") has(x)

Texts stand in double or single quotes; numbers may be added, subtracted,
multiplied and divided.

Examples:

   songngu tmx filter 'confidence >= 0.9 and len(en) < 200 and not en ~ "^Photo:"' all.tmx -o sure.tmx
   songngu tmx filter 'ratio < 0.4 or ratio > 2.5 or guess(vi) = "en"' all.tmx
   songngu tmx filter 'changed >= "2026" and "an" in users' all.tmx -o an.tmx`,
		Flags: flags([]cli.Flag{
			&cli.BoolFlag{Name: "invert", Aliases: []string{"v"}, Usage: "keep the units that do not meet it"},
		}, tmxSideFlags(), tmxWriteFlags(), tmxReadFlags()),
		Action: func(c *cli.Context) error {
			if c.Args().Len() == 0 {
				return usage(`songngu tmx filter 'confidence >= 0.9' memory.tmx`, "no condition is given")
			}
			keep, err := condition(c.Args().First())
			if err != nil {
				return err
			}
			return p.makeMemory(c, c.Args().Tail(), func(r *tmxRun, in transform.Units) (transform.Units, error) {
				dropped := r.count("dropped", "unit")
				return transform.Keep(in, func(u *tmx.Unit) bool {
					if keep.Match(u, r.source(), r.target(), r.in.current) != c.Bool("invert") {
						return true
					}
					*dropped++
					return false
				}), nil
			})
		},
	}
}

// condition compiles an expression of the command line.
func condition(s string) (*transform.Expr, error) {
	e, err := transform.ParseExpr(s)
	if wrong, ok := errors.AsType[*transform.ExprError](err); ok {
		return nil, usage(wrong.Picture(), "%w", err)
	}
	return e, err
}

// whereFlag restricts a verb to the units that meet a condition.
func whereFlag() cli.Flag {
	return &cli.StringFlag{Name: "where", Usage: "change only units that meet this `CONDITION` (see songngu tmx filter --help)"}
}

// where is the condition of --where.
func (r *tmxRun) where() (func(*tmx.Unit) bool, error) {
	s := r.c.String("where")
	if s == "" {
		return func(*tmx.Unit) bool { return true }, nil
	}
	e, err := condition(s)
	if err != nil {
		return nil, err
	}
	return func(u *tmx.Unit) bool { return e.Match(u, r.source(), r.target(), r.in.current) }, nil
}

// editMemory is the action of a verb that changes units in place; edit reports
// whether it did.
func (p *program) editMemory(c *cli.Context, args []string, edit func(*tmx.Unit) bool) error {
	return p.makeMemory(c, args, func(r *tmxRun, in transform.Units) (transform.Units, error) {
		where, err := r.where()
		if err != nil {
			return nil, err
		}
		changed := r.count("changed", "unit")
		return transform.Edit(in, func(u *tmx.Unit) {
			if where(u) && edit(u) {
				*changed++
			}
		}), nil
	})
}

func (p *program) tmxCleanCommand() *cli.Command {
	return &cli.Command{
		Name:      "clean",
		Usage:     "mend spaces, characters, markup and tone marks; drop useless units",
		UsageText: "songngu tmx clean [FLAGS] [MEMORY...]",
		Description: `Makes runs of white space one blank, takes out invisible and control characters,
composes letters and marks, takes out tags of HTML that stand in the text as text
(not in-line codes: see strip-tags) and resolves entities that were escaped twice;
drops units with an empty side, and those whose target is the source untranslated.
--tone old writes hòa, khỏe, thủy; --tone new hoà, khoẻ, thuỷ.

Examples:

   songngu tmx clean raw.tmx -o clean.tmx --tone new
   songngu tmx clean raw.tmx --keep-same --no-markup`,
		Flags: flags([]cli.Flag{
			&cli.StringFlag{Name: "tone", Usage: "write tone marks in this `STYLE`: old or new"},
			&cli.BoolFlag{Name: "no-spaces", Usage: "leave spaces and characters as they are"},
			&cli.BoolFlag{Name: "no-markup", Usage: "leave tags and entities in the text"},
			&cli.BoolFlag{Name: "keep-empty", Usage: "keep units with an empty side"},
			&cli.BoolFlag{Name: "keep-same", Usage: "keep units whose target is the source"},
		}, tmxSideFlags(), tmxWriteFlags(), tmxReadFlags()),
		Action: func(c *cli.Context) error {
			opts := transform.CleanOptions{
				Spaces: !c.Bool("no-spaces"), Markup: !c.Bool("no-markup"),
				Empty: !c.Bool("keep-empty"), Same: !c.Bool("keep-same"),
			}
			switch style := c.String("tone"); style {
			case "":
			case "old", "new":
				tone := map[string]text.Style{"old": text.OldStyle, "new": text.NewStyle}[style]
				opts.Tone = &tone
			default:
				return usage("--tone old|new", "unknown style of tone marks %q", style)
			}
			return p.makeMemory(c, c.Args().Slice(), func(r *tmxRun, in transform.Units) (transform.Units, error) {
				opts.Source, opts.Target = r.source(), r.target()
				did := &transform.Cleaned{}
				r.counts = []tmxCount{
					{"changed", "unit", &did.Changed}, {"spaces", "segment", &did.Spaces}, {"markup", "segment", &did.Markup},
					{"tone", "segment", &did.Tone}, {"empty", "unit", &did.Empty}, {"same", "unit", &did.Same},
				}
				return transform.Clean(in, opts, did), nil
			})
		},
	}
}

func (p *program) tmxReplaceCommand() *cli.Command {
	return &cli.Command{
		Name:      "replace",
		Usage:     "replace in the text of a side",
		UsageText: "songngu tmx replace [FLAGS] PATTERN REPLACEMENT [MEMORY...]",
		Description: `PATTERN is a regular expression (Go's, RE2), $1 in REPLACEMENT its first group,
$$ a dollar; with --literal both are plain text. In-line codes stay as they are,
and no match reaches across one.

Examples:

   songngu tmx replace --in vi 'Ban-giám-đốc' 'Ban Giám đốc' memory.tmx -o new.tmx
   songngu tmx replace --in en '(\d+) o.clock' '$1:00' --where 'confidence > 0.5' memory.tmx`,
		Flags: flags([]cli.Flag{
			&cli.StringFlag{Name: "in", Usage: "only in this `LANGUAGE`: en, vi …"},
			&cli.BoolFlag{Name: "literal", Aliases: []string{"F"}, Usage: "pattern and replacement are plain text"},
			&cli.BoolFlag{Name: "ignore-case", Aliases: []string{"i"}, Usage: "capitals and small letters are the same"},
			whereFlag(),
		}, tmxSideFlags(), tmxWriteFlags(), tmxReadFlags()),
		Action: func(c *cli.Context) error {
			if c.Args().Len() < 2 {
				return usage("songngu tmx replace 'old' 'new' memory.tmx", "replace wants a pattern and a replacement")
			}
			pattern, with := text.NFC(c.Args().First()), text.NFC(c.Args().Get(1))
			if c.Bool("literal") {
				pattern, with = regexp.QuoteMeta(pattern), strings.ReplaceAll(with, "$", "$$")
			}
			if c.Bool("ignore-case") {
				pattern = "(?i)" + pattern
			}
			re, err := regexp.Compile(pattern)
			if err != nil {
				return usage("--literal takes the pattern as plain text", "pattern %q: %w", c.Args().First(), err)
			}
			replacement := transform.Replacement{Pattern: re, With: with}
			return p.editMemory(c, c.Args().Slice()[2:], func(u *tmx.Unit) bool { return replacement.Replace(u, c.String("in")) > 0 })
		},
	}
}

func (p *program) tmxStripCommand() *cli.Command {
	return &cli.Command{
		Name:      "strip-tags",
		Usage:     "make plain text of segments with in-line codes",
		UsageText: "songngu tmx strip-tags [FLAGS] [MEMORY...]",
		Description: `The words inside hi stay, what codes hold goes. Where a code that stands alone was
between two words, a blank is left.

Example:

   songngu tmx strip-tags trados.tmx -o plain.tmx`,
		Flags: flags([]cli.Flag{whereFlag()}, tmxSideFlags(), tmxWriteFlags(), tmxReadFlags()),
		Action: func(c *cli.Context) error {
			return p.editMemory(c, c.Args().Slice(), transform.StripTags)
		},
	}
}
