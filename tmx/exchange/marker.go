package exchange

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"songngu/tmx"
)

// In a table for review an in-line code is a marker of its number in the
// segment: {1} and {/1} around words, {2/} for one that stands alone. Where
// the words have such a thing themselves, the markers have more braces: {{1}}.
var braced = regexp.MustCompile(markerPattern(1))

func markerPattern(braces int) string {
	n := strconv.Itoa(braces)
	return `\{{` + n + `}(/?[1-9][0-9]*/?)\}{` + n + `}`
}

// Marked is the text of a segment with markers for its codes; of one without
// codes just its text.
func Marked(seg tmx.Segment) string {
	if !seg.HasCodes() {
		return seg.Text()
	}
	ps, left, right, _ := marking(seg)
	names := markers(ps)
	var b strings.Builder
	for i, p := range ps {
		if p.kind == words {
			b.WriteString(p.text)
			continue
		}
		b.WriteString(left + names[i] + right)
	}
	return b.String()
}

// marking takes a segment apart and finds how many braces its markers need.
func marking(seg tmx.Segment) (ps []piece, left, right string, pattern *regexp.Regexp) {
	ps = piecesOf(seg)
	pattern = braced
	for n := 1; ; n++ {
		if n > 1 {
			pattern = regexp.MustCompile(markerPattern(n))
		}
		if n == maxBraces || !slices.ContainsFunc(ps, func(p piece) bool { return p.kind == words && pattern.MatchString(p.text) }) {
			return ps, strings.Repeat("{", n), strings.Repeat("}", n), pattern
		}
	}
}

// maxBraces bounds the work on text that is out to make it long.
const maxBraces = 10

// markers names the codes among the pieces.
func markers(ps []piece) []string {
	names := make([]string, len(ps))
	n := 0
	open := map[string]string{}
	var marks []string
	for i, p := range ps {
		switch {
		case p.kind == words:
		case p.kind == closing && !p.isolated:
			names[i] = "/" + open[p.pair]
		case p.kind == markClose && len(marks) > 0:
			names[i] = "/" + marks[len(marks)-1]
			marks = marks[:len(marks)-1]
		default:
			n++
			names[i] = strconv.Itoa(n)
			switch {
			case p.kind == markOpen:
				marks = append(marks, names[i])
			case p.kind == opening && !p.isolated:
				open[p.pair] = names[i]
			default:
				names[i] += "/"
			}
		}
	}
	return names
}

// Unmarked makes a segment of an edited text, with the codes of the original
// where their markers stand now. Every marker of the original must be there
// once and no other, a pair's second after its first.
func Unmarked(edited string, original tmx.Segment) (tmx.Segment, error) {
	if !original.HasCodes() {
		return tmx.TextSegment(edited), nil
	}
	ps, left, right, pattern := marking(original)
	names := markers(ps)
	codes := map[string]piece{}
	for i, name := range names {
		if name != "" {
			codes[name] = ps[i]
		}
	}
	var out []piece
	at := 0
	used := map[string]bool{}
	for _, m := range pattern.FindAllStringSubmatchIndex(edited, -1) {
		name := edited[m[2]:m[3]]
		p, known := codes[name]
		switch {
		case !known:
			return tmx.Segment{}, fmt.Errorf("marker %s names no code of the unit", edited[m[0]:m[1]])
		case used[name]:
			return tmx.Segment{}, fmt.Errorf("marker %s stands twice", edited[m[0]:m[1]])
		case strings.HasPrefix(name, "/") && !used[name[1:]]:
			return tmx.Segment{}, fmt.Errorf("marker %s stands before its first half", edited[m[0]:m[1]])
		}
		used[name] = true
		out = append(out, piece{text: edited[at:m[0]]}, p)
		at = m[1]
	}
	for _, name := range names {
		if name != "" && !used[name] {
			return tmx.Segment{}, fmt.Errorf("marker %s is missing", left+name+right)
		}
	}
	return segmentOf(settle(append(out, piece{text: edited[at:]})), false), nil
}
