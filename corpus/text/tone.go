package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Style is where a tone mark stands in an open syllable in oa, oe or uy.
type Style uint8

// The two styles. Both are in use; schoolbooks and the standard dictionaries
// write the new one, most newspapers the old one.
const (
	NewStyle Style = iota // hoà, khoẻ, thuỷ: on the main vowel
	OldStyle              // hòa, khỏe, thủy: on the first letter of the two
)

// FoldTone returns s for matching within Vietnamese: in NFC and lower case,
// every tone mark where the new style puts it (hòa becomes hoà, thủy becomes
// thuỷ; so does a misplaced mark, as in hòan), i as y where both spellings are
// one word (the open syllables hi, ki, li, mi, si, ti and qui in any tone: kĩ
// becomes kỹ, quí becomes quý; never the i of ai, ui or uy), Ð U+00D0 and its
// lower case as đ, and the marks of a letter joined in whatever order they were
// typed. It does not judge the language: an English "hi" becomes "hy".
// Folding twice is folding once. A string that is folded already is returned
// as it is, without allocating.
func FoldTone(s string) string {
	if !plain(s) {
		s = compose(strings.Map(unicode.ToLower, NFC(s)))
	}
	var out []byte // s[:done] folded; nil while nothing has changed
	done := 0
	var buf [maxSyllable]letter
	for r := (run{}); r.next(s); {
		letters, ok := []letter(nil), false
		if r.toned && r.vowels > 1 || r.iy && r.letters <= 3 {
			letters, ok = decodeSyllable(s[r.start:r.end], &buf)
			ok = ok && foldSyllable(letters)
		}
		if !ok && !r.upper {
			continue
		}
		if out == nil {
			out = make([]byte, 0, len(s)+len(s)/16+8)
		}
		out = append(out, s[done:r.start]...)
		done = r.end
		if !ok {
			out = appendLower(out, s[r.start:r.end])
			continue
		}
		for _, l := range letters {
			out = utf8.AppendRune(out, written[l.base][l.tone])
		}
	}
	if out == nil {
		return s
	}
	return string(append(out, s[done:]...))
}

// foldSyllable puts the tone mark where the new style has it and writes y for
// a final i that may be either; it reports whether that changed anything.
func foldSyllable(letters []letter) bool {
	p, ok := parseSyllable(letters)
	if !ok {
		return false
	}
	changed := p.tone != level && p.moveTone(letters, int(p.rime.newPlace))
	if p.start+1 != len(letters) || letters[p.start].base != 'i' {
		return changed
	}
	switch onset := letters[:p.start]; {
	case len(onset) == 2 && onset[0].base == 'q':
	case len(onset) == 1 && strings.IndexByte("hklmst", onset[0].base) >= 0:
	default:
		return changed
	}
	letters[p.start].base = 'y'
	return true
}

// moveTone puts the tone mark on another letter of the rime and reports
// whether it stood elsewhere.
func (p syllable) moveTone(letters []letter, place int) bool {
	if p.place == place {
		return false
	}
	letters[p.start+p.place].tone = level
	letters[p.start+place].tone = p.tone
	return true
}

// ToneStyle returns s in NFC with the tone marks of oa, oe and uy in open
// syllables where style puts them: hòa, khỏe, thủy or hoà, khoẻ, thuỷ. Only
// whole words that are Vietnamese syllables by rule change; hoàn, của, quý,
// and words of other languages stay as they are, and so does the case of
// every letter. A string that needs no change is returned without allocating.
func ToneStyle(s string, style Style) string {
	s = NFC(s)
	var b strings.Builder
	done := 0
	var buf [maxSyllable]letter
	for r := (run{}); r.next(s); {
		if !r.toned || r.vowels != 2 {
			continue
		}
		letters, ok := decodeSyllable(s[r.start:r.end], &buf)
		if !ok {
			continue
		}
		p, ok := parseSyllable(letters)
		if !ok || p.rime.oldPlace == p.rime.newPlace {
			continue
		}
		place := p.rime.newPlace
		if style == OldStyle {
			place = p.rime.oldPlace
		}
		if !p.moveTone(letters, int(place)) {
			continue
		}
		b.WriteString(s[done:r.start])
		for _, l := range letters {
			b.WriteRune(l.write())
		}
		done = r.end
	}
	if done == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}

// plain reports whether s is in NFC and has no letter whose lower case is not
// in the table: true of nearly all English and Vietnamese text.
func plain(s string) bool {
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r < 0x250:
			if lowLower[r] == 0 {
				return false
			}
		case r >= vietnameseFirst && r <= vietnameseLast:
		case r >= 0x2010 && r <= 0x2027: // dashes, quotes, ellipsis
		default:
			return false
		}
		i += size
	}
	return true
}

// run is a run of letters and marks in a text, with what decides whether its
// spelling must be looked at.
type run struct {
	start, end      int
	letters, vowels int
	upper           bool // has a letter that lower case changes
	toned           bool // has a letter with a tone mark
	iy              bool // ends in i, in any tone
}

// next moves to the run of letters after the present one; it returns false at
// the end of s. The zero run stands before the first.
func (r *run) next(s string) bool {
	i := r.end
	for i < len(s) && s[i] < utf8.RuneSelf && lowLetters[s[i]].base == 0 {
		i++
	}
	*r = run{start: i}
	for i < len(s) {
		c, size := rune(s[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(s[i:])
		}
		l := letterOf(c)
		if l.base == 0 && !foreignLetter(c) {
			if r.letters > 0 {
				break
			}
			i += size
			r.start = i
			continue
		}
		r.letters++
		if vowel(l.base) {
			r.vowels++
		}
		r.toned = r.toned || l.tone != level
		r.upper = r.upper || l.upper || l.base == 0 && c < 0x2000 && unicode.ToLower(c) != c || c == 'ð'
		r.iy = l.base == 'i'
		i += size
	}
	r.end = i
	return r.letters > 0
}

// foreignLetter reports whether c, which Vietnamese does not write, belongs
// to a word all the same.
func foreignLetter(c rune) bool {
	return c >= utf8.RuneSelf && (unicode.IsLetter(c) || unicode.Is(unicode.Mn, c))
}

// appendLower appends the run word, which is plain, in lower case.
func appendLower(out []byte, word string) []byte {
	for _, r := range word {
		switch {
		case r < rune(len(lowLower)):
			r = lowLower[r]
		default:
			r = unicode.ToLower(r)
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}
