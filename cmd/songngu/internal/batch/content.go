package batch

import (
	"cmp"
	"math"
	"slices"
)

// Features are what a document says, in a form that both languages share:
// anchors by their keys, words by their likely translation; the value is how
// often.
type Features map[string]float64

// Likeness is how alike two documents must be for ByContent to pair them. On
// unrelated news articles the cosine stays below .15, between an article and
// its translation it is mostly above .4; measured with TestContentLikeness.
const Likeness = 0.2

// ByContent pairs documents of two collections that say the same: by the
// cosine of their features, each weighed by its rarity in both collections
// (Salton's tf–idf). Pairs are taken best first, each document once, down to
// Likeness. Features that more than a tenth of the documents share (and more
// than ten) are not looked at: so the cost grows with the documents and not
// with their square. Ties go to the earlier documents.
func ByContent(english, vietnamese []Features) [][2]int {
	weight := idf(english, vietnamese)
	en, vi := weigh(english, weight), weigh(vietnamese, weight)
	postings := map[string][]int{}
	for j, v := range vi {
		for f := range v {
			postings[f] = append(postings[f], j)
		}
	}
	type candidate struct {
		i, j int
		like float64
	}
	var all []candidate
	for i, e := range en {
		likes := map[int]float64{}
		for _, f := range sortedFeatures(e) {
			for _, j := range postings[f] {
				likes[j] += e[f] * vi[j][f]
			}
		}
		for j, like := range likes {
			if like >= Likeness {
				all = append(all, candidate{i, j, like})
			}
		}
	}
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(-cmp.Compare(a.like, b.like), cmp.Compare(a.i, b.i), cmp.Compare(a.j, b.j))
	})
	usedEn, usedVi := make([]bool, len(en)), make([]bool, len(vi))
	var pairs [][2]int
	for _, c := range all {
		if !usedEn[c.i] && !usedVi[c.j] {
			usedEn[c.i], usedVi[c.j] = true, true
			pairs = append(pairs, [2]int{c.i, c.j})
		}
	}
	slices.SortFunc(pairs, func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) })
	return pairs
}

// idf weighs each feature that both collections have by its rarity.
func idf(english, vietnamese []Features) map[string]float64 {
	en, vi := documentCounts(english), documentCounts(vietnamese)
	n := len(english) + len(vietnamese)
	weight := map[string]float64{}
	for f, a := range en {
		b := vi[f]
		if b == 0 || a+b > max(10, n/10) {
			continue
		}
		weight[f] = math.Log(float64(n) / float64(a+b))
	}
	// Where there are few documents everything may be common to all of them.
	if len(weight) == 0 {
		for f := range en {
			if vi[f] > 0 {
				weight[f] = 1
			}
		}
	}
	return weight
}

func documentCounts(documents []Features) map[string]int {
	counts := map[string]int{}
	for _, d := range documents {
		for f := range d {
			counts[f]++
		}
	}
	return counts
}

// weigh gives each document's features as a vector of length one.
func weigh(documents []Features, weight map[string]float64) []Features {
	out := make([]Features, len(documents))
	for i, d := range documents {
		v := Features{}
		norm := 0.0
		for _, f := range sortedFeatures(d) {
			if w := weight[f]; w > 0 {
				x := (1 + math.Log(d[f])) * w
				v[f] = x
				norm += x * x
			}
		}
		for f := range v {
			v[f] /= math.Sqrt(norm)
		}
		out[i] = v
	}
	return out
}

// sortedFeatures fixes the order of summing, so that the last bits of a
// likeness are the same on every run.
func sortedFeatures(d Features) []string {
	names := make([]string, 0, len(d))
	for f := range d {
		names = append(names, f)
	}
	slices.Sort(names)
	return names
}
