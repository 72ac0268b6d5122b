package align

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestExplain(t *testing.T) {
	en, vi := story(rand.New(rand.NewPCG(11, 3)), 40)
	en[20].Text = "In 1987 the library of Hue bought 640 maps."
	vi[20].Text = "Năm 1987, thư viện Huế mua 640 tấm bản đồ."
	a := align(t, en, vi, Options{})
	for k, b := range a.Beads {
		e, err := Explain(context.Background(), en, vi, a, k, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if b.Src.Start != 20 || b.Null() {
			continue
		}
		seen := make(map[string]bool)
		for _, m := range e.Met {
			if m.Reason < 0 || m.Nats <= 0 {
				t.Errorf("met without reason: %+v", m)
			}
			texts := [2]string{en[20].Text, vi[20].Text}
			seen[strings.ToLower(m.Span.Of(texts[m.Side]))+"="+strings.ToLower(m.By.Of(texts[1-m.Side]))] = true
		}
		for _, want := range []string{"640=640", "thư viện=library"} {
			if !seen[want] {
				t.Errorf("%q is not among %v", want, seen)
			}
		}
		if !e.HasOther || e.RunnerUp.Confidence > b.Confidence {
			t.Errorf("runner-up %+v of %+v", e.RunnerUp, b)
		}
		if s := e.Bead.Features.Sum(); s < 3 {
			t.Errorf("a good bead scores %v: %+v", s, e.Bead.Features)
		}
	}
	if _, err := Explain(context.Background(), en, vi, a, len(a.Beads), Options{}); err == nil {
		t.Error("a bead that is not there is explained")
	}
	if _, err := Explain(context.Background(), en[:3], vi, a, 0, Options{}); err == nil {
		t.Error("an alignment of other texts is explained")
	}
}

func TestMemoryTeaches(t *testing.T) {
	en, vi := story(rand.New(rand.NewPCG(12, 3)), 60)
	for k := range en {
		if k%3 == 0 {
			en[k].Text = "Zorbling " + en[k].Text
			vi[k].Text = "Quắc lọ " + vi[k].Text
		}
	}
	m := NewMemory(nil)
	m.Teach(en, vi, align(t, en, vi, Options{}))
	a := align(t, en, vi, Options{Lexicon: m.Table()})
	check(t, a, len(en), len(vi))
	for _, b := range a.Beads {
		if b.Type() != "1-1" || b.Src.Start != b.Tgt.Start {
			t.Errorf("with what it taught itself, a plain text has bead %v %v", b.Src, b.Tgt)
		}
	}
}
