package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/align/beadfile"
	"songngu/align/update"
	"songngu/corpus"
)

// updateFacts are the closing facts of align --update.
type updateFacts struct {
	alignFacts
	Reviewed int      `json:"reviewed"` // beads that a reviewer has decided about, kept
	Kept     int      `json:"kept"`     // others that are as they were
	Aligned  int      `json:"aligned"`  // made anew
	Gone     [2]int   `json:"gone"`     // sentences that are no more: English, Vietnamese
	New      [2]int   `json:"new"`
	Lost     []string `json:"lost"` // decided beads whose sentences are gone
}

// alignUpdate reads the texts of an alignment again and aligns what changed.
// The alignment file itself is renewed, unless -o names other outputs.
func (p *program) alignUpdate(c *cli.Context) (err error) {
	start := p.now()
	path := c.String("update")
	if c.IsSet("anchors") || c.IsSet("source") || c.IsSet("manifest") {
		return usage("songngu align --update "+path, "--update takes the texts and what is fixed from the alignment; --anchors, --source and --manifest do not go with it")
	}
	job, err := updateJob(c)
	if err != nil {
		return err
	}
	if _, err := os.Stat(path + ".journal"); !errors.Is(err, fs.ErrNotExist) {
		return usage("end songngu review, or start it on "+path+" once more, to have its edits in the file", "%q is being reviewed: there is a journal beside it", path)
	}
	old, err := p.readJSONL(path)
	if err != nil {
		return err
	}
	job.english = cmp.Or(job.english, old.English.Origin.URL, old.English.Origin.Ref)
	job.vietnamese = cmp.Or(job.vietnamese, old.Vietnamese.Origin.URL, old.Vietnamese.Origin.Ref)
	inPlace := !c.IsSet("output")
	out := &outputs{stdout: p.stdout, force: inPlace || c.Bool("force")}
	defer out.discard()
	targets, err := openTargets(c, out, []string{path})
	if err != nil {
		return err
	}
	reader, err := p.newReader(c)
	if err != nil {
		return err
	}
	defer reader.closeInto(&err)
	var docs [2]*corpus.Document
	for side, ref := range []string{job.english, job.vietnamese} {
		opts := corpus.Options{Lang: []string{"en", "vi"}[side], Presegmented: job.presegmented}
		if side == 1 {
			opts.Reference = referenceOf(docs[0])
		}
		if docs[side], err = reader.open(c.Context, ref, opts); err != nil {
			return err
		}
		if err := p.checkLanguage(docs[side], job); err != nil {
			return err
		}
	}
	opts := reader.alignOptions
	meter := p.meter("aligning")
	opts.Progress = meter.Set
	r, err := update.Update(c.Context, old, docs[0], docs[1], opts)
	meter.Done()
	if err != nil {
		return err
	}
	r.File.Tool, r.File.ToolVersion = "songngu", release
	if err := p.tellLost(c, old, r, inPlace); err != nil {
		return err
	}
	if err := writeTargets(r.File, targets, job.writing); err != nil {
		return err
	}
	if err := out.commit(c.Context); err != nil {
		return err
	}
	facts := updateFacts{alignFacts: factsOf(r.File, targets, p.now().Sub(start)), Reviewed: r.Reviewed, Kept: r.Kept, Aligned: r.Aligned, Gone: r.Gone, New: r.New, Lost: lostTexts(old, r)}
	if c.Bool("json") {
		return p.printJSON(facts)
	}
	p.voice.fact("changed", "English: %d new, %d gone; Vietnamese: %d new, %d gone (sentences)", r.New[0], r.Gone[0], r.New[1], r.Gone[1])
	p.voice.fact("kept", "%s, %s as they were; %d aligned again", count(r.Reviewed, "reviewed bead"), count(r.Kept, "other"), r.Aligned)
	p.tellFacts(facts.alignFacts)
	return nil
}

// updateJob is the command line without what the alignment says itself.
func updateJob(c *cli.Context) (*alignJob, error) {
	j := &alignJob{presegmented: c.Bool("presegmented")}
	args := c.Args().Slice()
	if len(args) > 2 {
		return nil, usage("songngu align --update "+c.String("update"), "%d texts are given; --update takes those of the alignment, or two new ones", len(args))
	}
	args = append(args, "", "")
	j.english, j.vietnamese = args[0], args[1]
	var err error
	j.writing, err = newWriting(c)
	return j, err
}

// tellLost says which of the reviewer's decisions have no place any more. They
// stay in the old file, so that one is not renewed without a word of the user.
func (p *program) tellLost(c *cli.Context, old *beadfile.File, r *update.Result, inPlace bool) error {
	for _, text := range lostTexts(old, r) {
		p.voice.warn("a reviewed pair has no place in the new texts: %s", text)
	}
	if len(r.Lost) > 0 && inPlace && !c.Bool("force") {
		path := c.String("update")
		return usage("-o "+strings.TrimSuffix(path, ".alignment.jsonl")+".new.alignment.jsonl keeps the old file beside the new one, --force gives the decisions up",
			"%s would be lost from %q", count(len(r.Lost), "reviewed pair"), path)
	}
	return nil
}

func lostTexts(old *beadfile.File, r *update.Result) []string {
	lost := []string{}
	for _, i := range r.Lost {
		b := old.Alignment.Beads[i]
		lost = append(lost, fmt.Sprintf("bead %d: %s / %s", i, beadfile.Joined(old.English.Sentences, b.Src), beadfile.Joined(old.Vietnamese.Sentences, b.Tgt)))
	}
	return lost
}
