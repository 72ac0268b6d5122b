package charset

import (
	"unicode"
	"unicode/utf8"
)

// lookalikes maps letters of other scripts to the Latin ones they look like.
// Only letters that no reader could tell from Latin are here.
var lookalikes = map[rune]rune{
	'а': 'a', 'е': 'e', 'о': 'o', 'р': 'p', 'с': 'c', 'у': 'y', 'х': 'x', 'і': 'i', 'ј': 'j', 'ѕ': 's', 'һ': 'h', 'ԁ': 'd',
	'А': 'A', 'В': 'B', 'Е': 'E', 'К': 'K', 'М': 'M', 'Н': 'H', 'О': 'O', 'Р': 'P', 'С': 'C', 'Т': 'T', 'У': 'Y', 'Х': 'X', 'І': 'I', 'Ј': 'J', 'Ѕ': 'S',
	'ο': 'o', 'Α': 'A', 'Β': 'B', 'Ε': 'E', 'Ζ': 'Z', 'Η': 'H', 'Ι': 'I', 'Κ': 'K', 'Μ': 'M', 'Ν': 'N', 'Ο': 'O', 'Ρ': 'P', 'Τ': 'T', 'Υ': 'Y', 'Χ': 'X',
}

// strokes are the letters that old fonts and careless converters show for Đ.
var strokes = map[rune]rune{'Ð': 'Đ', 'Ɖ': 'Đ', 'ð': 'đ', 'ɖ': 'đ'}

// relatives are Latin letters taken for Vietnamese ones: gha for ư, which a
// common conversion from PDF makes ("đƣợc"), and a with caron for ă.
var relatives = map[rune]rune{'ƣ': 'ư', 'Ƣ': 'Ư', 'ǎ': 'ă', 'Ǎ': 'Ă'}

// spacing maps marks that stand by themselves to those that combine.
var spacing = map[rune]rune{
	'´': markAcute, 'ˊ': markAcute, 'ˋ': markGrave, '˜': markTilde, 'ˀ': markHook, 'ˆ': markCircumflex, '˘': markBreve,
}

// oddEnd is beyond all odd letters; none stands below oddStart.
const (
	oddStart = 0xB4
	oddEnd   = 0x530
)

// odd tells the letters of the four maps, since nearly every letter of a text
// is asked about.
var odd = func() (t [oddEnd]bool) {
	for _, m := range []map[rune]rune{lookalikes, strokes, relatives, spacing} {
		for r := range m {
			t[r] = true
		}
	}
	return t
}()

func oddRune(r rune) bool { return r >= oddStart && r < oddEnd && odd[r] }

// wordMender mends words with odd letters.
type wordMender struct {
	vietnamese bool // the text is, so doubtful letters are read as Vietnamese
	stroke     int
	lookalike  int
	spacing    int
}

// mendWords mends the words of s with odd letters in them, which are few.
func (m *wordMender) mendWords(s string) string {
	var out []byte
	from := 0 // what is not yet in out
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !oddRune(r) {
			i += size
			continue
		}
		start, end := i, i+size
		for start > from {
			r, n := utf8.DecodeLastRuneInString(s[from:start])
			if !wordRune(r) {
				break
			}
			start -= n
		}
		for end < len(s) {
			r, n := utf8.DecodeRuneInString(s[end:])
			if !wordRune(r) {
				break
			}
			end += n
		}
		if w := m.mend(s[start:end]); w != s[start:end] {
			if out == nil {
				out = make([]byte, 0, len(s))
			}
			out = append(out, s[from:start]...)
			out = append(out, w...)
			from = end
		}
		i = end
	}
	if out == nil {
		return s
	}
	return string(append(out, s[from:]...))
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return isASCIILetter(byte(r))
	}
	return marked(r) || oddRune(r) || unicode.IsLetter(r)
}

// mend returns the word w with its odd letters put right, or w itself.
func (m *wordMender) mend(w string) string {
	w = m.mendScript(w)
	w = m.mendSpacing(w)
	return m.mendStroke(w)
}

// mendScript replaces look-alikes of other scripts in a word that has Latin
// letters and nothing else beside them.
func (m *wordMender) mendScript(w string) string {
	latin, other := 0, 0
	for _, r := range w {
		switch {
		case lookalikes[r] != 0:
			other++
		case isLetter(r) || unicode.Is(unicode.Latin, r):
			latin++
		case spacing[r] == 0:
			return w
		}
	}
	if other == 0 || latin == 0 {
		return w
	}
	m.lookalike += other
	return replaceRunes(w, lookalikes)
}

// mendSpacing puts marks that stand by themselves on the letters before them,
// where that makes a Vietnamese syllable.
func (m *wordMender) mendSpacing(w string) string {
	if !m.vietnamese {
		return w
	}
	c := composer{out: make([]byte, 0, len(w))}
	for _, r := range w {
		if mark := spacing[r]; mark != 0 {
			r = mark
		}
		c.add(r)
	}
	if c.composed == 0 || !isSyllable(string(c.out)) {
		return w
	}
	m.spacing += c.composed
	return string(c.out)
}

// mendStroke writes Đ for the letters that look like it, and ư and ă for
// their relatives.
func (m *wordMender) mendStroke(w string) string {
	stroke, relative := 0, 0
	for _, r := range w {
		switch {
		case strokes[r] != 0:
			stroke++
		case relatives[r] != 0:
			relative++
		case !isLetter(r):
			return w
		}
	}
	if relative > 0 && m.vietnamese {
		if v := replaceRunes(replaceRunes(w, relatives), strokes); isSyllable(v) {
			m.lookalike += relative
			m.stroke += stroke
			return v
		}
	}
	if stroke == 0 {
		return w
	}
	v := replaceRunes(w, strokes)
	if !m.vietnamese && !(isSyllable(v) && v[0] == "Đ"[0] && v[1] == "Đ"[1]) {
		return w
	}
	m.stroke += stroke
	return v
}

func replaceRunes(w string, with map[rune]rune) string {
	out := make([]byte, 0, len(w))
	for _, r := range w {
		if x := with[r]; x != 0 {
			r = x
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out)
}

// isSyllable reports whether a word of Vietnamese letters, in sane capitals,
// is a Vietnamese syllable.
func isSyllable(s string) bool {
	if len(s) > longestSyllable {
		return false
	}
	var w wordShape
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf && isASCIILetter(byte(r)):
			w.addASCII(byte(r))
		case marked(r):
			w.addMarked(r)
		default:
			return false
		}
	}
	return w.syllable()
}
