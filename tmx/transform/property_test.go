package transform

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"songngu/tmx"
)

func TestCodecRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		u := drawUnit(t)
		u.Number, u.Line, u.Offset, u.Other = 3, 40, 1<<40, []string{"<x/>"}
		b := appendUnit(nil, u)
		got, err := decodeUnit(string(b))
		if err != nil || flat(got, false) != string(b) {
			t.Fatalf("%q came back as %q, %v", b, flat(got, false), err)
		}
		cut := rapid.IntRange(0, len(b)-1).Draw(t, "cut")
		if _, err := decodeUnit(string(b[:cut])); err == nil {
			t.Fatalf("%d of %d bytes were a unit", cut, len(b))
		}
	})
}

// Runs of a few records, so that several passes are needed.
func TestSorter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := newSorter(Space{})
		s.space.Memory = rapid.SampledFrom([]int{1, 60, 400, 1 << 20}).Draw(t, "memory")
		defer s.close()
		n := rapid.IntRange(0, 400).Draw(t, "records")
		var want []keyed
		for i := range n {
			r := keyed{fmt.Appendf(nil, "%d", rapid.IntRange(0, 40).Draw(t, "key")), binary.AppendVarint(nil, int64(i))}
			want = append(want, r)
			if err := s.add(r.key, r.body); err != nil {
				t.Fatal(err)
			}
		}
		slices.SortStableFunc(want, func(a, b keyed) int { return bytes.Compare(a.key, b.key) })
		i := 0
		for r, err := range s.all() {
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(r.key, want[i].key) || !bytes.Equal(r.body, want[i].body) {
				t.Fatalf("record %d is %q %q, want %q %q", i, r.key, r.body, want[i].key, want[i].body)
			}
			i++
		}
		if i != n {
			t.Fatalf("%d records, want %d", i, n)
		}
	})
}

// The temporary file has no name while it is in use, so a killed program
// leaves nothing behind.
func TestSorterLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	s := newSorter(Space{Dir: dir, Memory: minMemory})
	for i := range 10_000 {
		if err := s.add(fmt.Appendf(nil, "%d", i%97), make([]byte, 30)); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.runs) == 0 {
		t.Fatal("nothing was written")
	}
	s.close()
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
	if err := newSorter(Space{Dir: dir + "/none"}).spill(); err == nil {
		t.Error("a folder that is not there was no error")
	}
}

func TestSortIsAStablePermutation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		us := drawUnits(t, "u", 30)
		by := Order{rapid.SampledFrom(append(Orders, "vi", "en-GB")).Draw(t, "by"), rapid.Bool().Draw(t, "reverse")}
		once, err := Sort(of(us), []Order{by}, "", "", Space{})
		if err != nil {
			t.Fatal(err)
		}
		got := mustAll(t, once)
		same(t, "sorted", us, got, true)
		k := newKeys("", "")
		less := func(a, b *tmx.Unit) int {
			return cmp.Or(bytes.Compare(k.append(nil, a, by), k.append(nil, b, by)), cmp.Compare(a.Number, b.Number))
		}
		if !slices.IsSortedFunc(got, less) {
			t.Fatalf("not in order of %v", by)
		}
	})
}

func drawLike(t *rapid.T) Likeness {
	return Likeness(rapid.IntRange(0, int(AllLike)).Draw(t, "like"))
}

func TestDedupeIsIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		us := drawUnits(t, "u", 30)
		opts := DedupeOptions{Like: drawLike(t), BySource: rapid.Bool().Draw(t, "by source")}
		once := mustAll(t, Dedupe(of(us), opts))
		fell := 0
		opts.Fell = func(Fallen) { fell++ }
		twice := mustAll(t, Dedupe(of(once), opts))
		same(t, "twice", once, twice, false)
		if fell > 0 {
			t.Fatalf("%d fell the second time", fell)
		}
	})
}

// Every unit is either kept or fallen, what is kept is as good as any of its
// group, and no prop but those of one unit alone is lost.
func TestDedupeKeepsTheBestAndLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		us := drawUnits(t, "u", 30)
		opts := DedupeOptions{Like: drawLike(t)}
		kept := map[string]string{}
		last := int64(0)
		opts.Fell = func(f Fallen) {
			if f.Position <= last {
				t.Fatalf("%d fell after %d", f.Position, last)
			}
			last = f.Position
			if us[f.Position-1].ID != f.Unit.ID || us[f.Kept-1].ID != f.KeptName {
				t.Fatalf("%+v names the wrong units", f)
			}
			if bytes.Compare(appendRank(nil, us[f.Kept-1]), appendRank(nil, f.Unit)) > 0 {
				t.Fatalf("%s fell for %s, which is worse", f.Unit.ID, f.KeptName)
			}
			kept[f.Unit.ID] = f.KeptName
		}
		got := map[string]*tmx.Unit{}
		for _, u := range mustAll(t, Dedupe(of(us), opts)) {
			got[u.ID] = u
		}
		if len(got)+len(kept) != len(us) {
			t.Fatalf("%d kept and %d fallen of %d", len(got), len(kept), len(us))
		}
		for _, u := range us {
			in := got[cmp.Or(kept[u.ID], u.ID)]
			eachProp(u, func(p tmx.Prop) {
				found := slices.Contains(ownProps, p.Type)
				eachProp(in, func(q tmx.Prop) { found = found || p.Type == q.Type && p.Value == q.Value })
				if !found {
					t.Fatalf("prop %v of %s is lost", p, u.ID)
				}
			})
		}
	})
}

