package extract

import "strings"

// raised is a sup element that is being read: the run as it was before it.
type raised struct {
	at    int // bytes of the run before it
	runs  int // runs of the page before it
	links int // links of the page before it
	cur   run
	blank bool
	link  int
	start int // of the element
}

func (r *pageReader) beginSup(start int) {
	r.sups = append(r.sups, raised{len(r.buf), len(r.t.runs), r.linkNo, r.cur, r.blank, r.inLink, start})
}

// endSup takes the mark of a footnote off the run, where only what it holds
// tells: a number, in brackets or not, that is a link within the page or stands in
// one, which linked says.
func (r *pageReader) endSup(element int32, linked bool, end int) {
	s := r.sups[len(r.sups)-1]
	r.sups = r.sups[:len(r.sups)-1]
	if len(r.t.runs) != s.runs || len(r.buf) <= s.at || len(r.buf)-s.at > 8 || !linked && r.linkNo == s.links || !strings.HasPrefix(r.href, "#") {
		return
	}
	mark := strings.TrimSpace(string(r.buf[s.at:]))
	if number := strings.Trim(mark, "[]()"); number == "" || strings.Trim(number, "0123456789") != "" && number != "*" {
		return
	}
	span := r.cur.span
	if s.at > 0 {
		span.Start = s.cur.span.End
	}
	span.End = end
	r.t.runs = append(r.t.runs, run{text: mark, element: element, span: span, aside: noteMark, linked: len(mark)})
	r.buf, r.cur, r.inLink = r.buf[:s.at], s.cur, s.link
	r.cutMarks(s.at)
	r.point(MarkNote, s.start, end)
	r.blank = r.blank || s.blank
}
