package diff

import (
	"math/rand/v2"
	"runtime"
	"testing"
)

// BenchmarkDiffMillion compares a million units with the same after a
// translator's month: of a hundred units two are edited in Vietnamese, one in
// English, one is removed, one added, one merged with the next, one moved, one
// has other metadata. It reports units a second and the peak of the heap as it
// was asked from the system, texts of both memories included.
func BenchmarkDiffMillion(b *testing.B) {
	if testing.Short() {
		b.Skip("a million units: not with -short")
	}
	old, new := millions(1_000_000)
	for b.Loop() {
		r := Compare(old, new, Options{})
		if b.N == 1 {
			b.Logf("kept %d, edited %d, merged %d, moved %d, metadata %d, added %d, removed %d, other %d",
				r.Counts[Kept], r.Counts[Edited], r.Counts[Merged], r.Counts[Moved], r.Counts[Metadata], r.Counts[Added], r.Counts[Removed],
				r.Counts[Relinked]+r.Counts[Split]+r.Counts[Resegmented])
		}
	}
	b.ReportMetric(float64(len(old.Units)+len(new.Units))*float64(b.N)/b.Elapsed().Seconds(), "units/s")
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapSys-m.HeapReleased)/(1<<20), "MB")
}

// BenchmarkDiffRelinked compares a hundred thousand units with as many whose
// translations are all those of the next unit: nothing is kept, every sentence
// is there.
func BenchmarkDiffRelinked(b *testing.B) {
	old, _ := millions(100_000)
	new := &Memory{PairsOnly: true}
	for i := range old.Units {
		new.Add("", "", []string{old.Text(i, English)}, []string{old.Text((i+1)%len(old.Units), Vietnamese)})
	}
	for b.Loop() {
		Compare(old, new, Options{})
	}
}

// BenchmarkDiffStrangers compares two memories that have nothing in common.
func BenchmarkDiffStrangers(b *testing.B) {
	old, _ := millions(100_000)
	w := writer{rand.New(rand.NewPCG(9, 9))}
	new := &Memory{PairsOnly: true}
	for range old.Units {
		new.Add("", "", []string{w.sentence()}, []string{w.sentence()})
	}
	for b.Loop() {
		Compare(old, new, Options{})
	}
}

func millions(n int) (old, new *Memory) {
	w := writer{rand.New(rand.NewPCG(1, 2))}
	old, new = &Memory{PairsOnly: true}, &Memory{PairsOnly: true}
	for range n {
		old.Add("", "", []string{w.sentence()}, []string{w.sentence()})
	}
	var moved []int
	for i := 0; i < n; i++ {
		en, vi, meta := old.Text(i, English), old.Text(i, Vietnamese), ""
		switch w.IntN(100) {
		case 0, 1:
			vi = w.edit(vi)
		case 2:
			en = w.edit(en)
		case 3:
			continue
		case 4:
			new.Add("", "", []string{w.sentence()}, []string{w.sentence()})
		case 5:
			if i+1 < n {
				i++
				en, vi = en+" "+old.Text(i, English), vi+" "+old.Text(i, Vietnamese)
			}
		case 6:
			if moved = append(moved, i); len(moved) > 100 {
				k := moved[0]
				new.Add("", "", []string{old.Text(k, English)}, []string{old.Text(k, Vietnamese)})
				moved = moved[1:]
			}
			continue
		case 7:
			meta = "status: approved"
		}
		new.Add("", meta, []string{en}, []string{vi})
	}
	for _, k := range moved {
		new.Add("", "", []string{old.Text(k, English)}, []string{old.Text(k, Vietnamese)})
	}
	return old, new
}
