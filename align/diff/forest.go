package diff

// forest says which of some nodes belong together: disjoint sets (Tarjan
// 1975) with path halving, the root of a set being its smallest node, so that
// the result does not depend on the order of the joins.
type forest []int32 // each node's parent

func newForest(n int) forest {
	f := make(forest, n)
	for i := range f {
		f[i] = int32(i)
	}
	return f
}

// root is the smallest node of i's set.
func (f forest) root(i int32) int32 {
	for f[i] != i {
		f[i] = f[f[i]]
		i = f[i]
	}
	return i
}

// join makes one set of those of i and j.
func (f forest) join(i, j int32) {
	p, q := f.root(i), f.root(j)
	f[max(p, q)] = min(p, q)
}
