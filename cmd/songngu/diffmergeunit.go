package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"songngu/tmx"
)

// sameUnits reports whether two lists of units are the same in everything that
// a file holds of them.
func sameUnits(x, y []*tmx.Unit) bool {
	return slices.EqualFunc(x, y, func(u, v *tmx.Unit) bool { return fingerprint(u) == fingerprint(v) })
}

// fingerprint is everything of a unit, as one string.
func fingerprint(u *tmx.Unit) string {
	var b strings.Builder
	part := func(attrs []tmx.Attr, props []tmx.Prop, notes []tmx.Note, other []string) {
		attrs = slices.Clone(attrs)
		slices.SortFunc(attrs, func(x, y tmx.Attr) int { return cmp.Compare(x.Name, y.Name) })
		fmt.Fprintf(&b, "%q %q %q %q\n", attrs, props, notes, other)
	}
	fmt.Fprintf(&b, "%q ", u.ID)
	part(u.Attrs, u.Props, u.Notes, u.Other)
	for i := range u.Variants {
		v := &u.Variants[i]
		fmt.Fprintf(&b, "%q %q ", v.Lang, v.Seg.Raw())
		part(v.Attrs, v.Props, v.Notes, v.Other)
	}
	return b.String()
}

// unitMerge merges one unit field by field, and tells what clashes.
type unitMerge struct {
	prefer int      // whose text stays where both changed it: 0 ours, 1 theirs
	text   bool     // a text clashes, or what else only two units can hold
	props  []string // types of props that clash; both values are kept
}

func (m *unitMerge) unit(b, o, t *tmx.Unit) *tmx.Unit {
	r := &tmx.Unit{}
	r.ID = m.value(b.ID, o.ID, t.ID)
	r.Attrs = m.attrs(b.Attrs, o.Attrs, t.Attrs)
	r.Props = m.propList(b.Props, o.Props, t.Props)
	r.Notes = mergeSets(b.Notes, o.Notes, t.Notes, noteKey)
	r.Other = mergeSets(b.Other, o.Other, t.Other, func(s string) string { return s })
	bases, ours, theirs := byLanguage(b), byLanguage(o), byLanguage(t)
	for _, key := range languageOrder(b, o, t) {
		if v := m.variant(bases[key], ours[key], theirs[key]); v != nil {
			r.Variants = append(r.Variants, *v)
		}
	}
	return r
}

// variantKey tells variants apart: the n-th of a language.
type variantKey struct {
	lang string
	n    int
}

func byLanguage(u *tmx.Unit) map[variantKey]*tmx.Variant {
	m := make(map[variantKey]*tmx.Variant, len(u.Variants))
	for i := range u.Variants {
		k := variantKey{u.Variants[i].Lang, 0}
		for m[k] != nil {
			k.n++
		}
		m[k] = &u.Variants[i]
	}
	return m
}

// languageOrder is the order of the base, then what came, in the order of its
// languages, so that it does not matter who added it.
func languageOrder(b, o, t *tmx.Unit) []variantKey {
	var order []variantKey
	seen := make(map[variantKey]bool)
	for i, u := range []*tmx.Unit{b, o, t} {
		var came []variantKey
		count := make(map[string]int)
		for j := range u.Variants {
			k := variantKey{u.Variants[j].Lang, count[u.Variants[j].Lang]}
			count[k.lang]++
			if !seen[k] {
				seen[k] = true
				came = append(came, k)
			}
		}
		order = append(order, came...)
		if i == 0 {
			continue
		}
		slices.SortFunc(order[len(b.Variants):], func(x, y variantKey) int { return cmp.Or(cmp.Compare(x.lang, y.lang), cmp.Compare(x.n, y.n)) })
	}
	return order
}

// variant merges one variant; nil is one that is not there.
func (m *unitMerge) variant(b, o, t *tmx.Variant) *tmx.Variant {
	switch {
	case o == nil && t == nil:
		return nil
	case o == nil || t == nil:
		left := cmp.Or(o, t)
		if b == nil {
			return left // only one has it
		}
		if sameVariant(b, left) {
			return nil // the other removed it
		}
		m.text = true
		return [2]*tmx.Variant{o, t}[m.prefer]
	case b == nil:
		b = &tmx.Variant{Lang: o.Lang}
	}
	r := &tmx.Variant{Lang: o.Lang}
	r.Seg = o.Seg
	switch raw := b.Seg.Raw(); {
	case o.Seg.Equal(t.Seg), t.Seg.Raw() == raw:
	case o.Seg.Raw() == raw:
		r.Seg = t.Seg
	default:
		m.text = true
		r.Seg = [2]tmx.Segment{o.Seg, t.Seg}[m.prefer]
	}
	r.Attrs = m.attrs(b.Attrs, o.Attrs, t.Attrs)
	r.Props = m.propList(b.Props, o.Props, t.Props)
	r.Notes = mergeSets(b.Notes, o.Notes, t.Notes, noteKey)
	r.Other = mergeSets(b.Other, o.Other, t.Other, func(s string) string { return s })
	return r
}

func sameVariant(x, y *tmx.Variant) bool {
	return fingerprint(&tmx.Unit{Variants: []tmx.Variant{*x}}) == fingerprint(&tmx.Unit{Variants: []tmx.Variant{*y}})
}

// value merges a value that both may have changed.
func (m *unitMerge) value(b, o, t string) string {
	switch {
	case o == t || t == b:
		return o
	case o == b:
		return t
	}
	m.text = true
	return [2]string{o, t}[m.prefer]
}

