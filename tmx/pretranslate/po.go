package pretranslate

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"songngu/tmx/memory"
)

// po fills a gettext PO file or a template. An entry gets its msgstr, one
// below 100 per cent also the flag fuzzy and the text it was found by as
// previous msgid (#| msgid), as msgmerge does it. What stands before msgid and
// between entries stays as it is, entries with plural forms too: which form a
// translation in a memory has nobody knows. A template's charset=CHARSET
// becomes UTF-8 when something is put in.
func (e *engine) po(r io.Reader, w *hold) error {
	in := bufio.NewReaderSize(r, 64<<10)
	var entry []byte
	said := false // the entry has a msgstr
	end := func() error {
		if len(entry) == 0 {
			return nil
		}
		raw := entry
		entry, said = nil, false
		return e.poEntry(raw, w)
	}
	large := false
	for {
		line, err := in.ReadSlice('\n')
		if err != nil && err != bufio.ErrBufferFull && err != io.EOF {
			return err
		}
		trimmed := bytes.TrimLeft(line, " \t")
		blank := len(bytes.TrimSpace(line)) == 0
		starts := said && (bytes.HasPrefix(trimmed, []byte("#")) || bytes.HasPrefix(trimmed, []byte("msgid ")) || bytes.HasPrefix(trimmed, []byte("msgid\"")) || bytes.HasPrefix(trimmed, []byte("msgctxt")))
		if large {
			if e := e.raw(line); e != nil {
				return e
			}
			large = !blank
		} else {
			if starts {
				if err := end(); err != nil {
					return err
				}
			}
			entry = append(entry, line...)
			said = said || bytes.HasPrefix(trimmed, []byte("msgstr"))
			switch {
			case blank:
				if err := end(); err != nil {
					return err
				}
			case len(entry) > e.opts.MaxPart:
				e.report.leave(LeftLarge)
				if err := e.raw(entry); err != nil {
					return err
				}
				entry, said, large = nil, false, true
			}
		}
		if err == io.EOF {
			return end()
		}
	}
}

// poMessage is an entry taken apart, with the places of its parts in its
// bytes.
type poMessage struct {
	context, id, str string
	plural, obsolete bool
	fuzzy            bool
	hasID, hasStr    bool
	keyword          int      // where msgctxt or msgid begins, with its line
	previous         [][2]int // lines of #|
	flags            [2]int   // the first line of #,
	value            [2]int   // the strings of msgstr with their line breaks
	end              string   // how lines end
}

func (e *engine) poEntry(raw []byte, w *hold) error {
	m, err := parsePO(raw)
	switch {
	case err != nil:
		e.report.leave(LeftBroken)
		return e.raw(raw)
	case !utf8.Valid(raw):
		e.report.leave(LeftUndecoded)
		return e.raw(raw)
	case !m.hasID || !m.hasStr || m.obsolete:
		return e.raw(raw)
	case m.id == "":
		return e.poHeader(raw, m, w)
	case m.plural:
		e.report.Segments++
		e.report.leave(LeftPlural)
		return e.raw(raw)
	}
	why := ""
	if m.str != "" && !e.opts.Overwrite {
		why = LeftTranslated
	}
	s := newSegment([]item{words(m.id)}, why)
	if s.text == "" {
		return e.raw(raw)
	}
	return e.add(&part{segments: []*segment{s}, size: len(raw), write: func(out io.Writer) error {
		b := raw
		if s.found != nil {
			w.decide()
			b = m.filled(raw, s.found)
		}
		_, err := out.Write(b)
		return err
	}})
}

// poHeader takes the header's charset and languages.
func (e *engine) poHeader(raw []byte, m *poMessage, w *hold) error {
	var source, target string
	for line := range strings.SplitSeq(m.str, "\n") {
		key, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "language":
			target = value
		case "x-source-language":
			source = value
		case "content-type":
			_, label, _ := strings.Cut(strings.ToLower(value), "charset=")
			switch strings.TrimSpace(label) {
			case "", "utf-8", "utf8", "us-ascii", "ascii":
			case "charset":
				w.wait(raw, bytes.Replace(raw, []byte("charset=CHARSET"), []byte("charset=UTF-8"), 1))
			default:
				return fmt.Errorf("%w but in %q", ErrCharset, strings.TrimSpace(label))
			}
		}
	}
	if err := e.direction(source, target); err != nil {
		return err
	}
	return e.raw(raw)
}

// filled is the entry with its translation.
func (m *poMessage) filled(raw []byte, f *filling) []byte {
	target := poEnds(m.id, plain(f.items))
	edits := []edit{{m.value[0], m.value[1], poString(target, m.end)}}
	if f.percent >= memory.Exact {
		return apply(raw, append(edits, m.unfuzzy(raw)...))
	}
	for _, p := range m.previous {
		edits = append(edits, edit{p[0], p[1], ""})
	}
	before := ""
	if !m.fuzzy {
		if m.flags[1] > 0 {
			edits = append(edits, edit{m.flags[0] + 2, m.flags[0] + 2, " fuzzy,"})
		} else {
			before = "#, fuzzy" + m.end
		}
	}
	previous := "msgid " + poString(poEnds(m.id, f.match.Source), m.end)
	for line := range strings.SplitSeq(previous, m.end) {
		before += "#| " + line + m.end
	}
	return apply(raw, append(edits, edit{m.keyword, m.keyword, before}))
}

