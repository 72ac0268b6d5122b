package lexicon

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// lesson is a small text written for these tests.
var lesson = []Pair{
	{English: "The cat sleeps on the mat.", Vietnamese: "Con mèo ngủ trên tấm thảm."},
	{English: "The dog sleeps in the garden.", Vietnamese: "Con chó ngủ trong vườn."},
	{English: "A cat watches the dog.", Vietnamese: "Một con mèo nhìn con chó."},
	{English: "The dogs watched a bird.", Vietnamese: "Những con chó nhìn một con chim."},
	{English: "The bird sings in the garden.", Vietnamese: "Con chim hót trong vườn."},
	{English: "Cats don't sing.", Vietnamese: "Mèo không hót."},
	{English: "Human rights matter to the bird keeper.", Vietnamese: "Nhân quyền quan trọng với người nuôi chim."},
	{English: "human rights", Vietnamese: "nhân quyền", Entry: true},
}

func lessonTable(t testing.TB, workers int) *Table {
	t.Helper()
	table, err := Train(context.Background(), all(lesson), Options{Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func bytesOf(t testing.TB, table *Table) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := table.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func best(t *Table, side Side, word string) string {
	row := t.Row(side, t.Find(side, word))
	if len(row) == 0 {
		return ""
	}
	e := slices.MaxFunc(row, func(a, b Entry) int { return int(1e6 * (a.P - b.P)) })
	return t.Word(side.Other(), e.ID)
}

func TestTrainLearnsTranslations(t *testing.T) {
	table := lessonTable(t, 1)
	for _, c := range []struct {
		side     Side
		from, to string
	}{
		{English, "cat", "mèo"},
		{English, "dog", "chó"},
		{Vietnamese, "chim", "bird"},
		{Vietnamese, "hót", "sing"},
	} {
		if got := best(table, c.side, c.from); got != c.to {
			t.Errorf("the best translation of %q is %q, want %q", c.from, got, c.to)
		}
	}
}

func TestShippedTableKnowsCommonTerms(t *testing.T) {
	d := Default()
	for _, c := range []struct {
		side     Side
		from, to string
	}{
		{English, "government", "chính phủ"},
		{English, "file", "tập tin"},
		{Vietnamese, "tổng thống", "president"},
		{Vietnamese, "nghị quyết", "resolution"},
		{Vietnamese, "sông", "river"},
	} {
		if got := best(d, c.side, c.from); got != c.to {
			t.Errorf("the best translation of %q is %q, want %q", c.from, got, c.to)
		}
	}
	right := d.Score(ids(d, English, "The National Assembly passed the law on Friday."), ids(d, Vietnamese, "Quốc hội đã thông qua luật này hôm thứ Sáu."))
	wrong := d.Score(ids(d, English, "The National Assembly passed the law on Friday."), ids(d, Vietnamese, "Con mèo của bà tôi thích ăn cá."))
	if right < 5 || wrong > 0 {
		t.Errorf("a translation scores %.1f nats, a stranger %.1f", right, wrong)
	}
}

func TestTrainDoesNotDependOnWorkers(t *testing.T) {
	if !bytes.Equal(bytesOf(t, lessonTable(t, 1)), bytesOf(t, lessonTable(t, 4))) {
		t.Error("one worker and four learn different tables")
	}
	rapid.Check(t, func(r *rapid.T) {
		var pairs []Pair
		en := rapid.SliceOfN(rapid.SampledFrom(strings.Fields("cat dog bird sing sleep the a")), 1, 6)
		vi := rapid.SliceOfN(rapid.SampledFrom(strings.Fields("mèo chó chim hót ngủ con một")), 1, 6)
		for range rapid.IntRange(1, 600).Draw(r, "n") {
			pairs = append(pairs, Pair{English: strings.Join(en.Draw(r, "en"), " "), Vietnamese: strings.Join(vi.Draw(r, "vi"), " ")})
			if len(pairs) > 40 {
				break
			}
		}
		for range 4 { // past the size of a batch
			pairs = append(pairs, pairs...)
		}
		var out [2][]byte
		for i, workers := range []int{1, 4} {
			table, err := Train(context.Background(), all(pairs), Options{Workers: workers, Iterations: 2})
			if err != nil {
				r.Fatal(err)
			}
			out[i] = bytesOf(t, table)
		}
		if !bytes.Equal(out[0], out[1]) {
			r.Error("one worker and four learn different tables")
		}
	})
}

func TestTrainErrors(t *testing.T) {
	broken := errors.New("broken")
	for name, c := range map[string]struct {
		pairs []Pair
		err   error
		want  error
	}{
		"nothing":     {nil, nil, ErrNoPairs},
		"no words":    {[]Pair{{English: "1 2 3", Vietnamese: "…"}}, nil, ErrNoPairs},
		"source ends": {lesson, broken, broken},
	} {
		_, err := Train(context.Background(), func(yield func(Pair, error) bool) {
			for _, p := range c.pairs {
				if !yield(p, nil) {
					return
				}
			}
			if c.err != nil {
				yield(Pair{}, c.err)
			}
		}, Options{})
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Train(ctx, all(lesson), Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled training ends with %v", err)
	}
	if _, err := Train(context.Background(), all([]Pair{{English: "a", Vietnamese: "b", Weight: -1}}), Options{}); err == nil {
		t.Error("a negative weight is accepted")
	}
}

func TestWriteLoad(t *testing.T) {
	for name, table := range map[string]*Table{"lesson": lessonTable(t, 2), "empty": {}} {
		first := bytesOf(t, table)
		read, err := Load(bytes.NewReader(first))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !bytes.Equal(first, bytesOf(t, read)) {
			t.Errorf("%s: writing what was read gives other bytes", name)
		}
		for side := English; side <= Vietnamese; side++ {
			if table.Len(side) != read.Len(side) {
				t.Fatalf("%s: %d words became %d", name, table.Len(side), read.Len(side))
			}
			for id := range int32(table.Len(side)) {
				if table.Word(side, id) != read.Word(side, id) || !slices.Equal(table.Row(side, id), read.Row(side, id)) ||
					table.Unigram(side, id) != read.Unigram(side, id) {
					t.Fatalf("%s: word %q changed", name, table.Word(side, id))
				}
			}
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	good := bytesOf(t, lessonTable(t, 1))
	later := slices.Clone(good)
	later[7] = '2'
	flipped := slices.Clone(good)
	flipped[len(flipped)/2] ^= 1
	for name, b := range map[string][]byte{
		"empty": nil, "text": []byte("no lexicon at all"), "later version": later,
		"flipped bit": flipped, "cut short": good[:len(good)-1], "more": append(slices.Clone(good), 0),
	} {
		if _, err := Load(bytes.NewReader(b)); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// sealed is the body of a file with its checksum, so that fuzzing passes it.
func sealed(body []byte) []byte {
	return binary.LittleEndian.AppendUint32(slices.Clone(body), crc32.Checksum(body, castagnoli))
}

func FuzzLoad(f *testing.F) {
	good := bytesOf(f, lessonTable(f, 1))
	f.Add(good[:len(good)-4])
	f.Add(bytesOf(f, &Table{}))
	f.Fuzz(func(t *testing.T, body []byte) {
		table, err := decode(sealed(body))
		if err != nil {
			if !errors.Is(err, ErrFormat) {
				t.Fatal(err)
			}
			return
		}
		again, err := decode(bytesOf(t, table))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(bytesOf(t, table), bytesOf(t, again)) {
			t.Fatal("writing what was read gives other bytes")
		}
		for _, side := range []Side{English, Vietnamese} {
			table.Tokens(nil, side, "con mèo sleeps")
		}
	})
}

func TestMerge(t *testing.T) {
	base := lessonTable(t, 1)
	own, err := Train(context.Background(), all([]Pair{
		{English: "cat", Vietnamese: "miêu", Entry: true},
		{English: "blockchain", Vietnamese: "chuỗi khối", Entry: true},
	}), Options{})
	if err != nil {
		t.Fatal(err)
	}
	m := Merge(base, own, .5)
	for id := range int32(base.Len(English)) {
		if m.Word(English, id) != base.Word(English, id) {
			t.Fatalf("word %d of the base became %q", id, m.Word(English, id))
		}
	}
	if got := best(m, English, "blockchain"); got != "chuỗi khối" {
		t.Errorf("the best translation of blockchain is %q", got)
	}
	cat := m.Find(English, "cat")
	if m.P(English, cat, m.Find(Vietnamese, "miêu")) == 0 || m.P(English, cat, m.Find(Vietnamese, "mèo")) == 0 {
		t.Error("a word of both tables has not the translations of both")
	}
	if n := len(m.Tokens(nil, Vietnamese, "Chuỗi khối.")); n != 1 {
		t.Errorf("a word of two syllables of the own table is %d tokens", n)
	}
	if _, err := Load(bytes.NewReader(bytesOf(t, m))); err != nil {
		t.Error(err)
	}
	if !bytes.Equal(bytesOf(t, base), bytesOf(t, lessonTable(t, 1))) {
		t.Error("merging changed the base")
	}
}
