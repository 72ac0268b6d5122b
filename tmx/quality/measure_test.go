package quality

import (
	"math/rand/v2"
	"os"
	"testing"

	"songngu/corpus/measuring"
	"songngu/tmx"
)

// trainUnits reads a set of sentence pairs as a memory, or skips the test where
// the data is not at hand.
func trainUnits(t testing.TB, set string) []*tmx.Unit {
	t.Helper()
	en, vi := measuring.Pairs(t, set)
	units := make([]*tmx.Unit, len(en))
	for i := range en {
		units[i] = tmx.NewUnit("en", en[i], "vi", vi[i])
		units[i].Number = int64(i + 1)
	}
	return units
}

// TestRates prints how often each check finds something in the training pairs,
// which are translations by people, mostly right:
//
//	go test ./tmx/quality -run Rates -v
//
// With QUALITY_CHECK=Q101 it also prints thirty findings of that check, drawn
// at random, for whoever reads them next.
func TestRates(t *testing.T) {
	if !testing.Verbose() {
		t.Skip("prints figures; run with -v")
	}
	wanted := os.Getenv("QUALITY_CHECK")
	for _, set := range measuring.Sets {
		units := trainUnits(t, set)
		c := newChecker(t, Options{Source: "en"})
		var kept []Finding
		take := func(list []Finding) {
			for _, f := range list {
				if f.Code == wanted {
					kept = append(kept, f)
				}
			}
		}
		for _, u := range units {
			take(c.Check(u))
		}
		take(c.Finish())
		for _, k := range Checks() {
			if n := c.Counts()[k.Code]; n > 0 {
				t.Logf("%-14s %s %-16s %6d  %.3f %%", set, k.Code, k.Name, n, 100*float64(n)/float64(len(units)))
			}
		}
		r := rand.New(rand.NewPCG(1, 2))
		r.Shuffle(len(kept), func(i, j int) { kept[i], kept[j] = kept[j], kept[i] })
		for _, f := range kept[:min(30, len(kept))] {
			t.Logf("%s\n\t%s\n\t%s\n\t%s", f, f.Vietnamese, f.Source, f.Target)
		}
	}
}

// TestFitLengths prints the figures that DefaultLengths are made of.
func TestFitLengths(t *testing.T) {
	if !testing.Verbose() {
		t.Skip("prints figures; run with -v")
	}
	var all Measurer
	for _, set := range measuring.Sets {
		var m Measurer
		for _, u := range trainUnits(t, set) {
			m.Add(u.Variants[0].Text(), u.Variants[1].Text())
			all.Add(u.Variants[0].Text(), u.Variants[1].Text())
		}
		t.Logf("%s: %+v", set, *m.Fit())
	}
	t.Logf("all: %+v", *all.Fit())
}

func newChecker(t testing.TB, o Options) *Checker {
	t.Helper()
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
