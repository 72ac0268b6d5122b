package quality

import (
	"slices"
	"strings"

	"songngu/align/anchor"
	"songngu/corpus/text"
)

// place is a piece of text that must have its like on the other side: the
// anchors that overlap there, which are readings of the same words.
type place struct {
	span     text.Span
	readings []anchor.Anchor
	class    class
	known    bool // whether it is met has been found out
	isMet    bool
}

// class is what a place is looked at for; a place may be in several.
type class uint8

const (
	number class = 1 << iota // in digits: amounts, years, shares, articles
	date                     // day, month, weekday, time of day
	currency
	document
	webURL
	email
)

var classOf = func() (of [256]class) {
	for _, t := range []anchor.Type{anchor.Number, anchor.Percent, anchor.Money, anchor.Year, anchor.Article} {
		of[t] = number
	}
	for _, t := range []anchor.Type{anchor.Date, anchor.Month, anchor.Weekday, anchor.Time} {
		of[t] = date
	}
	of[anchor.Currency], of[anchor.DocNumber], of[anchor.URL], of[anchor.Email] = currency, document, webURL, email
	return of
}()

// classify finds out what a place is, by those of its readings that count.
func (s *side) classify(p *place) {
	for _, a := range p.readings {
		if !a.Weak {
			p.class |= classOf[a.Type]
		}
	}
	if p.class&date != 0 && mistakenDate(s, p.span) {
		p.class &^= date
	}
	if p.class&number != 0 && (p.class&date != 0 || !strings.ContainsAny(p.span.Of(s.text), "0123456789")) {
		p.class &^= number
	}
	if p.class&currency != 0 && coin(s, p.span) {
		p.class &^= currency
	}
}

// places are the places of a side, in order.
func (p *pair) places(s *side) []place {
	if s.hasPlaces {
		return s.buf.places
	}
	s.hasPlaces = true
	lang := "en"
	if s.base == "vi" {
		lang = "vi"
	}
	s.buf.anchors = p.c.extractor.Append(s.buf.anchors[:0], s.text, lang)
	list := s.buf.places[:0]
	for i := 0; i < len(s.buf.anchors); {
		span := s.buf.anchors[i].Span
		end := i + 1
		for end < len(s.buf.anchors) && s.buf.anchors[end].Span.Start < span.End {
			span.End = max(span.End, s.buf.anchors[end].Span.End)
			end++
		}
		list = append(list, place{span: span, readings: s.buf.anchors[i:end]})
		s.classify(&list[len(list)-1])
		i = end
	}
	s.buf.places = list
	s.dropCode(list)
	return list
}

// dropCode takes the numbers out of the places that lie in placeholders, tags
// and entities: those are compared as such.
func (s *side) dropCode(list []place) {
	if !strings.ContainsAny(s.text, "{%$<&") {
		return
	}
	for _, items := range [][]item{placeholders(s.text), tagItems(tags(s.text)), entities(s.text)} {
		i := 0
		for k := range list {
			for i < len(items) && items[i].span.End <= list[k].span.Start {
				i++
			}
			if i < len(items) && items[i].span.Start <= list[k].span.Start && list[k].span.End <= items[i].span.End {
				list[k].class &^= number
			}
		}
	}
}

// keys are the keys of all anchors of a side.
func (p *pair) keys(s *side) map[string]bool {
	if s.hasKeys {
		return s.buf.keys
	}
	s.hasKeys = true
	if s.buf.keys == nil {
		s.buf.keys = map[string]bool{}
	}
	clear(s.buf.keys)
	p.places(s)
	for _, a := range s.buf.anchors {
		s.buf.keys[a.Key] = true
	}
	return s.buf.keys
}

// met reports whether a place of one side has its like on the other: a key in
// common, or the very same digits.
func (p *pair) met(pl *place, s *side) bool {
	if !pl.known {
		pl.known, pl.isMet = true, p.meets(pl, s)
	}
	return pl.isMet
}

func (p *pair) meets(pl *place, s *side) bool {
	other := p.other(s)
	keys := p.keys(other)
	day := pl.class&date != 0 && slices.ContainsFunc(pl.readings, func(a anchor.Anchor) bool { return a.Type == anchor.Date && !a.Weak })
	for _, a := range pl.readings {
		if keys[a.Key] && !(day && a.Type == anchor.Month) { // a day is not met by its month
			return true
		}
	}
	part := pl.span.Of(s.text)
	if pl.class&date != 0 && hasLetter(part) { // 3 June and 3 September share a digit
		return false
	}
	return sameDigits(part, other.text) || shortYear(part, other.text) ||
		pl.class&number != 0 && (sameSpaced(part, other.text) || sameSpaced(spacedAt(s.text, pl.span), other.text)) ||
		pl.class&currency != 0 && sameCurrency(part, other.text)
}

