package memory

import "math/bits"

// counter counts, for every unit of a block at once, in how many of a set of
// posting lists it stands.
//
// Goal: to count long lists without a step for each of their units. Method:
// vertical counters: bit p of the count of 64 units stands in one word of 64
// bits, so that a bitmap of 64 units is added with a few AND and XOR, as a
// carry-save adder does (Harley and Seal's way of counting bits; Warren,
// Hacker's Delight, section 5-1). Cost: some two word operations for each
// bitmap word of a list, whatever number of units it holds, and eight bytes
// times the bits of the largest count for 64 units. Why this one: on a million
// units the lists of a sentence's words hold two million numbers; one counter
// a unit took ten times as long.
type counter struct {
	planes int         // bits of a count
	count  []uint64    // count[i*planes+p]: bit p of the counts of units 64·i to 64·i+63
	bits   [2][]uint64 // lists as bitmaps
	which  int         // of bits was made last
}

const bitmapWords = bitmapSize / 8

// begin makes all counts nought; none will be more than most.
func (c *counter) begin(most int) {
	c.planes = bits.Len(uint(most))
	c.count = zeroed(c.count, bitmapWords*c.planes)
}

// sparse is how many units of a list are added one by one; a longer list is
// made a bitmap first.
const sparse = 512

// addAll counts the units of several lists; bitmaps go in by twos, which costs
// little more than one.
func (c *counter) addAll(lists []*container) {
	var waiting []uint64
	for _, l := range lists {
		b := l.bits
		if b == nil {
			if len(l.array) <= sparse {
				c.addEach(l.array)
				continue
			}
			c.which = 1 - c.which // the other may be waiting
			b = zeroed(c.bits[c.which], bitmapWords)
			c.bits[c.which] = b
			for _, v := range l.array {
				b[v/64] |= 1 << (v % 64)
			}
		}
		if waiting == nil {
			waiting = b
			continue
		}
		c.addBoth(waiting, b)
		waiting = nil
	}
	if waiting != nil {
		c.addBitmap(waiting)
	}
}

func (c *counter) addEach(array []uint16) {
	for _, v := range array {
		carry := uint64(1) << (v % 64)
		for p := int(v/64) * c.planes; carry != 0; p++ {
			c.count[p], carry = c.count[p]^carry, c.count[p]&carry
		}
	}
}

func (c *counter) addBitmap(b []uint64) {
	at := 0
	for _, carry := range b[:bitmapWords] {
		for p := at; carry != 0; p++ {
			c.count[p], carry = c.count[p]^carry, c.count[p]&carry
		}
		at += c.planes
	}
}

func (c *counter) addBoth(a, b []uint64) {
	a, b = a[:bitmapWords], b[:bitmapWords]
	at := 0
	for i, x := range a {
		y := b[i]
		ones := c.count[at]
		half := ones ^ x
		carry := ones&x | half&y
		c.count[at] = half ^ y
		for p := at + 1; carry != 0; p++ {
			c.count[p], carry = c.count[p]^carry, c.count[p]&carry
		}
		at += c.planes
	}
}

// atLeast yields every unit that was counted t times or more, t > 0, with its
// count.
func (c *counter) atLeast(t int, yield func(v uint16, n int) bool) {
	if bits.Len(uint(t)) > c.planes {
		return
	}
	for i := range bitmapWords {
		planes := c.count[i*c.planes : (i+1)*c.planes]
		more, same := uint64(0), ^uint64(0)
		for p := len(planes) - 1; p >= 0 && more|same != 0; p-- {
			if t>>p&1 != 0 {
				same &= planes[p]
			} else {
				more |= same & planes[p]
				same &^= planes[p]
			}
		}
		for found := more | same; found != 0; found &= found - 1 {
			bit := bits.TrailingZeros64(found)
			n := 0
			for p, w := range planes {
				n |= int(w>>bit&1) << p
			}
			if !yield(uint16(i*64+bit), n) {
				return
			}
		}
	}
}
