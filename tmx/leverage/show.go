package leverage

import (
	"bufio"
	_ "embed"
	"encoding/csv"
	"fmt"
	"html/template"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"

	"songngu/tmx/memory"
)

// Text writes an analysis as tables for a terminal: one for each file where
// there are several, and one of all.
func Text(w io.Writer, a *Analysis) error {
	b := bufio.NewWriter(w)
	if len(a.Files) > 1 {
		for i := range a.Files {
			f := &a.Files[i]
			fmt.Fprintf(b, "%s\n", f.Name)
			textTable(b, a.From, &f.Table, f.Done, f.All)
			fmt.Fprintln(b)
		}
		fmt.Fprintf(b, "all %d files\n", len(a.Files))
	}
	textTable(b, a.From, &a.Total, a.Done, a.All)
	return b.Flush()
}

func textTable(w io.Writer, from memory.Side, t *Table, done, all Count) {
	tab := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	head, words := "match\tsegments\twords\t%\tcharacters\t\n", "words"
	if from == memory.Vietnamese {
		words = "syllables"
		head = "match\tsegments\tsyllables\t%\twords\tcharacters\t\n"
	}
	fmt.Fprint(tab, head)
	row := func(name string, c Count, of int64) {
		fmt.Fprintf(tab, "%s\t%d\t%d\t%s\t", name, c.Segments, c.Words, share(c.Words, of))
		if words != "words" {
			fmt.Fprintf(tab, "%d\t", c.Dictionary)
		}
		fmt.Fprintf(tab, "%d\t\n", c.Characters)
	}
	total := t.Total()
	for i, c := range t {
		row(Band(i).String(), c, total.Words)
	}
	row("total", total, total.Words)
	if done.Segments > 0 {
		row("translated", done, 0)
		row("file", all, 0)
	}
	tab.Flush()
}

// share is a part in per cent, with one decimal; "" of nothing.
func share(n, of int64) string {
	if of == 0 {
		return ""
	}
	return strconv.FormatFloat(100*float64(n)/float64(of), 'f', 1, 64)
}

// CSV writes an analysis as a table with a row for each file and band, and one
// for each band of all files, whose file is "*". Cells that a spreadsheet would
// take for a formula get an apostrophe.
func CSV(w io.Writer, a *Analysis) error {
	out := csv.NewWriter(w)
	out.Write([]string{"file", "match", "segments", "words", "dictionary_words", "characters", "characters_with_blanks"})
	row := func(file, band string, c Count) {
		n := func(v int64) string { return strconv.FormatInt(v, 10) }
		if strings.ContainsAny(file[:1], "=+-@\t\r") {
			file = "'" + file
		}
		out.Write([]string{file, band, n(c.Segments), n(c.Words), n(c.Dictionary), n(c.Characters), n(c.Characters + c.Blanks)})
	}
	table := func(file string, t *Table, done Count) {
		for i, c := range t {
			row(file, Band(i).String(), c)
		}
		row(file, "total", t.Total())
		if done.Segments > 0 {
			row(file, "translated", done)
		}
	}
	for i := range a.Files {
		name := a.Files[i].Name
		if name == "" {
			name = "-"
		}
		table(name, &a.Files[i].Table, a.Files[i].Done)
	}
	table("*", &a.Total, a.Done)
	out.Flush()
	return out.Error()
}

//go:embed leverage.html
var pageText string

var page = template.Must(template.New("leverage").Parse(pageText))

// HTML writes an analysis as one self-contained page for the screen and for
// paper, labels in English and Vietnamese: no script, no request.
func HTML(w io.Writer, a *Analysis) error {
	rows := func(t *Table, done, all Count) []pageRow {
		total := t.Total()
		var list []pageRow
		for i, c := range t {
			s := share(c.Words, total.Words)
			bar := s
			if c.Words == 0 {
				bar = ""
			}
			list = append(list, pageRow{Band(i).String(), vietnameseNames[i], c, s, bar, false})
		}
		list = append(list, pageRow{"total", "tổng", total, share(total.Words, total.Words), "", true})
		if done.Segments > 0 {
			list = append(list, pageRow{"translated already", "đã dịch", done, "", "", false}, pageRow{"whole file", "toàn bộ", all, "", "", true})
		}
		return list
	}
	v := pageView{Files: len(a.Files), Syllables: a.From == memory.Vietnamese, Total: rows(&a.Total, a.Done, a.All)}
	if len(a.Files) > 1 {
		for i := range a.Files {
			f := &a.Files[i]
			v.Sections = append(v.Sections, pageSection{f.Name, rows(&f.Table, f.Done, f.All)})
		}
	} else if len(a.Files) == 1 {
		v.Sections = []pageSection{{Name: a.Files[0].Name}}
	}
	b := bufio.NewWriter(w)
	if err := page.Execute(b, v); err != nil {
		return err
	}
	return b.Flush()
}

// pageView is what the page shows.
type pageView struct {
	Files     int
	Syllables bool // the source is Vietnamese: two columns of words
	Total     []pageRow
	Sections  []pageSection
}

type pageSection struct {
	Name string
	Rows []pageRow
}

type pageRow struct {
	English, Vietnamese string
	Count               Count
	Share               string
	Width               string // of the bar, in per cent
	Sum                 bool
}

// pageTable is one table of the page.
type pageTable struct {
	Rows      []pageRow
	Syllables bool
}

// With is rows as a table.
func (v pageView) With(rows []pageRow) pageTable { return pageTable{rows, v.Syllables} }

var vietnameseNames = [bands]string{"cùng ngữ cảnh", "trùng khớp", "lặp lại", "", "", "", "", "nội bộ 95–99", "nội bộ 85–94", "nội bộ 75–84", "nội bộ 50–74", "mới"}
