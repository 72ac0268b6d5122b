package pretranslate

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"songngu/corpus/extract"
	"songngu/corpus/text"
)

// maxChunk is how much of a text is taken at a time, in bytes, unless a
// paragraph is longer.
const maxChunk = 1 << 20

// text fills plain text: each sentence for which there is a match becomes its
// translation, on one line; the others stay, with their line breaks. A
// paragraph that the memory has as a whole is taken as one segment.
func (e *engine) text(r io.Reader) error {
	in := bufio.NewReaderSize(r, 64<<10)
	var chunk []byte
	for {
		line, err := in.ReadSlice('\n')
		if err != nil && err != bufio.ErrBufferFull && err != io.EOF {
			return err
		}
		chunk = append(chunk, line...)
		if err == io.EOF || len(chunk) >= maxChunk && len(bytes.TrimSpace(line)) == 0 || len(chunk) >= e.opts.MaxPart+maxChunk {
			if e := e.textChunk(chunk); e != nil {
				return e
			}
			chunk = nil
		}
		if err == io.EOF {
			return nil
		}
	}
}

func (e *engine) textChunk(chunk []byte) error {
	if len(chunk) == 0 {
		return nil
	}
	src, bad := masked(chunk)
	e.guess(src)
	page, err := extract.Text(src, extract.Options{Lang: e.opts.From.String(), AsIs: true})
	if err != nil {
		if len(bytes.TrimSpace(chunk)) > 0 {
			e.report.leave(LeftBroken)
		}
		return e.raw(chunk)
	}
	var blocks []*block
	for _, b := range page.Blocks {
		switch {
		case bad(b.Source):
			e.report.leave(LeftUndecoded)
		case b.Source.Len() > e.opts.MaxPart:
			e.report.leave(LeftLarge)
		default:
			blocks = append(blocks, newBlock(textPieces(src, b.Source)))
		}
	}
	return e.fillBlocks(chunk, blocks, false, func(_ *sentence, f *filling) string {
		s := textOf(f.items)
		if e.opts.Mark {
			s += fmt.Sprintf(" [%d%%]", f.percent)
		}
		return s
	})
}

// bullet is the sign of a list item. It is no part of the sentence, but a
// memory that was made of text files may have it.
var bullet = regexp.MustCompile(`^(?:[-*+•·–▪◦]|#{1,6})[ \t]+`)

// textPieces is a paragraph as pieces: a sign of a list is a code.
func textPieces(src string, span text.Span) []piece {
	sign := len(bullet.FindString(span.Of(src)))
	pieces := []piece{{words(src[span.Start+sign : span.End]), span.Start + sign, span.End, true}}
	if sign == 0 {
		return pieces
	}
	return append([]piece{{item{pointItem, src[span.Start : span.Start+sign], ""}, span.Start, span.Start + sign, false}}, pieces...)
}

// textOf is a translation as text, with its sign of a list once.
func textOf(items []item) string {
	var b strings.Builder
	for i, it := range items {
		s := it.text
		if i > 0 && items[i-1].kind == pointItem {
			s = s[len(bullet.FindString(s)):]
		}
		b.WriteString(s)
	}
	return b.String()
}

// masked makes text of bytes, of the same length: a question mark stands for
// each byte that is not UTF-8. bad tells whether a span has one.
func masked(b []byte) (src string, bad func(text.Span) bool) {
	if utf8.Valid(b) {
		return string(b), func(text.Span) bool { return false }
	}
	own := bytes.Clone(b)
	var at []int
	for i := 0; i < len(own); {
		r, n := utf8.DecodeRune(own[i:])
		if r == utf8.RuneError && n == 1 {
			own[i] = '?'
			at = append(at, i)
		}
		i += n
	}
	return string(own), func(s text.Span) bool {
		for _, i := range at {
			if i >= s.Start && i < s.End {
				return true
			}
		}
		return false
	}
}
