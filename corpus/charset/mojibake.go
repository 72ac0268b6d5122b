package charset

import (
	"strings"
	"unicode/utf8"
)

// UTF-8 that was read as windows-1252 (or ISO-8859-1) and stored again shows
// every letter as two or three odd ones: "Viá»‡t". Undoing it needs no guess at
// the language: the odd letters, turned back into bytes, must be UTF-8 again,
// which text that means what it shows practically never is.

// from1252 turns a character back into its byte. The five bytes without a
// meaning in windows-1252, and all of 80–9F where ISO-8859-1 was meant, came
// through as control characters.
var from1252 = func() map[rune]byte {
	m := make(map[rune]byte)
	for b := 0x80; b < 0x100; b++ {
		if r := table1252[b]; r != utf8.RuneError {
			m[r] = byte(b)
		}
		if b < 0xA0 {
			m[rune(b)] = byte(b)
		}
	}
	return m
}()

func byte1252(r rune) (byte, bool) {
	if r >= 0xA0 && r <= 0xFF {
		return byte(r), true
	}
	b, ok := from1252[r]
	return b, ok
}

// mojibakeAt reads one UTF-8 sequence written in odd letters at the start of
// s; size is 0 where there is none.
func mojibakeAt(s string) (r rune, size int) {
	if s[0] < 0xC2 { // the odd letters begin with one of À to ô
		return 0, 0
	}
	var seq [utf8.UTFMax]byte
	n, want := 0, 0
	for i, c := range s {
		b, ok := byte1252(c)
		if !ok || c < utf8.RuneSelf {
			return 0, 0
		}
		if n == 0 {
			switch {
			case b >= 0xC2 && b <= 0xDF:
				want = 2
			case b >= 0xE0 && b <= 0xEF:
				want = 3
			case b >= 0xF0 && b <= 0xF4:
				want = 4
			default:
				return 0, 0
			}
		}
		seq[n] = b
		n++
		if n == want {
			r, got := utf8.DecodeRune(seq[:n])
			if r == utf8.RuneError || got != n {
				return 0, 0
			}
			return r, i + utf8.RuneLen(c)
		}
	}
	return 0, 0
}

// expected reports whether a character of two bytes is one that mojibake is
// likely to stand for: the signs and letters of Latin-1 (control characters
// are the next layer), the Vietnamese letters and marks beyond it, Œ, Š and Ž.
// Two odd letters in a row that give anything else come from another accident,
// such as Chinese read as windows-1252.
func expected(r rune) bool {
	return r < 0x100 || r >= 0x800 || marked(r) || r >= 0x300 && r <= markDot || byte1252Letter(r)
}

func byte1252Letter(r rune) bool {
	_, ok := byte1252(r)
	return ok
}

// undoMojibake takes one layer of mojibake off and returns how many
// characters it put right.
func undoMojibake(s string) (string, int) {
	out := []byte(nil)
	n, other, from, sure := 0, 0, 0, false
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := mojibakeAt(s[i:])
		if size == 0 || !expected(r) {
			if size > 0 {
				other++
			}
			_, size = utf8.DecodeRuneInString(s[i:])
			i += size
			continue
		}
		if out == nil {
			out = make([]byte, 0, len(s))
		}
		sure = sure || r >= 0x800 || i > 0 && isASCIILetter(s[i-1]) || i+size < len(s) && isASCIILetter(s[i+size])
		out = append(out, s[from:i]...)
		out = utf8.AppendRune(out, r)
		i += size
		from = i
		n++
	}
	if n == 0 || n == 1 && !sure || other*4 > n {
		return s, 0
	}
	out = append(out, s[from:]...)
	return string(out), n
}

// mojibakeLayers is how often text may have been misread; each time more is
// one pass. Text misread three times has been seen; four times has not.
const mojibakeLayers = 4

// unmojibake takes all layers off.
func unmojibake(s string) (string, []Repair) {
	var repairs []Repair
	for range mojibakeLayers {
		t, n := undoMojibake(s)
		if n == 0 {
			break
		}
		s = t
		what := repairMojibake
		if len(repairs) > 0 {
			what = repairMojibakeAgain
		}
		repairs = append(repairs, Repair{what, n})
	}
	if len(repairs) > 0 {
		if t, n := lostBlanks(s); n > 0 {
			s = t
			repairs[len(repairs)-1].Count += n
		}
	}
	return s, repairs
}

// lostBlanks mends what is left of à where a program made an ordinary blank of
// the no-break space that is its second byte: "lÃ m" for "làm", "lÃ  bạn" or,
// with blanks collapsed, "lÃ bạn" for "là bạn". The blank belongs to the
// letter where the word reads as a syllable with what follows.
func lostBlanks(s string) (string, int) {
	const odd = "Ã "
	if !strings.Contains(s, odd) {
		return s, 0
	}
	out := make([]byte, 0, len(s))
	n := 0
	for {
		i := strings.Index(s, odd)
		if i < 0 {
			break
		}
		before := lettersBefore(s[:i])
		after := lettersAfter(s[i+len(odd):])
		out = append(out, s[:i]...)
		switch {
		case strings.ToLower(before) != before: // ĐÃ in capitals
			out = append(out, odd...)
			s = s[i+len(odd):]
			continue
		case after != "" && isSyllable(before+"à"+after), strings.HasPrefix(s[i+len(odd):], " "):
			out = append(out, "à"...)
		default:
			out = append(out, "à "...)
		}
		n++
		s = s[i+len(odd):]
	}
	return string(append(out, s...)), n
}

// lettersBefore is the run of letters at the end of s, as far as a syllable
// may reach.
func lettersBefore(s string) string {
	i := len(s)
	for len(s)-i < longestSyllable {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		if size == 0 || !isLetter(r) {
			break
		}
		i -= size
	}
	return s[i:]
}

// lettersAfter is the run of letters at the start of s, as far as a syllable
// may reach.
func lettersAfter(s string) string {
	for i, r := range s {
		if i > longestSyllable || !isLetter(r) {
			return s[:i]
		}
	}
	return s
}

func isLetter(r rune) bool {
	return r < utf8.RuneSelf && isASCIILetter(byte(r)) || marked(r)
}
