package align

import (
	"math/rand/v2"
	"testing"
)

// Noisy documents made from training lines have sentences without partner on
// both sides, and none of them is moved.
func TestMovedIsRare(t *testing.T) {
	lines := readTrain(t, "alt-dev")
	rng := rand.New(rand.NewPCG(31, 1))
	moved, beads := 0, 0
	for k := range 15 {
		d := makeNoisy(rng, lines[k*600:k*600+50], lines, 0)
		for _, b := range align(t, d.text[0], d.text[1], Options{}).Beads {
			beads++
			if b.Moved {
				moved++
				t.Logf("moved: %q and %q", d.text[0][b.Src.Start].Text, d.text[1][b.Tgt.Start].Text)
			}
		}
	}
	if moved*200 > beads {
		t.Errorf("%d of %d beads are taken for moved", moved, beads)
	}
}
