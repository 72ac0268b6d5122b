package pretranslate

import (
	"regexp"
	"strconv"
	"strings"
)

// markdownPieces takes the source of a block apart: words, and the markup
// around and between them as codes. Escapes and references are words. A line
// break, with what stands at the beginning of the next line (blanks, marks of
// quotes), is a blank among the words.
//
// Emphasis is paired by its run of signs, as people write it; what finds no
// partner is words.
func markdownPieces(src string, start, end int) []piece {
	p := &inlineReader{src: src, end: end, at: start}
	for p.at < end {
		p.next()
	}
	p.words(end)
	p.unopen(0)
	return p.out
}

func pairName(n int) string { return "m" + strconv.Itoa(n) }

type inlineReader struct {
	src     string
	at, end int
	from    int // where the words begin that were not yet taken
	begun   bool
	out     []piece
	open    []int // pieces that open emphasis and wait for their partner
	pairs   int
}

// words takes what was passed since the last piece, up to at.
func (p *inlineReader) words(at int) {
	if p.begun && at > p.from {
		p.out = append(p.out, piece{words(p.src[p.from:at]), p.from, at, true})
	}
	p.begun = false
}

// put takes the next n bytes as a piece.
func (p *inlineReader) put(it item, n int) {
	p.words(p.at)
	p.out = append(p.out, piece{it, p.at, p.at + n, it.kind == wordsItem && it.text == p.src[p.at:p.at+n]})
	p.at += n
}

var (
	lineStart  = regexp.MustCompile(`^[ \t]*(?:\\|  )?\r?\n[ \t]*(?:>[ \t]?)*[ \t]*`)
	linkEnd    = regexp.MustCompile(`^\](?:\((?:<[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)|\[[^\[\]]*\])`)
	footnote   = regexp.MustCompile(`^\[\^[^\]\s]+\]`)
	autolink   = regexp.MustCompile(`^<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>`)
	htmlTag    = regexp.MustCompile(`^<(?:/?[A-Za-z][A-Za-z0-9-]*(?:\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>` + "`" + `]+))?)*\s*/?|!--(?s:.*?)--)>`)
	entity     = regexp.MustCompile(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)
	attributes = regexp.MustCompile(`^\{[:#.][^{}\n]*\}`)
)

