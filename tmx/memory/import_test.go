package memory

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"songngu/tmx"
)

const sample = `<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="hand" creationtoolversion="1" segtype="sentence" o-tmf="none" adminlang="en" srclang="en" datatype="plaintext"/>
<body>
<tu tuid="a1" creationdate="20240102T030405Z" changedate="20250102T030405Z" changeid="Lan">
<note>seen twice</note><prop type="x-confidence">0.8700</prop><prop type="x-document">boats.txt</prop>
<tuv xml:lang="en"><seg>Press <ph x="1"/>Start to row.</seg></tuv><tuv xml:lang="vi"><prop type="x-style">plain</prop><seg>Nhấn <ph x="1"/>Bắt đầu để chèo.</seg></tuv></tu>
<tu><tuv xml:lang="en-US"><seg>The oars are wet.</seg></tuv><tuv xml:lang="vi-VN"><seg>Mái chèo ướt.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Alone.</seg></tuv><tuv xml:lang="fr"><seg>Seul.</seg></tuv></tu>
</body></tmx>`

func TestImportTMX(t *testing.T) {
	ctx := context.Background()
	findings := 0
	read := func(s string) Imported {
		m := memoryOf(t)
		got, err := m.Import(ctx, ReadTMX(strings.NewReader(s), "sample.tmx", func(tmx.Finding) { findings++ }), PreferDate)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		w := tmx.NewWriter(&out, tmx.Header{SrcLang: "en"}, tmx.WriterOptions{})
		for u, err := range m.Units(ctx, Filter{}) {
			if err != nil {
				t.Fatal(err)
			}
			if err := w.Write(u.TMX()); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{`tuid="a1"`, `creationdate="20240102T030405Z"`, `changedate="20250102T030405Z"`, `changeid="Lan"`, "seen twice", "0.8700", "boats.txt", "x-style", `Nhấn <ph x="1"/>Bắt đầu`} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s is lost:\n%s", want, out.String())
			}
		}
		again, err := m.Import(ctx, ReadTMX(&out, "again.tmx", nil), PreferDate)
		if err != nil || again.Added != 0 || again.Updated != 0 || again.Same != again.Read {
			t.Errorf("imported again: %+v %v", again, err)
		}
		return got
	}
	if got := read(sample); got != (Imported{Read: 2, Added: 2}) {
		t.Errorf("imported %+v", got)
	}
	if findings == 0 {
		t.Error("the unit without Vietnamese is not told")
	}
}

func memoryOf(t *testing.T, units ...*Unit) *Memory { return fill(t, sequence(units)) }

func TestPrefer(t *testing.T) {
	ctx := context.Background()
	day := func(n int) time.Time { return time.Date(2025, 1, n, 0, 0, 0, 0, time.UTC) }
	pair := [2]string{"It rained.", "Trời mưa."}
	for _, c := range []struct {
		prefer         Prefer
		old, new, want Unit
		counts         Imported
	}{
		{PreferDate, Unit{Changed: day(1), Confidence: .9}, Unit{Changed: day(2), Confidence: .5}, Unit{Changed: day(2), Confidence: .5}, Imported{1, 0, 1, 0}},
		{PreferDate, Unit{Changed: day(3), Confidence: .5}, Unit{Changed: day(2), Confidence: .9}, Unit{Changed: day(3), Confidence: .5}, Imported{1, 0, 0, 1}},
		{PreferConfidence, Unit{Changed: day(3), Confidence: .5}, Unit{Changed: day(2), Confidence: .9}, Unit{Changed: day(2), Confidence: .9}, Imported{1, 0, 1, 0}},
		{PreferConfidence, Unit{Confidence: .5}, Unit{Confidence: NoConfidence}, Unit{Confidence: .5}, Imported{1, 0, 0, 1}},
		{PreferDate, Unit{Created: day(1), Confidence: .5}, Unit{Changed: day(2), Confidence: NoConfidence}, Unit{Created: day(1), Changed: day(2), Confidence: .5}, Imported{1, 0, 1, 0}},
	} {
		c.old.Text, c.new.Text = pair, pair
		m := memoryOf(t, &c.old)
		counts, err := m.Import(ctx, sequence([]*Unit{&c.new}), c.prefer)
		if err != nil || counts != c.counts {
			t.Errorf("%+v, want %+v (%v)", counts, c.counts, err)
		}
		for u := range m.Units(ctx, Filter{}) {
			if u.Changed != c.want.Changed || u.Created != c.want.Created || u.Confidence != c.want.Confidence {
				t.Errorf("kept %v %v %v, want %v %v %v", u.Created, u.Changed, u.Confidence, c.want.Created, c.want.Changed, c.want.Confidence)
			}
		}
	}
}

