package align

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// freely is how far a synthetic translator goes from his text: 0 is a line of
// news, 1 freer than any scripture.
type freely struct {
	degree float64
	loose  float64 // share of words that are other ones
	marks  float64 // share of marks that are other ones
	vi     float64 // share of what is cut and added that is on the Vietnamese side
	text   [2][]string
}

// rewrite makes a bead of a free translation of one of a close one: phrases are
// put in other words (here: in words of elsewhere), left out and added; long
// sentences are cut as a writer cuts them, with a stop and a capital; calls,
// asides and whole explanations are added that the other side has not. All that
// stays within the bead.
func (f *freely) rewrite(rng *rand.Rand, p piece) piece {
	out := piece{append([]string{}, p.en...), append([]string{}, p.vi...)}
	// One sentence is close and the next free: rates scatter widely.
	rate := f.loose * 2 * rng.Float64()
	for s, side := range [2]*[]string{&out.en, &out.vi} {
		own := f.vi
		if s == 0 {
			own = 1 - f.vi
		}
		for k := range *side {
			(*side)[k] = f.paraphrase(rng, s, (*side)[k], min(rate, 0.9))
		}
		for range 3 {
			k := rng.IntN(len(*side))
			if len(*side) < maxBlock-1 && rng.Float64() < f.degree*own*0.6 {
				if a, b := f.cut(rng, (*side)[k]); b != "" {
					*side = append((*side)[:k], append([]string{a, b}, (*side)[k+1:]...)...)
				}
			}
		}
		if len(*side) >= maxBlock {
			continue
		}
		switch x := rng.Float64(); {
		case x < f.degree*own*0.04:
			call := capital(f.phrase(rng, s, 1+rng.IntN(4))) + []string{"!", "!", ".", "?"}[rng.IntN(4)]
			*side = append([]string{call}, *side...)
		case x < f.degree*own*0.08:
			aside := capital(f.phrase(rng, s, 4+rng.IntN(14))) + "."
			if rng.IntN(3) == 0 {
				aside = "(" + aside + ")"
			}
			if k := rng.IntN(len(*side) + 1); k == len(*side) || rng.IntN(2) == 0 {
				*side = append(*side, aside)
			} else {
				*side = append((*side)[:k], append([]string{aside}, (*side)[k:]...)...)
			}
		}
	}
	if m, n := len(out.en), len(out.vi); m > maxBlock || n > maxBlock || typeIndex[m][n] < 0 {
		return p
	}
	return out
}

// paraphrase puts phrases into other words at a rate.
func (f *freely) paraphrase(rng *rand.Rand, side int, s string, rate float64) string {
	words := strings.Fields(s)
	var out []string
	for k := 0; k < len(words); {
		n := min(1+rng.IntN(4), len(words)-k)
		switch x := rng.Float64(); {
		case x < rate*0.7:
			out = append(append(out, names(words[k:k+n])...), f.phrase(rng, side, 1+rng.IntN(n*2)))
		case x < rate*0.8:
			out = append(out, names(words[k:k+n])...)
		default:
			out = append(out, words[k:k+n]...)
		}
		if rng.Float64() < rate*0.15 {
			add := f.phrase(rng, side, 1+rng.IntN(6))
			if rng.IntN(3) == 0 {
				add = "(" + add + ")"
			}
			out = append(out, add)
		}
		k += n
	}
	if len(out) == 0 {
		return s
	}
	t := strings.Join(out, " ")
	if r, _ := utf8.DecodeRuneInString(s); unicode.IsUpper(r) {
		t = capital(t)
	}
	if rng.Float64() < f.marks {
		return strings.TrimRightFunc(t, unicode.IsPunct) + endings[rng.IntN(len(endings))]
	}
	// The end of a sentence keeps its mark otherwise.
	if last, size := utf8.DecodeLastRuneInString(s); !unicode.IsLetter(last) && !unicode.IsDigit(last) && !strings.HasSuffix(t, s[len(s)-size:]) {
		t = strings.TrimRightFunc(t, func(r rune) bool { return unicode.IsPunct(r) && r != ')' }) + s[len(s)-size:]
	}
	return t
}

// endings are marks at the end of a sentence, those that come often more often.
var endings = []string{".", ".", ".", ".", "!", ";", "?", ":", ",", ".”"}

// names are those of some words that every translator keeps: numbers and names.
func names(words []string) (out []string) {
	for _, w := range words {
		if strings.ContainsFunc(w, func(r rune) bool { return unicode.IsUpper(r) || unicode.IsDigit(r) }) {
			out = append(out, w)
		}
	}
	return out
}

// phrase is some words on end from somewhere in the collection, less the names
// among them.
func (f *freely) phrase(rng *rand.Rand, side, n int) string {
	words := strings.Fields(f.text[side][rng.IntN(len(f.text[side]))])
	k := 0
	if len(words) > n {
		k = 1 + rng.IntN(len(words)-n)
	}
	var out []string
	for _, w := range words[k:min(k+n, len(words))] {
		if len(names([]string{w})) == 0 {
			out = append(out, strings.TrimFunc(w, unicode.IsPunct))
		}
	}
	if len(out) == 0 {
		return "-"
	}
	return strings.Join(out, " ")
}

// cut makes two sentences of one, at a comma if there is one in the middle, else
// between any two words there.
func (f *freely) cut(rng *rand.Rand, s string) (string, string) {
	if utf8.RuneCountInString(s) < 30 {
		return s, ""
	}
	x := clause(s)
	if x == 0 {
		from := len(s)/4 + rng.IntN(len(s)/2)
		if x = strings.IndexByte(s[from:], ' '); x < 0 {
			return s, ""
		}
		x += from
	}
	a, b := strings.TrimRight(s[:x], " ,;:"), strings.TrimSpace(s[x:])
	if a == "" || b == "" {
		return s, ""
	}
	return a + endings[rng.IntN(len(endings))], capital(b)
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
