// Package report shows an alignment to people: side by side in one HTML file,
// for reading on a screen and on paper.
package report

import (
	"bufio"
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"path/filepath"

	"songngu/align"
	"songngu/align/beadfile"
	"songngu/corpus"
)

//go:embed side-by-side.html
var sideBySide string

var page = template.Must(template.New("side by side").Parse(sideBySide))

// HTML writes f as one self-contained page: no script, no request, labels in
// English and Vietnamese. Pairs with a confidence below doubtful are marked
// and listed on top. Text is escaped, whatever it holds.
func HTML(w io.Writer, f *beadfile.File, doubtful float64) error {
	b := bufio.NewWriter(w)
	if err := page.Execute(b, viewOf(f, doubtful)); err != nil {
		return err
	}
	return b.Flush()
}

type view struct {
	Title               string
	English, Vietnamese side
	Pairs, Unpaired     int
	Reviewed            int
	Mean                string
	Doubtful            []row
	Rows                []row
	Map                 template.HTML // drawn by Map: numbers, no text of the documents
	Tool                string
}

type side struct {
	Name, URL string
	Sentences int
	Aside     []aside
}

type aside struct{ Reason, Text string }

type row struct {
	ID                  int // the bead's number in the alignment file
	English, Vietnamese string
	Type, Confidence    string
	Percent             int
	Class               string // "sure", "doubtful", "alone"
	Heading             bool
	Moved, Fixed        bool
	Status, StatusVi    string // what a reviewer has decided, in both languages
	StatusClass         string
	Note                string
}

func viewOf(f *beadfile.File, doubtful float64) view {
	v := view{English: sideOf(f.English), Vietnamese: sideOf(f.Vietnamese), Tool: f.Tool + " " + f.ToolVersion}
	v.Title = f.Vietnamese.Title
	if v.Title == "" {
		v.Title = v.English.Name
	}
	sum := 0.0
	for i, b := range f.Alignment.Beads {
		r := rowOf(f, i, b, doubtful)
		switch r.Class {
		case "alone":
			v.Unpaired++
		case "doubtful":
			v.Doubtful = append(v.Doubtful, r)
			fallthrough
		default:
			v.Pairs++
			sum += b.Confidence
		}
		if r.Status != "" {
			v.Reviewed++
		}
		v.Rows = append(v.Rows, r)
	}
	sortByConfidence(v.Doubtful, f.Alignment.Beads)
	v.Mean = "–"
	if v.Pairs > 0 {
		v.Mean = fmt.Sprintf("%.3f", sum/float64(v.Pairs))
	}
	v.Map = inlineMap(f, doubtful)
	return v
}

func inlineMap(f *beadfile.File, doubtful float64) template.HTML {
	var svg bytes.Buffer
	b := bufio.NewWriter(&svg)
	drawMap(b, f, doubtful)
	b.Flush()
	return template.HTML(svg.String())
}

func sideOf(d *corpus.Document) side {
	s := side{Name: d.Origin.Ref, URL: d.Origin.URL, Sentences: len(d.Sentences)}
	if corpus.IsURL(s.Name) {
		s.URL = s.Name
	} else if s.Name != "-" {
		s.Name = filepath.Base(s.Name)
	}
	for _, b := range d.Aside {
		s.Aside = append(s.Aside, aside{b.Reason, b.Text})
	}
	return s
}

func rowOf(f *beadfile.File, i int, b align.Bead, doubtful float64) row {
	review := f.Review(i)
	r := row{
		ID: i, English: beadfile.Joined(f.English.Sentences, b.Src), Vietnamese: beadfile.Joined(f.Vietnamese.Sentences, b.Tgt),
		Type: b.Type(), Confidence: fmt.Sprintf("%.2f", b.Confidence), Percent: int(b.Confidence*100 + .5),
		Class: "sure", Moved: b.Moved, Fixed: b.Fixed,
	}
	switch {
	case b.Null():
		r.Class = "alone"
	case b.Confidence < doubtful && !b.Fixed && review.Status != beadfile.Accepted:
		r.Class = "doubtful"
	}
	r.Status, r.StatusVi = statusName(review.Status)
	r.StatusClass, r.Note = string(review.Status), review.Note
	r.Heading = isHeading(f.English.Sentences, b.Src) || isHeading(f.Vietnamese.Sentences, b.Tgt)
	return r
}

// statusName is what a status is called in English and Vietnamese.
func statusName(s beadfile.Status) (english, vietnamese string) {
	switch s {
	case beadfile.Accepted:
		return "accepted", "đã duyệt"
	case beadfile.Rejected:
		return "rejected", "bị loại"
	case beadfile.NeedsWork:
		return "needs work", "cần sửa"
	}
	return "", ""
}
