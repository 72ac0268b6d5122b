package transform

import (
	"encoding/binary"
	"slices"

	"songngu/tmx"
)

// maxUnion bounds how many props, notes or elements are put together on one
// unit or variant, so that a memory of nothing but copies stays readable.
const maxUnion = 10_000

// ownProps are the types of props that say something of one unit alone and not
// of where it comes from: how sure the pair is, and the context that a client
// takes the translation for (OmegaT, MateCat and memoQ, Trados, OpenTM2). One
// more of these would change what the unit is used for.
var ownProps = []string{
	PropConfidence, "x-bead-type", "x-moved",
	"file", "id", "prev", "next", "path", "x-ice", "x-100pc", "x-auto",
	"x-context-pre", "x-context-post", "x-Context", "x-ContextContent", "tmgr:context",
}

// group is the units that are the same, the best of them first.
type group struct {
	best     *tmx.Unit
	position int64           // of the best in the input
	place    int64           // position of the first in the input
	seen     map[string]bool // what is on the unit and its variants
}

func newGroup(best *tmx.Unit, position int64) *group {
	return &group{best: best, position: position, place: position}
}

// join adds what another unit knows to the best.
func (g *group) join(u *tmx.Unit, position int64) {
	g.place = min(g.place, position)
	if g.seen == nil {
		g.seen = map[string]bool{}
		g.know(g.best)
	}
	b := g.best
	b.Props, b.Notes, b.Other = g.union("", b.Props, b.Notes, b.Other, u.Props, u.Notes, u.Other)
	used := make([]bool, len(b.Variants))
	for i := range u.Variants {
		v := &u.Variants[i]
		at := slices.IndexFunc(b.Variants, func(w tmx.Variant) bool { return w.Lang == v.Lang })
		for at >= 0 && used[at] && at+1 < len(b.Variants) { // the second in a language goes with the second
			next := slices.IndexFunc(b.Variants[at+1:], func(w tmx.Variant) bool { return w.Lang == v.Lang })
			if next < 0 {
				break
			}
			at += 1 + next
		}
		if at < 0 {
			continue
		}
		used[at] = true
		w := &b.Variants[at]
		w.Props, w.Notes, w.Other = g.union(variantScope(at), w.Props, w.Notes, w.Other, v.Props, v.Notes, v.Other)
	}
}

// variantScope tells the variants of a unit apart among what is seen.
func variantScope(i int) string { return string(rune('0' + i)) }

// know takes down what the best brings itself.
func (g *group) know(u *tmx.Unit) {
	g.union("", nil, nil, nil, u.Props, u.Notes, u.Other)
	for i := range u.Variants {
		v := &u.Variants[i]
		g.union(variantScope(i), nil, nil, nil, v.Props, v.Notes, v.Other)
	}
}

// union appends what has not been seen in that scope yet.
func (g *group) union(scope string, props []tmx.Prop, notes []tmx.Note, other []string, moreProps []tmx.Prop, moreNotes []tmx.Note, moreOther []string) ([]tmx.Prop, []tmx.Note, []string) {
	for _, p := range moreProps {
		key := appendAttrs(appendString(appendString([]byte("p"+scope+"\x00"), p.Type), p.Value), p.Attrs)
		if len(props) < maxUnion && !slices.Contains(ownProps, p.Type) && g.isNew(key) {
			props = append(props, p)
		}
	}
	for _, n := range moreNotes {
		if len(notes) < maxUnion && g.isNew(appendAttrs(appendString([]byte("n"+scope+"\x00"), n.Value), n.Attrs)) {
			notes = append(notes, n)
		}
	}
	for _, s := range moreOther {
		if len(other) < maxUnion && g.isNew([]byte("o"+scope+"\x00"+s)) {
			other = append(other, s)
		}
	}
	return props, notes, other
}

func (g *group) isNew(key []byte) bool {
	if g.seen[string(key)] {
		return false
	}
	g.seen[string(key)] = true
	return true
}

// fallen is the record of a unit that joined; body is its record of before:
// its position and itself.
func (g *group) fallen(body []byte) []byte {
	b := binary.AppendVarint([]byte{recordFallen}, g.position)
	return append(appendString(b, g.best.ID), body...)
}

// end puts the group's unit where the first of the group stood.
func (g *group) end(result *sorter) error {
	if g == nil {
		return nil
	}
	return result.add(positionKey(g.place), appendUnit([]byte{recordKept}, g.best))
}
