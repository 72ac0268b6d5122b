package tmx

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"songngu/corpus/charset"
)

// inputSize is how much is read ahead to decide on compression and charset.
const inputSize = 64 << 10

// openInput returns the text of r as UTF-8 without byte order mark, whatever
// compression and encoding it comes in. report takes what is wrong with them,
// at once or while the text is read.
func openInput(r io.Reader, override string, report func(code, message, repair string)) io.Reader {
	br := bufio.NewReaderSize(r, inputSize)
	head, _ := br.Peek(4)
	var unpacked io.Reader
	var err error
	switch {
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		unpacked, err = gzip.NewReader(br)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		unpacked = &zipReader{r: br}
	default:
		return decodeInput(br, override, report)
	}
	if err != nil {
		unpacked = failedReader{err}
	}
	return decodeInput(bufio.NewReaderSize(&packedReader{unpacked, report}, inputSize), override, report)
}

type failedReader struct{ err error }

func (f failedReader) Read([]byte) (int, error) { return 0, f.err }

// packedReader ends at damage of compressed data and reports it: what came
// before is good. Errors of the reader underneath pass.
type packedReader struct {
	r      io.Reader
	report func(code, message, repair string)
}

func (p *packedReader) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	if err == nil || err == io.EOF {
		return n, err
	}
	var corrupt flate.CorruptInputError
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) ||
		errors.Is(err, errZip) || errors.As(err, &corrupt) {
		what := fmt.Sprintf("compressed data damaged: %v", err)
		if errors.Is(err, io.ErrUnexpectedEOF) {
			what = "compressed data cut off"
		}
		p.report(CodeCompressed, what, "what came before was read")
		p.r = failedReader{io.EOF}
		err = io.EOF
	}
	return n, err
}

var declaration = regexp.MustCompile(`^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']`)

// decodeInput returns br's text as UTF-8 without byte order mark.
func decodeInput(br *bufio.Reader, override string, report func(code, message, repair string)) io.Reader {
	head, _ := br.Peek(1024)
	wide, bom := sniffWide(head)
	if wide != "" && override == "" {
		order := unicode.LittleEndian
		if wide == "utf-16be" {
			order = unicode.BigEndian
		}
		text := bufio.NewReaderSize(transform.NewReader(br, unicode.UTF16(order, unicode.UseBOM).NewDecoder()), inputSize)
		head, _ = text.Peek(512)
		switch declared := declaredEncoding(head); {
		case declared != "" && !strings.HasPrefix(declared, "utf-16") && declared != "ucs-2" && declared != "iso-10646-ucs-2":
			report(CodeEncoding, fmt.Sprintf("declared %s, but the text is %s", declared, wide), "read as "+wide)
		case !bom:
			report(CodeNoBOM, wide+" without byte order mark", "read as "+wide)
		}
		return text
	}
	marked := bytes.HasPrefix(head, []byte("\uFEFF"))
	if marked {
		_, _ = br.Discard(len("\uFEFF")) // was peeked, cannot fail
		head = head[len("\uFEFF"):]
	}
	d := &decoder{r: br, declared: declaredEncoding(head), override: override, report: report}
	if strings.HasPrefix(d.declared, "utf-16") || marked && d.declared != "" && d.declared != "utf-8" {
		report(CodeEncoding, fmt.Sprintf("declared %s, but the text is utf-8", d.declared), "read as utf-8")
		d.declared = "utf-8"
	}
	if marked && override == "" {
		d.mode = decodeAsIs
	}
	if override != "" && d.name == "" {
		d.name, d.mode = override, decodeChunks
	}
	return d
}

// sniffWide tells UTF-16 by its byte order mark or by the zero bytes in the
// white space and < that a TMX file begins with.
func sniffWide(head []byte) (name string, bom bool) {
	switch {
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}):
		return "utf-16le", true
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		return "utf-16be", true
	case len(head) < 4:
		return "", false
	case head[0] == 0 && head[1] != 0 && head[2] == 0 && head[3] != 0:
		return "utf-16be", false
	case head[0] != 0 && head[1] == 0 && head[2] != 0 && head[3] == 0:
		return "utf-16le", false
	}
	return "", false
}

