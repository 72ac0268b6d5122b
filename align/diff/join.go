package diff

import (
	"cmp"
	"slices"
)

// Cluster is the units of three memories that belong together: what became of
// the units of the base in ours and in theirs. Any of the lists may be empty.
type Cluster struct {
	Base, Ours, Theirs []int32 // unit numbers, from 0, ascending
}

// Join finds what belongs together in two memories that come from one base, for
// a three-way merge. Every unit of each is in exactly one cluster.
//
// Clusters are in the order of the base; one that stands elsewhere in only one
// of the two is where that one has it, behind the unit it follows there, and so
// is what was added. Swapping ours and theirs gives the same clusters, in the
// same order, with the lists swapped.
func Join(base, ours, theirs *Memory) []Cluster {
	j := joiner{results: [2]*Result{Compare(base, ours, Options{}), Compare(base, theirs, Options{})}}
	j.place(len(base.Units))
	j.ofBase(len(base.Units))
	j.added(ours, theirs)
	j.empty(base, ours, theirs)
	slices.SortStableFunc(j.spots, func(p, q spot) int {
		return cmp.Or(cmp.Compare(p.anchor, q.anchor), cmp.Compare(p.level, q.level), cmp.Compare(p.block, q.block), cmp.Compare(p.seq, q.seq), cmp.Compare(p.tie, q.tie))
	})
	clusters := make([]Cluster, len(j.spots))
	for i, s := range j.spots {
		clusters[i] = s.Cluster
	}
	return clusters
}

// spot is a cluster with its place.
type spot struct {
	Cluster
	anchor int32  // the base unit at which it stands, or behind which; none: in front
	level  int8   // 0: at its own place; 1: behind the anchor
	block  uint64 // keeps what one memory has at a place together
	seq    int    // its order within the block
	tie    uint64 // decides between equals
}

type joiner struct {
	results [2]*Result
	anchor  [2][]int32 // by unit of ours, theirs: the base unit it stands behind
	change  [2][]int32 // by unit of the base: its change
	spots   []spot
}

// place finds the base unit that each unit of ours and theirs stands behind:
// the one that the nearest unit before it comes from which has not moved.
func (j *joiner) place(n int) {
	for k, r := range j.results {
		j.change[k] = filled(n)
		from := filled(len(r.B.Units))
		for i := range r.Changes {
			c := &r.Changes[i]
			for _, u := range c.A {
				j.change[k][u] = int32(i)
			}
			if len(c.A) > 0 && !c.Is(Moved) {
				for _, v := range c.B {
					from[v] = c.A[0]
				}
			}
		}
		j.anchor[k] = make([]int32, len(from))
		last := int32(none)
		for v, u := range from {
			j.anchor[k][v] = last
			if u != none {
				last = max(last, u)
			}
		}
	}
}

// ofBase makes the clusters that hold units of the base: those that a change in
// ours or theirs joins.
func (j *joiner) ofBase(n int) {
	sets := newForest(n)
	for _, r := range j.results {
		for i := range r.Changes {
			for _, u := range r.Changes[i].A {
				sets.join(r.Changes[i].A[0], u)
			}
		}
	}
	at := make(map[int32]int)
	for u := range int32(n) {
		if j.change[0][u] == none || j.change[1][u] == none {
			continue // an empty unit
		}
		p := sets.root(u)
		i, ok := at[p]
		if !ok {
			i = len(j.spots)
			at[p] = i
			j.spots = append(j.spots, spot{anchor: p})
		}
		s := &j.spots[i]
		s.Base = append(s.Base, u)
		for k, list := range [2]*[]int32{&s.Ours, &s.Theirs} {
			c := &j.results[k].Changes[j.change[k][u]]
			if c.A[0] == u {
				*list = append(*list, c.B...)
			}
		}
	}
	for i := range j.spots {
		s := &j.spots[i]
		slices.Sort(s.Ours)
		slices.Sort(s.Theirs)
		j.moved(s)
	}
}

