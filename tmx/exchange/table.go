package exchange

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"songngu/corpus/charset"
	"songngu/corpus/text"
	"songngu/tmx"
)

// ReadTable reads a table of text: CSV with commas or, as Excel writes it in
// Vietnam, semicolons, or TSV; the first line tells which, unless
// ReadOptions.Delimiter does. A first row that names the columns (NamedColumn)
// is taken for that; without one and without ReadOptions.Columns the first two
// columns are source and target. A row is a unit, its empty cells nothing.
// name stands in errors.
//
// CSV is RFC 4180, quotes taken lazily. In TSV a line is a row, and quotes are
// text but for a cell that Excel has quoted: in quotes, with all inside it
// doubled. The apostrophe that keeps a cell from being a formula goes.
func ReadTable(r io.Reader, name string, opts ReadOptions) Units {
	return func(yield func(*tmx.Unit, error) bool) {
		t := newTable(r, opts)
		rows := NewRows(opts)
		for {
			row, line, err := t.row()
			if err == io.EOF {
				return
			}
			if err != nil {
				if !errors.Is(err, errTooLong) {
					yield(nil, fmt.Errorf("%s: %w", name, err))
					return
				}
				if !yield(nil, &RecordError{name, line, err}) || t.csv != nil {
					return // where a quoted cell ends is not known any more
				}
				continue
			}
			for i := range row {
				row[i] = unguard(row[i])
			}
			u, err := rows.Unit(row, line)
			switch {
			case err != nil:
				if !yield(nil, &RecordError{name, line, err}) {
					return
				}
			case u != nil:
				if !yield(u, nil) {
					return
				}
			}
		}
	}
}

// table reads rows: of CSV by encoding/csv, of TSV line by line.
type table struct {
	csv   *csv.Reader
	in    *rationed
	lines *lines
	opts  ReadOptions
}

func newTable(r io.Reader, opts ReadOptions) *table {
	b := bufio.NewReaderSize(unmark(r), 64<<10)
	delimiter := opts.Delimiter
	if delimiter == 0 {
		head, _ := b.Peek(16 << 10)
		delimiter = sniff(string(head))
	}
	t := &table{opts: opts}
	if delimiter == '\t' {
		t.lines = newLines(b, opts.Charset, opts.maxRecord())
		return t
	}
	t.in = &rationed{r: b, max: int64(opts.maxRecord())}
	t.in.left = t.in.max
	t.csv = csv.NewReader(t.in)
	t.csv.Comma = delimiter
	t.csv.LazyQuotes = true
	t.csv.FieldsPerRecord = -1
	return t
}

// sniff finds the delimiter: the one there is most of outside quotes on the
// first line that is not empty.
func sniff(head string) rune {
	head = strings.TrimLeft(head, "\r\n")
	best, most := ',', 0
	for _, d := range "\t,;" {
		n, quoted := 0, false
		for _, c := range head {
			if c == '"' && d != '\t' {
				quoted = !quoted
			}
			if c == '\n' && !quoted {
				break
			}
			if c == d && !quoted {
				n++
			}
		}
		// A tab hardly ever stands in a sentence, a comma or semicolon often.
		if d == '\t' {
			n *= 1000
		}
		if n > most {
			best, most = d, n
		}
	}
	return best
}

// row reads a row and the number of the line it begins on.
func (t *table) row() ([]string, int, error) {
	if t.csv == nil {
		s, err := t.lines.next()
		if err != nil {
			return nil, t.lines.line, err
		}
		cells := strings.Split(s, "\t")
		for i := range cells {
			cells[i] = unquoteTSV(cells[i])
		}
		return cells, t.lines.line, nil
	}
	t.in.left = t.in.max
	cells, err := t.csv.Read()
	if bad, ok := err.(*csv.ParseError); ok {
		return nil, bad.StartLine, bad.Err
	}
	if err != nil {
		return nil, 1, err
	}
	line, _ := t.csv.FieldPos(0)
	for i, cell := range cells {
		if t.opts.Charset == "" && utf8.ValidString(cell) {
			continue
		}
		s, _, err := charset.Decode([]byte(cell), charset.Options{Override: t.opts.Charset, Lang: "vi"})
		if err != nil {
			return nil, line, err
		}
		cells[i] = s
	}
	return cells, line, nil
}

