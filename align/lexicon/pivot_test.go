package lexicon

import (
	"context"
	"testing"
)

// A word takes in what words of like meaning are translated by, and no row comes
// to hold more than it held.
func TestPivot(t *testing.T) {
	pairs := []Pair{
		{English: "forgive", Vietnamese: "tha thứ", Entry: true},
		{English: "pardon", Vietnamese: "tha thứ", Entry: true},
		{English: "pardon", Vietnamese: "ân xá", Entry: true},
		{English: "bridge", Vietnamese: "cây cầu", Entry: true},
	}
	for range 20 { // running text, beside which the words above are rare
		pairs = append(pairs, lesson...)
	}
	table := func(pivot float64) *Table {
		got, err := Train(context.Background(), all(pairs), Options{Pivot: pivot})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	without, with := table(-1), table(.4)
	forgive, amnesty := with.Find(English, "forgive"), with.Find(Vietnamese, "ân xá")
	if p := without.P(English, forgive, amnesty); p != 0 {
		t.Errorf("without a pivot forgive is ân xá by %v", p)
	}
	if p, q := with.P(English, forgive, amnesty), with.P(English, forgive, with.Find(Vietnamese, "tha thứ")); p <= 0 || p >= q {
		t.Errorf("forgive is ân xá by %v, and tha thứ by %v", p, q)
	}
	if p := with.P(Vietnamese, amnesty, forgive); p <= 0 {
		t.Errorf("ân xá is forgive by %v", p)
	}
	bridge := with.Find(English, "bridge")
	if got, want := with.Row(English, bridge), without.Row(English, bridge); len(got) != 1 || got[0] != want[0] {
		t.Errorf("a word of one meaning has the row %v, and had %v", got, want)
	}
	for s := range with.side {
		for id := range with.side[s].words {
			before, after := float32(0), float32(0)
			for _, e := range without.Row(Side(s), int32(id)) {
				before += e.P
			}
			for _, e := range with.Row(Side(s), int32(id)) {
				after += e.P
			}
			if after > 1.05*before { // rounding steps are 4.4 %
				t.Errorf("the row of %q holds %v, and held %v", with.Word(Side(s), int32(id)), after, before)
			}
		}
	}
}

// A gloss is known by its syllables, an entry of two of them is one word.
func TestGlossIsNoWord(t *testing.T) {
	got, err := Train(context.Background(), all([]Pair{
		{English: "lake", Vietnamese: "hồ nước", Entry: true, Gloss: true},
		{English: "human rights", Vietnamese: "nhân quyền", Entry: true},
		{English: "court", Vietnamese: "tòa án nhân dân", Entry: true},
	}), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]bool{"hồ nước": false, "hồ": true, "nước": true, "nhân quyền": true, "toà án nhân dân": false, "tòa án nhân dân": false, "dân": true} {
		if known := got.Find(Vietnamese, word) >= 0; known != want {
			t.Errorf("%q is a word: %v", word, known)
		}
	}
}
