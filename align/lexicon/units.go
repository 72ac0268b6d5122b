package lexicon

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
)

// newTable makes the vocabulary of a table from pairs: the base forms of the
// English words, the Vietnamese syllables and the words of several syllables.
// Rows are empty and counts zero.
func newTable(list []Pair, o Options) *Table {
	t := &Table{null: [2]float32{.1, .1}}
	t.side[English] = sorted(englishWords(list, o.MinCount))
	t.side[Vietnamese] = sorted(vietnameseWords(list, o))
	return t
}

func sorted(known map[string]bool) vocabulary {
	words := make([]string, 0, len(known))
	for w := range known {
		words = append(words, w)
	}
	slices.Sort(words)
	v, _ := newVocabulary(words, make([]uint32, len(words))) // no word comes twice
	return v
}

// englishWords is the words met, but an inflected form only if none of its base
// forms is met.
func englishWords(list []Pair, minCount int) map[string]bool {
	counts := make(map[string]int)
	var w words
	for _, p := range list {
		w.split(English, p.English)
		n := 1
		if p.Entry {
			n = minCount
		}
		for i := range w.parts {
			counts[string(w.text(i))] += n
		}
	}
	known := make(map[string]bool, len(counts))
	var b baseForms
	for word, n := range counts {
		base := word
	climb: // from form to base form: at most "buildings", "building"
		for range 3 {
			b.find([]byte(base))
			for i := range b.n {
				if f := string(b.form(i)); counts[f] > 0 && f != base {
					base = f
					n += counts[f]
					continue climb
				}
			}
			break
		}
		if n >= minCount {
			known[base] = true
		}
	}
	return known
}

// vietnameseWords is the syllables met, and the words of several syllables.
func vietnameseWords(list []Pair, o Options) map[string]bool {
	counts := make(map[string]int)
	known := make(map[string]bool)
	var w words
	var sentences [][]string
	for _, p := range list {
		w.split(Vietnamese, p.Vietnamese)
		n := 1
		if p.Entry {
			n = o.MinCount
			if whole := w.whole(); whole != "" && !p.Gloss {
				known[whole] = true
			}
		}
		var run []string
		for i := range w.parts {
			if !w.parts[i].joined && len(run) > 0 {
				sentences = append(sentences, run)
				run = nil
			}
			s := string(w.text(i))
			counts[s] += n
			if !p.Entry {
				run = append(run, s)
			}
		}
		if len(run) > 1 {
			sentences = append(sentences, run)
		}
	}
	for s, n := range counts {
		if n >= o.MinCount {
			known[s] = true
		}
	}
	findUnits(sentences, known, o.Units)
	maps.DeleteFunc(known, func(w string, _ bool) bool { return len(w) > maxEntry })
	for w := range known { // Tokens comes to a word by its first syllable
		if head, _, ok := strings.Cut(w, " "); ok {
			known[head] = true
		}
	}
	return known
}

// whole is the words as one word of two syllables, or "". Longer names of things
// are better known by the words in them: who writes "kẻ vô tín ngưỡng" where the
// dictionary has "người vô tín ngưỡng" has then said nearly the same.
func (w *words) whole() string {
	if len(w.parts) != 2 || !w.parts[1].joined {
		return ""
	}
	return strings.TrimSuffix(string(w.folded), " ")
}

// findUnits adds to known the runs of two and then of up to four syllables
// whose normalised pointwise mutual information reaches least: about two
// thirds of Vietnamese words have several syllables, and mere neighbours meet
// no oftener than chance. Source: Bouma 2009, "Normalized (pointwise) mutual
// information in collocation extraction". Each round joins what the last one
// found, the first match from the left.
func findUnits(sentences [][]string, known map[string]bool, least float64) {
	const rounds, minMeetings = 2, 4
	type couple struct{ a, b string }
	for range rounds {
		single := make(map[string]int)
		both := make(map[couple]int)
		total := 0
		for _, s := range sentences {
			total += len(s)
			for i, w := range s {
				single[w]++
				if i > 0 {
					both[couple{s[i-1], w}]++
				}
			}
		}
		n := float64(total)
		score := make(map[couple]float64)
		for c, k := range both {
			if k < minMeetings || strings.Count(c.a, " ")+strings.Count(c.b, " ") > 2 {
				continue
			}
			p := float64(k) / n
			pmi := math.Log(p * n * n / (float64(single[c.a]) * float64(single[c.b])))
			if v := pmi / -math.Log(p); v >= least {
				score[c] = v
				known[c.a+" "+c.b] = true
			}
		}
		for i, s := range sentences {
			sentences[i] = join(s, func(a, b string) float64 { return score[couple{a, b}] })
		}
	}
}

// join merges neighbours with a score above zero, the best first, the left one
// of equals.
func join(s []string, score func(a, b string) float64) []string {
	type seam struct {
		at    int
		score float64
	}
	var seams []seam
	for i := 1; i < len(s); i++ {
		if v := score(s[i-1], s[i]); v > 0 {
			seams = append(seams, seam{i, v})
		}
	}
	if len(seams) == 0 {
		return s
	}
	slices.SortFunc(seams, func(a, b seam) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.at, b.at))
	})
	used := make([]bool, len(s))
	glued := make([]bool, len(s)) // to its predecessor
	for _, m := range seams {
		if !used[m.at-1] && !used[m.at] {
			used[m.at-1], used[m.at], glued[m.at] = true, true, true
		}
	}
	out := s[:0]
	for i, w := range s {
		if glued[i] {
			out[len(out)-1] += " " + w
		} else {
			out = append(out, w)
		}
	}
	return out
}
