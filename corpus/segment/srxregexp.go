package segment

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Where an expression stands decides which look-arounds it can do without.
type srxPlace uint8

const (
	inBefore srxPlace = iota // matched up to the place
	inAfter                  // matched from the place on
	inMap                    // matched against a language code
)

// compileSRX translates an expression and compiles it with what stands around it.
func compileSRX(head, pattern, tail string, place srxPlace) (*regexp.Regexp, error) {
	p, err := translate(pattern, place)
	if err != nil {
		return nil, err
	}
	return regexp.Compile(head + p + tail)
}

// translate turns an expression of ICU or Java, which SRX files are written in,
// into one of Go (RE2). What RE2 lacks is rewritten where that keeps its meaning:
// possessive and atomic parts become plain ones (they only save time, but for
// rare patterns that would then match less); a look-behind that begins a
// beforebreak and a look-ahead that ends an afterbreak become part of it, as
// nothing is consumed there anyway, negative ones where they test one character.
// \w, \d, \s and, at the beginning, \b know all of Unicode, as in ICU.
// Back-references, other look-arounds and intersections of classes are errors.
func translate(pattern string, place srxPlace) (string, error) {
	if len(pattern) > maxSRXRegex {
		return "", fmt.Errorf("more than %d bytes", maxSRXRegex)
	}
	if !utf8.ValidString(pattern) {
		return "", errors.New("not in UTF-8")
	}
	t := translator{in: pattern, place: place}
	for t.i < len(t.in) {
		if err := t.next(); err != nil {
			return "", err
		}
	}
	return t.out.String(), nil
}

type translator struct {
	in    string
	i     int
	out   strings.Builder
	place srxPlace
	quant bool // the last thing written was a quantifier
}

func (t *translator) next() error {
	c := t.in[t.i]
	quantified := t.quant
	t.quant = false
	switch c {
	case '\\':
		return t.escape(false)
	case '[':
		return t.class()
	case '(':
		return t.group()
	case '*', '+', '?':
		if c == '+' && quantified { // possessive
			t.i++
			return nil
		}
		t.quant = !quantified
		t.copy(1)
	case '}':
		t.quant = true
		t.copy(1)
	default:
		_, n := utf8.DecodeRuneInString(t.in[t.i:])
		t.copy(n)
	}
	return nil
}

func (t *translator) copy(n int) {
	t.out.WriteString(t.in[t.i : t.i+n])
	t.i += n
}

// replace writes s for the next n bytes.
func (t *translator) replace(n int, s string) {
	t.out.WriteString(s)
	t.i += n
}

// leading reports whether nothing but the openings of groups stands before i,
// back to the beginning or to an alternative.
func (t *translator) leading() bool {
	s := t.out.String()
	return s == "" || strings.HasSuffix(s, "|") || strings.HasSuffix(s, "(?:") || strings.HasSuffix(s, "(")
}

const (
	wordClass  = `\p{L}\p{M}\p{Nd}\p{Pc}`
	spaceClass = `\s\x{0B}\x{85}\p{Z}`
	lineEnds   = `\n\x{0B}\f\r\x{85}\x{2028}\x{2029}`
)

