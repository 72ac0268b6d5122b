package transform

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"songngu/corpus/text"
)

// compare compiles a comparison.
func (p *exprParser) compare(l exprNode, op tok, r exprNode) func(*facts) bool {
	switch op.raw {
	case "~", "!~":
		return negated(op.raw == "!~", p.matches(l, r))
	case "in":
		l, r = r, l
		if l.kind != kindList || r.kind != kindText {
			p.fail(op.at, "in wants a text on its left and a list on its right")
		}
		return p.equal(l, op, r, "=")
	case "!=":
		return negated(true, p.equal(l, op, r, "="))
	}
	return p.equal(l, op, r, op.raw)
}

func negated(not bool, test func(*facts) bool) func(*facts) bool {
	if !not {
		return test
	}
	return func(f *facts) bool { return !test(f) }
}

// matches compiles l ~ r.
func (p *exprParser) matches(l, r exprNode) func(*facts) bool {
	if !r.quoted {
		p.fail(r.at, "~ wants a regexp in quotes on its right")
	}
	re, err := regexp.Compile(unquote(r.raw, true))
	if err != nil {
		p.fail(r.at, "%s", strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
	switch l.kind {
	case kindText:
		return func(f *facts) bool { return re.MatchString(text.NFC(l.text(f))) }
	case kindList:
		return func(f *facts) bool {
			return slices.ContainsFunc(l.list(f), func(s string) bool { return re.MatchString(text.NFC(s)) })
		}
	}
	p.fail(l.at, "~ wants a text or a list on its left, not %s", l.kind)
	return nil
}

// holds reports whether a comparison with that result of cmp.Compare holds.
func holds(op string, c int) bool {
	switch op {
	case "=":
		return c == 0
	case "<":
		return c < 0
	case "<=":
		return c <= 0
	case ">":
		return c > 0
	}
	return c >= 0
}

// equal compiles = < <= > and >=.
func (p *exprParser) equal(l exprNode, op tok, r exprNode, sign string) func(*facts) bool {
	if flipped, ok := map[string]string{"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}[sign]; ok && rank(r) > rank(l) {
		l, r, sign = r, l, flipped
	}
	switch {
	case l.kind == kindNumber && r.kind == kindNumber:
		return func(f *facts) bool {
			a, b := l.number(f), r.number(f)
			return !math.IsNaN(a) && !math.IsNaN(b) && holds(sign, cmp.Compare(a, b))
		}
	case l.kind == kindText && r.kind == kindText:
		return func(f *facts) bool { return holds(sign, cmp.Compare(text.NFC(l.text(f)), text.NFC(r.text(f)))) }
	case l.kind == kindDate && r.kind == kindDate:
		return func(f *facts) bool {
			a, b := l.text(f), r.text(f)
			return a != "" && b != "" && holds(sign, cmp.Compare(a, b))
		}
	case l.kind == kindDate && r.quoted:
		return p.during(l, sign, r)
	case l.kind == kindList && r.kind == kindText:
		return func(f *facts) bool {
			b := text.NFC(r.text(f))
			return slices.ContainsFunc(l.list(f), func(a string) bool { return holds(sign, cmp.Compare(text.NFC(a), b)) })
		}
	case l.kind == kindList && r.kind == kindNumber:
		return func(f *facts) bool {
			b := r.number(f)
			return !math.IsNaN(b) && slices.ContainsFunc(l.list(f), func(s string) bool {
				a, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
				return err == nil && holds(sign, cmp.Compare(a, b))
			})
		}
	}
	p.fail(op.at, "%s and %s do not compare", l.kind, r.kind)
	return nil
}

// rank orders the sides of a comparison, so that each pair of kinds has to be
// known one way round only.
func rank(n exprNode) int {
	switch n.kind {
	case kindList:
		return 3
	case kindDate:
		return 2
	case kindText:
		return 1
	}
	return 0
}

// during compiles the comparison of a date with a span of time.
func (p *exprParser) during(l exprNode, sign string, r exprNode) func(*facts) bool {
	from, to, ok := span(unquote(r.raw, false))
	if !ok {
		p.fail(r.at, "%q is no date like 2026, 2026-03, 2026-03-14 or 20260314T090000Z", unquote(r.raw, false))
	}
	return func(f *facts) bool {
		d := l.text(f)
		if d == "" {
			return false
		}
		switch sign {
		case "<":
			return d < from
		case "<=":
			return d <= to
		case ">":
			return d > to
		case ">=":
			return d >= from
		}
		return from <= d && d <= to
	}
}

// span is the first and the last second that a date, whole or only its year or
// month, stands for, in TMX's form.
func span(s string) (from, to string, ok bool) {
	const form = "20060102T150405Z"
	for _, l := range []struct {
		layout              string
		years, months, days int
	}{{"2006", 1, 0, 0}, {"2006-01", 0, 1, 0}, {"2006-01-02", 0, 0, 1}, {"20060102", 0, 0, 1}} {
		if t, err := time.Parse(l.layout, s); err == nil && t.Year() > 0 {
			return t.Format(form), t.AddDate(l.years, l.months, l.days).Add(-time.Second).Format(form), true
		}
	}
	d := date(s)
	return d, d, d != ""
}
