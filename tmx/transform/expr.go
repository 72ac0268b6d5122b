package transform

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"songngu/tmx"
)

// Expr is a condition on a unit, compiled by ParseExpr.
//
// The language, by precedence from the loosest:
//
//	a or b       a and b       not a       (a)
//	x = y   x != y   x < y   x <= y   x > y   x >= y   x ~ "regexp"   x !~ "regexp"   "x" in y
//	x + y   x - y   x * y   x / y   -x
//
// Values are numbers, texts in double or single quotes, dates, lists of texts
// (of which one has to fit), true and false. != and !~ are the opposite of =
// and ~, so they hold where there is nothing to compare; all others do not. In
// a text \" is a quote and \\ a backslash; regexps are those of package regexp,
// (?i) in front ignores case. A date is compared with a text like "2026",
// "2026-03" or "2026-03-14", which stands for the whole of its span.
//
//	source target en vi en-US …   text of the side, of the variant in that language; "" without
//	confidence                    0 to 1 (Confidence)
//	ratio                         characters of the target for each of the source
//	usage variants number         usagecount; how many variants; which unit of its file
//	id document                   tuid; where the unit comes from (Document)
//	created changed used          dates
//	users languages notes         creationid and changeid; codes; texts of notes
//	props findings                types of props; codes of what was found in the unit
//	len(x) words(x)               characters, words of a text
//	lower(x) fold(x)              in small letters; without marks too
//	guess(x)                      "en", "vi" or "": the language it seems to be
//	tags(en) ratio(x, y)          how many in-line tags; ratio of two texts
//	prop("x-a") attr("a")         lists of values, on the unit and its variants
//	lang("id")                    text in a language whose code is a word above
//	has(x)                        whether there is anything in a text, date or list
type Expr struct{ test func(*facts) bool }

// facts is what an expression is about.
type facts struct {
	unit           *tmx.Unit
	source, target string
	findings       []string
}

// Match reports whether the condition holds for a unit with these codes of
// findings. Source and target are the languages that Sides takes.
func (e *Expr) Match(u *tmx.Unit, source, target string, findings []string) bool {
	return e.test(&facts{u, source, target, findings})
}

// ExprError is what is wrong with an expression, and where.
type ExprError struct {
	Expr    string
	At      int // byte
	Message string
}

func (e *ExprError) Error() string {
	return fmt.Sprintf("expression, column %d: %s", utf8.RuneCountInString(e.Expr[:e.At])+1, e.Message)
}

// Picture is the expression with a caret under what is wrong, on two lines.
func (e *ExprError) Picture() string {
	line := strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, e.Expr)
	return line + "\n" + strings.Repeat(" ", utf8.RuneCountInString(e.Expr[:e.At])) + "^"
}

const (
	maxExpr      = 64 << 10
	maxExprDepth = 300
)

// ParseExpr compiles an expression. The error is an *ExprError.
func ParseExpr(s string) (e *Expr, err error) {
	if len(s) > maxExpr {
		return nil, &ExprError{"", 0, fmt.Sprintf("longer than %d bytes", maxExpr)}
	}
	if !utf8.ValidString(s) {
		return nil, &ExprError{"", 0, "not in UTF-8"}
	}
	p := &exprParser{s: s}
	defer func() {
		if r := recover(); r != nil {
			wrong, ok := r.(*ExprError)
			if !ok {
				panic(r)
			}
			e, err = nil, wrong
		}
	}()
	p.next()
	n := p.or()
	if p.tok.kind != tokEnd {
		p.fail(p.tok.at, "%s stands where and, or, or the end should", p.tok.name(p.s))
	}
	return &Expr{p.truth(n)}, nil
}
