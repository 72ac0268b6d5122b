package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"songngu/corpus/text"
)

// linkRank orders the addresses that a text names by how likely the text comes
// from there.
type linkRank uint8

const (
	inText      linkRank = iota // stands in a sentence
	bareLine                    // a line of its own
	closingLine                 // a line of its own at the end of the text
	labelled                    // after "Source:" or the like
)

type rankedLink struct {
	Link
	rank linkRank
}

type addressList []rankedLink

func (l *addressList) add(url, label string, span text.Span, rank linkRank) {
	for i := range *l {
		if old := &(*l)[i]; old.URL == url {
			if rank > old.rank {
				*old = rankedLink{Link{url, label, span}, rank}
			}
			return
		}
	}
	if len(*l) < maxLinks || rank > inText && len(*l) < 2*maxLinks {
		*l = append(*l, rankedLink{Link{url, label, span}, rank})
	}
}

// maxLinks bounds the addresses remembered of one text; a text that names
// more is a list of links.
const maxLinks = 64

func (l addressList) ranked() []Link {
	slices.SortStableFunc(l, func(a, b rankedLink) int { return int(b.rank) - int(a.rank) })
	var out []Link
	for i := range l {
		out = append(out, l[i].Link)
	}
	return out
}

// sourceLabels are the words before the address of a source, folded.
var sourceLabels = map[string]bool{
	"source": true, "nguon": true, "theo": true, "link": true, "original": true, "original article": true, "original link": true,
	"original source": true, "url": true, "bai goc": true, "link goc": true, "link nguon": true, "nguon tin": true,
	"dan nguon": true, "nguon bai viet": true, "link bai viet": true, "link bai goc": true, "duong dan": true, "source link": true,
	"source url": true, "via": true, "from": true, "taken from": true, "tu": true, "trich tu": true, "nguon tham khao": true,
	"ban goc": true, "read the original": true, "vietnamese version": true, "tieng viet": true, "web": true, "website": true,
	"dia chi": true,
}

const maxLabelWords = 3

// address is a web address found in a text.
type address struct {
	url  string
	span text.Span // of what is to be cut: with brackets and, in Markdown, the link's text
}

// nextAddress finds the first address in s, or returns ok false. It knows
// http and https addresses, www. ones, and Markdown links.
func nextAddress(s string, from int) (a address, ok bool) {
	for at, tries := from, 0; at < len(s) && tries < 100; tries++ {
		i := strings.Index(s[at:], "://")
		w := strings.Index(s[at:], "www.")
		switch {
		case i < 0 && w < 0:
			return a, false
		case i < 0 || w >= 0 && w < i-8:
			i = at + w
			if i > 0 && (isASCIILetter(s[i-1]) || s[i-1] == '.') {
				at = i + 4
				continue
			}
			a.span = text.Span{Start: i, End: addressEnd(s, i)}
			a.url = "http://" + a.span.Of(s)
		default:
			i += at
			start := i
			for start > at && isASCIILetter(s[start-1]) && i-start < 6 {
				start--
			}
			scheme := strings.ToLower(s[start:i])
			if !strings.HasSuffix(scheme, "http") && !strings.HasSuffix(scheme, "https") {
				at = i + 3
				continue
			}
			start = i - len("http")
			if strings.HasSuffix(scheme, "https") {
				start--
			}
			a.span = text.Span{Start: start, End: addressEnd(s, start)}
			a.url = a.span.Of(s)
		}
		if strings.IndexByte(a.url, '.') < 0 || a.span.Len() < 10 && !strings.HasPrefix(s[a.span.Start:], "www.") {
			at = a.span.End + 1
			continue
		}
		a.widen(s)
		return a, true
	}
	return a, false
}

// addressEnd returns where the address at offset i ends: at white space, a
// quote or bracket that does not belong to it, and without closing punctuation.
func addressEnd(s string, i int) int {
	depth := 0
	end := len(s)
loop:
	for j := i; j < len(s); {
		r, n := utf8.DecodeRuneInString(s[j:])
		switch {
		case r == '(':
			depth++
		case r == ')':
			if depth--; depth < 0 {
				end = j
				break loop
			}
		case unicode.IsSpace(r), text.Invisible(r), r == utf8.RuneError && n == 1, strings.ContainsRune("<>\"“”«»‘’[]{}|\\^`", r):
			end = j
			break loop
		}
		j += n
	}
	for end > i && strings.IndexByte(".,;:!?'*_", s[end-1]) >= 0 {
		end--
	}
	return end
}

