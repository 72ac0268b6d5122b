package tmx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// FuzzReader holds the Reader to its promises on any bytes: no panic, every
// unit can be written, and what was written reads the same without a fault.
func FuzzReader(f *testing.F) {
	for _, s := range []string{
		fileHead + goodUnit + fileTail,
		fileHead + `<tu><tuv xml:lang="en"><seg>R&D <b>x<br> &nbsp;&#2; 1 < 2 <![CDATA[<]]></seg></tuv>` + goodUnit,
		`<tmx version="1.4"><!DOCTYPE x [<!ENTITY a "b">]><header><prop type="a">b</prop></header><body>` + goodUnit,
		"\xff\xfe<\x00t\x00m\x00x\x00>\x00", "PK\x03\x04", "\x1f\x8b\x08", "<tu><!--<tu></tu>", "<tu a='><tu>",
		fileHead + `<tu><foo><bar x="&lt;"/></foo><note lang="VI">a</note><tuv lang="eng_us"><prop>x</prop><seg>a<bpt i="1"/>]]></seg></tuv></tu>`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) { checkReader(t, data) })
}

// tester is what *testing.T and *rapid.T share.
type tester interface {
	Fatal(...any)
	Fatalf(string, ...any)
}

func checkReader(t tester, data []byte) {
	m := readAll(data, ReaderOptions{MaxUnit: 1 << 16, MaxValue: 1 << 12})
	var b bytes.Buffer
	w := NewWriter(&b, *m.header, WriterOptions{Keep: true})
	var written []*Unit
	for _, u := range m.units {
		err := w.Write(u)
		if _, ok := errors.AsType[*UnitError](err); ok {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		written = append(written, u)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	again := readAll(b.Bytes(), ReaderOptions{})
	for _, f := range again.found {
		if f.Severity > Info {
			t.Fatalf("what we wrote: %v\n%s", f, b.Bytes())
		}
	}
	if len(again.units) != len(written) {
		t.Fatalf("wrote %d units, read %d\n%s", len(written), len(again.units), b.Bytes())
	}
	for i, u := range again.units {
		for _, v := range written[i].Variants {
			text := v.Text()
			found := false
			for j := range u.Variants {
				found = found || u.Variants[j].Text() == text
			}
			if !found {
				t.Fatalf("text %q of unit %d is lost\n%s", text, i, b.Bytes())
			}
		}
	}
}

// plainXML reads data with encoding/xml and returns each unit as its variants'
// languages and texts. ok is false where data is not well formed or not made
// of TMX elements in their places, of which encoding/xml knows nothing.
func plainXML(data []byte) (units [][]string, ok bool) {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = true
	var path []string
	var lang string
	var text strings.Builder
	code, roots := 0, 0
	parents := map[string]string{"tmx": "", "header": "tmx", "body": "tmx", "tu": "body", "tuv": "tu", "seg": "tuv"}
	for {
		tok, err := d.RawToken()
		if err == io.EOF {
			return units, len(path) == 0 && roots == 1
		}
		if err != nil {
			return nil, false
		}
		inSeg := len(path) >= 5 && path[4] == "seg"
		switch tok := tok.(type) {
		case xml.StartElement:
			name := tok.Name.Local
			parent := ""
			if len(path) > 0 {
				parent = path[len(path)-1]
			} else {
				roots++
			}
			want, known := parents[name]
			if tok.Name.Space != "" || len(path) >= 20 || known && want != parent || !known && !inSeg {
				return nil, false
			}
			seen := map[string]bool{}
			for _, a := range tok.Attr {
				full := a.Name.Space + ":" + a.Name.Local
				if seen[full] || strings.Contains(a.Value, "<") {
					return nil, false
				}
				seen[full] = true
			}
			path = append(path, name)
			switch {
			case name == "tu":
				units = append(units, nil)
			case name == "tuv":
				attr := func(space string) string {
					for _, a := range tok.Attr {
						if a.Name.Space == space && a.Name.Local == "lang" {
							return CanonLang(a.Value)
						}
					}
					return ""
				}
				if lang = attr("xml"); lang == "" {
					lang = attr("")
				}
			case name == "seg":
				text.Reset()
			case inSeg && (code > 0 || isCode(name)):
				code++
			}
		case xml.EndElement:
			if len(path) == 0 || path[len(path)-1] != tok.Name.Local || tok.Name.Space != "" {
				return nil, false
			}
			path = path[:len(path)-1]
			switch {
			case inSeg && len(path) == 4:
				u := &units[len(units)-1]
				*u = append(*u, lang+"="+text.String())
			case code > 0:
				code--
			}
		case xml.CharData:
			if inSeg && code == 0 {
				text.Write(tok)
			}
			if !inSeg && strings.TrimSpace(string(tok)) != "" {
				return nil, false
			}
		case xml.Directive:
			if len(path) > 0 {
				return nil, false
			}
		}
	}
}

// FuzzAgainstEncodingXML compares texts with encoding/xml on what it takes for
// well-formed TMX.
func FuzzAgainstEncodingXML(f *testing.F) {
	tail := "</body></tmx>"
	head := `<tmx version="1.4"><header srclang="en"></header><body>`
	for _, s := range []string{
		goodUnit,
		`<tu><tuv xml:lang="en"><seg>a &amp; b&#233;<bpt i="1">&lt;b></bpt><hi>c</hi><![CDATA[<d>]]><!-- e --></seg></tuv></tu>`,
		"<tu>\r\n<tuv xml:lang='en'  ><seg\n>a\r\nb\r</seg\t></tuv\n></tu >",
		`<tu><!-- </tu> --><tuv xml:lang="vi"><seg><ph><sub>x</sub></ph><x/>y</seg></tuv></tu><?pi </tu>?><tu/>`,
	} {
		f.Add(head + s + tail)
	}
	f.Fuzz(func(t *testing.T, in string) { checkAgainstXML(t, in) })
}

// checkAgainstXML reports whether in is well-formed TMX to encoding/xml, and
// fails if the Reader reads it differently.
func checkAgainstXML(t tester, in string) bool {
	want, ok := plainXML([]byte(in))
	if !ok {
		return false
	}
	m := readAll([]byte(in), ReaderOptions{})
	var got, kept [][]string
	for _, u := range m.units {
		var vs []string
		for i := range u.Variants {
			vs = append(vs, u.Variants[i].Lang+"="+u.Variants[i].Text())
		}
		got = append(got, vs)
	}
	for _, vs := range want {
		if len(vs) > 0 { // others are passed by
			kept = append(kept, vs)
		}
	}
	if len(got) != len(kept) {
		t.Fatalf("%q: read %q, encoding/xml %q\n%v", in, got, kept, m.found)
	}
	for i := range got {
		if strings.Join(got[i], "|") != strings.Join(kept[i], "|") {
			t.Fatalf("%q: read %q, encoding/xml %q\n%v", in, got[i], kept[i], m.found)
		}
	}
	return true
}

// fragments are what broken and whole TMX files are made of.
var fragments = []string{
	"<tu>", "</tu>", `<tu tuid="1">`, "<tu/>", "</tu >", `<tuv xml:lang="en">`, `<tuv xml:lang='vi'>`, "</tuv>", "<tuv lang=\"vi\"\n>", "<seg>", "</seg>", "<seg/>", "</seg >",
	goodUnit, `<bpt i="1">`, "</bpt>", `<ept i="1"/>`, "<ph>", "</ph>", "<hi>", "</hi>", "<sub>", "</sub>", `<x id="&lt;"/>`, "<g>", "</g>",
	`<prop type="p">`, "</prop>", "<note>", "</note>", "<!--", "-->", "<![CDATA[", "]]>", "<?pi", "?>", "<", ">", "&", "&amp;", "&#233;", "&#2;", "&nbsp;", "&x;", "]]>",
	"á", "\xe1", "\r\n", "\x01", "\uFFFF", " ", "chữ", "<br>", `a="1"`, `"`, "'", "=", "/", "!", "</body>", "</tmx>", "<body>", "<header/>", `<tmx version="1.4">`, "<!DOCTYPE tmx [", "<!ENTITY a 'b'>", "\uFEFF",
}

// TestFragments reads files put together of fragments, more often nearly whole
// than a fuzzer's are.
func TestFragments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkReader(t, []byte(fileHead+strings.Join(rapid.SliceOfN(rapid.SampledFrom(fragments), 0, 30).Draw(t, "fragments"), "")+goodUnit+fileTail))
	})
}

// TestMutated takes one fragment out of a whole file or puts one in and
// compares with encoding/xml where that still takes it.
func TestMutated(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for range rapid.IntRange(1, 2).Draw(t, "units") {
			u := drawUnit(t)
			u.Props, u.Notes, u.Other = nil, nil, nil
			b.WriteString("<tu>")
			for _, v := range u.Variants {
				b.WriteString(`<tuv xml:lang="` + v.Lang + `"><seg>` + v.Seg.Raw() + "</seg></tuv>\n")
			}
			b.WriteString("</tu>")
		}
		in := strings.NewReplacer("\uffff", "", "\x07", "").Replace(fileHead + b.String() + fileTail)
		if rapid.Bool().Draw(t, "mutate") {
			at := rapid.IntRange(len(fileHead), len(in)).Draw(t, "at")
			out := rapid.IntRange(0, min(5, len(in)-at)).Draw(t, "out")
			in = in[:at] + rapid.SampledFrom(fragments).Draw(t, "in") + in[at+out:]
		} else if _, ok := plainXML([]byte(in)); !ok {
			t.Fatalf("encoding/xml refuses %s", in)
		}
		checkAgainstXML(t, in)
		checkReader(t, []byte(in))
	})
}
