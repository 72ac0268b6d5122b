package align

import "math"

// structureChances score where blocks (paragraphs, headings, list items, cells)
// begin and end, and of what kind they are. It speaks only where both texts
// have blocks of more than one sentence or more than one kind: a file of one
// sentence a line has none.
type structureChances struct {
	active  bool
	ends    [2]float32         // P(a Vietnamese block ends here | an English one does not, does), as logs
	never   [2]float32         // the same for no end
	inside  [2]float32         // of a block's end inside a bead, by side
	kind    [kindCount]float32 // of equal kinds
	unequal [kindCount]float32 // of a Vietnamese kind where the English one differs
	kinds   bool
}

const kindCount = 16

// How faithful translators are to structure. There is no training text with
// blocks on both sides to count on, so the numbers are careful ones: a
// paragraph's end is kept four times in five, a bead that holds one inside is
// one in fifty, and a block keeps its kind nine times in ten. They matter little
// beside words; where they are wrong for a text (all paragraphs merged) the
// chance of an end in that text is small too, and so is what can be lost.
const (
	keepsEnd   = 0.8
	joinsBlock = 0.02
	keepsKind  = 0.9
)

func (c *structureChances) count(p *pair) {
	en, vi := &p.side[0], &p.side[1]
	c.kinds = en.kinds && vi.kinds
	c.active = en.blocks && vi.blocks && en.n > 0 && vi.n > 0
	if !c.active {
		return
	}
	var rate [2]float64
	for s := range 2 {
		ends := 1.0
		for _, b := range p.side[s].boundary {
			if b {
				ends++
			}
		}
		rate[s] = min(ends/float64(p.side[s].n+2), 0.98)
		c.inside[s] = float32(min(math.Log(joinsBlock/rate[s]), 0))
	}
	// P(end | no end on the other side) follows from the rates.
	q := rate[1]
	with := max(keepsEnd, q)
	without := min(max((q-with*rate[0])/(1-rate[0]), 0.02), q)
	c.ends = [2]float32{float32(math.Log(without / q)), float32(math.Log(with / q))}
	c.never = [2]float32{float32(math.Log((1 - without) / (1 - q))), float32(math.Log((1 - with) / (1 - q)))}
	if !c.kinds {
		return
	}
	var count [kindCount]float64
	for _, k := range vi.kind {
		count[min(k, kindCount-1)]++
	}
	for k := range count {
		f := (count[k] + 0.5) / (float64(vi.n) + 0.5*kindCount)
		c.kind[k] = float32(math.Log((keepsKind + (1-keepsKind)*f) / f))
		c.unequal[k] = float32(math.Log(1 - keepsKind))
	}
}

// nats is what the structure says of a bead.
func (c *structureChances) nats(p *pair, i, j int, bt beadType) float64 {
	en, vi := &p.side[0], &p.side[1]
	var sum float32
	for x := i; x < i+bt.m-1; x++ {
		if en.boundary[x] {
			sum += c.inside[0]
		}
	}
	for x := j; x < j+bt.n-1; x++ {
		if vi.boundary[x] {
			sum += c.inside[1]
		}
	}
	given := 0
	if en.boundary[i+bt.m-1] {
		given = 1
	}
	if vi.boundary[j+bt.n-1] {
		sum += c.ends[given]
	} else {
		sum += c.never[given]
	}
	if c.kinds {
		a, b := min(en.kind[i], kindCount-1), min(vi.kind[j], kindCount-1)
		if a == b && en.level[i] == vi.level[j] {
			sum += c.kind[b]
		} else if a != b {
			sum += c.unequal[b]
		}
	}
	return float64(sum)
}
