package quality

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"songngu/corpus/text"
)

// Report writes findings in one form, as they come.
type Report interface {
	// Write adds a finding.
	Write(f Finding) error
	// Close ends the report. It does not close the io.Writer.
	Close(Summary) error
}

// Summary is what a report says at its end.
type Summary struct {
	Files      []string         `json:"files"`
	Units      int64            `json:"units"`
	Findings   int64            `json:"findings"`
	Severities map[string]int64 `json:"severities"` // by the severity's word
	Checks     map[string]int64 `json:"checks"`     // by code
}

// Summary sums up what was found so far.
func (c *Checker) Summary() Summary {
	s := Summary{Files: c.files, Units: c.units, Checks: map[string]int64{}, Severities: map[string]int64{}}
	for code, n := range c.counts {
		s.Checks[code] = n
		s.Severities[c.severity[indexOf(code)].String()] += n
		s.Findings += n
	}
	return s
}

// AtLeast is how many findings are of a severity or a higher one.
func (s Summary) AtLeast(least Severity) (n int64) {
	for v := least; v <= Error; v++ {
		n += s.Severities[v.String()]
	}
	return n
}

// NewText returns a report of one finding a line, "memory.tmx:#12: error Q101
// numbers disagree: …". paint may colour the words of severity; nil leaves them
// plain. Control characters are shown as U+FFFD, for terminals.
func NewText(w io.Writer, paint func(Severity, string) string) Report {
	return &textReport{bufio.NewWriter(w), paint}
}

type textReport struct {
	w     *bufio.Writer
	paint func(Severity, string) string
}

func (r *textReport) Write(f Finding) error {
	word := f.Severity.String()
	if r.paint != nil {
		word = r.paint(f.Severity, word)
	}
	_, err := fmt.Fprintf(r.w, "%s:%s: %s %s %s\n", printable(f.File), printable(f.Unit), word, f.Code, printable(f.Message))
	return err
}

func (r *textReport) Close(Summary) error { return r.w.Flush() }

// printable is s on one line and without control characters.
func printable(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\n' || c == '\t' || c == '\r':
			return ' '
		case c < ' ' || c >= 0x7F && c < 0xA0 || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069:
			return '\uFFFD'
		}
		return c
	}, s)
}

// NewJSON returns a report in JSON lines: one object a finding, its span as two
// numbers, and at the end one object {"summary": …}.
func NewJSON(w io.Writer) Report {
	b := bufio.NewWriter(w)
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	return &jsonReport{b, e}
}

type jsonReport struct {
	w *bufio.Writer
	e *json.Encoder
}

func (r *jsonReport) Write(f Finding) error {
	return r.e.Encode(struct {
		Finding
		Span [2]int `json:"span"`
	}{f, [2]int{f.Span.Start, f.Span.End}})
}

func (r *jsonReport) Close(s Summary) error {
	if err := r.e.Encode(map[string]Summary{"summary": s}); err != nil {
		return err
	}
	return r.w.Flush()
}

// NewChecklist returns a report as a table for working through, in a
// spreadsheet: tab-separated, with a heading, an empty box to tick and an empty
// column for notes. A cell that a spreadsheet would take for a formula gets an
// apostrophe before it.
func NewChecklist(w io.Writer) Report {
	b := bufio.NewWriter(w)
	b.WriteString("done\tfile\tunit\tline\tseverity\tcode\tcheck\tmessage\tthông báo\tsource\ttarget\tnote\n")
	return &checklist{b}
}

type checklist struct{ w *bufio.Writer }

func (r *checklist) Write(f Finding) error {
	line := ""
	if f.Line > 0 {
		line = fmt.Sprint(f.Line)
	}
	cells := []string{"☐", cell(f.File), cell(f.Unit), line, f.Severity.String(), f.Code, f.Name, cell(f.Message), cell(f.Vietnamese), cell(f.Source), cell(f.Target), ""}
	_, err := r.w.WriteString(strings.Join(cells, "\t") + "\n")
	return err
}

func (r *checklist) Close(Summary) error { return r.w.Flush() }

func cell(s string) string {
	s = printable(text.NFC(s))
	if s != "" && strings.IndexByte("=+-@", s[0]) >= 0 {
		return "'" + s
	}
	return s
}
