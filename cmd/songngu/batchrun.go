package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"songngu/align/beadfile"
	"songngu/cmd/songngu/internal/batch"
	"songngu/tmx/exchange"
)

// batchRun aligns the pairs of a batch into a folder.
type batchRun struct {
	program                     *program
	reader                      *reader
	dir                         string
	how                         writing
	formats                     []format
	presegmented, keepSentences bool
}

// pairFacts is what is told of an aligned pair.
type pairFacts struct {
	English    int     `json:"englishSentences"`
	Vietnamese int     `json:"vietnameseSentences"`
	Pairs      int     `json:"pairs"`
	Confidence float64 `json:"meanConfidence"`
	Doubtful   int     `json:"doubtful"`
}

func (b *batchRun) path(job batch.Job, suffix string) string {
	return filepath.Join(b.dir, job.ID+suffix)
}

// stands reports whether every output of a job is there and not older than the
// files that it was made of.
func (b *batchRun) stands(job batch.Job) bool {
	for _, f := range b.outputFormats() {
		out, err := os.Stat(b.path(job, f.suffixes[0]))
		if err != nil {
			return false
		}
		for _, source := range []string{job.Pair.English, job.Pair.Vietnamese} {
			if in, err := os.Stat(source); err == nil && in.ModTime().After(out.ModTime()) { // an address has no such file
				return false
			}
		}
	}
	return true
}

// outputFormats are the formats that each pair is written in.
func (b *batchRun) outputFormats() []format {
	jsonl, _ := formatByName("jsonl", format.writable)
	return append([]format{jsonl}, b.formats...)
}

// work aligns one pair and writes its files.
func (b *batchRun) work(ctx context.Context, job batch.Job) (any, error) {
	j := &alignJob{english: job.Pair.English, vietnamese: job.Pair.Vietnamese, presegmented: b.presegmented, keepSentences: b.keepSentences, single: true}
	file, err := b.program.alignPair(ctx, j, b.reader)
	if err != nil {
		return nil, err
	}
	out := &outputs{force: true, volatile: true}
	defer out.discard()
	for _, f := range b.outputFormats() {
		o, err := out.open(b.path(job, f.suffixes[0]))
		if err != nil {
			return nil, err
		}
		if err := writeTargets(file, []*target{{format: f, out: o}}, b.how); err != nil {
			return nil, err
		}
	}
	if err := out.commit(ctx); err != nil {
		return nil, err
	}
	facts := factsOf(file, nil, 0)
	return pairFacts{len(file.English.Sentences), len(file.Vietnamese.Sentences), facts.Pairs, facts.Confidence, facts.Doubtful}, nil
}

// mergedFacts says what the merged memory holds.
type mergedFacts struct {
	path  string
	units int
}

// merge writes the memory of all pairs that are done, in the order of the
// jobs, from their alignment files, one at a time.
func (b *batchRun) merge(ctx context.Context, name string, jobs []batch.Job) (mergedFacts, error) {
	if name == "none" {
		return mergedFacts{}, nil
	}
	out := &outputs{force: true}
	defer out.discard()
	m := mergedFacts{path: filepath.Join(b.dir, name)}
	o, err := out.open(m.path)
	if err != nil {
		return m, err
	}
	w := exchange.NewAlignmentWriter(o, b.how.options())
	for _, job := range jobs {
		if err := ctx.Err(); err != nil {
			return m, err
		}
		file, err := readAlignmentFile(b.path(job, ".alignment.jsonl"))
		if errors.Is(err, os.ErrNotExist) {
			continue // it failed, and that is told
		}
		if err != nil {
			return m, unread(err, "")
		}
		n, err := w.Write(file)
		if err != nil {
			return m, unread(err, "")
		}
		m.units += n
	}
	if err := w.Close(); err != nil {
		return m, unread(err, "")
	}
	return m, out.commit(ctx)
}

func readAlignmentFile(path string) (*beadfile.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return beadfile.ReadJSONL(f, path)
}

// printLine prints one JSON object on a line.
func printLine(w io.Writer, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s\n", data)
	return err
}
