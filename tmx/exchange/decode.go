package exchange

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"songngu/corpus/charset"
)

// errTooLong says that a record is larger than MaxRecord.
var errTooLong = errors.New("record is larger than the limit")

// unmark returns the input as UTF-8 if it is UTF-16, and without byte order
// mark. UTF-16 without a mark is known by the zero byte of its first, ASCII,
// character.
func unmark(r io.Reader) io.Reader {
	b := bufio.NewReaderSize(r, 64<<10)
	head, _ := b.Peek(4)
	var order unicode.Endianness
	switch {
	case bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")):
		b.Discard(3)
		return b
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}), len(head) == 4 && head[0] != 0 && head[1] == 0 && head[3] == 0:
		order = unicode.LittleEndian
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}), len(head) == 4 && head[0] == 0 && head[1] != 0 && head[2] == 0:
		order = unicode.BigEndian
	default:
		return b
	}
	return transform.NewReader(b, unicode.UTF16(order, unicode.UseBOM).NewDecoder())
}

// lines reads the lines of a text file in memory bounded by the longest line
// it accepts.
type lines struct {
	r       *bufio.Reader
	charset string // "" takes UTF-8, and what reads best where a line is not
	max     int
	line    int // number of the line read last
	partial []byte
}

func newLines(r io.Reader, charsetName string, max int) *lines {
	return &lines{r: bufio.NewReaderSize(unmark(r), 64<<10), charset: charsetName, max: max}
}

// next reads a line, without its end. At the end of the file the error is
// io.EOF; errTooLong concerns this line alone.
func (l *lines) next() (string, error) {
	l.partial = l.partial[:0]
	long := false
	for {
		part, err := l.r.ReadSlice('\n')
		if len(l.partial)+len(part) > l.max {
			long = true
		} else {
			l.partial = append(l.partial, part...)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if err != nil && (err != io.EOF || len(l.partial) == 0 && !long) {
			return "", err
		}
		break
	}
	l.line++
	if long {
		return "", errTooLong
	}
	b := bytes.TrimSuffix(l.partial, []byte("\n"))
	b = bytes.TrimSuffix(b, []byte("\r"))
	if l.charset == "" && utf8.Valid(b) {
		return string(b), nil
	}
	s, _, err := charset.Decode(b, charset.Options{Override: l.charset, Lang: "vi"})
	return s, err
}
