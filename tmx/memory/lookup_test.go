package memory

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// ownPairs are sentences of few patterns, so that many are alike.
func ownPairs(n int) (pairs [][2]string) {
	rnd := rand.New(rand.NewPCG(5, 5))
	who := [][2]string{{"The farmer", "Người nông dân"}, {"A teacher", "Một giáo viên"}, {"Our neighbour", "Hàng xóm của chúng tôi"}, {"The old captain", "Thuyền trưởng già"}, {"My sister", "Chị tôi"}}
	does := [][2]string{{"sold", "bán"}, {"found", "tìm thấy"}, {"carried home", "mang về nhà"}, {"painted", "sơn"}, {"forgot", "quên"}}
	what := [][2]string{{"two red boats", "hai chiếc thuyền đỏ"}, {"the green door", "cánh cửa xanh"}, {"a heavy basket", "một cái giỏ nặng"}, {"the letters", "những lá thư"}, {"%d bricks", "%d viên gạch"}}
	when := [][2]string{{"in the morning", "vào buổi sáng"}, {"before the rain", "trước cơn mưa"}, {"on May %d", "vào ngày %d tháng 5"}, {"without a word", "không nói một lời"}, {"and went away", "rồi bỏ đi"}}
	for range n {
		var s [2]string
		picked := [][2]string{who[rnd.IntN(5)], does[rnd.IntN(5)], what[rnd.IntN(5)], when[rnd.IntN(5)]}
		for side := range s {
			parts := []string{}
			for _, p := range picked {
				parts = append(parts, p[side])
			}
			s[side] = strings.Join(parts, " ") + "."
		}
		for strings.Contains(s[0], "%d") {
			k := fmt.Sprint(rnd.IntN(28) + 1)
			s[0], s[1] = strings.Replace(s[0], "%d", k, 1), strings.Replace(s[1], "%d", k, 1)
		}
		pairs = append(pairs, s)
	}
	return pairs
}

// bruteForce is every unit of at least min per cent, by reading all of them.
func bruteForce(m *Memory, units []*Unit, q Query) (ids []int64) {
	l := lookup{r: &reader{like: newLikeness()}, q: q, points: DefaultPenalties()}
	l.r.like.set(q.Text)
	for _, u := range units {
		match := Match{Source: u.Text[q.From], Target: u.Text[q.From.Other()]}
		if match.Source == q.Text {
			match.Percent = Exact
		} else {
			l.fuzzy(&match)
		}
		if match.Percent >= q.Min {
			ids = append(ids, u.ID)
		}
	}
	return ids
}

