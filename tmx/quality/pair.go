package quality

import (
	"strings"
	"unicode/utf8"

	"songngu/align/anchor"
	"songngu/corpus/text"
	"songngu/tmx"
)

// pair is a source and a target under inspection.
type pair struct {
	c        *Checker
	unit     *tmx.Unit
	src, tgt side
	check    int // the running check, in all
	made     int // findings it has made on this pair
}

// side is the text of one language, with what several checks need of it, each
// made when first asked for.
type side struct {
	lang    string // as the variant says it
	base    string
	variant *tmx.Variant // nil where the unit has none
	text    string       // plain; "" for a blank segment
	buf     *sideBuffers
	hasWords, hasPlaces,
	hasKeys, hasClean bool
	cleaned, folded string
}

// sideBuffers are slices that serve one unit after the other.
type sideBuffers struct {
	words   []text.Span
	anchors []anchor.Anchor
	places  []place
	keys    map[string]bool
}

// maxText is how many bytes of a side are looked at, and maxLooked how many
// words or places of it are searched for in the other: what is longer is no
// segment that a translator sees, and hostile ones must not cost more than
// their length.
const (
	maxText   = 64 << 10
	maxLooked = 50
)

// cut is the first maxText bytes of s, in whole characters.
func cut(s string) string {
	if len(s) <= maxText {
		return s
	}
	n := maxText
	for n > maxText-utf8.UTFMax && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

func (s *side) set(v *tmx.Variant, lang string, buf *sideBuffers) {
	*s = side{lang: lang, variant: v, buf: buf}
	if v != nil {
		s.lang = v.Lang
		s.text = v.Text()
		if strings.TrimSpace(s.text) == "" {
			s.text = ""
		}
		s.text = cut(s.text)
	}
	s.base = base(s.lang)
}

// other is the side across.
func (p *pair) other(s *side) *side {
	if s == &p.src {
		return &p.tgt
	}
	return &p.src
}

// both are the two sides, source first.
func (p *pair) both() [2]*side { return [2]*side{&p.src, &p.tgt} }

// readable reports whether the pair is of English and Vietnamese, which are
// the languages whose numbers and dates can be read.
func (p *pair) readable() bool {
	return p.src.base == "en" && p.tgt.base == "vi" || p.src.base == "vi" && p.tgt.base == "en"
}

// words are the words of the text.
func (s *side) words() []text.Span {
	if !s.hasWords {
		s.hasWords = true
		s.buf.words = text.AppendWords(s.buf.words[:0], s.text)
	}
	return s.buf.words
}

// clean is the text after text.Clean.
func (s *side) clean() string {
	if !s.hasClean {
		s.hasClean = true
		s.cleaned = text.Clean(s.text)
		s.folded = foldedText(s.cleaned)
	}
	return s.cleaned
}

// fold is the text as it is compared with those of other units.
func (s *side) fold() string {
	s.clean()
	return s.folded
}

// english and vietnamese name the side in messages.
func (s *side) english() string {
	switch s.base {
	case "en":
		return "English"
	case "vi":
		return "Vietnamese"
	}
	return s.lang
}

func (s *side) vietnamese() string {
	switch s.base {
	case "en":
		return "tiếng Anh"
	case "vi":
		return "tiếng Việt"
	}
	return s.lang
}

// excerpt is what a message quotes of a text: at most 60 characters.
func excerpt(s string) string {
	n := 0
	for i := range s {
		if n++; n > 60 {
			return s[:i] + "…"
		}
	}
	return s
}
