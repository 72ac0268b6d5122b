package anchor

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
)

// readCSV reads a table of commas, or of semicolons where the first line has
// more of them.
func (g *Glossary) readCSV(data []byte, name string) {
	first, _, _ := bytes.Cut(data, []byte("\n"))
	r := csv.NewReader(bytes.NewReader(data))
	if bytes.Count(first, []byte(";")) > bytes.Count(first, []byte(",")) {
		r.Comma = ';'
	}
	r.FieldsPerRecord = -1
	r.TrimLeadingSpace = true
	var rows []row
	for {
		fields, err := r.Read()
		if err == io.EOF {
			break
		}
		var syntax *csv.ParseError
		if errors.As(err, &syntax) {
			g.bad(name, syntax.StartLine, "broken quotes: "+syntax.Err.Error())
			continue
		}
		if err != nil {
			break // a bytes.Reader gives no other
		}
		line, _ := r.FieldPos(0)
		rows = append(rows, row{line, fields})
	}
	g.addRows(rows, name)
}

// readTabs reads a table of tabs: TSV, OmegaT's, UTX, whose heading lines begin
// with #. A # line that names the columns or the languages is heeded, any
// other is a comment.
func (g *Glossary) readTabs(data []byte, name string) {
	var rows []row
	line := 0
	for l := range strings.SplitSeq(string(data), "\n") {
		line++
		l = strings.TrimRight(l, "\r")
		if strings.TrimSpace(l) == "" {
			continue
		}
		if strings.HasPrefix(l, "#") {
			if fields := headingLine(l); fields != nil && len(rows) == 0 {
				rows = append(rows, row{line, fields})
			}
			continue
		}
		rows = append(rows, row{line, strings.Split(l, "\t")})
	}
	g.addRows(rows, name)
}

// headingLine reads what a # line says of the columns: "#UTX 1.11; en-US/vi-VN;
// …" the languages of the first two, "#en<tab>vi" the columns themselves.
func headingLine(l string) []string {
	l = strings.TrimPrefix(l, "#")
	if fields := strings.Split(l, "\t"); len(fields) > 1 && columns(fields) != [2]int{-1, -1} {
		return fields
	}
	for part := range strings.SplitSeq(l, ";") {
		if src, tgt, ok := strings.Cut(strings.TrimSpace(part), "/"); ok {
			fields := []string{src, tgt}
			if c := columns(fields); c[0] >= 0 && c[1] >= 0 {
				return fields
			}
		}
	}
	return nil
}

type row struct {
	line   int
	fields []string
}

// columns finds the English and the Vietnamese column by their heading, -1 for
// one that is not there.
func columns(heading []string) [2]int {
	c := [2]int{-1, -1}
	for i, f := range heading {
		f = strings.ToLower(strings.TrimSpace(f))
		base, _, _ := strings.Cut(f, "-")
		base, _, _ = strings.Cut(base, "_")
		side := -1
		switch base {
		case "en", "eng", "english", "source", "src", "tiếng anh":
			side = 0
		case "vi", "vie", "vietnamese", "target", "tgt", "tiếng việt":
			side = 1
		}
		if side >= 0 && c[side] < 0 {
			c[side] = i
		}
	}
	return c
}

// addRows adds the rows of a table. A first row that names both columns is a
// heading; without one, Vietnamese is the column with more letters that only
// Vietnamese has.
func (g *Glossary) addRows(rows []row, name string) {
	if len(rows) == 0 {
		return
	}
	c := columns(rows[0].fields)
	if c[0] >= 0 && c[1] >= 0 {
		rows = rows[1:]
	} else {
		c = [2]int{0, 1}
		var marks [2]int
		for _, r := range rows {
			for k := range min(2, len(r.fields)) {
				marks[k] += vietnameseMarks(r.fields[k])
			}
		}
		if marks[0] > marks[1] {
			c = [2]int{1, 0}
		}
	}
	for _, r := range rows {
		if len(r.fields) <= max(c[0], c[1]) {
			g.bad(name, r.line, "fewer columns than needed")
			continue
		}
		g.add(r.fields[c[0]], r.fields[c[1]], name, r.line)
	}
}

// vietnameseMarks counts the letters with marks.
func vietnameseMarks(s string) (n int) {
	for _, r := range s {
		if l := lookup(r); l.class != 0 && (l.tone != 0 || l.quality != 0 || l.base == 'đ') {
			n++
		}
	}
	return n
}
