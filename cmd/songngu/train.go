package main

import (
	"fmt"
	"iter"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/align/beadfile"
	"songngu/align/lexicon"
	"songngu/corpus"
	"songngu/tmx"
)

func (p *program) trainCommand() *cli.Command {
	return &cli.Command{
		Name:      "train",
		Usage:     "learn a word table from pairs of your own",
		UsageText: "songngu train [FLAGS] PAIRS... -o my.lexicon",
		Description: `PAIRS are memories (.tmx), tables (.tsv: English, Vietnamese), alignment files
(.alignment.jsonl) and Moses pairs (name the .en file and the .vi file, one after the
other). The table is used with songngu align --lexicon.

Examples:

   songngu train memory.tmx more.tsv -o my.lexicon
   songngu train corpus.en corpus.vi -o my.lexicon`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write the table to `FILE`"},
			&cli.BoolFlag{Name: "force", Aliases: []string{"f"}, Usage: "overwrite an existing output"},
			&cli.IntFlag{Name: "workers", Value: runtime.NumCPU(), Usage: "use `N` cores (the table does not depend on it)"},
			jsonFlag("print the closing facts as JSON"), quietFlag(),
		},
		Action: func(c *cli.Context) error {
			p.voice.quiet = c.Bool("quiet")
			return p.train(c)
		},
	}
}

// trainFacts is what train says at its end.
type trainFacts struct {
	Pairs      int     `json:"pairs"`
	PassedBy   int     `json:"passedBy"` // without text on both sides
	English    int     `json:"englishWords"`
	Vietnamese int     `json:"vietnameseWords"`
	Output     string  `json:"output"`
	Seconds    float64 `json:"seconds"`
}

func (p *program) train(c *cli.Context) error {
	start := p.now()
	path := c.String("output")
	switch {
	case c.Args().Len() == 0:
		return usage("songngu train memory.tmx -o my.lexicon", "no pairs are given to learn from")
	case path == "":
		return usage("songngu train "+strings.Join(c.Args().Slice(), " ")+" -o my.lexicon", "no output is named")
	}
	out := &outputs{stdout: p.stdout, force: c.Bool("force")}
	defer out.discard()
	o, err := out.open(path)
	if err != nil {
		return err
	}
	facts := trainFacts{Output: path}
	meter := p.meter("learning")
	table, err := lexicon.Train(c.Context, p.trainingPairs(c, &facts), lexicon.Options{Workers: c.Int("workers"),
		Progress: func(_ string, done float64) { meter.Set(int(done*1000), 1000) }})
	meter.Done()
	if err != nil {
		return err
	}
	if err := table.Write(o); err != nil {
		return unread(fmt.Errorf("cannot write output %q: %w", path, cause(err)), "")
	}
	if err := out.commit(c.Context); err != nil {
		return err
	}
	facts.English, facts.Vietnamese = table.Len(lexicon.English), table.Len(lexicon.Vietnamese)
	facts.Seconds = float64(p.now().Sub(start).Milliseconds()) / 1000
	if c.Bool("json") {
		return p.printJSON(facts)
	}
	p.voice.fact("pairs", "%d, %d passed by for want of text on a side", facts.Pairs, facts.PassedBy)
	p.voice.fact("words", "%d English, %d Vietnamese", facts.English, facts.Vietnamese)
	p.voice.fact("written", "%s", shown(path))
	p.voice.fact("took", "%.2f s", facts.Seconds)
	if facts.Pairs < 1000 {
		p.voice.warn("a table from %s knows little; add it to the shipped one with --lexicon, do not replace that", count(facts.Pairs, "pair"))
	}
	return nil
}

// trainingPairs yields the pairs of all files in turn.
func (p *program) trainingPairs(c *cli.Context, facts *trainFacts) iter.Seq2[lexicon.Pair, error] {
	return func(yield func(lexicon.Pair, error) bool) {
		take := func(en, vi string) bool {
			if strings.TrimSpace(en) == "" || strings.TrimSpace(vi) == "" {
				facts.PassedBy++
				return true
			}
			facts.Pairs++
			return yield(lexicon.Pair{English: en, Vietnamese: vi}, nil)
		}
		args := c.Args().Slice()
		for i := 0; i < len(args); i++ {
			var err error
			switch ext := strings.ToLower(filepath.Ext(strings.TrimSuffix(args[i], ".gz"))); ext {
			case ".tmx":
				err = p.pairsOfMemory(args[i], take)
			case ".tsv", ".jsonl", ".hunalign":
				err = p.pairsOfAlignment(args[i], take)
			case ".en", ".vi":
				if i+1 == len(args) {
					err = usage("songngu train corpus.en corpus.vi -o my.lexicon", "%q is one file of a Moses pair, the other is not named behind it", args[i])
					break
				}
				err = p.pairsOfMoses(c, args[i], args[i+1], take)
				i++
			default:
				err = usage("songngu train --help", "the name of %q does not tell what pairs it holds", args[i])
			}
			if err != nil {
				yield(lexicon.Pair{}, err)
				return
			}
		}
	}
}

// pairsOfMemory reads the English and Vietnamese text of every unit; what the
// reader had to mend is counted and told.
func (p *program) pairsOfMemory(path string, take func(en, vi string) bool) error {
	r, err := p.openInput(path)
	if err != nil {
		return err
	}
	defer r.Close()
	mended := 0
	reader := tmx.NewReader(r, tmx.ReaderOptions{Report: func(f tmx.Finding) {
		if f.Severity > tmx.Info {
			mended++
		}
	}})
	for reader.Scan() {
		u := reader.Unit()
		en, vi := u.Variant("en"), u.Variant("vi")
		if en == nil || vi == nil {
			take("", "")
			continue
		}
		if !take(en.Text(), vi.Text()) {
			return nil
		}
	}
	if err := reader.Err(); err != nil {
		return unread(fmt.Errorf("cannot read %q: %w", path, err), "")
	}
	if mended > 0 {
		p.voice.warn("%q has %s of TMX, mended in reading", path, count(mended, "fault"))
	}
	return nil
}

func (p *program) pairsOfAlignment(path string, take func(en, vi string) bool) error {
	format, err := inputFor(path, "")
	if err != nil {
		return err
	}
	r, err := p.openInput(path)
	if err != nil {
		return err
	}
	defer r.Close()
	f, err := format.file(r, path)
	if err != nil {
		return unread(err, "")
	}
	for _, b := range f.Alignment.Beads {
		if !take(beadfile.Joined(f.English.Sentences, b.Src), beadfile.Joined(f.Vietnamese.Sentences, b.Tgt)) {
			return nil
		}
	}
	return nil
}

func (p *program) pairsOfMoses(c *cli.Context, english, vietnamese string, take func(en, vi string) bool) error {
	if strings.HasSuffix(strings.TrimSuffix(english, ".gz"), ".vi") {
		english, vietnamese = vietnamese, english
	}
	var docs [2]*corpus.Document
	for i, path := range []string{english, vietnamese} {
		d, err := p.readSentences(c, path, []string{"en", "vi"}[i])
		if err != nil {
			return err
		}
		docs[i] = d
	}
	f, err := beadfile.Pairwise(docs[0], docs[1])
	if err != nil {
		return unread(err, "")
	}
	for i := range f.English.Sentences {
		if !take(f.English.Sentences[i].Text, f.Vietnamese.Sentences[i].Text) {
			return nil
		}
	}
	return nil
}
