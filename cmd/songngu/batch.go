package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"songngu/align"
	"songngu/cmd/songngu/internal/batch"
)

func (p *program) batchCommand() *cli.Command {
	return &cli.Command{
		Name:      "batch",
		Usage:     "align many document pairs at once",
		UsageText: "songngu batch [FLAGS] MANIFEST -o FOLDER\n   songngu batch [FLAGS] ENGLISH_FOLDER VIETNAMESE_FOLDER -o FOLDER",
		Description: `MANIFEST names an English file and its original (a file or an address) a line,
separated by a tab, with an id if you like, or as {"en":…,"vi":…,"id":…}. Two folders
are paired by file names (a.en.txt with a.vi.html), or with --pair-by-content by what
the documents say.

FOLDER gets ID.alignment.jsonl for every pair, in other formats too with --format,
and the merged memory all.tmx. A pair that fails is listed with its reason and stops
nothing; a run that was stopped goes on with --resume, which does again only what
is not there or older than its texts.

Examples:

   songngu batch list.tsv -o memories
   songngu batch english/ vietnamese/ -o memories --format tmx --workers 4
   songngu batch english/ vietnamese/ --pair-by-content -o memories --resume`,
		Flags: flags([]cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write the results into `FOLDER`"},
			&cli.StringSliceFlag{Name: "format", Usage: "write each pair in this `FORMAT` too (repeatable): " + strings.Join(formatNames(format.writable), ", ")},
			&cli.StringFlag{Name: "merged", Value: "all.tmx", Usage: "`NAME` of the merged memory in the folder (\"none\" for none)"},
			&cli.IntFlag{Name: "workers", Value: runtime.NumCPU(), Usage: "align `N` pairs at a time"},
			&cli.BoolFlag{Name: "resume", Usage: "go on where an earlier run stopped"},
			&cli.BoolFlag{Name: "force", Aliases: []string{"f"}, Usage: "forget an earlier run in the folder and begin anew"},
			&cli.BoolFlag{Name: "learn", Usage: "let the documents teach each other words: align everything twice"},
			&cli.BoolFlag{Name: "pair-by-content", Usage: "pair the folders' documents by what they say, not by their names"},
			&cli.BoolFlag{Name: "presegmented", Usage: "every line of every file is one sentence"},
			keepSentencesFlag(),
			&cli.StringFlag{Name: "charset", Usage: "read files as this `CHARSET` instead of finding out; EN,VI names one for each side, either may be empty: ,tcvn3"},
			jsonFlag("print one JSON object a pair, and one in all, on standard output"), quietFlag(),
		}, writingFlags(), alignerFlags(), fetchFlags()),
		Action: func(c *cli.Context) error {
			p.voice.quiet = c.Bool("quiet")
			return p.batch(c)
		},
	}
}

func (p *program) batch(c *cli.Context) (err error) {
	start := p.now()
	dir := c.String("output")
	if dir == "" {
		return usage("songngu batch "+strings.Join(c.Args().Slice(), " ")+" -o memories", "no output folder is named")
	}
	run := &batchRun{program: p, dir: dir}
	if run.how, err = newWriting(c); err != nil {
		return err
	}
	if run.formats, err = batchFormats(c.StringSlice("format")); err != nil {
		return err
	}
	if run.reader, err = p.newReader(c); err != nil {
		return err
	}
	defer run.reader.closeInto(&err)
	run.presegmented, run.keepSentences = c.Bool("presegmented"), c.Bool("keep-sentences")
	pairs, err := p.findPairs(c, run.reader)
	if err != nil {
		return err
	}
	if len(pairs) == 0 {
		return usage("songngu batch --help", "there is not one pair to align")
	}
	jobs := batch.Jobs(pairs)
	if c.Bool("learn") {
		if err := run.learn(c, jobs); err != nil {
			return err
		}
	}
	results, err := run.round(c, dir, "aligning pairs", jobs)
	if err != nil {
		return err
	}
	merged, err := run.merge(c.Context, c.String("merged"), jobs)
	if err != nil {
		return err
	}
	return p.tellBatch(c, results, merged, p.now().Sub(start))
}

// round aligns every pair into a folder with a journal of its own.
func (b *batchRun) round(c *cli.Context, dir, label string, jobs []batch.Job) ([]batch.Result, error) {
	journal, err := openJournal(c, dir)
	if err != nil {
		return nil, err
	}
	defer journal.Close()
	b.dir = dir
	for _, job := range jobs {
		if journal.Done(job) && !b.stands(job) {
			journal.Forget(job)
		}
	}
	p := b.program
	meter := p.meter(label)
	defer meter.Done()
	results, err := batch.Run(c.Context, jobs, journal, c.Int("workers"), b.work, func(done int, _ batch.Result) { meter.Set(done, len(jobs)) })
	if errors.Is(err, context.Canceled) {
		p.voice.say("what was done is kept: the same command with --resume goes on from here")
	}
	return results, err
}

// firstRound is the folder, below that of the results, where the alignments of
// the first round stay, so that a resumed run learns from the same ones.
const firstRound = "first-round"

