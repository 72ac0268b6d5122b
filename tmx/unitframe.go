package tmx

import (
	"bytes"
	"fmt"
)

// readUnit reads the tu element that starts at the next byte. It leaves the
// unit in r.unit, or reports why there is none and passes by.
func (r *Reader) readUnit() {
	r.atUnit = false
	r.number++
	n, cut := r.frameUnit()
	if n < 0 {
		r.skipLargeUnit()
		return
	}
	b := r.buf[r.pos : r.pos+n]
	r.p.begin(string(b), r.here(), r.number)
	r.p.suspect = !wellEncodedBytes(b)
	unit, end, status := r.p.readUnit()
	switch {
	case r.done: // strict, and a fault was found
	case status == unitGood:
		r.take(unit, end)
	case status == unitNoEnd && unit != nil:
		what := "the next unit begins before </tu>"
		if cut == cutAtEOF {
			what = "the file ends before </tu>"
		}
		r.report(CodeNoUnitEnd, r.here(), r.p.name(), what, "unit kept")
		r.take(unit, n)
	default:
		r.bad++
		switch {
		case status == unitBad: // reported
		case cut == cutAtEOF:
			r.report(CodeTruncated, r.here(), r.p.name(), "the file ends inside the unit", "unit passed by")
		default:
			r.report(CodeMalformed, r.here(), r.p.name(), "its tags do not match", "unit passed by")
		}
		r.advance(n)
	}
}

// take hands out a unit of n bytes.
func (r *Reader) take(u *Unit, n int) {
	u.Number, u.Line, u.Column, u.Offset = r.number, r.line, r.column(), r.here()
	if !r.done {
		r.unit = u
		r.good++
	}
	r.advance(n)
}

type cutAt uint8

const (
	cutAtTag  cutAt = iota // after </tu>
	cutAtNext              // before the next <tu>
	cutAtEOF
)

// frameUnit returns how many bytes of the buffer are the unit that starts
// there, and what they end at; -1 for a unit over the limit.
func (r *Reader) frameUnit() (n int, cut cutAt) {
	for from := len("<tu"); ; {
		b := r.buf[r.pos:r.end]
		if n, cut, from = r.findCut(b, from); n > 0 {
			return n, cut
		}
		err := r.fill()
		if err == nil && r.end-r.pos <= r.opts.MaxUnit {
			continue
		}
		if b := r.buf[r.pos:r.end]; !r.noCommentEnd && from < len(b) && inComment(b[from:]) {
			// What looks like a comment has no end: from here on such a thing
			// is text, so that it costs a unit and not the rest of the file.
			r.noCommentEnd = true
			from = len("<tu")
			continue
		}
		if err == nil || err == errUnitSize {
			return -1, cutAtTag
		}
		return r.end - r.pos, cutAtEOF
	}
}

// findCut looks in b, which starts with a unit, from index from on for the
// unit's end tag or the start of the next unit, whichever comes first outside
// comments and CDATA sections. With n 0 there is none yet, and the search goes
// on at resume when there is more. Once r.noCommentEnd, a comment that does not
// end in b is none.
func (r *Reader) findCut(b []byte, from int) (n int, cut cutAt, resume int) {
	for {
		i := bytes.IndexByte(b[from:], '<')
		if i < 0 {
			return 0, 0, len(b)
		}
		i += from
		rest := b[i:]
		if len(rest) < len("</tu>") {
			return 0, 0, i
		}
		from = i + 1
		switch rest[1] {
		case '/':
			if rest[2] != 't' || rest[3] != 'u' {
				continue
			}
			end := 4
			for end < len(rest) && isSpace(rest[end]) {
				end++
			}
			if end == len(rest) {
				return 0, 0, i
			}
			if rest[end] == '>' {
				return i + end + 1, cutAtTag, 0
			}
		case 't':
			if isTagOf(rest, "tu") {
				return i, cutAtNext, 0
			}
		case '!', '?':
			if len(rest) < len(cdataOpen) {
				return 0, 0, i
			}
			k := markOf(rest)
			if k == markDeclaration {
				continue
			}
			switch end := r.findMark(b, i, k); {
			case end >= 0:
				from = end
			case !r.noCommentEnd:
				return 0, 0, i
			}
		}
	}
}

// findMark returns the index after the first end mark k in b from index i on,
// or -1. It does not look twice where there is none.
func (r *Reader) findMark(b []byte, i, k int) int {
	mark := endMarks[k]
	from := max(i, int(r.noMark[k]-r.here())-len(mark)+1)
	if from < len(b) {
		if n := bytes.Index(b[from:], []byte(mark)); n >= 0 {
			return from + n + len(mark)
		}
	}
	r.noMark[k] = r.here() + int64(len(b))
	return -1
}

// inComment reports whether a comment, CDATA section or instruction begins b.
func inComment(b []byte) bool {
	return len(b) >= 4 && b[0] == '<' && (b[1] == '!' || b[1] == '?') && markOf(b) != markDeclaration
}

// findUnitEnd returns the index of the first end tag of a tu at or after from
// and the index after it, 0 if b ends before its >; or -1.
func findUnitEnd(b []byte, from int) (at, after int) {
	for {
		i := bytes.Index(b[from:], []byte("</tu"))
		if i < 0 {
			return -1, 0
		}
		at = from + i
		for from = at + len("</tu"); from < len(b) && isSpace(b[from]); {
			from++
		}
		switch {
		case from == len(b):
			return at, 0
		case b[from] == '>':
			return at, from + 1
		}
	}
}

// findUnitStart returns the index of the first start tag of a tu at or after
// from, or -1.
func findUnitStart(b []byte, from int) int {
	for from < len(b) {
		i := bytes.Index(b[from:], []byte("<tu"))
		if i < 0 {
			return -1
		}
		if isTagOf(b[from+i:], "tu") {
			return from + i
		}
		from += i + 3
	}
	return -1
}

// skipLargeUnit passes by a unit that does not fit in the buffer, up to its end
// tag or the next unit.
func (r *Reader) skipLargeUnit() {
	r.bad++
	r.report(CodeUnitSize, r.here(), fmt.Sprintf("#%d", r.number), fmt.Sprintf("unit larger than %d bytes", r.opts.MaxUnit), "unit passed by")
	r.advance(r.end - r.pos) // no end in it
	for !r.done {
		b := r.buf[r.pos:r.end]
		at, after := findUnitEnd(b, 0)
		stop := len(b)
		if at >= 0 {
			stop = at
		}
		switch next := findUnitStart(b[:stop], 0); {
		case next >= 0:
			r.advance(next)
			return
		case after > 0:
			r.advance(after)
			return
		case at >= 0:
			r.advance(at)
			if r.fill() != nil {
				r.advance(r.end - r.pos)
				return
			}
			continue
		}
		r.advance(max(len(b)-8, 0))
		if r.fill() != nil {
			r.advance(r.end - r.pos)
			return
		}
	}
}
