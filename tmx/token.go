package tmx

import (
	"iter"
	"strings"
)

const (
	cdataOpen  = "<![CDATA["
	cdataClose = "]]>"
)

type tokenKind uint8

const (
	tokText    tokenKind = iota
	tokStart             // <name …>
	tokEmpty             // <name …/>
	tokEnd               // </name>
	tokCDATA             // <![CDATA[…]]>
	tokComment           // <!--…-->
	tokOther             // <?…?> and <!…>
	tokBad               // a < that opens nothing, or markup that does not end
)

// token is a piece of XML: s[start:end], name being a tag's name.
type token struct {
	kind       tokenKind
	start, end int
	name       string
}

// tokens splits s into tokens that cover it without gap. Any bytes will do: a
// < that opens nothing is a token of kind tokBad and length 1.
func tokens(s string) iter.Seq[token] {
	return func(yield func(token) bool) {
		tk := tokenizer{s: s}
		for pos := 0; pos < len(s); {
			t := tk.next(pos)
			if !yield(t) {
				return
			}
			pos = t.end
		}
	}
}

// tokenizer finds tokens in s, from lower positions to higher ones. It keeps
// in mind which marks do not come any more, so that text full of comments
// without end takes no more than linear time.
type tokenizer struct {
	s    string
	gone [4]bool // by the index in endMarks
}

const markDeclaration = 3 // of the end marks, that of <!…>

var endMarks = [4]string{"-->", cdataClose, "?>", ">"}

// markOf returns which of the end marks ends what begins with s, which begins
// with <! or <?.
func markOf[S string | []byte](s S) int {
	switch {
	case s[1] == '?':
		return 2
	case len(s) >= 4 && string(s[:4]) == "<!--":
		return 0
	case len(s) >= len(cdataOpen) && string(s[:len(cdataOpen)]) == cdataOpen:
		return 1
	}
	return markDeclaration
}

var markKinds = [4]tokenKind{tokComment, tokCDATA, tokOther, tokOther}

// marked returns the comment, CDATA section, instruction or declaration at
// pos.
func (tk *tokenizer) marked(pos int) token {
	k := markOf(tk.s[pos:])
	skip := [4]int{4, len(cdataOpen), 2, 2}[k]
	if !tk.gone[k] {
		if n := strings.Index(tk.s[pos+skip:], endMarks[k]); n >= 0 {
			return token{kind: markKinds[k], start: pos, end: pos + skip + n + len(endMarks[k])}
		}
		tk.gone[k] = true
	}
	return token{kind: tokBad, start: pos, end: pos + 1}
}

// next returns the token at pos, which is less than len(tk.s).
func (tk *tokenizer) next(pos int) token {
	s := tk.s
	if s[pos] != '<' {
		n := strings.IndexByte(s[pos:], '<')
		if n < 0 {
			return token{kind: tokText, start: pos, end: len(s)}
		}
		return token{kind: tokText, start: pos, end: pos + n}
	}
	bad := token{kind: tokBad, start: pos, end: pos + 1}
	if pos+1 >= len(s) {
		return bad
	}
	switch s[pos+1] {
	case '!', '?':
		return tk.marked(pos)
	case '/':
		n := nameEnd(s, pos+2)
		if n == pos+2 {
			return bad
		}
		gt := skipSpace(s, n)
		if gt >= len(s) || s[gt] != '>' {
			return bad
		}
		return token{kind: tokEnd, start: pos, end: gt + 1, name: s[pos+2 : n]}
	}
	n := nameEnd(s, pos+1)
	if n == pos+1 {
		return bad
	}
	end := tagEnd(s, n)
	if end < 0 {
		return bad
	}
	t := token{kind: tokStart, start: pos, end: end, name: s[pos+1 : n]}
	if s[end-2] == '/' && end-2 >= n {
		t.kind = tokEmpty
	}
	return t
}

const (
	tagBroken = -1 // a < outside quotes: what began is no tag
	tagCutOff = -2 // no end in sight
)

// tagEnd returns the index after the > that closes the tag whose name ends at
// i, minding quoted values, or tagBroken or tagCutOff.
func tagEnd(s string, i int) int {
	for i < len(s) {
		switch s[i] {
		case '>':
			return i + 1
		case '<':
			return tagBroken
		case '"', '\'':
			n := strings.IndexByte(s[i+1:], s[i])
			if n < 0 {
				return tagCutOff
			}
			i += n + 1
		}
		i++
	}
	return tagCutOff
}

// firstToken returns the token s begins with.
func firstToken(s string) token { return (&tokenizer{s: s}).next(0) }

// nameEnd returns the index after the XML name at i, or i where none starts.
// Every byte of a multi-byte character counts as a letter.
func nameEnd(s string, i int) int {
	if i >= len(s) || nameClass[s[i]] != nameStart {
		return i
	}
	for i++; i < len(s) && nameClass[s[i]] != 0; i++ {
	}
	return i
}

const (
	nameStart = 1 // a letter, underscore or colon: starts a name
	nameMore  = 2 // a digit, hyphen or dot: goes on with one
)

var nameClass = func() (t [256]uint8) {
	for c := range t {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == '_', c == ':', c >= 0x80:
			t[c] = nameStart
		case '0' <= c && c <= '9', c == '-', c == '.':
			t[c] = nameMore
		}
	}
	return t
}()

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func skipSpace(s string, i int) int {
	for i < len(s) && isSpace(s[i]) {
		i++
	}
	return i
}
