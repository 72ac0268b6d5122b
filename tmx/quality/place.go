package quality

import (
	"strings"

	"songngu/align/anchor"
	"songngu/corpus/text"
)

// place is a piece of text that must have its like on the other side: the
// anchors that overlap there, which are readings of the same words.
type place struct {
	span     text.Span
	readings []anchor.Anchor
}

// has reports whether one of the readings that count is of a type.
func (p *place) has(types ...anchor.Type) bool {
	for _, a := range p.readings {
		if a.Weak {
			continue
		}
		for _, t := range types {
			if a.Type == t {
				return true
			}
		}
	}
	return false
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
		list = append(list, place{span, s.buf.anchors[i:end]})
		i = end
	}
	s.buf.places = list
	return list
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
	other := p.other(s)
	keys := p.keys(other)
	for _, a := range pl.readings {
		if keys[a.Key] {
			return true
		}
	}
	return sameDigits(pl.span.Of(s.text), other.text)
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

// unmet returns the places of a side for which want holds and which have no
// like on the other side.
func (p *pair) unmet(s *side, want func(*side, *place) bool) []text.Span {
	var list []text.Span
	places := p.places(s)
	for i := range places {
		if want(s, &places[i]) && !p.met(&places[i], s) {
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
func (p *pair) differs(want func(*side, *place) bool, what, vietnamese string) {
	src, tgt := p.unmet(&p.src, want), p.unmet(&p.tgt, want)
	if len(src) == 0 || len(tgt) == 0 {
		return
	}
	a, b := quoted(p.src.text, src), quoted(p.tgt.text, tgt)
	p.find(&p.tgt, tgt[0],
		what+" disagree: "+a+" in "+p.src.english()+", "+b+" in "+p.tgt.english(),
		vietnamese+" khác nhau: "+p.src.vietnamese()+" là "+a+", "+p.tgt.vietnamese()+" là "+b)
}

func (p *pair) missing(want func(*side, *place) bool, what, vietnamese string) {
	src, tgt := p.unmet(&p.src, want), p.unmet(&p.tgt, want)
	if len(src) > 0 && len(tgt) > 0 {
		return
	}
	p.alone(&p.src, src, what, vietnamese)
	p.alone(&p.tgt, tgt, what, vietnamese)
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
