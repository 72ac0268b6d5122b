package lexicon

import (
	"context"
	"testing"
	"time"
)

func TestExperiment(t *testing.T) {
	data := sharedData(t)
	sets := trainingSets(t, data)
	var train, held []Pair
	for _, name := range []string{"alt-dev", "tatoeba-basic", "lohelp"} {
		for _, p := range sets[name] {
			if heldOut(p) {
				held = append(held, p)
			} else {
				train = append(train, p)
			}
		}
	}
	var dict []Pair
	for _, name := range []string{"enwiktionary-en-vi.tsv", "cldr.tsv"} {
		dict = append(dict, sets[name]...)
	}
	for _, c := range []struct {
		name string
		w    float64
		o    Options
	}{
		{"base", 1, Options{}},
		{"nodict", 0, Options{}},
		{"nounits", 1, Options{Units: 2}},
		{"nodiag", 1, Options{Diagonal: -1}},
		{"shrink2", 1, Options{Shrink: 2}},
		{"it3", 1, Options{Iterations: 3}},
		{"it8", 1, Options{Iterations: 8}},
	} {
		began := time.Now()
		pairs := append([]Pair(nil), train...)
		if c.w > 0 {
			for _, p := range dict {
				p.Weight = c.w
				pairs = append(pairs, p)
			}
		}
		tab, err := Train(context.Background(), all(pairs), c.o)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%-10s %v %v en %d vi %d null %.3f", c.name, discriminate(tab, [][]Pair{held}, 1000), time.Since(began).Round(time.Millisecond), tab.Len(English), tab.Len(Vietnamese), tab.null)
	}
}
