package align

import (
	"math"
	"strings"

	"songngu/align/anchor"
	"songngu/corpus/text"
)

// reading is an anchor of a sentence: one way to read one place. A place may
// have several, which stand together; the best one counts.
type reading struct {
	key   int32
	place uint16
	weak  bool // a miss says nothing
}

// maxPlaces bounds the anchors of one sentence. A longer one is a table or a
// list of numbers; its first two hundred are enough to place it.
const maxPlaces = 200

// keyTable numbers the anchors of a document pair. Only keys that occur on both
// sides are kept: one that never could be met says nothing about where its
// sentence belongs.
//
// Goal: what must survive translation, weighed by how rare it is. For a key of
// one side the question is whether the block on the other side holds it too. If
// the two are translations it does with probability p (the type's hit rate, as
// measured on pairs), if they are strangers with q = 1-(1-df/N)^b, where df of
// the N sentences over there hold the key and the block has b sentences. So a
// hit is worth log(p/q), a miss log((1-p)/(1-q)): a number that stands in every
// second sentence is worth nothing, one that stands in one sentence of ten
// thousand nearly decides. Both directions are summed, by the weight that fits.
type keyTable struct {
	number map[string]int32
	p      []float32
	seen   [2][]int32 // the last sentence that held the key
	spread [2][]int32 // sentences of each side that hold the key
	// worth of a key of the other side when it is looked for in a block of b
	// sentences of this side, in nats.
	hit, miss [2][][maxBlock]float32
}

// maxHit bounds the hit rate of an anchor: no translator and no reader of
// numbers is better than this.
const maxHit = 0.97

func (k *keyTable) weigh(n [2]int) {
	for side := range 2 {
		k.hit[side] = make([][maxBlock]float32, len(k.p))
		k.miss[side] = make([][maxBlock]float32, len(k.p))
		for key, p := range k.p {
			p := math.Min(float64(p), maxHit)
			// Half a sentence more, for the rate is estimated from one sample.
			rate := (float64(k.spread[side][key]) + 0.5) / (float64(n[side]) + 1)
			rate = math.Min(rate, 0.98)
			for b := range maxBlock {
				q := 1 - math.Pow(1-rate, float64(b+1))
				if q >= p {
					continue // stays out
				}
				k.hit[side][key][b] = float32(math.Log(p / q))
				k.miss[side][key][b] = float32(math.Log((1 - p) / (1 - q)))
			}
		}
	}
}

// found is an anchor as extracted, with its place among those of its sentence.
type found struct {
	key   string
	p     float32
	place uint16
	weak  bool
	span  text.Span
}

// places groups the anchors of a sentence, ordered by the start of their spans:
// those that overlap are readings of one place. Names of several words are left
// to the words they are made of, common words to the lexicon.
func places(dst []found, as []anchor.Anchor) []found {
	place, end := -1, 0
	for _, a := range as {
		if a.Type == anchor.FullName || a.Type == anchor.Word {
			continue
		}
		if place < 0 || a.Span.Start >= end {
			if place++; place >= maxPlaces {
				return dst
			}
			end = a.Span.End
		}
		end = max(end, a.Span.End)
		dst = append(dst, found{a.Key, float32(a.HitRate()), uint16(place), a.Weak, a.Span})
	}
	return dst
}

// numbered is a found anchor whose key has its number.
type numbered struct {
	key   int32
	span  extent
	place uint16
	weak  bool
}

// count numbers the keys of a sentence, appends its anchors to dst, and counts in
// how many sentences each key stands.
func (k *keyTable) count(dst []numbered, side, sentence int, as []found) []numbered {
	for _, a := range as {
		n, ok := k.number[a.key]
		if !ok {
			n = int32(len(k.p))
			k.number[strings.Clone(a.key)] = n // the sentence need not stay
			k.p = append(k.p, a.p)
			for s := range 2 {
				k.seen[s] = append(k.seen[s], -1)
				k.spread[s] = append(k.spread[s], 0)
			}
		}
		if k.seen[side][n] != int32(sentence) {
			k.seen[side][n] = int32(sentence)
			k.spread[side][n]++
		}
		dst = append(dst, numbered{n, extent{int32(a.span.Start), int32(a.span.End)}, a.place, a.weak})
	}
	return dst
}

// both reports whether a key occurs on both sides.
func (k *keyTable) both(n int32) bool { return k.spread[0][n] > 0 && k.spread[1][n] > 0 }

// active is the number of a key that occurs on both sides, or -1.
func (k *keyTable) active(key string) int32 {
	if n, ok := k.number[key]; ok && k.both(n) {
		return n
	}
	return -1
}
