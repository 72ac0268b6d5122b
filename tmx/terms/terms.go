package terms

import (
	"cmp"
	"context"
	"iter"
	"math"
	"slices"
	"strings"

	"songngu/align/lexicon"
	"songngu/corpus/text"
)

// Pair is a unit of a memory.
type Pair struct {
	English    string `json:"en"`
	Vietnamese string `json:"vi"`
	Name       string `json:"document,omitempty"` // what an example is known by: the document, or "" where unknown
}

// Source gives the pairs of a memory from the beginning, twice the same.
type Source func() iter.Seq2[Pair, error]

// Options steer Extract; the zero value means the defaults.
type Options struct {
	MinFrequency int // least number of units with the pair; 0: 3
	Limit        int // terms returned; 0: 200, negative: all
	MaxWords     int // of an English term; 0: 4
	Examples     int // of each term; 0: 3, negative: none
	// Known says which pairs are left out; may be nil.
	Known func(english, vietnamese string) bool
	// Table is the word table to begin with; nil: the embedded one.
	Table *lexicon.Table
	// MaxPairs bounds the pairs that are read; 0: 300,000, which take some
	// 200 MB.
	MaxPairs int
	Progress func(stage string, done float64) // may be nil
}

func (o Options) filled() Options {
	set := func(v *int, to int) {
		if *v == 0 {
			*v = to
		}
	}
	set(&o.MinFrequency, 3)
	set(&o.Limit, 200)
	set(&o.MaxWords, 4)
	set(&o.Examples, 3)
	set(&o.MaxPairs, 300_000)
	if o.Table == nil {
		o.Table = lexicon.Default()
	}
	if o.Progress == nil {
		o.Progress = func(string, float64) {}
	}
	return o
}

// Term is a pair of terms.
type Term struct {
	English         string  `json:"en"`
	Vietnamese      string  `json:"vi"`
	Score           float64 `json:"score"`     // how sure the pair is, 0 to 1
	Rank            float64 `json:"rank"`      // Score times how much of a term it is; the list is sorted by it
	Frequency       int     `json:"frequency"` // units where the one is linked to the other
	EnglishUnits    int     `json:"en_units"`  // units with the English term
	VietnameseUnits int     `json:"vi_units"`  // units with the Vietnamese one
	CValue          float64 `json:"c_value"`
	LogLikely       float64 `json:"log_likelihood"`
	Examples        []Pair  `json:"examples,omitempty"`
}

// Extract finds the terms of a memory.
//
// Goal: a list that a terminologist strikes little from. Method, without parts
// of speech:
//
//  1. The words of each unit are found as the word table finds them, and the
//     table is adapted to the memory (lexicon.Learner), so that its own terms
//     are linked.
//  2. English candidates are runs of 1 to MaxWords words without a function
//     word in them but "of", which come MinFrequency times, mostly end where a
//     noun phrase ends, and stand behind articles and prepositions rather than
//     behind "to" and "can". Their C-value (Frantzi, Ananiadou and Mima 2000,
//     with log2(words + 1) so that single words count too) is what they come
//     by themselves, not as part of longer ones.
//  3. In each unit words are linked one to one, the surest first (competitive
//     linking, Melamed 2000). The words a candidate is linked to are its
//     translation there if no word outside it is linked in between (as phrases
//     are extracted for machine translation, Och and Ney 2004), with and
//     without unlinked content words beside them, and if they begin and end
//     with no function word of Vietnamese.
//  4. A translation stands if it is the most usual one, takes at least 0.3 of
//     all, passes Dunning's log-likelihood test over units at p < .001, and if
//     the English term is not a lesser origin of it. Its score is the
//     geometric mean of that share and of Dice's coefficient over units.
//
// Cost: linear in the text. The result does not depend on anything but pairs
// and options.
func Extract(ctx context.Context, source Source, opts Options) ([]Term, error) {
	opts = opts.filled()
	c, err := read(ctx, source, opts)
	if err != nil {
		return nil, err
	}
	c.english = c.candidates(ctx, opts)
	opts.Progress("linking", 0)
	if err := c.link(ctx, opts); err != nil {
		return nil, err
	}
	opts.Progress("counting", 0)
	if err := c.count(ctx); err != nil {
		return nil, err
	}
	found := c.choose(opts)
	if err := c.surfaces(ctx, source, found, opts); err != nil {
		return nil, err
	}
	var out []Term
	seen := map[string]bool{}
	for _, f := range found {
		key := strings.ToLower(f.term.English)
		if participle(f) || f.term.English == "" || f.term.Vietnamese == "" || seen[key] || strings.EqualFold(f.term.English, f.term.Vietnamese) ||
			opts.Known != nil && opts.Known(f.term.English, f.term.Vietnamese) {
			continue
		}
		seen[key] = true
		out = append(out, f.term)
		if len(out) == opts.Limit {
			break
		}
	}
	return out, nil
}