// attrs merges attributes. Of what a tool counts and dates, the later or
// greater value stays; who changed it goes the same way.
func (m *unitMerge) attrs(b, o, t []tmx.Attr) []tmx.Attr {
	var r []tmx.Attr
	for _, name := range attrNames(b, o, t) {
		vb, vo, vt := attr(b, name), attr(o, name), attr(t, name)
		v := ""
		switch clash := vo != vt && vo != vb && vt != vb; {
		case !clash:
			v = m.value(vb, vo, vt)
		case name == "changedate" || name == "lastusagedate" || name == "creationdate" || name == "usagecount":
			v = greater(vo, vt)
		case name == "changeid" || name == "creationid" || name == "creationtool" || name == "creationtoolversion":
			v = greater(attr(o, "changedate")+"\n"+vo, attr(t, "changedate")+"\n"+vt)
			_, v, _ = strings.Cut(v, "\n")
		default:
			v = m.value(vb, vo, vt)
		}
		if v != "" {
			r = append(r, tmx.Attr{Name: name, Value: v})
		}
	}
	return r
}

// greater compares numbers and dates of TMX: a longer one is greater.
func greater(x, y string) string {
	if cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(x, y)) < 0 {
		return y
	}
	return x
}

func attrNames(lists ...[]tmx.Attr) []string {
	var names []string
	for _, list := range lists {
		for _, a := range list {
			names = append(names, a.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func attr(list []tmx.Attr, name string) string {
	for _, a := range list {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}

// propList merges props as sets. Where both gave a prop of the base, or a new
// one, another value, both values stay and its type is told.
func (m *unitMerge) propList(b, o, t []tmx.Prop) []tmx.Prop {
	came := func(list []tmx.Prop) map[string]bool {
		types := make(map[string]bool)
		for _, p := range list {
			if !slices.ContainsFunc(b, func(q tmx.Prop) bool { return propKey(p) == propKey(q) }) {
				types[p.Type] = true
			}
		}
		return types
	}
	ours, theirs := came(o), came(t)
	r := mergeSets(b, o, t, propKey)
	for _, p := range r {
		if ours[p.Type] && theirs[p.Type] && !sameProps(o, t, p.Type) && !slices.Contains(m.props, p.Type) {
			m.props = append(m.props, p.Type)
		}
	}
	slices.Sort(m.props)
	return r
}

func sameProps(o, t []tmx.Prop, kind string) bool {
	values := func(list []tmx.Prop) []string {
		var keys []string
		for _, p := range list {
			if p.Type == kind {
				keys = append(keys, propKey(p))
			}
		}
		slices.Sort(keys)
		return keys
	}
	return slices.Equal(values(o), values(t))
}

func propKey(p tmx.Prop) string { return fmt.Sprintf("%q", p) }
func noteKey(n tmx.Note) string { return fmt.Sprintf("%q", n) }

// mergeSets merges lists whose elements matter, not their order: what either
// removed goes, what either added comes, behind the rest and sorted. An
// element that is there several times counts so often.
func mergeSets[E any](b, o, t []E, key func(E) string) []E {
	count := func(list []E) map[string]int {
		n := make(map[string]int)
		for _, e := range list {
			n[key(e)]++
		}
		return n
	}
	nb, no, nt := count(b), count(o), count(t)
	want := make(map[string]int)
	for k := range no {
		want[k] = max(no[k], nt[k])
	}
	for k := range nt {
		want[k] = max(no[k], nt[k])
	}
	for k, n := range nb {
		switch {
		case no[k] < n || nt[k] < n:
			want[k] = min(no[k], nt[k])
		default:
			want[k] = max(no[k], nt[k])
		}
	}
	var kept, came []E
	for i, list := range [][]E{b, o, t} {
		for _, e := range list {
			k := key(e)
			if want[k] == 0 {
				continue
			}
			want[k]--
			if i == 0 {
				kept = append(kept, e)
			} else {
				came = append(came, e)
			}
		}
	}
	slices.SortStableFunc(came, func(x, y E) int { return cmp.Compare(key(x), key(y)) })
	return append(kept, came...)
}

// mergeHeaders merges what the files say of themselves; where both changed the
// same, the later or greater value stays.
func mergeHeaders(b, o, t tmx.Header) tmx.Header {
	h := o
	for _, f := range []struct{ r, b, o, t *string }{
		{&h.CreationTool, &b.CreationTool, &o.CreationTool, &t.CreationTool},
		{&h.CreationToolVersion, &b.CreationToolVersion, &o.CreationToolVersion, &t.CreationToolVersion},
		{&h.SegType, &b.SegType, &o.SegType, &t.SegType},
		{&h.OTMF, &b.OTMF, &o.OTMF, &t.OTMF},
		{&h.AdminLang, &b.AdminLang, &o.AdminLang, &t.AdminLang},
		{&h.SrcLang, &b.SrcLang, &o.SrcLang, &t.SrcLang},
		{&h.DataType, &b.DataType, &o.DataType, &t.DataType},
		{&h.OEncoding, &b.OEncoding, &o.OEncoding, &t.OEncoding},
		{&h.CreationDate, &b.CreationDate, &o.CreationDate, &t.CreationDate},
		{&h.CreationID, &b.CreationID, &o.CreationID, &t.CreationID},
		{&h.ChangeDate, &b.ChangeDate, &o.ChangeDate, &t.ChangeDate},
		{&h.ChangeID, &b.ChangeID, &o.ChangeID, &t.ChangeID},
	} {
		switch {
		case *f.o == *f.b:
			*f.r = *f.t
		case *f.t != *f.b:
			*f.r = greater(*f.o, *f.t)
		}
	}
	m := unitMerge{}
	h.Props = m.propList(b.Props, o.Props, t.Props)
	h.Notes = mergeSets(b.Notes, o.Notes, t.Notes, noteKey)
	h.Other = mergeSets(b.Other, o.Other, t.Other, func(s string) string { return s })
	return h
}
