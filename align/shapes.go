package align

import "math"

// shapeModel is how shapes go together in translations, counted on training
// pairs: what an English sentence that begins, ends or is marked so becomes in
// Vietnamese, and how the parts of one sentence look where the other language
// has cut it.
type shapeModel struct {
	Start     [startClasses][startClasses]float64 // P(Vietnamese class | English class)
	End       [endClasses][endClasses]float64
	Mark      [markCount][2]float64    // P(Vietnamese has the mark | English has it not, has it)
	JoinStart [2][startClasses]float64 // P(class of a part that is not the first), by side
	JoinEnd   [2][endClasses]float64   // P(class of a part that is not the last)
}

// shapeChances are the same things for strangers: how often each class comes in
// this document. Against a text that begins every line in lower case a lower
// case letter says nothing.
type shapeChances struct {
	start  [2][startClasses]float64
	end    [2][endClasses]float64
	mark   [2][markCount]float64
	tables *shapeTables
}

// shapeTables are the log ratios, ready to add.
type shapeTables struct {
	start     [startClasses][startClasses]float32
	end       [endClasses][endClasses]float32
	mark      [maxBlock][2][256]float32 // by block size; four marks of both sides each
	joinStart [2][startClasses]float32
	joinEnd   [2][endClasses]float32
}

// shapePrior is how many sentences of running text the smoothing counts for.
const shapePrior = 5

// usualStart, usualEnd and usualMark are rough rates of running text that
// smooth the counts of a short document; their exact values do not matter.
var (
	usualStart = [startClasses]float64{0.02, 0.8, 0.05, 0.04, 0.05, 0.02, 0.02}
	usualEnd   = [endClasses]float64{0.12, 0.72, 0.04, 0.02, 0.03, 0.03, 0.01, 0.02, 0.01}
)

const usualMark = 0.08

func (c *shapeChances) count(p *pair, w *weights) {
	for s := range 2 {
		for k, v := range usualStart {
			c.start[s][k] = shapePrior * v
		}
		for k, v := range usualEnd {
			c.end[s][k] = shapePrior * v
		}
		for k := range c.mark[s] {
			c.mark[s][k] = shapePrior * usualMark
		}
		for _, sh := range p.side[s].shape {
			c.start[s][sh.start]++
			c.end[s][sh.end]++
			for k := range markCount {
				c.mark[s][k] += float64(sh.marks >> k & 1)
			}
		}
		n := float64(p.side[s].n + shapePrior)
		for k := range c.start[s] {
			c.start[s][k] /= n
		}
		for k := range c.end[s] {
			c.end[s][k] /= n
		}
		for k := range c.mark[s] {
			c.mark[s][k] /= n
		}
	}
	m := startShape(&w.ShapeForm, c)
	c.prepare(&m)
}

func (c *shapeChances) prepare(m *shapeModel) {
	t := new(shapeTables)
	for a := range m.Start {
		for b, p := range m.Start[a] {
			t.start[a][b] = logRatio(p, c.start[1][b])
		}
	}
	for a := range m.End {
		for b, p := range m.End[a] {
			t.end[a][b] = logRatio(p, c.end[1][b])
		}
	}
	for n := range maxBlock {
		var says [markCount][2][2]float32 // by whether the English side has the mark, and the Vietnamese one
		for mark := range says {
			q := 1 - math.Pow(1-c.mark[1][mark], float64(n+1))
			for has, p := range m.Mark[mark] {
				says[mark][has] = [2]float32{logRatio(1-p, 1-q), logRatio(p, q)}
			}
		}
		for half := range 2 {
			for bits := range 256 {
				sum := float32(0)
				for k := range 4 {
					sum += says[half*4+k][bits>>k&1][bits>>(4+k)&1]
				}
				t.mark[n][half][bits] = sum
			}
		}
	}
	for s := range 2 {
		for k, p := range m.JoinStart[s] {
			t.joinStart[s][k] = logRatio(p, c.start[s][k])
		}
		for k, p := range m.JoinEnd[s] {
			t.joinEnd[s][k] = logRatio(p, c.end[s][k])
		}
	}
	c.tables = t
}

func logRatio(p, q float64) float32 {
	if p <= 0 || q <= 0 {
		return 0
	}
	return float32(math.Log(p / q))
}

// nats is what the shapes of a bead's two sides say, in two parts: whether they
// match, and whether what it joins looks like the parts of one sentence.
func (c *shapeChances) nats(p *pair, i, j int, bt beadType) (match, join float64) {
	t := c.tables
	en, vi := p.side[0].shape[i:i+bt.m], p.side[1].shape[j:j+bt.n]
	sum := t.start[en[0].start][vi[0].start] + t.end[en[bt.m-1].end][vi[bt.n-1].end]
	var a, b uint8
	for _, s := range en {
		a |= s.marks
	}
	for _, s := range vi {
		b |= s.marks
	}
	mark := &t.mark[bt.n-1]
	sum += mark[0][a&15|b&15<<4] + mark[1][a>>4|b&0xF0]
	var joined float32
	for x := 1; x < bt.m; x++ {
		joined += t.joinStart[0][en[x].start] + t.joinEnd[0][en[x-1].end]
	}
	for x := 1; x < bt.n; x++ {
		joined += t.joinStart[1][vi[x].start] + t.joinEnd[1][vi[x-1].end]
	}
	return float64(sum), float64(joined)
}
