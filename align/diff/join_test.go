package diff

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// Of any three memories every unit is in exactly one cluster, and swapping ours
// and theirs swaps the lists and nothing else.
func TestJoin(t *testing.T) {
	few := rapid.SampledFrom([]string{"", "Yes.", "Note", "The rain has come.", "The rain has come. It is cold.", "It is cold.", "The rain is gone again.", "Đ"})
	rapid.Check(t, func(t *rapid.T) {
		var m [3]*Memory
		for k := range m {
			m[k] = &Memory{}
			for range rapid.IntRange(0, 8).Draw(t, "units") {
				id := rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, "id")
				m[k].Add(id, "", filledLine(few.Draw(t, "en")), filledLine(few.Draw(t, "vi")))
			}
		}
		forth, back := Join(m[0], m[1], m[2]), Join(m[0], m[2], m[1])
		seen := make(map[string]bool)
		for _, c := range forth {
			for k, list := range [3][]int32{c.Base, c.Ours, c.Theirs} {
				for _, u := range list {
					name := fmt.Sprint(k, " ", u)
					if seen[name] {
						t.Fatalf("unit %s is in two clusters", name)
					}
					seen[name] = true
				}
			}
		}
		if want := len(m[0].Units) + len(m[1].Units) + len(m[2].Units); len(seen) != want {
			t.Fatalf("%d units in clusters, %d in the memories", len(seen), want)
		}
		for i := range max(len(forth), len(back)) {
			if f, b := forth[i], back[i]; fmt.Sprint(f) != fmt.Sprint(Cluster{b.Base, b.Theirs, b.Ours}) {
				t.Fatalf("cluster %d is %v one way, %v the other", i, f, b)
			}
		}
	})
}
