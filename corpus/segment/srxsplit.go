package segment

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"

	"songngu/corpus/text"
)

// srxWindow is how far the exceptions look back and ahead, in bytes.
const srxWindow = 512

// srxRules are the rules for one language, ready for use.
//
// SRX says: at every place between two characters the first rule whose
// beforebreak ends there and whose afterbreak begins there decides. Here the
// break rules propose places, each in one pass over the text, and the no-break
// rules that stand before the proposing one are asked about each; those between
// two break rules need no order among themselves, so that all with the same
// afterbreak are one alternation. The cost is linear in the text, times the
// number of break rules. Limits: from one beginning, a break rule proposes the
// one place that its expression prefers; a no-break rule sees srxWindow bytes.
type srxRules struct {
	breaks     []srxBreak
	exceptions []srxException
}

type srxBreak struct {
	order int
	re    *regexp.Regexp // group 1 is the beforebreak
}

type srxException struct {
	order         int // smaller than that of the breaks that it overrules
	before, after *regexp.Regexp
	look          int // how far before looks back, in bytes
}

func (x *SRX) compile(lang string, abbreviations []string) (*srxRules, error) {
	rules, err := x.of(lang)
	if err != nil {
		return nil, err
	}
	out := &srxRules{}
	out.abbreviations(abbreviations)
	type group struct {
		after   string
		befores []string
		names   []string
	}
	var groups []group
	flush := func(order int) error {
		for _, g := range groups {
			e := srxException{order: order}
			if e.before, err = regexp.Compile(`(?:` + strings.Join(g.befores, "|") + `)\z`); err != nil {
				return fmt.Errorf("srx: %s: %w", strings.Join(g.names, ", "), err)
			}
			e.look = reach(e.before.String())
			if e.after, err = regexp.Compile(`\A(?:` + g.after + `)`); err != nil {
				return fmt.Errorf("srx: %s: %w", g.names[0], err)
			}
			out.exceptions = append(out.exceptions, e)
		}
		groups = groups[:0]
		return nil
	}
	for i, r := range rules {
		before, err := translate(r.before, inBefore)
		if err != nil {
			return nil, fmt.Errorf("srx: %s: beforebreak %q: %w", r.name, r.before, err)
		}
		after, err := translate(r.after, inAfter)
		if err != nil {
			return nil, fmt.Errorf("srx: %s: afterbreak %q: %w", r.name, r.after, err)
		}
		// Each must be sound by itself before it becomes part of another.
		for _, part := range []string{before, after} {
			if _, err := regexp.Compile(part); err != nil {
				return nil, fmt.Errorf("srx: %s: %w", r.name, err)
			}
		}
		if !r.breaks {
			k := slices.IndexFunc(groups, func(g group) bool { return g.after == after && len(g.befores) < 500 })
			if k < 0 {
				k = len(groups)
				groups = append(groups, group{after: after})
			}
			groups[k].befores = append(groups[k].befores, "(?:"+before+")")
			groups[k].names = append(groups[k].names, r.name)
			continue
		}
		if err := flush(i); err != nil {
			return nil, err
		}
		re, err := regexp.Compile("(" + before + ")(?:" + after + ")")
		if err != nil {
			return nil, fmt.Errorf("srx: %s: %w", r.name, err)
		}
		out.breaks = append(out.breaks, srxBreak{i, re})
	}
	return out, nil
}

// abbreviations adds the user's abbreviations as the first exceptions.
func (r *srxRules) abbreviations(list []string) {
	if len(list) == 0 {
		return
	}
	alternatives := make([]string, len(list))
	for i, a := range list {
		alternatives[i] = regexp.QuoteMeta(a)
		if a == strings.ToLower(a) {
			alternatives[i] = "(?i:" + alternatives[i] + ")"
		}
	}
	r.exceptions = append(r.exceptions, srxException{
		order:  -1,
		before: regexp.MustCompile(`(?:\A|[^\p{L}\p{M}\p{N}])(?:` + strings.Join(alternatives, "|") + `)\.\z`),
		after:  regexp.MustCompile(`\A\s`),
		look:   maxWord + 2*utf8.UTFMax,
	})
}

// split splits one block.
func (r *srxRules) split(block string) []Sentence {
	places := map[int]int{} // a place and the order of the first rule that breaks there
	for _, b := range r.breaks {
		for from := 0; from < len(block); {
			m := b.re.FindStringSubmatchIndex(block[from:])
			if m == nil {
				break
			}
			at := from + m[3]
			if _, ok := places[at]; !ok && at > 0 {
				places[at] = b.order
			}
			if at == from { // an empty beforebreak: go on behind the next character
				_, n := utf8.DecodeRuneInString(block[from:])
				at += n
			}
			from = at
		}
	}
	order := make([]int, 0, len(places))
	for at := range places {
		order = append(order, at)
	}
	slices.Sort(order)
	var out []Sentence
	start := 0
	add := func(end int) {
		s := text.Span{Start: skipSpace(block, start), End: end}
		if s.Start < end {
			if s.End = trimSpace(block, s.Start, end); s.Len() > 0 {
				out = append(out, Sentence{Span: s})
			}
		}
		start = end
	}
	for _, at := range order {
		if !r.excepted(block, at, places[at]) {
			add(at)
		}
	}
	add(len(block))
	return out
}

// reach is how many bytes an expression can match, with one character more for
// what it says of its beginning; srxWindow if that is more or has no bound.
func reach(pattern string) int {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return srxWindow
	}
	if n := longest(re); n < srxWindow/utf8.UTFMax {
		return (n + 1) * utf8.UTFMax
	}
	return srxWindow
}

// longest is the greatest number of characters that re can match, at most
// srxWindow.
func longest(re *syntax.Regexp) int {
	n := 0
	switch re.Op {
	case syntax.OpLiteral:
		n = len(re.Rune)
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		n = 1
	case syntax.OpCapture, syntax.OpQuest:
		n = longest(re.Sub[0])
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			n += longest(sub)
		}
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			n = max(n, longest(sub))
		}
	case syntax.OpStar, syntax.OpPlus:
		n = srxWindow
	case syntax.OpRepeat:
		n = srxWindow
		if re.Max >= 0 {
			n = re.Max * longest(re.Sub[0])
		}
	}
	return min(n, srxWindow)
}

// excepted reports whether a no-break rule before the break rule of the given
// order holds at a place.
func (r *srxRules) excepted(block string, at, order int) bool {
	high := min(len(block), at+srxWindow)
	for high > at && high < len(block) && !utf8.RuneStart(block[high]) {
		high--
	}
	for _, e := range r.exceptions {
		if e.order > order {
			break
		}
		low := max(0, at-e.look)
		for low < at && !utf8.RuneStart(block[low]) {
			low++
		}
		if e.after.MatchString(block[at:high]) && e.before.MatchString(block[low:at]) {
			return true
		}
	}
	return false
}