// moved gives a single unit that moved its new place; where both moved it, the
// one nearer to the start.
func (j *joiner) moved(s *spot) {
	if len(s.Base) != 1 {
		return
	}
	own := s.anchor
	for k, list := range [2][]int32{s.Ours, s.Theirs} {
		c := &j.results[k].Changes[j.change[k][own]]
		if len(list) != 1 || !c.Is(Moved) {
			continue
		}
		anchor, seq := j.anchor[k][list[0]], int(list[0])
		if s.level == 0 || cmp.Or(cmp.Compare(anchor, s.anchor), cmp.Compare(seq, s.seq)) < 0 {
			s.anchor, s.level, s.seq, s.tie = anchor, 1, seq, uint64(own)
		}
	}
}

// added makes the clusters of what has no counterpart in the base. Units that
// both added with the same texts and id, or else only with the same id, belong
// together.
func (j *joiner) added(ours, theirs *Memory) {
	memories := [2]*Memory{ours, theirs}
	var units [2][]int32
	for k, r := range j.results {
		for i := range r.Changes {
			if c := &r.Changes[i]; c.Kind == Added {
				units[k] = append(units[k], c.B...)
			}
		}
		slices.Sort(units[k])
	}
	partner := [2]map[int32]int32{{}, {}}
	for _, key := range []func(k int, u int32) uint64{
		func(k int, u int32) uint64 { return memories[k].unitKey(u) },
		func(k int, u int32) uint64 { return idKey(memories[k], u) },
	} {
		var keys [2][]uint64
		var of [2][]int32
		for k := range 2 {
			for _, u := range units[k] {
				if _, done := partner[k][u]; !done && key(k, u) != 0 {
					keys[k], of[k] = append(keys[k], key(k, u)), append(of[k], u)
				}
			}
		}
		for _, p := range uniques(occurrences(keys[0]), occurrences(keys[1])) {
			u, v := of[0][p.x], of[1][p.y]
			partner[0][u], partner[1][v] = v, u
		}
	}
	for k := range 2 {
		for i, u := range units[k] {
			s := spot{anchor: j.anchor[k][u], level: 1, seq: int(u)}
			v, both := partner[k][u]
			switch {
			case both && k == 1:
				continue
			case both:
				s.Ours, s.Theirs = units[0][i:i+1:i+1], []int32{v}
				s.anchor, s.seq = min(s.anchor, j.anchor[1][v]), int(u+v)
				s.tie = ours.unitKey(u) + theirs.unitKey(v)
			case k == 0:
				s.Ours = units[0][i : i+1 : i+1]
			default:
				s.Theirs = units[1][i : i+1 : i+1]
			}
			if !both {
				s.block = j.block(k, units[k], i, memories[k], partner[k])
			}
			j.spots = append(j.spots, s)
		}
	}
}

// block is the key of the first of the units that only one memory added at a
// place: whichever memory has the smaller one comes first there.
func (j *joiner) block(k int, units []int32, i int, m *Memory, partner map[int32]int32) uint64 {
	first := units[i]
	for ; i >= 0 && j.anchor[k][units[i]] == j.anchor[k][first]; i-- {
		if _, both := partner[units[i]]; !both {
			first = units[i]
		}
	}
	return max(1, m.unitKey(first))
}

// unitKey is a hash of a unit's texts and id.
func (m *Memory) unitKey(u int32) uint64 { return mix(m.textKey(int(u)), idKey(m, u)) }

// idKey is a hash of a unit's id, 0 if it has none.
func idKey(m *Memory, u int32) uint64 {
	if m.Units[u].ID == "" {
		return 0
	}
	return hashString(hashStart, m.Units[u].ID)
}

// empty makes the clusters of units without any text, which are not compared:
// the first of each memory belong together, and so on.
func (j *joiner) empty(memories ...*Memory) {
	var lists [3][]int32
	for k, m := range memories {
		for u := range m.Units {
			if m.Units[u].empty() {
				lists[k] = append(lists[k], int32(u))
			}
		}
	}
	for i := range max(len(lists[0]), len(lists[1]), len(lists[2])) {
		s := spot{anchor: none, level: 0, seq: i}
		for k, list := range [3]*[]int32{&s.Base, &s.Ours, &s.Theirs} {
			if i < len(lists[k]) {
				*list = lists[k][i : i+1 : i+1]
			}
		}
		j.spots = append(j.spots, s)
	}
}
