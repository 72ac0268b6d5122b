package charset

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestScanAgreesWithUTF8 holds the automaton to the standard library on valid
// text, on broken text, and around the edges of blocks.
func TestScanAgreesWithUTF8(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	base := strings.Repeat(file(t, "vi.txt")+"Â Ã 漢字 한국 😀 \ufffd é ¸ Привет", 2)
	for range 3000 {
		start := rnd.IntN(len(base) - 1)
		d := []byte(base[start:min(len(base), start+rnd.IntN(3000))])
		for range rnd.IntN(3) {
			if len(d) > 0 {
				d[rnd.IntN(len(d))] = byte(rnd.IntN(256))
			}
		}
		got := scan(d)
		if got.valid != utf8.Valid(d) {
			t.Fatalf("scan says %v of % X", got.valid, d)
		}
		if got.valid && !got.suspect && look(string(d)).any() {
			t.Fatalf("scan overlooks %+v in %q", look(string(d)), d)
		}
	}
}
