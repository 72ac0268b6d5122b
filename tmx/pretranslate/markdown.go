package pretranslate

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"songngu/corpus/extract"
)

// markdown fills Markdown: sentences of paragraphs, headings, list items,
// quotes, table cells and notes. Code, front matter, addresses and what else
// is no text stays. A sentence whose emphasis or link finds no place in its
// translation stays in its language.
//
// The whole file is held in memory, within MaxFile, since what a line means
// may be said far above it.
func (e *engine) markdown(r io.Reader) error {
	whole, err := io.ReadAll(io.LimitReader(r, e.opts.MaxFile+1))
	if err != nil {
		return err
	}
	if int64(len(whole)) > e.opts.MaxFile {
		return fmt.Errorf("%w of %d bytes", ErrTooLarge, e.opts.MaxFile)
	}
	src, bad := masked(whole)
	page, err := extract.Markdown(src, extract.Options{Lang: e.opts.From.String()})
	if err != nil {
		if strings.TrimSpace(src) != "" {
			e.report.leave(LeftBroken)
		}
		return e.raw(whole)
	}
	if e.guess(textOfPage(page)) {
		if page, err = extract.Markdown(src, extract.Options{Lang: e.opts.From.String()}); err != nil {
			return err
		}
	}
	slices.SortStableFunc(page.Blocks, func(a, b extract.Block) int { return a.Source.Start - b.Source.Start })
	front := frontMatter(src)
	var blocks []*block
	for _, b := range page.Blocks {
		switch {
		case b.Source.Len() == 0 || b.Source.Start < front:
		case bad(b.Source):
			e.report.leave(LeftUndecoded)
		case b.Source.Len() > e.opts.MaxPart:
			e.report.leave(LeftLarge)
		default:
			own := newBlock(markdownPieces(src, b.Source.Start, b.Source.End))
			own.cell = b.Kind == extract.Cell
			blocks = append(blocks, own)
		}
	}
	return e.fillBlocks(whole, blocks, true, func(s *sentence, f *filling) string {
		out := markdownText(f.items, s.block.cell, s.span.Start == 0)
		if e.opts.Mark {
			out += fmt.Sprintf(" <!-- %d%% -->", f.percent)
		}
		return out
	})
}

// frontMatter is where the front matter ends: its title is a value that other
// programs read.
func frontMatter(src string) int {
	for _, fence := range []string{"---", "+++"} {
		if strings.HasPrefix(src, fence+"\n") || strings.HasPrefix(src, fence+"\r\n") {
			if i := strings.Index(src[len(fence):], "\n"+fence); i >= 0 {
				return i + 2*len(fence)
			}
		}
	}
	return 0
}

// markdownText is a translation in Markdown: what would be markup in its words
// is escaped.
func markdownText(items []item, cell, first bool) string {
	var b strings.Builder
	for i, it := range items {
		if it.kind != wordsItem {
			b.WriteString(it.text)
			continue
		}
		literal := i > 0 && items[i-1].kind == openItem && strings.HasPrefix(items[i-1].text, "`")
		if literal {
			b.WriteString(it.text)
			continue
		}
		s := it.text
		if first && i == 0 {
			if n := listMark(s); n > 0 {
				b.WriteString(s[:n-1] + `\`)
				s = s[n-1:]
			}
		}
		escapeMarkdown(&b, s, cell)
	}
	return b.String()
}

// listMark is where the sign stands that would make a list, heading or quote
// of a line, counted from 1; 0 where there is none.
func listMark(s string) int {
	digits := 0
	for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		digits++
	}
	switch {
	case digits > 0 && digits < len(s) && (s[digits] == '.' || s[digits] == ')') && (digits+1 == len(s) || s[digits+1] == ' '):
		return digits + 1
	case strings.HasPrefix(s, ">"):
		return 1
	case len(s) > 0 && strings.IndexByte("#-+", s[0]) >= 0 && (len(s) == 1 || s[1] == ' ' || s[1] == s[0]):
		return 1
	}
	return 0
}

func escapeMarkdown(b *strings.Builder, s string, cell bool) {
	for i := 0; i < len(s); i++ {
		c := s[i]
		escape := false
		switch c {
		case '\\', '*', '`', '[', ']':
			escape = true
		case '_':
			escape = !(wordAt(s, i, true) && wordAt(s, i+1, false))
		case '<':
			escape = i+1 < len(s) && (s[i+1] == '/' || s[i+1] == '!' || isLetter(s[i+1]))
		case '|':
			escape = cell
		case '~':
			escape = strings.HasPrefix(s[i:], "~~") || i > 0 && s[i-1] == '~'
		}
		if escape {
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// wordAt reports whether a letter or digit stands before or at i.
func wordAt(s string, i int, before bool) bool {
	var r rune
	if before {
		r, _ = utf8.DecodeLastRuneInString(s[:i])
	} else {
		r, _ = utf8.DecodeRuneInString(s[i:])
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
