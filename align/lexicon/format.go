package lexicon

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"strings"
	"sync"
	"unicode/utf8"
)

// The file of a table, version 1. Numbers are unsigned varints as of
// encoding/binary unless said otherwise.
//
//	magic      the eight bytes "songlex1"; the last is the version
//	null       one byte for each side: a rounded probability
//	words      for English, then for Vietnamese:
//	             number of words, then for each word
//	               length of the prefix it shares with the word before, in bytes
//	               length of the rest, and the rest: UTF-8, lower case, folded,
//	               syllables with one blank between
//	               its count in the training text
//	rows       for English, then for Vietnamese, for each word:
//	             number of entries, then for each entry
//	               its ID less the ID before (less -1 for the first), less 1
//	               one byte: its rounded probability
//	checksum   four bytes, little-endian: CRC-32C of all that stands before
//
// A rounded probability is -16 log2 P to the nearest whole number, at most 255:
// steps of 4.4 %, down to 2⁻¹⁶. The ID of a word is its place in the list.
// Nothing follows the checksum.
const magic = "songlex1"

// Bounds of what Load accepts.
const (
	maxFile  = 1 << 28 // bytes
	maxWords = 1 << 22 // of a side
	maxText  = 1 << 26 // bytes of all words of a side: prefixes could blow them up
	// maxEntry is the length of a word in bytes.
	maxEntry = maxSyllables * (maxWord + 1)
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func quantise(p float32) byte {
	if p >= 1 {
		return 0
	}
	if !(p > 0) {
		return 255
	}
	return byte(min(255, math.Round(-16*math.Log2(float64(p)))))
}

func dequantise(q byte) float32 { return steps[q] }

var steps = func() (s [256]float32) {
	for i := range s {
		s[i] = float32(math.Exp2(-float64(i) / 16))
	}
	return s
}()

// Write writes the table. Tables that Train or Load made are read again as they
// are; others lose what rounding loses.
func (t *Table) Write(w io.Writer) error {
	b := []byte(magic)
	b = append(b, quantise(t.null[English]), quantise(t.null[Vietnamese]))
	for side := range t.side {
		v := &t.side[side]
		b = binary.AppendUvarint(b, uint64(len(v.words)))
		last := ""
		for i, word := range v.words {
			n := shared(last, word)
			b = binary.AppendUvarint(b, uint64(n))
			b = binary.AppendUvarint(b, uint64(len(word)-n))
			b = append(b, word[n:]...)
			b = binary.AppendUvarint(b, uint64(v.counts[i]))
			last = word
		}
	}
	for side := range t.side {
		for _, row := range t.side[side].rows {
			b = binary.AppendUvarint(b, uint64(len(row)))
			last := int32(-1)
			for _, e := range row {
				b = binary.AppendUvarint(b, uint64(e.ID-last-1))
				b = append(b, quantise(e.P))
				last = e.ID
			}
		}
	}
	b = binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
	if _, err := w.Write(b); err != nil {
		return fmt.Errorf("writing the lexicon: %w", err)
	}
	return nil
}

// shared is the length of the common prefix, which may end within a letter.
func shared(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

// ErrFormat is what every error of Load about the file's content wraps.
var ErrFormat = errors.New("not a songngu lexicon, or a damaged one")

// Load reads a table that Write wrote. It needs the whole file in memory; what
// it takes besides is bounded by some twenty times the file's size, however
// hostile, and 128 MB.
func Load(r io.Reader) (*Table, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("reading the lexicon: %w", err)
	}
	if len(b) > maxFile {
		return nil, fmt.Errorf("%w: larger than %d MB", ErrFormat, maxFile>>20)
	}
	return decode(b)
}

func decode(b []byte) (*Table, error) {
	if len(b) < len(magic)+6 || string(b[:len(magic)-1]) != magic[:len(magic)-1] {
		return nil, fmt.Errorf("%w: it does not begin with %q", ErrFormat, magic[:len(magic)-1])
	}
	if b[len(magic)-1] != magic[len(magic)-1] {
		return nil, fmt.Errorf("%w: version %q is not %q", ErrFormat, b[len(magic)-1], magic[len(magic)-1])
	}
	body := b[:len(b)-4]
	if crc32.Checksum(body, castagnoli) != binary.LittleEndian.Uint32(b[len(body):]) {
		return nil, fmt.Errorf("%w: the checksum is wrong", ErrFormat)
	}
	d := decoder{b: body, at: len(magic)}
	t := &Table{}
	t.null = [2]float32{dequantise(d.byte()), dequantise(d.byte())}
	var list [2][]string
	var counts [2][]uint32
	for side := range t.side {
		list[side], counts[side] = d.words()
	}
	// The words are indexed while the rows are read: each takes half of the time.
	var indexed sync.WaitGroup
	var once [2]bool
	for side := range t.side {
		indexed.Go(func() { t.side[side], once[side] = newVocabulary(list[side], counts[side]) })
	}
	var rows [2][][]Entry
	for side := range t.side {
		rows[side] = d.rows(len(list[side]), len(list[1-side]))
	}
	indexed.Wait()
	for side := range t.side {
		t.side[side].rows = rows[side]
		if !once[side] {
			d.fail("a word comes twice")
		}
	}
	if d.at != len(d.b) {
		d.fail("%d bytes too many", len(d.b)-d.at)
	}
	if d.err != nil {
		return nil, d.err
	}
	return t, nil
}

// decoder reads the body. After its first error it reads only zeros.
type decoder struct {
	b   []byte
	at  int
	err error
}

func (d *decoder) fail(format string, args ...any) {
	if d.err == nil {
		d.err = fmt.Errorf("%w: %s at byte %d", ErrFormat, fmt.Sprintf(format, args...), d.at)
		d.at = len(d.b)
	}
}

func (d *decoder) byte() byte {
	if d.at >= len(d.b) {
		d.fail("it ends too soon")
		return 0
	}
	d.at++
	return d.b[d.at-1]
}

// number reads a varint that is at most limit.
func (d *decoder) number(limit int) int {
	if d.at < len(d.b) && d.b[d.at] < 0x80 && int(d.b[d.at]) <= limit {
		d.at++
		return int(d.b[d.at-1])
	}
	x, n := binary.Uvarint(d.b[d.at:])
	if n <= 0 || x > uint64(limit) {
		d.fail("a number is missing or above %d", limit)
		return 0
	}
	d.at += n
	return int(x)
}

func (d *decoder) words() ([]string, []uint32) {
	// A word takes three bytes at least.
	n := d.number(min(maxWords, (len(d.b)-d.at)/3))
	list, counts := make([]string, n), make([]uint32, n)
	// One string for all words, cut afterwards, spares an allocation each.
	var all strings.Builder
	all.Grow(12 * n)
	ends := make([]int, n)
	var word []byte
	for i := range list {
		prefix := d.number(len(word))
		rest := d.number(maxEntry - prefix)
		if rest > len(d.b)-d.at {
			d.fail("a word ends too late")
			rest = 0
		}
		word = append(word[:prefix], d.b[d.at:d.at+rest]...)
		d.at += rest
		counts[i] = uint32(d.number(math.MaxUint32))
		if d.err != nil {
			return nil, nil
		}
		if all.Len()+len(word) > maxText {
			d.fail("the words are too long")
			return nil, nil
		}
		if len(word) == 0 || !utf8.RuneStart(word[0]) {
			d.fail("%q is no word", word)
			return nil, nil
		}
		all.Write(word)
		ends[i] = all.Len()
	}
	text, begin := all.String(), 0
	if !utf8.ValidString(text) { // and every word begins with a letter's first byte
		d.fail("the words are not UTF-8")
		return nil, nil
	}
	for i, end := range ends {
		list[i] = text[begin:end]
		begin = end
	}
	return list, counts
}

// rows reads the rows of the words of a side, whose entries are words of the
// other side, of which there are others.
func (d *decoder) rows(words, others int) [][]Entry {
	rows := make([][]Entry, words)
	// An entry takes two bytes at least; one array for all rows.
	all := make([]Entry, 0, (len(d.b)-d.at)/2)
	for i := range rows {
		n := d.number(others)
		begin, id := len(all), -1
		b, at := d.b, d.at
		for range n {
			// The gap, of up to three bytes nearly always, without a call.
			gap, size := 0, 1
			switch {
			case at+2 < len(b) && b[at] < 0x80:
				gap = int(b[at])
			case at+3 < len(b) && b[at+1] < 0x80:
				gap, size = int(b[at]&0x7F)|int(b[at+1])<<7, 2
			default:
				x, k := binary.Uvarint(b[min(at, len(b)):])
				if k <= 0 || x > maxWords || at+k >= len(b) {
					d.fail("an entry is missing")
					return rows
				}
				gap, size = int(x), k
			}
			id += 1 + gap
			if id >= others {
				d.fail("there is no word %d", id)
				return rows
			}
			all = append(all, Entry{int32(id), steps[b[at+size]]})
			at += size + 1
		}
		d.at = at
		if n > 0 {
			rows[i] = all[begin:len(all):len(all)]
		}
		if d.err != nil {
			return rows
		}
	}
	return rows
}
