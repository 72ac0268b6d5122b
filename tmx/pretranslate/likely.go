package pretranslate

import (
	"songngu/align/lexicon"
	"songngu/corpus/text"
	"songngu/tmx/memory"
)

// leastLikely is the least product of both directions' probabilities at which
// words are taken to translate each other, that of memory's concordance.
const leastLikely = 0.0009

// leastOrigin is the least such product for a word beside others that are
// sure.
const leastOrigin = 1e-6

// likely finds the words of target that most likely translate the words inner
// of source by the embedded word table, as one span. Most of the words must
// find their translation, close together, and no word of the source outside
// inner may be as likely the origin of one of them. short says that the span
// has less than two thirds of the words that would be inner's share of the
// target: some of its translation is likely to stand outside.
func likely(inner, source, target string, from memory.Side) (span text.Span, short bool) {
	t := lexicon.Default()
	side := lexicon.Side(from)
	mine := t.Tokens(nil, side, inner)
	all := t.Tokens(nil, side, source)
	theirs := t.Tokens(nil, side.Other(), target)
	known, found := 0, 0
	low, high := -1, -1
	for _, m := range mine {
		if m.ID < 0 {
			continue
		}
		known++
		best, at, twice := leastLikely, -1, false
		for k, o := range theirs {
			if o.ID < 0 {
				continue
			}
			p := both(t, side, m.ID, o.ID)
			if p > best {
				best, at, twice = p, k, false
			} else if p == best && at >= 0 {
				twice = true
			}
		}
		if at < 0 || twice || rival(t, side, all, mine, theirs[at].ID, best) {
			continue
		}
		found++
		if low < 0 || at < low {
			low = at
		}
		high = max(high, at)
	}
	if found == 0 || 2*found < known || high-low+1 > 2*found+1 {
		return text.Span{}, false
	}
	// Words beside them that have no better origin elsewhere belong to them.
	for low > 0 && beside(theirs[low-1], theirs[low], target) && origin(t, side, all, mine, theirs[low-1].ID) {
		low--
	}
	for high+1 < len(theirs) && beside(theirs[high], theirs[high+1], target) && origin(t, side, all, mine, theirs[high+1].ID) {
		high++
	}
	short = 3*(high-low+1)*len(all) < 2*len(mine)*len(theirs)
	return text.Span{Start: theirs[low].Span.Start, End: theirs[high].Span.End}, short
}

// beside reports whether two words have but a blank between them.
func beside(a, b lexicon.Token, in string) bool {
	return a.Span.End > b.Span.Start || in[a.Span.End:b.Span.Start] == " "
}

// origin reports whether the word id of the other side comes most likely from
// one of mine.
func origin(t *lexicon.Table, side lexicon.Side, all, mine []lexicon.Token, id int32) bool {
	best := 0.0
	for _, m := range mine {
		if m.ID >= 0 && id >= 0 {
			best = max(best, both(t, side, m.ID, id))
		}
	}
	return best > leastOrigin && !rival(t, side, all, mine, id, best)
}

func both(t *lexicon.Table, side lexicon.Side, a, b int32) float64 {
	return float64(t.P(side, a, b)) * float64(t.P(side.Other(), b, a))
}

// rival reports whether a word of all that is not among mine explains the word
// id of the other side better than p.
func rival(t *lexicon.Table, side lexicon.Side, all, mine []lexicon.Token, id int32, p float64) bool {
	for _, a := range all {
		if a.ID < 0 || both(t, side, a.ID, id) <= p {
			continue
		}
		inside := false
		for _, m := range mine {
			inside = inside || m.ID == a.ID
		}
		if !inside {
			return true
		}
	}
	return false
}
