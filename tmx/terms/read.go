package terms

import (
	"context"
	"encoding/binary"
	"strings"

	"songngu/align/lexicon"
)

// collection is the words of a memory.
type collection struct {
	table *lexicon.Table
	// words are those of all units, English and Vietnamese in turn: IDs, with
	// the bit apart set on a word before which a phrase ends.
	words []int32
	ends  []int // of each side of each unit, in words
	kinds []kind
	roles []role // of English words, by ID

	english    map[phrase]*candidate
	ordered    []*candidate
	vietnamese map[phrase]int // units with a phrase that translates something
	together   map[pairKey]int
}

type pairKey struct{ en, vi phrase }

// apart is set on a word that does not follow the one before with a blank (in
// English also a hyphen) between them.
const apart = 1 << 30

// maxWordsOfUnit bounds the words of a side that are looked at.
const maxWordsOfUnit = 256

func (c *collection) len() int { return len(c.ends) / 2 }

// unit is the words of unit i.
func (c *collection) unit(i int) (en, vi []int32) {
	from := 0
	if i > 0 {
		from = c.ends[2*i-1]
	}
	return c.words[from:c.ends[2*i]], c.words[c.ends[2*i]:c.ends[2*i+1]]
}

// read takes the words of all pairs and adapts the table to them.
func read(ctx context.Context, source Source, opts Options) (*collection, error) {
	learner := lexicon.NewLearner(opts.Table)
	c := &collection{}
	var tokens []lexicon.Token
	var ids [2][]int32
	n := 0
	for p, err := range source() {
		if err != nil {
			return nil, err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for side, s := range []string{clean(p.English), clean(p.Vietnamese)} {
			tokens = learner.Tokens(tokens[:0], lexicon.Side(side), s)
			ids[side] = ids[side][:0]
			for k, t := range tokens {
				if k == maxWordsOfUnit {
					break
				}
				ids[side] = append(ids[side], t.ID)
				w := t.ID
				if k == 0 || broken(s[tokens[k-1].Span.End:max(t.Span.Start, tokens[k-1].Span.End)], side == 0) {
					w |= apart
				}
				c.words = append(c.words, w)
			}
			c.ends = append(c.ends, len(c.words))
		}
		learner.Add(ids[0], ids[1], 1)
		if n++; n == opts.MaxPairs {
			break
		}
		if n%4096 == 0 {
			opts.Progress("reading", 0)
		}
	}
	c.table = learner.Table()
	c.classify()
	return c, nil
}

// broken reports whether what stands between two words ends a phrase.
func broken(between string, english bool) bool {
	return strings.TrimSpace(between) != "" && !(english && between == "-")
}

// key is a phrase of words.
func key(ids []int32) phrase {
	b := make([]byte, 0, 4*len(ids))
	for _, id := range ids {
		b = binary.BigEndian.AppendUint32(b, uint32(id&^apart))
	}
	return phrase(b)
}

func plain(w int32) int32 { return w &^ apart }

// runs calls f for every phrase of 1 to most words, by its first word and the
// one behind its last.
func runs(words []int32, most int, f func(from, to int)) {
	for from := range words {
		for to := from + 1; to <= len(words) && to-from <= most; to++ {
			if to-1 > from && words[to-1]&apart != 0 {
				break
			}
			f(from, to)
		}
	}
}
