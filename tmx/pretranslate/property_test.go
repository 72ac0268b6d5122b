package pretranslate_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"songngu/tmx/exchange"
	"songngu/tmx/memory"
	"songngu/tmx/pretranslate"
)

var formats = []pretranslate.Format{pretranslate.XLIFF, pretranslate.PO, pretranslate.Text, pretranslate.Markdown, pretranslate.DOCX}

// none is a memory that knows nothing, echo one that knows everything.
type none struct{}

func (none) Lookup(context.Context, memory.Query) ([]memory.Match, error) { return nil, nil }

type echo struct{}

func (echo) Lookup(_ context.Context, q memory.Query) ([]memory.Match, error) {
	if q.Text == "" || q.Min > 90 {
		return nil, nil
	}
	return []memory.Match{{Percent: 90, Source: q.Text, Target: "<dịch> " + q.Text}}, nil
}

// What a memory knows nothing of comes out byte for byte, whatever it is.
func TestNothingKnownNothingChanged(t *testing.T) {
	lines := rapid.SampledFrom([]string{
		"", "A line of text. And another one.", "# Heading *with* [a](link) `code`", "> quoted\n> lines", "- item", "|a|b|\n|-|-|", "```", "    code", "<b>tag</b>",
		`msgid "a"`, `msgstr ""`, `msgstr "b\n"`, "#, fuzzy", `"more"`, "#~ msgid \"x\"", `msgid_plural "y"`,
		`<xliff version="1.2"><file source-language="en">`, `<trans-unit id="1"><source>a<g id="1">b</g></source>`, "<target/>", "</trans-unit>", "</file></xliff>",
		`<xliff version="2.0" srcLang="en"><file>`, "<unit><segment><source>x</source></segment></unit>", "<!-- c", "-->", "<![CDATA[", "]]>", "\xff\xfe", "\x00", "\r", "&amp;&x", "Đường <phố>",
	})
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(lines, 0, 12).Draw(t, "lines"), rapid.SampledFrom([]string{"\n", "\r\n", "\n\n", ""}).Draw(t, "end"))
	})
	rapid.Check(t, func(t *rapid.T) {
		in := text.Draw(t, "text")
		format := rapid.SampledFrom(formats).Draw(t, "format")
		if strings.HasPrefix(in, "\xff\xfe") {
			return // UTF-16, of which half a character is no character
		}
		var out bytes.Buffer
		_, err := pretranslate.File(context.Background(), none{}, format, strings.NewReader(in), &out, pretranslate.Options{Detect: true})
		if err == nil && out.String() != in {
			t.Fatalf("%s: %q became %q", format, in, out.String())
		}
		if err != nil && !errors.Is(err, pretranslate.ErrFormat) && !errors.Is(err, pretranslate.ErrLanguages) && !errors.Is(err, pretranslate.ErrCharset) {
			t.Fatal(err)
		}
	})
}

// Every code of a source stands in its target once, the file stays XML, and
// our own reader finds the translations in it.
func TestCodesAreNeverLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := 0
		var content func(depth int) string
		content = func(depth int) string {
			var b strings.Builder
			for range rapid.IntRange(0, 4).Draw(t, "parts") {
				n++
				switch k := rapid.IntRange(0, 3).Draw(t, "kind"); {
				case k == 0 && depth < 3:
					id := n
					fmt.Fprintf(&b, `<g id="%d">%s</g>`, id, content(depth+1))
				case k == 1:
					fmt.Fprintf(&b, `<x id="%d"/>`, n)
				default:
					b.WriteString(rapid.SampledFrom([]string{" word", "Lan ", "12 ", " and", ".", " A&amp;B "}).Draw(t, "words"))
				}
			}
			return b.String()
		}
		source := content(0)
		in := `<xliff version="1.2"><file source-language="en" target-language="vi"><body><trans-unit id="1"><source>` + source + `</source></trans-unit></body></file></xliff>`
		var out bytes.Buffer
		r, err := pretranslate.File(context.Background(), echo{}, pretranslate.XLIFF, strings.NewReader(in), &out, pretranslate.Options{Detect: true})
		if err != nil {
			t.Fatal(err)
		}
		if r.Filled == 0 {
			if out.String() != in {
				t.Fatal("nothing was filled, and yet another file came out")
			}
			return
		}
		d := xml.NewDecoder(&out)
		codes := map[string]int{}
		inTarget, inAlternative := false, false
		whole := out.String()
		for {
			tok, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%v in %s", err, whole)
			}
			switch e := tok.(type) {
			case xml.StartElement:
				inAlternative = inAlternative || e.Name.Local == "alt-trans"
				inTarget = inTarget || e.Name.Local == "target"
				if inTarget && !inAlternative && (e.Name.Local == "g" || e.Name.Local == "x") {
					codes[e.Attr[0].Value]++
				}
			case xml.EndElement:
				inTarget = inTarget && e.Name.Local != "target"
			}
		}
		if want := strings.Count(source, `id="`); len(codes) != want {
			t.Fatalf("%d codes of %d in %s", len(codes), want, whole)
		}
		for id, k := range codes {
			if k != 1 {
				t.Fatalf("code %s stands %d times in %s", id, k, whole)
			}
		}
		for u, err := range exchange.ReadXLIFF(strings.NewReader(whole), "x.xlf", exchange.ReadOptions{Plain: true}) {
			if err != nil || len(u.Variants) != 2 || !strings.Contains(u.Variants[1].Text(), "<dịch>") {
				t.Fatalf("read back: %v %+v", err, u)
			}
		}
	})
}

func FuzzFile(f *testing.F) {
	for i, s := range []string{
		`<xliff version="1.2"><file source-language="en"><trans-unit id="1"><source>a<g id="1">b</g></source><target/></trans-unit></file></xliff>`,
		"msgid \"a\"\nmsgstr \"\"\n", "A line. Another.\n\nMore", "# A *b* [c](d) `e` <i>f</i>\n\n- g\n", "PK\x03\x04",
		`<xliff version="2.0" srcLang="en"><unit><segment><source>x<pc id="1">y</pc></source></segment></unit></xliff>`,
	} {
		f.Add(byte(i), []byte(s))
	}
	f.Fuzz(func(t *testing.T, kind byte, b []byte) {
		format := formats[int(kind)%len(formats)]
		for _, m := range []pretranslate.Matcher{none{}, echo{}} {
			var out bytes.Buffer
			r, err := pretranslate.File(context.Background(), m, format, bytes.NewReader(b), &out, pretranslate.Options{Detect: true, MaxPart: 1 << 12})
			if err == nil && r.Filled == 0 && !bytes.Equal(out.Bytes(), b) && !bytes.HasPrefix(b, []byte("\xff\xfe")) && !bytes.HasPrefix(b, []byte("\xfe\xff")) {
				t.Fatalf("%s: nothing was filled, and %q became %q", format, b, out.Bytes())
			}
		}
	})
}
