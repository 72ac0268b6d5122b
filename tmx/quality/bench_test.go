package quality

import "testing"

// BenchmarkCheck runs every check over the training pairs.
func BenchmarkCheck(b *testing.B) {
	units := trainUnits(b, "alt-dev")
	bytes := 0
	for _, u := range units {
		bytes += len(u.Variants[0].Text()) + len(u.Variants[1].Text())
	}
	b.SetBytes(int64(bytes / len(units)))
	c := newChecker(b, Options{Source: "en", Target: "vi"})
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		c.Check(units[i])
		if i++; i == len(units) {
			i = 0
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "units/s")
}
