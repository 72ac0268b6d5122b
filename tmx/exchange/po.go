package exchange

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"songngu/corpus/charset"
	"songngu/tmx"
)

// ReadPO reads a gettext PO file: a unit for every message that is not
// obsolete, two for one with plural forms: the singular with the first form of
// the translation, the plural with the last. name stands in errors.
//
// The header gives the charset and the target language (Language, and Poedit's
// X-Source-Language). msgctxt, flags, references become props and comments
// notes. A fuzzy translation has the prop x-fuzzy "yes", see Doubt; an
// untranslated message gives a unit with the source alone. Previous messages
// (#|) are not kept. Source: GNU gettext manual, "The Format of PO Files".
func ReadPO(r io.Reader, name string, opts ReadOptions) Units {
	return func(yield func(*tmx.Unit, error) bool) {
		p := &poReader{lines: newLines(r, opts.Charset, opts.maxRecord()), name: name, opts: opts}
		for {
			e, err := p.entry()
			if err == io.EOF {
				return
			}
			if err != nil {
				if !yield(nil, err) {
					return
				}
				if _, bad := err.(*RecordError); !bad {
					return
				}
				continue
			}
			if len(e.id)+len(e.context) == 0 {
				p.header(string(e.str[0]))
				continue
			}
			for _, u := range p.units(e) {
				if !yield(u, nil) {
					return
				}
			}
		}
	}
}

// maxForms bounds the plural forms of a message; no language has more than six.
const maxForms = 16

// poEntry is a message with what stands around it.
type poEntry struct {
	line             int
	context, id      []byte // []byte, since strings may come in many short lines
	plural           []byte
	hasID, hasPlural bool
	str              [maxForms][]byte
	forms            int // msgstr lines seen
	notes, extracted []string
	references       []string
	flags            []string
	facts            []fact
	obsolete         bool
	size             int
}

func (e *poEntry) begun() bool {
	return e.hasID || len(e.context) > 0 || e.forms > 0
}

type poReader struct {
	lines          *lines
	name           string
	opts           ReadOptions
	source, target string
	number         int64
	held           *string // a line that belongs to the next entry
}

func (p *poReader) next() (string, error) {
	if p.held != nil {
		s := *p.held
		p.held = nil
		return s, nil
	}
	return p.lines.next()
}

// entry reads an entry that is not obsolete. A *RecordError is one that was
// passed by.
func (p *poReader) entry() (*poEntry, error) {
	e := &poEntry{}
	var into *[]byte // where a continued string goes
	var fault error
	for {
		raw, err := p.next()
		if errors.Is(err, errTooLong) {
			fault, err = errTooLong, nil
		}
		if err != nil && err != io.EOF {
			return nil, fmt.Errorf("%s: %w", p.name, err)
		}
		s := strings.TrimSpace(raw)
		obsolete := strings.HasPrefix(s, "#~")
		comment := strings.HasPrefix(s, "#") && !obsolete
		if obsolete {
			s = strings.TrimSpace(strings.TrimPrefix(s, "#~"))
			if strings.HasPrefix(s, "|") {
				continue
			}
		}
		// What ends an entry: the end, a blank line, or what begins another.
		starts := err == nil && s != "" && e.forms > 0 &&
			(comment || strings.HasPrefix(s, "msgctxt") || strings.HasPrefix(s, "msgid ") || strings.HasPrefix(s, `msgid"`))
		if err == io.EOF || s == "" && fault == nil && e.begun() || s == "" && fault != nil || starts {
			if starts {
				p.held = &raw
			}
			switch {
			case fault != nil && !e.obsolete:
				return nil, &RecordError{p.name, max(e.line, 1), fault}
			case e.begun() && !e.obsolete:
				if !e.hasID || e.forms == 0 {
					return nil, &RecordError{p.name, e.line, errors.New("msgid without msgstr, or the reverse")}
				}
				return e, nil
			case err == io.EOF:
				return nil, io.EOF
			}
			e, into, fault = &poEntry{}, nil, nil
			continue
		}
		if s == "" {
			continue
		}
		if e.line == 0 {
			e.line = p.lines.line
		}
		if e.size += len(raw); e.size > p.lines.max {
			fault = errTooLong
		}
		if fault != nil {
			continue // to the end of the entry
		}
		if comment {
			e.comment(raw)
			into = nil
			continue
		}
		e.obsolete = e.obsolete || obsolete
		if into, err = e.keyword(s, into); err != nil {
			fault = fmt.Errorf("line %d: %w", p.lines.line, err)
		}
	}
}

// comment takes a line that begins with # and is not obsolete.
func (e *poEntry) comment(raw string) {
	s := strings.TrimLeft(raw, " \t")
	kind, rest := s, ""
	if len(s) > 1 {
		kind, rest = s[:2], s[2:]
	}
	switch kind {
	case "#.":
		rest = strings.TrimPrefix(rest, " ")
		if name, value, ok := strings.Cut(rest, ": "); ok && (plainName(name) || strings.HasPrefix(name, "x-tmx-")) {
			e.facts = append(e.facts, fact{name, manyLines(value)})
			return
		}
		e.extracted = append(e.extracted, rest)
	case "#:":
		e.references = append(e.references, strings.TrimSpace(rest))
	case "#,":
		for f := range strings.SplitSeq(rest, ",") {
			e.flags = append(e.flags, strings.TrimSpace(f))
		}
	case "#|":
	case "# ":
		e.notes = append(e.notes, rest)
	default:
		e.notes = append(e.notes, s[1:])
	}
}