// learn aligns every pair a first time and has the sure beads of all teach the
// words of the corpus, in the order of the jobs.
func (b *batchRun) learn(c *cli.Context, jobs []batch.Job) error {
	formats := b.formats
	b.formats = nil
	_, err := b.round(c, filepath.Join(b.dir, firstRound), "first round", jobs)
	b.dir, b.formats = c.String("output"), formats
	if err != nil {
		return err
	}
	memory := align.NewMemory(b.reader.alignOptions.Lexicon)
	for _, job := range jobs {
		file, err := readAlignmentFile(filepath.Join(b.dir, firstRound, job.ID+".alignment.jsonl"))
		if errors.Is(err, os.ErrNotExist) {
			continue // it failed, which the second round will tell
		}
		if err != nil {
			return unread(err, "--force begins anew")
		}
		memory.Teach(file.English.Sentences, file.Vietnamese.Sentences, file.Alignment)
	}
	b.reader.alignOptions.Lexicon = memory.Table()
	return nil
}

// batchFormats are the formats that each pair is written in beside the
// alignment file.
func batchFormats(names []string) ([]format, error) {
	var list []format
	for _, n := range names {
		f, ok := formatByName(n, format.writable)
		if !ok {
			return nil, usage("--format "+strings.Join(formatNames(format.writable), "|"), "unknown format %q", n)
		}
		if f.name != "jsonl" {
			list = append(list, f)
		}
	}
	return list, nil
}

const journalName = "batch.journal.jsonl"

func openJournal(c *cli.Context, dir string) (*batch.Journal, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, unread(fmt.Errorf("cannot make folder %q: %w", dir, cause(err)), "")
	}
	path := filepath.Join(dir, journalName)
	if c.Bool("force") {
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, unread(fmt.Errorf("cannot remove %q: %w", path, cause(err)), "")
		}
	}
	j, err := batch.OpenJournal(path, batchSettings(c), c.Bool("resume"))
	switch {
	case errors.Is(err, batch.ErrJournal):
		return nil, usage("--resume to go on with it, --force to begin anew", "folder %q holds the results of an earlier run", dir)
	case err != nil:
		return nil, unread(fmt.Errorf("cannot open the journal %q: %w", path, cause(err)), "")
	}
	return j, nil
}

// batchSettings are the flags that change what a pair's outputs hold.
func batchSettings(c *cli.Context) string {
	s := []string{release}
	for _, name := range []string{"locales", "min-confidence", "keep-untranslated", "tone-style", "format", "presegmented", "keep-sentences", "charset", "lexicon", "only-lexicon", "glossary", "learn"} {
		s = append(s, fmt.Sprintf("%s=%v", name, c.Value(name)))
	}
	return strings.Join(s, " ")
}

// batchSummary is what a batch says at its end.
type batchSummary struct {
	Pairs   int     `json:"pairs"`
	Aligned int     `json:"aligned"`
	Skipped int     `json:"skipped"` // done by an earlier run
	Failed  int     `json:"failed"`
	Units   int     `json:"units"` // in the merged memory
	Merged  string  `json:"merged,omitempty"`
	Seconds float64 `json:"seconds"`
}

// pairResult is one pair as --json prints it.
type pairResult struct {
	ID         string `json:"id"`
	English    string `json:"en"`
	Vietnamese string `json:"vi"`
	State      string `json:"state"` // aligned, skipped, failed
	Reason     string `json:"reason,omitempty"`
	Facts      any    `json:"facts,omitempty"`
}

func (p *program) tellBatch(c *cli.Context, results []batch.Result, m mergedFacts, took time.Duration) error {
	s := batchSummary{Pairs: len(results), Units: m.units, Merged: m.path, Seconds: float64(took.Milliseconds()) / 1000}
	var failed []pairResult
	for _, r := range results {
		row := pairResult{r.Job.ID, r.Job.Pair.English, r.Job.Pair.Vietnamese, "aligned", "", r.Facts}
		switch {
		case r.Err != nil:
			row.State, row.Reason = "failed", r.Err.Error()
			failed = append(failed, row)
			s.Failed++
		case r.Skipped:
			row.State = "skipped"
			s.Skipped++
		default:
			s.Aligned++
		}
		if c.Bool("json") {
			if err := printLine(p.stdout, row); err != nil {
				return err
			}
		}
	}
	if c.Bool("json") {
		if err := printLine(p.stdout, s); err != nil {
			return err
		}
	}
	for _, f := range failed {
		p.voice.warn("%s failed: %s", f.ID, f.Reason)
	}
	p.voice.fact("pairs", "%d aligned, %d done before, %d failed", s.Aligned, s.Skipped, s.Failed)
	if m.path != "" {
		p.voice.fact("written", "%s (%s)", m.path, count(m.units, "unit"))
	}
	p.voice.fact("took", "%.2f s", s.Seconds)
	if s.Failed > 0 {
		return &failure{exitFindings, fmt.Errorf("%d of %d pairs failed", s.Failed, s.Pairs), "mend what the reasons above say, then the same command with --resume"}
	}
	return nil
}