func TestMergeIsAssociative(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := drawUnits(t, "a", 12), drawUnits(t, "b", 12), drawUnits(t, "c", 12)
		m := func(s ...Units) Units { return Merge(Space{}, nil, s...) }
		left := mustAll(t, m(m(of(a), of(b)), of(c)))
		right := mustAll(t, m(of(a), m(of(b), of(c))))
		at := mustAll(t, m(of(a), of(b), of(c)))
		same(t, "(a b) c and a (b c)", left, right, true)
		same(t, "(a b) c and a b c", left, at, true)
		same(t, "a a and a", mustAll(t, m(of(a), of(a))), mustAll(t, m(of(a))), true)
	})
}

func TestSplitThenMergeIsIdentity(t *testing.T) {
	month, err := ByDate("month")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		us := mustAll(t, Merge(Space{}, nil, of(drawUnits(t, "u", 30))))
		split := rapid.SampledFrom([]Splitter{ByUnits(4), ByProp("x-source-url"), ByDocument(), month}).Draw(t, "split")
		if rapid.Bool().Draw(t, "by language") {
			split = ByLanguage("")
			us = slices.DeleteFunc(us, func(u *tmx.Unit) bool { return len(u.Variants) > 2 })
		}
		parts := map[string][]*tmx.Unit{}
		var names []string
		for _, u := range us {
			for _, p := range split(u) {
				if parts[p.Name] == nil {
					names = append(names, p.Name)
				}
				parts[p.Name] = append(parts[p.Name], p.Unit)
			}
		}
		var streams []Units
		for _, n := range names {
			streams = append(streams, of(parts[n]))
		}
		same(t, "merged", us, mustAll(t, Merge(Space{}, nil, streams...)), true)
	})
}

func TestFilterNeverInvents(t *testing.T) {
	exprs := []string{`confidence >= 0.5`, `not vi ~ "a"`, `len(en) > 10 or has(prop("x-source-url"))`, `changed < "2024" and usage != 2`, `ratio < 1.2`}
	rapid.Check(t, func(t *rapid.T) {
		us := drawUnits(t, "u", 30)
		e, err := ParseExpr(rapid.SampledFrom(exprs).Draw(t, "expr"))
		if err != nil {
			t.Fatal(err)
		}
		keep := func(u *tmx.Unit) bool { return e.Match(u, "", "", nil) }
		in := mustAll(t, Keep(of(us), keep))
		out := mustAll(t, Keep(of(us), func(u *tmx.Unit) bool { return !keep(u) }))
		same(t, "kept and left out", us, append(slices.Clone(in), out...), true)
		if !slices.IsSortedFunc(in, func(a, b *tmx.Unit) int { return cmp.Compare(a.Number, b.Number) }) {
			t.Fatal("out of order")
		}
	})
}

func TestSampleAndHead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		us := drawUnits(t, "u", 30)
		n, seed := rapid.IntRange(0, 35).Draw(t, "n"), rapid.Uint64().Draw(t, "seed")
		got := mustAll(t, Sample(of(us), n, seed))
		same(t, "the same seed", got, mustAll(t, Sample(of(us), n, seed)), false)
		if len(got) != min(n, len(us)) {
			t.Fatalf("%d of %d drawn, want %d", len(got), len(us), n)
		}
		for i, u := range got {
			if i > 0 && got[i-1].Number >= u.Number {
				t.Fatal("out of order, or drawn twice")
			}
			if flat(u, false) != flat(us[u.Number-1], false) {
				t.Fatal("changed")
			}
		}
		same(t, "head", us[:min(n, len(us))], mustAll(t, Head(of(us), int64(n))), false)
	})
}

func TestCleanIsIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := []string{" ", "\u00a0", "đo\u0300", "<ph x=\"1\"/>", "<bpt i=\"1\">&lt;b&gt;</bpt>", "&amp;", "&lt;", "b>", "x", "\u200b", "<hi>từ</hi>", "hoà"}
		raw := ""
		for range rapid.IntRange(0, 8).Draw(t, "pieces") {
			raw += rapid.SampledFrom(pieces).Draw(t, "piece")
		}
		u := &tmx.Unit{Variants: []tmx.Variant{{Lang: "vi", Seg: tmx.RawSegment(raw)}}}
		opts := CleanOptions{Spaces: true}
		once := mustAll(t, Clean(of([]*tmx.Unit{u}), opts, nil))
		var did Cleaned
		twice := mustAll(t, Clean(of(once), opts, &did))
		same(t, "twice", once, twice, false)
		if did.Changed > 0 {
			t.Fatal("counted as changed the second time")
		}
	})
}
