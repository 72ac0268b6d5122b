package main

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/urfave/cli/v2"

	"songngu/align"
	"songngu/align/beadfile"
	"songngu/corpus"
	"songngu/corpus/text"
)

func (p *program) explainCommand() *cli.Command {
	return &cli.Command{
		Name:      "explain",
		Usage:     "say why a bead was made",
		UsageText: "songngu explain [FLAGS] ALIGNMENT BEAD",
		Description: `ALIGNMENT is an .alignment.jsonl file, or an alignment or a memory in any format that
songngu convert reads, and BEAD the number of a bead or unit in it, from 0, as
the side-by-side page shows it too. Printed are the features in nats (the log of how
much likelier these sentences are as translations of each other than as strangers),
the words and anchors that met and those that did not, and the runner-up.

Examples:

   songngu explain article.alignment.jsonl 12
   songngu explain memory.tmx 3
   songngu explain out.ladder 12 --en en.sent --vi vi.sent`,
		Flags: flags([]cli.Flag{
			&cli.StringFlag{Name: "from", Usage: "`FORMAT` of the alignment, whatever its name"},
			&cli.StringFlag{Name: "en", Usage: "`FILE` of the English sentences, one a line"},
			&cli.StringFlag{Name: "vi", Usage: "`FILE` of the Vietnamese sentences, one a line"},
			&cli.IntFlag{Name: "top", Value: 12, Usage: "print the `N` words and anchors that say most"},
			jsonFlag("print the explanation as JSON"), quietFlag(),
		}, alignerFlags()),
		Action: func(c *cli.Context) error {
			p.voice.quiet = c.Bool("quiet")
			return p.explain(c)
		},
	}
}

func (p *program) explain(c *cli.Context) error {
	if c.Args().Len() != 2 {
		return usage("songngu explain article.alignment.jsonl 12", "explain takes an alignment file and a bead's number, not %d arguments", c.Args().Len())
	}
	path := c.Args().First()
	file, err := p.readAlignmentOf(c, path, true)
	if err != nil {
		return err
	}
	k, err := strconv.Atoi(c.Args().Get(1))
	if n := len(file.Alignment.Beads); err != nil || k < 0 || k >= n {
		return usage(fmt.Sprintf("songngu explain %s %d", path, n-1), "%q is not the number of a bead of %q: they count from 0 to %d", c.Args().Get(1), path, n-1)
	}
	opts, err := p.alignOptions(c)
	if err != nil {
		return err
	}
	e, err := align.Explain(c.Context, file.English.Sentences, file.Vietnamese.Sentences, file.Alignment, k, opts)
	if err != nil {
		return err
	}
	x := explanationOf(file, k, e, c.Int("top"))
	if c.Bool("json") {
		return p.printJSON(x)
	}
	w := bufio.NewWriter(p.stdout)
	x.print(w)
	return w.Flush()
}

