package tmx

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// step reads what stands outside units: the prolog, the header, and what lies
// between units. It consumes one tag, or stops before a tu element.
func (r *Reader) step() {
	if !r.skipText() {
		r.finish()
		return
	}
	for r.end-r.pos < len(cdataOpen) && r.fill() == nil {
	}
	b := r.buf[r.pos:r.end]
	if len(b) >= 2 && b[1] == '!' {
		switch {
		case bytes.HasPrefix(b, []byte("<!--")):
			r.skipPast("-->")
		case bytes.HasPrefix(b, []byte(cdataOpen)):
			r.report(CodeStrayText, r.here(), "", "CDATA section outside a segment", "left out")
			r.skipPast(cdataClose)
		default:
			r.skipDoctype()
		}
		return
	}
	if len(b) >= 2 && b[1] == '?' {
		if r.here() > 0 && !r.rootSeen && bytes.HasPrefix(b, []byte("<?xml")) {
			r.report(CodeBeforeXML, r.here(), "", "the XML declaration is not at the start", "read all the same")
		}
		r.skipPast("?>")
		return
	}
	if isTagOf(b, "tu") {
		r.atUnit = true
		r.ended = false
		if !r.headerSeen {
			r.headerSeen = true
			r.report(CodeHeader, r.here(), "", "no header before the first unit", "read without")
		}
		if !r.bodySeen {
			r.bodySeen = true
			r.report(CodeNoBody, r.here(), "", "no body before the first unit", "read without")
		}
		return
	}
	tag, ok := r.frameTag()
	if !ok {
		return
	}
	t := firstToken(tag)
	at := r.here()
	switch name := t.name; {
	case name == "tmx" && t.kind == tokStart:
		r.root(tag, t)
	case name == "header" && t.kind != tokEnd:
		r.readHeader(tag, t)
		return
	case name == "body" && t.kind == tokStart:
		r.bodySeen, r.ended = true, false
	case name == "body", name == "tmx":
		r.ended = true
	default:
		r.reportOnce("unknown "+clip(name), CodeUnknown, at, "", fmt.Sprintf("element %q does not belong here", clip(name)), "passed over")
	}
	r.advance(len(tag))
}

// isTagOf reports whether b starts with a start tag of that name.
func isTagOf(b []byte, name string) bool {
	n := 1 + len(name)
	return len(b) > n && b[0] == '<' && string(b[1:n]) == name && (b[n] == '>' || b[n] == '/' || isSpace(b[n]))
}

// skipText consumes white space, and reports other text, up to the next <. It
// returns false where none comes.
func (r *Reader) skipText() bool {
	stray := false
	for !r.done {
		b := r.buf[r.pos:r.end]
		n := bytes.IndexByte(b, '<')
		gap := b
		if n >= 0 {
			gap = b[:n]
		}
		if !stray && !blank(gap) {
			stray = true
			lead := len(gap) - len(bytes.TrimLeft(gap, " \t\r\n"))
			code := CodeStrayText
			if !r.rootSeen && r.number == 0 {
				code = CodeBeforeXML
			}
			r.report(code, r.here()+int64(lead), "", fmt.Sprintf("text %q between elements", clip(strings.TrimSpace(mendText(string(gap[:min(len(gap), 200)]), 0, ignore)))), "left out")
		}
		r.advance(len(gap))
		if n >= 0 {
			return !r.done
		}
		if !r.rootSeen && r.number == 0 && r.here() > maxBeforeRoot {
			r.report(CodeNotTMX, r.here(), "", "no TMX in the first MiB", "")
			return false
		}
		if r.fill() != nil {
			return false
		}
	}
	return false
}

func ignore(string, int, string, string) {}

// blank reports whether b is white space, byte order marks counted as such: a
// file put after another brings one along.
func blank(b []byte) bool {
	for i := 0; i < len(b); i++ {
		if !isSpace(b[i]) {
			return len(bytes.Trim(bytes.ReplaceAll(b, []byte("\uFEFF"), nil), " \t\r\n")) == 0
		}
	}
	return true
}

// skipPast consumes everything up to and with the next mark.
func (r *Reader) skipPast(mark string) {
	for {
		b := r.buf[r.pos:r.end]
		if n := bytes.Index(b, []byte(mark)); n >= 0 {
			r.advance(n + len(mark))
			return
		}
		r.advance(max(len(b)-len(mark)+1, 0))
		if r.fill() != nil {
			r.advance(r.end - r.pos)
			return
		}
	}
}

// skipDoctype consumes a declaration like DOCTYPE with its internal subset,
// minding quotes and comments. What it declares is not even looked at.
func (r *Reader) skipDoctype() {
	start := r.here()
	depth, subset, declares := 0, false, false
	var quote byte
	for {
		b := r.buf[r.pos:r.end]
		if len(b) < 8 && r.fill() == nil {
			continue
		}
		if b = r.buf[r.pos:r.end]; len(b) == 0 {
			return
		}
		marks := "\"'<>["
		if quote != 0 {
			marks = string(quote)
		}
		if n := bytes.IndexAny(b, marks); n != 0 {
			if n < 0 {
				n = len(b)
			}
			r.advance(n)
			continue
		}
		switch c := b[0]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case subset && bytes.HasPrefix(b, []byte("<!--")):
			r.advance(4)
			r.skipPast("-->")
			continue
		case subset && bytes.HasPrefix(b, []byte("<!ENTITY")):
			declares = true
			depth++
		case isTagOf(b, "tmx"): // the declaration was never closed
			r.report(CodeDoctype, start, "", "DOCTYPE without end", "passed over")
			return
		case c == '<':
			depth++
		case c == '[':
			subset = true
		case c == '>':
			if depth--; depth == 0 {
				r.advance(1)
				if declares {
					r.report(CodeDoctype, start, "", "DOCTYPE declares entities", "not resolved")
				}
				return
			}
		}
		r.advance(1)
	}
}