// widen takes the brackets around an address, and the text of a Markdown link,
// into its span.
func (a *address) widen(s string) {
	b, e := a.span.Start, a.span.End
	if b > 0 && e < len(s) && (s[b-1] == '<' && s[e] == '>' || s[b-1] == '(' && s[e] == ')' || s[b-1] == '[' && s[e] == ']') {
		paren := s[b-1] == '('
		b, e = b-1, e+1
		if paren && b > 1 && s[b-1] == ']' {
			near := max(0, b-400)
			if open := strings.LastIndexByte(s[near:b-1], '['); open >= 0 {
				b = near + open
			}
		}
	}
	a.span = text.Span{Start: b, End: e}
}

// startsWithAddress reports whether a line begins with an address or with the
// label of one.
func startsWithAddress(s string) bool {
	a, ok := nextAddress(s, 0)
	if !ok {
		return false
	}
	_, start := labelBefore(s, a.span.Start)
	return start == 0 || a.span.Start == 0
}

// labelBefore finds the label that ends right before offset end of s: "Source:",
// "(Nguồn: ". It returns the words and where the label begins, or end.
func labelBefore(s string, end int) (label string, start int) {
	base := max(0, end-96) // a label is short
	for base < end && !utf8.RuneStart(s[base]) {
		base++
	}
	head := strings.TrimRight(s[base:end], " \t\u00a0*_>-–—(")
	colon := strings.HasSuffix(head, ":") || strings.HasSuffix(head, "：")
	head = strings.TrimRight(head, ":： \t\u00a0*_")
	wordAt := len(head)
	for words := 1; words <= maxLabelWords && wordAt > 0; words++ {
		at := strings.LastIndexAny(head[:wordAt], " \t\n.(*_!?\"”“[>\u00a0")
		if at < 0 {
			wordAt = 0
		} else {
			_, n := utf8.DecodeRuneInString(head[at:])
			if wordAt == at+n { // a separator right before
				wordAt = at
				if words == 1 {
					return "", end
				}
				words--
				continue
			}
			wordAt = at + n
		}
		if wordAt == 0 && base > 0 || !colon && (words > 1 || base+wordAt > 0) {
			break
		}
		got := head[wordAt:]
		first, _ := utf8.DecodeRuneInString(got)
		if sourceLabels[text.FoldMarks(strings.ReplaceAll(got, "\u00a0", " "))] && (colon || unicode.IsUpper(first)) {
			for wordAt > 0 && strings.IndexByte("(*_[> ", head[wordAt-1]) >= 0 {
				wordAt--
			}
			return got, base + wordAt
		}
		if at >= 0 {
			wordAt = at
		}
	}
	return "", end
}

// cutSource finds the addresses in a block. The line that names a source, or
// holds nothing but an address, is cut off the block and set aside.
func (p *plain) cutSource(s text.Span, nearEnd bool) text.Span {
	t := s.Of(p.src)
	if !strings.Contains(t, "://") && !strings.Contains(t, "www.") {
		return s
	}
	cut := len(t) // everything from here on names sources
	why := ""
	for from, n := 0, 0; from < len(t); n++ {
		if n == maxLinks {
			return s // a list of links, or worse; it stays with the text
		}
		a, ok := nextAddress(t, from)
		if !ok {
			break
		}
		from = max(a.span.End, from+1)
		label, start := labelBefore(t, a.span.Start)
		after := strings.Trim(t[a.span.End:], " \t\u00a0.,;:)*_]\n")
		more, another := nextAddress(t, from)
		atEnd := after == "" || another && strings.Trim(t[a.span.End:more.span.Start], " \t\n,;|-") == ""
		before := strings.TrimRight(t[:start], " \t\u00a0\n*_(>-•")
		rank := inText
		switch {
		case label != "":
			rank = labelled
		case before == "" && atEnd && nearEnd:
			rank = closingLine
		case before == "" && atEnd:
			rank = bareLine
		case atEnd && (endsSentence(before) || cut < len(t)):
			rank = bareLine
		}
		p.links.add(a.url, label, a.span.Shift(s.Start), rank)
		if atEnd && rank > inText {
			if cut == len(t) {
				cut, why = start, "address"
			}
			if label != "" {
				why = "source line"
			}
		} else {
			cut, why = len(t), ""
		}
	}
	if why == "" {
		return s
	}
	p.setAside(text.Span{Start: s.Start + cut, End: s.End}, why)
	return trimSpan(p.src, text.Span{Start: s.Start, End: s.Start + cut})
}
