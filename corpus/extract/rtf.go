package extract

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// RTF reads Rich Text Format (Microsoft's specification, version 1.9.1):
// paragraphs, headings by style or outline level, cells, footnotes. Characters
// come as \u escapes or in the code page of the file or of the font, 1258
// among them. Pictures, headers and footers, fields' instructions, deleted and
// hidden text are left out.
//
// The error wraps ErrEmpty, ErrBinary or ErrTooLarge.
func RTF(src string, opts Options) (*Page, error) {
	if err := opts.checkSize(int64(len(src))); err != nil {
		return nil, err
	}
	if !strings.HasPrefix(src, `{\rtf`) {
		return nil, fmt.Errorf("no rtf file: %w", ErrBinary)
	}
	r := &rtf{src: src, w: blockWriter{page: &Page{}}, styles: make(map[int]string), fonts: make(map[int]int), page: 1252}
	r.state.skip = 1
	r.w.begin(Paragraph, 0)
	r.read()
	r.paragraph()
	for len(r.w.open) > 0 {
		r.w.finish()
	}
	return r.w.finishPage(opts)
}

// rtfState is what a group restores at its end.
type rtfState struct {
	dest   string // destination that wants the text: "", "stylesheet", "fonttbl"
	off    bool   // text is not wanted
	hidden bool
	note   bool
	look   look
	skip   int // characters after \u that stand for it where it is unknown
	font   int
	number int // of the style or font being defined
}

const maxRTFDepth = 1000

type rtf struct {
	src    string
	at     int
	w      blockWriter
	state  rtfState
	stack  []rtfState
	deep   int // groups beyond maxRTFDepth
	styles map[int]string
	fonts  map[int]int // code page of a font, by its charset
	page   int         // code page
	kind   Kind
	level  int
	inCell bool
	skip   int  // characters still to be skipped after \u
	high   rune // a surrogate waiting for its other half
	notes  int
	name   []byte // of the style being defined
	raw    []byte // bytes written as \'hh, not decoded yet
}

func (r *rtf) read() {
	for r.at < len(r.src) {
		c := r.src[r.at]
		r.at++
		switch c {
		case '{':
			r.decode()
			if len(r.stack) >= maxRTFDepth {
				r.deep++
				continue
			}
			r.stack = append(r.stack, r.state)
		case '}':
			r.decode()
			r.closeGroup()
		case '\\':
			r.control()
		case '\r', '\n':
		default:
			r.char(c)
		}
	}
	r.decode()
}

func (r *rtf) closeGroup() {
	if r.deep > 0 {
		r.deep--
		return
	}
	if len(r.stack) == 0 {
		return
	}
	old := r.state
	r.state = r.stack[len(r.stack)-1]
	r.stack = r.stack[:len(r.stack)-1]
	r.w.look = r.state.look
	if old.note && !r.state.note {
		r.w.finish()
	}
}

// char takes one byte of text.
func (r *rtf) char(c byte) {
	if r.skip > 0 {
		r.skip--
		return
	}
	switch {
	case r.state.dest == "stylesheet":
		if c == ';' {
			if len(r.styles) < 4096 {
				r.styles[r.state.number] = string(r.name)
			}
			r.name = r.name[:0]
		} else if len(r.name) < 100 {
			r.name = append(r.name, c)
		}
	case r.state.off || r.state.hidden:
	default: // what is no ASCII was decoded with the file
		r.decode()
		if p := r.w.cur(); p != nil {
			r.w.changed(p)
			p.text = append(p.text, c)
		}
	}
}

// decode writes the bytes that wait, in the code page that holds for them.
func (r *rtf) decode() {
	if len(r.raw) == 0 {
		return
	}
	page, ok := r.fonts[r.state.font]
	if !ok {
		page = r.page
	}
	s := string(r.raw)
	m, ok := codePages[page]
	if !ok && !utf8.ValidString(s) { // 65001 is UTF-8, and of what is unknown 1252 is likeliest
		m, ok = charmap.Windows1252, true
	}
	if ok {
		if d, err := m.NewDecoder().String(s); err == nil {
			s = d
		}
	}
	r.raw = r.raw[:0]
	r.w.write(s)
}