// sameDigits reports whether every run of digits of part, with the points and
// commas inside it, stands in whole as well, not as a part of a longer run.
func sameDigits(part, whole string) bool {
	found := false
	for i := 0; i < len(part); {
		end := digitRun(part, i)
		if end == i {
			i++
			continue
		}
		if !hasDigits(whole, part[i:end]) {
			return false
		}
		found = true
		i = end
	}
	return found
}

// shortYear reports whether a year is said by its last two digits on one side:
// 2 Jan 05, the 90s.
func shortYear(part, whole string) bool {
	if digitRun(part, 0) != len(part) {
		return false
	}
	switch len(part) {
	case 4:
		return (part[:2] == "19" || part[:2] == "20") && hasDigits(whole, part[2:])
	case 2:
		return hasDigits(whole, "19"+part) || hasDigits(whole, "20"+part)
	}
	return false
}

func hasDigits(s, run string) bool {
	for from := 0; ; {
		n := strings.Index(s[from:], run)
		if n < 0 {
			return false
		}
		start := from + n
		end := start + len(run)
		if (start == 0 || !isDigit(s[start-1]) && !(separates(s[start-1]) && start > 1 && isDigit(s[start-2]))) && digitRun(s, start) == end {
			return true
		}
		from = end
	}
}

// digitRun is the end of the digits that begin at i, with single points and
// commas between them; i if there are none.
func digitRun(s string, i int) int {
	for i < len(s) && (isDigit(s[i]) || separates(s[i]) && i > 0 && isDigit(s[i-1]) && i+1 < len(s) && isDigit(s[i+1])) {
		i++
	}
	return i
}

func isDigit(c byte) bool   { return '0' <= c && c <= '9' }
func separates(c byte) bool { return c == '.' || c == ',' }

// maxPlaces bounds the places of a side that are looked for across. A segment
// with more is a table.
const maxPlaces = 500

// unmet returns the places of a class on a side that have no like on the other.
func (p *pair) unmet(s *side, want class) []text.Span {
	var list []text.Span
	places := p.places(s)
	for i := range places[:min(len(places), maxPlaces)] {
		if places[i].class&want != 0 && !p.met(&places[i], s) {
			list = append(list, places[i].span)
		}
	}
	return list
}

// quoted lists up to three places of a text for a message.
func quoted(s string, spans []text.Span) string {
	var b strings.Builder
	for i, span := range spans {
		if i == 3 {
			b.WriteString(", …")
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString("“" + excerpt(span.Of(s)) + "”")
	}
	return b.String()
}

// differs reports places of both sides that have no like across; missing those
// of one side where the other has none.
func (p *pair) differs(want class, what, vietnamese string) {
	src, tgt := p.unmet(&p.src, want), p.unmet(&p.tgt, want)
	if len(src) == 0 || len(tgt) == 0 {
		return
	}
	a, b := quoted(p.src.text, src), quoted(p.tgt.text, tgt)
	p.find(&p.tgt, tgt[0],
		what+" disagree: "+a+" in "+p.src.english()+", "+b+" in "+p.tgt.english(),
		vietnamese+" khác nhau: "+p.src.vietnamese()+" là "+a+", "+p.tgt.vietnamese()+" là "+b)
}

func (p *pair) missing(want class, what, vietnamese string) {
	src, tgt := p.unmet(&p.src, want), p.unmet(&p.tgt, want)
	if len(src) > 0 && len(tgt) > 0 {
		return
	}
	p.alone(&p.src, p.unsaid(&p.src, src), what, vietnamese)
	p.alone(&p.tgt, p.unsaid(&p.tgt, tgt), what, vietnamese)
}

// unsaid leaves out the places that the other side says in other words.
func (p *pair) unsaid(s *side, spans []text.Span) []text.Span {
	spans = spans[:min(len(spans), maxLooked)]
	return slices.DeleteFunc(spans, func(span text.Span) bool { return p.saidOtherwise(s, span) })
}

func (p *pair) alone(s *side, spans []text.Span, what, vietnamese string) {
	if len(spans) == 0 {
		return
	}
	q := quoted(s.text, spans)
	p.find(s, spans[0],
		what+" "+q+" in "+s.english()+", not in "+p.other(s).english(),
		vietnamese+" "+q+" chỉ có trong "+s.vietnamese()+", không có trong "+p.other(s).vietnamese())
}
