package extract

import (
	"strings"

	"songngu/corpus/text"

	"golang.org/x/net/html/atom"
)

// mark notes a mark of what was written from at on.
func (in *inline) mark(kind MarkKind, at int, open, end string) {
	if len(in.marks) >= maxMarks || at == len(in.text) {
		return
	}
	if len(open) > maxMarkCode {
		open = open[:1]
	}
	if len(end) > maxMarkCode {
		end = end[:1]
	}
	in.marks = append(in.marks, Mark{text.Span{Start: at, End: len(in.text)}, kind, open, end})
}

// point notes a mark that covers no words.
func (in *inline) point(kind MarkKind, code string) {
	if len(in.marks) < maxMarks && len(code) <= maxMarkCode {
		in.marks = append(in.marks, Mark{Span: text.Span{Start: len(in.text), End: len(in.text)}, Kind: kind, Open: code})
	}
}

// link reads the text of a link or an image.
func (in *inline) link(kind MarkKind, open, label, end string) {
	at, base := len(in.text), in.base
	in.base = len(in.open)
	in.read(label)
	in.open, in.base = in.open[:in.base], base
	in.mark(kind, at, open, end)
}

// delimiter takes a run of *, _ or ~, which may end what an equal one began, or
// begin something. Three of them end what one and two began.
func (in *inline) delimiter(run string, canEnd, canBegin bool) {
	for i := len(in.open) - 1; canEnd && i >= in.base; i-- {
		o := in.open[i]
		if o.code == run {
			in.mark(o.kind, o.at, run, run)
			in.open = in.open[:i]
			return
		}
		if i > in.base && o.name == "" && o.code+in.open[i-1].code == run {
			in.mark(o.kind, o.at, o.code, o.code)
			o = in.open[i-1]
			in.mark(o.kind, o.at, o.code, o.code)
			in.open = in.open[:i-1]
			return
		}
	}
	if canBegin && len(in.open) < maxMarkDepth {
		kind := MarkItalic
		if run[0] == '~' {
			kind = MarkStrike
		} else if len(run) > 1 {
			kind = MarkBold
		}
		in.open = append(in.open, opened{code: run, kind: kind, at: len(in.text)})
	}
}

// tag reads a tag, or an address in angle brackets; shown is what is seen of it.
func (in *inline) tag(code, shown string) {
	at := len(in.text)
	if strings.HasPrefix(code, "<br") {
		in.point(MarkBreak, "<br/>")
	}
	in.text = append(in.text, shown...)
	name := strings.ToLower(strings.Trim(code, "</>"))
	name, _, _ = strings.Cut(name, " ")
	kind, known := pageMarks[atom.Lookup([]byte(name))]
	switch {
	case strings.TrimSpace(shown) != "":
		in.mark(MarkLink, at, "<", ">")
	case !known:
	case !strings.HasPrefix(code, "</"):
		if len(in.open) < maxMarkDepth {
			in.open = append(in.open, opened{code, name, kind, at})
		}
	default:
		for i := len(in.open) - 1; i >= in.base; i-- {
			if o := in.open[i]; o.name == name {
				in.mark(kind, o.at, o.code, code)
				in.open = in.open[:i]
				return
			}
		}
	}
}
