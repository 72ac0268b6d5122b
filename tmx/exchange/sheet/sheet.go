// Package sheet carries translation units in and out of XLSX workbooks, for
// people who review them in a spreadsheet. It stands apart from package
// exchange because the library under it takes time when a program starts.
package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"songngu/tmx"
	"songngu/tmx/exchange"
)

// Bounds of a workbook: what is read of it, unpacked and packed, in bytes, and
// what Excel takes.
const (
	maxFile     = 128 << 20
	maxUnpacked = 1 << 30
	inMemory    = 16 << 20 // parts larger than this are unpacked to temporary files
	maxRows     = 1 << 20
	maxCell     = 32767 // UTF-16 units
)

// Read reads the first sheet of a workbook: a row is a unit, the columns are
// those of exchange.ReadTable. A cell with a formula gives the value that is
// stored with it; nothing is computed. name stands in errors; the lines in
// them are rows. The packed file is read into memory, at most 128 MiB; its
// parts are unpacked to temporary files where they are large, at most 1 GiB in
// all.
func Read(r io.Reader, name string, opts exchange.ReadOptions) exchange.Units {
	return func(yield func(*tmx.Unit, error) bool) {
		if err := read(r, name, opts, yield); err != nil {
			yield(nil, err)
		}
	}
}

func read(r io.Reader, name string, opts exchange.ReadOptions, yield func(*tmx.Unit, error) bool) error {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	bad := func(row int, err error) *exchange.RecordError {
		return &exchange.RecordError{File: name, Line: row, Err: err}
	}
	if len(data) > maxFile {
		return bad(1, fmt.Errorf("workbook is larger than %d MiB", maxFile>>20))
	}
	rows, end, err := open(data)
	if err != nil {
		return bad(1, err)
	}
	defer end()
	table := exchange.NewRows(opts)
	for n := 1; ; n++ {
		row, err := next(rows)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return bad(n, err)
		}
		u, err := table.Unit(row, n)
		switch {
		case err != nil:
			if !yield(nil, bad(n, err)) {
				return nil
			}
		case u != nil:
			if !yield(u, nil) {
				return nil
			}
		}
	}
}

// open begins to read the first sheet. end closes what was opened.
func open(data []byte) (rows *excelize.Rows, end func(), err error) {
	defer calm(&err)
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: inMemory})
	if err != nil {
		return nil, nil, fmt.Errorf("no XLSX workbook: %w", err)
	}
	sheets := f.GetSheetList()
	if len(sheets) == 0 {
		f.Close()
		return nil, nil, errors.New("workbook without a sheet")
	}
	if rows, err = f.Rows(sheets[0]); err != nil {
		f.Close()
		return nil, nil, err
	}
	return rows, func() {
		rows.Close()
		f.Close()
	}, nil
}

func next(rows *excelize.Rows) (row []string, err error) {
	defer calm(&err)
	if !rows.Next() {
		if err := rows.Error(); err != nil {
			return nil, err
		}
		return nil, io.EOF
	}
	return rows.Columns()
}

// calm makes a panic of the library an error: its many parsers were not made
// for files that mean harm.
func calm(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("workbook is damaged: %v", r)
	}
}

// NewWriter writes a workbook for review: exchange.ReviewColumns unless
// opts.Columns names others, one unit a row, its id that of exchange.UnitID,
// its in-line codes as markers, so that exchange.Apply can take the edits
// over. All texts are text cells, in which nothing that begins with = + - @ is
// run, not even after it was edited; the confidence is a number. Excel's
// bounds hold: a unit with more than 32,767 characters is refused, as is one
// beyond 1,048,575. Close writes the file.
func NewWriter(w io.Writer, opts exchange.WriteOptions) (exchange.Writer, error) {
	columns := opts.Columns
	if columns == nil {
		columns = exchange.ReviewColumns
	}
	f := excelize.NewFile()
	b := &book{w: w, f: f, columns: columns, opts: opts}
	return b, b.begin()
}

type book struct {
	w       io.Writer
	f       *excelize.File
	rows    *excelize.StreamWriter
	columns []exchange.Column
	opts    exchange.WriteOptions
	number  int64 // of units offered
	row     int   // written last

	text, figure int // styles
}

const sheetName = "Units"

// widths of columns, in characters.
var widths = map[exchange.Column]float64{
	exchange.ColID: 12, exchange.ColSource: 60, exchange.ColTarget: 60, exchange.ColConfidence: 11,
	exchange.ColNote: 30, exchange.ColStatus: 14, exchange.ColContext: 20, exchange.ColURL: 30, exchange.ColDocument: 20,
}

func (b *book) begin() error {
	if err := b.f.SetSheetName("Sheet1", sheetName); err != nil {
		return err
	}
	wrapped := &excelize.Alignment{WrapText: true, Vertical: "top"}
	four := "0.0000"
	var head int
	for _, s := range []struct {
		id    *int
		style excelize.Style
	}{
		{&b.text, excelize.Style{NumFmt: 49, Alignment: wrapped}}, // 49 is text: what is typed stays as it is
		{&b.figure, excelize.Style{CustomNumFmt: &four, Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&head, excelize.Style{NumFmt: 49, Font: &excelize.Font{Bold: true}}},
	} {
		id, err := b.f.NewStyle(&s.style)
		if err != nil {
			return err
		}
		*s.id = id
	}
	var err error
	if b.rows, err = b.f.NewStreamWriter(sheetName); err != nil {
		return err
	}
	for i, c := range b.columns {
		width := widths[c]
		if width == 0 {
			width = 20
		}
		if err := b.rows.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if err := b.rows.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	cells := make([]any, len(b.columns))
	for i, name := range exchange.Heading(b.columns) {
		cells[i] = excelize.Cell{StyleID: head, Value: name}
	}
	b.row = 1
	return b.rows.SetRow("A1", cells)
}

func (b *book) Write(u *tmx.Unit) error {
	b.number++
	row, err := exchange.ReviewRow(u, b.number, b.columns, b.opts)
	if err != nil {
		return err
	}
	if b.row == maxRows {
		return refuse(u, tmx.CodeUnitSize, "the sheet is full")
	}
	cells := make([]any, len(row))
	for i, s := range row {
		s = clean(s)
		if len(s) > maxCell && len(utf16.Encode([]rune(s))) > maxCell {
			return refuse(u, tmx.CodeUnitSize, fmt.Sprintf("a text of more than %d characters", maxCell))
		}
		cells[i] = excelize.Cell{StyleID: b.text, Value: s}
		if b.columns[i] == exchange.ColConfidence {
			if v, err := strconv.ParseFloat(s, 64); err == nil && v >= 0 && v <= 1 {
				cells[i] = excelize.Cell{StyleID: b.figure, Value: v}
			}
		}
	}
	b.row++
	return b.rows.SetRow("A"+strconv.Itoa(b.row), cells)
}

func (b *book) Close() error {
	defer b.f.Close()
	if err := b.rows.Flush(); err != nil {
		return err
	}
	_, err := b.f.WriteTo(b.w)
	return err
}

func refuse(u *tmx.Unit, code, message string) error {
	return &tmx.UnitError{Finding: tmx.Finding{Code: code, Severity: tmx.Error, Line: u.Line, Unit: u.ID, Message: message}}
}

// clean is s without the characters that XML forbids, and with line feeds for
// line ends.
func clean(s string) string {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		switch {
		case r < ' ' && r != '\t' && r != '\n', r == 0xFFFE, r == 0xFFFF:
		default:
			out = append(out, r)
		}
	}
	return string(out)
}
