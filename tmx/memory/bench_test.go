package memory

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// sizesToTry are the numbers of units of the benchmarks.
var sizesToTry = []int{10_000, 100_000, 1_000_000}

func BenchmarkMemory(b *testing.B) {
	if testing.Short() {
		b.Skip("a million units")
	}
	pairs := sharedPairs(b)
	for _, n := range sizesToTry {
		b.Run(fmt.Sprintf("units=%d", n), func(b *testing.B) {
			units := slices.Collect(unitsOf(varied(pairs, n, 1)))
			start, cpu := time.Now(), processorTime()
			m := fill(b, func(yield func(*Unit, error) bool) {
				for _, u := range units {
					if !yield(u, nil) {
						return
					}
				}
			})
			took := time.Since(start)
			cpu = processorTime() - cpu
			units = nil
			runtime.GC()
			b.Run("import", func(b *testing.B) {
				s, err := m.Stats(context.Background())
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(float64(n)/took.Seconds(), "units/s")
				b.ReportMetric(float64(n)/cpu.Seconds(), "units/cpu-s")
				b.ReportMetric(float64(s.Units), "units")
				b.ReportMetric(float64(s.Bytes)/1e6, "MB-file")
			})
			queries := queriesOf(pairs, 2000)
			ctx := context.Background()
			b.Run("exact", func(b *testing.B) {
				percentiles(b, func(i int) error {
					_, err := m.Lookup(ctx, Query{Text: pairs[i*13%len(pairs)][i%2], From: Side(i % 2), Min: Exact})
					return err
				})
			})
			b.Run("fuzzy70", func(b *testing.B) {
				percentiles(b, func(i int) error {
					_, err := m.Lookup(ctx, Query{Text: queries[i%len(queries)], From: Side(i % 2)})
					return err
				})
				b.ReportMetric(residentMB("self"), "MB-rss")
			})
			b.Run("search", func(b *testing.B) {
				percentiles(b, func(i int) error {
					w := strings.Fields(pairs[i*13%len(pairs)][i%2])
					k := i * 31 % max(len(w)-1, 1)
					_, err := m.Search(ctx, Search{Text: strings.Join(w[k:min(k+2, len(w))], " "), In: Side(i % 2), Mode: SearchMode(i % 3)})
					return err
				})
				b.ReportMetric(residentMB("self"), "MB-rss")
			})
		})
	}
}

// queriesOf are texts that are none of the units, English and Vietnamese by
// turns.
func queriesOf(pairs [][2]string, n int) (out []string) {
	rnd := rand.New(rand.NewPCG(7, 7))
	for i := range n {
		p, o := pairs[rnd.IntN(len(pairs))], pairs[rnd.IntN(len(pairs))]
		out = append(out, vary(rnd, p[i%2], o[i%2]))
	}
	return out
}

// percentiles runs do b.N times, after 200 times to warm up, and reports the
// percentiles of its time by the clock and by the processor: on a machine that
// is busy with other things the second is what the work costs.
func percentiles(b *testing.B, do func(i int) error) {
	var busy []time.Duration
	clockPercentiles(b, 200, func(i int) error {
		cpu := processorTime()
		err := do(i)
		busy = append(busy, processorTime()-cpu)
		return err
	})
	reportPercentiles(b, "cpu-ms", busy[200:])
}

// clockPercentiles is percentiles by the clock alone, after so many times to
// warm up.
func clockPercentiles(b *testing.B, warm int, do func(i int) error) {
	for i := range warm {
		if err := do(i); err != nil {
			b.Fatal(err)
		}
	}
	times := make([]time.Duration, 0, b.N)
	b.ResetTimer()
	for i := range b.N {
		start := time.Now()
		if err := do(i); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(start))
	}
	b.StopTimer()
	reportPercentiles(b, "ms", times)
}

func reportPercentiles(b *testing.B, unit string, times []time.Duration) {
	slices.Sort(times)
	for _, p := range []int{50, 95, 99} {
		b.ReportMetric(float64(times[(len(times)-1)*p/100].Microseconds())/1000, fmt.Sprintf("%s-p%d", unit, p))
	}
}

// residentMB is the memory of a process, "self" for this one; 0 where it cannot be told.
func residentMB(pid string) float64 {
	data, err := os.ReadFile("/proc/" + pid + "/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(data)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == "VmRSS:" {
			kb, _ := strconv.Atoi(f[1])
			return float64(kb) / 1000
		}
	}
	return 0
}
