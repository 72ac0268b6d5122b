package review

import (
	"context"

	"songngu/align"
	"songngu/corpus"
	"songngu/corpus/text"
)

// Why is why the aligner made a bead.
type Why struct {
	ID       int                `json:"id"`
	Features map[string]float64 `json:"features"`
	Links    []WhyLink          `json:"links"`
	Missed   []WhyMissed        `json:"missed"`
	RunnerUp *RunnerUp          `json:"runnerUp"`
	// Gone says that an edit has done away with the bead since the page asked:
	// no fault of the page, so no error.
	Gone bool `json:"gone,omitempty"`
}

// WhyPlace is a place in a sentence, in UTF-16 code units.
type WhyPlace struct {
	N     int `json:"n"`
	Start int `json:"start"`
	End   int `json:"end"`
}

// WhyLink is two words or anchors that met.
type WhyLink struct {
	English    WhyPlace `json:"en"`
	Vietnamese WhyPlace `json:"vi"`
	Nats       float64  `json:"nats"`
	Anchor     bool     `json:"anchor"`
	Type       string   `json:"type,omitempty"`
}

// WhyMissed is a word or an anchor without an answer on the other side.
type WhyMissed struct {
	Side string `json:"side"`
	WhyPlace
	Nats float64 `json:"nats"`
}

// RunnerUp is the bead that would have been next.
type RunnerUp struct {
	Type       string  `json:"type"`
	English    []int   `json:"en"`
	Vietnamese []int   `json:"vi"`
	Score      float64 `json:"score"`
}

// whyReach is how many beads on either side an explanation looks at: those of a
// runner-up, and enough to tell what lengths and words are usual here.
const whyReach = 40

// Why says why a bead was made. Texts are taken as they stand now, edits and
// all.
func (s *Session) Why(ctx context.Context, id int) (*Why, error) {
	if err := s.learn(ctx); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if id < 0 || id >= len(s.at.bead) {
		return nil, unknown("there is no pair %d", id)
	}
	if s.at.bead[id] < 0 {
		return &Why{ID: id, Features: map[string]float64{}, Links: []WhyLink{}, Missed: []WhyMissed{}, Gone: true}, nil
	}
	k := int(s.at.bead[id])
	p := s.excerpt(max(k-whyReach, 0), min(k+whyReach+1, len(s.beads)), k)
	e, err := align.Explain(ctx, p.text[0], p.text[1], &align.Alignment{Beads: p.beads}, p.bead, s.aligner())
	if err != nil {
		return nil, err
	}
	f := e.Bead.Features
	w := &Why{ID: id, Links: []WhyLink{}, Missed: []WhyMissed{}, Features: map[string]float64{
		"length": rounded(f.Length), "words": rounded(f.Words), "anchors": rounded(f.Anchors),
		"shape": rounded(f.Shape), "structure": rounded(f.Structure), "prior": rounded(f.Prior)}}
	for _, m := range e.Met {
		l := WhyLink{Nats: rounded(m.Nats), Anchor: m.Anchor}
		if m.Anchor {
			l.Type = m.Type.String()
		}
		of := [2]*WhyPlace{&l.English, &l.Vietnamese}
		*of[m.Side], *of[1-m.Side] = p.place(m.Side, m.Sentence, m.Span), p.place(1-m.Side, m.Reason, m.By)
		w.Links = append(w.Links, l)
	}
	for _, m := range e.Missed {
		w.Missed = append(w.Missed, WhyMissed{sideNames[m.Side], p.place(m.Side, m.Sentence, m.Span), rounded(m.Nats)})
	}
	if e.HasOther {
		o := e.RunnerUp
		w.RunnerUp = &RunnerUp{o.Type(), p.numbers(0, o.Src), p.numbers(1, o.Tgt), rounded(o.Features.Sum())}
	}
	return w, nil
}

// excerpt is some beads with their sentences, numbered from 0.
type excerpt struct {
	text   [2][]corpus.Sentence
	number [2][]int // in the document
	beads  []align.Bead
	bead   int // the one that is asked about
}

// excerpt takes the beads from one place to another, and leaves moved ones out
// but for the one that is asked about: their other side may be anywhere.
func (s *Session) excerpt(from, to, asked int) *excerpt {
	p := &excerpt{}
	for i := from; i < to; i++ {
		b := s.beads[i]
		if b.moved && i != asked {
			continue
		}
		x := align.Bead{Confidence: b.confidence, Features: b.features}
		for side, r := range [2]*align.Range{&x.Src, &x.Tgt} {
			r.Start = len(p.text[side])
			for _, t := range b.side[side] {
				shown := t.Sentence
				shown.Text = t.clean()
				p.text[side] = append(p.text[side], shown)
				p.number[side] = append(p.number[side], int(s.at.number[side][t.id]))
			}
			r.End = len(p.text[side])
		}
		if i == asked {
			p.bead = len(p.beads)
		}
		p.beads = append(p.beads, x)
	}
	return p
}

func (p *excerpt) place(side, n int, span text.Span) WhyPlace {
	t := p.text[side][n].Text
	return WhyPlace{p.number[side][n], unitsOf(t, span.Start), unitsOf(t, span.End)}
}

func (p *excerpt) numbers(side int, r align.Range) []int {
	list := []int{}
	for n := r.Start; n < r.End; n++ {
		list = append(list, p.number[side][n])
	}
	return list
}