// testRecall looks texts up and compares with reading every unit.
func testRecall(t *testing.T, units iter.Seq2[*Unit, error], queries []string, min int) {
	m := fill(t, units)
	var all []*Unit
	for u, err := range m.Units(context.Background(), Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, u)
	}
	found := 0
	for i, s := range queries {
		q := Query{Text: s, From: Side(i % 2), Min: min, Max: -1}
		want := bruteForce(m, all, q)
		matches, err := m.Lookup(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		var got []int64
		for _, match := range matches {
			got = append(got, match.Unit.ID)
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("%q: %d matches %v, want %d: %v", s, len(got), got, len(want), want)
		}
		found += len(got)
		q.Max = 5
		best, err := m.Lookup(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		for k := range best {
			if best[k].Unit.ID != matches[k].Unit.ID || best[k].Percent != matches[k].Percent {
				t.Fatalf("%q: match %d of five is %d at %d %%, want %d at %d %%", s, k, best[k].Unit.ID, best[k].Percent, matches[k].Unit.ID, matches[k].Percent)
			}
		}
	}
	t.Logf("%d queries, %d units, %d matches of at least %d %%", len(queries), len(all), found, min)
}

// Over 2,000 queries the matches are exactly those of a scan of all units.
func TestRecall(t *testing.T) {
	pairs := ownPairs(600)
	testRecall(t, varied(pairs, 2000, 2), queriesOf(pairs, 2000), 70)
	testRecall(t, varied(pairs, 500, 3), queriesOf(pairs, 200), 50)
	testRecall(t, varied(pairs, 500, 4), queriesOf(pairs, 200), 95)
}

// The same on running text of the shared data.
func TestRecallOnTrainingText(t *testing.T) {
	if testing.Short() {
		t.Skip("half a minute")
	}
	pairs := sharedPairs(t)
	testRecall(t, varied(pairs, 40_000, 2), queriesOf(pairs, 300), 70)
}

func TestLookup(t *testing.T) {
	ctx := context.Background()
	units := []*Unit{
		{Text: [2]string{"The gate is open.", "Cổng đang mở."}, Confidence: .5, Before: [2]string{"Come in."}},
		{Text: [2]string{"The gate is open.", "Cánh cổng mở rồi."}, Confidence: .9},
		{Text: [2]string{"The train leaves at 7.", "Tàu chạy lúc 7 giờ."}, Confidence: NoConfidence},
	}
	units[2].SetProp("x-origin", "machine")
	m := fill(t, sequence(units))
	for _, c := range []struct {
		name string
		q    Query
		want string
	}{
		{"exact, the surer first", Query{Text: "The gate is open."}, "100 Cánh cổng mở rồi.|100 Cổng đang mở."},
		{"in context", Query{Text: "The gate is open.", Before: "Come in."}, "101 Cổng đang mở.|100 Cánh cổng mở rồi."},
		{"case and sign", Query{Text: "the gate is open!", Max: 1}, "98 Cánh cổng mở rồi."},
		{"number placed", Query{Text: "The train leaves at 9."}, "99* Tàu chạy lúc 9 giờ."},
		{"property", Query{Text: "The train leaves at 7.", Penalties: &Penalties{Props: []PropPenalty{{"x-origin", "machine", 20}}}}, "80 Tàu chạy lúc 7 giờ."},
		{"without marks", Query{Text: "Cong dang mo.", From: Vietnamese}, "98 The gate is open."},
		{"a word typed wrong", Query{Text: "The gaet is open.", Max: 1}, "81 Cánh cổng mở rồi."},
		{"nothing", Query{Text: "Quite another thing."}, ""},
		{"no words", Query{Text: "?!"}, ""},
		{"no text", Query{Text: " "}, ""},
	} {
		matches, err := m.Lookup(ctx, c.q)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, match := range matches {
			star := ""
			if match.Placed {
				star = "*"
			}
			got = append(got, fmt.Sprintf("%d%s %s", match.Percent, star, match.Target))
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
	if _, err := m.Lookup(ctx, Query{Text: "a", Min: 20}); err == nil {
		t.Error("a least percentage of 20 is taken")
	}
	if err := m.SetPenalty(ctx, 10); err != nil {
		t.Fatal(err)
	}
	if got, _ := m.Lookup(ctx, Query{Text: "The gate is open.", Max: 1}); len(got) != 1 || got[0].Percent != 90 {
		t.Errorf("with the memory's penalty: %v", got)
	}
}

// sequence is units as Import takes them.
func sequence(units []*Unit) iter.Seq2[*Unit, error] {
	return func(yield func(*Unit, error) bool) {
		for _, u := range units {
			if !yield(u, nil) {
				return
			}
		}
	}
}

func TestSearch(t *testing.T) {
	m := fill(t, sequence([]*Unit{
		{Text: [2]string{"The water rose again.", "Nước lại dâng."}, Document: "flood.txt"},
		{Text: [2]string{"Their country is small.", "Đất nước của họ nhỏ."}},
		{Text: [2]string{"It rose in 1998.", "Nó dâng năm 1998."}},
		{Text: [2]string{"A rose, and water.", "Một bông hồng và nước."}},
	}))
	for _, c := range []struct {
		s    Search
		want string
	}{
		{Search{Text: "water rose"}, "4 1"},
		{Search{Text: "water rose", Mode: Phrase}, "1"},
		{Search{Text: "nuoc", In: Vietnamese}, "4 2 1"},
		{Search{Text: "NƯỚC", In: Vietnamese}, "4 2 1"},
		{Search{Text: "nược", In: Vietnamese}, ""},
		{Search{Text: "count", Mode: Prefix}, "2"},
		{Search{Text: "rose in 19", Mode: Prefix}, "3"},
		{Search{Text: "in 1997"}, ""},
		{Search{Text: "in 1998"}, "3"},
		{Search{Text: "rose", Filter: Filter{Document: "flood.txt"}}, "1"},
		{Search{Text: "rose", Max: 1}, "4"},
	} {
		found, err := m.Search(context.Background(), c.s)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, h := range found.Hits {
			ids = append(ids, fmt.Sprint(h.Unit.ID))
		}
		if got := strings.Join(ids, " "); got != c.want {
			t.Errorf("%+v: %q, want %q", c.s, got, c.want)
		}
	}
	found, err := m.Search(context.Background(), Search{Text: "water"})
	if err != nil {
		t.Fatal(err)
	}
	h := found.Hits[1]
	if len(h.Likely) != 1 || h.Likely[0].Of(h.Unit.Text[Vietnamese]) != "Nước" {
		t.Errorf("likely translation of water in %q: %v", h.Unit.Text[Vietnamese], h.Likely)
	}
}
