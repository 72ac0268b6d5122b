package extract

import (
	"fmt"
	"strings"

	"songngu/corpus/text"

	"golang.org/x/net/html"
)

// Subtitles reads SubRip (.srt) and WebVTT (https://www.w3.org/TR/webvtt1)
// files. Cues are joined to blocks until a sentence ends, a line begins with a
// dialogue dash, or more than maxCuePause lies between them; numbers, times,
// notes and styles are left out of the text. A block's Source covers its cues
// with their times.
//
// The error wraps ErrEmpty, ErrBinary or ErrTooLarge.
func Subtitles(src string, opts Options) (*Page, error) {
	if err := opts.checkSize(int64(len(src))); err != nil {
		return nil, err
	}
	if i := binaryAt(src); i >= 0 {
		return nil, fmt.Errorf("byte %#02x at offset %d: %w", src[i], i, ErrBinary)
	}
	s := &subtitles{src: src, page: &Page{}}
	s.read()
	s.finish()
	if len(s.page.Blocks) == 0 && len(s.page.Aside) == 0 {
		return nil, ErrEmpty
	}
	opts.guessLanguages(s.page.Blocks)
	return s.page, nil
}

// maxCuePause is the longest pause inside a sentence, in milliseconds.
const maxCuePause = 3000

type subtitles struct {
	src   string
	page  *Page
	parts []string
	span  text.Span
	until int // end of the last cue, in milliseconds
}

// read goes through the groups of lines between blank lines.
func (s *subtitles) read() {
	at := len(s.src) - len(strings.TrimPrefix(s.src, "\ufeff"))
	var group []text.Span
	for at < len(s.src) {
		end, next := nextLine(s.src, at)
		l := trimSpan(s.src, text.Span{Start: at, End: end})
		if l.Len() > 0 {
			group = append(group, l)
		} else {
			s.cue(group)
			group = group[:0]
		}
		at = next
	}
	s.cue(group)
}

// cue reads one group: a number or name, the line with the times, the text.
func (s *subtitles) cue(lines []text.Span) {
	if len(lines) == 0 {
		return
	}
	at := -1
	for i := 0; i < len(lines) && i < 2; i++ {
		if strings.Contains(lines[i].Of(s.src), "-->") {
			at = i
			break
		}
	}
	whole := text.Span{Start: lines[0].Start, End: lines[len(lines)-1].End}
	if at < 0 {
		s.page.Aside = append(s.page.Aside, Block{Kind: Junk, Text: whole.Of(s.src), Source: whole, Reason: "no cue"})
		return
	}
	from, to, _ := strings.Cut(lines[at].Of(s.src), "-->")
	start := milliseconds(from)
	if len(s.parts) > 0 && start-s.until > maxCuePause {
		s.finish()
	}
	s.until = milliseconds(to)
	for _, l := range lines[at+1:] {
		t := cueText(l.Of(s.src))
		if t == "" {
			continue
		}
		if t[0] == '-' || strings.HasPrefix(t, "–") || strings.HasPrefix(t, "♪") {
			s.finish()
		}
		if len(s.parts) == 0 {
			s.span.Start = whole.Start
		}
		s.span.End = whole.End
		s.parts = append(s.parts, t)
		if endsSentence(t) && !strings.HasSuffix(t, "…") && !strings.HasSuffix(t, "...") {
			s.finish()
		}
	}
}

func (s *subtitles) finish() {
	t := text.Clean(strings.Join(s.parts, " "))
	s.parts = s.parts[:0]
	switch {
	case t == "":
	case !hasWord(t):
		s.page.Aside = append(s.page.Aside, Block{Kind: Junk, Text: t, Source: s.span, Reason: marks.String()})
	default:
		s.page.Blocks = append(s.page.Blocks, Block{Text: t, Source: s.span})
	}
}

// cueText takes the tags out of a line: <i>, <v Lan>, {\an8}.
func cueText(s string) string {
	var b strings.Builder
	for {
		i := strings.IndexAny(s, "<{")
		if i < 0 {
			break
		}
		closing := byte('>')
		if s[i] == '{' {
			closing = '}'
		}
		n := strings.IndexByte(s[i:], closing)
		if n < 0 {
			break
		}
		b.WriteString(s[:i])
		if closing == '}' && s[i+1] != '\\' {
			b.WriteString(s[i : i+n+1])
		}
		s = s[i+n+1:]
	}
	b.WriteString(s)
	return text.Clean(html.UnescapeString(b.String()))
}

// milliseconds reads 01:02:03,456 and 02:03.456; what it cannot read is 0.
func milliseconds(s string) int {
	total, n, digits := 0, 0, -1
	for _, c := range strings.TrimSpace(s) {
		switch {
		case c >= '0' && c <= '9' && n < 1e6:
			n = n*10 + int(c-'0')
			if digits >= 0 {
				digits++
			}
		case c == ':' && total < 1e6:
			total, n = (total+n)*60, 0
		case (c == ',' || c == '.') && digits < 0:
			total, n, digits = (total+n)*1000, 0, 0
		default:
			return total + n
		}
	}
	if digits < 0 {
		return (total + n) * 1000
	}
	return total + n
}
