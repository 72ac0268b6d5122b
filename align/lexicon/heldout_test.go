package lexicon

import (
	"context"
	"math"
	"os"
	"testing"

	"songngu/corpus/measuring"
)

// TestHeldOut trains with one thing changed at a time and measures on held-out
// blocks of the training sets; with a set named, on that set, trained on the
// others only, which is what a shipped table meets. The defaults of Options were
// chosen by such runs. It takes a minute or two.
func TestHeldOut(t *testing.T) {
	if os.Getenv("SONGNGU_MEASURE") == "" {
		t.Skip("set SONGNGU_MEASURE=1 to measure the trainer's options")
	}
	sets := trainingSets(t, measuring.Path(t, "data"))
	dictionaries := []string{"entries", "terms", "words"}
	for _, c := range []struct {
		name         string
		dictionaries []string
		o            Options
	}{
		{"defaults", dictionaries, Options{}},
		{"no glosses", dictionaries[:2], Options{}},
		{"no dictionary", nil, Options{}},
		{"no pivot", dictionaries, Options{Pivot: -1}},
		{"no units", dictionaries, Options{Units: 2}},
		{"no diagonal", dictionaries, Options{Diagonal: -1}},
		{"3 rounds", dictionaries, Options{Iterations: 3}},
	} {
		for _, without := range []string{"", "lohelp"} {
			var train []Pair
			var held [][]Pair
			for _, name := range []string{"alt-dev", "tatoeba-basic", "lohelp"} {
				learn, docs := split(sets[name])
				switch without {
				case "":
					train, held = append(train, learn...), append(held, docs...)
				case name:
					held = docs
				default:
					train = append(train, sets[name]...)
				}
			}
			for _, name := range c.dictionaries {
				train = append(train, sets[name]...)
			}
			table, err := Train(context.Background(), all(train), c.o)
			if err != nil {
				t.Fatal(err)
			}
			f := discriminate(table, held, 600)
			with, alone := perplexity(table, held)
			t.Logf("%-14s%-7s%v  perplexity of Vietnamese %.0f, of running text %.0f", c.name, without, f, with, alone)
			if c.name == "defaults" {
				a, b := learned(table, held)
				t.Logf("%-14s%-7s best of ±10 %.4f, after half of the document %.4f; lead %.2f, %.2f", c.name, without, a.neighbours, b.neighbours, a.margin, b.margin)
			}
		}
	}
}

// perplexity is that of the known Vietnamese words, given the English sentence
// and by themselves.
func perplexity(t *Table, docs [][]Pair) (with, alone float64) {
	n := 0.
	for _, d := range docs {
		for _, p := range d {
			en, vi := ids(t, English, p.English), ids(t, Vietnamese, p.Vietnamese)
			gain := t.Explain(Vietnamese, vi, t.Expect(nil, English, en), len(en))
			with -= gain
			for _, v := range vi {
				if v >= 0 {
					u := math.Log(float64(t.Unigram(Vietnamese, v)))
					with -= u
					alone -= u
					n++
				}
			}
		}
	}
	return math.Exp(with / n), math.Exp(alone / n)
}

// learned measures a Learner: it learns from one half of each document and both
// tables are measured on the other.
func learned(prior *Table, docs [][]Pair) (before, after figures) {
	n := 0.
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
			before.add(discriminate(prior, [][]Pair{test}, 50))
			after.add(discriminate(l.Table(), [][]Pair{test}, 50))
			n++
		}
	}
	before.scale(1 / n)
	after.scale(1 / n)
	return before, after
}

func tokenIDs(l *Learner, side Side, s string) []int32 {
	var out []int32
	for _, k := range l.Tokens(nil, side, s) {
		out = append(out, k.ID)
	}
	return out
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