// keyword takes a line of a message and returns where its string goes on.
func (e *poEntry) keyword(s string, into *[]byte) (*[]byte, error) {
	i := strings.IndexByte(s, '"')
	if i < 0 {
		return nil, fmt.Errorf("%q is no line of a PO file", clip(s))
	}
	switch word := strings.TrimSpace(s[:i]); {
	case word == "":
		if into == nil {
			return nil, errors.New("a string that belongs to nothing")
		}
	case word == "msgctxt":
		into = &e.context
	case word == "msgid":
		into, e.hasID = &e.id, true
	case word == "msgid_plural":
		into, e.hasPlural = &e.plural, true
	case word == "msgstr":
		into, e.forms = &e.str[0], e.forms+1
	case strings.HasPrefix(word, "msgstr[") && strings.HasSuffix(word, "]"):
		n, err := strconv.Atoi(word[len("msgstr[") : len(word)-1])
		if err != nil || n < 0 || n >= maxForms {
			return nil, fmt.Errorf("plural form %q", clip(word))
		}
		into, e.forms = &e.str[n], e.forms+1
	default:
		return nil, fmt.Errorf("unknown keyword %q", clip(word))
	}
	part, err := poUnquote(s[i:])
	*into = append(*into, part...)
	return into, err
}

// clip shortens what an error quotes.
func clip(s string) string {
	if len(s) > 40 {
		return s[:40]
	}
	return s
}

// poUnquote reads a string with the escapes of C. Octal and hexadecimal ones
// are bytes.
func poUnquote(s string) (string, error) {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return "", errors.New("a string without its closing quote")
	}
	s = s[1 : len(s)-1]
	if !strings.ContainsAny(s, `\"`) {
		return s, nil
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '"' {
			return "", errors.New("a quote inside a string")
		}
		if s[i] != '\\' {
			b = append(b, s[i])
			continue
		}
		if i++; i == len(s) {
			return "", errors.New("a string without its closing quote")
		}
		switch c := s[i]; c {
		case 'n':
			b = append(b, '\n')
		case 't':
			b = append(b, '\t')
		case 'r':
			b = append(b, '\r')
		case 'a':
			b = append(b, '\a')
		case 'b':
			b = append(b, '\b')
		case 'f':
			b = append(b, '\f')
		case 'v':
			b = append(b, '\v')
		case '"', '\\':
			b = append(b, c)
		case 'x', '0', '1', '2', '3', '4', '5', '6', '7':
			base, from, most := 8, i, 3
			if c == 'x' {
				base, from, most = 16, i+1, 2
			}
			end := from
			for end < len(s) && end < from+most && strings.IndexByte("0123456789abcdefABCDEF", s[end]) >= 0 && (base == 16 || s[end] < '8') {
				end++
			}
			n, err := strconv.ParseUint(s[from:end], base, 8)
			if err != nil {
				return "", fmt.Errorf(`bad escape "\%c"`, c)
			}
			b = append(b, byte(n))
			i = end - 1
		default:
			return "", fmt.Errorf(`bad escape "\%c"`, c)
		}
	}
	return strings.ToValidUTF8(string(b), "\uFFFD"), nil
}

// header reads what the empty message says of the file.
func (p *poReader) header(s string) {
	for line := range strings.SplitSeq(s, "\n") {
		key, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "language":
			p.target = value
		case "x-source-language":
			p.source = value
		case "content-type":
			_, label, ok := strings.Cut(strings.ToLower(value), "charset=")
			label = strings.TrimSpace(label)
			if !ok || p.opts.Charset != "" || label == "utf-8" || label == "utf8" {
				break
			}
			// One that nobody knows, as the CHARSET of a template, says nothing.
			if _, _, err := charset.Decode(nil, charset.Options{Override: label}); err == nil {
				p.lines.charset = label
			}
		}
	}
}

// ownContext is what the writer adds to msgctxt where a message stands twice.
var ownContext = regexp.MustCompile(`(^| )songngu:\d+$`)

func (p *poReader) units(e *poEntry) []*tmx.Unit {
	id, translation := string(e.id), string(e.str[0])
	if !e.hasPlural {
		return []*tmx.Unit{p.unit(e, id, translation, "")}
	}
	one := p.unit(e, id, translation, "singular")
	if len(e.plural) == 0 {
		return []*tmx.Unit{one}
	}
	for _, s := range e.str[1:] {
		if len(s) > 0 {
			translation = string(s)
		}
	}
	return []*tmx.Unit{one, p.unit(e, string(e.plural), translation, "plural")}
}

func (p *poReader) unit(e *poEntry, source, target, form string) *tmx.Unit {
	srcLang, tgtLang := p.opts.languages(p.source, p.target)
	p.number++
	u := &tmx.Unit{Line: int64(e.line), Number: p.number, Variants: []tmx.Variant{{Lang: srcLang, Seg: tmx.TextSegment(source)}}}
	if target != "" {
		u.Variants = append(u.Variants, tmx.Variant{Lang: tgtLang, Seg: tmx.TextSegment(target)})
	}
	setNonEmpty(u, PropContext, ownContext.ReplaceAllString(string(e.context), ""))
	var flags []string
	for _, f := range e.flags {
		switch f {
		case "":
		case "fuzzy":
			u.SetProp(PropFuzzy, "yes")
		default:
			flags = append(flags, f)
		}
	}
	setNonEmpty(u, PropFlags, strings.Join(flags, ", "))
	setNonEmpty(u, PropReference, strings.Join(e.references, " "))
	setNonEmpty(u, PropPlural, form)
	for _, list := range [][]string{e.notes, e.extracted} {
		if len(list) > 0 && strings.TrimSpace(strings.Join(list, "")) != "" {
			u.Notes = append(u.Notes, tmx.Note{Value: strings.Join(list, "\n")})
		}
	}
	for _, f := range e.facts {
		addFact(u, &u.Variants[0], targetOf(u), f)
	}
	return u
}
