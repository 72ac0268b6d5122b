package pretranslate

import (
	"strconv"
	"strings"

	"songngu/corpus/text"
)

// docxParagraph is the text of a w:p element.
type docxParagraph struct {
	text   string
	runs   []*docxRun
	breaks []int // places in text of tabs and line breaks, a byte each
}

// docxRun is the text of a w:t element.
type docxRun struct {
	n      *node
	format string // what its words look like, and what link they belong to
	start  int    // in the paragraph's text
	text   string
	edited bool
	parts  []docxChange
}

// docxChange replaces part of a run's text.
type docxChange struct {
	start, end int // in the run's text
	text       string
}

// docxSentence is a sentence of a paragraph with the runs it stands in.
type docxSentence struct {
	*segment
	span   text.Span // in the paragraph's text
	groups []docxGroup
	base   int // the group that the words between the others have the look of
}

// docxGroup is runs in a row that look alike.
type docxGroup struct {
	runs []*docxRun
	span text.Span // of the sentence in them, in the paragraph's text
}

// docxParagraphs takes a w:p element, and those inside it, after it.
func docxParagraphs(raw []byte, n *node, found []*docxParagraph) []*docxParagraph {
	p := &docxParagraph{}
	found = append(found, p)
	var b strings.Builder
	fields := 0 // field codes that are open
	var walk func(n *node, look string)
	walk = func(n *node, look string) {
		for _, k := range n.kids {
			switch k.name {
			case "":
			case "w:p":
				found = docxParagraphs(raw, k, found)
			case "w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:instrText", "w:delText":
			case "w:r":
				own := look
				for _, c := range k.kids {
					if c.name == "w:rPr" {
						own += looks(raw, c)
					}
				}
				walk(k, own)
			case "w:hyperlink", "w:ins", "w:fldSimple":
				walk(k, look+"\x00"+strconv.Itoa(k.start))
			case "w:fldChar":
				switch k.attr("w:fldCharType") {
				case "begin":
					fields++
				case "end":
					fields = max(fields-1, 0)
				}
			case "w:tab", "w:br", "w:cr":
				if n.name != "w:r" {
					continue // w:tab is also an element of w:tabs
				}
				p.breaks = append(p.breaks, b.Len())
				if k.name == "w:tab" {
					b.WriteByte('\t')
				} else {
					b.WriteByte('\n')
				}
			case "w:noBreakHyphen":
				p.breaks = append(p.breaks, b.Len())
				b.WriteByte('-')
			case "w:t":
				if k.empty() {
					continue
				}
				own := look
				if fields > 0 {
					own += "\x00field"
				}
				s := k.flat()
				p.runs = append(p.runs, &docxRun{n: k, format: own, start: b.Len(), text: s})
				b.WriteString(s)
			default:
				walk(k, look)
			}
		}
	}
	walk(n, "")
	p.text = b.String()
	return found
}

// looks is the part of a run's properties that makes words look other than
// those beside them: without language, proofing and the marks of revisions.
func looks(raw []byte, n *node) string {
	var b strings.Builder
	for _, k := range n.kids {
		switch k.name {
		case "", "w:lang", "w:noProof", "w:rPrChange", "w:szCs", "w:bCs", "w:iCs":
		default:
			b.Write(raw[k.start:k.end])
		}
	}
	return b.String()
}

// sentence takes the runs in a span of the text.
func (p *docxParagraph) sentence(span text.Span) *docxSentence {
	s := &docxSentence{span: span}
	for _, r := range p.runs {
		from, to := max(span.Start, r.start), min(span.End, r.start+len(r.text))
		if from >= to {
			continue
		}
		broken := false
		if n := len(s.groups); n > 0 {
			for _, at := range p.breaks {
				broken = broken || at >= s.groups[n-1].span.End && at < from
			}
		}
		if n := len(s.groups); n > 0 && !broken && s.groups[n-1].runs[0].format == r.format {
			g := &s.groups[n-1]
			g.runs, g.span.End = append(g.runs, r), to
			continue
		}
		s.groups = append(s.groups, docxGroup{[]*docxRun{r}, text.Span{Start: from, End: to}})
	}
	// The words between the others look as the most of them do.
	most := map[string]int{}
	for i, g := range s.groups {
		f := g.runs[0].format
		if most[f] += g.span.Len(); most[f] > most[s.groups[s.base].runs[0].format] {
			s.base = i
		}
	}
	s.segment = newSegment(p.items(s), "")
	return s
}

// items are the words of a sentence, with the runs that look otherwise as
// pairs of codes. The code of a group is its number.
func (p *docxParagraph) items(s *docxSentence) []item {
	var items []item
	at := s.span.Start
	base := ""
	if len(s.groups) > 0 {
		base = s.groups[s.base].runs[0].format
	}
	for i, g := range s.groups {
		if g.span.Start > at {
			items = append(items, words(p.text[at:g.span.Start]))
		}
		at = g.span.End
		own := words(g.span.Of(p.text))
		if g.runs[0].format == base || strings.TrimSpace(own.text) == "" {
			items = append(items, own)
			continue
		}
		code := strconv.Itoa(i)
		items = append(items, item{openItem, code, code}, own, item{closeItem, code, code})
	}
	if at < s.span.End {
		items = append(items, words(p.text[at:s.span.End]))
	}
	return items
}
