package main

import (
	"os"

	"songngu/align"
	"songngu/align/evaluate"
)

// readTestBeads reads an alignment to be measured, in the format that its name
// tells: ours, a ladder, vecalign, Bertalign or cesAlign, else lines of sentence
// numbers. The scores of aligners other than ours are no probabilities.
func readTestBeads(path string) ([]evaluate.Bead, error) {
	f, ok := formatByFile(path, func(f format) bool { return f.name == "jsonl" || f.numbers != nil && f.name != "beads" }, true)
	if !ok {
		return evaluate.ReadFile(path)
	}
	r, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var a *align.Alignment
	if f.file != nil {
		file, err := f.file(r, path)
		if err != nil {
			return nil, err
		}
		a = file.Alignment
	} else if a, err = f.numbers(r, path); err != nil {
		return nil, err
	}
	beads := make([]evaluate.Bead, len(a.Beads))
	for k, b := range a.Beads {
		beads[k] = evaluate.Bead{Src: numbersIn(b.Src), Tgt: numbersIn(b.Tgt), Confidence: -1}
		if f.file != nil {
			beads[k].Confidence = b.Confidence
		}
	}
	return beads, nil
}

func numbersIn(r align.Range) []int {
	var list []int
	for i := r.Start; i < r.End; i++ {
		list = append(list, i)
	}
	return list
}
