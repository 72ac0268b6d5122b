package beadfile

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"songngu/align"
	"songngu/corpus"
)

// hunalign's ladder: every line is a rung, the number of the first English and
// of the first Vietnamese sentence of a bead and the bead's score, tab
// separated; the last rung is the end of both texts. The bead is what lies
// between a rung and the next. hunalign's score is no probability: it is not
// read as a confidence, and where a confidence is known it stands in the
// score's place. A ladder knows one order only: what is moved stands in it
// without partner.

// WriteLadder writes a ladder. It cannot tell moved beads, so an alignment
// with some is refused.
func WriteLadder(w io.Writer, a *align.Alignment) error {
	b := bufio.NewWriter(w)
	i, j := 0, 0
	for n, bead := range inOrder(a.Beads) {
		if bead.Src.Len() > 0 && bead.Src.Start != i || bead.Tgt.Len() > 0 && bead.Tgt.Start != j {
			return fmt.Errorf("bead %d is out of order: a ladder cannot tell that", n)
		}
		fmt.Fprintf(b, "%d\t%d\t%s\n", i, j, score(bead.Confidence))
		i, j = i+bead.Src.Len(), j+bead.Tgt.Len()
	}
	fmt.Fprintf(b, "%d\t%d\t0\n", i, j)
	return b.Flush()
}

// inOrder gives the beads without those that are moved, whose sentences stand
// alone.
func inOrder(beads []align.Bead) []align.Bead {
	if !slices.ContainsFunc(beads, func(b align.Bead) bool { return b.Moved }) {
		return beads
	}
	var out []align.Bead
	i, j, n, m := 0, 0, 0, 0
	alone := func(toSrc, toTgt int) {
		for ; i < toSrc; i++ {
			out = append(out, align.Bead{Src: align.Range{Start: i, End: i + 1}, Tgt: align.Range{Start: j, End: j}})
		}
		for ; j < toTgt; j++ {
			out = append(out, align.Bead{Src: align.Range{Start: i, End: i}, Tgt: align.Range{Start: j, End: j + 1}})
		}
	}
	for _, b := range beads {
		n, m = max(n, b.Src.End), max(m, b.Tgt.End)
		if b.Moved {
			continue
		}
		toSrc, toTgt := i, j
		if b.Src.Len() > 0 {
			toSrc = b.Src.Start
		}
		if b.Tgt.Len() > 0 {
			toTgt = b.Tgt.Start
		}
		alone(toSrc, toTgt)
		out = append(out, b)
		i, j = i+b.Src.Len(), j+b.Tgt.Len()
	}
	alone(n, m)
	return out
}

func score(confidence float64) string { return strconv.FormatFloat(confidence, 'f', 4, 64) }

// maxStep bounds the sentences between two rungs, so that a line of a few
// bytes cannot ask for a billion beads.
const maxStep = 1 << 20

// ReadLadder reads a ladder; name stands in error messages.
func ReadLadder(r io.Reader, name string) (*align.Alignment, error) {
	a := &align.Alignment{}
	last := [2]int{-1, -1}
	err := readLines(r, name, func(_ int, line string) error {
		rung, err := parseRung(line)
		if err != nil {
			return err
		}
		if last[0] >= 0 {
			if rung[0]-last[0] > maxStep || rung[1]-last[1] > maxStep {
				return fmt.Errorf("rung %d, %d leaps more than %d sentences", rung[0], rung[1], maxStep)
			}
			if rung[0] < last[0] || rung[1] < last[1] {
				return fmt.Errorf("rung %d, %d is below the one before it", rung[0], rung[1])
			}
			a.Beads = appendRun(a.Beads, align.Range{Start: last[0], End: rung[0]}, align.Range{Start: last[1], End: rung[1]}, 0)
		}
		last = rung
		return nil
	})
	if err != nil {
		return nil, err
	}
	return a, nil
}

func parseRung(line string) (rung [2]int, err error) {
	f := strings.Split(line, "\t")
	if len(f) < 2 || len(f) > 3 {
		return rung, fmt.Errorf("%q is no rung: two sentence numbers and a score, separated by tabs", clip(line))
	}
	for k := range rung {
		if rung[k], err = strconv.Atoi(strings.TrimSpace(f[k])); err != nil || rung[k] < 0 || rung[k] > math.MaxInt32 {
			return rung, fmt.Errorf("%q is no sentence number", clip(f[k]))
		}
	}
	return rung, nil
}

// appendRun appends what may be a bead, or sentences without partner, each of
// which becomes a bead of its own. Nothing at all is passed by.
func appendRun(beads []align.Bead, src, tgt align.Range, confidence float64) []align.Bead {
	if src.Len() > 0 && tgt.Len() > 0 {
		return append(beads, align.Bead{Src: src, Tgt: tgt, Confidence: confidence})
	}
	for i := src.Start; i < src.End; i++ {
		beads = append(beads, align.Bead{Src: align.Range{Start: i, End: i + 1}, Tgt: align.Range{Start: tgt.Start, End: tgt.Start}, Confidence: confidence})
	}
	for j := tgt.Start; j < tgt.End; j++ {
		beads = append(beads, align.Bead{Src: align.Range{Start: src.End, End: src.End}, Tgt: align.Range{Start: j, End: j + 1}, Confidence: confidence})
	}
	return beads
}

// joint is what hunalign puts between the sentences of a side in its text form.
const joint = " ~~~ "

// WriteLadderText writes hunalign's text form: the English and the Vietnamese
// sentences of a bead, joined by " ~~~ ", and the score, tab separated.
func WriteLadderText(w io.Writer, f *File) error {
	b := bufio.NewWriter(w)
	for _, bead := range f.Alignment.Beads {
		fmt.Fprintf(b, "%s\t%s\t%s\n", jointText(f.English, bead.Src), jointText(f.Vietnamese, bead.Tgt), score(bead.Confidence))
	}
	return b.Flush()
}

func jointText(d *corpus.Document, r align.Range) string {
	parts := make([]string, 0, r.Len())
	for i := r.Start; i < r.End; i++ {
		parts = append(parts, Joined(d.Sentences, align.Range{Start: i, End: i + 1}))
	}
	return strings.Join(parts, joint)
}

// ReadLadderText reads hunalign's text form.
func ReadLadderText(r io.Reader, name string) (*File, error) {
	t := NewTexts()
	err := readLines(r, name, func(_ int, line string) error {
		f := strings.Split(line, "\t")
		if len(f) < 2 || len(f) > 3 {
			return fmt.Errorf("%d columns, want English, Vietnamese and a score, separated by tabs", len(f))
		}
		t.Add(splitJoint(f[0]), splitJoint(f[1]), 0)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return t.File, nil
}

func splitJoint(side string) []string {
	if strings.TrimSpace(side) == "" {
		return nil
	}
	return strings.Split(side, joint)
}
