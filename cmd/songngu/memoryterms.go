package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/align/anchor"
	"songngu/tmx"
	"songngu/tmx/exchange"
	store "songngu/tmx/memory"
	"songngu/tmx/terms"
)

func (p *program) tmTermsCommand() *cli.Command {
	return &cli.Command{
		Name:      "terms",
		Usage:     "find pairs of terms in the memory, or in files",
		UsageText: "songngu tm terms [FLAGS] [MEMORY.tmx...]",
		Description: `Prints English and Vietnamese terms with score, number of units, and an example: words
and phrases that come often, stand by themselves and have one usual translation. The
list is one of candidates, the best first: read it before you use it. Without files the
terms are those of the memory (--db). --known leaves the terms of a glossary out. The
name of an output tells its format: .tbx, .utx, .csv, .tsv, .json, or .utf8, OmegaT's
glossary; several may be written at once.

Examples:

   songngu tm terms --limit 50
   songngu tm terms manual.en-vi.tmx -o manual.tbx -o manual.csv
   songngu tm terms --known glossary.tsv --min-frequency 5 -o glossary/new.utf8`,
		Flags: memoryFlags(
			&cli.StringSliceFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE` (repeatable; - is standard output)"},
			&cli.BoolFlag{Name: "force", Aliases: []string{"f"}, Usage: "overwrite existing outputs"},
			&cli.IntFlag{Name: "min-frequency", Value: 3, Usage: "least `NUMBER` of units with the pair"},
			&cli.IntFlag{Name: "limit", Value: 200, Usage: "at most `N` terms (0: all)"},
			&cli.IntFlag{Name: "max-words", Value: 4, Usage: "most `WORDS` of an English term"},
			&cli.StringSliceFlag{Name: "known", Usage: "leave out the terms of the glossary `FILE` (.csv, .tsv, .tbx, .utx, OmegaT's; repeatable)"},
			&cli.StringFlag{Name: "document", Usage: "only units of the document of this `NAME`"},
		),
		Action: p.tmTerms,
	}
}

func (p *program) tmTerms(c *cli.Context) error {
	opts := terms.Options{MinFrequency: c.Int("min-frequency"), Limit: c.Int("limit"), MaxWords: c.Int("max-words")}
	switch {
	case opts.MinFrequency < 1:
		return usage("--min-frequency 3", "least number of units %d is not 1 or more", opts.MinFrequency)
	case opts.MaxWords < 1 || opts.MaxWords > 8:
		return usage("--max-words 4", "number of words %d is not from 1 to 8", opts.MaxWords)
	case opts.Limit <= 0:
		opts.Limit = -1
	}
	for _, path := range c.StringSlice("output") {
		if path != "-" && termWriter(path) == nil {
			return usage("a name that ends in .tbx, .utx, .csv, .tsv, .json or .utf8", "the name of output %q does not tell its format", path)
		}
	}
	var err error
	if opts.Known, err = p.knownTerms(c.StringSlice("known")); err != nil {
		return err
	}
	p.voice.quiet = c.Bool("quiet")
	work := func(source terms.Source) error {
		out := &outputs{stdout: p.stdout, force: c.Bool("force")}
		defer out.discard()
		paths := outputPaths(c)
		staged, err := out.openAll(paths)
		if err != nil {
			return err
		}
		meter := p.meter("looking for terms")
		opts.Progress = func(_ string, done float64) {
			if done > 0 {
				meter.Set(int(done*1000), 1000)
			}
		}
		found, err := terms.Extract(c.Context, source, opts)
		meter.Done()
		if err != nil {
			return err
		}
		for _, o := range staged {
			write := termWriter(o.path)
			if write == nil {
				if write = termsText; c.Bool("json") {
					write = termsJSON
				}
			}
			if err := write(o, found); err != nil {
				return unread(fmt.Errorf("cannot write output %q: %w", o.path, cause(err)), "")
			}
		}
		if err := out.commit(c.Context); err != nil {
			return err
		}
		for _, o := range staged {
			if o.path != "-" {
				p.voice.fact("written", "%s (%s)", shown(o.path), count(len(found), "term"))
			}
		}
		if len(found) == 0 {
			return &failure{exitFindings, errors.New("no terms were found"), "--min-frequency 2 takes rarer ones"}
		}
		return nil
	}
	if c.Args().Len() > 0 {
		if slices.Contains(c.Args().Slice(), "-") {
			return usage("songngu tm terms memory.tmx", "the memory is read twice, which standard input cannot be")
		}
		return work(p.termFiles(c))
	}
	return p.withMemory(c, false, func(m *store.Memory) error {
		return work(func() iter.Seq2[terms.Pair, error] {
			return func(yield func(terms.Pair, error) bool) {
				for u, err := range m.Units(c.Context, store.Filter{Document: c.String("document")}) {
					if err != nil {
						yield(terms.Pair{}, err)
						return
					}
					if !yield(terms.Pair{English: u.Text[0], Vietnamese: u.Text[1], Name: u.Document}, nil) {
						return
					}
				}
			}
		})
	})
}

// termFiles are the pairs of memories that are files.
func (p *program) termFiles(c *cli.Context) terms.Source {
	return func() iter.Seq2[terms.Pair, error] {
		return func(yield func(terms.Pair, error) bool) {
			for _, file := range c.Args().Slice() {
				if !p.termFile(c, file, yield) {
					return
				}
			}
		}
	}
}

func (p *program) termFile(c *cli.Context, file string, yield func(terms.Pair, error) bool) bool {
	f, err := formatFor(file, "from", "", func(f format) bool { return f.units != nil }, true)
	if err != nil {
		return yield(terms.Pair{}, err) && false
	}
	r, err := p.openInput(file)
	if err != nil {
		return yield(terms.Pair{}, err) && false
	}
	defer r.Close()
	bad := 0
	for u, err := range exchange.PassBy(f.units(r, file, exchange.ReadOptions{Plain: true}), func(e *exchange.RecordError) {
		if bad++; bad <= maxTold {
			p.voice.warn("%v; passed by", e)
		}
	}) {
		if err != nil {
			return yield(terms.Pair{}, unread(err, "")) && false
		}
		en, vi := u.Variant("en"), u.Variant("vi")
		document := u.Prop(exchange.PropDocument)
		if en == nil || vi == nil || exchange.Doubt(u) != "" || document != c.String("document") && c.String("document") != "" {
			continue
		}
		if !yield(terms.Pair{English: en.Text(), Vietnamese: vi.Text(), Name: document}, nil) {
			return false
		}
	}
	return true
}

// knownTerms reads the glossaries whose terms are left out: those whose
// English form is in one, whatever its translation.
func (p *program) knownTerms(files []string) (func(en, vi string) bool, error) {
	if len(files) == 0 {
		return nil, nil
	}
	known := map[string]bool{}
	for _, file := range files {
		f, err := p.openInput(file)
		if err != nil {
			return nil, err
		}
		g, err := anchor.LoadGlossary(f, file, "")
		f.Close()
		if err != nil {
			return nil, unread(err, "")
		}
		for _, e := range g.Entries {
			for _, s := range e.English {
				known[strings.ToLower(s)] = true
			}
		}
	}
	return func(en, _ string) bool { return known[strings.ToLower(en)] }, nil
}

// termWriter is the writer for the ending of a name, nil for none.
func termWriter(path string) func(io.Writer, []terms.Term) error {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".tbx":
		return termGlossary(exchange.NewTBXWriter)
	case ".utx":
		return termGlossary(exchange.NewUTXWriter)
	case ".utf8":
		return termGlossary(exchange.NewOmegaTGlossaryWriter)
	case ".csv":
		return func(w io.Writer, list []terms.Term) error { return termTable(w, list, ',') }
	case ".tsv", ".tab":
		return func(w io.Writer, list []terms.Term) error { return termTable(w, list, '\t') }
	case ".json":
		return termsJSON
	}
	return nil
}

// termGlossary writes terms as the units of a glossary, with score, frequency
// and the first example as a note.
func termGlossary(begin func(io.Writer, exchange.WriteOptions) exchange.Writer) func(io.Writer, []terms.Term) error {
	return func(w io.Writer, list []terms.Term) error {
		out := begin(w, exchange.WriteOptions{Source: "en", Target: "vi", Tool: "songngu", ToolVersion: release, MaxWords: 16})
		for _, t := range list {
			u := tmx.NewUnit("en", t.English, "vi", t.Vietnamese)
			note := fmt.Sprintf("score %.2f, %s", t.Score, count(t.Frequency, "unit"))
			if len(t.Examples) > 0 {
				note += ": " + t.Examples[0].English + " = " + t.Examples[0].Vietnamese
			}
			u.Notes = []tmx.Note{{Value: note}}
			if err := out.Write(u); err != nil {
				return err
			}
		}
		return out.Close()
	}
}

// termTable writes terms as a table that LoadGlossary reads.
func termTable(w io.Writer, list []terms.Term, comma rune) error {
	out := csv.NewWriter(w)
	out.Comma = comma
	out.Write([]string{"English", "Vietnamese", "score", "frequency", "c-value", "example English", "example Vietnamese"})
	for _, t := range list {
		row := []string{t.English, t.Vietnamese, strconv.FormatFloat(t.Score, 'f', 2, 64), strconv.Itoa(t.Frequency), strconv.FormatFloat(t.CValue, 'f', 1, 64), "", ""}
		if len(t.Examples) > 0 {
			row[5], row[6] = t.Examples[0].English, t.Examples[0].Vietnamese
		}
		for i, s := range row {
			if s != "" && strings.ContainsAny(s[:1], "=+-@") {
				row[i] = "'" + s
			}
			row[i] = strings.ReplaceAll(row[i], "\t", " ")
		}
		out.Write(row)
	}
	out.Flush()
	return out.Error()
}

func termsJSON(w io.Writer, list []terms.Term) error {
	if list == nil {
		list = []terms.Term{}
	}
	return (&program{stdout: w}).printJSON(list)
}

// termsText is what the terminal shows: score, units, both terms.
func termsText(w io.Writer, list []terms.Term) error {
	for _, t := range list {
		if _, err := fmt.Fprintf(w, "%.2f\t%d\t%s\t%s\n", t.Score, t.Frequency, t.English, t.Vietnamese); err != nil {
			return err
		}
	}
	return nil
}
