package transform

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"songngu/corpus/text"
	"songngu/tmx"
)

// exprNames are the words of the language that are neither functions nor
// language codes.
var exprNames = map[string]exprNode{
	"source": side(func(f *facts) *tmx.Variant { v, _ := Sides(f.unit, f.source, f.target); return v }),
	"target": side(func(f *facts) *tmx.Variant { _, v := Sides(f.unit, f.source, f.target); return v }),

	"confidence": {kind: kindNumber, number: func(f *facts) float64 { return Confidence(f.unit) }},
	"usage":      {kind: kindNumber, number: func(f *facts) float64 { return float64(usage(f.unit)) }},
	"variants":   {kind: kindNumber, number: func(f *facts) float64 { return float64(len(f.unit.Variants)) }},
	"number":     {kind: kindNumber, number: func(f *facts) float64 { return float64(f.unit.Number) }},
	"ratio": {kind: kindNumber, number: func(f *facts) float64 {
		src, tgt := Sides(f.unit, f.source, f.target)
		return ratio(textOf(src), textOf(tgt))
	}},

	"id":       {kind: kindText, text: func(f *facts) string { return f.unit.ID }},
	"document": {kind: kindText, text: func(f *facts) string { return Document(f.unit) }},

	"created": {kind: kindDate, text: func(f *facts) string { return created(f.unit) }},
	"changed": {kind: kindDate, text: func(f *facts) string { return changed(f.unit) }},
	"used":    {kind: kindDate, text: func(f *facts) string { return lastUsed(f.unit) }},

	"users": {kind: kindList, list: func(f *facts) []string {
		return append(attrs(f.unit, "creationid"), attrs(f.unit, "changeid")...)
	}},
	"languages": {kind: kindList, list: func(f *facts) (codes []string) {
		for i := range f.unit.Variants {
			codes = append(codes, f.unit.Variants[i].Lang)
		}
		return codes
	}},
	"notes": {kind: kindList, list: func(f *facts) (all []string) {
		for _, n := range f.unit.Notes {
			all = append(all, n.Value)
		}
		for i := range f.unit.Variants {
			for _, n := range f.unit.Variants[i].Notes {
				all = append(all, n.Value)
			}
		}
		return all
	}},
	"props": {kind: kindList, list: func(f *facts) (types []string) {
		eachProp(f.unit, func(p tmx.Prop) { types = append(types, p.Type) })
		return types
	}},
	"findings": {kind: kindList, list: func(f *facts) []string { return f.findings }},
}

// exprFuncs are the functions of the language, with their parameters.
var exprFuncs = map[string]string{
	"len": "x", "words": "x", "lower": "x", "fold": "x", "guess": "x", "tags": "x", "has": "x",
	"ratio": "x, y", "prop": `"x-name"`, "attr": `"name"`, "lang": `"code"`,
}

func side(v func(*facts) *tmx.Variant) exprNode {
	return exprNode{kind: kindText, variant: v, text: func(f *facts) string { return textOf(v(f)) }}
}

func textOf(v *tmx.Variant) string {
	if v == nil {
		return ""
	}
	return v.Text()
}

func ratio(a, b string) float64 {
	if a == "" || b == "" {
		return math.NaN()
	}
	return float64(utf8.RuneCountInString(b)) / float64(utf8.RuneCountInString(a))
}

// eachProp goes through the props of the unit and its variants.
func eachProp(u *tmx.Unit, do func(tmx.Prop)) {
	for _, p := range u.Props {
		do(p)
	}
	for i := range u.Variants {
		for _, p := range u.Variants[i].Props {
			do(p)
		}
	}
}

// attrs are the values of an attribute on the unit and its variants.
func attrs(u *tmx.Unit, name string) (values []string) {
	if s := u.Attr(name); s != "" {
		values = append(values, s)
	}
	for i := range u.Variants {
		if s := u.Variants[i].Attr(name); s != "" {
			values = append(values, s)
		}
	}
	return values
}

// named compiles a word that stands alone.
func (p *exprParser) named(t tok) exprNode {
	n, ok := exprNames[t.raw]
	if !ok {
		if _, isFunc := exprFuncs[t.raw]; isFunc {
			p.fail(t.at, "%s wants brackets: %s(%s)", t.raw, t.raw, exprFuncs[t.raw])
		}
		if !isCode(t.raw) {
			p.fail(t.at, "unknown name %q%s", t.raw, p.nearest(t.raw))
		}
		n = side(func(f *facts) *tmx.Variant { return f.unit.Variant(t.raw) })
	}
	n.at = t.at
	return n
}

