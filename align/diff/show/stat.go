package show

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"songngu/align/diff"
	"songngu/corpus/text"
)

// bar is the length of the longest bar of Stat, in columns.
const bar = 40

// Stat writes how many changes there are of each kind, with bars in
// proportion, and how many words changed in each language.
func Stat(w io.Writer, r *diff.Result, o Options) error {
	b := bufio.NewWriter(w)
	p := printer{b, &o}
	most, digits := 1, len(fmt.Sprint(len(r.Changes)))
	for _, k := range diff.AllKinds() {
		most = max(most, r.Counts[k])
	}
	for _, k := range append([]diff.Kind{diff.Kept}, diff.AllKinds()...) {
		n := r.Counts[k]
		if n == 0 {
			continue
		}
		line := fmt.Sprintf(" %-12s  %*d", k, digits, n)
		if k != diff.Kept {
			line += "  " + p.paint(styleOf(k), strings.Repeat(signOf(k), 1+(n-1)*bar/most))
		}
		fmt.Fprintln(b, line)
	}
	gone, came := wordCounts(r, &o)
	for side, lang := range [2]string{"English", "Vietnamese"} {
		if gone[side]+came[side] > 0 {
			fmt.Fprintf(b, " %s: %s words, %s words\n", lang, p.paint(Old, fmt.Sprintf("-%d", gone[side])), p.paint(New, fmt.Sprintf("+%d", came[side])))
		}
	}
	fmt.Fprintln(b, Summary(r, &o))
	return b.Flush()
}

func styleOf(k diff.Kind) Style {
	switch k {
	case diff.Added:
		return New
	case diff.Removed:
		return Old
	}
	return Head
}

func signOf(k diff.Kind) string {
	switch k {
	case diff.Added:
		return "+"
	case diff.Removed:
		return "-"
	}
	return "~"
}

// wordCounts counts the words that came and went, by language.
func wordCounts(r *diff.Result, o *Options) (gone, came [2]int) {
	for i := range r.Changes {
		c := &r.Changes[i]
		if !c.In(diff.SetOf(diff.Edited, diff.Added, diff.Removed)) {
			continue
		}
		e := entryOf(r, c, o)
		for side := range 2 {
			for i := range e.a {
				gone[side] += changedWords(e.a[i].sides[side], len(e.B) == 0)
			}
			for i := range e.b {
				came[side] += changedWords(e.b[i].sides[side], len(e.A) == 0)
			}
		}
	}
	return gone, came
}

func changedWords(segments []segment, all bool) int {
	n := 0
	for _, s := range segments {
		if s.changed || all {
			for range text.Words(s.text) {
				n++
			}
		}
	}
	return n
}
