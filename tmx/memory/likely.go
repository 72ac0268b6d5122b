package memory

import (
	"songngu/align/lexicon"
	"songngu/corpus/text"
)

// The least probability of a translation that is shown as likely, and how near
// to the best one another must be to be shown beside it.
const (
	leastLikely = 0.03
	nearBest    = 0.5
)

// likely finds in the other side of each hit what most likely translates the
// words found: for every word found the word of the other side with the
// greatest geometric mean of P(v|e) and P(e|v) in the embedded word table, and
// those nearly as likely. The mean of both directions keeps words out that
// follow everything, such as "của".
func likely(hits []Hit, in Side) {
	if len(hits) == 0 {
		return
	}
	t := lexicon.Default()
	from, to := lexicon.Side(in), lexicon.Side(in.Other())
	var mine, theirs []lexicon.Token
	for i := range hits {
		h := &hits[i]
		mine = t.Tokens(mine[:0], from, h.Unit.Text[in])
		theirs = t.Tokens(theirs[:0], to, h.Unit.Text[in.Other()])
		marked := make([]bool, len(theirs))
		for _, m := range mine {
			if m.ID >= 0 && overlaps(h.Spans, m.Span) {
				markLikely(t, from, m.ID, theirs, marked)
			}
		}
		for k, on := range marked {
			if !on {
				continue
			}
			h.Likely = join(h.Likely, theirs[k].Span, h.Unit.Text[in.Other()])
		}
	}
}

func markLikely(t *lexicon.Table, from lexicon.Side, id int32, theirs []lexicon.Token, marked []bool) {
	score := func(k int) float64 {
		if theirs[k].ID < 0 {
			return 0
		}
		return float64(t.P(from, id, theirs[k].ID)) * float64(t.P(from.Other(), theirs[k].ID, id))
	}
	best := 0.0
	for k := range theirs {
		best = max(best, score(k))
	}
	if best < leastLikely*leastLikely {
		return
	}
	for k := range theirs {
		if score(k) >= best*nearBest*nearBest {
			marked[k] = true
		}
	}
}

func overlaps(spans []text.Span, s text.Span) bool {
	for _, o := range spans {
		if o.Start < s.End && s.Start < o.End {
			return true
		}
	}
	return false
}

// join appends a span, or makes the last one longer where nothing but a blank
// parts them. The parts of a name with hyphens may overlap.
func join(spans []text.Span, s text.Span, of string) []text.Span {
	if n := len(spans); n > 0 {
		last := &spans[n-1]
		if s.Start <= last.End || of[last.End:s.Start] == " " {
			last.End = max(last.End, s.End)
			return spans
		}
	}
	return append(spans, s)
}
