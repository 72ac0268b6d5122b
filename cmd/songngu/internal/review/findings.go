package review

import (
	"strconv"
	"strings"

	"songngu/tmx"
	"songngu/tmx/quality"
)

// Finding is what a quality check has found in a bead.
type Finding struct {
	Code       string `json:"code"`
	Severity   string `json:"severity"`
	Side       string `json:"side"`
	N          int    `json:"n"`     // sentence
	Start      int    `json:"start"` // in the sentence as it is shown, in UTF-16 code units
	End        int    `json:"end"`
	Message    string `json:"message"`
	Vietnamese string `json:"messageVi"`

	side, in int // of the sentence: its side, and its place in the bead
	severity quality.Severity
}

// newChecker makes a checker of pairs, each by itself; compareUnits compares them.
func newChecker() (*quality.Checker, error) {
	return quality.New(quality.Options{Source: sideNames[english], Target: sideNames[vietnamese], Skip: []string{"Q4xx"}})
}

// recheck checks those of some beads that have not been checked yet.
func (s *Session) recheck(beads []*bead) {
	if s.checker == nil {
		return // all are being checked: see prepare
	}
	for _, b := range beads {
		if !b.checked {
			b.checked, b.findings = true, examine(s.checker, b)
		}
	}
}

// examine finds what is wrong with a bead that has both sides.
func examine(c *quality.Checker, b *bead) []Finding {
	if b.null() {
		return nil
	}
	return findingsOf(b, c.Check(tmx.NewUnit(sideNames[english], b.joined(english), sideNames[vietnamese], b.joined(vietnamese))))
}

// findingsOf is what a checker has found in a bead, with its places.
func findingsOf(b *bead, found []quality.Finding) []Finding {
	var list []Finding
	for _, f := range found {
		side := max(sideIndex(f.Lang), 0)
		x := Finding{Code: f.Code, Severity: f.Severity.String(), Side: sideNames[side],
			Message: strings.Clone(f.Message), Vietnamese: strings.Clone(f.Vietnamese), side: side, severity: f.Severity}
		x.place(b, f.Span.Start, f.Span.End)
		list = append(list, x)
	}
	return list
}

// all is every finding of a bead.
func (b *bead) all() []Finding {
	return append(append(make([]Finding, 0, len(b.findings)+len(b.compared)), b.findings...), b.compared...)
}

// place finds the sentence that a span of the joined text begins in.
func (x *Finding) place(b *bead, start, end int) {
	at := 0
	for i, s := range b.side[x.side] {
		clean := s.clean()
		if clean == "" {
			continue
		}
		if i == len(b.side[x.side])-1 || start <= at+len(clean) && start < at+len(clean)+1 {
			x.in = i
			x.Start, x.End = unitsOf(clean, start-at), unitsOf(clean, end-at)
			return
		}
		at += len(clean) + 1
	}
}

// severity is the worst severity of a bead's findings, "" for none.
func (b *bead) severity() string {
	worst := ""
	at := quality.Severity(0)
	for _, f := range b.all() {
		if worst == "" || f.severity > at {
			worst, at = f.Severity, f.severity
		}
	}
	return worst
}

// doubtful reports whether a bead deserves a look: nobody has looked at it
// yet, and the aligner is unsure or a check has found what is likely a fault.
func (s *Session) doubtful(b *bead) bool {
	if b.status != "" {
		return false
	}
	if !b.fixed && b.confidence < s.opts.Threshold {
		return true
	}
	for _, f := range b.all() {
		if f.severity > quality.Info {
			return true
		}
	}
	return false
}

// kind is a bead's type: "1-2".
func (b *bead) kind() string {
	return strconv.Itoa(len(b.side[0])) + "-" + strconv.Itoa(len(b.side[1]))
}
