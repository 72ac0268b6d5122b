package lexicon

import "slices"

// Merge is base with the words and translations of own added, for a user's own
// lexicon beside the shipped one. The weight, 0 to 1, is what own's rows count
// where both know a word; a word that one of them does not know, or knows no
// translation of, keeps the row of the other. Words of base keep their IDs;
// those that only own knows follow. Neither table is changed.
func Merge(base, own *Table, weight float64) *Table {
	w := float32(min(max(weight, 0), 1))
	t := &Table{}
	var ids [2][]int32 // by own's IDs
	for s := range t.side {
		v := base.side[s].extend()
		known := len(v.words)
		v.counts = slices.Clone(v.counts)
		for id, word := range own.side[s].words {
			i := v.learn(word)
			ids[s] = append(ids[s], i)
			v.counts[i] += min(own.side[s].counts[id], ^uint32(0)-v.counts[i])
		}
		v.index.heads(v.words, known)
		v.weigh()
		v.withRows(base.side[s].rows)
		t.side[s] = v
		t.null[s] = (1-w)*base.null[s] + w*own.null[s]
	}
	for s := range t.side {
		for id, row := range own.side[s].rows {
			if len(row) == 0 {
				continue
			}
			i := ids[s][id]
			moved := make([]Entry, len(row))
			for k, e := range row {
				moved[k] = Entry{ids[1-s][e.ID], e.P}
			}
			slices.SortFunc(moved, byID)
			t.side[s].rows[i] = mix(t.side[s].rows[i], moved, w)
		}
	}
	return t
}

// mix is (1-w)·a + w·b of two rows; if one is empty, the other.
func mix(a, b []Entry, w float32) []Entry {
	if len(a) == 0 || len(b) == 0 {
		return append(slices.Clip(a), b...)
	}
	out := make([]Entry, 0, len(a)+len(b))
	for len(a) > 0 || len(b) > 0 {
		var e Entry
		switch {
		case len(b) == 0 || len(a) > 0 && a[0].ID < b[0].ID:
			e, a = Entry{a[0].ID, (1 - w) * a[0].P}, a[1:]
		case len(a) == 0 || b[0].ID < a[0].ID:
			e, b = Entry{b[0].ID, w * b[0].P}, b[1:]
		default:
			e, a, b = Entry{a[0].ID, (1-w)*a[0].P + w*b[0].P}, a[1:], b[1:]
		}
		if e.P > 0 {
			out = append(out, e)
		}
	}
	return out
}
