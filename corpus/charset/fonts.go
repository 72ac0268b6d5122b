package charset

import (
	"iter"
	"strings"
	"unicode/utf8"
)

// Text typed in a font of TCVN3 or VNI and later saved as Unicode keeps the
// font's codes as Latin letters: "ViÖt Nam", "Vieät Nam". Such text is turned
// back into bytes and read in the font's charset, piece by piece, since one file
// often has pieces of both kinds.

// fontNames are the charsets of fonts, as readFonts reports them.
var fontNames = []string{nameTCVN3, nameVNI}

// fontWords is how many words of a text must be syllables in a font's charset
// before any piece is read in it.
const fontWords = 3

// readFonts returns text with the pieces that read better in a font's charset
// read in it, the charset's name and the number of letters concerned.
func readFonts(text string) (string, string, int) {
	if read([]byte(text)).strange < fontWords {
		return text, "", 0
	}
	best, bestGain := "", 0.0
	for _, name := range fontNames {
		_, d := lookup(name)
		var got reading
		seen := 0
		for p := range pieces(text) {
			if seen += len(p); seen > sampleSize {
				break
			}
			if l, ok := pieceIn(p, d); ok {
				r := read(l)
				got.points += r.points - read([]byte(p)).points
				got.syllables += r.syllables
			}
		}
		if got.syllables >= fontWords && got.points > bestGain {
			best, bestGain = name, got.points
		}
	}
	if best == "" {
		return text, "", 0
	}
	_, d := lookup(best)
	out := make([]byte, 0, len(text))
	n := 0
	for p := range pieces(text) {
		l, ok := pieceIn(p, d)
		if ok && read(l).points > read([]byte(p)).points+1 {
			out = append(out, l...)
			n += highRunes(l)
		} else {
			out = append(out, p...)
		}
	}
	if n == 0 {
		return text, "", 0
	}
	return string(out), best, n
}

// pieceSize is about how long a piece is at most, in bytes.
const pieceSize = 400

// pieces cuts a text into pieces that are read each by itself: at line ends, at
// blanks in long lines, and around characters that are no byte of a font.
func pieces(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		start := 0
		for i, r := range text {
			end := i
			switch {
			case r == '\n', r == ' ' && i-start > pieceSize:
				end = i + 1
			case r >= utf8.RuneSelf:
				if _, ok := byte1252(r); ok {
					continue
				}
				end = i + utf8.RuneLen(r)
				if r == utf8.RuneError {
					end = i + 1 // whatever its length, the next piece begins inside
					if strings.HasPrefix(text[i:], "\uFFFD") {
						end = i + 3
					}
				}
				if start < i && !yield(text[start:i]) {
					return
				}
				start = i
			default:
				continue
			}
			if start < end && !yield(text[start:end]) {
				return
			}
			start = end
		}
		if start < len(text) {
			yield(text[start:])
		}
	}
}

// pieceIn reads a piece, turned back into bytes, in a font's charset; ok is
// false where there is nothing but ASCII or a character that is no byte.
func pieceIn(piece string, d decoder) ([]byte, bool) {
	b := make([]byte, 0, len(piece))
	high := false
	for _, r := range piece {
		if r < utf8.RuneSelf {
			b = append(b, byte(r))
			continue
		}
		c, ok := byte1252(r)
		if !ok {
			return nil, false
		}
		high = true
		b = append(b, c)
	}
	if !high {
		return nil, false
	}
	out, _ := d(b)
	return out, true
}

func highRunes(b []byte) int {
	n := 0
	for _, r := range string(b) {
		if r >= utf8.RuneSelf {
			n++
		}
	}
	return n
}
