package memory

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
)

// The shape of the index: see the package comment.
const (
	blockBits  = 16
	blockSize  = 1 << blockBits
	arrayLimit = 4096          // units in a block from which on a bitmap is smaller
	bitmapSize = blockSize / 8 // bytes
)

// timesTerm is the term of the lists of the units in which a word stands so
// many times or more: the word for once, "2 word" for twice. No word begins with a digit other than 0.
func timesTerm(word string, times int) string {
	if times < 2 {
		return word
	}
	return strconv.Itoa(times) + " " + word
}

// container is which units of a block hold a word: either an array of their
// numbers, rising, or a bitmap of 1,024 words.
type container struct {
	block int32
	n     int32
	array []uint16
	bits  []uint64
}

// decodeContainer reads what encode wrote. Numbers out of order are a damaged
// file.
func decodeContainer(block int32, data []byte) (container, error) {
	c := container{block: block}
	if len(data) == bitmapSize {
		c.bits = make([]uint64, bitmapSize/8)
		for i := range c.bits {
			c.bits[i] = binary.LittleEndian.Uint64(data[8*i:])
			c.n += int32(bits.OnesCount64(c.bits[i]))
		}
		return c, nil
	}
	if len(data)%2 != 0 || len(data) > 2*arrayLimit {
		return c, fmt.Errorf("a posting list of %d bytes: %w", len(data), ErrDamaged)
	}
	c.array = make([]uint16, len(data)/2)
	for i := range c.array {
		c.array[i] = binary.LittleEndian.Uint16(data[2*i:])
		if i > 0 && c.array[i] <= c.array[i-1] {
			return c, fmt.Errorf("a posting list out of order: %w", ErrDamaged)
		}
	}
	c.n = int32(len(c.array))
	return c, nil
}

// encode is the container as the file holds it.
func (c *container) encode() []byte {
	if c.bits != nil {
		data := make([]byte, bitmapSize)
		for i, w := range c.bits {
			binary.LittleEndian.PutUint64(data[8*i:], w)
		}
		return data
	}
	data := make([]byte, 2*len(c.array))
	for i, v := range c.array {
		binary.LittleEndian.PutUint16(data[2*i:], v)
	}
	return data
}

// add puts a unit in; it is cheapest for one behind all others.
func (c *container) add(v uint16) {
	if c.bits != nil {
		if c.bits[v/64]&(1<<(v%64)) == 0 {
			c.bits[v/64] |= 1 << (v % 64)
			c.n++
		}
		return
	}
	if n := len(c.array); n == 0 || c.array[n-1] < v {
		c.array = append(c.array, v)
	} else {
		if c.array[n-1] == v {
			return
		}
		at, found := slices.BinarySearch(c.array, v)
		if found {
			return
		}
		c.array = slices.Insert(c.array, at, v)
	}
	c.n++
	if len(c.array) > arrayLimit {
		c.bits = make([]uint64, bitmapSize/8)
		for _, v := range c.array {
			c.bits[v/64] |= 1 << (v % 64)
		}
		c.array = nil
	}
}

// remove takes a unit out.
func (c *container) remove(v uint16) {
	if c.bits == nil {
		if at, found := slices.BinarySearch(c.array, v); found {
			c.array = slices.Delete(c.array, at, at+1)
			c.n--
		}
		return
	}
	if c.bits[v/64]&(1<<(v%64)) == 0 {
		return
	}
	c.bits[v/64] &^= 1 << (v % 64)
	if c.n--; c.n <= arrayLimit {
		c.array = make([]uint16, 0, c.n)
		for v := range c.each {
			c.array = append(c.array, v)
		}
		c.bits = nil
	}
}

// has reports whether a unit is in.
func (c *container) has(v uint16) bool {
	if c.bits != nil {
		return c.bits[v/64]&(1<<(v%64)) != 0
	}
	_, found := slices.BinarySearch(c.array, v)
	return found
}

// each yields the units, rising.
func (c *container) each(yield func(uint16) bool) {
	for _, v := range c.array {
		if !yield(v) {
			return
		}
	}
	for i, w := range c.bits {
		for ; w != 0; w &= w - 1 {
			if !yield(uint16(i*64 + bits.TrailingZeros64(w))) {
				return
			}
		}
	}
}

// bytes is roughly what the container takes in memory.
func (c *container) bytes() int { return 64 + 2*len(c.array) + 8*len(c.bits) }

// sizes holds for each unit of a block the number of its words and runes.
type sizes []byte

func newSizes() sizes { return make(sizes, 4*blockSize) }

// encode is the sizes as the file holds them: without the units at the end
// that there are none of.
func (s sizes) encode() []byte { return append([]byte{}, bytes.TrimRight(s, "\x00")...) }

// decodeSizes reads what encode wrote.
func decodeSizes(block int32, data []byte) (sizes, error) {
	if len(data) > 4*blockSize {
		return nil, fmt.Errorf("sizes of block %d: %w", block, ErrDamaged)
	}
	s := newSizes()
	copy(s, data)
	return s, nil
}

func (s sizes) of(v uint16) (words, runes int) {
	at := 4 * int(v)
	return int(binary.LittleEndian.Uint16(s[at:])), int(binary.LittleEndian.Uint16(s[at+2:]))
}

func (s sizes) set(v uint16, words, runes int) {
	at := 4 * int(v)
	binary.LittleEndian.PutUint16(s[at:], uint16(words))
	binary.LittleEndian.PutUint16(s[at+2:], uint16(runes))
}
