package leverage

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"songngu/align/lexicon"
	"songngu/tmx/memory"
)

// Count is how much text there is.
type Count struct {
	Segments   int64 `json:"segments"`
	Words      int64 `json:"words"`      // as CAT tools count: see CountOf
	Dictionary int64 `json:"dictionary"` // Vietnamese: words of one or more syllables; English: the same as Words
	Characters int64 `json:"characters"` // without blanks
	Blanks     int64 `json:"blanks"`
}

func (c *Count) add(o Count) {
	c.Segments += o.Segments
	c.Words += o.Words
	c.Dictionary += o.Dictionary
	c.Characters += o.Characters
	c.Blanks += o.Blanks
}

// CountOf counts a segment in one of the languages.
//
// A word is what stands between blanks and holds a letter or a digit; a dash
// (– or —, or a double hyphen) or a slash between two letters parts words as a
// blank does, a hyphen or an apostrophe does not. So "the well-known editor's
// 1,250.5 files – and/or notes" has 8 words. Characters of Chinese, Japanese
// and Thai, which write no blanks, are a word each.
//
// How others count: Microsoft Word counts every run between blanks, a lone
// dash and "and/or" as one each; Trados Studio and memoQ leave lone signs out
// as we do and part at dashes and slashes; OmegaT breaks at hyphens too. They
// differ from this by about one word in a hundred of ordinary text.
//
// In Vietnamese a blank stands between syllables, so that all of these tools
// count syllables, and so does Words. Dictionary counts the words a reader
// sees, "nhân quyền" as one, as far as the embedded word table knows them.
func CountOf(side memory.Side, s string) Count {
	c := Count{Segments: 1}
	for _, r := range s {
		if unicode.IsSpace(r) {
			c.Blanks++
		} else {
			c.Characters++
		}
	}
	c.Words = words(s)
	c.Dictionary = c.Words
	if side == memory.Vietnamese {
		c.Dictionary -= joined(s)
	}
	return c
}

func words(s string) (n int64) {
	inWord := false
	for i, r := range s {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai):
			inWord = false
			n++
		case unicode.IsLetter(r), unicode.IsDigit(r):
			if !inWord {
				inWord = true
				n++
			}
		case unicode.IsSpace(r), r == '–', r == '—':
			inWord = false
		case r == '/':
			inWord = inWord && !between(s, i)
		case r == '-':
			inWord = inWord && !strings.HasPrefix(s[i+1:], "-")
		}
	}
	return n
}

// between reports whether the sign at i has a letter on both sides.
func between(s string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+1:])
	return unicode.IsLetter(before) && unicode.IsLetter(after)
}

// joined is how many syllables are not the first of their word.
func joined(s string) (n int64) {
	for _, t := range lexicon.Default().Tokens(nil, lexicon.Vietnamese, s) {
		if t.ID >= 0 {
			n += max(words(t.Span.Of(s))-1, 0)
		}
	}
	return n
}
