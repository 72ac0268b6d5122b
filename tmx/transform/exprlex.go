package transform

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokKind uint8

const (
	tokEnd tokKind = iota
	tokNumber
	tokText
	tokWord
	tokSign
)

// tok is a token: s[at:end], raw being its text, of a quoted one that between
// the quotes.
type tok struct {
	kind    tokKind
	at, end int
	raw     string
}

// name is how an error calls the token.
func (t tok) name(s string) string {
	if t.kind == tokEnd {
		return "the end"
	}
	return strconv.Quote(s[t.at:t.end])
}

var exprSigns = []string{"!=", "!~", "<=", ">=", "==", "=", "<", ">", "~", "(", ")", ",", "+", "-", "*", "/"}

// exprParser turns the expression s into closures, a token at a time.
type exprParser struct {
	s     string
	tok   tok // not consumed yet
	depth int
}

func (p *exprParser) fail(at int, format string, args ...any) {
	panic(&ExprError{p.s, at, fmt.Sprintf(format, args...)})
}

// next reads the next token into p.tok and returns the one before.
func (p *exprParser) next() tok {
	was := p.tok
	at := was.end
	for at < len(p.s) {
		r, n := utf8.DecodeRuneInString(p.s[at:])
		if !unicode.IsSpace(r) {
			break
		}
		at += n
	}
	p.tok = tok{tokEnd, at, at, ""}
	if at == len(p.s) {
		return was
	}
	switch c := p.s[at]; {
	case c == '"' || c == '\'':
		p.tok = p.quoted(at)
	case c >= '0' && c <= '9' || c == '.':
		end := at
		for end < len(p.s) && (p.s[end] >= '0' && p.s[end] <= '9' || p.s[end] == '.') {
			end++
		}
		p.tok = tok{tokNumber, at, end, p.s[at:end]}
	default:
		if end := p.wordEnd(at); end > at {
			p.tok = tok{tokWord, at, end, p.s[at:end]}
			return was
		}
		for _, sign := range exprSigns {
			if strings.HasPrefix(p.s[at:], sign) {
				p.tok = tok{tokSign, at, at + len(sign), sign}
				if sign == "==" {
					p.tok.raw = "="
				}
				return was
			}
		}
		r, _ := utf8.DecodeRuneInString(p.s[at:])
		p.fail(at, "%q means nothing here", r)
	}
	return was
}

// quoted reads a text in quotes.
func (p *exprParser) quoted(at int) tok {
	for i := at + 1; i < len(p.s); i++ {
		switch p.s[i] {
		case '\\':
			i++
		case p.s[at]:
			return tok{tokText, at, i + 1, p.s[at+1 : i]}
		}
	}
	p.fail(at, "the quote does not end")
	return tok{}
}

// wordEnd is where the word ends that starts at at: letters, digits, _ and
// hyphens within.
func (p *exprParser) wordEnd(at int) int {
	end := at
	for i, r := range p.s[at:] {
		if unicode.IsLetter(r) || r == '_' || i > 0 && unicode.IsDigit(r) {
			end = at + i + utf8.RuneLen(r)
		} else if r != '-' || i == 0 {
			break
		}
	}
	return end
}

// unquote resolves the escapes of a text: of the quotes and, but in a regexp,
// where it means the same, of the backslash.
func unquote(raw string, regexp bool) string {
	if !strings.Contains(raw, `\`) {
		return raw
	}
	var b strings.Builder
	for i := 0; i < len(raw); i++ {
		if raw[i] == '\\' && i+1 < len(raw) {
			switch next := raw[i+1]; {
			case next == '"' || next == '\'':
				i++
			case next == '\\' && regexp:
				b.WriteByte('\\')
				i++
			case next == '\\':
				i++
			}
		}
		b.WriteByte(raw[i])
	}
	return b.String()
}

// is reports whether the next token is that sign or word.
func (p *exprParser) is(s string) bool {
	return (p.tok.kind == tokSign || p.tok.kind == tokWord) && p.tok.raw == s
}

// take consumes the next token if it is that sign or word.
func (p *exprParser) take(s string) bool {
	if p.is(s) {
		p.next()
		return true
	}
	return false
}

func (p *exprParser) want(s string) {
	if !p.take(s) {
		p.fail(p.tok.at, "%q is missing before %s", s, p.tok.name(p.s))
	}
}
