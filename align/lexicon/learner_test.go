package lexicon

import (
	"bytes"
	"testing"
)

// fable is a text about things that no shipped table can know.
var fable = []Pair{
	{English: "The zorblat opened the window.", Vietnamese: "Con dóp-bờ-lát mở cửa sổ."},
	{English: "Nobody saw the zorblat.", Vietnamese: "Không ai thấy con dóp-bờ-lát."},
	{English: "A zorblat likes milk.", Vietnamese: "Một con dóp-bờ-lát thích sữa."},
	{English: "The king asked Quimper for help.", Vietnamese: "Nhà vua nhờ Kim-pe giúp đỡ."},
	{English: "Quimper read the letter.", Vietnamese: "Kim-pe đọc lá thư."},
	{English: "The river was cold, said Quimper.", Vietnamese: "Dòng sông lạnh lắm, Kim-pe nói."},
	{English: "Quimper went home.", Vietnamese: "Kim-pe về nhà."},
}

func TestLearnerLearnsNewWords(t *testing.T) {
	prior := Default()
	before := bytesOf(t, prior)
	l := NewLearner(prior)
	for _, p := range fable {
		l.Add(tokenIDs(l, English, p.English), tokenIDs(l, Vietnamese, p.Vietnamese), .95)
	}
	table := l.Table()
	if got := best(table, English, "quimper"); got != "kim-pe" {
		t.Errorf("the best translation of Quimper is %q", got)
	}
	if got := best(table, Vietnamese, "kim-pe"); got != "quimper" {
		t.Errorf("the best translation of Kim-pe is %q", got)
	}
	for id := range int32(prior.Len(English)) {
		if prior.Word(English, id) != table.Word(English, id) {
			t.Fatalf("word %d became another", id)
		}
	}
	if got, want := best(table, English, "river"), best(prior, English, "river"); got != want {
		t.Errorf("one mention made the best translation of river %q, it was %q", got, want)
	}
	if !bytes.Equal(before, bytesOf(t, prior)) {
		t.Error("learning changed the prior")
	}
	if !bytes.Equal(bytesOf(t, table), bytesOf(t, l.Table())) {
		t.Error("asking twice gives two tables")
	}
	again, err := Load(bytes.NewReader(bytesOf(t, table)))
	if err != nil {
		t.Fatal(err)
	}
	if best(again, English, "quimper") != "kim-pe" {
		t.Error("what was learnt is lost in a file")
	}
}

func TestLearnerPassesByWhatItDoesNotKnow(t *testing.T) {
	l := NewLearner(Default())
	l.Add([]int32{-1, 1 << 30}, []int32{0}, 1)
	l.Add(nil, nil, 1)
	l.Add([]int32{0}, []int32{0}, -3)
	if n := len(l.cells); n != 0 {
		t.Errorf("it learnt from %d pairs of words", n)
	}
}

func BenchmarkLearner(b *testing.B) {
	prior := Default()
	for b.Loop() {
		l := NewLearner(prior)
		for range 50 { // a news document
			for _, p := range fable[:1] {
				l.Add(tokenIDs(l, English, p.English), tokenIDs(l, Vietnamese, p.Vietnamese), .95)
			}
		}
		l.Table()
	}
}
