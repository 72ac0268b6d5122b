package transform

import (
	"iter"
	"math/rand/v2"
	"slices"

	"songngu/tmx"
)

// Units is a stream of units. An error ends it and comes with a nil unit.
type Units = iter.Seq2[*tmx.Unit, error]

// Concat is the streams one after the other.
func Concat(streams ...Units) Units {
	return func(yield func(*tmx.Unit, error) bool) {
		for _, s := range streams {
			for u, err := range s {
				if !yield(u, err) || err != nil {
					return
				}
			}
		}
	}
}

// Keep is the units for which keep holds, in their order.
func Keep(in Units, keep func(*tmx.Unit) bool) Units {
	return func(yield func(*tmx.Unit, error) bool) {
		for u, err := range in {
			if err != nil {
				yield(nil, err)
				return
			}
			if keep(u) && !yield(u, nil) {
				return
			}
		}
	}
}

// Edit hands every unit to edit, which changes it in place.
func Edit(in Units, edit func(*tmx.Unit)) Units {
	return Keep(in, func(u *tmx.Unit) bool {
		edit(u)
		return true
	})
}

// Head is the first n units. No more than those are pulled.
func Head(in Units, n int64) Units {
	return func(yield func(*tmx.Unit, error) bool) {
		if n <= 0 {
			return
		}
		left := n
		for u, err := range in {
			left--
			if !yield(u, err) || err != nil || left == 0 {
				return
			}
		}
	}
}

// Sample is n units drawn at random, every set of n units as likely as any
// other, in the order of the input; all of them where there are no more. The
// same seed draws the same units. It keeps n units in memory (reservoir
// sampling; Vitter 1985, algorithm R).
func Sample(in Units, n int, seed uint64) Units {
	type drawn struct {
		at   int64
		unit *tmx.Unit
	}
	return func(yield func(*tmx.Unit, error) bool) {
		if n <= 0 {
			return
		}
		random := rand.New(rand.NewPCG(seed, 0))
		var kept []drawn
		at := int64(0)
		for u, err := range in {
			if err != nil {
				yield(nil, err)
				return
			}
			if len(kept) < n {
				kept = append(kept, drawn{at, u.Clone()})
			} else if i := random.Int64N(at + 1); i < int64(n) {
				kept[i] = drawn{at, u.Clone()}
			}
			at++
		}
		slices.SortFunc(kept, func(a, b drawn) int { return int(a.at - b.at) })
		for _, d := range kept {
			if !yield(d.unit, nil) {
				return
			}
		}
	}
}

// Sides returns a unit's source and target: the variants in those languages.
// With source "" the first variant is the source, with target "" the first
// variant that is not. Either may be nil.
func Sides(u *tmx.Unit, source, target string) (src, tgt *tmx.Variant) {
	switch {
	case source != "":
		src = u.Variant(source)
	case target == "" && len(u.Variants) > 0:
		src = &u.Variants[0]
	default:
		src = firstBut(u, u.Variant(target))
	}
	if target != "" {
		return src, u.Variant(target)
	}
	return src, firstBut(u, src)
}

// firstBut is the unit's first variant that is not v, or nil.
func firstBut(u *tmx.Unit, v *tmx.Variant) *tmx.Variant {
	for i := range u.Variants {
		if &u.Variants[i] != v {
			return &u.Variants[i]
		}
	}
	return nil
}
