package transform

import (
	"fmt"

	"songngu/tmx"
)

// Part is a unit and the name of the part of a memory that it belongs to.
type Part struct {
	Name string
	Unit *tmx.Unit
}

// Splitter says which parts a unit goes to.
type Splitter func(*tmx.Unit) []Part

// NoPart is the name of the part of the units that have nothing to be split
// by.
const NoPart = "none"

// ByUnits splits into parts of n units, in their order; they are named 0001,
// 0002 and so on. The Splitter counts and so serves one stream.
func ByUnits(n int64) Splitter {
	seen := int64(0)
	return func(u *tmx.Unit) []Part {
		name := fmt.Sprintf("%04d", seen/max(n, 1)+1)
		seen++
		return []Part{{name, u}}
	}
}

// ByLanguage splits by the pair of languages, named like en-US_vi: each target
// goes, with the source and all that is known of the unit, to the part of its
// language. source is the language of the source, "" for the first variant's.
func ByLanguage(source string) Splitter {
	return func(u *tmx.Unit) []Part {
		src, tgt := Sides(u, source, "")
		switch {
		case src == nil && tgt == nil:
			return []Part{{NoPart, u}}
		case src == nil || tgt == nil || len(u.Variants) == 2:
			return []Part{{pairName(src, tgt), u}}
		}
		var parts []Part
		for i := range u.Variants {
			tgt := &u.Variants[i]
			if tgt == src {
				continue
			}
			name := pairName(src, tgt)
			at := partNamed(parts, name)
			if at < 0 {
				pair := *u
				pair.Variants = []tmx.Variant{*src}
				at, parts = len(parts), append(parts, Part{name, &pair})
			}
			parts[at].Unit.Variants = append(parts[at].Unit.Variants, *tgt)
		}
		return parts
	}
}

func partNamed(parts []Part, name string) int {
	for i := range parts {
		if parts[i].Name == name {
			return i
		}
	}
	return -1
}

func pairName(src, tgt *tmx.Variant) string {
	name := func(v *tmx.Variant) string {
		if v == nil || v.Lang == "" {
			return NoPart
		}
		return v.Lang
	}
	return name(src) + "_" + name(tgt)
}

// ByProp splits by the value of the first prop of that type, of the unit or
// failing that of a variant.
func ByProp(name string) Splitter {
	return by(func(u *tmx.Unit) string {
		if s := u.Prop(name); s != "" {
			return s
		}
		for i := range u.Variants {
			if s := u.Variants[i].Prop(name); s != "" {
				return s
			}
		}
		return ""
	})
}

// ByDocument splits by the document that a unit comes from (Document).
func ByDocument() Splitter { return by(Document) }

// ByDate splits by when a unit was last changed, or failing that made: by
// "year", "month" or "day", named 2026, 2026-03 or 2026-03-14.
func ByDate(unit string) (Splitter, error) {
	n, ok := map[string]int{"year": 4, "month": 6, "day": 8}[unit]
	if !ok {
		return nil, fmt.Errorf("unknown span of time %q: want year, month or day", unit)
	}
	return by(func(u *tmx.Unit) string {
		d := changed(u)
		if d == "" {
			return ""
		}
		name := d[:4]
		for i := 4; i < n; i += 2 {
			name += "-" + d[i:i+2]
		}
		return name
	}), nil
}

func by(name func(*tmx.Unit) string) Splitter {
	return func(u *tmx.Unit) []Part {
		s := name(u)
		if s == "" {
			s = NoPart
		}
		return []Part{{s, u}}
	}
}
