package tmx

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"
)

// write writes units with the Writer and returns the file, the findings and
// the errors of refused units.
func write(t *testing.T, h Header, opts WriterOptions, units ...*Unit) (file string, found []Finding, refused []error) {
	t.Helper()
	var b bytes.Buffer
	opts.Report = func(f Finding) { found = append(found, f) }
	w := NewWriter(&b, h, opts)
	for _, u := range units {
		if err := w.Write(u); err != nil {
			if _, ok := errors.AsType[*UnitError](err); !ok {
				t.Fatal(err)
			}
			refused = append(refused, err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), found, refused
}

func codes(found []Finding) string {
	var cs []string
	for _, f := range found {
		cs = append(cs, f.Code)
	}
	return strings.Join(cs, " ")
}

var plainHeader = Header{
	CreationTool: "songngu", CreationToolVersion: "1.0", SegType: "sentence", OTMF: "songngu",
	AdminLang: "en", SrcLang: "en", DataType: "plaintext",
}

func TestWriterLayout(t *testing.T) {
	u := NewUnit("en", "The ferry leaves at 7 & returns at 9.", "vi", "Phà rời bến lúc 7 giờ và trở về lúc 9 giờ.")
	u.ID = "7"
	u.SetAttr("changeid", "lan")
	u.SetAttr("creationdate", "20260102T030405Z")
	u.SetProp("x-confidence", "0.98")
	u.Notes = []Note{{Value: "seen\ntwice"}}
	file, found, _ := write(t, plainHeader, WriterOptions{}, u)
	want := `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="songngu" creationtoolversion="1.0" segtype="sentence" o-tmf="songngu" adminlang="en" srclang="en" datatype="plaintext">
  </header>
  <body>
    <tu tuid="7" creationdate="20260102T030405Z" changeid="lan">
      <note>seen&#10;twice</note>
      <prop type="x-confidence">0.98</prop>
      <tuv xml:lang="en">
        <seg>The ferry leaves at 7 &amp; returns at 9.</seg>
      </tuv>
      <tuv xml:lang="vi">
        <seg>Phà rời bến lúc 7 giờ và trở về lúc 9 giờ.</seg>
      </tuv>
    </tu>
  </body>
</tmx>
`
	if file != want {
		t.Errorf("wrote\n%s\nwant\n%s", file, want)
	}
	if len(found) > 0 {
		t.Errorf("findings about a good unit: %v", found)
	}
}

func TestWriterSegments(t *testing.T) {
	for _, c := range []struct {
		name    string
		seg     Segment
		opts    WriterOptions
		want    string
		finding string
	}{
		{"trimmed, one line", TextSegment("  Mưa\n to\u00a0 quá "), WriterOptions{}, "Mưa to quá", ""},
		{"NFC", TextSegment("Tie\u0302\u0301ng Vie\u0323\u0302t"), WriterOptions{}, "Tiếng Việt", ""},
		{"control characters", TextSegment("a\x02b\u0085c\ufffed"), WriterOptions{}, "ab cd", ""},
		{"bad bytes", TextSegment("a\xffb"), WriterOptions{}, "a\ufffdb", ""},
		{"markup in text", TextSegment("if a<b && c>d"), WriterOptions{}, "if a&lt;b &amp;&amp; c&gt;d", ""},
		{"raw kept", RawSegment(" Bấm <bpt i='1'  type=\"b\">&lt;b></bpt>Lưu<ept i=\"1\"/>  "), WriterOptions{}, " Bấm <bpt i='1'  type=\"b\">&lt;b></bpt>Lưu<ept i=\"1\"/>  ", ""},
		{"raw control", RawSegment("a\x02<ph/>&#2;b"), WriterOptions{}, "a<ph/>b", CodeControl + " " + CodeControlRef},
		{"raw CDATA", RawSegment("a<![CDATA[<i> & co]]>b"), WriterOptions{}, "a&lt;i&gt; &amp; cob", CodeCDATA},
		{"foreign kept", RawSegment(`Xem <x id="1"/> đi`), WriterOptions{}, `Xem <x id="1"/> đi`, ""},
		{"foreign as ph", RawSegment(`Xem <x id="1"/> đi`), WriterOptions{Inline: InlineStandard}, `Xem <ph type="x-x">&lt;x id="1"/&gt;</ph> đi`, CodeForeignInline},
		{"level 1", RawSegment(`<bpt i="1">&lt;b></bpt>Chào <hi>bạn</hi><ept i="1"/>`), WriterOptions{Inline: InlineText}, `Chào bạn`, ""},
		{"prefix", RawSegment(`Số <t5:n id="1"/>`), WriterOptions{}, `Số <t5:n id="1"/>`, CodePrefix},
		{"lone br", RawSegment(`Một<br>hai`), WriterOptions{}, `Một&lt;br>hai`, CodeStrayTag},
	} {
		u := &Unit{Variants: []Variant{{Lang: "en", Seg: TextSegment("One")}, {Lang: "vi", Seg: c.seg}}}
		file, found, refused := write(t, plainHeader, c.opts, u)
		if len(refused) > 0 {
			t.Errorf("%s: refused: %v", c.name, refused)
		}
		_, rest, _ := strings.Cut(file, `"vi">`)
		got, _, _ := strings.Cut(strings.TrimSpace(rest)[len("<seg>"):], "</seg>")
		if got != c.want {
			t.Errorf("%s: wrote %q, want %q", c.name, got, c.want)
		}
		if codes(found) != c.finding {
			t.Errorf("%s: findings %v, want %s", c.name, found, c.finding)
		}
	}
}

func TestWriterVariants(t *testing.T) {
	v := func(lang, s string) Variant { return Variant{Lang: lang, Seg: TextSegment(s)} }
	for _, c := range []struct {
		name    string
		header  string
		opts    WriterOptions
		in      []Variant
		want    string // lang=text, in the order written; "" when refused
		finding string // code of the refusal or of the findings
	}{
		{"order", "en", WriterOptions{}, []Variant{v("vi", "Có"), v("fr", "Oui"), v("en", "Yes")}, "en=Yes vi=Có fr=Oui", ""},
		{"codes", "EN_us", WriterOptions{}, []Variant{v("eng_US", "Yes"), v("vie", "Có")}, "en-US=Yes vi=Có", ""},
		{"profile", "en", WriterOptions{Codes: map[string]string{"en": "en-US", "vi": "vi-VN"}}, []Variant{v("en", "Yes"), v("vi", "Có")}, "en-US=Yes vi-VN=Có", ""},
		{"near source", "en-US", WriterOptions{}, []Variant{v("en", "Yes"), v("vi", "Có")}, "en-US=Yes vi=Có", CodeSourceCode},
		{"no source", "en", WriterOptions{}, []Variant{v("fr", "Oui"), v("vi", "Có")}, "", CodeNoSource},
		{"no source, kept", "en", WriterOptions{Keep: true}, []Variant{v("fr", "Oui"), v("vi", "Có")}, "fr=Oui vi=Có", ""},
		{"all languages", "*all*", WriterOptions{}, []Variant{v("vi", "Có"), v("en", "Yes")}, "vi=Có en=Yes", CodeSourceLang},
		{"empty target", "en", WriterOptions{}, []Variant{v("en", "Yes"), v("vi", " \n")}, "", CodeNoTarget},
		{"one empty target", "en", WriterOptions{}, []Variant{v("en", "Yes"), v("fr", ""), v("vi", "Có")}, "en=Yes vi=Có", CodeEmptyTarget},
		{"empty source", "en", WriterOptions{}, []Variant{v("en", ""), v("vi", "Có")}, "", CodeNoSource},
		{"no variant", "en", WriterOptions{}, nil, "", CodeNoVariant},
		{"no language", "en", WriterOptions{}, []Variant{v("en", "Yes"), v("", "Có")}, "", CodeNoLanguage},
		{"bilingual", "en", WriterOptions{TgtLang: "vi"}, []Variant{v("en", "Yes"), v("fr", "Oui"), v("vi-VN", "Có")}, "en=Yes vi-VN=Có", CodeOtherTarget},
		{"malformed", "en", WriterOptions{}, []Variant{v("en", "Yes"), {Lang: "vi", Seg: RawSegment(`<bpt i="1">Có`)}}, "", CodeMalformed},
		{"long", "en", WriterOptions{}, []Variant{v("en", strings.Repeat("y", 2001)), v("vi", strings.Repeat("ạ", 1001))},
			"en=" + strings.Repeat("y", 2001) + " vi=" + strings.Repeat("ạ", 1001), CodeLong2000 + " " + CodeLong1000},
	} {
		h := plainHeader
		h.SrcLang = c.header
		file, found, refused := write(t, h, c.opts, &Unit{Variants: c.in})
		var got []string
		for i, part := range strings.Split(file, `<tuv xml:lang="`) {
			if i > 0 {
				lang, rest, _ := strings.Cut(part, `"`)
				_, rest, _ = strings.Cut(rest, "<seg>")
				seg, _, _ := strings.Cut(rest, "</seg>")
				got = append(got, lang+"="+seg)
			}
		}
		all := codes(found)
		if len(refused) > 0 {
			e, _ := errors.AsType[*UnitError](refused[0])
			all = e.Finding.Code
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: wrote %q, want %q", c.name, s, c.want)
		}
		if all != c.finding {
			t.Errorf("%s: findings %q, want %q", c.name, all, c.finding)
		}
	}
}

func TestWriterAttributes(t *testing.T) {
	u := NewUnit("en", "Yes", "vi", "Có")
	u.Attrs = []Attr{
		{"changedate", "yesterday"}, {"creationdate", "2026-01-02T10:04:05+07:00"}, {"usagecount", "3"},
		{"vendor", "a<b"}, {"usagecount", "4"},
	}
	file, found, _ := write(t, plainHeader, WriterOptions{}, u)
	if want := `<tu usagecount="3" creationdate="20260102T030405Z" vendor="a&lt;b">` + "\n" + `      <prop type="x-changedate">yesterday</prop>`; !strings.Contains(file, want) {
		t.Errorf("want %s in\n%s", want, file)
	}
	if got, want := codes(found), "T027 W007 W007"; got != want {
		t.Errorf("findings %s, want %s", got, want)
	}
	file, _, _ = write(t, plainHeader, WriterOptions{Valid: true}, u)
	if want := `<prop type="x-vendor">a&lt;b</prop>`; !strings.Contains(file, want) {
		t.Errorf("want %s in\n%s", want, file)
	}
}

// TestWriterHeader gives the Writer headers that clients choke on.
func TestWriterHeader(t *testing.T) {
	for _, c := range []struct {
		name  string
		edit  func(*Header)
		opts  WriterOptions
		want  string
		codes string
	}{
		{"OmegaT's name", func(h *Header) { h.CreationTool = "OmegaT" }, WriterOptions{}, `creationtool="songngu" creationtoolversion="unknown"`, "W011"},
		{"nothing", func(h *Header) { *h = Header{SrcLang: "en"} }, WriterOptions{}, `adminlang="en" srclang="en" datatype="plaintext"`, "W015 W015 W015 W015 W015 W015"},
		{"segtype", func(h *Header) { h.SegType = "line" }, WriterOptions{}, `segtype="sentence"`, "W015"},
		{"date", func(h *Header) { h.CreationDate, h.ChangeDate = "2026-01-02", "once" }, WriterOptions{}, `creationdate="20260102T000000Z">`, "W007 W007"},
		{"default name space", func(h *Header) { h.RootAttrs = []Attr{{"xmlns", "urn:x"}, {"xmlns:t5", "urn:t5"}} }, WriterOptions{}, `<tmx version="1.4" xmlns:t5="urn:t5">`, "W012"},
		{"valid", func(h *Header) {
			h.Attrs, h.Other = []Attr{{"git", "1"}}, []string{"<x/>", `<ude name="n"><map unicode="#xF8FF"/></ude>`}
		}, WriterOptions{Valid: true},
			"    <prop type=\"x-git\">1</prop>\n    <note>&lt;x/&gt;</note>\n    <ude name=\"n\">", "W012 W014"},
	} {
		h := plainHeader
		c.edit(&h)
		file, found, _ := write(t, h, c.opts, NewUnit("en", "Yes", "vi", "Có"))
		if !strings.Contains(file, c.want) || codes(found) != c.codes {
			t.Errorf("%s: findings %v, want %s, and %s in\n%s", c.name, found, c.codes, c.want, file)
		}
	}
}

func TestWriterUTF16(t *testing.T) {
	u := NewUnit("en", "Yes 🙂", "vi", "Có")
	want, _, _ := write(t, plainHeader, WriterOptions{}, u)
	want = strings.Replace(want, "UTF-8", "UTF-16", 1)
	for enc, bom := range map[Encoding]string{UTF16LE: "\xff\xfe", UTF16BE: "\xfe\xff"} {
		file, _, _ := write(t, plainHeader, WriterOptions{Encoding: enc}, u)
		rest, ok := strings.CutPrefix(file, bom)
		if !ok {
			t.Fatalf("no byte order mark: %q", file[:4])
		}
		var units []uint16
		for i := 0; i+1 < len(rest); i += 2 {
			a, b := uint16(rest[i]), uint16(rest[i+1])
			if enc == UTF16LE {
				a, b = b, a
			}
			units = append(units, a<<8|b)
		}
		if got := string(utf16.Decode(units)); got != want {
			t.Errorf("encoding %d: %q", enc, got)
		}
	}
}

func TestWriterEmptyAndClosed(t *testing.T) {
	file, _, _ := write(t, Header{}, WriterOptions{})
	if !strings.Contains(file, `srclang="en"`) || !strings.HasSuffix(file, "  <body>\n  </body>\n</tmx>\n") {
		t.Error(file)
	}
	w := NewWriter(&bytes.Buffer{}, Header{}, WriterOptions{})
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := w.Write(NewUnit("en", "a", "vi", "b")); err == nil {
		t.Error("wrote after close")
	}
	if err := w.Close(); err != nil {
		t.Error("second close:", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestWriterIOError(t *testing.T) {
	disk := errors.New("disk full")
	w := NewWriter(failing{disk}, Header{}, WriterOptions{})
	var err error
	for i := 0; err == nil && i < 100_000; i++ {
		err = w.Write(NewUnit("en", "a", "vi", "b"))
	}
	if !errors.Is(err, disk) || !errors.Is(w.Close(), disk) {
		t.Error(err)
	}
}
