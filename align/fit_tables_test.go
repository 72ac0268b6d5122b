package align

import (
	"math"
	"sort"
	"testing"
)

// TestFittedTables counts the tables anew, which takes a second where the whole
// fit takes minutes: weights.json must hold those that the training data give.
func TestFittedTables(t *testing.T) {
	var all []trainPair
	for _, name := range fitTexts {
		all = append(all, readTrain(t, name)...)
	}
	w := readWeights(t, startFile)
	fitLengths(t, w, all)
	fitShapes(w, all)
	now := defaultWeights()
	if w.LengthForm != now.LengthForm || w.ShapeForm != now.ShapeForm {
		t.Error("the tables in weights.json are not those of the training data")
	}
}

// fitLengths counts the length model on pairs of lines and on pairs of two and
// three lines joined, so that long blocks are seen too.
func fitLengths(t *testing.T, w *weights, pairs []trainPair) {
	type point struct{ x, d float64 }
	var points []point
	for k := 1; k <= 3; k++ {
		for i := 0; i+k <= len(pairs); i += k {
			var a, b int32
			for _, p := range pairs[i : i+k] {
				a += letters(p.en)
				b += letters(p.vi)
			}
			x := math.Log(float64(a) + 1)
			points = append(points, point{x, math.Log(float64(b)+1) - x})
		}
	}
	sort.Slice(points, func(i, j int) bool { return points[i].x < points[j].x })
	m := &w.LengthForm
	for k := range lengthKnots {
		var d []float64
		for _, p := range points {
			if math.Abs(p.x-knotLogs[k]) < 0.3 {
				d = append(d, p.d)
			}
		}
		sort.Float64s(d)
		if len(d) < 50 {
			t.Fatalf("only %d pairs near length %v", len(d), lengthKnots[k])
		}
		// Likeliest centre and scale of a t distribution, by EM.
		c, s := d[len(d)/2], (d[len(d)*3/4]-d[len(d)/4])/1.35
		for range 30 {
			var sw, swd, swq float64
			for _, v := range d {
				z := (v - c) / s
				g := (m.Freedom + 1) / (m.Freedom + z*z)
				sw += g
				swd += g * v
			}
			c = swd / sw
			for _, v := range d {
				z := (v - c) / s
				swq += (m.Freedom + 1) / (m.Freedom + z*z) * (v - c) * (v - c)
			}
			s = math.Sqrt(swq / float64(len(d)))
		}
		m.Center[k], m.Scale[k] = c, s
		t.Logf("length %3.0f: centre %+.3f, scale %.3f (%d pairs)", lengthKnots[k], c, s, len(d))
	}
}

// fitShapes counts how shapes go together on pairs of lines, and how the parts
// look of sentences that makeNoisy cuts or that a translator has cut.
func fitShapes(w *weights, pairs []trainPair) {
	m := &w.ShapeForm
	for a := range m.Start {
		for b := range m.Start[a] {
			m.Start[a][b] = 2 * usualStart[b]
		}
	}
	for a := range m.End {
		for b := range m.End[a] {
			m.End[a][b] = 2 * usualEnd[b]
		}
	}
	var mark [markCount][2][2]float64
	for s := range 2 {
		for k, v := range usualStart {
			m.JoinStart[s][k] = 20 * v
		}
		for k, v := range usualEnd {
			m.JoinEnd[s][k] = 20 * v
		}
	}
	for _, p := range pairs {
		a, b := shapeOf(p.en), shapeOf(p.vi)
		m.Start[a.start][b.start]++
		m.End[a.end][b.end]++
		for k := range markCount {
			mark[k][a.marks>>k&1][b.marks>>k&1]++
		}
		texts := [2]string{p.en, p.vi}
		parts := [2][]string{sentencesOf(p.en), sentencesOf(p.vi)}
		for s := range 2 {
			cut := parts[s]
			if len(parts[0]) == len(parts[1]) {
				cut = nil
				if x := clause(texts[s]); x > 0 {
					cut = []string{texts[s][:x], texts[s][x+1:]}
				}
			}
			for x := 1; x < len(cut); x++ {
				m.JoinStart[s][shapeOf(cut[x]).start]++
				m.JoinEnd[s][shapeOf(cut[x-1]).end]++
			}
		}
	}
	for a := range m.Start {
		normalise(m.Start[a][:])
	}
	for a := range m.End {
		normalise(m.End[a][:])
	}
	for s := range 2 {
		normalise(m.JoinStart[s][:])
		normalise(m.JoinEnd[s][:])
	}
	for k := range markCount {
		for a := range 2 {
			m.Mark[k][a] = (mark[k][a][1] + 0.5) / (mark[k][a][0] + mark[k][a][1] + 1)
		}
	}
}

func normalise(x []float64) {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	for k := range x {
		x[k] = math.Round(x[k]/sum*1e5) / 1e5
	}
}
