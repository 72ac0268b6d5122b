package quality

import (
	"strings"

	"songngu/corpus/text"
)

// placeholderDiffers (Q111) finds placeholders that one side has and the other
// lacks, counted: {0}, {name}, {count, plural, …}, {{x}}, ${x}, $(X), $[x],
// %s, %1$d, %.2f, %(name)s, %{name}, %1, %NAME%. They may change places; %1$s
// agrees with a bare %s where one side numbers them.
//
// A per cent sign behind a digit or before a blank is a per cent sign ("100%
// sure"), and braces round anything but an identifier are braces.
//
// It is wrong where a plural form leaves out its number.
func placeholderDiffers(p *pair) {
	src, tgt := placeholders(p.src.text), placeholders(p.tgt.text)
	if len(src) == 0 && len(tgt) == 0 {
		return
	}
	if numbered(src) != numbered(tgt) {
		unnumber(src)
		unnumber(tgt)
	}
	p.compare(src, tgt, "placeholder", "biến")
}

// placeholders finds the placeholders of a text in one pass.
func placeholders(s string) []item {
	if strings.IndexByte(s, '{') < 0 && strings.IndexByte(s, '%') < 0 && strings.IndexByte(s, '$') < 0 {
		return nil
	}
	var list []item
	for i := 0; i < len(s); {
		end := i
		switch s[i] {
		case '{':
			end = braced(s, i)
		case '$':
			end = dollar(s, i)
		case '%':
			end = percented(s, i)
		}
		if end == i {
			i++
			continue
		}
		list = append(list, item{placeholderKey(s[i:end]), text.Span{Start: i, End: end}})
		i = end
	}
	return list
}

// placeholderKey leaves the blanks out: {{ x }} is {{x}}.
func placeholderKey(s string) string {
	if strings.IndexByte(s, ' ') < 0 {
		return s
	}
	return strings.ReplaceAll(s, " ", "")
}

// braced is the end of {name}, {}, {{name}} or of the opening of {name, plural,
// …}, whose forms are text; i if there is none.
func braced(s string, i int) int {
	open := 1
	if strings.HasPrefix(s[i:], "{{") {
		open = 2
	}
	k := i + open
	for open == 2 && k < len(s) && s[k] == ' ' {
		k++
	}
	name := k
	k = identifier(s, k)
	if k == name && open == 2 {
		return i
	}
	for open == 2 && k < len(s) && s[k] == ' ' {
		k++
	}
	switch {
	case strings.HasPrefix(s[k:], "}}"[:open]):
		return k + open
	case open == 1 && k > name && strings.HasPrefix(s[k:], ":"): // {0:yyyy-MM-dd}
		if n := strings.IndexAny(s[k:min(len(s), k+40)], "{} "); n > 0 && s[k+n] == '}' {
			return k + n + 1
		}
	case open == 1 && k > name && strings.HasPrefix(s[k:], ","):
		for _, kind := range []string{"plural", "select", "number", "date", "time", "choice"} {
			if strings.HasPrefix(strings.TrimLeft(s[k+1:min(len(s), k+20)], " "), kind) {
				return k + 1
			}
		}
	}
	return i
}

// dollar is the end of ${name}, $(NAME) or $[name].
func dollar(s string, i int) int {
	if i+2 >= len(s) {
		return i
	}
	n := strings.IndexByte("{([", s[i+1])
	if n < 0 {
		return i
	}
	k := identifier(s, i+2)
	if k > i+2 && k < len(s) && s[k] == "})]"[n] {
		return k + 1
	}
	return i
}

// percented is the end of what printf and its kin read at a per cent sign.
func percented(s string, i int) int {
	if i > 0 && (isDigit(s[i-1]) || s[i-1] == '%') || i+1 >= len(s) {
		return i
	}
	k := i + 1
	switch s[k] {
	case '(', '{':
		end := identifier(s, k+1)
		if end == k+1 || end >= len(s) || s[end] != ")}"[strings.IndexByte("({", s[k])] {
			return i
		}
		if k = end + 1; s[end] == '}' {
			return k
		}
	}
	if end := capitalName(s, k); end-k >= 3 { // %PRODUCTNAME, %NAME%
		if end < len(s) && s[end] == '%' {
			end++
		}
		return end
	}
	digits := k
	for k < len(s) && isDigit(s[k]) {
		k++
	}
	if k > digits && k < len(s) && s[k] == '$' {
		k++
	} else if k > digits && k-digits <= 2 && (k == len(s) || !isLetterByte(s[k]) && s[k] != '%' && s[k] != '.' && s[k] != ',') {
		return k // %1
	}
	for k < len(s) && strings.IndexByte("-+#0123456789.*", s[k]) >= 0 && k-i < 16 {
		k++
	}
	for k < len(s) && strings.IndexByte("hlzq", s[k]) >= 0 && k-i < 18 {
		k++
	}
	if k >= len(s) || strings.IndexByte("sdiufFeEgGxXoc@", s[k]) < 0 || k+1 < len(s) && isLetterByte(s[k+1]) {
		return i
	}
	return k + 1
}

// identifier is the end of the name at i: ASCII letters, digits, and the signs
// that paths of names have; at most 60 bytes.
func identifier(s string, i int) int {
	k := i
	for k < len(s) && k-i < 60 && (isLetterByte(s[k]) && s[k] < 0x80 || isDigit(s[k]) || k > i && strings.IndexByte("._-[]#", s[k]) >= 0 || s[k] == '_') {
		k++
	}
	return k
}

func capitalName(s string, i int) int {
	for i < len(s) && ('A' <= s[i] && s[i] <= 'Z' || s[i] == '_') {
		i++
	}
	if i < len(s) && isLetterByte(s[i]) {
		return 0 // %Of: a word
	}
	return i
}

// isLetterByte reports a letter of ASCII, or a byte of any other character.
func isLetterByte(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80 }

func numbered(list []item) bool {
	for _, i := range list {
		if i.key[0] == '%' && strings.IndexByte(i.key, '$') > 0 {
			return true
		}
	}
	return false
}

// unnumber makes %2$s a %s.
func unnumber(list []item) {
	for k, i := range list {
		if n := strings.IndexByte(i.key, '$'); i.key[0] == '%' && n > 0 {
			list[k].key = "%" + i.key[n+1:]
		}
	}
}
