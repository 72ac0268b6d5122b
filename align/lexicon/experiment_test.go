package lexicon

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
)

// learned measures a Learner: it learns from one half of each document and is
// measured on the other, whose words it has seen.
func learned(prior *Table, docs [][]Pair) (before, after figures) {
	var n float64
	for _, d := range docs {
		if len(d) < 20 {
			continue
		}
		for half := range 2 {
			l := NewLearner(prior)
			var test []Pair
			for i, p := range d {
				en, vi := tokenIDs(l, English, p.English), tokenIDs(l, Vietnamese, p.Vietnamese)
				if i%2 == half {
					l.Add(en, vi, 1)
				} else {
					test = append(test, p)
				}
			}
			a, b := discriminate(prior, [][]Pair{test}, 50), discriminate(l.Table(), [][]Pair{test}, 50)
			before.add(a)
			after.add(b)
			n++
		}
	}
	before.scale(1 / n)
	after.scale(1 / n)
	return before, after
}

func (f *figures) add(g figures) {
	f.n += g.n
	f.neighbours += g.neighbours
	f.strangers += g.strangers
	f.nats += g.nats
	f.margin += g.margin
	f.knownEn += g.knownEn
	f.knownVi += g.knownVi
}

func (f *figures) scale(x float64) {
	f.neighbours *= x
	f.strangers *= x
	f.nats *= x
	f.margin *= x
	f.knownEn *= x
	f.knownVi *= x
}

func tokenIDs(l *Learner, side Side, s string) []int32 {
	var out []int32
	for _, k := range l.Tokens(nil, side, s) {
		out = append(out, k.ID)
	}
	return out
}

func TestExperiment(t *testing.T) {
	data := sharedData(t)
	sets := trainingSets(t, data)
	names := []string{"alt-dev", "tatoeba-basic", "lohelp"}
	var dict []Pair
	for _, name := range []string{"enwiktionary-en-vi.tsv", "cldr.tsv"} {
		dict = append(dict, sets[name]...)
	}
	for _, c := range []struct {
		name string
		w    float64
		o    Options
	}{
		{"agree+5+3", 3, Options{Diagonal: 5}},
		{"sqrt+5+3", 3, Options{Diagonal: 5}},
		{"late+5+3", 3, Options{Diagonal: 5}},
		{"ag+5+3+it3", 3, Options{Diagonal: 5, Iterations: 3}},
		{"ag+5+3+u2", 3, Options{Diagonal: 5, Units: 2}},
	} {
		if f := os.Getenv("ONLY"); f != "" && !strings.Contains(" "+f+" ", " "+c.name+" ") {
			continue
		}
		var line string
		for _, out := range []int{-1, 0, 2} {
			var train []Pair
			var held [][]Pair
			for i, name := range names {
				a, b := split(sets[name])
				switch {
				case i == out:
					held = b
				case out < 0:
					train, held = append(train, a...), append(held, b...)
				default:
					train = append(train, sets[name]...)
				}
			}
			if c.w > 0 {
				for _, p := range dict {
					p.Weight = c.w
					train = append(train, p)
				}
			}
			tab, err := Train(context.Background(), all(train), c.o)
			if err != nil {
				t.Fatal(err)
			}
			f := discriminate(tab, held, 600)
			line += fmt.Sprintf(" | %.4f %.4f %5.2f", f.neighbours, f.strangers, f.margin)
			if out == 0 {
				a, b := learned(tab, held[:min(6, len(held))])
				line += fmt.Sprintf(" (L %.4f %.4f %.2f → %.4f %.4f %.2f)", a.neighbours, a.strangers, a.margin, b.neighbours, b.strangers, b.margin)
			}
		}
		t.Logf("%-8s%s", c.name, line)
	}
}
