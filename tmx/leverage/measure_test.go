package leverage

import (
	"bufio"
	"os"
	"path/filepath"
	"testing"

	"songngu/corpus/measuring"
	"songngu/corpus/text"
	"songngu/tmx/memory"
)

// Of the internal matches that a comparison of every pair finds among 3,000
// segments, the bounded index loses one in a hundred at most.
func TestMeasureInternal(t *testing.T) {
	if os.Getenv("SONGNGU_SHARED") == "" {
		t.Skip("takes long: set SONGNGU_SHARED to measure")
	}
	dir := measuring.Path(t)
	for _, name := range []string{"alt-dev.en", "lohelp.en", "lohelp.vi"} {
		t.Run(name, func(t *testing.T) {
			f, err := os.Open(filepath.Join(dir, "data", "train", name))
			if err != nil {
				t.Skip(err)
			}
			defer f.Close()
			x, seen := newInternalIndex(75), map[string]bool{}
			var earlier []string
			matches, missed, lower := 0, 0, 0
			in := bufio.NewScanner(f)
			in.Buffer(nil, 1<<20)
			for len(earlier) < 3000 && in.Scan() {
				s := text.Clean(in.Text())
				if s == "" || seen[s] {
					continue
				}
				seen[s] = true
				best := 0.0
				words, runes, has := x.wordsOf(s)
				for i, o := range x.segments { // all of them, but for those whose bound is proved to be below
					if bound(words, x.words[o.first:o.last], runes, o.runes, has.apart(&o.letters)) >= 0.75-slack {
						best = max(best, memory.Likeness(s, earlier[i]))
					}
				}
				got, want := x.best(s), 0
				if best >= 0.75-slack {
					want = min(int(100*best+slack), memory.Exact-1)
				}
				switch {
				case want > 0 && got == 0:
					missed++
				case got < want:
					lower++
				case got > want:
					t.Errorf("%q: %d, and %d by comparing all", s, got, want)
				}
				if want > 0 {
					matches++
				}
				x.add(s)
				earlier = append(earlier, s)
			}
			t.Logf("%d segments, %d internal matches: %d missed, %d at a lower percentage", len(earlier), matches, missed, lower)
			if 100*(missed+lower) > matches {
				t.Errorf("more than one in a hundred")
			}
		})
	}
}
