package exchange

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"songngu/corpus/text"
	"songngu/tmx"
)

// part is a bit of text of the kinds that units hold, awkward ones included.
var part = rapid.SampledFrom([]string{
	"đường", "phố", "Hà Nội", "R&D", "a<b", "c>d", `"ngoặc"`, "it's", "]]>", "😀", "=1+1", "-", "@x", "'", "''=", "7,2", "&amp;", "{1}", "{{2/}}", "{",
	`\n`, `\\`, "#", "#,", "msgid", "songngu:2", "x-a: b", ";", ",", "%d", "C:\\t", "\u200d",
})

func phrase(t *rapid.T, label string) string {
	return strings.Join(rapid.SliceOfN(part, 1, 6).Draw(t, label), " ")
}

// manyLined is a phrase that may have line breaks and tabs inside.
func manyLined(t *rapid.T, label string) string {
	s := phrase(t, label)
	if rapid.Bool().Draw(t, label+" breaks") {
		s += rapid.SampledFrom([]string{"\n", "\t", "\n\n  "}).Draw(t, label+" break") + phrase(t, label+" more")
	}
	return s
}

// coded is a segment with in-line codes as the readers leave them: every code
// with its x, pairs numbered.
func coded(t *rapid.T) tmx.Segment {
	var ps []piece
	var open []string
	n := 0
	for range rapid.IntRange(1, 6).Draw(t, "pieces") {
		n++
		id := fmt.Sprint(n)
		p := piece{id: id, typ: rapid.SampledFrom([]string{"", "bold", "italic", "ulined", "link", "lb", "x-own", "span"}).Draw(t, "type"),
			text: rapid.SampledFrom([]string{"", "<b>", "<br/>", "{\\i & }"}).Draw(t, "code")}
		switch rapid.IntRange(0, 6).Draw(t, "kind") {
		case 0, 1:
			ps = append(ps, piece{text: phrase(t, "words")})
		case 2:
			p.kind = point
			ps = append(ps, p)
		case 3:
			p.kind, p.pair = opening, "p"+id
			open = append(open, p.pair)
			ps = append(ps, p)
		case 4:
			if len(open) > 0 { // the pairs may cross
				i := rapid.IntRange(0, len(open)-1).Draw(t, "which")
				ps = append(ps, piece{kind: closing, pair: open[i], text: p.text})
				open = slices.Delete(open, i, i+1)
			}
		case 5:
			p.kind = opening + pieceKind(rapid.IntRange(0, 1).Draw(t, "end"))
			p.isolated = true
			ps = append(ps, p)
		case 6:
			ps = append(ps, piece{kind: markOpen, typ: rapid.SampledFrom([]string{"", "term"}).Draw(t, "hi")},
				piece{text: phrase(t, "marked")}, piece{kind: markClose})
		}
	}
	// What stands open at the end has its partner in another segment.
	return segmentOf(settle(append(ps, piece{text: phrase(t, "last")})), false)
}

type drawing struct {
	coded, lined, props, attrs, notes, ids bool
}

func drawUnit(t *rapid.T, d drawing) *tmx.Unit {
	words := phrase
	if d.lined {
		words = manyLined
	}
	u := &tmx.Unit{}
	for _, lang := range []string{"en", "vi"} {
		v := tmx.Variant{Lang: lang, Seg: tmx.TextSegment(words(t, lang))}
		if d.coded && rapid.Bool().Draw(t, "coded") {
			v.Seg = coded(t)
		}
		if d.attrs && rapid.Bool().Draw(t, "attrs") {
			v.Attrs = []tmx.Attr{{Name: "changeid", Value: phrase(t, "who")}}
			v.Props = []tmx.Prop{{Type: "x-context-pre", Value: words(t, "before")}}
			v.Notes = []tmx.Note{{Value: words(t, "said")}}
		}
		u.Variants = append(u.Variants, v)
	}
	if rapid.IntRange(0, 4).Draw(t, "translated") == 0 {
		u.Variants = u.Variants[:1]
	}
	if d.ids && rapid.Bool().Draw(t, "has id") {
		u.ID = phrase(t, "id")
	}
	if d.props {
		for range rapid.IntRange(0, 4).Draw(t, "props") {
			u.Props = append(u.Props, tmx.Prop{
				Type:  rapid.SampledFrom([]string{PropSourceURL, PropDocument, PropConfidence, "client", "Txt::File Name", "x-tmx-odd", "x-é", PropStatus}).Draw(t, "prop"),
				Value: words(t, "value"),
			})
		}
	}
	if d.attrs && rapid.Bool().Draw(t, "dated") {
		u.Attrs = []tmx.Attr{{Name: "creationid", Value: phrase(t, "creator")}, {Name: "changedate", Value: "20260102T030405Z"}}
	}
	if d.notes {
		for range rapid.IntRange(0, 2).Draw(t, "notes") {
			u.Notes = append(u.Notes, tmx.Note{Value: words(t, "note")})
		}
	}
	return u
}

