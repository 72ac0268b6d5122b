package main

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"

	"songngu/cmd/songngu/internal/review"
)

const (
	faint = "2"
	blue  = "34"
)

// show prints the pair on show, with its neighbours on a terminal.
func (d *desk) show() {
	state := d.State()
	if d.now < 0 {
		c := state.Counts
		fmt.Fprintf(d.out, "no pair is left to decide on: %d accepted, %d rejected, %d need work, %d passed by; q saves and ends, Enter goes round again\n",
			c.Accepted, c.Rejected, c.NeedsWork, c.Left)
		return
	}
	x := d.Index()
	at := 0
	for i, id := range x.ID {
		if id == d.now {
			at = i
		}
	}
	if d.tty != nil {
		fmt.Fprintln(d.out)
		d.neighbour(at - 1)
	}
	r, ok := d.Row(d.now)
	if !ok {
		return
	}
	d.head(r, at, state)
	d.sentences("en", r.English)
	d.sentences("vi", r.Vietnamese)
	for _, f := range r.Findings {
		fmt.Fprintf(d.out, "   %s\n", d.voice.paint(severityColour(f.Severity), visible(fmt.Sprintf("%s %s: %s", f.Severity, f.Code, f.Message))))
	}
	if t := r.Difference; t != nil {
		fmt.Fprintf(d.out, "   %s %s\n", d.voice.paint(blue, t.Kind+" in "+state.Against+":"), orNobody(visible(strings.Join(t.Theirs.English, " "))))
		fmt.Fprintf(d.out, "   %s %s\n", strings.Repeat(" ", len(t.Kind+" in "+state.Against)+1), orNobody(visible(strings.Join(t.Theirs.Vietnamese, " "))))
	}
	if r.Note != "" {
		fmt.Fprintf(d.out, "   note: %s\n", visible(r.Note))
	}
	if d.tty != nil {
		d.neighbour(at + 1)
		fmt.Fprintf(d.out, "%s\n", d.voice.paint(faint, "a accept  r reject  w needs work  Enter next  m merge  s split  e edit  n note  u undo  ? all keys"))
	}
}

// head is the line above a pair: its number, type, confidence, what is known
// of it, and how many doubtful ones are left.
func (d *desk) head(r review.Row, at int, state review.State) {
	confidence := fmt.Sprintf("%.4f", r.Confidence)
	switch {
	case r.Fixed:
		confidence = d.voice.paint(green, "fixed")
	case r.Confidence < state.Threshold/2:
		confidence = d.voice.paint(red, confidence)
	case r.Confidence < state.Threshold:
		confidence = d.voice.paint(yellow, confidence)
	default:
		confidence = d.voice.paint(green, confidence)
	}
	line := fmt.Sprintf("%s, %s, %s", d.voice.paint(bold, fmt.Sprintf("pair %d of %d", at+1, state.Counts.Beads)), r.Type, confidence)
	if r.Moved {
		line += ", moved"
	}
	if r.Status != "" {
		line += ", " + string(r.Status)
	}
	fmt.Fprintf(d.out, "%s; %d doubtful, %d left\n", line, state.Counts.Doubtful, state.Counts.Left)
}

func (d *desk) sentences(side string, list []review.Sentence) {
	if len(list) == 0 {
		fmt.Fprintf(d.out, "   %s     %s\n", side, d.voice.paint(faint, "(no partner)"))
	}
	for _, s := range list {
		fmt.Fprintf(d.out, "   %-6s %s\n", fmt.Sprintf("%s%d", side, s.N), visible(s.Text))
		if s.Edited {
			fmt.Fprintf(d.out, "          %s\n", d.voice.paint(faint, "was: "+visible(s.Original)))
		}
	}
}

// neighbour prints the pair beside the one on show in two faint lines.
func (d *desk) neighbour(at int) {
	if at < 0 {
		return
	}
	for _, r := range d.Rows(at, 1).Rows {
		for _, list := range [][]review.Sentence{r.English, r.Vietnamese} {
			line := ""
			for _, s := range list {
				line += s.Text + " "
			}
			fmt.Fprintf(d.out, "   %s\n", d.voice.paint(faint, clipped(visible(orNobody(strings.TrimSpace(line))), 76)))
		}
	}
}

func clipped(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

func severityColour(severity string) string {
	switch severity {
	case "error":
		return red
	case "warning":
		return yellow
	}
	return faint
}

// visible is text as a terminal may show it: what would steer the terminal, or
// turn the order of the characters round, is written out.
func visible(s string) string {
	steers := func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }
	if strings.IndexFunc(s, steers) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if steers(r) {
			fmt.Fprintf(&b, "<U+%04X>", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// utf16Of is a text in the units in which places in sentences are counted.
func utf16Of(s string) []uint16 { return utf16.Encode([]rune(s)) }

// tellWhy says what speaks for the pair on show.
func tellWhy(d *desk, _ string) error {
	if d.now < 0 {
		return errNoPair
	}
	w, err := d.Why(d.ctx, d.now)
	if err != nil {
		return err
	}
	for _, name := range []string{"length", "words", "anchors", "shape", "structure", "prior"} {
		fmt.Fprintf(d.out, "   %-10s %+8.2f nats\n", name, w.Features[name])
	}
	r, _ := d.Row(d.now)
	for i, l := range w.Links {
		if i == 8 {
			break
		}
		fmt.Fprintf(d.out, "   %+6.2f  %s = %s\n", l.Nats, visible(part(r.English, l.English)), visible(part(r.Vietnamese, l.Vietnamese)))
	}
	if o := w.RunnerUp; o != nil {
		fmt.Fprintf(d.out, "   runner-up  %+.2f nats, %s, en %v vi %v\n", o.Score, o.Type, o.English, o.Vietnamese)
	}
	return nil
}

// part is the words at a place of a row's sentences.
func part(list []review.Sentence, at review.WhyPlace) string {
	for _, s := range list {
		if u := utf16Of(s.Text); s.N == at.N && at.End <= len(u) && at.Start <= at.End {
			return string(utf16.Decode(u[at.Start:at.End]))
		}
	}
	return ""
}

func showHelp(d *desk, _ string) error {
	for _, c := range deskCommands {
		takes := c.takes
		if takes != "" {
			takes = " " + takes
		}
		fmt.Fprintf(d.out, "   %-12s %-15s %s\n", c.key+takes, c.name, c.about)
	}
	return nil
}
