package extract

import (
	"strings"

	"songngu/corpus/text"
)

// heading reads an ATX heading; false if the line is none ("#tag").
func (m *markdown) heading(s text.Span, t string) bool {
	n := 0
	for n < len(t) && t[n] == '#' {
		n++
	}
	if n > 6 || n < len(t) && t[n] != ' ' && t[n] != '\t' {
		return false
	}
	m.end()
	body := text.Span{Start: s.Start + n, End: s.Start + len(strings.TrimRight(t, "# \t"))}
	if body = trimSpan(m.src, text.Span{Start: body.Start, End: max(body.Start, body.End)}); body.Len() == 0 {
		return true
	}
	h := body.Of(m.src)
	if i := strings.LastIndex(h, "{#"); i > 0 && h[len(h)-1] == '}' { // an anchor's name
		body.End = body.Start + len(strings.TrimRight(h[:i], " "))
	}
	m.begin(Heading, n, body)
	m.end()
	return true
}

// underline makes a heading of the paragraph above a line of = or -.
func (m *markdown) underline(t string) bool {
	if len(m.lines) == 0 || m.kind != Paragraph {
		return false
	}
	m.kind, m.level = Heading, 1
	if t[0] == '-' {
		m.level = 2
	}
	m.end()
	return true
}

func isUnderline(t string) bool {
	return strings.Trim(t, "=") == "" || strings.Trim(t, "-") == ""
}

// isRule recognises a thematic break.
func isRule(t string) bool {
	c := t[0]
	if c != '-' && c != '*' && c != '_' {
		return false
	}
	n := strings.Count(t, string(c))
	return n >= 3 && strings.Trim(t, string(c)+" \t") == ""
}

// markerLen is the length of a list marker with its blank: "- ", "12. ", and
// of a task's box "- [ ] ".
func markerLen(t string) int {
	i := 0
	switch t[0] {
	case '-', '*', '+':
		i = 1
	default:
		for i < len(t) && i < 9 && t[i] >= '0' && t[i] <= '9' {
			i++
		}
		if i == 0 || i >= len(t) || t[i] != '.' && t[i] != ')' {
			return 0
		}
		i++
	}
	if i >= len(t) || t[i] != ' ' && t[i] != '\t' {
		return 0
	}
	for i < len(t) && (t[i] == ' ' || t[i] == '\t') {
		i++
	}
	if rest := t[i:]; len(rest) > 4 && rest[0] == '[' && rest[2] == ']' && rest[3] == ' ' {
		i += 4
	}
	return i
}

// quote reads a line of a block quote. What is quoted is read as a line.
func (m *markdown) quote(s text.Span, t string) {
	n := 0
	for n < len(t) && (t[n] == '>' || t[n] == ' ') {
		n++
	}
	rest := text.Span{Start: s.Start + n, End: s.End}
	if rest.Len() == 0 {
		m.end()
		return
	}
	if r := rest.Of(m.src); r[0] == '#' || markerLen(r) > 0 || strings.HasPrefix(r, "```") {
		m.line(rest)
		return
	}
	if len(m.lines) > 0 && (m.kind == Quote || m.kind == ListItem) {
		m.lines = append(m.lines, rest)
		return
	}
	m.end()
	m.begin(Quote, 0, rest)
}

// isTableRow reports whether a line is the head of a table: cells, with a line
// of dashes below.
func isTableRow(t, next string) bool {
	return strings.Contains(t, "|") && strings.Contains(next, "|") && strings.Contains(next, "--") && strings.Trim(next, "|-: \t") == ""
}

// table reads the lines of a table, from the one at s on.
func (m *markdown) table(s text.Span) {
	m.end()
	for {
		m.row(s)
		end, next := nextLine(m.src, m.at)
		s = trimSpan(m.src, text.Span{Start: m.at, End: end})
		if s.Len() == 0 || !strings.Contains(s.Of(m.src), "|") {
			return
		}
		m.at = next
	}
}

func (m *markdown) row(s text.Span) {
	t := s.Of(m.src)
	if strings.Trim(t, "|-: \t") == "" {
		return
	}
	start := 0
	code := false
	for i := 0; i <= len(t); i++ {
		if i < len(t) && t[i] == '`' {
			code = !code
		}
		if i < len(t) && (t[i] != '|' || i > 0 && t[i-1] == '\\' || code) {
			continue
		}
		cell := trimSpan(m.src, text.Span{Start: s.Start + start, End: s.Start + i})
		if cell.Len() > 0 {
			m.kind, m.level = Cell, 0
			m.lines = append(m.lines[:0], cell)
			m.addBlock(cell.Of(m.src), cell)
		}
		start = i + 1
	}
	m.lines, m.kind = m.lines[:0], Paragraph
}

// fence sets aside a fenced code block, from the line l with the fence on.
func (m *markdown) fence(l text.Span, t string) {
	n := 0
	for n < len(t) && t[n] == t[0] {
		n++
	}
	fence := t[:n]
	start := l.Start
	for m.at < len(m.src) {
		end, next := nextLine(m.src, m.at)
		s := strings.TrimSpace(m.src[m.at:end])
		m.at = next
		s = strings.TrimLeft(s, "> ")
		if strings.HasPrefix(s, fence) && strings.Trim(s, fence[:1]) == "" {
			m.setAside(text.Span{Start: start, End: end}, codeBlock.String())
			return
		}
	}
	m.setAside(text.Span{Start: start, End: len(m.src)}, codeBlock.String())
}

// until sets aside everything from l to the line that holds stop.
func (m *markdown) until(l text.Span, stop, why string) {
	i := strings.Index(m.src[l.Start:], stop)
	if i < 0 {
		m.setAside(text.Span{Start: l.Start, End: len(m.src)}, why)
		m.at = len(m.src)
		return
	}
	_, next := nextLine(m.src, l.Start+i)
	end, _ := nextLine(m.src, l.Start+i)
	m.setAside(text.Span{Start: l.Start, End: end}, why)
	m.at = next
}

// isDefinition recognises a link's definition: "[id]: address".
func isDefinition(t string) bool {
	i := strings.Index(t, "]:")
	return i > 1 && !strings.Contains(t[1:i], "]") && !strings.Contains(strings.TrimSpace(t[i+2:]), ". ") && strings.TrimSpace(t[i+2:]) != ""
}

// isCodeOnly recognises a paragraph that is one code span.
func isCodeOnly(raw string) bool {
	if raw[0] != '`' {
		return false
	}
	n, _ := codeSpan(raw)
	return n == len(raw)
}
