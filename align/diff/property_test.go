package diff

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// row is a unit of the random memories: its two sentences, and the number it
// has in A.
type row struct {
	en, vi, meta string
	from         []int32
}

// writer makes up texts.
type writer struct{ *rand.Rand }

// sentence is six to ten words of a vocabulary large enough that two sentences
// have little in common.
func (w writer) sentence() string {
	words := make([]string, 6+w.IntN(5))
	for i := range words {
		words[i] = fmt.Sprintf("%s%d", []string{"sông", "núi", "làng", "chợ", "mưa"}[i%5], w.IntN(4000))
	}
	return strings.Join(words, " ") + "."
}

// edit replaces one word.
func (w writer) edit(s string) string {
	words := strings.Fields(s)
	words[w.IntN(len(words))] = fmt.Sprintf("gió%d", w.IntN(4000))
	return strings.Join(words, " ")
}

// A random sequence of edits is reported as just those edits, and the same from
// the other side.
func TestRandomEdits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := writer{rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))}
		const tail = 6 // units at the end that nothing happens to
		n := rapid.IntRange(tail, 60).Draw(t, "units")
		a := make([]row, n)
		for i := range a {
			a[i] = row{w.sentence(), w.sentence(), "note: old", []int32{int32(i)}}
		}
		var b, movedRows []row
		want := map[string]bool{}
		type expectation struct {
			kind Kind
			also Kinds
			a    []int32
			from int32
			n    int
		}
		var expected []expectation
		tell := func(kind Kind, also Kinds, rows ...row) {
			expected = append(expected, expectation{kind, also, rows[0].from, rows[0].from[0], len(rows)})
		}
		for i := 0; i < n; i++ {
			r := a[i]
			if i >= n-tail {
				b = append(b, r)
				continue
			}
			switch op := rapid.IntRange(0, 12).Draw(t, "edit"); {
			case op == 0:
				want[line(Removed, 0, r.from, nil)] = true
			case op == 1:
				r.en = w.edit(r.en)
				b = append(b, r)
				tell(Edited, 0, r)
			case op == 2:
				r.vi = w.edit(r.vi)
				r.en = w.edit(r.en)
				b = append(b, r)
				tell(Edited, 0, r)
			case op == 3:
				r.meta = "note: new"
				b = append(b, r)
				tell(Metadata, 0, r)
			case op == 4:
				b = append(b, row{w.sentence(), w.sentence(), "", nil}, r)
			case op == 5 && i+1 < n-tail:
				next := a[i+1]
				m := row{r.en + " " + next.en, r.vi + " " + next.vi, r.meta, []int32{r.from[0], next.from[0]}}
				b = append(b, m)
				tell(Merged, 0, m)
				i++
			case op == 6 && i+1 < n-tail:
				next := a[i+1]
				r.vi, next.vi = next.vi, r.vi
				r.from = []int32{r.from[0], next.from[0]}
				next.from = r.from
				b = append(b, r, next)
				tell(Relinked, 0, r, next)
				i++
			case op == 7 && len(movedRows) < 3:
				movedRows = append(movedRows, r)
				tell(Moved, 0, r)
			case op == 8:
				e, v := strings.Fields(r.en), strings.Fields(r.vi)
				first := row{strings.Join(e[:3], " "), strings.Join(v[:3], " "), r.meta, r.from}
				second := row{strings.Join(e[3:], " "), strings.Join(v[3:], " "), r.meta, r.from}
				b = append(b, first, second)
				tell(Split, 0, first, second)
			default:
				b = append(b, r)
			}
		}
		b = append(b, movedRows...)
		place := map[int32]int32{}
		for j := range slices.Backward(b) {
			if len(b[j].from) == 0 {
				want[line(Added, 0, nil, []int32{int32(j)})] = true
				continue
			}
			place[b[j].from[0]] = int32(j)
		}
		for _, e := range expected {
			units := make([]int32, e.n)
			for k := range units {
				units[k] = place[e.from] + int32(k)
			}
			want[line(e.kind, e.also, e.a, units)] = true
		}
		ma, mb := memoryOfRows(a), memoryOfRows(b)
		r := Compare(ma, mb, Options{})
		for _, l := range strings.SplitAfter(describe(r), "\n") {
			if l != "" && !want[l] {
				t.Errorf("not one of the edits: %s", l)
			}
			delete(want, l)
		}
		for l := range want {
			t.Errorf("not reported: %s", l)
		}
		checkSymmetric(t, ma, mb)
		checkSame(t, mb)
	})
}

func memoryOfRows(rows []row) *Memory {
	m := &Memory{PairsOnly: true}
	for _, r := range rows {
		m.Add("", r.meta, []string{r.en}, []string{r.vi})
	}
	return m
}

// Of any two memories, however much they repeat themselves, every unit is in
// exactly one change, and swapping them swaps the changes.
func TestAnyMemories(t *testing.T) {
	few := rapid.SampledFrom([]string{"", "Yes.", "Note", "The rain has come.", "The rain has come. It is cold.", "It is cold.", "The rain is gone.", "!", "Đ"})
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) *Memory {
			m := &Memory{Documents: rapid.Bool().Draw(t, "documents"), PairsOnly: rapid.Bool().Draw(t, "pairs only")}
			for range rapid.IntRange(0, 8).Draw(t, name) {
				side := rapid.SliceOfN(few, 0, 3)
				m.Add("", "", side.Draw(t, "en"), side.Draw(t, "vi"))
			}
			return m
		}
		a, b := draw("a"), draw("b")
		r := Compare(a, b, Options{})
		seen := [2]map[int32]bool{{}, {}}
		for _, c := range r.Changes {
			for k, units := range [2][]int32{c.A, c.B} {
				for _, u := range units {
					if seen[k][u] {
						t.Fatalf("unit %d of memory %d is in two changes", u, k)
					}
					seen[k][u] = true
				}
			}
		}
		if len(seen[0])+r.PassedOver[0] != len(a.Units) || len(seen[1])+r.PassedOver[1] != len(b.Units) {
			t.Fatalf("units are in no change")
		}
		total := 0
		for _, n := range r.Counts {
			total += n
		}
		if total != len(r.Changes) {
			t.Fatalf("%d changes counted, there are %d", total, len(r.Changes))
		}
		checkSame(t, a)
		checkSymmetric(t, a, b)
	})
}

// The edits of two texts cover both, in order, and what is the same is so.
func TestWordsCover(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		gen := rapid.StringOfN(rapid.SampledFrom([]rune("ab é,.Đ’- ")), 0, 30, -1)
		old, new := gen.Draw(t, "old"), gen.Draw(t, "new")
		var x, y string
		for _, e := range Words(old, new, nil) {
			if e.Same && strings.TrimSpace(e.Old.Of(old)) != strings.TrimSpace(e.New.Of(new)) && strings.Join(strings.Fields(e.Old.Of(old)), "") != strings.Join(strings.Fields(e.New.Of(new)), "") {
				t.Fatalf("%q is not %q", e.Old.Of(old), e.New.Of(new))
			}
			x += e.Old.Of(old)
			y += e.New.Of(new)
		}
		if strings.TrimSpace(x) != strings.TrimSpace(old) || strings.TrimSpace(y) != strings.TrimSpace(new) {
			t.Fatalf("%q, %q of %q, %q", x, y, old, new)
		}
	})
}
