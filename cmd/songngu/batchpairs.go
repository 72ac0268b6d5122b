package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"songngu/align/anchor"
	"songngu/align/lexicon"
	"songngu/cmd/songngu/internal/batch"
	"songngu/cmd/songngu/internal/manifest"
	"songngu/corpus"
)

// findPairs finds the pairs that the command line of batch names. What has no
// partner, or makes no sense, is told and passed by.
func (p *program) findPairs(c *cli.Context, r *reader) ([]manifest.Pair, error) {
	args := c.Args().Slice()
	switch {
	case len(args) == 1 && !batch.IsDir(args[0]):
		return p.pairsOfManifest(args[0])
	case len(args) == 1:
		args = append(args, args[0])
	case len(args) != 2 || !batch.IsDir(args[0]) || !batch.IsDir(args[1]):
		return nil, usage("songngu batch list.tsv -o memories\nsongngu batch english/ vietnamese/ -o memories",
			"batch takes a manifest or two folders")
	}
	if c.Bool("pair-by-content") {
		return p.pairsByContent(c, r, args[0], args[1])
	}
	pairs, alone, err := batch.ByName(args[0], args[1])
	if err != nil {
		return nil, unread(err, "")
	}
	p.warnAlone(alone)
	return pairs, nil
}

func (p *program) warnAlone(alone []string) {
	for i, path := range alone {
		if i == 10 {
			p.voice.warn("… and %d more without partner", len(alone)-i)
			return
		}
		p.voice.warn("%q has no partner of the same name", path)
	}
}

func (p *program) pairsOfManifest(name string) ([]manifest.Pair, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, unread(fmt.Errorf("cannot read manifest %q: %w", name, cause(err)), "")
	}
	defer f.Close()
	pairs, problems, err := manifest.Read(f, name, filepath.Dir(name))
	if err != nil {
		return nil, unread(err, "")
	}
	for _, e := range problems {
		p.voice.warn("%v", e)
	}
	return pairs, nil
}

// pairsByContent reads all documents of both folders and pairs those that say
// the same.
func (p *program) pairsByContent(c *cli.Context, r *reader, english, vietnamese string) ([]manifest.Pair, error) {
	var files [2][]string
	var features [2][]batch.Features
	extract := featuresOf(lexicon.Default(), anchor.New())
	meter := p.meter("reading documents")
	defer meter.Done()
	for side, dir := range []string{english, vietnamese} {
		list, err := batch.Files(dir)
		if err != nil {
			return nil, unread(err, "")
		}
		for i, path := range list {
			d, err := r.open(c.Context, path, corpus.Options{Lang: []string{"en", "vi"}[side], Presegmented: c.Bool("presegmented")})
			if err != nil {
				if c.Context.Err() != nil {
					return nil, err
				}
				p.voice.warn("%v: it is left out", err)
				continue
			}
			files[side] = append(files[side], path)
			features[side] = append(features[side], extract(d))
			meter.Set(i+1, len(list))
		}
	}
	var pairs []manifest.Pair
	used := map[string]bool{}
	for _, m := range batch.ByContent(features[0], features[1]) {
		en, vi := files[0][m[0]], files[1][m[1]]
		pairs = append(pairs, manifest.Pair{English: en, Vietnamese: vi})
		used[en], used[vi] = true, true
	}
	for _, list := range files {
		for _, path := range list {
			if !used[path] {
				p.voice.warn("%q says what no other document says", path)
			}
		}
	}
	return pairs, nil
}

// featuresOf makes what a document says comparable across the languages: its
// anchors by their keys, and its words as Vietnamese ones, English words by
// their likeliest translation.
func featuresOf(table *lexicon.Table, anchors *anchor.Extractor) func(*corpus.Document) batch.Features {
	return func(d *corpus.Document) batch.Features {
		f := batch.Features{}
		var found []anchor.Anchor
		var tokens []lexicon.Token
		side := lexicon.English
		if d.Lang == "vi" {
			side = lexicon.Vietnamese
		}
		for _, s := range d.Sentences {
			found = anchors.Append(found[:0], s.Text, d.Lang)
			for _, a := range found {
				f[a.Key]++
			}
			tokens = table.Tokens(tokens[:0], side, s.Text)
			for _, t := range tokens {
				if id := vietnameseID(table, side, t.ID); id >= 0 {
					f["w:"+table.Word(lexicon.Vietnamese, id)]++
				}
			}
		}
		return f
	}
}

// vietnameseID is the Vietnamese word that stands for a token: itself, or its
// likeliest translation; -1 for none.
func vietnameseID(table *lexicon.Table, side lexicon.Side, id int32) int32 {
	if side == lexicon.Vietnamese || id < 0 {
		return id
	}
	best, p := int32(-1), float32(0.1)
	for _, e := range table.Row(lexicon.English, id) {
		if e.P > p {
			best, p = e.ID, e.P
		}
	}
	return best
}