// unquoteTSV takes the quotes off a cell that Excel has quoted because of the
// quotes in it. A cell with quotes at its ends alone is direct speech.
func unquoteTSV(cell string) string {
	if len(cell) < 2 || cell[0] != '"' || cell[len(cell)-1] != '"' {
		return cell
	}
	inside := cell[1 : len(cell)-1]
	plain := strings.ReplaceAll(inside, `""`, "")
	if plain == inside || strings.Contains(plain, `"`) {
		return cell
	}
	return strings.ReplaceAll(inside, `""`, `"`)
}

// formulaSigns begin what a spreadsheet takes for a formula.
const formulaSigns = "=+-@\t\r"

// guard puts an apostrophe before a cell that a spreadsheet would run, and
// before one that begins with apostrophes and then such a sign, so that
// unguard gives back every text.
func guard(cell string) string {
	if rest := strings.TrimLeft(cell, "'"); rest != "" && strings.IndexByte(formulaSigns, rest[0]) >= 0 {
		return "'" + cell
	}
	return cell
}

func unguard(cell string) string {
	rest := strings.TrimLeft(cell, "'")
	if len(rest) < len(cell) && rest != "" && strings.IndexByte(formulaSigns, rest[0]) >= 0 {
		return cell[1:]
	}
	return cell
}

// NewCSVWriter writes a table as CSV with commas and a first row that names
// the columns. Lines end with a line feed, for git's sake; spreadsheets do not
// mind. What a spreadsheet would
// run as a formula (beginning with = + - @) gets an apostrophe before it, which
// ReadTable takes off. Only what has a column is kept, of in-line codes
// nothing.
func NewCSVWriter(w io.Writer, opts WriteOptions) (Writer, error) {
	c := csv.NewWriter(w)
	return newTableWriter(opts, func(row []string) error { return c.Write(row) }, func() error {
		c.Flush()
		return c.Error()
	})
}

// NewTSVWriter is NewCSVWriter with tabs between the cells and each row on a
// line: blanks take the place of tabs and line breaks in a text. A cell that
// begins with a quote is quoted as Excel does it.
func NewTSVWriter(w io.Writer, opts WriteOptions) (Writer, error) {
	out := &output{w: w}
	return newTableWriter(opts, func(row []string) error {
		for i, cell := range row {
			if cell = text.Clean(cell); strings.HasPrefix(cell, `"`) {
				cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
			if i > 0 {
				out.put("\t")
			}
			out.put(cell)
		}
		out.put("\n")
		return out.err
	}, out.flush)
}

type tableWriter struct {
	opts    WriteOptions
	columns []Column
	write   func([]string) error
	flush   func() error
}

func newTableWriter(opts WriteOptions, write func([]string) error, flush func() error) (Writer, error) {
	t := &tableWriter{opts: opts.filled(), columns: opts.Columns, write: write, flush: flush}
	if t.columns == nil {
		t.columns = DefaultColumns
	}
	if err := checkColumns(t.columns); err != nil {
		return nil, err
	}
	return t, write(Heading(t.columns))
}

// Heading is the first row of a table with those columns.
func Heading(columns []Column) []string {
	row := make([]string, len(columns))
	for i, c := range columns {
		row[i] = string(c)
	}
	return row
}

func (t *tableWriter) Write(u *tmx.Unit) error {
	row, err := UnitRow(u, t.columns, t.opts)
	if err != nil {
		return err
	}
	for i := range row {
		row[i] = guard(row[i])
	}
	return t.write(row)
}

func (t *tableWriter) Close() error { return t.flush() }