// unfuzzy takes the flag fuzzy and the previous texts away.
func (m *poMessage) unfuzzy(raw []byte) []edit {
	if !m.fuzzy {
		return nil
	}
	var edits []edit
	for _, p := range m.previous {
		edits = append(edits, edit{p[0], p[1], ""})
	}
	line := string(raw[m.flags[0]:m.flags[1]])
	var kept []string
	for f := range strings.SplitSeq(strings.TrimSpace(line)[2:], ",") {
		if f = strings.TrimSpace(f); f != "" && f != "fuzzy" {
			kept = append(kept, f)
		}
	}
	if len(kept) == 0 {
		return append(edits, edit{m.flags[0], m.flags[1], ""})
	}
	return append(edits, edit{m.flags[0], m.flags[1], "#, " + strings.Join(kept, ", ") + m.end})
}

// poEnds gives a translation line breaks where msgfmt wants them: at its
// beginning and end where the message has them.
func poEnds(id, target string) string {
	target = strings.Trim(target, "\n")
	if strings.HasPrefix(id, "\n") {
		target = "\n" + target
	}
	if strings.HasSuffix(id, "\n") {
		target += "\n"
	}
	return target
}

// poString writes a string with its quotes, in several lines where it has line
// breaks inside.
func poString(s, end string) string {
	quote := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`, "\r", `\r`)
	if i := strings.IndexByte(s, '\n'); i < 0 || i == len(s)-1 {
		return `"` + quote.Replace(s) + `"`
	}
	var b strings.Builder
	b.WriteString(`""`)
	for part := range strings.SplitAfterSeq(s, "\n") {
		if part != "" {
			b.WriteString(end + `"` + quote.Replace(part) + `"`)
		}
	}
	return b.String()
}

var errPO = errors.New("no line of a PO file")

// parsePO takes an entry apart.
func parsePO(raw []byte) (*poMessage, error) {
	m := &poMessage{keyword: -1, end: "\n"}
	var into *string
	at := 0
	for line := range bytes.Lines(raw) {
		from := at
		at += len(line)
		if bytes.HasSuffix(line, []byte("\r\n")) {
			m.end = "\r\n"
		}
		s := strings.TrimSpace(string(line))
		s = strings.TrimPrefix(s, "\uFEFF")
		switch {
		case s == "":
			continue
		case strings.HasPrefix(s, "#~"):
			m.obsolete = true
			continue
		case strings.HasPrefix(s, "#|"):
			m.previous = append(m.previous, [2]int{from, at})
			continue
		case strings.HasPrefix(s, "#,"):
			if m.flags[1] == 0 {
				m.flags = [2]int{from + bytes.IndexByte(line, '#'), at}
			}
			for f := range strings.SplitSeq(s[2:], ",") {
				m.fuzzy = m.fuzzy || strings.TrimSpace(f) == "fuzzy"
			}
			continue
		case s[0] == '#':
			continue
		}
		quote := strings.IndexByte(s, '"')
		if quote < 0 || len(s) < quote+2 || s[len(s)-1] != '"' {
			return nil, errPO
		}
		var other string
		switch word := strings.TrimSpace(s[:quote]); word {
		case "":
			if into == nil {
				return nil, errPO
			}
		case "msgctxt", "msgid":
			if m.keyword < 0 {
				m.keyword = from
			}
			into = &m.context
			if word == "msgid" {
				if m.hasID {
					return nil, errPO
				}
				into, m.hasID = &m.id, true
			}
		case "msgstr":
			if m.hasStr || !m.hasID {
				return nil, errPO
			}
			into, m.hasStr = &m.str, true
			m.value = [2]int{from + bytes.IndexByte(line, '"'), 0}
		default:
			if word != "msgid_plural" && !strings.HasPrefix(word, "msgstr[") {
				return nil, errPO
			}
			m.plural, m.hasStr = true, true
			into = &other
		}
		value, err := poUnquote(s[quote+1 : len(s)-1])
		if err != nil {
			return nil, err
		}
		*into += value
		if into == &m.str {
			m.value[1] = from + bytes.LastIndexByte(line, '"') + 1
		}
	}
	return m, nil
}

// poUnquote resolves the escapes that xgettext writes. A string with others is
// left alone by its error.
func poUnquote(s string) (string, error) {
	if strings.IndexByte(s, '\\') < 0 {
		if strings.IndexByte(s, '"') >= 0 {
			return "", errPO
		}
		return s, nil
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '"' {
			return "", errPO
		}
		if s[i] != '\\' {
			b.WriteByte(s[i])
			continue
		}
		if i++; i == len(s) {
			return "", errPO
		}
		k := strings.IndexByte(`nt"\rabfv`, s[i])
		if k < 0 {
			return "", errPO
		}
		b.WriteByte("\n\t\"\\\r\a\b\f\v"[k])
	}
	return b.String(), nil
}
