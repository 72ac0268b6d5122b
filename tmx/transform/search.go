package transform

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"songngu/corpus/text"
	"songngu/tmx"
)

// Search looks for a pattern in the texts of units.
type Search struct {
	pattern *regexp.Regexp
	fold    bool
	lang    string
}

// SearchOptions are the choices of NewSearch.
type SearchOptions struct {
	Literal     bool   // the pattern is text, not a regexp
	IgnoreCase  bool   //
	IgnoreMarks bool   // text typed with and without diacritics is the same, and so are cases
	Lang        string // look at variants in this language only
}

// NewSearch compiles a pattern: a regexp of package regexp, in which ^ and $
// are the ends of a segment.
func NewSearch(pattern string, opts SearchOptions) (*Search, error) {
	pattern = text.NFC(pattern)
	if opts.Literal {
		if opts.IgnoreMarks {
			pattern = text.FoldMarks(pattern)
		}
		pattern = regexp.QuoteMeta(pattern)
	} else if opts.IgnoreMarks {
		pattern = foldPattern(pattern)
	}
	if opts.IgnoreCase {
		pattern = "(?i)" + pattern
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil, err
	}
	return &Search{re, opts.IgnoreMarks, tmx.CanonLang(opts.Lang)}, nil
}

// foldPattern folds the letters of a regexp that stand for themselves; what
// follows a backslash (\S, \pL, \p{Lu}) keeps its meaning.
func foldPattern(pattern string) string {
	var b strings.Builder
	for i := 0; i < len(pattern); {
		if n := len(escapes.FindString(pattern[i:])); n > 0 {
			b.WriteString(pattern[i : i+n])
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(pattern[i:])
		if f := text.FoldRune(r); f != 0 {
			b.WriteRune(f)
		}
		i += n
	}
	return b.String()
}

var escapes = regexp.MustCompile(`^\\(?:[pPx]\{[^}]*\}|[pP].|.)`)

// Hit is a variant that the pattern was found in, and where: Spans are pairs
// of byte offsets in Text.
type Hit struct {
	Variant *tmx.Variant
	Text    string // plain text in NFC, line breaks and all
	Spans   [][2]int
}

// Find returns the variants of the unit that the pattern is found in. A match
// of nothing counts, but has no span.
func (s *Search) Find(u *tmx.Unit) (hits []Hit) {
	for _, v := range variantsIn(u, s.lang) {
		t := text.NFC(v.Text())
		if spans, ok := s.spans(t); ok {
			hits = append(hits, Hit{v, t, spans})
		}
	}
	return hits
}

// spans finds the pattern in a text in NFC.
func (s *Search) spans(t string) (spans [][2]int, ok bool) {
	in, offsets := t, []int(nil)
	if s.fold {
		in, offsets = foldOffsets(t)
	}
	for _, m := range s.pattern.FindAllStringIndex(in, -1) {
		ok = true
		if offsets != nil {
			m[0], m[1] = offsets[m[0]], offsets[m[1]]
		}
		if m[0] < m[1] {
			spans = append(spans, [2]int{m[0], m[1]})
		}
	}
	return spans, ok
}

// foldOffsets is text.FoldMarks, and for every byte of the result, and its
// end, the offset in s that it comes from. What folds to nothing belongs to
// what is before it.
func foldOffsets(s string) (folded string, offsets []int) {
	var b strings.Builder
	for i, r := range s {
		f := text.FoldRune(r)
		if f == 0 {
			continue
		}
		for range utf8.RuneLen(f) {
			offsets = append(offsets, i)
		}
		b.WriteRune(f)
	}
	return b.String(), append(offsets, len(s))
}
