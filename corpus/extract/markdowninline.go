package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// inlineText takes the in-line markup out of a Markdown block: emphasis, code
// marks, links and images (their text stays), addresses in angle brackets,
// tags, escapes and entities. What is taken out comes back as marks of the text.
func inlineText(s string) (string, []Mark) {
	if !strings.ContainsAny(s, "*_`[]<\\&~!{") {
		return s, nil
	}
	in := inline{text: make([]byte, 0, len(s))}
	in.read(s)
	return string(in.text), in.marks
}

// inline is the text of a block while its markup is taken out.
type inline struct {
	text  []byte
	marks []Mark
	open  []opened // marks whose end has not come, innermost last
	base  int      // those below it were begun outside of the link being read
}

// opened is the beginning of a mark.
type opened struct {
	code string // "**", or the tag
	name string // of the tag; "" for a delimiter
	kind MarkKind
	at   int // in the text
}

func (in *inline) read(s string) {
	for i := 0; i < len(s); {
		if n := in.markup(s, i); n > 0 {
			i += n
			continue
		}
		in.text = append(in.text, s[i])
		i++
	}
}

// markup reads the markup at i, writes what it shows, and returns its length;
// 0 where there is none.
func (in *inline) markup(s string, i int) int {
	switch c := s[i]; c {
	case '\\':
		if i+1 < len(s) && s[i+1] == '\n' {
			in.point(MarkBreak, `\`)
			return 1
		}
		if i+1 < len(s) && strings.IndexByte("\\`*_{}[]()#+-.!<>|~\"'&$:/", s[i+1]) >= 0 {
			in.text = append(in.text, s[i+1])
			return 2
		}
	case '`':
		if n, code := codeSpan(s[i:]); n > 0 {
			ticks := s[i : i+repeat(s[i:], '`')]
			at := len(in.text)
			in.text = append(in.text, code...)
			in.mark(MarkLiteral, at, ticks, ticks)
			return n
		}
	case '*', '~':
		n := repeat(s[i:], c)
		if c == '*' && n <= 3 && !(blankAt(s, i-1) && blankAt(s, i+n)) || c == '~' && n == 2 {
			in.delimiter(s[i:i+n], !blankAt(s, i-1), !blankAt(s, i+n))
			return n
		}
	case '_':
		n := repeat(s[i:], c)
		if n <= 3 && (!wordAt(s, i-1) || !wordAt(s, i+n)) && !(blankAt(s, i-1) && blankAt(s, i+n)) {
			in.delimiter(s[i:i+n], !blankAt(s, i-1), !blankAt(s, i+n))
			return n
		}
	case '!':
		if n, label := linkAt(s, i+1); n > 0 {
			in.link(MarkImage, "![", label, s[i+2+len(label):i+1+n])
			return 1 + n
		}
	case '[':
		if n, label := linkAt(s, i); n > 0 {
			if strings.HasPrefix(label, "^") {
				in.point(MarkNote, s[i:i+n])
			} else {
				in.link(MarkLink, "[", label, s[i+1+len(label):i+n])
			}
			return n
		}
	case '<':
		if n, shown := tagAt(s[i:]); n > 0 {
			in.tag(s[i:i+n], shown)
			return n
		}
	case '{':
		if n := strings.IndexByte(s[i:], '}'); n > 1 && n < 80 && (s[i+1] == '#' || s[i+1] == '.' || s[i+1] == ':') {
			return n + 1
		}
	case '&':
		if n := strings.IndexByte(s[i:min(len(s), i+34)], ';'); n > 1 {
			if e := html.UnescapeString(s[i : i+n+1]); e != s[i:i+n+1] {
				in.text = append(in.text, e...)
				return n + 1
			}
		}
	}
	return 0
}

func repeat(s string, c byte) int {
	n := 0
	for n < len(s) && s[n] == c {
		n++
	}
	return n
}

func blankAt(s string, i int) bool {
	return i < 0 || i >= len(s) || s[i] == ' ' || s[i] == '\n' || s[i] == '\t'
}

// wordAt reports whether the byte at i belongs to a word.
func wordAt(s string, i int) bool {
	return i >= 0 && i < len(s) && (isASCIILetter(s[i]) || s[i] >= '0' && s[i] <= '9' || s[i] >= utf8.RuneSelf || s[i] == '_')
}

// codeSpan returns the length of a code span and what it shows.
func codeSpan(s string) (n int, code string) {
	ticks := repeat(s, '`')
	end := strings.Index(s[ticks:], s[:ticks])
	if end < 0 {
		return 0, ""
	}
	code = s[ticks : ticks+end]
	if len(code) > 2 && code[0] == ' ' && code[len(code)-1] == ' ' {
		code = code[1 : len(code)-1]
	}
	return 2*ticks + end, code
}

// maxLinkText bounds the search for the end of a link's text, so that a file
// of opening brackets costs no quadratic time.
const maxLinkText = 1000

// linkAt returns the length of the link that begins with a bracket at i, and
// its text: [text](address "title"), [text][id], [^note].
func linkAt(s string, i int) (n int, label string) {
	if i >= len(s) || s[i] != '[' {
		return 0, ""
	}
	if strings.IndexByte(s[i:min(len(s), i+maxLinkText)], ']') < 0 {
		return 0, ""
	}
	depth, end := 0, -1
	for j := i; j < len(s) && j-i < maxLinkText; j++ {
		switch s[j] {
		case '\\':
			j++
		case '[':
			depth++
		case ']':
			depth--
		}
		if depth == 0 {
			end = j
			break
		}
	}
	if end < 0 {
		return 0, ""
	}
	label = s[i+1 : end]
	if end+1 < len(s) && (s[end+1] == '(' || s[end+1] == '[') {
		closing, depth := byte(')'), 0
		if s[end+1] == '[' {
			closing = ']'
		}
		if strings.IndexByte(s[end:min(len(s), end+4*maxLinkText)], closing) < 0 {
			return 0, ""
		}
		for j := end + 1; j < len(s) && j-end < 4*maxLinkText; j++ {
			if s[j] == s[end+1] {
				depth++
			} else if s[j] == closing {
				if depth--; depth == 0 {
					return j + 1 - i, label
				}
			}
		}
	}
	if strings.HasPrefix(label, "^") {
		return end + 1 - i, label
	}
	return 0, ""
}

// tagAt returns the length of a tag or an address in angle brackets, and what
// of it is shown: the address, a blank for a line break.
func tagAt(s string) (n int, shown string) {
	end := strings.IndexByte(s[:min(len(s), 2000)], '>')
	if end < 2 {
		return 0, ""
	}
	inner := s[1:end]
	switch {
	case strings.HasPrefix(inner, "http") && strings.Contains(inner, "://") || strings.Contains(inner, "@") && !strings.Contains(inner, " "):
		return end + 1, inner
	case strings.HasPrefix(inner, "br"):
		return end + 1, " "
	case inner[0] == '/' && len(inner) > 1 && isASCIILetter(inner[1]), isASCIILetter(inner[0]) && (strings.IndexAny(inner, " =/") > 0 || isInlineTag(inner)):
		return end + 1, ""
	}
	return 0, ""
}

func isInlineTag(name string) bool {
	switch strings.ToLower(name) {
	case "b", "i", "em", "strong", "code", "kbd", "sub", "sup", "u", "s", "span", "mark", "small", "q", "a", "ins", "del", "abbr", "cite", "var", "samp", "p", "div", "details", "summary", "center":
		return true
	}
	return false
}
