package align

import (
	"math"

	"songngu/align/lexicon"
)

// vocabulary numbers the words of one side of one document pair, so that the
// inner loops index small arrays instead of hashing strings. Only words that
// can say something get a number: those the table knows, and unknown ones that
// may be written the same on the other side.
type vocabulary struct {
	side    lexicon.Side
	local   []int32          // by table ID; -1: not in this document
	unknown map[string]int32 // by folded form
	ids     []int32          // table ID of each number; -1 for an unknown word
	count   []int32          // tokens in this document
	spread  []int32          // sentences in this document that hold it
	seen    []int32          // the last sentence that held it
	total   int              // tokens in this document
	kept    []string         // form of an unknown word, by number
}

func newVocabulary(t *lexicon.Table, side lexicon.Side) *vocabulary {
	v := &vocabulary{side: side, local: make([]int32, t.Len(side)), unknown: make(map[string]int32)}
	for i := range v.local {
		v.local[i] = -1
	}
	return v
}

func (v *vocabulary) size() int { return len(v.ids) }

// add counts a token in a sentence and returns its number.
func (v *vocabulary) add(id int32, form string, sentence int) int32 {
	var n int32
	if id >= 0 {
		n = v.local[id]
	} else if k, ok := v.unknown[form]; ok {
		n = k
	} else {
		n = -1
	}
	if n < 0 {
		n = int32(len(v.ids))
		v.ids = append(v.ids, id)
		v.count = append(v.count, 0)
		v.spread = append(v.spread, 0)
		v.seen = append(v.seen, -1)
		if id >= 0 {
			v.local[id] = n
			v.kept = append(v.kept, "")
		} else {
			v.unknown[form] = n
			v.kept = append(v.kept, form)
		}
	}
	v.count[n]++
	v.total++
	if v.seen[n] != int32(sentence) {
		v.seen[n] = int32(sentence)
		v.spread[n]++
	}
	return n
}

// has reports whether an unknown word of this form occurs.
func (v *vocabulary) has(form string) bool {
	_, ok := v.unknown[form]
	return ok
}

// startNull is the probability that a word has no reason on the other side, as
// assumed before a document is known. It lies between what news show once they
// are learnt from (.05) and what scripture in a free translation shows (.65).
const startNull = 0.35

// startNulls are the values tried where trying is cheap.
var startNulls = []float32{startNull, 0.12, 0.6}

// choose takes, of the possible starts, the one under which the whole document
// is likeliest: a first pass that takes a free translation for a literal one
// finds sentences missing everywhere, and would learn from that.
func (p *pair) choose(total func() float64) {
	best := math.Inf(-1)
	for _, null := range startNulls {
		p.null = [2]float32{null, null}
		if t := total(); t > best {
			best, p.start = t, null
		}
	}
	p.null = [2]float32{p.start, p.start}
}

// rows are the translations of the words of one side within this document:
// row w is to[at[w]:at[w+1]] with the probabilities p.
type rows struct {
	at   []int32
	to   []int32
	p    []float32
	odds []float32 // p over the chance of the word translated to
	rest []float32 // what each row leaves for words it does not name
}

func (r *rows) row(w int32) (to []int32, p []float32) {
	return r.to[r.at[w]:r.at[w+1]], r.p[r.at[w]:r.at[w+1]]
}

// weigh sets the odds by the chances of the words of the other side.
func (r *rows) weigh(chance []float32) {
	r.odds = make([]float32, len(r.p))
	for k, v := range r.to {
		r.odds[k] = r.p[k] / chance[v]
	}
}

// sameUnknown is the probability that a word the table does not know stands
// unchanged on the other side, given that the other side has a word of that
// form which the table does not know either. Names and terms are kept more
// often than not; anything from .4 to .75 does as well (results were
// flat in that range).
const sameUnknown = 0.6

// newRows takes from the table what matters for this document: entries whose
// words occur on both sides.
func newRows(t *lexicon.Table, from, to *vocabulary) *rows {
	r := &rows{at: make([]int32, 1, from.size()+1), rest: make([]float32, from.size())}
	for w, id := range from.ids {
		rest := float32(1)
		if id >= 0 {
			for _, e := range t.Row(from.side, id) {
				rest -= e.P
				if n := to.local[e.ID]; n >= 0 {
					r.to = append(r.to, n)
					r.p = append(r.p, e.P)
				}
			}
		} else if n, ok := to.unknown[from.kept[w]]; ok {
			r.to = append(r.to, n)
			r.p = append(r.p, sameUnknown)
			rest -= sameUnknown
		}
		r.rest[w] = max(rest, 0)
		r.at = append(r.at, int32(len(r.to)))
	}
	return r
}

// unigramWeight is how many tokens of running text the table's own unigram
// counts for beside the tokens of the document. A document's own words are its
// subject, and come often because its sentences are about it, so to weigh them by
// how often they come here takes from the evidence just what tells its sentences
// from strangers: what matters is that "forgive" is rare in running text.
// Development sets, mean: 400 .9858, 2000 .9863, 4000 .9870, 6000 .9865.
//
// But a manual that has "connector" in two lines of three must not find it rare:
// of a word that stands in the share d of the sentences, the table's unigram
// counts for (1-d²)⁴ as much, which changes little up to a quarter of them. That
// is worth half a point on manuals (docs-lohelp), and nothing elsewhere.
const unigramWeight = 4000

// unigrams is the chance of each word of a side to stand somewhere in this
// document, which has so many sentences.
func unigrams(t *lexicon.Table, v *vocabulary, sentences int) []float32 {
	u := make([]float32, v.size())
	for w := range u {
		// Four more sentences without it, since a few tell little of a share.
		d := float32(v.spread[w]) / float32(sentences+4)
		known := 1 - d*d
		weight := unigramWeight * known * known * known * known
		u[w] = (float32(v.count[w]) + weight*t.Unigram(v.side, v.ids[w])) / (float32(v.total) + weight)
	}
	return u
}