func (p *inlineReader) next() {
	rest := p.src[p.at:p.end]
	switch c := rest[0]; c {
	case '\n', '\r', ' ', '\t':
		if m := lineStart.FindString(rest); m != "" {
			if strings.Contains(m, `\`) || strings.HasPrefix(m, "  ") { // a hard break
				p.put(item{pointItem, m, ""}, len(m))
			} else {
				p.put(words(" "), len(m))
			}
			return
		}
	case '\\':
		if m := lineStart.FindString(rest); m != "" {
			p.put(item{pointItem, m, ""}, len(m))
			return
		}
		if len(rest) > 1 && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", rest[1]) >= 0 {
			p.put(words(rest[1:2]), 2)
			return
		}
	case '`':
		if p.code(rest) {
			return
		}
	case '*', '_', '~':
		p.emphasis(rest)
		return
	case '!', '[':
		if m := footnote.FindString(rest); m != "" {
			p.put(item{pointItem, m, ""}, len(m))
			return
		}
		if c == '[' || strings.HasPrefix(rest, "![") {
			if p.link(rest) {
				return
			}
		}
	case ']':
		if n := len(p.open); n > 0 {
			for k := n - 1; k >= 0; k-- {
				if strings.HasSuffix(p.out[p.open[k]].text, "[") {
					if m := linkEnd.FindString(rest); m != "" {
						p.close(k, m)
						return
					}
					break
				}
			}
		}
	case '<':
		if m := autolink.FindString(rest); m != "" {
			p.put(item{pointItem, m, ""}, len(m))
			return
		}
		if m := htmlTag.FindString(rest); m != "" {
			p.tag(m)
			return
		}
	case '&':
		if m := entity.FindString(rest); m != "" {
			p.put(words(reference(m)), len(m))
			return
		}
	case '{':
		if m := attributes.FindString(rest); m != "" {
			p.put(item{pointItem, m, ""}, len(m))
			return
		}
	}
	if !p.begun {
		p.begun, p.from = true, p.at
	}
	p.at++
}

// code takes a code span: the same words in both languages, most likely.
func (p *inlineReader) code(rest string) bool {
	n := 0
	for n < len(rest) && rest[n] == '`' {
		n++
	}
	for i := n; i < len(rest); {
		k := strings.IndexByte(rest[i:], '`')
		if k < 0 {
			break
		}
		i += k
		m := 0
		for i+m < len(rest) && rest[i+m] == '`' {
			m++
		}
		if m == n {
			p.pairs++
			pair := pairName(p.pairs)
			p.put(item{openItem, rest[:n], pair}, n)
			p.put(words(rest[n:i]), i-n)
			p.put(item{closeItem, rest[:n], pair}, n)
			return true
		}
		i += m
	}
	if !p.begun {
		p.begun, p.from = true, p.at
	}
	p.at += n
	return true
}

// emphasis takes a run of signs: it ends the innermost run of the same signs,
// or begins one. Next to blanks on both sides it is words.
func (p *inlineReader) emphasis(rest string) {
	c := rest[0]
	n := 1
	for n < len(rest) && rest[n] == c {
		n++
	}
	blank := func(i int) bool {
		return i < 0 || i >= len(p.src) || i >= p.end || strings.IndexByte(" \t\r\n", p.src[i]) >= 0
	}
	before, after := blank(p.at-1), blank(p.at+n)
	inWord := wordAt(p.src, p.at, true) && wordAt(p.src, min(p.at+n, len(p.src)), false)
	if before && after || n > 3 || c == '_' && inWord || c == '~' && n != 2 {
		if !p.begun {
			p.begun, p.from = true, p.at
		}
		p.at += n
		return
	}
	if !before {
		for k := len(p.open) - 1; k >= 0; k-- {
			if p.out[p.open[k]].text == rest[:n] {
				p.close(k, rest[:n])
				return
			}
		}
	}
	if after {
		if !p.begun {
			p.begun, p.from = true, p.at
		}
		p.at += n
		return
	}
	p.begin(rest[:n])
}

func (p *inlineReader) begin(code string) {
	p.pairs++
	p.put(item{openItem, code, pairName(p.pairs)}, len(code))
	p.open = append(p.open, len(p.out)-1)
}

// close ends the pair that p.open[k] begins; what was opened in it and not
// closed is words.
func (p *inlineReader) close(k int, code string) {
	p.unopen(k + 1)
	p.put(item{closeItem, code, p.out[p.open[k]].pair}, len(code))
	p.open = p.open[:k]
}

func (p *inlineReader) unopen(from int) {
	for _, i := range p.open[from:] {
		p.out[i].item, p.out[i].exact = words(p.out[i].text), true
	}
	p.open = p.open[:from]
}

// link begins a link or takes an image: its description is words too.
func (p *inlineReader) link(rest string) bool {
	depth := 0
	for i := 0; i < len(rest); i++ {
		switch rest[i] {
		case '\\':
			i++
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				if linkEnd.MatchString(rest[i:]) {
					p.begin(rest[:strings.IndexByte(rest, '[')+1])
					return true
				}
				return false
			}
		}
		if i > 4096 {
			return false
		}
	}
	return false
}

// tag takes a tag of HTML as a code of its own, or as half of a pair.
func (p *inlineReader) tag(m string) {
	name := strings.ToLower(strings.FieldsFunc(strings.Trim(m, "</>"), func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '/' })[0])
	switch {
	case strings.HasPrefix(m, "<!"), strings.HasSuffix(m, "/>"), name == "br", name == "img", name == "hr", name == "wbr":
		p.put(item{pointItem, m, ""}, len(m))
	case strings.HasPrefix(m, "</"):
		p.put(item{closeItem, m, "<" + name}, len(m))
	default:
		p.put(item{openItem, m, "<" + name}, len(m))
	}
}
