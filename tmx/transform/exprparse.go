package transform

import (
	"math"
	"slices"
	"strconv"

	"songngu/tmx"
)

type exprKind uint8

const (
	kindBool exprKind = iota
	kindNumber
	kindText
	kindDate
	kindList
)

func (k exprKind) String() string {
	return [...]string{"a condition", "a number", "a text", "a date", "a list"}[k]
}

// exprNode is a value of an expression, the function of its kind set.
type exprNode struct {
	kind    exprKind
	at      int
	quoted  bool                      // a text that stands in the expression; raw is what is between its quotes
	raw     string                    //
	variant func(*facts) *tmx.Variant // where the text comes from, if from one
	test    func(*facts) bool         //
	number  func(*facts) float64      // NaN for none
	text    func(*facts) string       // of a date: in TMX's form; "" for none
	list    func(*facts) []string     //
}

// enter bounds the nesting.
func (p *exprParser) enter() func() {
	if p.depth++; p.depth > maxExprDepth {
		p.fail(p.tok.at, "nested more than %d deep", maxExprDepth)
	}
	return func() { p.depth-- }
}

func (p *exprParser) or() exprNode {
	defer p.enter()()
	l := p.and()
	for p.take("or") {
		a, b := p.truth(l), p.truth(p.and())
		l = exprNode{at: l.at, test: func(f *facts) bool { return a(f) || b(f) }}
	}
	return l
}

func (p *exprParser) and() exprNode {
	l := p.not()
	for p.take("and") {
		a, b := p.truth(l), p.truth(p.not())
		l = exprNode{at: l.at, test: func(f *facts) bool { return a(f) && b(f) }}
	}
	return l
}

func (p *exprParser) not() exprNode {
	defer p.enter()()
	at := p.tok.at
	if p.take("not") {
		a := p.truth(p.not())
		return exprNode{at: at, test: func(f *facts) bool { return !a(f) }}
	}
	return p.comparison()
}

// truth is the node's condition.
func (p *exprParser) truth(n exprNode) func(*facts) bool {
	if n.kind != kindBool {
		p.fail(n.at, "%s stands where a condition should; compare it, or ask has(…)", n.kind)
	}
	return n.test
}

var comparisons = []string{"=", "!=", "<", "<=", ">", ">=", "~", "!~", "in"}

func (p *exprParser) comparison() exprNode {
	l := p.sum()
	if p.tok.kind == tokEnd || !slices.Contains(comparisons, p.tok.raw) || p.tok.kind == tokText {
		return l
	}
	op := p.next()
	r := p.sum()
	n := exprNode{at: l.at, test: p.compare(l, op, r)}
	if slices.Contains(comparisons, p.tok.raw) && (p.tok.kind == tokSign || p.tok.kind == tokWord) {
		p.fail(p.tok.at, "comparisons do not chain; join them with and")
	}
	return n
}

func (p *exprParser) sum() exprNode {
	l := p.product()
	for p.is("+") || p.is("-") {
		op := p.next().raw
		l = p.arithmetic(l, op, p.product())
	}
	return l
}

func (p *exprParser) product() exprNode {
	l := p.sign()
	for p.is("*") || p.is("/") {
		op := p.next().raw
		l = p.arithmetic(l, op, p.sign())
	}
	return l
}

func (p *exprParser) sign() exprNode {
	defer p.enter()()
	at := p.tok.at
	if p.take("-") {
		zero := exprNode{kind: kindNumber, at: at, number: func(*facts) float64 { return 0 }}
		return p.arithmetic(zero, "-", p.sign())
	}
	return p.operand()
}

func (p *exprParser) arithmetic(l exprNode, op string, r exprNode) exprNode {
	a, b := p.numeric(l), p.numeric(r)
	n := exprNode{kind: kindNumber, at: l.at}
	switch op {
	case "+":
		n.number = func(f *facts) float64 { return a(f) + b(f) }
	case "-":
		n.number = func(f *facts) float64 { return a(f) - b(f) }
	case "*":
		n.number = func(f *facts) float64 { return a(f) * b(f) }
	case "/":
		n.number = func(f *facts) float64 {
			if d := b(f); d != 0 {
				return a(f) / d
			}
			return math.NaN()
		}
	}
	return n
}

func (p *exprParser) numeric(n exprNode) func(*facts) float64 {
	if n.kind != kindNumber {
		p.fail(n.at, "%s stands where a number should", n.kind)
	}
	return n.number
}

func (p *exprParser) operand() exprNode {
	t := p.tok
	switch {
	case t.kind == tokNumber:
		p.next()
		v, err := strconv.ParseFloat(t.raw, 64)
		if err != nil {
			p.fail(t.at, "%q is no number", t.raw)
		}
		return exprNode{kind: kindNumber, at: t.at, number: func(*facts) float64 { return v }}
	case t.kind == tokText:
		p.next()
		s := unquote(t.raw, false)
		return exprNode{kind: kindText, at: t.at, quoted: true, raw: t.raw, text: func(*facts) string { return s }}
	case p.take("("):
		n := p.or()
		p.want(")")
		return n
	case t.kind == tokWord && !slices.Contains([]string{"and", "or", "not", "in"}, t.raw):
		p.next()
		if p.take("(") {
			return p.call(t)
		}
		return p.named(t)
	}
	p.fail(t.at, "%s stands where a value should", t.name(p.s))
	return exprNode{}
}
