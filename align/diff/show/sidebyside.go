package show

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"songngu/align/diff"
)

// SideBySide writes A in a column on the left and B in one on the right, the
// kind of the change between them.
func SideBySide(w io.Writer, r *diff.Result, o Options) error {
	b := bufio.NewWriter(w)
	if o.nothing(r) {
		return b.Flush()
	}
	if o.Width <= 0 {
		o.Width = 120
	}
	s := sides{printer{b, &o}, max(20, (o.Width-3)/2)}
	s.rows([]piece{{Old, printable(r.A.Name)}}, []piece{{New, printable(r.B.Name)}}, " ")
	for i := range r.Changes {
		if c := &r.Changes[i]; o.shown(c) {
			s.change(entryOf(r, c, &o))
		}
	}
	fmt.Fprintln(b, Summary(r, &o))
	return b.Flush()
}

type sides struct {
	printer
	width int
}

// piece is text in one style.
type piece struct {
	style Style
	text  string
}

func (s *sides) change(e entry) {
	name := kindsOf(e.Change)
	if s.o.Gold {
		name = verdict(&e, s.o)
	}
	s.line(Head, name+" "+arrow(e))
	for i := range max(len(e.a), len(e.b)) {
		for side, lang := range languages {
			mark := "|"
			if e.same[side] {
				mark = " "
			}
			var left, right []piece
			if i < len(e.a) {
				left = s.pieces(lang, e.a[i].sides[side], Old, OldWord, e.same[side])
			} else {
				mark = ">"
			}
			if i < len(e.b) {
				right = s.pieces(lang, e.b[i].sides[side], New, NewWord, e.same[side])
			} else {
				mark = "<"
			}
			s.rows(left, right, mark)
		}
	}
	if len(e.a) == 1 && len(e.b) == 1 {
		for i := range max(len(e.a[0].meta), len(e.b[0].meta)) {
			s.rows(metaPiece(e.a[0].meta, i, Old), metaPiece(e.b[0].meta, i, New), "|")
		}
	}
}

func metaPiece(lines []string, i int, style Style) []piece {
	if i >= len(lines) {
		return nil
	}
	return []piece{{style, "    " + printable(lines[i])}}
}

func (s *sides) pieces(lang string, segments []segment, line, word Style, same bool) []piece {
	if same {
		line = Plain
	}
	list := []piece{{line, lang + "  "}}
	for _, g := range segments {
		t := printable(g.text)
		switch {
		case !g.changed:
			list = append(list, piece{line, t})
		case s.o.Paint != nil:
			list = append(list, piece{word, t})
		default:
			open, shut := "[-", "-]"
			if word == NewWord {
				open, shut = "{+", "+}"
			}
			trimmed := strings.TrimRight(t, " ")
			list = append(list, piece{word, open + trimmed + shut + t[len(trimmed):]})
		}
	}
	return list
}

// rows writes two texts side by side, each broken at blanks where it is longer
// than its column.
func (s *sides) rows(left, right []piece, mark string) {
	l, r := wrap(left, s.width), wrap(right, s.width)
	for i := range max(len(l), len(r)) {
		var a, b []piece
		if i < len(l) {
			a = l[i]
		}
		if i < len(r) {
			b = r[i]
		}
		width := 0
		var out strings.Builder
		for _, p := range a {
			out.WriteString(s.paint(p.style, p.text))
			width += utf8.RuneCountInString(p.text)
		}
		out.WriteString(strings.Repeat(" ", max(0, s.width-width)) + " " + mark + " ")
		for _, p := range b {
			out.WriteString(s.paint(p.style, p.text))
		}
		fmt.Fprintln(s.w, strings.TrimRight(out.String(), " "))
	}
}

// wrap breaks pieces into lines of at most width characters, at blanks where
// there are some. NFC text has one column to a character in both languages.
func wrap(pieces []piece, width int) [][]piece {
	var lines [][]piece
	var line []piece
	used := 0
	for _, p := range pieces {
		for _, word := range strings.SplitAfter(p.text, " ") {
			for word != "" {
				n := utf8.RuneCountInString(strings.TrimRight(word, " "))
				if used > 0 && used+n > width {
					line[len(line)-1].text = strings.TrimRight(line[len(line)-1].text, " ")
					lines, line, used = append(lines, line), nil, 0
				}
				take := word
				if n > width {
					take = string([]rune(word)[:width])
				}
				word = word[len(take):]
				used += utf8.RuneCountInString(take)
				if k := len(line); k > 0 && line[k-1].style == p.style {
					line[k-1].text += take
				} else {
					line = append(line, piece{p.style, take})
				}
			}
		}
	}
	if line != nil {
		lines = append(lines, line)
	}
	return lines
}