// frameTag returns the tag that starts at the next byte. Where there is none,
// it consumes the < and returns false.
func (r *Reader) frameTag() (string, bool) {
	const short = 256 // nearly every tag is; saves copying the buffer
	for {
		b := r.buf[r.pos:r.end]
		s, end := "", tagBroken
		if len(b) < 2 || b[1] == '/' || nameClass[b[1]] == nameStart {
			for n := short; ; n *= 16 {
				s = string(b[:min(len(b), n)])
				if end = wholeTag(s); end != tagCutOff || n >= len(b) {
					break
				}
			}
		}
		switch {
		case end > 0:
			s = s[:end]
			if t := firstToken(s); (t.kind == tokStart || t.kind == tokEmpty) && !goodAttrs(s, t) {
				r.report(CodeAttribute, r.here(), "", fmt.Sprintf("tag %s is malformed", clip(s)), "what can be read of it is kept")
			}
			return s, true
		case end == tagBroken:
			r.report(CodeBareLess, r.here(), "", "a < that starts no tag", "passed over")
			r.advance(1)
			return "", false
		}
		err := r.fill()
		switch {
		case len(b) > r.opts.MaxValue+short || err == errUnitSize:
			r.report(CodeValueSize, r.here(), "", fmt.Sprintf("tag larger than %d bytes", r.opts.MaxValue), "passed over")
			r.advance(1)
			r.skipPast(">")
			return "", false
		case err != nil:
			if r.rootSeen {
				r.report(CodeTruncated, r.here(), "", "the file ends inside a tag", "left out")
			}
			r.advance(r.end - r.pos)
			return "", false
		}
	}
}

// wholeTag returns the length of the start or end tag that s begins with, or
// tagBroken or tagCutOff.
func wholeTag(s string) int {
	i := 1
	if len(s) > 1 && s[1] == '/' {
		i = 2
	}
	n := nameEnd(s, i)
	switch {
	case i >= len(s):
		return tagCutOff
	case n == i:
		return tagBroken
	}
	return tagEnd(s, n)
}

// root reads the tmx element's tag.
func (r *Reader) root(tag string, t token) {
	if r.rootSeen {
		r.report(CodeSecond, r.here(), "", "another TMX document begins", "its units are read too")
		r.ended = false
		return
	}
	r.rootSeen = true
	r.rootAt = place{r.line, r.column()}
	r.p.begin(tag, r.here(), 0)
	for _, a := range r.p.readAttrs(t) {
		if a.Name == "version" {
			r.header.Version = a.Value
		} else {
			r.header.RootAttrs = append(r.header.RootAttrs, a)
		}
	}
	switch v := r.header.Version; v {
	case "1.1", "1.2", "1.3", "1.4":
	case "":
		r.report(CodeVersion, r.here(), "", "tmx has no version", "read as 1.4")
	default:
		r.report(CodeVersion, r.here(), "", fmt.Sprintf("version %q is not 1.1, 1.2, 1.3 or 1.4", clip(v)), "read as 1.4")
	}
}

// readHeader reads the header element whose start tag is tag.
func (r *Reader) readHeader(tag string, t token) {
	if r.headerSeen { // of a second document
		r.advance(len(tag))
		if t.kind == tokStart {
			r.skipPast("</header")
			r.skipPast(">")
		}
		return
	}
	r.headerSeen = true
	r.headerAt = place{r.line, r.column()}
	s := tag
	if t.kind == tokStart {
		var ok bool
		if s, ok = r.frameHeader(len(tag)); !ok {
			s = tag
		}
	}
	p := &r.p
	p.begin(s, r.here(), 0)
	h := &r.header
	for _, a := range p.readAttrs(t) {
		i := slices.IndexFunc(headerAttrs, func(ha headerAttr) bool { return ha.name == a.Name })
		if i < 0 {
			h.Attrs = append(h.Attrs, a)
			continue
		}
		*headerAttrs[i].field(h) = a.Value
	}
	var missing []string
	for _, a := range headerAttrs {
		if *a.field(h) == "" && (a.usual != "" || a.name == "srclang") {
			missing = append(missing, a.name)
		}
	}
	if len(missing) > 0 {
		r.report(CodeHeader, r.here(), "", "header has no "+strings.Join(missing, ", "), "")
	}
	if strings.EqualFold(h.SrcLang, AllLanguages) {
		r.report(CodeAllLanguages, r.here(), "", "srclang leaves the source open", "")
	}
	h.SrcLang = p.lang(h.SrcLang, 0)
	h.AdminLang = p.lang(h.AdminLang, 0)
	if len(s) > len(tag) {
		p.pos = len(tag)
		h.Props, h.Notes, h.Other = p.readHeaderChildren()
	}
	r.advance(len(s))
}

// frameHeader returns the header element from its start tag, of length n, to
// its end tag.
func (r *Reader) frameHeader(n int) (string, bool) {
	for {
		b := r.buf[r.pos:r.end]
		if i := bytes.Index(b[n:], []byte("</header")); i >= 0 {
			if j := bytes.IndexByte(b[n+i:], '>'); j >= 0 {
				return string(b[:n+i+j+1]), true
			}
		} else if i := bytes.Index(b[n:], []byte("<body")); i >= 0 {
			r.report(CodeHeader, r.here(), "", "header without end", "ended before body")
			return string(b[:n+i]), true
		}
		if r.fill() != nil {
			r.report(CodeHeader, r.here(), "", "header without end", "its notes and props passed over")
			return "", false
		}
	}
}
