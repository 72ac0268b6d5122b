package align

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"songngu/corpus"
	"songngu/corpus/measuring"
)

// largeText is the large measuring set cut or repeated to n sentences: after the
// first copy its documents of a hundred sentences come in shuffled order, so
// that no copy is like another.
func largeText(tb testing.TB, n int) (en, vi []corpus.Sentence) {
	tb.Helper()
	dir := filepath.Join(measuring.Path(tb, "data", "gold"), "large", "clean")
	files, err := filepath.Glob(filepath.Join(dir, "*.gold.tsv"))
	if err != nil || len(files) == 0 {
		tb.Skip("no large set")
	}
	base := files[0][:len(files[0])-len(".gold.tsv")]
	allEn, err := readLines(base + ".en.txt")
	if err != nil {
		tb.Fatal(err)
	}
	allVi, err := readLines(base + ".vi.txt")
	if err != nil {
		tb.Fatal(err)
	}
	cuts := goldCuts(tb, files[0], 100)
	rng := rand.New(rand.NewPCG(1, 9))
	for len(en) < n {
		order := make([]int, len(cuts)-1)
		for k := range order {
			order[k] = k
		}
		if len(en) > 0 {
			rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		}
		for _, k := range order {
			if len(en) >= n {
				break
			}
			en = append(en, allEn[cuts[k][0]:cuts[k+1][0]]...)
			vi = append(vi, allVi[cuts[k][1]:cuts[k+1][1]]...)
		}
	}
	return en, vi
}

// goldCuts are boundary pairs about every size sentences.
func goldCuts(tb testing.TB, path string, size int) [][2]int {
	b, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	cuts := [][2]int{{0, 0}}
	at, next := [2]int{}, size
	column, open := 0, false
	for _, c := range b {
		switch {
		case c >= '0' && c <= '9':
			if !open {
				at[column]++
			}
			open = true
		case c == '\t':
			column, open = 1, false
		case c == '\n':
			column, open = 0, false
			if at[0] >= next {
				cuts = append(cuts, at)
				next = at[0] + size
			}
		default:
			open = false
		}
	}
	return append(cuts, at)
}

// BenchmarkAlign measures whole alignments. Beside time it reports sentences of
// the English side a second.
func BenchmarkAlign(b *testing.B) {
	for _, n := range []int{1000, 10_000, 40_000, 100_000, 300_000, 1_000_000} {
		b.Run(fmt.Sprintf("%dk", n/1000), func(b *testing.B) {
			if n > 300_000 && os.Getenv("SONGNGU_MILLION") == "" {
				b.Skip("set SONGNGU_MILLION=1 to align a million sentences")
			}
			en, vi := largeText(b, n)
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				if _, err := Align(context.Background(), en, vi, Options{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(en))*float64(b.N)/b.Elapsed().Seconds(), "sentences/s")
		})
	}
}
