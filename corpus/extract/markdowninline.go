package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// inlineText takes the in-line markup out of a Markdown block: emphasis, code
// marks, links and images (their text stays), addresses in angle brackets,
// tags, escapes and entities.
func inlineText(s string) string {
	if !strings.ContainsAny(s, "*_`[]<\\&~!{") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		c := s[i]
		switch c {
		case '\\':
			if i+1 < len(s) && strings.IndexByte("\\`*_{}[]()#+-.!<>|~\"'&$:/", s[i+1]) >= 0 {
				b.WriteByte(s[i+1])
				i += 2
				continue
			}
		case '`':
			if n, code := codeSpan(s[i:]); n > 0 {
				b.WriteString(code)
				i += n
				continue
			}
		case '*', '~':
			n := repeat(s[i:], c)
			if c == '*' && n <= 3 && !(blankAt(s, i-1) && blankAt(s, i+n)) || c == '~' && n == 2 {
				i += n
				continue
			}
		case '_':
			n := repeat(s[i:], c)
			if n <= 3 && (!wordAt(s, i-1) || !wordAt(s, i+n)) && !(blankAt(s, i-1) && blankAt(s, i+n)) {
				i += n
				continue
			}
		case '!':
			if n, label := linkAt(s, i+1); n > 0 {
				b.WriteString(inlineText(label))
				i += 1 + n
				continue
			}
		case '[':
			if n, label := linkAt(s, i); n > 0 {
				if !strings.HasPrefix(label, "^") { // a footnote's mark
					b.WriteString(inlineText(label))
				}
				i += n
				continue
			}
		case '<':
			if n, shown := tagAt(s[i:]); n > 0 {
				b.WriteString(shown)
				i += n
				continue
			}
		case '{':
			if n := strings.IndexByte(s[i:], '}'); n > 1 && n < 80 && (s[i+1] == '#' || s[i+1] == '.' || s[i+1] == ':') {
				i += n + 1
				continue
			}
		case '&':
			if n := strings.IndexByte(s[i:min(len(s), i+34)], ';'); n > 1 {
				if e := html.UnescapeString(s[i : i+n+1]); e != s[i:i+n+1] {
					b.WriteString(e)
					i += n + 1
					continue
				}
			}
		}
		b.WriteByte(c)
		i++
	}
	return b.String()
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
