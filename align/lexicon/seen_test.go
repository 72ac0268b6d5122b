package lexicon

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestSeenWords reads more different words than are remembered, some of them in
// one sentence, and then known ones: what was forgotten or never kept is read
// like the rest.
func TestSeenWords(t *testing.T) {
	letters := func(n int) string {
		var b strings.Builder
		for ; n > 0; n /= 26 {
			b.WriteByte(byte('a' + n%26))
		}
		return b.String()
	}
	table := Default()
	for side, known := range [2]string{"The farmers sold fresh vegetables", "Nông dân bán rau tươi"} {
		want := table.Tokens(nil, Side(side), known)
		for round := range 3 {
			var line strings.Builder
			for k := range seenSlots {
				fmt.Fprintf(&line, "x%s ", letters(k+round*seenSlots+1))
				if k%5000 == 0 {
					line.WriteString(known + ". ")
				}
			}
			tokens := table.Tokens(nil, Side(side), line.String())
			n := 0
			for _, k := range tokens {
				if k.ID == want[0].ID {
					n++
				}
			}
			if n < seenSlots/5000 {
				t.Errorf("side %d round %d: %q came %d times", side, round, known, n)
			}
			if got := table.Tokens(nil, Side(side), known); !slices.Equal(got, want) {
				t.Errorf("side %d round %d: %q is %v, before it was %v", side, round, known, got, want)
			}
		}
	}
}
