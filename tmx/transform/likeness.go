package transform

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"songngu/corpus/text"
	"songngu/tmx"
)

// Likeness is what texts may differ in and still count as the same.
type Likeness uint8

const (
	Case        Likeness = 1 << iota // capitals and small letters
	Marks                            // diacritics, and capitals with them
	Tones                            // where the tone mark stands: hòa, hoà; i for y; and capitals with them
	Digits                           // which numbers they are
	Punctuation                      // punctuation and signs
	Spaces                           // white space, invisible characters, composed or not
	Tags                             // in-line codes

	Exact   Likeness = 0
	AllLike          = Case | Marks | Tones | Digits | Punctuation | Spaces | Tags
)

// likenesses are the words for them, as the command line takes them.
var likenesses = []struct {
	word string
	like Likeness
}{{"case", Case}, {"marks", Marks}, {"tones", Tones}, {"digits", Digits}, {"punctuation", Punctuation}, {"spaces", Spaces}, {"tags", Tags}, {"all", AllLike}}

// ParseLikeness reads a list like "case,punctuation" or "all".
func ParseLikeness(list string) (Likeness, error) {
	like := Exact
	var words []string
	for _, l := range likenesses {
		words = append(words, l.word)
	}
	for w := range strings.SplitSeq(list, ",") {
		i := slices.Index(words, strings.TrimSpace(w))
		if i < 0 {
			return 0, fmt.Errorf("unknown difference %q: want some of %s", w, strings.Join(words, ", "))
		}
		like |= likenesses[i].like
	}
	return like, nil
}

// of returns what segments that count as the same have in common.
func (l Likeness) of(seg tmx.Segment) string {
	if l == Exact {
		return seg.Raw()
	}
	s := seg.Text()
	if l&Tags == 0 {
		s = seg.Raw()
	}
	if l&Spaces != 0 {
		s = text.Clean(s)
	}
	if l&Tones != 0 {
		s = text.FoldTone(s)
	}
	switch {
	case l&Marks != 0:
		s = text.FoldMarks(s)
	case l&Case != 0:
		s = strings.ToLower(s)
	}
	if l&(Digits|Punctuation) != 0 {
		s = l.reduce(s)
	}
	return s
}

// reduce makes every number 0 (Digits) and leaves out punctuation and signs
// (Punctuation), with the white space that they leave double.
func (l Likeness) reduce(s string) string {
	var b strings.Builder
	number, blank := false, false
	rs := []rune(s)
	for i, r := range rs {
		switch {
		case l&Digits != 0 && unicode.IsDigit(r):
			if number {
				continue
			}
			number, r = true, '0'
		case l&Digits != 0 && number && (r == '.' || r == ',') && i+1 < len(rs) && unicode.IsDigit(rs[i+1]):
			continue
		case l&Punctuation != 0 && (unicode.IsPunct(r) || unicode.IsSymbol(r) || unicode.IsSpace(r)):
			number, blank = false, b.Len() > 0
			continue
		default:
			number = false
		}
		if blank {
			b.WriteByte(' ')
			blank = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// key is 16 bytes that units of the same texts share: those of the variants in
// every language, or of the source alone. A cryptographic hash, so that nobody
// can write a memory in which different units meet.
func (l Likeness) key(u *tmx.Unit, sides []*tmx.Variant) [16]byte {
	type side struct{ lang, text string }
	var all []side
	for _, v := range sides {
		if v != nil {
			all = append(all, side{v.Lang, l.of(v.Seg)})
		}
	}
	if len(all) == 0 { // not to be confused with any other
		all = append(all, side{"", string(appendUnit(nil, u))})
	}
	slices.SortFunc(all, func(a, b side) int { return cmp.Or(cmp.Compare(a.lang, b.lang), cmp.Compare(a.text, b.text)) })
	var b []byte
	for _, s := range all {
		b = appendString(appendString(b, s.lang), s.text)
	}
	sum := sha256.Sum256(b)
	return [16]byte(sum[:])
}
