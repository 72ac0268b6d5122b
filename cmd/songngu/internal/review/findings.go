package review

import (
	"context"
	"runtime"
	"strconv"
	"strings"
	"sync"

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

// newChecker makes a checker of pairs. Checks of units against each other are
// left out: what they find would change with every edit anywhere.
func newChecker() (*quality.Checker, error) {
	return quality.New(quality.Options{Source: sideNames[english], Target: sideNames[vietnamese], Skip: []string{"Q4xx"}})
}

// checkAll checks every bead, on all cores.
func (s *Session) checkAll(ctx context.Context) error {
	checker, err := newChecker()
	if err != nil {
		return err
	}
	s.checker = checker
	workers := runtime.GOMAXPROCS(0)
	if len(s.beads) < 200 {
		workers = 1
	}
	var wg sync.WaitGroup
	errs := make([]error, workers)
	for k := range workers {
		own := checker
		if k > 0 {
			if own, err = newChecker(); err != nil {
				return err
			}
		}
		wg.Go(func() {
			for i := k; i < len(s.beads) && errs[k] == nil; i += workers {
				check(own, s.beads[i])
				errs[k] = ctx.Err()
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// recheck checks the beads that have not been checked yet.
func (s *Session) recheck(beads []*bead) {
	if s.checker == nil {
		return // all are checked at the end of opening
	}
	for _, b := range beads {
		check(s.checker, b)
	}
}

// check finds what is wrong with a bead that has both sides.
func check(c *quality.Checker, b *bead) {
	if b.checked {
		return
	}
	b.checked = true
	if b.null() {
		return
	}
	u := tmx.NewUnit(sideNames[english], b.joined(english), sideNames[vietnamese], b.joined(vietnamese))
	for _, f := range c.Check(u) {
		side := max(sideIndex(f.Lang), 0)
		x := Finding{Code: f.Code, Severity: f.Severity.String(), Side: sideNames[side],
			Message: strings.Clone(f.Message), Vietnamese: strings.Clone(f.Vietnamese), side: side, severity: f.Severity}
		x.place(b, f.Span.Start, f.Span.End)
		b.findings = append(b.findings, x)
	}
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
	for _, f := range b.findings {
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
	for _, f := range b.findings {
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
