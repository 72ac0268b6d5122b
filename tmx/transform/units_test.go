package transform

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"songngu/tmx"
)

var (
	english    = []string{"The ferry leaves at dawn.", "the ferry leaves at dawn", "The ferry leaves at dawn!", "Lot 12 is sold.", "Lot 35 is sold.", "Bridge"}
	vietnamese = []string{"Phà rời bến lúc rạng đông.", "Pha roi ben luc rang dong.", "Lô 12 đã bán.", "Lô 35 đã bán.", "Cầu", "Sức khoẻ", "Sức khỏe", ""}
)

// drawUnit is a unit with few different texts, so that copies are common, and
// all that a unit may carry.
func drawUnit(t *rapid.T) *tmx.Unit {
	u := tmx.NewUnit("en", rapid.SampledFrom(english).Draw(t, "en"), "vi", rapid.SampledFrom(vietnamese).Draw(t, "vi"))
	if rapid.IntRange(0, 4).Draw(t, "coded") == 0 {
		u.Variants[1].Seg = tmx.RawSegment(`<bpt i="1">&lt;b></bpt>` + u.Variants[1].Seg.Raw() + `<ept i="1"/>`)
	}
	if rapid.IntRange(0, 9).Draw(t, "third") == 0 {
		u.Variants = append(u.Variants, tmx.Variant{Lang: "fr", Seg: tmx.TextSegment("Pont")})
	}
	if rapid.Bool().Draw(t, "stated") {
		u.SetProp(PropConfidence, fmt.Sprintf("0.%d000", rapid.IntRange(0, 9).Draw(t, "confidence")))
	}
	for range rapid.IntRange(0, 2).Draw(t, "sources") {
		u.Props = append(u.Props, tmx.Prop{Type: "x-source-url", Value: "https://example.org/" + rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "url")})
	}
	if rapid.Bool().Draw(t, "noted") {
		u.Notes = append(u.Notes, tmx.Note{Value: rapid.SampledFrom([]string{"checked", "old"}).Draw(t, "note"), Attrs: []tmx.Attr{{Name: "xml:lang", Value: "en"}}})
	}
	if rapid.Bool().Draw(t, "used") {
		u.Attrs = append(u.Attrs, tmx.Attr{Name: "usagecount", Value: fmt.Sprint(rapid.IntRange(0, 3).Draw(t, "usage"))})
	}
	if rapid.Bool().Draw(t, "dated") {
		u.Variants[1].Attrs = []tmx.Attr{{Name: "changedate", Value: fmt.Sprintf("202%d0314T090000Z", rapid.IntRange(0, 6).Draw(t, "year"))}}
	}
	if rapid.Bool().Draw(t, "quoted") {
		u.Variants[0].Props = []tmx.Prop{{Type: "source-document", Value: rapid.SampledFrom([]string{"one", "two"}).Draw(t, "document")}}
	}
	return u
}

func drawUnits(t *rapid.T, label string, most int) []*tmx.Unit {
	us := make([]*tmx.Unit, rapid.IntRange(0, most).Draw(t, label))
	for i := range us {
		us[i] = drawUnit(t)
		us[i].ID = fmt.Sprintf("%s%d", label, i)
		us[i].Number = int64(i + 1)
	}
	return us
}

// of streams copies of units, as a Reader would.
func of(units []*tmx.Unit) Units {
	return func(yield func(*tmx.Unit, error) bool) {
		for _, u := range units {
			if !yield(u.Clone(), nil) {
				return
			}
		}
	}
}

func all(t testing.TB, in Units) (us []*tmx.Unit) {
	t.Helper()
	for u, err := range in {
		if err != nil {
			t.Fatal(err)
		}
		us = append(us, u)
	}
	return us
}

func mustAll(t *rapid.T, in Units) (us []*tmx.Unit) {
	for u, err := range in {
		if err != nil {
			t.Fatal(err)
		}
		us = append(us, u)
	}
	return us
}

// flat is a unit as bytes; without its place in a file, and with its props in
// order, where only the set counts.
func flat(u *tmx.Unit, asSet bool) string {
	c := u.Clone()
	if asSet {
		c.Number, c.Line, c.Offset = 0, 0, 0
		sortProps(c.Props)
		slices.SortFunc(c.Notes, func(a, b tmx.Note) int { return slices.Compare([]string{a.Value}, []string{b.Value}) })
		for i := range c.Variants {
			sortProps(c.Variants[i].Props)
		}
	}
	return string(appendUnit(nil, c))
}

func sortProps(ps []tmx.Prop) {
	slices.SortFunc(ps, func(a, b tmx.Prop) int {
		return slices.Compare([]string{a.Type, a.Value}, []string{b.Type, b.Value})
	})
}

func flats(us []*tmx.Unit, asSet bool) []string {
	out := make([]string, len(us))
	for i, u := range us {
		out[i] = flat(u, asSet)
	}
	if asSet {
		slices.Sort(out)
	}
	return out
}

func same(t *rapid.T, what string, a, b []*tmx.Unit, asSet bool) {
	fa, fb := flats(a, asSet), flats(b, asSet)
	if !slices.Equal(fa, fb) {
		t.Fatalf("%s: %d units and %d differ:\n%q\n%q", what, len(a), len(b), fa, fb)
	}
}
