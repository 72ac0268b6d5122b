package pretranslate

import (
	"slices"
	"strings"

	"songngu/tmx"
	"songngu/tmx/memory"
)

// fill makes a segment's translation of a match. ok is false where the segment
// is strict and a code finds no place, or one that seems too narrow.
//
// Codes: where the texts are the same and the unit has the same codes in the
// same order, the segment's codes stand where the unit's stand. Else those
// before and after all words stay there, a pair goes round the words that are
// the same in both languages or that most likely translate what it was round,
// and what is left goes to the end. A match whose codes were moved by guess is
// at most 99 and to be reviewed.
func fill(s *segment, m *memory.Match, from memory.Side) (*filling, bool) {
	before, after := edges(plain(s.items))
	f := &filling{percent: m.Percent, match: m}
	switch {
	case !coded(s.items):
		f.items = []item{words(before + m.Target + after)}
	default:
		if m.Percent >= memory.Exact && !m.Placed {
			f.items = withEdges(corresponding(s.items, m, from), before, after)
		}
		if f.items == nil {
			var guessed, short, lost bool
			f.items, guessed, short, lost = place(s.items, m.Source, m.Target, from)
			if (lost || short) && s.strict {
				return nil, false
			}
			if f.review = guessed || lost; f.review {
				f.percent = min(f.percent, memory.Exact-1)
			}
		}
	}
	return f, true
}

// withEdges puts white space before the first words and after the last.
func withEdges(items []item, before, after string) []item {
	if before == "" && after == "" {
		return items
	}
	first := slices.IndexFunc(items, func(it item) bool { return it.kind == wordsItem })
	if first < 0 {
		return items
	}
	last := first
	for i := range items {
		if items[i].kind == wordsItem {
			last = i
		}
	}
	items[first].text = before + items[first].text
	items[last].text += after
	return items
}

// corresponding puts the segment's codes where the unit's target has its own,
// or returns nil where the two sides' codes are not the same in number, kind
// and order.
func corresponding(items []item, m *memory.Match, from memory.Side) []item {
	u := m.Unit.TMX()
	src, tgt := u.Variant(from.String()), u.Variant(from.Other().String())
	if src == nil || tgt == nil || !src.Seg.HasCodes() || !tgt.Seg.HasCodes() {
		return nil
	}
	theirs, target := segmentItems(src.Seg), segmentItems(tgt.Seg)
	var mine, model []int // indices of the codes
	for i := range items {
		if items[i].kind != wordsItem {
			mine = append(mine, i)
		}
	}
	for i := range theirs {
		if theirs[i].kind != wordsItem {
			model = append(model, i)
		}
	}
	if len(mine) != len(model) || !sameShape(items, theirs) {
		return nil
	}
	used := make([]bool, len(model))
	var out []item
	for _, t := range target {
		if t.kind == wordsItem {
			out = append(out, t)
			continue
		}
		k := -1
		for n, i := range model {
			if !used[n] && theirs[i].kind == t.kind && theirs[i].pair == t.pair {
				k = n
				break
			}
		}
		if k < 0 {
			return nil
		}
		used[k] = true
		out = append(out, items[mine[k]])
	}
	if slices.Contains(used, false) || !nested(out) {
		return nil
	}
	return out
}

// sameShape reports whether codes of the same kinds stand between the same
// words.
func sameShape(a, b []item) bool {
	shape := func(items []item) string {
		var s strings.Builder
		for _, it := range items {
			if it.kind == wordsItem {
				s.WriteString(strings.Join(strings.Fields(it.text), ""))
			} else {
				s.WriteByte(byte(it.kind)) // 1 to 3: in no text
			}
		}
		return s.String()
	}
	return shape(a) == shape(b)
}

// nested reports whether pairs stand inside each other and none ends before it
// begins.
func nested(items []item) bool {
	var open []string
	for _, it := range items {
		switch {
		case it.pair == "" || it.kind == wordsItem || it.kind == pointItem:
		case it.kind == openItem:
			open = append(open, it.pair)
		case len(open) == 0 || open[len(open)-1] != it.pair:
			return false
		default:
			open = open[:len(open)-1]
		}
	}
	return len(open) == 0
}

// segmentItems takes a segment of TMX apart. The pair of an item is what both
// sides of a unit know the code by: x, else i, else its content.
func segmentItems(seg tmx.Segment) []item {
	raw := seg.Raw()
	var out []item
	tags := slices.Collect(seg.Tags())
	at := 0
	say := func(end int) {
		if end > at {
			out = append(out, words(tmx.RawSegment(raw[at:end]).Text()))
		}
	}
	byPair := map[string]string{} // i of a bpt: what it is known by
	for n := 0; n < len(tags); n++ {
		t := tags[n]
		say(t.Start)
		at = t.End
		kind := pointItem
		switch t.Name {
		case "bpt":
			kind = openItem
		case "ept":
			kind = closeItem
		case "ph", "ut", "it":
		default:
			continue // hi, and what TMX does not know, hold words
		}
		if t.Opens && !t.Closes {
			for depth := 1; depth > 0 && n+1 < len(tags); {
				n++
				if tags[n].Opens {
					depth++
				}
				if tags[n].Closes {
					depth--
				}
			}
			at = tags[n].End
		} else if !t.Opens {
			continue
		}
		content := raw[t.End:max(t.End, at)]
		i, x := attr(t.Attrs, "i"), attr(t.Attrs, "x")
		known := x
		switch {
		case kind == closeItem && byPair[i] != "":
			known = byPair[i]
		case known == "":
			known = i + "\x00" + content
		}
		if kind == openItem {
			byPair[i] = known
		}
		out = append(out, item{kind, content, known})
	}
	say(len(raw))
	return out
}

func attr(attrs []tmx.Attr, name string) string {
	for _, a := range attrs {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}