// nearest suggests a name for a mistyped one: one that starts alike.
func (p *exprParser) nearest(word string) string {
	var names []string
	for n := range exprNames {
		names = append(names, n)
	}
	for n := range exprFuncs {
		names = append(names, n+"("+exprFuncs[n]+")")
	}
	slices.Sort(names)
	for n := min(len(word), 4); n >= 2; n-- {
		for _, name := range names {
			if strings.HasPrefix(name, word[:n]) {
				return "; did you mean " + name + "?"
			}
		}
	}
	return ""
}

// call compiles a function whose name and opening bracket are consumed.
func (p *exprParser) call(t tok) exprNode {
	params, ok := exprFuncs[t.raw]
	if !ok {
		p.fail(t.at, "unknown function %q%s", t.raw, p.nearest(t.raw))
	}
	var args []exprNode
	for !p.is(")") {
		args = append(args, p.sum())
		if !p.take(",") {
			break
		}
	}
	p.want(")")
	if want := strings.Count(params, ",") + 1; len(args) != want {
		p.fail(t.at, "%s wants %s(%s)", t.raw, t.raw, params)
	}
	n := p.apply(t, args)
	n.at = t.at
	return n
}

func (p *exprParser) apply(t tok, args []exprNode) exprNode {
	x := args[0]
	switch t.raw {
	case "has":
		switch x.kind {
		case kindText, kindDate:
			return exprNode{test: func(f *facts) bool { return x.text(f) != "" }}
		case kindList:
			return exprNode{test: func(f *facts) bool { return len(x.list(f)) > 0 }}
		}
		p.fail(x.at, "has wants a text, a date or a list")
	case "prop", "attr", "lang":
		if !x.quoted {
			p.fail(x.at, "%s wants a name in quotes", t.raw)
		}
		return lookUp(t.raw, unquote(x.raw, false))
	case "tags":
		if x.variant == nil {
			p.fail(x.at, "tags wants a side: source, target or a language")
		}
		return exprNode{kind: kindNumber, number: func(f *facts) float64 { return float64(countTags(x.variant(f))) }}
	}
	for _, a := range args {
		if a.kind != kindText {
			p.fail(a.at, "%s wants a text, not %s", t.raw, a.kind)
		}
	}
	switch t.raw {
	case "len":
		return exprNode{kind: kindNumber, number: func(f *facts) float64 { return float64(utf8.RuneCountInString(x.text(f))) }}
	case "words":
		return exprNode{kind: kindNumber, number: func(f *facts) float64 { return float64(countWords(x.text(f))) }}
	case "lower":
		return exprNode{kind: kindText, text: func(f *facts) string { return strings.ToLower(x.text(f)) }}
	case "fold":
		return exprNode{kind: kindText, text: func(f *facts) string { return text.FoldMarks(x.text(f)) }}
	case "guess":
		return exprNode{kind: kindText, text: func(f *facts) string { lang, _ := text.Guess(x.text(f)); return lang }}
	}
	y := args[1]
	return exprNode{kind: kindNumber, number: func(f *facts) float64 { return ratio(x.text(f), y.text(f)) }}
}

// lookUp compiles prop, attr and lang.
func lookUp(function, name string) exprNode {
	switch function {
	case "lang":
		return side(func(f *facts) *tmx.Variant { return f.unit.Variant(name) })
	case "attr":
		return exprNode{kind: kindList, list: func(f *facts) []string { return attrs(f.unit, name) }}
	}
	return exprNode{kind: kindList, list: func(f *facts) (values []string) {
		eachProp(f.unit, func(p tmx.Prop) {
			if p.Type == name {
				values = append(values, p.Value)
			}
		})
		return values
	}}
}

func countWords(s string) int {
	n := 0
	for range text.Words(s) {
		n++
	}
	return n
}

func countTags(v *tmx.Variant) int {
	if v == nil {
		return 0
	}
	n := 0
	for range v.Seg.Tags() {
		n++
	}
	return n
}
