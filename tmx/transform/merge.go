package transform

import (
	"slices"

	"songngu/tmx"
)

// Merge is the units of all streams, each once: of those with the same texts
// and in-line codes in the same languages one is left, with all their props
// and notes, as Dedupe does it.
func Merge(space Space, fell func(Fallen), streams ...Units) Units {
	return Dedupe(Concat(streams...), DedupeOptions{Space: space, Fell: fell})
}

// MergeHeaders is the header of several memories put together: the first
// one's, with the props, notes and foreign elements of all, none overwritten;
// the earliest creation date and the latest change date. The source language
// is that of those that name one; differ reports whether they disagree, and
// then it is the first one's.
func MergeHeaders(headers ...*tmx.Header) (merged tmx.Header, differ bool) {
	if len(headers) == 0 {
		return tmx.Header{}, false
	}
	merged = *headers[0]
	merged.Props, merged.Notes, merged.Other = nil, nil, nil
	merged.RootAttrs = slices.Clone(merged.RootAttrs)
	g := &group{seen: map[string]bool{}}
	for _, h := range headers {
		merged.Props, merged.Notes, merged.Other = g.union("", merged.Props, merged.Notes, merged.Other, h.Props, h.Notes, h.Other)
		if d := date(h.CreationDate); d != "" && (date(merged.CreationDate) == "" || d < date(merged.CreationDate)) {
			merged.CreationDate = d
		}
		if d := date(h.ChangeDate); d > date(merged.ChangeDate) {
			merged.ChangeDate = d
		}
		for _, a := range h.RootAttrs {
			if !slices.ContainsFunc(merged.RootAttrs, func(b tmx.Attr) bool { return a.Name == b.Name }) {
				merged.RootAttrs = append(merged.RootAttrs, a)
			}
		}
		switch src := h.SrcLang; {
		case src == "" || src == tmx.AllLanguages:
		case merged.SrcLang == "" || merged.SrcLang == tmx.AllLanguages:
			merged.SrcLang = src
		case merged.SrcLang != src:
			differ = true
		}
	}
	return merged, differ
}
