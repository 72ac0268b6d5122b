package memory

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"songngu/corpus/measuring"
)

// sharedPairs reads the training pairs.
func sharedPairs(tb testing.TB) (pairs [][2]string) {
	for _, name := range measuring.Sets {
		en, vi := measuring.Pairs(tb, name)
		for i := range en {
			if e, v := strings.TrimSpace(en[i]), strings.TrimSpace(vi[i]); e != "" && v != "" {
				pairs = append(pairs, [2]string{e, v})
			}
		}
	}
	return pairs
}

// varied makes n units of pairs: each pair as it is once, then with words
// left out, doubled, exchanged with those of another pair, or other numbers.
func varied(pairs [][2]string, n int, seed uint64) iter.Seq2[*Unit, error] {
	return func(yield func(*Unit, error) bool) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		for i := range n {
			p := pairs[i%len(pairs)]
			if i >= len(pairs) {
				other := pairs[rnd.IntN(len(pairs))]
				p = [2]string{vary(rnd, p[0], other[0]), vary(rnd, p[1], other[1])}
			}
			u := &Unit{Text: p, Confidence: float64(i%100) / 100, Document: fmt.Sprintf("document-%d", i/1000)}
			if !yield(u, nil) {
				return
			}
		}
	}
}

// vary edits up to half the words of s.
func vary(rnd *rand.Rand, s, other string) string {
	w, o := strings.Fields(s), strings.Fields(other)
	for range 1 + rnd.IntN(1+len(w)/2) {
		i := rnd.IntN(len(w))
		switch rnd.IntN(4) {
		case 0:
			if len(w) > 1 {
				w = slices.Delete(w, i, i+1)
			}
		case 1:
			w = slices.Insert(w, i, o[rnd.IntN(len(o))])
		case 2:
			w[i] = o[rnd.IntN(len(o))]
		case 3:
			w = slices.Insert(w, i, fmt.Sprint(rnd.IntN(3000)))
		}
	}
	return strings.Join(w, " ")
}

// fill makes a memory of units in a new file.
func fill(tb testing.TB, units iter.Seq2[*Unit, error]) *Memory {
	tb.Helper()
	m, err := Open(context.Background(), filepath.Join(tb.TempDir(), "memory.songngu"), Options{Create: true})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { m.Close() })
	if _, err := m.Import(context.Background(), units, PreferDate); err != nil {
		tb.Fatal(err)
	}
	return m
}

// unitsOf is units without the errors, which they have none of.
func unitsOf(units iter.Seq2[*Unit, error]) iter.Seq[*Unit] {
	return func(yield func(*Unit) bool) {
		for u := range units {
			if !yield(u) {
				return
			}
		}
	}
}
