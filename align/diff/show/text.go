package show

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"songngu/align/diff"
)

var languages = [2]string{"en", "vi"}

// Text writes the differences in the manner of diff: a head for every change,
// lines of A only with -, of B only with +, of both with a blank, and a last
// line that sums them up. It writes nothing if there is nothing to show.
func Text(w io.Writer, r *diff.Result, o Options) error {
	b := bufio.NewWriter(w)
	if o.nothing(r) {
		return b.Flush()
	}
	p := printer{b, &o}
	p.line(Old, "--- "+printable(r.A.Name))
	p.line(New, "+++ "+printable(r.B.Name))
	for i := range r.Changes {
		if c := &r.Changes[i]; o.shown(c) {
			p.change(entryOf(r, c, &o))
		}
	}
	fmt.Fprintln(b, Summary(r, &o))
	return b.Flush()
}

type printer struct {
	w *bufio.Writer
	o *Options
}

func (p *printer) paint(s Style, t string) string {
	if p.o.Paint == nil {
		return t
	}
	if p.o.Gold { // what gold has is right, what differs from it is wrong
		s = judged[s]
	}
	return p.o.Paint(s, t)
}

var judged = map[Style]Style{Plain: Plain, Old: New, New: Old, OldWord: NewWord, NewWord: OldWord, Head: Head, Faint: Faint, Right: Right}

func (p *printer) line(s Style, t string) { fmt.Fprintln(p.w, p.paint(s, t)) }

func (p *printer) change(e entry) {
	name := kindsOf(e.Change)
	if p.o.Gold {
		name = verdict(&e, p.o)
	}
	p.line(Head, fmt.Sprintf("@@ %s %s @@", name, arrow(e)))
	if len(e.a) == 1 && len(e.b) == 1 {
		p.pair(e)
		return
	}
	for i := range e.a {
		p.unit('-', &e.a[i])
	}
	for i := range e.b {
		p.unit('+', &e.b[i])
	}
}

// arrow says which units became which; an id stands behind its number.
func arrow(e entry) string {
	a, b := label(e.a), label(e.b)
	if len(e.a) == 1 && e.a[0].id != "" {
		a += " (" + printable(e.a[0].id) + ")"
	}
	if len(e.b) == 1 && e.b[0].id != "" && (len(e.a) != 1 || e.a[0].id != e.b[0].id) {
		b += " (" + printable(e.b[0].id) + ")"
	}
	return a + " → " + b
}

// verdict says in a word what gold has to say.
func verdict(e *entry, o *Options) string {
	switch {
	case o.inCoarse(e.Change) && e.Kind != diff.Kept:
		return "right inside a coarse bead"
	case o.right(e.Change):
		return "right"
	case len(e.B) == 0:
		return "missed"
	}
	return "wrong: " + kindsOf(e.Change)
}

// pair shows one unit that became one: what is the same only once.
func (p *printer) pair(e entry) {
	for side, lang := range languages {
		switch {
		case e.same[side]:
			style := Plain
			if e.Kind == diff.Kept {
				style = Faint
				if p.o.Gold {
					style = Right
				}
			}
			p.line(style, " "+lang+"  "+plain(e.b[0].sides[side]))
		default:
			p.words('-', lang, e.a[0].sides[side])
			p.words('+', lang, e.b[0].sides[side])
		}
	}
	for _, m := range e.a[0].meta {
		p.line(Old, "-    "+printable(m))
	}
	for _, m := range e.b[0].meta {
		p.line(New, "+    "+printable(m))
	}
}

func (p *printer) unit(sign byte, c *cell) {
	for side, lang := range languages {
		p.words(sign, lang, c.sides[side])
	}
}

// words writes a line with the changed words marked: by colour, or as wdiff
// does it where there is none.
func (p *printer) words(sign byte, lang string, segments []segment) {
	line, word, open, shut := Old, OldWord, "[-", "-]"
	if sign == '+' {
		line, word, open, shut = New, NewWord, "{+", "+}"
	}
	var b strings.Builder
	b.WriteString(p.paint(line, string(sign)+lang+"  "))
	for _, s := range segments {
		t := printable(s.text)
		switch {
		case !s.changed:
			b.WriteString(p.paint(line, t))
		case p.o.Paint != nil:
			b.WriteString(p.paint(word, t))
		default:
			trimmed := strings.TrimRight(t, " ")
			b.WriteString(open + trimmed + shut + t[len(trimmed):])
		}
	}
	if len(segments) == 0 {
		b.WriteString(p.paint(line, "–"))
	}
	fmt.Fprintln(p.w, strings.TrimRight(b.String(), " "))
}

func plain(segments []segment) string {
	var b strings.Builder
	for _, s := range segments {
		b.WriteString(printable(s.text))
	}
	if b.Len() == 0 {
		return "–"
	}
	return b.String()
}

// printable replaces what would steer a terminal, or turn the direction of
// what follows, by a visible sign.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < ' ' || r >= 0x7f && r < 0xa0:
			return '\uFFFD'
		case r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200e || r == 0x200f:
			return '\uFFFD'
		}
		return r
	}, s)
}

// Summary is the differences in one line.
func Summary(r *diff.Result, o *Options) string {
	if o.Gold {
		return Verdict(r.Judge(o.Coarse))
	}
	n := len(r.Changes) - r.Counts[diff.Kept]
	if n == 0 {
		return fmt.Sprintf("no differences, %d kept", r.Counts[diff.Kept])
	}
	noun := "differences"
	if n == 1 {
		noun = "difference"
	}
	var parts []string
	for _, k := range diff.AllKinds() {
		if r.Counts[k] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", r.Counts[k], k))
		}
	}
	return fmt.Sprintf("%d %s: %s; %d kept", n, noun, strings.Join(parts, ", "), r.Counts[diff.Kept])
}

// Verdict is what an alignment is worth against gold, in one line.
func Verdict(v diff.Verdict) string {
	s := fmt.Sprintf("%d of %d gold beads right, %d missed; %d of %d beads wrong; %d of %d sentences without partner right",
		v.RightGold, v.Gold, v.Missed(), v.Wrong(), v.Test, v.RightNull, v.GoldNull)
	if v.AwareGold != v.RightGold || v.Aware != v.Right {
		s += fmt.Sprintf("; not counting what is right inside a coarse bead: %d missed, %d wrong", v.Gold-v.AwareGold, v.Test-v.Aware)
	}
	return s
}
