package exchange

import (
	"fmt"
	"io"
	"iter"
	"strings"

	"songngu/tmx"
)

// Units is a stream of units. An error with a nil unit is a *RecordError,
// after which the stream may go on, or an error of the input, which ends it.
type Units = iter.Seq2[*tmx.Unit, error]

// A RecordError is a record that could not be made a unit. It was passed by.
type RecordError struct {
	File string
	Line int // 1-based line, or row of a sheet, where the record begins
	Err  error
}

func (e *RecordError) Error() string { return fmt.Sprintf("%s:%d: %v", e.File, e.Line, e.Err) }

func (e *RecordError) Unwrap() error { return e.Err }

// PassBy is the stream without its bad records: each goes to report, which may
// be nil. Any error that is left ends the stream.
func PassBy(in Units, report func(*RecordError)) Units {
	return func(yield func(*tmx.Unit, error) bool) {
		for u, err := range in {
			if bad, ok := err.(*RecordError); ok {
				if report != nil {
					report(bad)
				}
				continue
			}
			if !yield(u, err) || err != nil {
				return
			}
		}
	}
}

// Writer takes units one after the other. The error of Write is a
// *tmx.UnitError where the format cannot hold the unit: nothing of it was
// written and the next may follow. Any other error is final. Close ends the
// file; it does not close what is written to.
type Writer interface {
	Write(*tmx.Unit) error
	Close() error
}

// ReadOptions are the choices of a reader; the zero value suits most.
type ReadOptions struct {
	// Source and Target are the language codes of the units, whatever the file
	// says. With "" the file's own are taken, and en and vi where it has none.
	Source, Target string
	// Plain leaves in-line codes out of the segments.
	Plain bool
	// Charset names the encoding of a text file, whatever it says of itself.
	Charset string
	// Columns are the columns of a table from the left, by the names that
	// ParseColumns knows; nil reads them from the first row.
	Columns []Column
	// Delimiter stands between the cells of a table; 0 finds it out.
	Delimiter rune
	// MaxRecord bounds a record in bytes, and so the reader's memory; 0 means
	// 4 MiB.
	MaxRecord int
}

func (o ReadOptions) maxRecord() int {
	if o.MaxRecord > 0 {
		return o.MaxRecord
	}
	return 4 << 20
}

// languages settles the codes of both sides: those asked for, those of the
// file, or en and vi.
func (o ReadOptions) languages(source, target string) (string, string) {
	return tmx.CanonLang(first(o.Source, source, "en")), tmx.CanonLang(first(o.Target, target, "vi"))
}

// WriteOptions are the choices of a writer; the zero value suits most.
type WriteOptions struct {
	// Source and Target are the languages whose variants are written, as their
	// codes stand in the file; "" means en and vi. A unit's variant in the same
	// base language will do (en-GB for en).
	Source, Target string
	// Tool and ToolVersion name the program in the file's header.
	Tool, ToolVersion string
	// Columns of a table; nil means DefaultColumns.
	Columns []Column
	// MaxWords is the longest term of a glossary, in words; 0 means 4.
	MaxWords int
}

func (o WriteOptions) filled() WriteOptions {
	o.Source, o.Target = first(o.Source, "en"), first(o.Target, "vi")
	o.Tool = first(o.Tool, "songngu")
	return o
}

// sides finds the two variants that are written. A unit without words in the
// source is refused; one without a target comes back with nil.
func (o WriteOptions) sides(u *tmx.Unit) (src, tgt *tmx.Variant, err error) {
	src, tgt = u.Variant(o.Source), u.Variant(o.Target)
	if src == nil || src.Text() == "" {
		return nil, nil, refuse(u, tmx.CodeNoSource, fmt.Sprintf("no text in %s", o.Source))
	}
	if tgt == src {
		tgt = nil
	}
	return src, tgt, nil
}

// bothSides is sides for formats that have no place for an untranslated unit.
func (o WriteOptions) bothSides(u *tmx.Unit) (src, tgt *tmx.Variant, err error) {
	src, tgt, err = o.sides(u)
	if err == nil && (tgt == nil || tgt.Text() == "") {
		return nil, nil, refuse(u, tmx.CodeNoTarget, fmt.Sprintf("no text in %s", o.Target))
	}
	return src, tgt, err
}

func refuse(u *tmx.Unit, code, message string) error {
	return &tmx.UnitError{Finding: tmx.Finding{Code: code, Severity: tmx.Error, Line: u.Line, Unit: u.ID, Message: message}}
}

func first(choices ...string) string {
	for _, s := range choices {
		if s != "" {
			return s
		}
	}
	return ""
}

// output gathers what a writer writes and remembers the first failure.
type output struct {
	w   io.Writer
	buf []byte
	err error
}

func (o *output) put(parts ...string) {
	for _, s := range parts {
		o.buf = append(o.buf, s...)
	}
	if len(o.buf) >= 64<<10 {
		o.flush()
	}
}

func (o *output) flush() error {
	if o.err == nil && len(o.buf) > 0 {
		_, o.err = o.w.Write(o.buf)
	}
	o.buf = o.buf[:0]
	return o.err
}

// oneLine makes a value fit on a line of its own; manyLines is its inverse.
func oneLine(s string) string { return toLine.Replace(s) }

func manyLines(s string) string { return fromLine.Replace(s) }

var (
	toLine   = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`)
	fromLine = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\r`, "\r")
)
