package quality

import (
	"bufio"
	_ "embed"
	"html/template"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"songngu/corpus/text"
)

//go:embed report.html
var reportPage string

var page = template.Must(template.New("report").Parse(reportPage))

// maxShown bounds the units that the HTML report shows; a page of more is of no
// use to a reader, and the counts tell the rest.
const maxShown = 3000

// NewHTML returns a report as one self-contained page: no script, no request,
// labels in English and Vietnamese, light and dark. Text is escaped, whatever
// it holds. The first 3,000 units with findings are shown, with the places
// marked; the counts are of all. tool names the program.
func NewHTML(w io.Writer, tool string) Report {
	return &htmlReport{w: bufio.NewWriter(w), tool: tool}
}

type htmlReport struct {
	w    *bufio.Writer
	tool string
	rows []htmlRow
	cut  bool
}

// htmlRow is a unit's pair of texts with what was found in it.
type htmlRow struct {
	File, Unit             string
	Worst                  string
	SourceLang, TargetLang string
	Source, Target         []piece
	Findings               []htmlFinding
	source, target         string
	spans                  [2][]text.Span
}

type htmlFinding struct{ Code, Severity, Message, Vietnamese string }

// piece is a stretch of text, marked or not.
type piece struct {
	Text string
	Mark bool
}

func (r *htmlReport) Write(f Finding) error {
	name := f.File
	if name != "-" {
		name = filepath.Base(name)
	}
	n := len(r.rows) - 1
	if n < 0 || r.rows[n].File != name || r.rows[n].Unit != f.Unit || r.rows[n].source != f.Source || r.rows[n].target != f.Target {
		if len(r.rows) == maxShown {
			r.cut = true
			return nil
		}
		// The texts share memory with their unit's neighbours in the file.
		r.rows = append(r.rows, htmlRow{File: strings.Clone(name), Unit: strings.Clone(f.Unit), Worst: f.Severity.String(),
			SourceLang: strings.Clone(f.SourceLang), TargetLang: strings.Clone(f.TargetLang), source: strings.Clone(f.Source), target: strings.Clone(f.Target)})
		n++
	}
	row := &r.rows[n]
	row.Findings = append(row.Findings, htmlFinding{f.Code, f.Severity.String(), f.Message, f.Vietnamese})
	if rank(row.Worst) < rank(f.Severity.String()) {
		row.Worst = f.Severity.String()
	}
	side := 0
	if f.Lang == f.TargetLang {
		side = 1
	}
	row.spans[side] = append(row.spans[side], f.Span)
	return nil
}

func rank(severity string) int {
	return slices.Index([]string{Info.String(), Warning.String(), Error.String()}, severity)
}

// pieces cuts a text where marks begin and end. A mark over the whole text is
// left out: it says nothing about where to look.
func pieces(s string, spans []text.Span) []piece {
	slices.SortFunc(spans, func(a, b text.Span) int { return a.Start - b.Start })
	var list []piece
	done := 0
	for _, span := range spans {
		start := max(span.Start, done)
		if span.Len() <= 0 || span.End > len(s) || span.End <= start || span.Start == 0 && span.End == len(s) {
			continue
		}
		if start > done {
			list = append(list, piece{s[done:start], false})
		}
		list = append(list, piece{s[start:span.End], true})
		done = span.End
	}
	if done < len(s) {
		list = append(list, piece{s[done:], false})
	}
	return list
}

type htmlView struct {
	Title  string
	Tool   string
	Counts []htmlCount
	Rows   []htmlRow
	Cut    bool
	Summary
}

type htmlCount struct {
	Check
	N int64
}

func (r *htmlReport) Close(s Summary) error {
	v := htmlView{Title: "Quality report", Tool: r.tool, Rows: r.rows, Cut: r.cut, Summary: s}
	names := make([]string, len(s.Files))
	for i, f := range s.Files {
		names[i] = filepath.Base(f)
	}
	if len(names) > 0 {
		v.Title += ": " + strings.Join(names[:min(3, len(names))], ", ")
	}
	for _, c := range all {
		if n := s.Checks[c.Code]; n > 0 {
			v.Counts = append(v.Counts, htmlCount{c, n})
		}
	}
	for i := range v.Rows {
		row := &v.Rows[i]
		row.Source, row.Target = pieces(row.source, row.spans[0]), pieces(row.target, row.spans[1])
	}
	if err := page.Execute(r.w, v); err != nil {
		return err
	}
	return r.w.Flush()
}
