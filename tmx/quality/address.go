package quality

import (
	"strings"

	"songngu/corpus/text"
)

// urlDiffers (Q121) finds web addresses that stand on one side only. Addresses
// that differ only in their language (…/en/… and …/vi/…, en.example.org and
// vi.example.org) agree, and so do those that differ in the protocol, in www or
// in a slash at the end. Names such as Lamps.com, with a capital and no path, are
// asked for only where the other side breaks them by a blank.
//
// It is wrong where the translator pointed to another page on purpose.
func urlDiffers(p *pair) { p.addresses(webURL, "web address", "địa chỉ web") }

// emailDiffers (Q122) finds e-mail addresses that stand on one side only.
func emailDiffers(p *pair) {
	p.addresses(email, "e-mail address", "địa chỉ thư điện tử")
}

func (p *pair) addresses(t class, what, vietnamese string) {
	for _, s := range p.both() {
		if !strings.ContainsAny(s.text, "@./") {
			continue
		}
		var alone []text.Span
		places := p.places(s)
		for i := range places {
			if places[i].class&t != 0 && !p.siteName(s, places[i].span) && !p.met(&places[i], s) && !p.hasAddress(p.other(s), t, places[i].span.Of(s.text)) {
				alone = append(alone, places[i].span)
			}
		}
		p.alone(s, alone, what, vietnamese)
	}
}

// siteName reports whether an address without protocol and path is written with
// a capital, as the name of a product or company that has a point in it, which
// may be translated. It is an address all the same where the other side has it
// broken by a blank: Lamps. example.
func (p *pair) siteName(s *side, span text.Span) bool {
	name := span.Of(s.text)
	if strings.ContainsAny(name, "/@") || strings.HasPrefix(name, "www.") || strings.ToLower(name) == name {
		return false
	}
	i := strings.LastIndexByte(name, '.')
	return i < 0 || !strings.Contains(p.other(s).text, name[:i]+". "+name[i+1:])
}

func (p *pair) hasAddress(s *side, t class, address string) bool {
	want := plainAddress(address)
	places := p.places(s)
	for i := range places {
		if places[i].class&t != 0 && plainAddress(places[i].span.Of(s.text)) == want {
			return true
		}
	}
	return strings.Contains(strings.ToLower(s.text), bareAddress(address))
}

// plainAddress is a bare address without its language, its parts joined in one
// way.
func plainAddress(a string) string {
	a = bareAddress(a)
	var b strings.Builder
	for part := range strings.FieldsFuncSeq(a, func(r rune) bool { return strings.ContainsRune("/.-_?=&", r) }) {
		switch part {
		case "en", "vi", "us", "vn", "english", "vietnamese", "tieng", "viet":
			continue
		}
		b.WriteString(part)
		b.WriteByte('/')
	}
	return b.String()
}

// bareAddress is an address in lower case without protocol, www and the
// punctuation at its end.
func bareAddress(a string) string {
	a = strings.ToLower(strings.TrimRight(a, "/.,;:)!?"))
	if _, rest, ok := strings.Cut(a, "://"); ok {
		a = rest
	}
	return strings.TrimPrefix(a, "www.")
}
