package terms

import (
	"context"
	"strings"

	"songngu/align/lexicon"
	"songngu/corpus/text"
)

// count counts the units with each translation that stands a chance, and those
// with both sides of a pair.
func (c *collection) count(ctx context.Context) error {
	c.vietnamese, c.together = map[phrase]int{}, map[pairKey]int{}
	origin := map[phrase][]phrase{} // English phrases that a Vietnamese one may translate
	longest := 0
	for _, e := range c.ordered {
		if v, _, _ := best(e.to); v != "" {
			c.vietnamese[v] = 0
			origin[v] = append(origin[v], e.phrase)
			longest = max(longest, len(v)/4)
		}
	}
	for i := range c.len() {
		if i%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		en, vi := c.unit(i)
		here := map[phrase]bool{}
		runs(vi, longest, func(from, to int) {
			k := key(vi[from:to])
			if _, ok := c.vietnamese[k]; ok && !here[k] {
				here[k] = true
				c.vietnamese[k]++
			}
		})
		for v := range here {
			for _, e := range origin[v] {
				if has(en, e) {
					c.together[pairKey{e, v}]++
				}
			}
		}
	}
	return nil
}

// has reports whether words hold a phrase.
func has(words []int32, p phrase) bool {
	n := len(p) / 4
	for from := 0; from+n <= len(words); from++ {
		if words[from]&^apart != idAt(p, 0) {
			continue
		}
		k := 1
		for k < n && words[from+k] == idAt(p, k) { // with the bit apart it is another
			k++
		}
		if k == n {
			return true
		}
	}
	return false
}

func idAt(p phrase, i int) int32 {
	return int32(uint32(p[4*i])<<24 | uint32(p[4*i+1])<<16 | uint32(p[4*i+2])<<8 | uint32(p[4*i+3]))
}

// written are the ways in which a phrase is written, and how often.
type written map[string]int

// usual is the most frequent way, in small letters at the beginning unless
// that is rare.
func (w written) usual() string {
	best, n, small, all := "", 0, "", 0
	smalls := 0
	for s, k := range w {
		all += k
		lower := s == strings.ToLower(s)
		if lower {
			smalls += k
			if small == "" || k > w[small] || k == w[small] && s < small {
				small = s
			}
		}
		if k > n || k == n && s < best {
			best, n = s, k
		}
	}
	if 4*smalls >= all {
		return small
	}
	return best
}

// surfaces reads the memory again for how the terms found are written, and for
// examples.
func (c *collection) surfaces(ctx context.Context, source Source, found []*scored, opts Options) error {
	byPhrase := [2]map[phrase]written{{}, {}}
	byEnglish := map[phrase]*scored{}
	for _, f := range found {
		byPhrase[0][f.en.phrase], byPhrase[1][f.vi] = written{}, written{}
		byEnglish[f.en.phrase] = f
	}
	longest := 1
	for v := range byPhrase[1] {
		longest = max(longest, len(v)/4)
	}
	var tokens []lexicon.Token
	var ids []int32
	n := 0
	for p, err := range source() {
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		var here [2]map[phrase]bool
		for side, s := range []string{clean(p.English), clean(p.Vietnamese)} {
			here[side] = map[phrase]bool{}
			tokens = c.table.Tokens(tokens[:0], lexicon.Side(side), s)
			ids = ids[:0]
			for k, t := range tokens {
				w := t.ID
				if w < 0 {
					w = 0
				}
				if t.ID < 0 || k == 0 || broken(s[tokens[k-1].Span.End:max(t.Span.Start, tokens[k-1].Span.End)], side == 0) {
					w |= apart
				}
				ids = append(ids, w)
			}
			runs(ids, max(longest, opts.MaxWords), func(from, to int) {
				k := key(ids[from:to])
				if w, ok := byPhrase[side][k]; ok {
					w[text.Span{Start: tokens[from].Span.Start, End: tokens[to-1].Span.End}.Of(s)]++
					here[side][k] = true
				}
			})
		}
		for e := range here[0] {
			if f := byEnglish[e]; f != nil && here[1][f.vi] {
				f.example(p, opts.Examples)
			}
		}
		if n++; n == opts.MaxPairs {
			break
		}
	}
	for _, f := range found {
		f.term.English, f.term.Vietnamese = byPhrase[0][f.en.phrase].usual(), byPhrase[1][f.vi].usual()
	}
	return nil
}

// example keeps a pair as an example: the first ones that are short.
func (f *scored) example(p Pair, most int) {
	if len(f.term.Examples) < most && len(p.English)+len(p.Vietnamese) <= 400 {
		f.term.Examples = append(f.term.Examples, p)
	}
}
