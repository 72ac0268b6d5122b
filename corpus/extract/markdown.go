package extract

import (
	"fmt"
	"strings"

	"songngu/corpus/text"

	"golang.org/x/net/html/atom"
)

// Markdown cuts a Markdown text into blocks without its markup: headings,
// paragraphs, list items, quotes, table cells and footnotes. Code, front
// matter, comments, and HTML that holds no text are set aside. It reads
// CommonMark's blocks (https://spec.commonmark.org, 0.31) with the tables and
// footnotes of GitHub's dialect, by lines; nesting of lists matters only for
// Block.Level. Source is the block as it stands in the file, with its markup.
//
// The error wraps ErrEmpty, ErrBinary or ErrTooLarge. Cost is linear.
func Markdown(src string, opts Options) (*Page, error) {
	if err := opts.checkSize(int64(len(src))); err != nil {
		return nil, err
	}
	if i := binaryAt(src); i >= 0 {
		return nil, fmt.Errorf("byte %#02x at offset %d: %w", src[i], i, ErrBinary)
	}
	m := &markdown{src: src, page: &Page{}}
	m.read()
	if len(m.page.Blocks) == 0 && len(m.page.Aside) == 0 {
		return nil, ErrEmpty
	}
	m.settleTitle()
	opts.guessLanguages(m.page.Blocks)
	m.page.Links = m.links.ranked()
	return m.page, nil
}

// settleTitle makes a title of the heading of the first level that a text
// begins with. Where it only repeats the front matter's, that one goes.
func (m *markdown) settleTitle() {
	b := m.page.Blocks
	if len(b) > 1 && b[0].Kind == Title && b[1].Kind == Heading && b[1].Level == 1 && b[0].Text == b[1].Text {
		m.page.Blocks = b[1:]
		b = m.page.Blocks
	}
	if len(b) > 0 && b[0].Kind == Heading && b[0].Level == 1 {
		b[0].Kind = Title
		if m.page.Title == "" {
			m.page.Title = b[0].Text
		}
	}
}

// markdown is a Markdown text while it is read.
type markdown struct {
	src   string
	at    int // offset of the line being read
	page  *Page
	links addressList
	title text.Span // of the front matter's title

	lines []text.Span // of the block being read
	kind  Kind
	level int
}

func (m *markdown) read() {
	m.at = len(m.src) - len(strings.TrimPrefix(m.src, "\ufeff"))
	m.frontMatter()
	for m.at < len(m.src) {
		end, next := nextLine(m.src, m.at)
		l := text.Span{Start: m.at, End: end}
		m.at = next
		m.line(l)
	}
	m.end()
}

// frontMatter sets aside the YAML between two lines of "---" at the beginning.
// Its title is the document's.
func (m *markdown) frontMatter() {
	if !strings.HasPrefix(m.src[m.at:], "---\n") && !strings.HasPrefix(m.src[m.at:], "---\r\n") {
		return
	}
	start := m.at
	for at, first := m.at, true; at < len(m.src); first = false {
		end, next := nextLine(m.src, at)
		l := strings.TrimSpace(m.src[at:end])
		if !first && (l == "---" || l == "...") {
			m.setAside(text.Span{Start: start, End: end}, "front matter")
			m.at = next
			if m.page.Title != "" {
				m.page.Blocks = append(m.page.Blocks, Block{Kind: Title, Level: 1, Text: m.page.Title, Source: m.title})
			}
			return
		}
		if title, ok := strings.CutPrefix(l, "title:"); ok && m.page.Title == "" {
			m.page.Title = clean(strings.Trim(strings.TrimSpace(title), `"'`))
			m.title = trimSpan(m.src, text.Span{Start: at + strings.Index(m.src[at:end], ":") + 1, End: end})
		}
		if lang, ok := strings.CutPrefix(l, "lang:"); ok {
			m.page.Lang = strings.Trim(strings.TrimSpace(lang), `"'`)
		}
		at = next
	}
	m.page.Title, m.page.Lang = "", "" // it was none
}

func (m *markdown) setAside(s text.Span, why string) {
	if s = trimSpan(m.src, s); s.Len() > 0 {
		m.page.Aside = append(m.page.Aside, Block{Kind: Junk, Text: s.Of(m.src), Source: s, Reason: why})
	}
}

// line reads one line of the text.
func (m *markdown) line(l text.Span) {
	s := trimSpan(m.src, l)
	t := s.Of(m.src)
	indent := s.Start - l.Start
	switch {
	case t == "":
		m.end()
	case strings.HasPrefix(t, "```") || strings.HasPrefix(t, "~~~"):
		m.end()
		m.fence(l, t)
	case indent >= 4 && len(m.lines) == 0 && m.kind != ListItem && m.level == 0:
		m.setAside(l, codeBlock.String())
	case strings.HasPrefix(t, "<!--"):
		m.end()
		m.until(l, "-->", "comment")
	case t[0] == '#' && m.heading(s, t):
	case isUnderline(t) && m.underline(t):
	case isRule(t):
		m.end()
	case t[0] == '>':
		m.quote(s, t)
	case t[0] == '|' || len(m.lines) == 0 && isTableRow(t, m.peek()):
		m.table(s)
	case strings.HasPrefix(t, "[^") && strings.Contains(t, "]:"):
		m.end()
		i := strings.Index(t, "]:") + 2
		m.begin(Footnote, 0, text.Span{Start: s.Start + i, End: s.End})
	case t[0] == '[' && isDefinition(t):
		m.end()
		m.setAside(s, "link definition")
	case t == "{% raw %}":
		m.end()
		m.until(l, "{% endraw %}", "raw markup")
	case strings.HasPrefix(t, ":::") || strings.HasPrefix(t, "{%") || strings.HasPrefix(t, "{{<"):
		m.end()
		m.setAside(s, "directive")
	default:
		if n := markerLen(t); n > 0 {
			m.end()
			m.begin(ListItem, 1+indent/2, text.Span{Start: s.Start + n, End: s.End})
			return
		}
		if len(m.lines) > 0 && opensBlock(t) && !strings.HasPrefix(m.lines[0].Of(m.src), "<") {
			m.end()
		}
		if len(m.lines) == 0 {
			m.begin(Paragraph, 0, s)
			return
		}
		m.lines = append(m.lines, s)
	}
}

