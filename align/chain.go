package align

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// point says that English sentence i and Vietnamese sentence j share something
// rare, worth weight nats.
type point struct {
	i, j   int32
	weight float32
}

// pathfinder finds a coarse path through large texts.
//
// Goal: to know, without looking at all n×m pairs, roughly where each sentence's
// partner is. Method: words and anchors that stand in at most a few sentences on
// both sides, and are translations of each other, give points; the heaviest
// chain of points that rises on both sides is the path, less those of its points
// that no others support. In a gap between points that is still large, what is
// rare is counted anew within the gap, for a word that is common in the whole
// book may be rare in a chapter. Cost: n log n. Limits: a text whose sentences
// share nothing rare (verse) gives few points; what then remains is searched by
// averaged blocks (blocks.go). Source: patience sorting as in Cohen's patience
// diff, weighed; recursion as in Ma, Champollion, and Braune & Fraser,
// Gargantua, 2010.
type pathfinder struct {
	ctx   context.Context // of the one call that plans
	p     *pair
	words [2]occurrences
	keys  [2]occurrences
}

// rare is in how many sentences of a stretch a thing may stand to give points.
const rare = 3

// occurrences are the first places where things stand in a stretch.
type occurrences struct {
	count []uint8
	place [][rare]int32
	seen  []int32
}

func (o *occurrences) reset(n int) {
	if o.count == nil {
		o.count = make([]uint8, n)
		o.place = make([][rare]int32, n)
	}
	for _, x := range o.seen {
		o.count[x] = 0
	}
	o.seen = o.seen[:0]
}

// add notes that x stands in sentence i; sentences come in order.
func (o *occurrences) add(x, i int32) {
	c := o.count[x]
	switch {
	case c == 0:
		o.seen = append(o.seen, x)
	case c > rare || o.place[x][c-1] == i:
		return
	}
	if c < rare {
		o.place[x][c] = i
	}
	o.count[x] = c + 1
}

// of returns the sentences that hold x, if x is rare.
func (o *occurrences) of(x int32) []int32 {
	if c := o.count[x]; c <= rare {
		return o.place[x][:c]
	}
	return nil
}

// minPoint is the probability from which a translation gives points.
const minPoint = 0.1

// points finds the rare things that both sides share between two corners,
// summed by sentence pair, in order.
func (f *pathfinder) points(i0, i1, j0, j1 int) []point {
	p := f.p
	for s, r := range [2]Range{{i0, i1}, {j0, j1}} {
		f.words[s].reset(p.words[s].size())
		f.keys[s].reset(len(p.keys.p))
		for x := r.Start; x < r.End; x++ {
			for _, w := range p.side[s].wordsOf(x) {
				f.words[s].add(w, int32(x))
			}
			for _, a := range p.side[s].anchorsOf(x) {
				f.keys[s].add(a.key, int32(x))
			}
		}
	}
	n := math.Log(float64(max(i1-i0, j1-j0)) + 1)
	var out []point
	cross := func(a, b []int32, share float64) {
		if len(a) == 0 || len(b) == 0 {
			return
		}
		w := share * (n - math.Log(float64(len(a)*len(b))))
		if w <= 0 {
			return
		}
		for _, i := range a {
			for _, j := range b {
				out = append(out, point{i, j, float32(w)})
			}
		}
	}
	for _, k := range f.keys[0].seen {
		cross(f.keys[0].of(k), f.keys[1].of(k), float64(p.keys.p[k]))
	}
	for _, e := range f.words[0].seen {
		a := f.words[0].of(e)
		if a == nil {
			continue
		}
		to, prob := p.shipped[0].row(e)
		for x, v := range to {
			if prob[x] >= minPoint {
				cross(a, f.words[1].of(v), min(float64(prob[x])*2, 1))
			}
		}
	}
	slices.SortFunc(out, func(a, b point) int { return cmp.Or(cmp.Compare(a.i, b.i), cmp.Compare(a.j, b.j)) })
	k := 0
	for _, x := range out {
		if k > 0 && out[k-1].i == x.i && out[k-1].j == x.j {
			out[k-1].weight += x.weight
			continue
		}
		out[k] = x
		k++
	}
	return out[:k]
}

