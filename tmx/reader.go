package tmx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
)

// ReaderOptions are the choices of a Reader; the zero value suits most.
type ReaderOptions struct {
	// Strict stops at the first finding above Info instead of mending it.
	Strict bool
	// Report takes each finding as it is made. Without it the Reader collects
	// the first 1,000 for Findings.
	Report func(Finding)
	// Charset names the encoding, whatever the file says (see package
	// charset); "" finds it out.
	Charset string
	// KeepCodes leaves language codes as the file has them, not in canonical
	// form (CanonLang), and reports none.
	KeepCodes bool
	// MaxUnit bounds a tu element, and a header, and so the Reader's memory,
	// in bytes; 0 means 16 MiB.
	MaxUnit int
	// MaxValue bounds the value of an attribute, prop or note in bytes; 0
	// means 1 MiB.
	MaxValue int
}

const (
	defaultMaxUnit  = 16 << 20
	defaultMaxValue = 1 << 20
	maxCollected    = 1000
	maxBeforeRoot   = 1 << 20 // a file without a TMX tag in its first MiB is none
	bufferSize      = 256 << 10
)

// SyntaxError is a fault that ends the reading: any above Info with
// ReaderOptions.Strict, else only that the input is no TMX file at all.
type SyntaxError struct{ Finding Finding }

func (e *SyntaxError) Error() string { return e.Finding.String() }

// errUnitSize says that the buffer has reached its limit.
var errUnitSize = errors.New("element too large")

// Reader reads the units of a TMX file one after the other, in memory that
// does not grow with the file. It takes TMX 1.1 to 1.4 in UTF-8, UTF-16 and
// legacy encodings, rightly declared, wrongly or not at all, plain, gzipped or
// zipped (all TMX files of the archive in turn, in one encoding). What is
// broken is mended and reported; a unit beyond mending is reported, counted
// and passed by. No DTD is read, no entity resolved, nothing fetched.
//
// Comments and instructions outside segments are not kept.
//
// Each Unit is new and belongs to the caller. Its strings share one copy of
// the unit's bytes and its slices lie in blocks shared with its neighbours, so
// keep Unit.Clone when keeping few out of many.
type Reader struct {
	opts ReaderOptions
	src  io.Reader
	raw  io.Reader // nil once src is made of it

	buf       []byte // buf[pos:end] is not consumed yet
	pos, end  int
	srcErr    error // why src gives no more: io.EOF or a fault
	offset    int64 // of buf[0] in the text
	line      int64 // of buf[pos], from 1
	lineStart int64 // offset of the first byte of that line
	lastPlace struct{ at, line, start int64 }

	header     Header
	rootAt     place // of the tmx element's tag
	headerAt   place // of the header element's tag
	headerSeen bool
	rootSeen   bool
	bodySeen   bool
	ended      bool // </body> or </tmx> was the last tag

	unit      *Unit
	number    int64 // of the last tu start tag
	good, bad int64
	err       error
	done      bool
	atUnit    bool // buf[pos:] starts with a tu element

	noMark       [3]int64 // there is no such end mark of a comment before this offset
	noCommentEnd bool     // a comment without end was met inside a unit

	findings []Finding
	counts   map[string]int64
	told     map[string]bool
	langs    map[string]string

	p parser
}

// NewReader returns a Reader of the file in r. Nothing is read before the
// first call of Header, Scan or Units.
func NewReader(r io.Reader, opts ReaderOptions) *Reader {
	if opts.MaxUnit <= 0 {
		opts.MaxUnit = defaultMaxUnit
	}
	if opts.MaxValue <= 0 {
		opts.MaxValue = defaultMaxValue
	}
	rd := &Reader{
		opts: opts, raw: r, line: 1,
		counts: map[string]int64{}, told: map[string]bool{}, langs: map[string]string{},
	}
	rd.p.r = rd
	return rd
}

// Header returns the file's header, reading as far as the first unit. It is
// never nil; fields the file does not give are empty.
func (r *Reader) Header() *Header {
	for !r.atUnit && !r.done && !r.bodySeen {
		r.step()
	}
	return &r.header
}

// HeaderPlace is where the header's tag stands, both from 1, the column in
// bytes; zero before Header was called, and where there is none.
func (r *Reader) HeaderPlace() (line, column int64) { return r.headerAt.line, r.headerAt.column }

// RootPlace is where the tmx element's tag stands, as HeaderPlace says it.
func (r *Reader) RootPlace() (line, column int64) { return r.rootAt.line, r.rootAt.column }

// Scan reads the next unit that can be had. It returns false at the end of the
// file and at an error, which Err tells apart.
func (r *Reader) Scan() bool {
	r.unit = nil
	for !r.done && r.unit == nil {
		if r.atUnit {
			r.readUnit()
			continue
		}
		r.step()
	}
	return r.unit != nil
}

// Unit returns the unit that Scan read.
func (r *Reader) Unit() *Unit { return r.unit }

// Err returns the error that ended Scan: nil at the end of the file, a
// *SyntaxError, or an I/O error of the underlying reader.
func (r *Reader) Err() error { return r.err }

// Units returns the units as a sequence. An error that ends the reading comes
// last, with a nil unit.
func (r *Reader) Units() iter.Seq2[*Unit, error] {
	return func(yield func(*Unit, error) bool) {
		for r.Scan() {
			if !yield(r.unit, nil) {
				return
			}
		}
		if r.err != nil {
			yield(nil, r.err)
		}
	}
}

