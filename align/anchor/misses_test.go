package anchor

import (
	"os"
	"strings"
	"testing"

	"songngu/corpus/measuring"
)

// TestMisses prints the sentences in which anchors of a type of one side were
// not met on the other, to be read by whoever works on its rules:
//
//	ANCHOR_MISSES=ordinal:vi go test ./align/anchor -run Misses -v
func TestMisses(t *testing.T) {
	typ, side, ok := strings.Cut(os.Getenv("ANCHOR_MISSES"), ":")
	if !ok {
		t.Skip("no type and side given in ANCHOR_MISSES")
	}
	const most = 40 // of a set
	x := New()
	for _, set := range measuring.Sets {
		en, vi := measuring.Pairs(t, set)
		shown := 0
		for i := 0; i < len(en) && shown < most; i++ {
			source, other := en[i], vi[i]
			a, b := x.Append(nil, source, "en"), x.Append(nil, other, "vi")
			if side == "vi" {
				source, other, a, b = other, source, b, a
			}
			met := map[string]bool{}
			for _, k := range b {
				met[k.Key] = true
			}
			for k := 0; k < len(a); {
				next, hit := k, false
				for ; next < len(a) && a[next].Span == a[k].Span; next++ {
					hit = hit || met[a[next].Key]
				}
				if !hit && !a[k].Weak && a[k].Type.String() == typ {
					shown++
					t.Logf("%q %s\n\t%s\n\t%s", a[k].Span.Of(source), a[k].Key, source, other)
				}
				k = next
			}
		}
	}
}
