package memory

import (
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// Vertical counters count as plain ones do.
func TestCounter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var c counter
		var lists []*container
		var want [blockSize]int
		for range rapid.IntRange(1, 9).Draw(t, "lists") {
			l := &container{}
			start, step := rapid.Uint16().Draw(t, "start"), rapid.Uint16Range(1, 40).Draw(t, "step")
			for i := range rapid.IntRange(0, 6000).Draw(t, "n") {
				v := start + uint16(i)*step
				if !l.has(v) {
					l.add(v)
					want[v]++
				}
			}
			lists = append(lists, l)
		}
		c.begin(rapid.IntRange(len(lists), 70).Draw(t, "most"))
		c.addAll(lists)
		least := rapid.IntRange(1, len(lists)+1).Draw(t, "least")
		c.atLeast(least, func(v uint16, n int) bool {
			if n < least || n != want[v] {
				t.Fatalf("unit %d counted %d times, want %d", v, n, want[v])
			}
			want[v] = 0
			return true
		})
		for v, n := range want {
			if n >= least {
				t.Fatalf("unit %d, %d times, was left out", v, n)
			}
		}
	})
}

// BenchmarkCounter counts the lists of 30 words, the most frequent in half the
// units, in one block.
func BenchmarkCounter(b *testing.B) {
	rnd := rand.New(rand.NewPCG(2, 2))
	var lists []*container
	for i := range 30 {
		l := &container{}
		for v := range blockSize {
			if rnd.IntN(2+i*i) == 0 {
				l.add(uint16(v))
			}
		}
		lists = append(lists, l)
	}
	var c counter
	n := 0
	for b.Loop() {
		c.begin(len(lists))
		c.addAll(lists)
		c.atLeast(12, func(uint16, int) bool { n++; return true })
	}
}