func declaredEncoding(head []byte) string {
	if m := declaration.FindSubmatch(head); m != nil {
		name := strings.ToLower(string(m[1]))
		if name == "utf8" {
			name = "utf-8"
		}
		return name
	}
	return ""
}

type decodeMode uint8

const (
	decodeUndecided decodeMode = iota // nothing but ASCII so far
	decodeAsIs                        // UTF-8
	decodeChunks                      // d.name
)

// decoder passes ASCII on and decides at the first other byte: text that is
// valid UTF-8 is UTF-8 whatever is declared, else the declared charset counts,
// else the one that reads best (package charset).
type decoder struct {
	r        *bufio.Reader
	declared string
	override string
	report   func(code, message, repair string)
	mode     decodeMode
	name     string
	out      []byte // decoded, not yet read
}

func (d *decoder) Read(p []byte) (int, error) {
	switch {
	case d.mode == decodeAsIs:
		return d.r.Read(p)
	case len(d.out) > 0:
	case d.mode == decodeUndecided:
		if _, err := d.r.Peek(1); err != nil {
			return 0, err
		}
		ready, _ := d.r.Peek(d.r.Buffered())
		if n := asciiLen(ready); n > 0 {
			return d.r.Read(p[:min(n, len(p))])
		}
		d.decide()
		return d.Read(p)
	default:
		if err := d.chunk(); err != nil {
			return 0, err
		}
	}
	n := copy(p, d.out)
	d.out = d.out[n:]
	return n, nil
}

// decide looks at the text from its first byte that is not ASCII.
func (d *decoder) decide() {
	window, _ := d.r.Peek(inputSize)
	good, bad := countUTF8(window)
	legacy := d.declared != "" && d.declared != "utf-8"
	switch {
	case bad == 0 || good > bad && !legacy || good > 20*bad:
		d.mode = decodeAsIs
		if legacy {
			d.report(CodeEncoding, fmt.Sprintf("declared %s, but the text is utf-8", d.declared), "read as utf-8")
		}
		return
	case legacy:
		if _, _, err := charset.Decode(nil, charset.Options{Override: d.declared}); err == nil {
			d.mode, d.name = decodeChunks, d.declared
			return
		}
	}
	_, found, _ := charset.Decode(window, charset.Options{Declared: d.declared}) // errs for overrides only
	if found.Name == "utf-8" || good+bad < 8 {
		d.mode = decodeAsIs // bad bytes are mended where they stand
		return
	}
	d.mode, d.name = decodeChunks, found.Name
	was := "no encoding declared"
	if d.declared != "" {
		was = "declared " + d.declared
	}
	d.report(CodeEncoding, was+", but the text is not utf-8", "read as "+d.name)
}

// asciiLen returns how many bytes at the start of b are ASCII.
func asciiLen(b []byte) int {
	n := 0
	for n+8 <= len(b) && binary.LittleEndian.Uint64(b[n:])&0x8080808080808080 == 0 {
		n += 8
	}
	for n < len(b) && b[n] < utf8.RuneSelf {
		n++
	}
	return n
}

// countUTF8 counts the well-formed sequences of several bytes in b and the
// bytes that belong to none, a sequence cut off at the end not counted.
func countUTF8(b []byte) (good, bad int) {
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			b = b[1:]
			continue
		}
		r, n := utf8.DecodeRune(b)
		switch {
		case r != utf8.RuneError || n > 1:
			good++
		case !utf8.FullRune(b):
			return good, bad
		default:
			bad++
		}
		b = b[n:]
	}
	return good, bad
}

// chunk decodes the next piece, cut after a > or line end so that no
// character of several bytes is torn.
func (d *decoder) chunk() error {
	if _, err := d.r.Peek(1); err != nil {
		return err
	}
	piece, err := d.r.Peek(inputSize)
	if err == nil {
		if i := bytes.LastIndexAny(piece, ">\n"); i > 0 {
			piece = piece[:i+1]
		}
	}
	s, _, derr := charset.Decode(piece, charset.Options{Override: d.name})
	if derr != nil {
		return fmt.Errorf("charset %q: %w", d.name, derr)
	}
	_, _ = d.r.Discard(len(piece)) // was peeked, cannot fail
	d.out = []byte(s)
	return nil
}