// heaviest is the rising chain of points with the greatest sum of weights: the
// longest increasing subsequence, weighed, by a tree of maxima over columns.
func heaviest(points []point, j0, j1 int) []point {
	tree := make([]int32, j1-j0+1) // by column: the best chain's last point, plus 1
	sum := make([]float64, len(points))
	before := make([]int32, len(points))
	better := func(a, b int32) bool { // chain a is heavier than b; ties to the earlier
		return b == 0 || a != 0 && sum[a-1] > sum[b-1]
	}
	for k := 0; k < len(points); {
		end := k
		for end < len(points) && points[end].i == points[k].i {
			end++
		}
		for x := k; x < end; x++ { // all of one row look before any is entered
			best := int32(0)
			for c := int(points[x].j) - j0; c > 0; c -= c & -c {
				if better(tree[c], best) && tree[c] != 0 {
					best = tree[c]
				}
			}
			sum[x] = float64(points[x].weight)
			before[x] = best
			if best != 0 {
				sum[x] += sum[best-1]
			}
		}
		for x := k; x < end; x++ {
			for c := int(points[x].j) - j0 + 1; c < len(tree); c += c & -c {
				if better(int32(x+1), tree[c]) {
					tree[c] = int32(x + 1)
				}
			}
		}
		k = end
	}
	last := int32(0)
	for x := range points {
		if better(int32(x+1), last) {
			last = int32(x + 1)
		}
	}
	var chain []point
	for ; last != 0; last = before[last-1] {
		chain = append(chain, points[last-1])
	}
	slices.Reverse(chain)
	return chain
}

const (
	// supportReach is how far, in sentences, other points may be to support one.
	supportReach = 40
	// minSupport is what a point and those that support it must weigh together,
	// in nats: a chance of one in some thousands that all are accidents.
	minSupport = 8
)

// supported drops the points of a chain that too few others stand behind: those
// near it that imply about the same offset between the texts.
func supported(chain []point) []point {
	keep := chain[:0:0]
	from := 0
	for k, x := range chain {
		for chain[from].i < x.i-supportReach {
			from++
		}
		sum := float64(x.weight)
		for y := from; y < len(chain) && chain[y].i <= x.i+supportReach; y++ {
			if y == k {
				continue
			}
			q := chain[y]
			off := math.Abs(float64((x.j - x.i) - (q.j - q.i)))
			if off <= 3+0.25*math.Abs(float64(x.i-q.i)) {
				sum += float64(q.weight)
			}
		}
		if sum >= minSupport {
			keep = append(keep, x)
		}
	}
	return keep
}

const (
	// smallGap is how many sentence pairs between two points need no more
	// points.
	smallGap = 40 * 40
	// exactGap is how many are searched exactly where no points can be found.
	exactGap = 300 * 300
	// lonelyGap is how many are searched exactly where some sentences are fixed
	// as being without partner: a run of them on one side and then on the other
	// goes round the corner of a gap, where no band reaches.
	lonelyGap = 2000 * 1000
	maxDepth  = 12
)

// path finds the points between two corners, in order.
func (f *pathfinder) path(i0, i1, j0, j1, depth int) []point {
	if i1-i0 < 2 || j1-j0 < 2 || (i1-i0)*(j1-j0) <= smallGap || depth == 0 || f.ctx.Err() != nil {
		return nil
	}
	chain := supported(heaviest(f.points(i0, i1, j0, j1), j0, j1))
	if len(chain) == 0 && (i1-i0)*(j1-j0) > exactGap {
		chain = f.corridor(i0, i1, j0, j1)
	}
	if len(chain) == 0 {
		return nil
	}
	var out []point
	i, j := i0, j0
	for _, x := range chain {
		out = append(out, f.path(i, int(x.i), j, int(x.j), depth-1)...)
		out = append(out, x)
		i, j = int(x.i)+1, int(x.j)+1
	}
	return append(out, f.path(i, i1, j, j1, depth-1)...)
}

// How far the band reaches round the rectangles between points.
const (
	marginRows    = 3
	marginColumns = 6
)

// band lays a band round the path between two corners.
func (f *pathfinder) band(i0, i1, j0, j1 int) *band {
	whole := exactGap / 4
	if f.p.lonely(i0, i1, j0, j1) {
		whole = lonelyGap
	}
	if (i1-i0)*(j1-j0) <= whole {
		return fullBand(i0, i1, j0, j1)
	}
	points := f.path(i0, i1, j0, j1, maxDepth)
	b := &band{first: i0, lo: make([]int32, i1-i0+1), hi: make([]int32, i1-i0+1)}
	for r := range b.lo {
		b.lo[r], b.hi[r] = int32(j1), int32(j0)
	}
	cover := func(a, z, lo, hi int) {
		for r := max(a-i0-marginRows, 0); r <= min(z-i0+marginRows, i1-i0); r++ {
			b.lo[r] = min(b.lo[r], int32(max(lo-marginColumns, j0)))
			b.hi[r] = max(b.hi[r], int32(min(hi+marginColumns, j1)))
		}
	}
	i, j := i0, j0
	for k := 0; k <= len(points); k++ {
		x := point{i: int32(i1), j: int32(j1)}
		if k < len(points) {
			x = points[k]
		}
		if n := (int(x.i) - i) * (int(x.j) - j); n > exactGap {
			f.coarse(i, int(x.i), j, int(x.j), cover)
		} else {
			cover(i, int(x.i), j, int(x.j))
		}
		i, j = int(x.i), int(x.j)
	}
	if f.p.ruled {
		for i := i0; i < i1; i++ {
			if j := int(f.p.must[0][i]); j >= 0 {
				cover(i, i+1, j, j+1)
			}
		}
	}
	b.mend(j0, j1)
	return b
}