// describe is a unit as text; props are in the order of their types, since
// formats gather them from several places.
func describe(u *tmx.Unit) string {
	var b strings.Builder
	props := slices.Clone(u.Props)
	slices.SortStableFunc(props, func(a, b tmx.Prop) int { return strings.Compare(a.Type, b.Type) })
	fmt.Fprintf(&b, "id %q attrs %q props %q notes %q\n", u.ID, u.Attrs, props, u.Notes)
	for i := range u.Variants {
		v := &u.Variants[i]
		fmt.Fprintf(&b, "%s %q attrs %q props %q notes %q\n", v.Lang, v.Seg.Raw(), v.Attrs, v.Props, v.Notes)
	}
	return b.String()
}

// trip writes units and reads them again.
func trip(t *rapid.T, units []*tmx.Unit, write func(io.Writer) (Writer, error), read func(io.Reader) Units) ([]*tmx.Unit, []byte) {
	var b bytes.Buffer
	w, err := write(&b)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range units {
		if err := w.Write(u); err != nil {
			t.Fatalf("%v: %s", err, describe(u))
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	file := bytes.Clone(b.Bytes())
	var got []*tmx.Unit
	for u, err := range read(&b) {
		if err != nil {
			t.Fatalf("%v\n%s", err, file)
		}
		got = append(got, u)
	}
	return got, file
}

func TestWriteReadIdentity(t *testing.T) {
	plain := func(f func(io.Writer, WriteOptions) Writer) func(io.Writer) (Writer, error) {
		return func(w io.Writer) (Writer, error) { return f(w, WriteOptions{}), nil }
	}
	named := func(f func(io.Reader, string, ReadOptions) Units) func(io.Reader) Units {
		return func(r io.Reader) Units { return f(r, "file", ReadOptions{}) }
	}
	all := drawing{true, true, true, true, true, true}
	for _, c := range []struct {
		name  string
		draws drawing
		write func(io.Writer) (Writer, error)
		read  func(io.Reader) Units
	}{
		{"xliff", all, plain(NewXLIFFWriter), named(ReadXLIFF)},
		{"xliff2", all, plain(NewXLIFF2Writer), named(ReadXLIFF)},
		{"jsonl", all, plain(NewJSONLWriter), named(ReadJSONL)},
		{"po", drawing{lined: true, props: true, attrs: true, notes: true, ids: true}, plain(NewPOWriter), named(ReadPO)},
		{"csv", drawing{lined: true, ids: true}, func(w io.Writer) (Writer, error) { return NewCSVWriter(w, WriteOptions{}) }, named(ReadTable)},
		{"tsv", drawing{ids: true}, func(w io.Writer) (Writer, error) { return NewTSVWriter(w, WriteOptions{}) }, named(ReadTable)},
	} {
		t.Run(c.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				units := make([]*tmx.Unit, rapid.IntRange(0, 4).Draw(t, "units"))
				for i := range units {
					units[i] = drawUnit(t, c.draws)
					if c.name == "po" {
						endAlike(units[i])
					}
				}
				got, file := trip(t, units, c.write, c.read)
				if len(got) != len(units) {
					t.Fatalf("wrote %d units, read %d\n%s", len(units), len(got), file)
				}
				for i := range got {
					if g, w := describe(got[i]), describe(units[i]); g != w {
						t.Fatalf("read\n%swant\n%s\n%s", g, w, file)
					}
				}
				if _, again := trip(t, got, c.write, c.read); !bytes.Equal(again, file) {
					t.Fatalf("written again:\n%s\nfirst:\n%s", again, file)
				}
			})
		})
	}
}

// endAlike gives a translation the line breaks at its ends that its source
// has, as gettext demands.
func endAlike(u *tmx.Unit) {
	if len(u.Variants) > 1 {
		u.Variants[1].Seg = tmx.TextSegment(translated(u.Variants[0].Text(), &u.Variants[1]))
	}
}

// TestMosesIdentity writes pairs that are clean and have both sides.
func TestMosesIdentity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var en, vi bytes.Buffer
		w := NewMosesWriter(&en, &vi, WriteOptions{})
		var want []string
		for range rapid.IntRange(0, 4).Draw(t, "units") {
			u := tmx.NewUnit("en", text.Clean(phrase(t, "en")), "vi", text.Clean(phrase(t, "vi")))
			if err := w.Write(u); err != nil {
				t.Fatal(err)
			}
			want = append(want, describe(u))
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		i := 0
		for u, err := range ReadMoses(&en, &vi, "pair", ReadOptions{}) {
			if err != nil || describe(u) != want[i] {
				t.Fatalf("read %v, %v, want %s", u, err, want[i])
			}
			i++
		}
		if i != len(want) {
			t.Fatalf("read %d of %d", i, len(want))
		}
	})
}

// TestMarkers marks and unmarks segments with codes: they are the same.
func TestMarkers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seg := coded(t)
		got, err := Unmarked(Marked(seg), seg)
		if err != nil || !got.Equal(seg) {
			t.Fatalf("%q: %q, %v, want %q", Marked(seg), got.Raw(), err, seg.Raw())
		}
	})
}
