package charset

import (
	"bytes"
	"math"
	"unicode/utf8"
)

// sampleSize bounds the bytes that candidates are judged by, taken from
// sampleParts places of the file.
const (
	sampleSize  = 16 << 10
	sampleParts = 16
)

// What speaks for a candidate before it is read, in points of a reading.
const (
	priorDeclared = 2.0
	priorWanted   = 0.3 // Vietnamese charsets where Vietnamese is wanted
	priorOrder    = 0.1 // per place in the list of candidates, so that ties go to the commoner
)

// candidate is one way to read the bytes.
type candidate struct {
	name   string
	decode decoder
	prior  float64
	text   []byte
	reading
}

func (c *candidate) total() float64 { return c.points + c.prior }

// detect finds the charset of bytes without a byte order mark: valid UTF-8
// is UTF-8; plain ASCII is UTF-8 unless it is VIQR or an escape-driven charset
// that is declared; anything else is read as each candidate, and the one that
// reads best is taken. The cost is that of reading a bounded sample eight
// times, beside one pass of validation.
func detect(data []byte, declared string, opts Options) (string, float64, decoder) {
	declaredName, declaredDecoder := lookup(declared)
	first := firstHigh(data)
	if first < 0 {
		return detectASCII(data, declaredName, declaredDecoder, opts)
	}
	if utf8.Valid(data) {
		return nameUTF8, 0.99, decodeUTF8
	}
	part := sample(data, first)
	list := candidates(declaredName, declaredDecoder, opts)
	best, second := -1, math.Inf(-1)
	for i := range list {
		c := &list[i]
		c.text, _ = c.decode(part)
		c.reading = read(c.text)
		if best < 0 || c.total() > list[best].total() {
			best = i
		}
	}
	win := &list[best]
	for i := range list {
		if i != best && !bytes.Equal(list[i].text, win.text) {
			second = max(second, list[i].total())
		}
	}
	return win.name, sureness(win, second), win.decode
}

func candidates(declaredName string, declaredDecoder decoder, opts Options) []candidate {
	list := []candidate{{name: nameUTF8, decode: decodeUTF8}}
	for _, name := range legacy {
		_, d := lookup(name)
		c := candidate{name: name, decode: d}
		if name != name1252 && opts.Lang == "vi" {
			c.prior = priorWanted
		}
		list = append(list, c)
	}
	seen := false
	for i := range list {
		list[i].prior -= priorOrder * float64(i)
		if list[i].name == declaredName {
			list[i].prior += priorDeclared
			seen = true
		}
	}
	if declaredName != "" && !seen && declaredName != nameVIQR {
		list = append(list, candidate{name: declaredName, decode: declaredDecoder, prior: priorDeclared})
	}
	return list
}

// sureness turns the distance to the next different reading into a
// probability: even odds where two read the same, and never more than the
// share of words that read well.
func sureness(win *candidate, second float64) float64 {
	if win.evidence == 0 {
		return 0.5
	}
	margin := win.total() - second
	s := 1 / (1 + math.Exp(-margin))
	good := 1 - float64(win.strange)/float64(win.evidence+1)
	return math.Round(100*min(s, 0.99)*good) / 100
}

// firstHigh is the index of the first byte beyond ASCII, or -1.
func firstHigh(data []byte) int {
	for i, b := range data {
		if b >= utf8.RuneSelf {
			return i
		}
	}
	return -1
}

// sample takes parts of the file that hold bytes beyond ASCII, cut at white
// space, so that no word and no sequence is broken.
func sample(data []byte, first int) []byte {
	data = data[wordStart(data, first):]
	if len(data) <= sampleSize {
		return data
	}
	const size = sampleSize / sampleParts
	out := make([]byte, 0, sampleSize)
	end := 0
	for k := range sampleParts {
		start := max(end, k*(len(data)/sampleParts))
		high := firstHigh(data[start:])
		if high < 0 {
			break
		}
		start = max(end, wordStart(data, start+high))
		end = min(len(data), start+size)
		for end < len(data) && end < start+2*size && !isBlank(data[end]) {
			end++
		}
		out = append(out, data[start:end]...)
		out = append(out, '\n')
	}
	return out
}

// wordStart goes back to the white space before i, but not further than a
// word is long.
func wordStart(data []byte, i int) int {
	const longest = 64
	for j := i; j > 0 && i-j < longest; j-- {
		if isBlank(data[j-1]) {
			return j
		}
	}
	if i < longest {
		return 0
	}
	return i
}

func isBlank(b byte) bool { return b == ' ' || b == '\n' || b == '\r' || b == '\t' }

// detectASCII decides about bytes that are all ASCII.
func detectASCII(data []byte, declaredName string, declaredDecoder decoder, opts Options) (string, float64, decoder) {
	if declaredName == nameVIQR || looksVIQR(data, opts.HTML) {
		return nameVIQR, 0.95, func(d []byte) ([]byte, counts) { return decodeVIQR(d, opts.HTML) }
	}
	if declaredDecoder != nil && bytes.IndexByte(data, 0x1B) >= 0 { // iso-2022-jp
		return declaredName, 0.9, declaredDecoder
	}
	return nameUTF8, 1, decodeUTF8
}
