package show

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"songngu/align/diff"
)

// markdownRows bounds the table of Markdown: a pull request takes so much text
// and a reader so many rows.
const markdownRows = 200

// Markdown writes the differences for a pull request: the counts, then a table
// of the first 200 changes, words that went struck out and words that came in
// bold. Text is escaped so that nothing in it is markup, a mention or a link.
func Markdown(w io.Writer, r *diff.Result, o Options) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "### %s → %s\n\n%s\n", escape(printable(r.A.Name)), escape(printable(r.B.Name)), Summary(r, &o))
	rows, left := 0, 0
	for i := range r.Changes {
		c := &r.Changes[i]
		if !o.shown(c) {
			continue
		}
		if rows == markdownRows {
			left++
			continue
		}
		if rows == 0 {
			fmt.Fprint(b, "\n| change | units | English | Vietnamese |\n|---|---|---|---|\n")
		}
		rows++
		e := entryOf(r, c, &o)
		name := kindsOf(c)
		if o.Gold {
			name = verdict(&e, &o)
		}
		fmt.Fprintf(b, "| %s | %s | %s | %s |\n", name, escape(arrow(e)), markdownCell(&e, diff.English), markdownCell(&e, diff.Vietnamese))
	}
	if left > 0 {
		fmt.Fprintf(b, "\n%d more are not shown.\n", left)
	}
	return b.Flush()
}

// markdownCell is one language of a change: the text once if it is the same,
// else what was above what is.
func markdownCell(e *entry, side int) string {
	if e.same[side] {
		return escape(plain(e.b[0].sides[side]))
	}
	var lines []string
	for _, c := range e.a {
		lines = append(lines, "− "+markdownWords(c.sides[side], "<del>", "</del>"))
	}
	for _, c := range e.b {
		lines = append(lines, "+ "+markdownWords(c.sides[side], "<b>", "</b>"))
	}
	if side == diff.English && len(e.a) == 1 && len(e.b) == 1 {
		for _, m := range e.a[0].meta {
			lines = append(lines, "− "+escape(printable(m)))
		}
		for _, m := range e.b[0].meta {
			lines = append(lines, "+ "+escape(printable(m)))
		}
	}
	return strings.Join(lines, "<br>")
}

func markdownWords(segments []segment, open, shut string) string {
	var b strings.Builder
	for _, s := range segments {
		t := printable(s.text)
		if !s.changed {
			b.WriteString(escape(t))
			continue
		}
		trimmed := strings.TrimRight(t, " ")
		b.WriteString(open + escape(trimmed) + shut + t[len(trimmed):])
	}
	if b.Len() == 0 {
		return "–"
	}
	return b.String()
}

// escape writes every ASCII sign but the harmless as a character reference, so
// that no Markdown dialect finds markup, a mention, an issue or an address.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < unicode.MaxASCII && (unicode.IsPunct(r) || unicode.IsSymbol(r)) && !strings.ContainsRune(".,;?()-%'", r) {
			fmt.Fprintf(&b, "&#%d;", r)
		} else {
			b.WriteRune(r)
		}
	}
	return strings.ReplaceAll(strings.ReplaceAll(b.String(), "www.", "www&#46;"), "\n", " ")
}
