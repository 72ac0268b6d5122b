package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/align"
	"songngu/align/anchor"
	"songngu/align/lexicon"
)

// alignerFlags say what the aligner goes by.
func alignerFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringSliceFlag{Name: "glossary", Category: "aligning", Usage: "`FILE` of terms: CSV, TSV, TBX, UTX or OmegaT's (repeatable)"},
		&cli.StringFlag{Name: "lexicon", Category: "aligning", Usage: "`FILE` of a word table that songngu train has learnt, added to the shipped one"},
		&cli.BoolFlag{Name: "only-lexicon", Category: "aligning", Usage: "use the word table of --lexicon in place of the shipped one"},
		&cli.StringFlag{Name: "anchors", Category: "aligning", Usage: "`FILE` of sentence numbers that must meet (English, tab, Vietnamese, a line), or an .alignment.jsonl whose fixed beads stay"},
	}
}

// ownWeight is how much a user's word table counts against the shipped one:
// what he has taught is about his texts.
const ownWeight = 0.7

// alignOptions are the aligner's options by the command line.
func (p *program) alignOptions(c *cli.Context) (align.Options, error) {
	var opts align.Options
	if files := c.StringSlice("glossary"); len(files) > 0 {
		x, err := p.extractorWith(files)
		if err != nil {
			return opts, err
		}
		opts.Anchors = x
	}
	if path := c.String("lexicon"); path != "" {
		own, err := loadLexicon(path)
		if err != nil {
			return opts, err
		}
		opts.Lexicon = own
		if !c.Bool("only-lexicon") {
			opts.Lexicon = lexicon.Merge(lexicon.Default(), own, ownWeight)
		}
	} else if c.Bool("only-lexicon") {
		return opts, usage("--lexicon my.lexicon --only-lexicon", "--only-lexicon is given without --lexicon")
	}
	switch path := c.String("anchors"); {
	case strings.HasSuffix(path, ".jsonl"):
		fixed, err := p.readFixed(path)
		if err != nil {
			return opts, err
		}
		opts.Fixed = fixed
	case path != "":
		meet, err := readMeet(path)
		if err != nil {
			return opts, err
		}
		opts.Meet = meet
	}
	return opts, nil
}

func (p *program) extractorWith(files []string) (*anchor.Extractor, error) {
	var options []anchor.Option
	for _, path := range files {
		f, err := os.Open(path)
		if err != nil {
			return nil, unread(fmt.Errorf("cannot read glossary %q: %w", path, cause(err)), "")
		}
		g, err := anchor.LoadGlossary(f, path, "")
		f.Close()
		if err != nil {
			return nil, unread(fmt.Errorf("cannot read glossary %q: %w", path, err), "")
		}
		for _, b := range g.Bad {
			p.voice.warn("%v", b)
		}
		options = append(options, anchor.WithGlossary(g))
	}
	return anchor.New(options...), nil
}

func loadLexicon(path string) (*lexicon.Table, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, unread(fmt.Errorf("cannot read lexicon %q: %w", path, cause(err)), "")
	}
	defer f.Close()
	t, err := lexicon.Load(f)
	if err != nil {
		return nil, unread(fmt.Errorf("cannot read lexicon %q: %w", path, err), "songngu train learns one from pairs")
	}
	return t, nil
}

// readFixed reads the beads that a reviewer has fixed in an alignment file.
func (p *program) readFixed(path string) ([]align.Bead, error) {
	f, err := p.readJSONL(path)
	if err != nil {
		return nil, err
	}
	var fixed []align.Bead
	for _, b := range f.Alignment.Beads {
		if b.Fixed {
			fixed = append(fixed, b)
		}
	}
	if len(fixed) == 0 {
		p.voice.warn("%q has no fixed bead: nothing is held in place", path)
	}
	return fixed, nil
}

// readMeet reads sentence pairs that must meet.
func readMeet(path string) ([][2]int, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, unread(fmt.Errorf("cannot read anchors %q: %w", path, cause(err)), "")
	}
	defer f.Close()
	var meet [][2]int
	s := bufio.NewScanner(f)
	for n := 1; s.Scan(); n++ {
		line := strings.TrimSpace(s.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		en, vi, ok := strings.Cut(line, "\t")
		i, err1 := strconv.Atoi(strings.TrimSpace(en))
		j, err2 := strconv.Atoi(strings.TrimSpace(vi))
		if !ok || err1 != nil || err2 != nil || i < 0 || j < 0 {
			return nil, unread(fmt.Errorf("%s:%d: %q is not two sentence numbers from 0, separated by a tab", filepath.Clean(path), n, line), "")
		}
		meet = append(meet, [2]int{i, j})
	}
	return meet, s.Err()
}
