package segment

import (
	"errors"
	"fmt"
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

// group translates what an opening parenthesis begins.
func (t *translator) group() error {
	rest := t.in[t.i:]
	for _, look := range []string{"(?<=", "(?<!", "(?=", "(?!"} {
		if strings.HasPrefix(rest, look) {
			return t.look(look)
		}
	}
	switch {
	case strings.HasPrefix(rest, "(?>"):
		t.replace(3, "(?:")
	case strings.HasPrefix(rest, "(?#"):
		end := strings.IndexByte(rest, ')')
		if end < 0 {
			return errors.New("a comment without its )")
		}
		t.i += end + 1
	case strings.HasPrefix(rest, "(?<"), strings.HasPrefix(rest, "(?P<"):
		end := strings.IndexByte(rest, '>')
		if end < 0 {
			return errors.New("a group name without its >")
		}
		t.replace(end+1, "(?:")
	case strings.HasPrefix(rest, "(?"):
		end := strings.IndexAny(rest, ":)")
		if end < 0 {
			return errors.New("a group without its )")
		}
		t.copy(end + 1) // flags, which Go checks
	default:
		t.replace(1, "(?:") // nothing asks for what a group holds
	}
	return nil
}

// look translates a look-around, where it tests the edge of the expression.
func (t *translator) look(kind string) error {
	end := closing(t.in[t.i:])
	if end < 0 {
		return fmt.Errorf("%s without its )", kind)
	}
	inner := t.in[t.i+len(kind) : t.i+end]
	last := t.i+end+1 == len(t.in)
	behind := strings.HasPrefix(kind, "(?<")
	if behind && (t.place != inBefore || t.out.Len() > 0) || !behind && (t.place != inAfter || !last) {
		return fmt.Errorf("the look-around %s%s) cannot be translated: Go's expressions have none", kind, inner)
	}
	sub := translator{in: inner, place: t.place}
	for sub.i < len(sub.in) {
		if err := sub.next(); err != nil {
			return err
		}
	}
	body := sub.out.String()
	if strings.HasSuffix(kind, "=") {
		t.replace(end+1, "(?:"+body+")")
		return nil
	}
	not, ok := complement(body)
	if !ok {
		return fmt.Errorf("the negative look-around %s%s) cannot be translated: it tests more than one character", kind, inner)
	}
	edge := `\z`
	if behind {
		edge = `\A`
	}
	t.replace(end+1, "(?:"+edge+"|"+not+")")
	return nil
}

// complement returns an expression for any one character but those that body
// matches; ok is false if body does not match single characters.
func complement(body string) (string, bool) {
	re, err := syntax.Parse(body, syntax.Perl)
	if err != nil {
		return "", false
	}
	re = re.Simplify()
	for re.Op == syntax.OpCapture {
		re = re.Sub[0]
	}
	var pairs []rune
	switch {
	case re.Op == syntax.OpCharClass:
		pairs = re.Rune
	case re.Op == syntax.OpLiteral && len(re.Rune) == 1 && re.Flags&syntax.FoldCase == 0:
		pairs = []rune{re.Rune[0], re.Rune[0]}
	default:
		return "", false
	}
	var b strings.Builder
	b.WriteString("[^")
	for i := 0; i+1 < len(pairs); i += 2 {
		fmt.Fprintf(&b, `\x{%X}-\x{%X}`, pairs[i], pairs[i+1])
	}
	b.WriteString("]")
	if len(pairs) == 0 {
		return `[\x{0}-\x{10FFFF}]`, true
	}
	return b.String(), true
}

// closing returns the place of the parenthesis that closes the one s begins
// with, or -1.
func closing(s string) int {
	depth, class := 0, 0
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '\\':
			i++
			if i < len(s) {
				_, n := utf8.DecodeRuneInString(s[i:])
				i += n
			}
			continue
		case c == '[':
			class++
		case c == ']' && class > 0:
			class--
		case class > 0:
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				return i
			}
		}
		i++
	}
	return -1
}
