package extract

import "songngu/corpus/text"

// look is how an office file has some characters look: one bit for each kind
// of mark that covers words, links apart, and the number of the link.
type look struct {
	bits uint16
	link int // index into blockWriter.links; 0 for none
}

// with returns the look with a kind of mark switched on or off.
func (l look) with(kind MarkKind, on bool) look {
	if l.bits &^= 1 << kind; on {
		l.bits |= 1 << kind
	}
	return l
}

// lookChange is a place in a paragraph from which on its text looks different.
type lookChange struct {
	at   int
	look look
}

// lookCodes are the codes of the kinds in a look: those of a page, since the
// ones of an office file say nothing outside of it.
var lookCodes = map[MarkKind][2]string{
	MarkBold: {"<b>", "</b>"}, MarkItalic: {"<i>", "</i>"}, MarkUnderline: {"<u>", "</u>"}, MarkStrike: {"<s>", "</s>"},
	MarkRaised: {"<sup>", "</sup>"}, MarkLowered: {"<sub>", "</sub>"},
}

// newLink notes where a link leads and returns its number.
func (w *blockWriter) newLink(address string) int {
	if len(w.links) == 0 {
		w.links = append(w.links, "")
	}
	if len(w.links) >= maxPageMarks {
		return 0
	}
	w.links = append(w.links, address)
	return len(w.links) - 1
}

// changed notes that what is written next looks as w.look says.
func (w *blockWriter) changed(p *paragraph) {
	if p.look != w.look {
		p.look = w.look
		if len(p.changes) < 2*maxMarks {
			p.changes = append(p.changes, lookChange{len(p.text), w.look})
		}
	}
}

// point notes a mark that covers no words.
func (w *blockWriter) point(kind MarkKind, code string) {
	if p := w.cur(); p != nil && len(p.text) > 0 && len(p.points) < maxMarks {
		if len(code) > maxMarkCode {
			code = shortCode(kind)
		}
		p.points = append(p.points, Mark{Span: text.Span{Start: len(p.text), End: len(p.text)}, Kind: kind, Open: code})
	}
}

// marks are the marks of the paragraph's text as written. Runs of characters
// that look alike are one, however many pieces the program cut them into.
func (w *blockWriter) marks(p *paragraph) []Mark {
	if len(p.changes) == 0 {
		return p.points
	}
	var out []Mark
	var since [MarkLink]int
	link, linkAt := 0, 0
	old := look{}
	change := func(at int, to look) {
		for kind := len(since) - 1; kind >= 0; kind-- {
			bit := uint16(1) << kind
			switch {
			case to.bits&bit != 0 && old.bits&bit == 0:
				since[kind] = at
			case to.bits&bit == 0 && old.bits&bit != 0:
				code := lookCodes[MarkKind(kind)]
				out = append(out, Mark{text.Span{Start: since[kind], End: at}, MarkKind(kind), code[0], code[1]})
			}
		}
		if to.link != link {
			if link != 0 {
				out = append(out, w.linkMark(link, linkAt, at))
			}
			link, linkAt = to.link, at
		}
		old = to
	}
	for _, c := range p.changes {
		change(c.at, c.look)
	}
	change(len(p.text), look{})
	return append(out, p.points...)
}

// noteCode is what a footnote's mark stands as.
func noteCode(mark string) string { return "<sup>" + mark + "</sup>" }

func (w *blockWriter) linkMark(link, from, to int) Mark {
	m := Mark{text.Span{Start: from, End: to}, MarkLink, "<a>", "</a>"}
	if address := w.links[link]; address != "" && len(address) < maxMarkCode-len(`<a href="">`) {
		m.Open = `<a href="` + address + `">`
	}
	return m
}
