package align

import "math"

// coarse covers a large stretch in which no points were found.
//
// Goal: a band through text whose sentences share nothing rare. Method: both
// sides are cut into blocks of equal numbers of sentences; a pair of blocks is
// scored by the words of the one that the words of the other translate to, each
// by its rarity among blocks, less what the pair would score by chance; dynamic
// programming finds the best path of blocks. Then the blocks are made smaller
// and only those near the last path are looked at, until a block is a few
// sentences. Cost: linear in the sentences at each of log n levels. Source:
// the recursive approximation of Thompson & Koehn, vecalign, 2019 (after
// Salvador & Chan's FastDTW), with word evidence in place of embeddings.
func (f *pathfinder) coarse(i0, i1, j0, j1 int, cover func(a, z, lo, hi int)) {
	g, path, size := f.blockPath(i0, i1, j0, j1)
	for k, x := range path {
		y := [2]int{g.blocks(0, size), g.blocks(1, size)}
		if k+1 < len(path) {
			y = path[k+1]
		}
		cover(
			max(i0+(x[0]-coarseReach/2)*size, i0), min(i0+(y[0]+coarseReach/2)*size, i1),
			max(j0+(x[1]-coarseReach)*size, j0), min(j0+(y[1]+coarseReach)*size, j1),
		)
	}
}

// corridor finds points along the path of blocks, in windows so small that in
// them many things are rare that are not in the whole: a text that repeats
// itself has nothing rare at all.
func (f *pathfinder) corridor(i0, i1, j0, j1 int) []point {
	_, path, size := f.blockPath(i0, i1, j0, j1)
	var all []point
	for k := 0; k < len(path); {
		end := k
		for end+1 < len(path) && path[end+1][0] < path[k][0]+corridorBlocks {
			end++
		}
		next := [2]int{(i1 - i0 + size - 1) / size, path[end][1] + 1}
		if end+1 < len(path) {
			next[0] = path[end+1][0]
		}
		from, to := i0+path[k][0]*size, min(i0+next[0]*size, i1)
		lo, hi := max(j0+(path[k][1]-coarseReach)*size, j0), min(j0+(next[1]+coarseReach)*size, j1)
		all = append(all, f.points(from, to, lo, hi)...)
		k = end + 1
	}
	return supported(heaviest(all, j0, j1))
}

// corridorBlocks is how many blocks a window has.
const corridorBlocks = 40

// blockPath finds the path through smaller and smaller blocks, and the size of
// the last ones.
func (f *pathfinder) blockPath(i0, i1, j0, j1 int) (g *grid, path [][2]int, size int) {
	g = &grid{f: f, from: [2]int{i0, j0}, to: [2]int{i1, j1}}
	size = max((max(i1-i0, j1-j0)+coarseBlocks-1)/coarseBlocks, finestBlock)
	for {
		next := g.search(size, path)
		if size <= finestBlock {
			return g, next, size
		}
		// The path in blocks half the size.
		path = path[:0]
		half := max(size/2, finestBlock)
		for _, x := range next {
			path = append(path, [2]int{x[0] * size / half, x[1] * size / half})
		}
		size = half
	}
}

const (
	coarseBlocks = 150 // blocks a side on the first level
	finestBlock  = 6   // sentences in the smallest block
	coarseReach  = 4   // blocks on either side of the path that the next level looks at
)

// grid is the block pairs of a stretch.
type grid struct {
	f        *pathfinder
	from, to [2]int
}

func (g *grid) blocks(side, size int) int { return (g.to[side] - g.from[side] + size - 1) / size }

