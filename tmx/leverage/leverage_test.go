package leverage_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"songngu/tmx/leverage"
	"songngu/tmx/memory"
)

func file(name string, texts ...string) leverage.File {
	return leverage.File{Name: name, Segments: func(yield func(leverage.Segment, error) bool) {
		for i, s := range texts {
			done := strings.HasPrefix(s, "done:")
			if !yield(leverage.Segment{Text: strings.TrimPrefix(s, "done:"), Apart: i == 0, Done: done}, nil) {
				return
			}
		}
	}}
}

// listed is a memory that gives each text a percentage, and one more between
// the right neighbours.
type listed map[string]int

func (l listed) Lookup(_ context.Context, q memory.Query) ([]memory.Match, error) {
	p, ok := l[q.Text]
	if ok && p == 100 && q.Before == "before" {
		p = 101
	}
	if !ok || p < q.Min {
		return nil, nil
	}
	return []memory.Match{{Percent: p, Source: q.Text, Target: "x"}}, nil
}

func TestBands(t *testing.T) {
	m := listed{"Exact one": 100, "Nearly exact here": 96, "Some likeness in it": 60, "before": 80}
	a, err := leverage.Analyse(context.Background(), m, []leverage.File{
		file("a", "before", "Exact one", "Nearly exact here", "Nearly exact here", "Exact one", "done:Nobody counts this", "Some likeness in it"),
		file("b", "Wholly new words stand in this line", "Wholly new words stood in this line", "Wholly  new words stand in this line", "", "7"),
	}, leverage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[leverage.Band]int64{
		leverage.Match75: 1, leverage.Context: 1, leverage.Match95: 1, leverage.Repetition: 2, leverage.Exact: 1,
		leverage.Match50: 1, leverage.New: 2, leverage.Internal85: 1,
	}
	for _, b := range leverage.Bands() {
		if a.Total[b].Segments != want[b] {
			t.Errorf("%s: %d, not %d", b, a.Total[b].Segments, want[b])
		}
	}
	if a.Done.Segments != 1 || a.All.Segments != 11 || a.Files[0].All.Segments != 7 {
		t.Errorf("%+v", a)
	}
}

func TestErrors(t *testing.T) {
	broken := errors.New("broken")
	f := leverage.File{Name: "a", Segments: func(yield func(leverage.Segment, error) bool) { yield(leverage.Segment{}, broken) }}
	if _, err := leverage.Analyse(context.Background(), nil, []leverage.File{f}, leverage.Options{}); !errors.Is(err, broken) {
		t.Error(err)
	}
	if _, err := leverage.Analyse(context.Background(), nil, nil, leverage.Options{Internal: 20}); err == nil {
		t.Error("20 per cent is taken")
	}
	if _, err := leverage.Analyse(context.Background(), nil, []leverage.File{file("a", "x", "y", "z")}, leverage.Options{MaxSegments: 2}); err == nil {
		t.Error("more segments than the bound are taken")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := leverage.Analyse(ctx, nil, []leverage.File{file("a", "x", "y")}, leverage.Options{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestCount(t *testing.T) {
	for _, c := range []struct {
		side               memory.Side
		s                  string
		words, dict, chars int64
	}{
		{memory.English, "the well-known editor's 1,250.5 files – and/or notes", 8, 8, 45},
		{memory.English, "A test -- or two—three.", 5, 5, 19},
		{memory.English, "…", 0, 0, 1},
		{memory.English, "", 0, 0, 0},
		{memory.English, "km/h 27-NQ/TW", 4, 4, 12},
		{memory.English, "漢字 and kana", 4, 4, 9},
		{memory.Vietnamese, "Nhà trường bảo vệ học sinh.", 6, 4, 22},
		{memory.Vietnamese, "Năm 2024 có 12 xã", 5, 5, 13},
	} {
		got := leverage.CountOf(c.side, c.s)
		if got.Words != c.words || got.Dictionary != c.dict || got.Characters != c.chars {
			t.Errorf("%q: %+v, not %d words, %d, %d characters", c.s, got, c.words, c.dict, c.chars)
		}
	}
}

// The internal matches are those of a comparison of every segment with every
// earlier one.
func TestInternalIsBruteForce(t *testing.T) {
	word := rapid.SampledFrom([]string{"the", "gate", "river", "opens", "at", "7", "12.5", "Đường", "duong", "in", "it's", "harbour", "a", "of", "boats"})
	line := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(word, 1, 9).Draw(t, "words"), " ")
	})
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(line, 1, 14).Draw(t, "lines")
		least := rapid.SampledFrom([]int{50, 60, 75, 90}).Draw(t, "least")
		a, err := leverage.Analyse(context.Background(), nil, []leverage.File{file("a", lines...)}, leverage.Options{Internal: least})
		if err != nil {
			t.Fatal(err)
		}
		want := map[leverage.Band]int64{}
		for i, s := range lines {
			if slices.Contains(lines[:i], s) {
				want[leverage.Repetition]++
				continue
			}
			best := 0.0
			for _, o := range lines[:i] {
				best = max(best, memory.Likeness(s, o))
			}
			p := min(int(100*best+1e-9), 99)
			b := leverage.New
			if p >= least {
				b = map[leverage.Band]leverage.Band{leverage.Match95: leverage.Internal95, leverage.Match85: leverage.Internal85,
					leverage.Match75: leverage.Internal75, leverage.Match50: leverage.Internal50}[leverage.BandOf(p)]
			}
			want[b]++
		}
		for _, b := range leverage.Bands() {
			if a.Total[b].Segments != want[b] {
				t.Fatalf("%s: %d, not %d, of %q at %d", b, a.Total[b].Segments, want[b], lines, least)
			}
		}
	})
}

