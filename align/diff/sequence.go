package diff

import "slices"

// match is a pair of places: x in the first sequence, y in the second.
type match struct{ x, y int }

// inOrder finds elements that two sequences of keys have in common in the same
// order.
//
// Goal: what a person would call the unchanged part, in near-linear time.
// Method: the anchored diff of Go's internal/diff. Keys that each sequence has
// exactly once are anchors; those of them that stand in one order are found as
// the heaviest increasing subsequence, and grown over equal neighbours. In the
// gaps between, keys are taken by their occurrence: the k-th x of a gap goes
// with the k-th. Unlike Szymanski's algorithm the heaviest subsequence, with
// pseudo-random weights, has no ties worth speaking of: swapping the sequences
// swaps the answer. Cost: O(n log n) time, O(n) memory. Limit: it does not
// promise the longest common subsequence.
func inOrder(x, y []uint64) []match {
	anchors := heaviest(uniques(x, y), func(m match) uint64 { return x[m.x] })
	var all []match
	done := match{}
	gap := func(end match) {
		all = append(all, inGap(x, y, done, end)...)
	}
	for _, a := range anchors {
		if a.x < done.x || a.y < done.y {
			continue // an anchor before it has grown over it
		}
		start := a
		for start.x > done.x && start.y > done.y && x[start.x-1] == y[start.y-1] {
			start.x--
			start.y--
		}
		gap(start)
		for start.x < len(x) && start.y < len(y) && x[start.x] == y[start.y] {
			all = append(all, start)
			start.x++
			start.y++
		}
		done = start
	}
	gap(match{len(x), len(y)})
	return all
}

// inGap matches x[from.x:to.x] with y[from.y:to.y] by key and occurrence.
func inGap(x, y []uint64, from, to match) []match {
	if from.x >= to.x || from.y >= to.y {
		return nil
	}
	gx, gy := occurrences(x[from.x:to.x]), occurrences(y[from.y:to.y])
	found := heaviest(uniques(gx, gy), func(m match) uint64 { return gx[m.x] })
	for i := range found {
		found[i].x += from.x
		found[i].y += from.y
	}
	return found
}

// occurrences makes the keys of a sequence different: each mixed with how often
// it came before.
func occurrences(keys []uint64) []uint64 {
	seen := make(map[uint64]uint64, len(keys))
	out := make([]uint64, len(keys))
	for i, k := range keys {
		out[i] = mix(k, seen[k])
		seen[k]++
	}
	return out
}

// uniques are the keys that both sequences have exactly once, in the order of x.
func uniques(x, y []uint64) []match {
	const many = -1
	place := make(map[uint64]int32, len(y))
	for j, k := range y {
		if _, ok := place[k]; ok {
			place[k] = many
		} else {
			place[k] = int32(j)
		}
	}
	count := make(map[uint64]int8, min(len(x), len(y)))
	for _, k := range x {
		if j, ok := place[k]; ok && j != many && count[k] < 2 {
			count[k]++
		}
	}
	var found []match
	for i, k := range x {
		if count[k] == 1 {
			found = append(found, match{i, int(place[k])})
		}
	}
	return found
}

// heaviest is the longest subsequence of pairs, ascending in x, that ascends in
// y too; of several the one whose keys weigh most, pseudo-randomly. A Fenwick tree holds the best chain that ends at or below each y.
func heaviest(pairs []match, key func(match) uint64) []match {
	if ascending(pairs) {
		return pairs
	}
	ys := make([]int, len(pairs))
	for i, p := range pairs {
		ys[i] = p.y
	}
	slices.Sort(ys)
	type best struct {
		length, last int32
		weight       uint64 // of equally long chains
	}
	less := func(a, b best) bool { return a.length < b.length || a.length == b.length && a.weight < b.weight }
	tree := make([]best, len(ys)+1)
	back := make([]int32, len(pairs))
	top := best{last: -1}
	for i, p := range pairs {
		rank, _ := slices.BinarySearch(ys, p.y)
		b := best{last: -1}
		for r := rank; r > 0; r &= r - 1 {
			if less(b, tree[r]) {
				b = tree[r]
			}
		}
		back[i] = b.last
		b = best{b.length + 1, int32(i), b.weight + mix(key(p), 1)>>32}
		if less(top, b) {
			top = b
		}
		for r := rank + 1; r < len(tree); r += r & -r {
			if less(tree[r], b) {
				tree[r] = b
			}
		}
	}
	var chain []match
	for i := top.last; i >= 0; i = back[i] {
		chain = append(chain, pairs[i])
	}
	slices.Reverse(chain)
	return chain
}

func ascending(pairs []match) bool {
	for i := 1; i < len(pairs); i++ {
		if pairs[i].y <= pairs[i-1].y {
			return false
		}
	}
	return true
}
