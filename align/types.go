package align

// beadType is the size of a bead that links: m English with n Vietnamese
// sentences.
type beadType struct{ m, n int }

// beadTypes are the beads the search may make, besides those with one side
// empty. Larger ones than five to one, or three to three, are made of smaller
// ones in practice: a reader can still join them.
var beadTypes = [...]beadType{
	{1, 1},
	{1, 2}, {2, 1},
	{2, 2},
	{1, 3}, {3, 1},
	{2, 3}, {3, 2},
	{3, 3},
	{1, 4}, {4, 1},
	{1, 5}, {5, 1},
}

const typeCount = len(beadTypes)

// typeIndex[m][n] is the bead type's index, or -1.
var typeIndex = func() (x [maxBlock + 1][maxBlock + 1]int8) {
	for m := range x {
		for n := range x[m] {
			x[m][n] = -1
		}
	}
	for t, b := range beadTypes {
		x[b.m][b.n] = int8(t)
	}
	return x
}()
