package charset

import (
	"bytes"
	"math"
)

// sampleSize bounds the bytes that candidates are judged by, taken from
// sampleParts places of the file.
const (
	quickSize   = 2 << 10
	sampleSize  = 16 << 10
	sampleParts = 8
)

// clearMargin is how far the second reading must be behind for the quick
// sample to decide.
const clearMargin = 15

// What speaks for a candidate before it is read, in points of a reading.
const (
	priorDeclared = 2.0
	priorWanted   = 0.3 // Vietnamese charsets where Vietnamese is wanted
	priorOrder    = 0.2 // per place in the list of candidates, so that ties go to the commoner
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

// detect finds the charset of bytes beyond ASCII that are not UTF-8 and have
// no byte order mark: they are read as each candidate, and the one that reads
// best is taken. A small sample decides where it is clear, a larger one where
// it is not; the cost is that of reading a bounded sample eight times.
func detect(data []byte, declared string, opts Options) (string, float64, decoder) {
	declaredName, declaredDecoder := lookup(declared)
	first := firstHigh(data)
	list := candidates(declaredName, declaredDecoder, opts)
	best, margin := choose(list, sample(data, first, quickSize))
	if margin < clearMargin {
		best, margin = choose(list, sample(data, first, sampleSize))
	}
	if isTCVN(best.name) {
		best = chooseTCVN(list, data)
	}
	return best.name, sureness(best, margin), best.decode
}

// chooseTCVN tells TCVN3 from TCVN5712-1, which differ in rare letters only,
// by the words that hold such letters.
func chooseTCVN(list []candidate, data []byte) *candidate {
	var pair []candidate
	for _, c := range list {
		if isTCVN(c.name) {
			pair = append(pair, c)
		}
	}
	var part []byte
	for i := 0; i < len(data) && len(part) < quickSize; i++ {
		if b := data[i]; tableTCVN3[b] == tableTCVN1[b] {
			continue
		}
		start := wordStart(data, i)
		for i < len(data) && i < start+128 && !isBlank(data[i]) {
			i++
		}
		part = append(append(part, data[start:i]...), ' ')
	}
	best, _ := choose(pair, part)
	if len(part) == 0 {
		best = &pair[0] // the commoner one
	}
	return best
}

// choose reads part as each candidate and returns the best one and how far the
// next different reading is behind.
func choose(list []candidate, part []byte) (*candidate, float64) {
	best, second := &list[0], math.Inf(-1)
	for i := range list {
		c := &list[i]
		c.text, _ = c.decode(part)
		c.reading = read(c.text)
		if c.total() > best.total() {
			best = c
		}
	}
	for i := range list {
		c := &list[i]
		sibling := isTCVN(c.name) && isTCVN(best.name) // chooseTCVN tells them apart
		if c != best && !sibling && !bytes.Equal(c.text, best.text) {
			second = max(second, c.total())
		}
	}
	return best, best.total() - second
}

func isTCVN(name string) bool { return name == nameTCVN3 || name == nameTCVN1 }

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
func sureness(win *candidate, margin float64) float64 {
	if win.evidence == 0 {
		return 0.5
	}
	s := 1 / (1 + math.Exp(-margin))
	good := 1 - float64(win.strange)/float64(win.evidence+1)
	return math.Round(100*min(s, 0.99)*good) / 100
}

// sample takes parts of the file that hold bytes beyond ASCII, cut at white
// space, so that no word and no sequence is broken.
func sample(data []byte, first, total int) []byte {
	data = data[wordStart(data, first):]
	if len(data) <= total {
		return data
	}
	size := total / sampleParts
	out := make([]byte, 0, total)
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
func detectASCII(data []byte, declared string, opts Options) (string, float64, decoder) {
	declaredName, declaredDecoder := lookup(declared)
	if declaredName == nameVIQR || looksVIQR(data, opts.HTML) {
		return nameVIQR, 0.95, func(d []byte) ([]byte, counts) { return decodeVIQR(d, opts.HTML) }
	}
	if declaredDecoder != nil && bytes.IndexByte(data, 0x1B) >= 0 { // iso-2022-jp
		return declaredName, 0.9, declaredDecoder
	}
	return nameUTF8, 1, decodeUTF8
}