// The same pair in two contexts is two units; without one it is the first.
func TestContexts(t *testing.T) {
	unit := func(before string) *Unit {
		return &Unit{Text: [2]string{"Yes.", "Vâng."}, Confidence: NoConfidence, Before: [2]string{before}}
	}
	m := memoryOf(t, unit("Are you there?"))
	for _, c := range []struct {
		before string
		want   Imported
	}{
		{"Are you there?", Imported{1, 0, 0, 1}},
		{"", Imported{1, 0, 0, 1}},
		{"Is it far?", Imported{1, 1, 0, 0}},
		{"Is it far?", Imported{1, 0, 0, 1}},
	} {
		if got, err := m.Import(context.Background(), sequence([]*Unit{unit(c.before)}), PreferDate); err != nil || got != c.want {
			t.Errorf("%q: %+v %v, want %+v", c.before, got, err, c.want)
		}
	}
}

// Whatever is imported, deleted and imported again in whatever parts, the
// index is that of the units there are.
func TestIndexFollows(t *testing.T) {
	pairs := ownPairs(60)
	ctx := context.Background()
	rapid.Check(t, func(rt *rapid.T) {
		m := memoryOf(t)
		defer m.Close()
		for range rapid.IntRange(1, 4).Draw(rt, "steps") {
			from := rapid.IntRange(0, 40).Draw(rt, "from")
			part := pairs[from : from+rapid.IntRange(1, 20).Draw(rt, "n")]
			if _, err := m.Import(ctx, varied(part, len(part), 1), PreferDate); err != nil {
				rt.Fatal(err)
			}
			ids := rapid.SliceOfN(rapid.Int64Range(1, 60), 1, 10).Draw(rt, "gone")
			if _, err := m.Delete(ctx, Filter{IDs: ids}, false); err != nil {
				rt.Fatal(err)
			}
		}
		if faults, err := m.Check(ctx); err != nil || len(faults) > 0 {
			rt.Fatal(faults, err)
		}
		var all []*Unit
		for u, err := range m.Units(ctx, Filter{}) {
			if err != nil {
				rt.Fatal(err)
			}
			all = append(all, u)
		}
		for i, p := range pairs {
			q := Query{Text: p[i%2], From: Side(i % 2), Min: 60, Max: -1}
			matches, err := m.Lookup(ctx, q)
			if err != nil {
				rt.Fatal(err)
			}
			var got []int64
			for _, match := range matches {
				got = append(got, match.Unit.ID)
			}
			slices.Sort(got)
			if want := bruteForce(m, all, q); !slices.Equal(got, want) {
				rt.Fatalf("%q: %v, want %v", q.Text, got, want)
			}
		}
	})
}

// Containers of every size keep what they were given.
func TestContainer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, want := &container{}, map[uint16]bool{}
		start, n := rapid.Uint16().Draw(t, "start"), rapid.IntRange(0, 6000).Draw(t, "n")
		for i := range n {
			v := start + uint16(i*7)
			c.add(v)
			want[v] = true
		}
		for i := range rapid.IntRange(0, n).Draw(t, "removed") {
			v := start + uint16(i*7)
			c.remove(v)
			delete(want, v)
		}
		d, err := decodeContainer(0, c.encode())
		if err != nil {
			t.Fatal(err)
		}
		got := 0
		for v := range d.each {
			got++
			if !want[v] || !d.has(v) || !c.has(v) {
				t.Fatalf("%d", v)
			}
		}
		if got != len(want) || int(d.n) != got || int(c.n) != got {
			t.Fatalf("%d units, %d and %d counted, want %d", got, d.n, c.n, len(want))
		}
	})
}

// An import that panics leaves the memory as it was, and usable.
func TestImportPanics(t *testing.T) {
	m := fill(t, varied(ownPairs(50), 100, 1))
	before, _ := m.Stats(context.Background())
	func() {
		defer func() { recover() }() //nolint:errcheck // it is the one below
		m.Import(context.Background(), func(yield func(*Unit, error) bool) {
			for u := range varied(ownPairs(50), 1000, 2) {
				yield(u, nil)
			}
			panic("the caller's own")
		}, PreferDate)
		t.Error("the panic is gone")
	}()
	if _, err := m.Import(context.Background(), varied(ownPairs(50), 100, 1), PreferDate); err != nil {
		t.Fatal(err)
	}
	sound(t, m.Path(), before.Units, "after a panic")
}

// Equal hashes are found in the order in which they came.
func TestHashSet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s hashSet
		want := map[int64][]int{}
		for i, h := range rapid.SliceOfN(rapid.Int64Range(-40, 40), 0, 3000).Draw(t, "hashes") {
			h *= 1 << 9 // many in one place
			s.add(h)
			want[h] = append(want[h], i)
		}
		for h := int64(-41); h <= 41; h++ {
			if got := slices.Collect(s.each(h << 9)); !slices.Equal(got, want[h<<9]) {
				t.Fatalf("%d: %v, want %v", h, got, want[h<<9])
			}
		}
	})
}