func TestShow(t *testing.T) {
	a, err := leverage.Analyse(context.Background(), listed{"Gió lên": 100}, []leverage.File{
		file("=cmd|'x'.txt", "Gió lên", "Trời đổ mưa"), file("<b>&", "Gió lên", "done:Xong rồi"),
	}, leverage.Options{From: memory.Vietnamese})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := leverage.Text(&b, a); err != nil || !strings.Contains(b.String(), "syllables") || strings.Count(b.String(), "total") != 3 {
		t.Errorf("%v\n%s", err, &b)
	}
	b.Reset()
	if err := leverage.CSV(&b, a); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || rows[1][0] != "'=cmd|'x'.txt" || len(rows) < 3*13 {
		t.Errorf("%v %v", err, rows)
	}
	b.Reset()
	if err := leverage.HTML(&b, a); err != nil || strings.Contains(b.String(), "<b>&<") || !strings.Contains(b.String(), "Lặp lại") && !strings.Contains(b.String(), "lặp lại") {
		t.Errorf("%v\n%s", err, &b)
	}
	d := xml.NewDecoder(&b)
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	j, err := json.Marshal(a)
	if err != nil || !strings.Contains(string(j), `{"band":"100","segments":2,"words":4`) {
		t.Errorf("%v %s", err, j)
	}
}

func BenchmarkInternal(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			lines := make([]string, n)
			for i := range lines {
				lines[i] = fmt.Sprintf("The %s of the %s is %s and the %s has %s", word(i*7), word(i*13+5), word(i/3), word(i*31), word(i/17+3))
			}
			for b.Loop() {
				if _, err := leverage.Analyse(context.Background(), nil, []leverage.File{file("a", lines...)}, leverage.Options{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "segments/s")
		})
	}
}

// word makes a word of a number, the small ones more often.
func word(i int) string {
	i = (i*2654435761 + 12345) & 0xffff
	i = i * i >> 18 // 0 to 16383, small ones often
	var b []byte
	for range 4 {
		b = append(b, "bcdfghklmnprstvw"[i&15], "aeiou"[i%5])
		i >>= 4
	}
	return string(b)
}