// escape translates what a backslash begins, within a class or outside.
func (t *translator) escape(class bool) error {
	if t.i+1 >= len(t.in) {
		return errors.New("a backslash at the end")
	}
	set := func(inner string) {
		if class {
			t.replace(2, inner)
		} else {
			t.replace(2, "["+inner+"]")
		}
	}
	switch c := t.in[t.i+1]; c {
	case 'w':
		set(wordClass)
	case 's':
		set(spaceClass)
	case 'h':
		set(`\t\p{Zs}`)
	case 'v':
		set(lineEnds)
	case 'd':
		t.replace(2, `\p{Nd}`)
	case 'D':
		t.replace(2, `\P{Nd}`)
	case 'W', 'S', 'H', 'V':
		if class {
			return fmt.Errorf(`\%c within a class cannot be translated`, c)
		}
		t.replace(2, "[^"+map[byte]string{'W': wordClass, 'S': spaceClass, 'H': `\t\p{Zs}`, 'V': lineEnds}[c]+"]")
	case 'R':
		t.replace(2, `(?:\r\n|[`+lineEnds+`])`)
	case 'X':
		t.replace(2, `(?:\P{M}\p{M}*)`)
	case 'Z':
		t.replace(2, `(?:\n?\z)`)
	case 'b':
		if !class && t.place == inBefore && t.leading() {
			t.replace(2, `(?:\A|[^`+wordClass+`])`)
			return nil
		}
		if class {
			return errors.New(`\b within a class cannot be translated`)
		}
		t.copy(2)
	case 'B', 'A', 'z', 'n', 'r', 't', 'f', 'a':
		t.copy(2)
	case 'e':
		t.replace(2, `\x1b`)
	case 'u', 'U', 'x', '0':
		return t.code(c)
	case 'p', 'P':
		return t.property()
	case 'Q':
		return t.quotation()
	default:
		r, n := utf8.DecodeRuneInString(t.in[t.i+1:])
		if r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return fmt.Errorf(`\%c cannot be translated`, r)
		}
		t.replace(1+n, regexp.QuoteMeta(string(r)))
		if class && (r == '-' || r == '^' || r == '&') {
			// QuoteMeta leaves these alone.
			s := strings.TrimSuffix(t.out.String(), string(r))
			t.out.Reset()
			t.out.WriteString(s + `\` + string(r))
		}
	}
	return nil
}

// code translates \uhhhh, \Uhhhhhhhh, \xhh, \x{h...} and \0ooo.
func (t *translator) code(c byte) error {
	rest := t.in[t.i+2:]
	digits, base := map[byte]int{'u': 4, 'U': 8, 'x': 2, '0': 3}[c], 16
	skip := 0
	if c == '0' {
		base = 8
		n := 0
		for n < len(rest) && n < 3 && rest[n] >= '0' && rest[n] <= '7' {
			n++
		}
		digits = n
	}
	if strings.HasPrefix(rest, "{") && c != '0' {
		digits = strings.IndexByte(rest, '}') - 1
		skip = 1
	}
	if digits < 0 || len(rest) < digits+2*skip || digits == 0 && c != '0' {
		return fmt.Errorf(`\%c without its digits`, c)
	}
	var n uint64
	if digits > 0 {
		var err error
		if n, err = strconv.ParseUint(rest[skip:skip+digits], base, 32); err != nil || n > unicode.MaxRune {
			return fmt.Errorf(`\%c%s is no character`, c, rest[skip:skip+digits])
		}
	}
	t.replace(2+digits+2*skip, fmt.Sprintf(`\x{%X}`, n))
	return nil
}

// properties are names of ICU and Java that Go has by another name.
var properties = map[string]string{
	"alpha": "L", "alphabetic": "L", "letter": "L", "upper": "Lu", "uppercase": "Lu", "uppercaseletter": "Lu", "javauppercase": "Lu",
	"lower": "Ll", "lowercase": "Ll", "lowercaseletter": "Ll", "javalowercase": "Ll", "titlecaseletter": "Lt", "digit": "Nd",
	"decimalnumber": "Nd", "number": "N", "punct": "P", "punctuation": "P", "space": "Z", "whitespace": "Z", "separator": "Z", "mark": "M",
	"symbol": "S", "closepunctuation": "Pe", "openpunctuation": "Ps", "initialpunctuation": "Pi", "finalpunctuation": "Pf",
	"dashpunctuation": "Pd", "otherpunctuation": "Po", "connectorpunctuation": "Pc",
}

// property translates \pL, \p{Lu}, \p{IsThai}, \p{gc=Lu}, \p{Uppercase_Letter}.
func (t *translator) property() error {
	p := t.in[t.i+1 : t.i+2]
	rest := t.in[t.i+2:]
	end := strings.IndexByte(rest, '}')
	if !strings.HasPrefix(rest, "{") {
		if rest == "" {
			return errors.New(`\p without a name`)
		}
		t.copy(3)
		return nil
	}
	if end < 0 {
		return errors.New(`\p{ without }`)
	}
	name := rest[1:end]
	if _, v, ok := strings.Cut(name, "="); ok {
		name = v
	}
	if strings.HasPrefix(name, "^") {
		name = name[1:]
		p = map[string]string{"p": "P", "P": "p"}[p]
	}
	known := func(n string) bool {
		return unicode.Categories[n] != nil || unicode.Scripts[n] != nil
	}
	if !known(name) {
		short := strings.TrimPrefix(name, "Is")
		key := strings.ToLower(strings.NewReplacer("_", "", " ", "", "-", "").Replace(short))
		switch {
		case known(short):
			name = short
		case properties[key] != "":
			name = properties[key]
		default:
			return fmt.Errorf(`property %q is not known`, name)
		}
	}
	t.replace(2+end+1, `\`+p+`{`+name+`}`)
	return nil
}

// quotation translates \Q...\E.
func (t *translator) quotation() error {
	inner := t.in[t.i+2:]
	n := len(inner)
	skip := 0
	if e := strings.Index(inner, `\E`); e >= 0 {
		n, skip = e, 2
	}
	t.replace(2+n+skip, regexp.QuoteMeta(inner[:n]))
	return nil
}

// class translates a bracketed class; classes within it are joined to it.
func (t *translator) class() error {
	depth := 0
	first := false // nothing but ^ stands in the class yet
	for t.i < len(t.in) {
		rest := t.in[t.i:]
		switch {
		case strings.HasPrefix(rest, "[:") && depth > 0:
			end := strings.Index(rest, ":]")
			if end < 0 {
				return errors.New("a class [: without :]")
			}
			name := properties[strings.ToLower(rest[2:end])]
			if name == "" {
				return fmt.Errorf("class %q is not known", rest[:end+2])
			}
			t.replace(end+2, `\p{`+name+`}`)
			first = false
		case rest[0] == '[':
			depth++
			switch {
			case depth == 1 && strings.HasPrefix(rest, "[^"):
				t.copy(2)
			case depth == 1:
				t.copy(1)
			case strings.HasPrefix(rest, "[^"):
				return errors.New("a negated class within a class cannot be translated")
			default:
				t.i++
			}
			first = depth == 1
		case rest[0] == ']' && first: // stands for itself
			t.replace(1, `\]`)
			first = false
		case rest[0] == ']':
			depth--
			if depth == 0 {
				t.copy(1)
				return nil
			}
			t.i++
		case strings.HasPrefix(rest, "&&"), strings.HasPrefix(rest, "--"):
			return fmt.Errorf("the set operation %q cannot be translated", rest[:2])
		case rest[0] == '\\':
			if err := t.escape(true); err != nil {
				return err
			}
			first = false
		default:
			_, n := utf8.DecodeRuneInString(rest)
			t.copy(n)
			first = false
		}
	}
	return errors.New("a class without its ]")
}