// search finds the best path over blocks of the given size, looking only near
// the path given, or everywhere if it is empty. The path is the block pairs it
// passes, rising on both sides.
func (g *grid) search(size int, near [][2]int) [][2]int {
	p := g.f.p
	n, m := g.blocks(0, size), g.blocks(1, size)
	b := fullBand(0, n-1, 0, m-1)
	if len(near) > 0 {
		for r := range b.lo {
			b.lo[r], b.hi[r] = int32(m-1), 0
		}
		for k, x := range near {
			y := [2]int{n - 1, m - 1}
			if k+1 < len(near) {
				y = near[k+1]
			}
			for r := max(x[0]-coarseReach, 0); r <= min(y[0]+coarseReach, n-1); r++ {
				b.lo[r] = min(b.lo[r], int32(max(x[1]-coarseReach, 0)))
				b.hi[r] = max(b.hi[r], int32(min(y[1]+coarseReach, m-1)))
			}
		}
		b.mend(0, m-1)
	}
	// In how many Vietnamese blocks each word and anchor stands.
	words := make([][]int32, m)
	spread := make([]int32, p.words[1].size()+len(p.keys.p))
	last := make([]int32, len(spread))
	for c := range m {
		for j := g.from[1] + c*size; j < min(g.from[1]+(c+1)*size, g.to[1]); j++ {
			for _, v := range g.things(1, j) {
				if last[v] != int32(c)+1 {
					last[v] = int32(c) + 1
					spread[v]++
					words[c] = append(words[c], v)
				}
			}
		}
	}
	worth := make([]float32, len(spread))
	for v, s := range spread {
		if s > 0 {
			worth[v] = float32(math.Log(float64(m+1) / float64(s)))
		}
	}
	expected := make([]float32, len(spread))
	var touched []int32
	at := make([]int, n+1)
	for r := range n {
		at[r+1] = at[r] + int(b.hi[r]-b.lo[r]) + 1
	}
	score := make([]float32, at[n])
	for r := range n {
		if g.f.ctx.Err() != nil {
			break // the path means nothing, and nobody will use it
		}
		for _, v := range touched {
			expected[v] = 0
		}
		touched = touched[:0]
		note := func(v int32, share float32) {
			if expected[v] == 0 {
				touched = append(touched, v)
			}
			expected[v] = max(expected[v], share)
		}
		for i := g.from[0] + r*size; i < min(g.from[0]+(r+1)*size, g.to[0]); i++ {
			for _, e := range p.side[0].wordsOf(i) {
				to, prob := p.shipped[0].row(e)
				for x, v := range to {
					if prob[x] >= minPoint {
						note(v, prob[x])
					}
				}
			}
			for _, a := range p.side[0].anchorsOf(i) {
				note(int32(p.words[1].size())+a.key, p.keys.p[a.key])
			}
		}
		mean := float32(0)
		row := score[at[r]:at[r+1]]
		for x := range row {
			for _, v := range words[int(b.lo[r])+x] {
				row[x] += expected[v] * worth[v]
			}
			mean += row[x]
		}
		mean /= float32(len(row))
		for x := range row {
			row[x] -= mean
		}
	}
	return bestPath(b, at, score)
}

// things are the words and anchors of a Vietnamese sentence as one numbering.
func (g *grid) things(side, j int) []int32 {
	p := g.f.p
	out := append([]int32(nil), p.side[side].wordsOf(j)...)
	for _, a := range p.side[side].anchorsOf(j) {
		out = append(out, int32(p.words[side].size())+a.key)
	}
	return out
}

// bestPath is the path through a grid that collects the greatest sum of scores;
// a block may be passed by on either side.
func bestPath(b *band, at []int, score []float32) [][2]int {
	n := b.rows()
	best := make([]float32, at[n])
	how := make([]int8, at[n])
	for r := range n {
		for c := int(b.lo[r]); c <= int(b.hi[r]); c++ {
			k := at[r] + c - int(b.lo[r])
			v, h := float32(0), int8(0)
			if r > 0 && c-1 >= int(b.lo[r-1]) && c-1 <= int(b.hi[r-1]) {
				v = best[at[r-1]+c-1-int(b.lo[r-1])]
				h = 1
			}
			v += max(score[k], 0)
			if r > 0 && c <= int(b.hi[r-1]) && c >= int(b.lo[r-1]) {
				if x := best[at[r-1]+c-int(b.lo[r-1])]; x > v {
					v, h = x, 2
				}
			}
			if c > int(b.lo[r]) {
				if x := best[k-1]; x > v {
					v, h = x, 3
				}
			}
			best[k], how[k] = v, h
		}
	}
	var path [][2]int
	r, c := n-1, int(b.hi[n-1])
	for {
		h := how[at[r]+c-int(b.lo[r])]
		switch h {
		case 2:
			r--
			continue
		case 3:
			c--
			continue
		}
		path = append(path, [2]int{r, c})
		if h == 0 {
			break
		}
		r--
		c--
	}
	for x, y := 0, len(path)-1; x < y; x, y = x+1, y-1 {
		path[x], path[y] = path[y], path[x]
	}
	if len(path) == 0 || path[0] != [2]int{0, 0} {
		path = append([][2]int{{0, 0}}, path...)
	}
	return path
}
