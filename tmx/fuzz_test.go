package tmx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
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
	f.Fuzz(func(t *testing.T, data []byte) {
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
	})
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
				if seen[full] || strings.ContainsAny(a.Value, "<\t\r\n") {
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
	f.Fuzz(func(t *testing.T, in string) {
		want, ok := plainXML([]byte(in))
		if !ok {
			t.Skip()
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
	})
}