// Count is how many units Scan has returned.
func (r *Reader) Count() int64 { return r.good }

// PassedBy is how many units were beyond mending and passed by so far.
func (r *Reader) PassedBy() int64 { return r.bad }

// Findings returns the first 1,000 findings, if there is no
// ReaderOptions.Report to take them.
func (r *Reader) Findings() []Finding { return r.findings }

// Counts returns how many findings of each code were made so far, all counted.
func (r *Reader) Counts() map[string]int64 { return r.counts }

// report records a finding at byte at of the text.
func (r *Reader) report(code string, at int64, unit, message, repair string) {
	line, start := r.place(at)
	f := Finding{
		Code: code, Severity: severityOf(code), Line: line, Column: max(at-start, 0) + 1,
		Unit: unit, Message: message, Repair: repair,
	}
	r.counts[code]++
	switch {
	case r.opts.Report != nil:
		r.opts.Report(f)
	case len(r.findings) < maxCollected:
		r.findings = append(r.findings, f)
	}
	if (r.opts.Strict && f.Severity > Info || code == CodeNotTMX) && r.err == nil {
		r.err = &SyntaxError{f}
		r.done = true
	}
}

// place returns the line of byte at, which is in the buffer, and the offset of
// the line's first byte. Findings come nearly in the order of the text, so it
// counts on, or a little back, from the last place asked for.
func (r *Reader) place(at int64) (line, start int64) {
	from := r.here()
	last := &r.lastPlace
	if at <= from {
		return r.line, r.lineStart
	}
	if last.at <= from {
		last.at, last.line, last.start = from, r.line, r.lineStart
	}
	at = min(at, r.offset+int64(r.end))
	if at >= last.at {
		seen := r.buf[last.at-r.offset : at-r.offset]
		if n := bytes.Count(seen, newline); n > 0 {
			last.line += int64(n)
			last.start = last.at + int64(bytes.LastIndexByte(seen, '\n')) + 1
		}
		last.at = at
		return last.line, last.start
	}
	back := bytes.Count(r.buf[at-r.offset:last.at-r.offset], newline)
	if back == 0 {
		return last.line, last.start
	}
	start = r.lineStart
	if i := bytes.LastIndexByte(r.buf[r.pos:at-r.offset], '\n'); i >= 0 {
		start = from + int64(i) + 1
	}
	return last.line - int64(back), start
}

// reportOnce reports what would be the same throughout the file.
func (r *Reader) reportOnce(key, code string, at int64, unit, message, repair string) {
	if r.told[key] {
		r.counts[code]++
		return
	}
	if len(r.told) < maxCollected {
		r.told[key] = true
	}
	r.report(code, at, unit, message, repair)
}

// A place in the text; zero is none.
type place struct{ line, column int64 }

// column is that of the next byte.
func (r *Reader) column() int64 { return max(r.here()-r.lineStart, 0) + 1 }

// here is the offset of the next byte.
func (r *Reader) here() int64 { return r.offset + int64(r.pos) }

var newline = []byte{'\n'}

// advance consumes n bytes of the buffer.
func (r *Reader) advance(n int) {
	seen := r.buf[r.pos : r.pos+n]
	if c := bytes.Count(seen, newline); c > 0 {
		r.line += int64(c)
		r.lineStart = r.here() + int64(bytes.LastIndexByte(seen, '\n')) + 1
	}
	r.pos += n
}

// fill reads more into the buffer. It returns an error where nothing more
// comes: errUnitSize when the buffer may not grow, or r.srcErr.
func (r *Reader) fill() error {
	if r.raw != nil {
		r.src = openInput(r.raw, r.opts.Charset, func(code, message, repair string) {
			r.report(code, r.offset+int64(r.end), "", message, repair)
		})
		r.raw, r.buf = nil, make([]byte, bufferSize)
	}
	if r.srcErr != nil {
		return r.srcErr
	}
	if r.pos > 0 {
		copy(r.buf, r.buf[r.pos:r.end])
		r.offset += int64(r.pos)
		r.end -= r.pos
		r.pos = 0
	}
	if r.end == len(r.buf) {
		if r.end >= r.opts.MaxUnit {
			return errUnitSize
		}
		r.buf = append(make([]byte, 0, min(2*len(r.buf), max(r.opts.MaxUnit, bufferSize))), r.buf...)
		r.buf = r.buf[:cap(r.buf)]
	}
	for range 100 {
		n, err := r.src.Read(r.buf[r.end:])
		r.end += n
		if err != nil {
			r.srcErr = err
		}
		if n > 0 {
			return nil
		}
		if err != nil {
			return err
		}
	}
	r.srcErr = io.ErrNoProgress
	return r.srcErr
}

// finish is called where the input ends.
func (r *Reader) finish() {
	if r.done {
		return
	}
	r.done = true
	if r.srcErr != nil && r.srcErr != io.EOF {
		r.err = fmt.Errorf("read TMX at line %d: %w", r.line, r.srcErr)
		return
	}
	switch {
	case !r.rootSeen && r.number == 0 && !r.headerSeen:
		what := "no TMX in it"
		switch {
		case r.offset+int64(r.end) > 0:
		case r.counts[CodeCompressed] > 0:
			what = "nothing could be unpacked"
		default:
			what = "the file is empty"
		}
		r.report(CodeNotTMX, r.here(), "", what, "")
	case !r.ended:
		r.report(CodeNoEnd, r.here(), "", "the file ends without </body> and </tmx>", "units so far kept")
	}
}