var codePages = map[int]*charmap.Charmap{1250: charmap.Windows1250, 1251: charmap.Windows1251, 1252: charmap.Windows1252,
	1253: charmap.Windows1253, 1254: charmap.Windows1254, 1257: charmap.Windows1257, 1258: charmap.Windows1258, 437: charmap.CodePage437, 850: charmap.CodePage850}

// fontPages is the code page of a font's charset.
var fontPages = map[int]int{0: 1252, 163: 1258, 238: 1250, 204: 1251, 161: 1253, 162: 1254, 186: 1257}

// control reads a control word or symbol.
func (r *rtf) control() {
	if r.at >= len(r.src) {
		return
	}
	c := r.src[r.at]
	if !isASCIILetter(c) {
		r.at++
		r.symbol(c)
		return
	}
	start := r.at
	for r.at < len(r.src) && isASCIILetter(r.src[r.at]) && r.at-start < 32 {
		r.at++
	}
	word := r.src[start:r.at]
	n, has, neg := 0, false, false
	if r.at < len(r.src) && r.src[r.at] == '-' {
		neg = true
		r.at++
	}
	for r.at < len(r.src) && r.src[r.at] >= '0' && r.src[r.at] <= '9' {
		if n < 1<<24 {
			n = n*10 + int(r.src[r.at]-'0')
		}
		has = true
		r.at++
	}
	if neg {
		n = -n
	}
	if r.at < len(r.src) && r.src[r.at] == ' ' {
		r.at++
	}
	if word == "bin" && n > 0 {
		r.at = min(len(r.src), r.at+n)
		return
	}
	if word != "u" {
		r.decode()
	}
	r.word(word, n, has)
}

func (r *rtf) symbol(c byte) {
	switch c {
	case '\'':
		if r.at+2 <= len(r.src) {
			if b, ok := hexByte(r.src[r.at], r.src[r.at+1]); ok {
				r.at += 2
				if r.skip > 0 {
					r.skip--
				} else if !r.state.off && !r.state.hidden {
					r.raw = append(r.raw, b)
				}
			}
		}
		return
	case '*':
		r.state.off = true
	case '~':
		r.put(" ")
	case '_':
		r.put("-")
	case '\\', '{', '}':
		r.char(c)
	case '\r', '\n':
		r.paragraph()
	}
}

func hexByte(a, b byte) (byte, bool) {
	h, ok1 := hexDigit(a)
	l, ok2 := hexDigit(b)
	return h<<4 | l, ok1 && ok2
}

func hexDigit(c byte) (byte, bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10, true
	}
	return 0, false
}

func (r *rtf) put(s string) {
	r.decode()
	if !r.state.off && !r.state.hidden && r.state.dest == "" {
		r.w.write(s)
	}
}

// paragraph ends a paragraph and begins the next.
func (r *rtf) paragraph() {
	r.decode()
	if r.state.off && r.state.dest == "" || r.w.cur() == nil {
		return
	}
	if !r.state.note {
		p := r.w.cur()
		p.kind, p.level = r.kind, r.level
		if r.inCell && r.kind == Paragraph {
			p.kind = Cell
		}
		r.w.finish()
		r.w.begin(Paragraph, 0)
		return
	}
	r.w.finish()
	r.w.begin(Footnote, 0)
}

func (r *rtf) unicode(n int) {
	u := rune(uint16(n))
	r.skip = r.state.skip
	if r.state.off || r.state.hidden {
		return
	}
	if utf16.IsSurrogate(u) {
		if r.high != 0 {
			r.put(string(utf16.DecodeRune(r.high, u)))
			r.high = 0
		} else {
			r.high = u
		}
		return
	}
	r.high = 0
	r.put(string(u))
}