// opensBlock reports whether a line begins with the tag of a block, which ends
// the paragraph before it as in CommonMark.
func opensBlock(t string) bool {
	if t[0] != '<' || len(t) < 3 {
		return false
	}
	end := 1
	for end < len(t) && (isASCIILetter(t[end]) || t[end] >= '1' && t[end] <= '6') {
		end++
	}
	return tagTraits[atom.Lookup([]byte(strings.ToLower(t[1:end])))]&isBlock != 0
}

// peek returns the line after the one being read.
func (m *markdown) peek() string {
	end, _ := nextLine(m.src, m.at)
	return strings.TrimSpace(m.src[min(m.at, len(m.src)):end])
}

func (m *markdown) begin(kind Kind, level int, s text.Span) {
	m.kind, m.level = kind, level
	m.lines = append(m.lines[:0], trimSpan(m.src, s))
}

// end makes a block of the lines read.
func (m *markdown) end() {
	defer func() { m.lines, m.kind, m.level = m.lines[:0], Paragraph, 0 }()
	if len(m.lines) == 0 {
		return
	}
	parts := make([]string, len(m.lines))
	for i, l := range m.lines {
		parts[i] = l.Of(m.src)
	}
	span := text.Span{Start: m.lines[0].Start, End: m.lines[len(m.lines)-1].End}
	raw := strings.Join(parts, "\n")
	if strings.HasPrefix(raw, "<script") || strings.HasPrefix(raw, "<style") || isCodeOnly(raw) {
		m.setAside(span, codeBlock.String())
		return
	}
	if strings.HasPrefix(raw, "<") && m.htmlBlock(raw, span) {
		return
	}
	m.addBlock(raw, span)
}

func (m *markdown) addBlock(raw string, span text.Span) {
	if m.findLinks(raw, span) && m.kind != Cell {
		m.setAside(span, "source line")
		return
	}
	shown, list := inlineText(raw)
	plain := clean(shown)
	if strings.HasPrefix(raw, "![") && m.kind == Paragraph && strings.Count(raw, "](") == 1 && strings.HasSuffix(raw, ")") {
		m.kind = Caption
	}
	if !hasWord(plain) {
		m.setAside(span, marks.String())
		return
	}
	list = settleMarks(shown, plain, list)
	for _, mark := range list {
		if mark.Kind == MarkLiteral && mark.Span.Len() == len(plain) && m.kind == ListItem {
			m.setAside(span, codeBlock.String()) // as it is without a link around it
			return
		}
	}
	m.page.Blocks = append(m.page.Blocks, Block{Kind: m.kind, Level: m.level, Text: plain, Source: span, Marks: list})
}

// findLinks remembers the addresses of a block, and reports whether the block
// does nothing but name a source.
func (m *markdown) findLinks(raw string, span text.Span) (only bool) {
	rest := raw
	for from, n := 0, 0; ; n++ {
		a, ok := nextAddress(raw, from)
		if !ok || n == maxLinks {
			return only && strings.Trim(rest, " \t\n,;.|*_-()") == ""
		}
		label, start := labelBefore(raw, a.span.Start)
		rank := inText
		if label != "" {
			rank = labelled
		} else if strings.Trim(raw[:start], " \t*_<") == "" && raw[a.span.Start] != '[' {
			rank = bareLine
		}
		if from == 0 && rank > inText && start == 0 {
			only = true
		}
		rest = raw[a.span.End:]
		from = max(a.span.End, from+1)
		at := span
		if len(m.lines) == 1 {
			at = a.span.Shift(span.Start)
		}
		m.links.add(a.url, label, at, rank)
	}
}

// htmlBlock reads a block of HTML inside Markdown: its text as blocks, the
// rest aside.
func (m *markdown) htmlBlock(raw string, span text.Span) bool {
	t := readTree(raw)
	if len(t.elements) < 2 {
		return false // in-line markup at the beginning of a paragraph
	}
	found := false
	for i := range t.runs {
		r := &t.runs[i]
		r.kind = t.kindOf(r)
		shown, list := inlineText(r.text)
		plain := clean(shown)
		if r.aside != noReason || r.kind == Code || !hasWord(plain) {
			continue
		}
		found = true
		if shown == r.text {
			list = t.marksOf(r, plain)
		} else {
			list = settleMarks(shown, plain, list)
		}
		m.page.Blocks = append(m.page.Blocks, Block{Kind: r.kind, Level: t.levelOf(r), Text: plain, Source: span, Marks: list})
	}
	if !found {
		m.setAside(span, "markup")
	}
	return true
}
