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

// Before any piece is read in a font's charset, its reading of the text must
// hold fontWords syllables, three for each word that is none, and be better
// than the text as it stands by fontGain. A single piece must gain pieceGain:
// more than a word that could be Western gains by being a syllable.
const (
	fontWords = 3
	fontGain  = 2.0
	pieceGain = 0.5
)

// readFonts returns text with the pieces that read better in a font's charset
// read in it, the charset's name and the number of letters concerned.
func readFonts(text string) (string, string, int) {
	best, bestGain := "", fontGain
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
				got.strange += r.strange
			}
		}
		if got.syllables >= fontWords && got.strange*3 <= got.syllables && got.points > bestGain {
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
		if l, ok := pieceIn(p, d); ok {
			if r := read(l); r.syllables > 0 && r.points > read([]byte(p)).points+pieceGain {
				out = append(out, l...)
				n += highRunes(l)
				continue
			}
		}
		out = append(out, p...)
	}
	if n == 0 {
		return text, "", 0
	}
	return string(out), best, n
}

// pieceSize is about how long a piece is at most, in bytes.
const pieceSize = 400

// pieces cuts a text into pieces that are read each by itself: lines, parts of
// long lines, and single words where a line has characters that are no byte of
// a font.
func pieces(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for text != "" {
			end := strings.IndexByte(text[:min(len(text), pieceSize)], '\n') + 1
			if end == 0 && len(text) > pieceSize {
				end = pieceSize + strings.IndexAny(text[pieceSize:], " \n") + 1
				if end == pieceSize {
					end = len(text)
				}
			}
			if end == 0 {
				end = len(text)
			}
			piece := text[:end]
			text = text[end:]
			if allBytes(piece) {
				if !yield(piece) {
					return
				}
				continue
			}
			for word := range strings.SplitAfterSeq(piece, " ") {
				if !yield(word) {
					return
				}
			}
		}
	}
}

// allBytes reports whether every character is a byte of a font.
func allBytes(s string) bool {
	for _, r := range s {
		if r >= utf8.RuneSelf {
			if _, ok := byte1252(r); !ok {
				return false
			}
		}
	}
	return true
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
