package anchor

import (
	"testing"

	"songngu/corpus/measuring"
)

func BenchmarkAppend(b *testing.B) {
	en, vi := measuring.Pairs(b, "alt-dev")
	x := New()
	size := 0
	for i := range en {
		size += len(en[i]) + len(vi[i])
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	var buf []Anchor
	for b.Loop() {
		for i := range en {
			buf = x.Append(buf[:0], en[i], "en")
			buf = x.Append(buf[:0], vi[i], "vi")
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		compile(nil)
	}
}
