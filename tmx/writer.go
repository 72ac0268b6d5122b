package tmx

import (
	"errors"
	"io"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Encoding is the character encoding of a written file.
type Encoding uint8

const (
	UTF8    Encoding = iota // without byte order mark
	UTF16LE                 // with byte order mark
	UTF16BE                 // with byte order mark
)

// Inline says what becomes of in-line elements.
type Inline uint8

const (
	InlineKeep     Inline = iota // as they are, byte for byte
	InlineStandard               // those TMX does not know become ph elements holding their tag as text
	InlineText                   // level 1: left out, with the code they hold; the words of hi stay; every segment is cleaned as plain text is
)

// WriterOptions are the choices of a Writer; the zero value suits most.
type WriterOptions struct {
	TgtLang  string            // write only the source and this language
	Codes    map[string]string // canonical code → code to write, as "vi" → "vi-VN"
	Encoding Encoding
	Inline   Inline
	// Keep also writes units that no client can use (no source, no target
	// with text), to lose nothing from a file that is only being repaired.
	Keep bool
	// Valid leaves nothing in that the TMX 1.4 DTD does not know: foreign
	// attributes become props, foreign elements notes, and InlineKeep counts
	// as InlineStandard.
	Valid bool
	// Report takes each mend and warning; nil drops them.
	Report func(Finding)
}

// UnitError is a unit that the Writer refuses, and why. Nothing of the unit
// was written, and the Writer can go on with the next.
type UnitError struct{ Finding Finding }

func (e *UnitError) Error() string {
	s := "unit refused"
	if e.Finding.Unit != "" {
		s = "unit " + e.Finding.Unit + " refused"
	}
	return s + ": " + e.Finding.Message + " (" + e.Finding.Code + ")"
}

var errClosed = errors.New("tmx: write after close")

// flushSize is how much the Writer gathers before it writes.
const flushSize = 64 << 10

// Writer writes TMX 1.4 as every common client takes it: one element a line
// and attributes in the DTD's order, so that the same units give the same
// bytes and a changed unit is one hunk of a diff; the source variant first,
// its language byte for byte the header's srclang; canonical language codes;
// characters XML 1.0 allows; plain segments clean (text.Clean).
type Writer struct {
	w       io.Writer
	header  Header
	opts    WriterOptions
	buf     []byte
	started bool
	err     error // the first I/O error, or errClosed
	units   int64

	variants []outVariant // of the unit at hand
	attrs    []Attr       // scratch for sorting
	codes    map[string]string
	told     map[string]bool // what is reported once a file
	tell     reportFunc      // w.tellMend, bound once
	current  *Unit
}

// outVariant is a variant as it will be written.
type outVariant struct {
	v    *Variant
	code string
	seg  string
	text bool // seg is text still to be escaped
}

// NewWriter returns a Writer of a file with that header. An empty field of the
// header gets its usual value; the SrcLang "" or "*all*" becomes the language
// of the first unit's first variant. Nothing is written before the first
// Write or Close.
func NewWriter(w io.Writer, header Header, opts WriterOptions) *Writer {
	wr := &Writer{
		w: w, header: header, opts: opts,
		buf:   make([]byte, 0, flushSize+flushSize/4),
		codes: map[string]string{},
		told:  map[string]bool{},
	}
	wr.tell = wr.tellMend
	if opts.Valid && opts.Inline == InlineKeep {
		wr.opts.Inline = InlineStandard
	}
	switch opts.Encoding {
	case UTF16LE:
		wr.w = transform.NewWriter(w, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder())
	case UTF16BE:
		wr.w = transform.NewWriter(w, unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder())
	}
	return wr
}

// Write writes one unit and leaves it as it is. The error is a *UnitError if
// the unit is refused, else it is an I/O error and final.
func (w *Writer) Write(u *Unit) error {
	if w.err != nil {
		return w.err
	}
	w.current = u
	if !w.started {
		w.start(u)
	}
	if refused := w.chooseVariants(u); refused != nil {
		return refused
	}
	w.appendUnit(u)
	w.units++
	if len(w.buf) >= flushSize {
		w.flush()
	}
	return w.err
}

// Units returns how many units were written so far.
func (w *Writer) Units() int64 { return w.units }

// Close writes the end of the file, or all of an empty one, and flushes. It
// does not close the io.Writer.
func (w *Writer) Close() error {
	if w.err != nil {
		if errors.Is(w.err, errClosed) {
			return nil
		}
		return w.err
	}
	if !w.started {
		w.start(nil)
	}
	w.buf = append(w.buf, "  </body>\n</tmx>\n"...)
	w.flush()
	if t, ok := w.w.(*transform.Writer); ok && w.err == nil {
		w.err = t.Close()
	}
	if w.err != nil {
		return w.err
	}
	w.err = errClosed
	return nil
}

func (w *Writer) flush() {
	if w.err == nil && len(w.buf) > 0 {
		_, w.err = w.w.Write(w.buf)
	}
	w.buf = w.buf[:0]
}

// report hands a finding about the unit at hand to the caller.
func (w *Writer) report(code, message, repair string) {
	if w.opts.Report != nil {
		w.opts.Report(w.finding(code, message, repair))
	}
}

// reportOnce reports what would be the same for every unit.
func (w *Writer) reportOnce(key, code, message, repair string) {
	if w.opts.Report == nil || w.told[key] || len(w.told) > 1000 {
		return
	}
	w.told[key] = true
	w.report(code, message, repair)
}

func (w *Writer) tellMend(code string, _ int, message, repair string) {
	w.report(code, message, repair)
}

func (w *Writer) finding(code, message, repair string) Finding {
	f := Finding{Code: code, Severity: severityOf(code), Message: message, Repair: repair}
	if w.current != nil {
		f.Unit, f.Line = unitName(w.current), w.current.Line
		f.Column = max(w.current.Column, min(f.Line, 1))
	}
	return f
}

func (w *Writer) refuse(code, message string) error {
	return &UnitError{w.finding(code, message, "")}
}

// code returns the language code to write for lang.
func (w *Writer) code(lang string) string {
	if w.opts.Codes == nil && plainCode(lang) {
		return lang
	}
	if c, ok := w.codes[lang]; ok {
		return c
	}
	c := CanonLang(lang)
	if as, ok := w.opts.Codes[c]; ok {
		c = as
	}
	if len(w.codes) < 10_000 {
		w.codes[lang] = c
	}
	return c
}

// foreignRank is the rank of an attribute TMX does not know.
const foreignRank = 13

// attrRank returns an attribute's place among the attributes of tu and tuv, in
// the order of the DTD after tuid and xml:lang, or foreignRank.
func attrRank(name string, tu bool) int {
	switch name {
	case "o-encoding":
		return 0
	case "datatype":
		return 1
	case "usagecount":
		return 2
	case "lastusagedate":
		return 3
	case "creationtool":
		return 4
	case "creationtoolversion":
		return 5
	case "creationdate":
		return 6
	case "creationid":
		return 7
	case "changedate":
		return 8
	case "segtype":
		if tu {
			return 9
		}
	case "changeid":
		return 10
	case "o-tmf":
		return 11
	case "srclang":
		if tu {
			return 12
		}
	}
	return foreignRank
}