// phrase is words of one side in a row, as the bytes of their IDs.
type phrase string

// candidate is an English phrase that may be a term.
type candidate struct {
	phrase phrase
	n      int // words
	freq   int // occurrences
	cvalue float64
	units  int
	to     map[phrase]int // translations, by the units they are linked in
}

// scored is a pair with its numbers.
type scored struct {
	en   *candidate
	vi   phrase
	term Term
}

// choose picks each candidate's translation and sorts the pairs, the best
// first.
func (c *collection) choose(opts Options) []*scored {
	strongest := map[phrase]int{} // of each Vietnamese phrase: its strongest origin
	for _, e := range c.ordered {
		for v, n := range e.to {
			strongest[v] = max(strongest[v], n)
		}
	}
	var out []*scored
	for _, e := range c.ordered {
		v, n, total := best(e.to)
		if n < opts.MinFrequency {
			continue
		}
		both, vi := c.together[pairKey{e.phrase, v}], c.vietnamese[v]
		share := (float64(n) - 0.5) / float64(total)
		dice := 2 * float64(both) / float64(e.units+vi)
		llr := logLikelihood(both, e.units, vi, c.len())
		if share < 0.3 || llr < 10.83 || 2*n < strongest[v] {
			continue
		}
		score := math.Sqrt(share * min(dice, 1))
		out = append(out, &scored{e, v, Term{
			Score: round(score), Rank: round(score * math.Log2(1+e.cvalue) * weight(e.n)), Frequency: n, EnglishUnits: e.units, VietnameseUnits: vi,
			CValue: round(e.cvalue), LogLikely: round(llr),
		}})
	}
	slices.SortStableFunc(out, func(a, b *scored) int {
		return cmp.Or(cmp.Compare(b.term.Rank, a.term.Rank), cmp.Compare(b.term.Frequency, a.term.Frequency), cmp.Compare(a.en.phrase, b.en.phrase))
	})
	return out
}

// participle reports whether a single word is mostly written as one: "linked".
// The word table knows it by its base form.
func participle(f *scored) bool {
	return f.en.n == 1 && len(f.term.English) > 4 && strings.HasSuffix(f.term.English, "ed")
}

// weight is what a term of several words counts over a single word, which is
// less often a term: at the same frequency a half more.
func weight(words int) float64 {
	if words > 1 {
		return 1.5
	}
	return 1
}

// best is the most usual translation; of one that is part of another nearly as
// usual (seven times in ten), the longer. total is how often there is any,
// those that grow out of it counted once.
func best(to map[phrase]int) (v phrase, n, total int) {
	for p, k := range to {
		if k > n || k == n && (len(p) > len(v) || len(p) == len(v) && p < v) {
			v, n = p, k
		}
	}
	for grown := true; grown; {
		grown = false
		var next phrase
		for p, k := range to {
			if len(p) > len(v) && 10*k >= 7*n && within(v, p) && (next == "" || k > to[next] || k == to[next] && p < next) {
				next = p
			}
		}
		if next != "" {
			v, grown = next, true
		}
	}
	for p, k := range to {
		if p == v || !within(p, v) && !within(v, p) {
			total += k
		}
	}
	return v, to[v], total
}

// within reports whether the words of a stand in b in a row.
func within(a, b phrase) bool {
	for i := 0; i+len(a) <= len(b); i += 4 {
		if b[i:i+len(a)] == a {
			return true
		}
	}
	return false
}

// logLikelihood is Dunning's statistic (1993) of two things that come in a and
// b of n units, and together in both.
func logLikelihood(both, a, b, n int) float64 {
	h := func(k ...int) (sum float64) {
		total := 0
		for _, v := range k {
			total += v
			if v > 0 {
				sum += float64(v) * math.Log(float64(v))
			}
		}
		return sum - float64(total)*math.Log(float64(max(total, 1)))
	}
	k11, k12, k21 := both, max(a-both, 0), max(b-both, 0)
	k22 := max(n-k11-k12-k21, 0)
	llr := 2 * (h(k11, k12, k21, k22) - h(k11+k12, k21+k22) - h(k11+k21, k12+k22))
	if float64(both)*float64(n) < float64(a)*float64(b) {
		return -llr // they avoid each other
	}
	return llr
}

func round(v float64) float64 { return math.Round(v*1e4) / 1e4 }

// clean is a text as its words are looked at.
func clean(s string) string { return text.Clean(s) }
