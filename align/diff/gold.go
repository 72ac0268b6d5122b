package diff

// Verdict is what an alignment is worth against gold, counted as evaluate does
// it: a linked bead is right if gold has exactly it.
type Verdict struct {
	Gold, Test         int // linked beads
	RightGold, Right   int // gold beads found; beads of the test that are right
	GoldNull, TestNull int // sentences without partner
	RightNull          int // those that are so in both
	// Aware counts as right also what lies wholly inside a coarse gold bead,
	// and a coarse bead that is made of such.
	AwareGold, Aware int
}

// Add adds the counts of another document.
func (v *Verdict) Add(w Verdict) {
	v.Gold += w.Gold
	v.Test += w.Test
	v.RightGold += w.RightGold
	v.Right += w.Right
	v.GoldNull += w.GoldNull
	v.TestNull += w.TestNull
	v.RightNull += w.RightNull
	v.AwareGold += w.AwareGold
	v.Aware += w.Aware
}

// Missed is how many linked gold beads the test has not.
func (v Verdict) Missed() int { return v.Gold - v.RightGold }

// Wrong is how many linked beads of the test gold has not.
func (v Verdict) Wrong() int { return v.Test - v.Right }

// Judge counts what is right and wrong where A is gold and B the alignment to
// be judged, of the same documents. coarse says of each unit of A whether
// nobody has verified its inner links; it may be nil.
func (r *Result) Judge(coarse []bool) Verdict {
	var v Verdict
	for i := range r.Changes {
		c := &r.Changes[i]
		inside := len(c.A) == 1 && len(c.B) > 0 && int(c.A[0]) < len(coarse) && coarse[c.A[0]]
		for _, u := range c.A {
			if unit := &r.A.Units[u]; unit.null() {
				v.GoldNull += unit.Sides[0].Len() + unit.Sides[1].Len()
			} else {
				v.Gold++
				v.RightGold += one(r.right(c))
				v.AwareGold += one(inside || r.right(c))
			}
		}
		for _, u := range c.B {
			if unit := &r.B.Units[u]; unit.null() {
				v.TestNull += unit.Sides[0].Len() + unit.Sides[1].Len()
			} else {
				v.Test++
				v.Right += one(r.right(c))
				v.Aware += one(inside || r.right(c))
			}
		}
		v.RightNull += r.sharedNull(c)
	}
	return v
}

// right reports whether a change is none but for what is said about the bead.
func (r *Result) right(c *Change) bool {
	switch c.Kind {
	case Kept, Metadata, Moved:
		return true
	}
	return false
}

// sharedNull counts sentences of a change that have no partner in either.
func (r *Result) sharedNull(c *Change) int {
	n := 0
	for side := range 2 {
		alone := make(map[int]bool)
		for _, u := range c.A {
			if unit := &r.A.Units[u]; unit.Sides[1-side].Len() == 0 {
				for s := unit.Sides[side].Start; s < unit.Sides[side].End; s++ {
					alone[s] = true
				}
			}
		}
		if len(alone) == 0 {
			continue
		}
		for _, u := range c.B {
			if unit := &r.B.Units[u]; unit.Sides[1-side].Len() == 0 {
				for s := unit.Sides[side].Start; s < unit.Sides[side].End; s++ {
					n += one(alone[s])
				}
			}
		}
	}
	return n
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}
