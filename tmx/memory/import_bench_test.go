package memory

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// BenchmarkImport imports units into a new memory.
func BenchmarkImport(b *testing.B) {
	pairs := sharedPairs(b)
	for _, n := range []int{10_000, 100_000, 300_000} {
		b.Run(fmt.Sprintf("units=%d", n), func(b *testing.B) {
			units := slices.Collect(unitsOf(varied(pairs, n, 1)))
			bytes := 0
			for _, u := range units {
				bytes += len(u.Text[0]) + len(u.Text[1])
			}
			b.SetBytes(int64(bytes))
			b.ResetTimer()
			var cpu time.Duration
			for b.Loop() {
				b.StopTimer()
				m, err := Open(context.Background(), filepath.Join(b.TempDir(), "memory.songngu"), Options{Create: true})
				if err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				start := processorTime()
				if _, err := m.Import(context.Background(), sequence(units), PreferDate); err != nil {
					b.Fatal(err)
				}
				cpu += processorTime() - start
				m.Close()
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "units/s")
			b.ReportMetric(float64(n)*float64(b.N)/cpu.Seconds(), "units/cpu-s")
		})
	}
}
