package anchor

import (
	"math"
	"math/rand/v2"
	"testing"

	"songngu/corpus/measuring"
)

// rate counts places (readings of one span together) that were met.
type rate struct{ places, hits, chance int }

func (r rate) p() float64 { return float64(r.hits) / float64(max(1, r.places)) }
func (r rate) q() float64 { return float64(r.chance) / float64(max(1, r.places)) }

// count adds the places of a, hit if a key of theirs is among b's, and by
// chance if among those of the stranger c.
func count(rates *[2][typeCount]rate, a, b, c []Anchor) {
	has := func(list []Anchor, key string) bool {
		for _, x := range list {
			if x.Key == key {
				return true
			}
		}
		return false
	}
	for i := 0; i < len(a); {
		j := i
		var hit, chance bool
		weak := 1
		for j < len(a) && a[j].Span == a[i].Span && a[j].Type != FullName && a[j].Type != Respelt || j == i {
			hit = hit || has(b, a[j].Key)
			chance = chance || has(c, a[j].Key)
			if !a[j].Weak {
				weak = 0
			}
			j++
		}
		r := &rates[weak][a[i].Type]
		r.places++
		if hit {
			r.hits++
		}
		if chance {
			r.chance++
		}
		i = j
	}
}

func measure(t testing.TB, x *Extractor, sets []string) (total [2][2][typeCount]rate) {
	for _, set := range sets {
		en, vi := measuring.Pairs(t, set)
		e, v := make([][]Anchor, len(en)), make([][]Anchor, len(vi))
		for i := range en {
			e[i], v[i] = x.Append(nil, en[i], "en"), x.Append(nil, vi[i], "vi")
		}
		rng := rand.New(rand.NewPCG(1, 2))
		for i := range e {
			k := rng.IntN(len(e))
			count(&total[0], e[i], v[i], v[k])
			count(&total[1], v[i], e[i], e[k])
		}
	}
	return total
}

// checkRates prints both directions together, and holds the constants of
// rates.go to them where enough was seen.
func checkRates(t *testing.T, total [2][2][typeCount]rate) {
	const enough = 30
	t.Logf("%-16s places, p, q; the same of weak ones", "both directions")
	for _, typ := range Types() {
		var sum [2]rate
		for weak := range sum {
			for side := range total {
				r := total[side][weak][typ]
				sum[weak].places += r.places
				sum[weak].hits += r.hits
				sum[weak].chance += r.chance
			}
		}
		t.Logf("%-16s %6d %.3f %.4f | %6d %.3f %.4f", typ, sum[0].places, sum[0].p(), sum[0].q(), sum[1].places, sum[1].p(), sum[1].q())
		if typ == URL {
			continue // the training text is at fault
		}
		if sum[0].places >= enough && math.Abs(sum[0].p()-typ.HitRate()) > .02 {
			t.Errorf("%s: %.3f measured, %.3f in rates.go", typ, sum[0].p(), typ.HitRate())
		}
		if weak := (Anchor{Type: typ, Weak: true}).HitRate(); sum[1].places >= enough && math.Abs(sum[1].p()-weak) > .02 {
			t.Errorf("weak %s: %.3f measured, %.3f in rates.go", typ, sum[1].p(), weak)
		}
	}
}

// TestHitRates prints how often each type of anchor is met on the other side
// of a true pair (p), and by chance in a random pair (q): the constants of
// HitRate. go test ./align/anchor -run HitRates -v
func TestHitRates(t *testing.T) {
	x := New()
	checkRates(t, measure(t, x, measuring.Sets[:]))
	for _, sets := range append([][]string{measuring.Sets[:]}, []string{"alt-dev"}, []string{"tatoeba-basic"}, []string{"lohelp"}) {
		total := measure(t, x, sets)
		t.Logf("%v", sets)
		t.Logf("%-16s %s", "", "English places, p, q; Vietnamese places, p, q; the same of weak ones")
		for _, typ := range Types() {
			en, vi, enWeak, viWeak := total[0][0][typ], total[1][0][typ], total[0][1][typ], total[1][1][typ]
			if en.places+vi.places+enWeak.places+viWeak.places == 0 {
				continue
			}
			t.Logf("%-16s %6d %.3f %.4f  %6d %.3f %.4f  |  %6d %.3f %.4f  %6d %.3f %.4f", typ, en.places, en.p(), en.q(), vi.places, vi.p(), vi.q(),
				enWeak.places, enWeak.p(), enWeak.q(), viWeak.places, viWeak.p(), viWeak.q())
		}
	}
}
