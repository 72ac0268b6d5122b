package align

import (
	"testing"

	"pgregory.net/rapid"
)

// TestSketchKeepsPath draws bands with one good path and asks that the sketch
// keeps all of it, in a band that can be walked.
func TestSketchKeepsPath(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "rows")
		type step struct{ r, j int }
		path := []step{{0, 0}}
		good := make(map[step]bool)
		for r, j := 0, 0; r < n; {
			switch rapid.IntRange(0, 4).Draw(t, "step") {
			case 0:
				r++
			case 1:
				j++
			default:
				good[step{r, j}] = true
				r++
				j++
			}
			path = append(path, step{r, j})
		}
		end := path[len(path)-1]
		b := fullBand(5, 5+end.r, 0, end.j)
		var s sketch
		s.layout(b)
		for r := range b.rows() {
			for j := range end.j + 1 {
				v := float32(-4)
				if good[step{r, j}] {
					v = 8
				}
				s.pairs[s.at[r]+j] = v
			}
		}
		s.walk(b)
		q := s.near(b)
		for _, x := range path {
			if x.j < int(q.lo[x.r]) || x.j > int(q.hi[x.r]) {
				t.Fatalf("row %d keeps %d to %d, the path is at %d", x.r, q.lo[x.r], q.hi[x.r], x.j)
			}
		}
		for r := range q.rows() {
			if q.lo[r] > q.hi[r] || q.lo[r] < b.lo[r] || q.hi[r] > b.hi[r] {
				t.Fatalf("row %d has the band %d to %d", r, q.lo[r], q.hi[r])
			}
			if r > 0 && (q.lo[r] < q.lo[r-1] || q.hi[r] < q.hi[r-1] || q.lo[r] > q.hi[r-1]) {
				t.Fatalf("row %d has %d to %d after %d to %d", r, q.lo[r], q.hi[r], q.lo[r-1], q.hi[r-1])
			}
		}
	})
}
