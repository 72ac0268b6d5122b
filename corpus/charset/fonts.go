package charset

import (
	"strings"
	"unicode/utf8"
)

// Text typed in a font of TCVN3 or VNI and later saved as Unicode keeps the
// font's codes as Latin letters: "ViÖt Nam", "Vieät Nam". Such text is turned
// back into bytes and read in the font's charset, line by line, since one file
// often has lines of both kinds.

// fontNames are the charsets of fonts, as readFonts reports them.
var fontNames = []string{nameTCVN3, nameVNI}

// fontWords is how many words of a text must be syllables in a font's charset
// before any line is read in it.
const fontWords = 3

// readFonts returns text with the lines that read better in a font's charset
// read in it, the charset's name and the number of letters concerned.
func readFonts(text string) (string, string, int) {
	plain := read([]byte(text))
	if plain.strange < fontWords {
		return text, "", 0
	}
	best, bestGain := "", 0.0
	for _, name := range fontNames {
		_, d := lookup(name)
		got := reading{}
		for line := range strings.Lines(text[:min(len(text), sampleSize)]) {
			if l, ok := lineIn(line, d); ok {
				r := read(l)
				got.points += r.points - read([]byte(line)).points
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
	for line := range strings.Lines(text) {
		l, ok := lineIn(line, d)
		if ok && read(l).points > read([]byte(line)).points+1 {
			out = append(out, l...)
			n += highRunes(l)
		} else {
			out = append(out, line...)
		}
	}
	if n == 0 {
		return text, "", 0
	}
	return string(out), best, n
}

// lineIn reads a line, turned back into bytes, in a font's charset; ok is
// false where the line has characters that are no bytes.
func lineIn(line string, d decoder) ([]byte, bool) {
	b := make([]byte, 0, len(line))
	high := false
	for _, r := range line {
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
