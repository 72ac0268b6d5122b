package main

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"songngu/align/evaluate"
)

func (p *program) evalCommand() *cli.Command {
	return &cli.Command{
		Name:      "eval",
		Usage:     "measure an alignment or a segmentation against gold",
		UsageText: "songngu eval [FLAGS] GOLD TEST",
		Description: `GOLD and TEST are bead files (sentence numbers from 0, "1,2<TAB>3") or folders:
DOC.gold.tsv, with tags in DOC.tags.txt, is measured against DOC.beads, DOC.pred.tsv
or DOC.tsv of the same name. What is measured may also be an alignment in another
format: DOC.alignment.jsonl (what batch writes), .ladder, .vecalign, .bertalign, .ces.
With --segmentation they are folders of DOC.sent files, one sentence a line.

strict: the bead is exactly that of the gold; lax: they share a sentence on both
sides; aware: strict, but a right answer inside a coarse gold bead is right; null:
sentences without partner; links: sentence pairs.

Examples:

   songngu eval gold/ test/
   songngu eval --markdown doc.gold.tsv doc.beads
   songngu eval --segmentation gold/ test/`,
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "segmentation", Usage: "measure sentence boundaries instead of beads"},
			&cli.BoolFlag{Name: "documents", Usage: "print a row for every document too"},
			&cli.BoolFlag{Name: "markdown", Usage: "print tables in Markdown"},
			jsonFlag("print every figure as JSON"),
		},
		Action: p.eval,
	}
}

func (p *program) eval(c *cli.Context) error {
	if c.Args().Len() != 2 {
		return usage("songngu eval gold/ test/", "eval takes the gold and what is measured against it, not %d arguments", c.Args().Len())
	}
	gold, test := c.Args().Get(0), c.Args().Get(1)
	if c.Bool("segmentation") {
		return p.evalSegmentation(c, gold, test)
	}
	report, err := evaluate.Measure(gold, test, readTestBeads)
	if err != nil {
		return unread(err, "")
	}
	for _, name := range report.Missing {
		p.voice.warn("document %q of the gold has no file in %q, it is not counted", name, test)
	}
	if c.Bool("json") {
		return p.printJSON(evalJSON(report))
	}
	w := bufio.NewWriter(p.stdout)
	t := table{markdown: c.Bool("markdown")}
	t.write(w, scoreRows(report, c.Bool("documents")))
	fmt.Fprintln(w)
	t.write(w, typeRows(report.Total))
	if r := &report.Total.Reliability; r.Beads() > 0 {
		fmt.Fprintln(w)
		t.write(w, reliabilityRows(r))
		fmt.Fprintf(w, "\nexpected calibration error %.4f over %s\n", r.Error(), count(r.Beads(), "bead"))
	}
	return w.Flush()
}

func scoreRows(r *evaluate.Report, documents bool) [][]string {
	rows := [][]string{{"document", "measure", "P", "R", "F1"}}
	add := func(name string, s *evaluate.Score) {
		for _, m := range measures(s) {
			rows = append(rows, []string{name, m.name, figure(m.count.Precision()), figure(m.count.Recall()), figure(m.count.F1())})
		}
	}
	if documents {
		for i := range r.Documents {
			add(r.Documents[i].Name, &r.Documents[i].Score)
		}
	}
	add("all "+count(r.Total.Documents, "document"), &r.Total)
	return rows
}

type measure struct {
	name  string
	count evaluate.Count
}

func measures(s *evaluate.Score) []measure {
	return []measure{{"strict", s.Strict}, {"lax", s.Lax}, {"aware", s.Aware}, {"null", s.Null}, {"links", s.Links}}
}

func typeRows(s evaluate.Score) [][]string {
	rows := [][]string{{"type", "gold", "test", "P", "R", "F1"}}
	for _, t := range slices.Sorted(maps.Keys(s.Types)) {
		n := s.Types[t]
		rows = append(rows, []string{t, fmt.Sprint(n.Gold), fmt.Sprint(n.Predicted), figure(n.Precision()), figure(n.Recall()), figure(n.F1())})
	}
	return rows
}

func reliabilityRows(r *evaluate.Reliability) [][]string {
	rows := [][]string{{"confidence", "beads", "mean", "right"}}
	for k, b := range r.Bins {
		if b.Beads > 0 {
			rows = append(rows, []string{fmt.Sprintf("%.1f–%.1f", float64(k)/10, float64(k+1)/10), fmt.Sprint(b.Beads), figure(b.Mean()), figure(b.Accuracy())})
		}
	}
	return rows
}

func figure(x float64) string {
	if math.IsNaN(x) {
		return "–"
	}
	return fmt.Sprintf("%.4f", x)
}

// table prints rows in columns; the first row names them.
type table struct{ markdown bool }

func (t table) write(w io.Writer, rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], len([]rune(cell)))
		}
	}
	for n, row := range rows {
		t.row(w, row, widths)
		if n == 0 && t.markdown {
			fmt.Fprintln(w, "|"+strings.Repeat("---|", len(row)))
		}
	}
}

func (t table) row(w io.Writer, row []string, widths []int) {
	var b strings.Builder
	for i, cell := range row {
		pad := strings.Repeat(" ", widths[i]-len([]rune(cell)))
		switch {
		case t.markdown:
			b.WriteString("| " + cell + " ")
		case i == 0:
			b.WriteString(cell + pad)
		default:
			b.WriteString("  " + pad + cell)
		}
	}
	if t.markdown {
		b.WriteString("|")
	}
	fmt.Fprintln(w, strings.TrimRight(b.String(), " "))
}

func (p *program) evalSegmentation(c *cli.Context, gold, test string) error {
	s, err := evaluate.MeasureSegments(gold, test)
	if err != nil {
		return unread(err, "")
	}
	for _, name := range s.Missing {
		p.voice.warn("document %q of the gold has no file in %q, it is not counted", name, test)
	}
	for _, name := range s.Differs {
		p.voice.warn("the texts of %q differ in more than white space: its figures mean little", name)
	}
	if c.Bool("json") {
		return p.printJSON(segmentationJSON{s.Precision(), s.Recall(), s.F1(), s.Right, s.Wrong, s.Missed})
	}
	w := bufio.NewWriter(p.stdout)
	table{markdown: c.Bool("markdown")}.write(w, [][]string{
		{"boundaries", "P", "R", "F1", "right", "wrong", "missed"},
		{"all", figure(s.Precision()), figure(s.Recall()), figure(s.F1()), fmt.Sprint(s.Right), fmt.Sprint(s.Wrong), fmt.Sprint(s.Missed)}})
	return w.Flush()
}
