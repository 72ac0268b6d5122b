package transform

import (
	"fmt"
	"testing"

	"songngu/tmx"
)

// benchUnits are units as an alignment makes them, a tenth of them twice; size
// is their bytes in a temporary file, about those of their text and names.
func benchUnits() (us []*tmx.Unit, size int64) {
	for i := range 20_000 {
		k := i * 7919 % 18_000
		u := tmx.NewUnit("en", fmt.Sprintf("Berth %d of the old harbour is free until noon, the pilot says.", k),
			"vi", fmt.Sprintf("Hoa tiêu nói bến số %d của cảng cũ còn trống đến trưa.", k))
		u.SetProp(PropConfidence, fmt.Sprintf("0.%04d", k%10_000))
		u.SetProp("x-source-url", "https://example.org/harbour")
		us = append(us, u)
		size += int64(len(appendUnit(nil, u)))
	}
	return us, size
}

func BenchmarkTransform20000(b *testing.B) {
	us, size := benchUnits()
	small := Space{Memory: 512 << 10}
	filter, err := ParseExpr(`confidence >= 0.5 and len(en) < 200 and not en ~ "^Photo:"`)
	if err != nil {
		b.Fatal(err)
	}
	sorted := func(space Space, by string) func() Units {
		return func() Units {
			s, err := Sort(of(us), []Order{{By: by}}, "en", "vi", space)
			if err != nil {
				b.Fatal(err)
			}
			return s
		}
	}
	for _, c := range []struct {
		name string
		run  func() Units
	}{
		{"Copy", func() Units { return of(us) }},
		{"Filter", func() Units { return Keep(of(us), func(u *tmx.Unit) bool { return filter.Match(u, "en", "vi", nil) }) }},
		{"Clean", func() Units {
			return Clean(of(us), CleanOptions{Spaces: true, Markup: true, Empty: true, Same: true}, nil)
		}},
		{"SortVietnamese", sorted(Space{}, "vi")},
		{"SortVietnameseInFiles", sorted(small, "vi")},
		{"SortConfidence", sorted(Space{}, "confidence")},
		{"Dedupe", func() Units { return Dedupe(of(us), DedupeOptions{}) }},
		{"DedupeInFiles", func() Units { return Dedupe(of(us), DedupeOptions{Space: small}) }},
		{"DedupeNear", func() Units { return Dedupe(of(us), DedupeOptions{Like: AllLike}) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(size)
			for b.Loop() {
				all(b, c.run())
			}
		})
	}
}
