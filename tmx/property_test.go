package tmx

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"songngu/corpus/text"
)

// word is text of the kinds a memory holds, awkward characters included.
var word = rapid.SampledFrom([]string{
	"đường", "phố", "Hà Nội", "R&D", "a<b", "c>d", `"ngoặc"`, "it's", "]]>", "😀", "Ưu", "x", "7,2", "&amp;", "—", "́", "한", "<br>", "\u200b", "\u00a0", "\x07", "\uffff",
})

func phrase(t *rapid.T, label string) string {
	return strings.Join(rapid.SliceOfN(word, 1, 6).Draw(t, label), " ")
}

// cleanPhrase is a phrase that the Writer has nothing to mend in.
func cleanPhrase(t *rapid.T, label string) string {
	s := strings.NewReplacer("\x07", "", "\uffff", "", "́", "").Replace(phrase(t, label))
	return strings.TrimSpace(s) + "."
}

func drawAttrs(t *rapid.T, label string, names ...string) []Attr {
	var as []Attr
	for _, n := range names {
		if rapid.Bool().Draw(t, label+" has "+n) {
			v := cleanPhrase(t, n)
			if strings.HasSuffix(n, "date") {
				v = fmt.Sprintf("20%02d0%d1%dT0%d0000Z", rapid.IntRange(0, 99).Draw(t, "year"), rapid.IntRange(1, 9).Draw(t, "month"), rapid.IntRange(0, 9).Draw(t, "day"), rapid.IntRange(0, 9).Draw(t, "hour"))
			}
			if n == "xml:lang" || n == "srclang" {
				v = rapid.SampledFrom([]string{"en", "vi", "zh-Hant-TW"}).Draw(t, n)
			}
			as = append(as, Attr{n, v})
		}
	}
	return as
}

func drawProps(t *rapid.T) (ps []Prop, ns []Note) {
	for i := range rapid.IntRange(0, 3).Draw(t, "props") {
		ps = append(ps, Prop{fmt.Sprintf("x-%d", i), cleanPhrase(t, "value") + "\n\tline", drawAttrs(t, "prop", "xml:lang", "o-encoding")})
	}
	for range rapid.IntRange(0, 2).Draw(t, "notes") {
		ns = append(ns, Note{cleanPhrase(t, "note"), drawAttrs(t, "note", "xml:lang", "o-encoding", "vendor")})
	}
	return ps, ns
}

// drawInline is well-formed inner XML with every in-line element.
func drawInline(t *rapid.T, depth int) string {
	var b strings.Builder
	for range rapid.IntRange(1, 4).Draw(t, "pieces") {
		words := EscapeText(cleanPhrase(t, "text"))
		kind := rapid.IntRange(0, 9).Draw(t, "kind")
		if depth == 0 {
			kind = 0
		}
		switch kind {
		case 0, 1:
			b.WriteString(words)
		case 2:
			b.WriteString(`<bpt i="1" x="2" type="b">&lt;b></bpt>` + words + `<ept  i='1'/>`)
		case 3:
			b.WriteString(`<it pos="begin">` + words + `</it>`)
		case 4:
			b.WriteString(`<ph x="1" assoc="p"><sub type="t">` + drawInline(t, depth-1) + `</sub></ph>`)
		case 5:
			b.WriteString(`<hi type="h">` + drawInline(t, depth-1) + `</hi>`)
		case 6:
			b.WriteString(`<ut x="1">{\b</ut>`)
		case 7:
			b.WriteString(`<x id="1" v="a&#10;b"/><g >` + drawInline(t, depth-1) + `</g >`)
		case 8:
			b.WriteString("<!-- " + strings.ReplaceAll(words, "--", "") + " --><?pi x?>")
		case 9:
			b.WriteString("&#233;\n  &quot;")
		}
	}
	return b.String()
}

// drawUnit is a unit that holds every element, in a form that the Writer
// leaves as it is.
func drawUnit(t *rapid.T) *Unit {
	u := &Unit{ID: cleanPhrase(t, "id")}
	u.Attrs = drawAttrs(t, "tu", "datatype", "usagecount", "lastusagedate", "creationtool", "creationdate", "creationid", "changedate", "segtype", "changeid", "o-tmf", "srclang", "vendor")
	u.Props, u.Notes = drawProps(t)
	if rapid.Bool().Draw(t, "other") {
		u.Other = []string{`<more a="1">` + drawInline(t, 1) + `</more>`}
	}
	langs := []string{"en", "vi", "fr", "zh-Hant-TW"}[:rapid.IntRange(2, 4).Draw(t, "languages")]
	for _, lang := range langs {
		v := Variant{Lang: lang}
		v.Attrs = drawAttrs(t, "tuv", "o-encoding", "datatype", "lastusagedate", "creationid", "vendor")
		v.Props, v.Notes = drawProps(t)
		v.Seg = RawSegment(drawInline(t, 2))
		if !rapid.Bool().Draw(t, "raw") {
			v.Seg = TextSegment(strings.NewReplacer("\u200b", "", "\u00a0", "").Replace(cleanPhrase(t, "plain")))
			v.Seg = TextSegment(strings.Join(strings.Fields(v.Seg.Text()), " "))
		}
		u.Variants = append(u.Variants, v)
	}
	return u
}

// TestWriteReadIdentity writes units with every element and reads them again:
// they are the same, and written again give the same bytes.
func TestWriteReadIdentity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		units := make([]*Unit, rapid.IntRange(0, 4).Draw(t, "units"))
		for i := range units {
			units[i] = drawUnit(t)
		}
		enc := rapid.SampledFrom([]Encoding{UTF8, UTF16LE, UTF16BE}).Draw(t, "encoding")
		h := plainHeader
		h.Props, h.Notes = drawProps(t)
		write := func(units []*Unit, h Header) []byte {
			var b bytes.Buffer
			w := NewWriter(&b, h, WriterOptions{Encoding: enc, Report: func(f Finding) {
				if f.Severity > Info {
					t.Fatalf("mended: %v", f)
				}
			}})
			for _, u := range units {
				if err := w.Write(u); err != nil {
					t.Fatal(err)
				}
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			return b.Bytes()
		}
		file := write(units, h)
		m := readAll(file, ReaderOptions{Strict: true})
		if m.err != nil || len(m.units) != len(units) {
			t.Fatalf("read %d of %d units: %v\n%s", len(m.units), len(units), m.err, file)
		}
		for i, u := range m.units {
			if got, want := describe(u, "en"), describe(units[i], "en"); got != want {
				t.Fatalf("read\n%s\nwant\n%s", got, want)
			}
		}
		if again := write(m.units, *m.header); !bytes.Equal(again, file) {
			t.Fatalf("written again:\n%s\nfirst:\n%s", again, file)
		}
	})
}

// TestPlainTextSurvives writes any text, and reads it as it is when clean.
func TestPlainTextSurvives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.Custom(func(t *rapid.T) string { return phrase(t, "phrase") })).Draw(t, "s")
		var b bytes.Buffer
		w := NewWriter(&b, plainHeader, WriterOptions{Keep: true})
		if err := w.Write(NewUnit("en", "x", "vi", s)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		m := readAll(b.Bytes(), ReaderOptions{Strict: true})
		if m.err != nil || len(m.units) != 1 {
			t.Fatalf("%v\n%s", m.err, b.Bytes())
		}
		if got := m.units[0].Variants[1].Text(); got != text.Clean(s) {
			t.Fatalf("wrote %q, read %q, want %q", s, got, text.Clean(s))
		}
	})
}