// readJSONL reads an alignment file, or standard input for "-".
func (p *program) readJSONL(path string) (*beadfile.File, error) {
	r, err := p.openInput(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	f, err := beadfile.ReadJSONL(r, path)
	if err != nil {
		return nil, unread(err, "songngu align … -o FILE.alignment.jsonl writes such a file")
	}
	return f, nil
}

// explanation is why a bead was made, as it is printed.
type explanation struct {
	Bead       int            `json:"bead"`
	Type       string         `json:"type"`
	Confidence *float64       `json:"confidence,omitempty"` // missing where the alignment says nothing of it
	English    []numberedText `json:"en"`
	Vietnamese []numberedText `json:"vi"`
	Features   []featureNats  `json:"features"`
	Sum        float64        `json:"sum"`
	Met        []metWord      `json:"met"`
	Missed     []metWord      `json:"missed"`
	RunnerUp   *otherBead     `json:"runnerUp,omitempty"`
}

type numberedText struct {
	N    int    `json:"n"`
	Text string `json:"text"`
}

type featureNats struct {
	Name string  `json:"name"`
	Nats float64 `json:"nats"`
}

type metWord struct {
	Kind string  `json:"kind"` // "word", or the anchor's type
	Side string  `json:"side"`
	Text string  `json:"text"`
	By   string  `json:"by,omitempty"`
	Nats float64 `json:"nats"`
}

type otherBead struct {
	Type       string  `json:"type"`
	English    string  `json:"en"`
	Vietnamese string  `json:"vi"`
	Sum        float64 `json:"sum"`
}

func explanationOf(f *beadfile.File, k int, e *align.Explanation, top int) explanation {
	b := e.Bead
	x := explanation{Bead: k, Type: b.Type(),
		English: numbered(f.English, b.Src), Vietnamese: numbered(f.Vietnamese, b.Tgt),
		Features: []featureNats{{"length", b.Features.Length}, {"words", b.Features.Words}, {"anchors", b.Features.Anchors},
			{"shape", b.Features.Shape}, {"structure", b.Features.Structure}, {"prior", b.Features.Prior}},
		Sum: b.Features.Sum(), Met: metWords(f, e.Met, top), Missed: metWords(f, e.Missed, top)}
	if slices.ContainsFunc(f.Alignment.Beads, func(b align.Bead) bool { return b.Confidence > 0 }) {
		x.Confidence = &f.Alignment.Beads[k].Confidence
	}
	if e.HasOther {
		x.RunnerUp = &otherBead{e.RunnerUp.Type(), beadfile.Joined(f.English.Sentences, e.RunnerUp.Src),
			beadfile.Joined(f.Vietnamese.Sentences, e.RunnerUp.Tgt), e.RunnerUp.Features.Sum()}
	}
	return x
}

func numbered(d *corpus.Document, r align.Range) []numberedText {
	list := []numberedText{}
	for i := r.Start; i < r.End; i++ {
		list = append(list, numberedText{i, text.Clean(d.Sentences[i].Text)})
	}
	return list
}

func metWords(f *beadfile.File, met []align.Met, top int) []metWord {
	sides := []*corpus.Document{f.English, f.Vietnamese}
	list := []metWord{}
	for _, m := range met[:min(len(met), max(top, 0))] {
		w := metWord{Kind: "word", Side: sides[m.Side].Lang, Text: m.Span.Of(sides[m.Side].Sentences[m.Sentence].Text), Nats: m.Nats}
		if m.Anchor {
			w.Kind = m.Type.String()
		}
		if m.Reason >= 0 {
			w.By = m.By.Of(sides[1-m.Side].Sentences[m.Reason].Text)
		}
		list = append(list, w)
	}
	return list
}

func (x *explanation) print(w io.Writer) {
	fmt.Fprintf(w, "bead %d, %s", x.Bead, x.Type)
	if x.Confidence != nil {
		fmt.Fprintf(w, ", confidence %.4f", *x.Confidence)
	}
	fmt.Fprint(w, "\n\n")
	for _, s := range x.English {
		fmt.Fprintf(w, "en %d\t%s\n", s.N, s.Text)
	}
	for _, s := range x.Vietnamese {
		fmt.Fprintf(w, "vi %d\t%s\n", s.N, s.Text)
	}
	fmt.Fprintln(w)
	for _, f := range x.Features {
		fmt.Fprintf(w, "%-10s %+8.2f nats\n", f.Name, f.Nats)
	}
	fmt.Fprintf(w, "%-10s %+8.2f nats\n", "together", x.Sum)
	printMet(w, "met", x.Met)
	printMet(w, "not met", x.Missed)
	if x.RunnerUp != nil {
		fmt.Fprintf(w, "\nrunner-up  %+8.2f nats, %s\n  %s\n  %s\n", x.RunnerUp.Sum, x.RunnerUp.Type, orNobody(x.RunnerUp.English), orNobody(x.RunnerUp.Vietnamese))
	}
}

func orNobody(s string) string {
	if s == "" {
		return "(no partner)"
	}
	return s
}

func printMet(w io.Writer, label string, list []metWord) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", label)
	for _, m := range list {
		by := ""
		if m.By != "" {
			by = " ← " + m.By
		}
		fmt.Fprintf(w, "  %+6.2f  %-9s %s  %s%s\n", m.Nats, m.Kind, m.Side, m.Text, by)
	}
}
