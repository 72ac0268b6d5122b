package tmx

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
)

const (
	fileHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<!DOCTYPE tmx SYSTEM "tmx14.dtd">` + "\n" + `<tmx version="1.4">` +
		`<header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="en" datatype="plaintext"/><body>` + "\n"
	fileTail = "</body></tmx>\n"
	goodUnit = `<tu tuid="good"><tuv xml:lang="en"><seg>Come in.</seg></tuv><tuv xml:lang="vi"><seg>Mời vào.</seg></tuv></tu>`
)

// brief is a unit on one line: id, attributes, props and notes, then each
// variant.
func brief(u *Unit) string {
	s := u.ID
	for _, a := range u.Attrs {
		s += fmt.Sprintf(" @%s=%s", a.Name, a.Value)
	}
	for _, p := range u.Props {
		s += fmt.Sprintf(" %s:%s", p.Type, p.Value)
	}
	for _, n := range u.Notes {
		s += " note:" + n.Value
	}
	for _, o := range u.Other {
		s += " " + o
	}
	for _, v := range u.Variants {
		s += fmt.Sprintf(" %s=%s", v.Lang, v.Seg.Raw())
	}
	return strings.TrimSpace(s)
}

// TestReaderUnits has a unit in all its shapes, good and bad, between two good
// ones, which must come through whatever happens to it.
func TestReaderUnits(t *testing.T) {
	pair := func(vi string) string {
		return `<tu><tuv xml:lang="en"><seg>Yes</seg></tuv><tuv xml:lang="vi"><seg>` + vi + `</seg></tuv></tu>`
	}
	for _, c := range []struct{ name, in, want, codes string }{
		{"plain", pair("Có"), "en=Yes vi=Có", ""},
		{"attributes", `<tu tuid = '7' usagecount="3"
 changeid="a&amp;b"><tuv	xml:lang='en'><seg>Yes</seg></tuv><tuv xml:lang="vi"><seg>Có</seg ></tuv ></tu >`, "7 @usagecount=3 @changeid=a&b en=Yes vi=Có", ""},
		{"props", `<tu><note>n &lt;1></note><prop type="x-p">v</prop><prop type="q"/><tuv xml:lang="en"><seg>Yes</seg></tuv><tuv xml:lang="vi"><seg>Có</seg></tuv></tu>`, "x-p:v q: note:n <1> en=Yes vi=Có", ""},
		{"codes", pair(`<bpt i="1" x="1">&lt;b></bpt>Có<ept i="1"/> <ph><sub>chú thích</sub></ph><hi type="a"><hi>x</hi></hi>`), `en=Yes vi=<bpt i="1" x="1">&lt;b></bpt>Có<ept i="1"/> <ph><sub>chú thích</sub></ph><hi type="a"><hi>x</hi></hi>`, ""},
		{"comment and CDATA", pair(`<!-- </seg></tu><tu> -->Có<![CDATA[</seg></tu>]]><?pi </tu>?>`), "en=Yes vi=<!-- </seg></tu><tu> -->Có<![CDATA[</seg></tu>]]><?pi </tu>?>", ""},
		{"comment between", `<tu><!-- <tu> --><tuv xml:lang="en"><!-- </tuv> --><seg>Yes</seg></tuv><tuv xml:lang="vi"><seg/></tuv></tu>`, "en=Yes vi=", ""},
		{"crlf", pair("Có\r\nạ"), "en=Yes vi=Có\r\nạ", ""},
		{"unknown inline", pair(`<x id="1"/><g>Có</g>`), `en=Yes vi=<x id="1"/><g>Có</g>`, "T025 T025"},
		{"unknown elements", `<tu><foo a="1">b<c/></foo><tuv xml:lang="en"><seg>Yes</seg></tuv><tuv xml:lang="vi"><seg>Có</seg></tuv></tu>`, `<foo a="1">b<c/></foo> en=Yes vi=Có`, "T025"},
		{"lang", `<tu><tuv lang="EN-us"><seg>Yes</seg></tuv><tuv lang="vie"><seg>Có</seg></tuv></tu>`, "en-US=Yes vi=Có", "T041 T021 T020"},
		{"underscore", `<tu><tuv xml:lang="en_US"><seg>Yes</seg></tuv><tuv xml:lang="vi_vn"><seg>Có</seg></tuv></tu>`, "en-US=Yes vi-VN=Có", "T020 T020"},
		{"misplaced", `<tu><tuv xml:lang="en"><seg>Yes</seg></tuv><prop type="p">v</prop><tuv xml:lang="vi"><seg>Có</seg></tuv></tu>`, "p:v en=Yes vi=Có", "T036"},

		{"control", pair("C\x02ó\x1f"), "en=Yes vi=Có", "T006 T006"},
		{"control reference", pair("C&#2;ó&#xB;&#xFFFF;"), "en=Yes vi=Có", "T007 T007 T007"},
		{"bare ampersand", pair("R&D & Có&"), "en=Yes vi=R&amp;D &amp; Có&amp;", "T008 T008 T008"},
		{"HTML entities", pair("C&oacute;&nbsp;&copy;&AMP;"), "en=Yes vi=Có\u00a0©&amp;", "T009 T009 T009 T009"},
		{"unknown entity", pair("&xxe;Có"), "en=Yes vi=&amp;xxe;Có", "T010"},
		{"bare less", pair("1 < 2 <3"), "en=Yes vi=1 &lt; 2 &lt;3", "T011 T011"},
		{"address", pair("<lan@example.org>"), "en=Yes vi=&lt;lan@example.org>", "T011"},
		{"lone tags", pair("Có<br>ạ</b>"), "en=Yes vi=Có&lt;br>ạ&lt;/b>", "T012 T012"},
		{"crossed tags", pair("<b>C<i>ó</b></i>"), "en=Yes vi=<b>C&lt;i>ó</b>&lt;/i>", "T012 T012 T025"},
		{"CDATA end", pair("C]]>ó"), "en=Yes vi=C]]&gt;ó", "T033"},
		{"bad bytes", pair("caf\xe9 Có"), "en=Yes vi=café Có", "T005"},
		{"attribute in code", pair(`<ph x="a&b<c" x="2"/>`), `en=Yes vi=<ph x="a&amp;b&lt;c"/>`, "T008 T011 T027"},
		{"double hyphen", pair("<!-- a -- b -->Có"), "en=Yes vi=Có", "T040"},
		{"unquoted", `<tu tuid=7 x><tuv xml:lang="en"lang="fr"><seg>Yes</seg></tuv><tuv xml:lang="vi"><seg>Có</seg></tuv></tu>`, "7 en=Yes vi=Có", "T027 T027 T027"},
		{"attribute twice", `<tu tuid="1" tuid="2"><tuv xml:lang="en"><seg>Yes</seg></tuv><tuv xml:lang="vi"><seg>Có</seg></tuv></tu>`, "1 en=Yes vi=Có", "T027"},
		{"stray text", `<tu>x<tuv xml:lang="en">y<seg>Yes</seg></tuv><tuv xml:lang="vi"><seg>Có</seg></tuv></tu>`, "en=Yes vi=Có", "T026 T026"},
		{"no type", `<tu><prop>v</prop><tuv xml:lang="en"><seg>Yes</seg></tuv><tuv xml:lang="vi"><seg>Có</seg></tuv></tu>`, ":v en=Yes vi=Có", "T027"},
		{"markup in prop", `<tu><prop type="x-context-pre"><b>v</b></prop><tuv xml:lang="en"><seg>Yes</seg></tuv><tuv xml:lang="vi"><seg>Có</seg></tuv></tu>`, "x-context-pre:<b>v</b> en=Yes vi=Có", "T025 T025"},
		{"two segments", `<tu><tuv xml:lang="en"><seg>Yes</seg><seg>No</seg></tuv><tuv xml:lang="vi"><seg>Có</seg></tuv></tu>`, "en=Yes vi=Có", "T035"},
		{"no segment", `<tu><tuv xml:lang="en"><seg>Yes</seg></tuv><tuv xml:lang="vi"></tuv></tu>`, "en=Yes", "T018"},
		{"no language", `<tu><tuv><seg>Yes</seg></tuv><tuv xml:lang="vi"><seg>Có</seg></tuv></tu>`, "=Yes vi=Có", "T019"},
		{"no unit end", `<tu tuid="open"><tuv xml:lang="en"><seg>Yes</seg></tuv><tuv xml:lang="vi"><seg>Có</seg></tuv>`, "open en=Yes vi=Có", "T016"},

		{"no variant", `<tu></tu>`, "", "T017"},
		{"empty element", `<tu/>`, "", "T017"},
		{"code without end", pair(`<bpt i="1">Có`), "", "T034"},
		{"no variant end", `<tu><tuv xml:lang="en"><seg>Yes</seg><tuv xml:lang="vi"><seg>Có</seg></tuv></tu>`, "", "T034"},
		{"no segment end", `<tu><tuv xml:lang="en"><seg>Yes</tuv><tuv xml:lang="vi"><seg>Có</tuv></tu>`, "", "T034"},
		{"quote without end", `<tu tuid="7><tuv xml:lang='en'><seg>Yes</seg></tuv></tu>`, "", "T034"},
		{"tag without end", `<tu tuid="7" <tuv xml:lang="en"><seg>Yes</seg></tuv></tu>`, "", "T034"},
		{"prop without end", `<tu><prop type="a">x<tuv xml:lang="en"><prop type="b">y</prop><seg>Yes</seg></tuv></tu>`, "", "T034"},
		{"stray end tag", `<tu></prop><tuv xml:lang="en"><seg>Yes</seg></tuv></tu>`, "", "T034"},
		{"comment without end", pair("Có <!-- ạ"), "en=Yes vi=Có &lt;!-- ạ", "T011"},
		{"deep", pair(strings.Repeat("<g>", 10_000) + "Có" + strings.Repeat("</g>", 10_000)), "", "T028"},
		{"deep unknown", "<tu>" + strings.Repeat("<g>", 10_000) + strings.Repeat("</g>", 10_000) + "</tu>", "", "T028 T034"},
		{"large attribute", `<tu changeid="` + strings.Repeat("x", defaultMaxValue+1) + `"><tuv xml:lang="en"><seg>Yes</seg></tuv></tu>`, "", "T030"},
		{"large unit", pair(strings.Repeat("lớn ", defaultMaxUnit/5)), "", "T029"},
		{"many attributes", `<tu ` + strings.Repeat(`a="" `, 3) + func() (s string) {
			for i := range 1100 {
				s += fmt.Sprintf(`a%d="" `, i)
			}
			return s
		}() + `><tuv xml:lang="en"><seg>Yes</seg></tuv></tu>`, "", "T027 T027 T034"},

		{"element around", `<group>` + pair("Có") + `</group>`, "en=Yes vi=Có", "T025"},
		{"text between", `hello` + pair("Có"), "en=Yes vi=Có", "T026"},
		{"CDATA between", `<![CDATA[<tu>]]>` + pair("Có"), "en=Yes vi=Có", "T026"},
		{"comment out", `<!-- <tu> </tu> -->`, "-", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, around := range []func(io.Reader) io.Reader{func(r io.Reader) io.Reader { return r }, iotest.HalfReader} {
				r := NewReader(around(strings.NewReader(fileHead+goodUnit+c.in+goodUnit+fileTail)), ReaderOptions{})
				var got []string
				for u, err := range r.Units() {
					if err != nil {
						t.Fatal(err)
					}
					got = append(got, brief(u))
				}
				const good = "good en=Come in. vi=Mời vào."
				want := []string{good, c.want, good}
				if c.want == "" || c.want == "-" {
					want = []string{good, good}
				}
				if strings.Join(got, "\n") != strings.Join(want, "\n") {
					t.Errorf("read %.300q, want %.300q", got, want)
				}
				all := r.Findings()
				distinct := codes(all)
				if distinct != c.codes {
					t.Errorf("findings %.500v, want %s", all, c.codes)
				}
				if bad := r.PassedBy() == 1; bad != (c.want == "") {
					t.Errorf("passed by %d", r.PassedBy())
				}
				for _, f := range all {
					if f.Line < 4 {
						t.Errorf("finding on line %d: %v", f.Line, f)
					}
				}
			}
		})
	}
}

// TestReaderFiles has what can be wrong outside units.
func TestReaderFiles(t *testing.T) {
	whole := fileHead + goodUnit + fileTail
	strip := func(s string) string { return strings.Replace(whole, s, "", 1) }
	swap := func(old, new string) string { return strings.Replace(whole, old, new, 1) }
	for _, c := range []struct {
		name, in string
		units    int
		codes    string
	}{
		{"good", whole, 1, ""},
		{"BOM", "\uFEFF" + whole, 1, ""},
		{"leading newline", "\n \n" + whole, 1, "T002"},
		{"leading text", "saved by me\n" + whole, 1, "T002 T002"},
		{"no declaration", strip(`<?xml version="1.0" encoding="UTF-8"?>`), 1, ""},
		{"version 1.4b", swap(`version="1.4"`, `version="1.4b"`), 1, "T022"},
		{"version 1.1", swap(`version="1.4"`, `version="1.1"`), 1, ""},
		{"name spaces", swap(`<tmx `, `<tmx xmlns="urn:x" xmlns:t5="urn:t5" `), 1, ""},
		{"no doctype", strip(`<!DOCTYPE tmx SYSTEM "tmx14.dtd">`), 1, ""},
		{"internal subset", swap(`SYSTEM "tmx14.dtd"`, `[<!-- ]> --><!ELEMENT a (b)><!ATTLIST a b CDATA "]>">`+"]"), 1, ""},
		{"entities", swap(`SYSTEM "tmx14.dtd"`, `[<!ENTITY a "&b;&b;"><!ENTITY b SYSTEM "file:///etc/passwd">]`), 1, "T032"},
		{"doctype without end", swap(`SYSTEM "tmx14.dtd">`, `SYSTEM [`), 1, "T032"},
		{"no root", strip(`<tmx version="1.4">`), 1, ""},
		{"no header", whole[:strings.Index(whole, "<header")] + whole[strings.Index(whole, "<body"):], 1, "T023"},
		{"no body", strip("<body>"), 1, "T024"},
		{"header attributes", swap(` srclang="en"`, ""), 1, "T023"},
		{"all languages", swap(` srclang="en"`, ` srclang="*all*"`), 1, "T038"},
		{"no end", strip(fileTail), 1, "T014"},
		{"cut in unit", whole[:strings.Index(whole, "Mời")+4], 0, "T013 T014"},
		{"cut after variant", whole[:strings.Index(whole, "</tu>")], 1, "T016 T014"},
		{"cut in tag", whole[:strings.Index(whole, "</body>")+3], 1, "T013 T014"},
		{"two documents", whole + "\uFEFF" + whole, 2, "T031"},
		{"large tag", swap("<tmx ", `<tmx a="`+strings.Repeat("x", 3<<20)+`" `), 1, "T030"},
		{"empty", "", 0, "T001"},
		{"binary", "\x00\x01\x02\x03<<<>>>\x00", 0, "T002 T011 T011 T011 T002 T001"},
		{"not TMX", "<html><body><p>Hello</body></html>", 0, "T025 T025 T002 T001"},
		{"only a header", `<tmx version="1.4"><header/></tmx>`, 0, "T023"},
	} {
		m := readAll([]byte(c.in), ReaderOptions{})
		if len(m.units) != c.units {
			t.Errorf("%s: read %d units, want %d", c.name, len(m.units), c.units)
		}
		if got := codes(m.found); got != c.codes {
			t.Errorf("%s: findings %.500v, want %s", c.name, m.found, c.codes)
		}
		if bad := strings.HasSuffix(c.codes, CodeNotTMX); bad != (m.err != nil) {
			t.Errorf("%s: error %v", c.name, m.err)
		}
	}
}

func TestReaderHeader(t *testing.T) {
	in := `<tmx version="1.4" xmlns:ex="urn:ex"><header creationtool="a &amp; b" creationtoolversion="2" segtype="block" o-tmf="f" adminlang="EN" srclang="EN-US"
 datatype="html" o-encoding="x" creationdate="20260102T030405Z" creationid="lan" changedate="20260102T030406Z" changeid="mai" ex:v="9">
<note xml:lang="vi">ghi chú</note><ude name="n"><map unicode="#xF8FF"/></ude><prop type="p">v</prop><ex:more/></header><body>` + goodUnit + fileTail
	m := readAll([]byte(in), ReaderOptions{})
	h := *m.header
	got := fmt.Sprintf("%v", h)
	want := fmt.Sprintf("%v", Header{
		CreationTool: "a & b", CreationToolVersion: "2", SegType: "block", OTMF: "f", AdminLang: "en", SrcLang: "en-US",
		DataType: "html", OEncoding: "x", CreationDate: "20260102T030405Z", CreationID: "lan", ChangeDate: "20260102T030406Z", ChangeID: "mai",
		Attrs: []Attr{{"ex:v", "9"}}, Props: []Prop{{Type: "p", Value: "v"}}, Notes: []Note{{"ghi chú", []Attr{{"xml:lang", "vi"}}}},
		Other: []string{`<ude name="n"><map unicode="#xF8FF"/></ude>`, `<ex:more/>`}, Version: "1.4", RootAttrs: []Attr{{"xmlns:ex", "urn:ex"}},
	})
	if got != want {
		t.Errorf("header %s\nwant   %s", got, want)
	}
	if got := codes(m.found); got != "T021 T021 T025" {
		t.Errorf("findings %v", m.found)
	}
}

func utf16File(s string, little, bom bool) []byte {
	var b []byte
	if bom {
		s = "\uFEFF" + s
	}
	for _, u := range utf16.Encode([]rune(s)) {
		if little {
			b = append(b, byte(u), byte(u>>8))
		} else {
			b = append(b, byte(u>>8), byte(u))
		}
	}
	return b
}

func gz(data []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Bytes()
}

// TestReaderEncodings reads the same units in every wrapping.
func TestReaderEncodings(t *testing.T) {
	whole := fileHead + goodUnit + fileTail
	as := func(label string) string { return strings.Replace(whole, "UTF-8", label, 1) }
	cp1258 := []byte(strings.NewReplacer("Mời", "M\xf5\xcci", "vào", "v\xe0o").Replace(as("windows-1258")))
	zipped := func(method uint16, names ...string) []byte {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for _, n := range names {
			f, _ := w.CreateHeader(&zip.FileHeader{Name: n, Method: method})
			f.Write([]byte(whole))
		}
		w.Close()
		return b.Bytes()
	}
	rawZip := func(name string) []byte { // sizes in the local header, as zip tools write
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		f, _ := w.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Store, CRC32: crc(whole), CompressedSize64: uint64(len(whole)), UncompressedSize64: uint64(len(whole))})
		f.Write([]byte(whole))
		w.Close()
		return b.Bytes()
	}
	broken := gz([]byte(whole))
	broken[len(broken)-6] ^= 1
	for _, c := range []struct {
		name  string
		in    []byte
		units int
		codes string
	}{
		{"utf-16le", utf16File(as("UTF-16"), true, true), 1, ""},
		{"utf-16be", utf16File(as("UTF-16"), false, true), 1, ""},
		{"utf-16le without BOM", utf16File(as("UTF-16"), true, false), 1, "T004"},
		{"utf-16be without BOM", utf16File("\n"+as("utf-16BE"), false, false), 1, "T004 T002"},
		{"utf-16 declared utf-8", utf16File(whole, true, true), 1, "T003"},
		{"utf-8 declared utf-16", []byte(as("utf-16")), 1, "T003"},
		{"utf-8 declared latin-1", []byte(as("iso-8859-1")), 1, "T003"},
		{"utf-8 declared nonsense", []byte(as("klingon")), 1, "T003"},
		{"BOM and other declaration", []byte("\uFEFF" + as("windows-1252")), 1, "T003"},
		{"windows-1258", cp1258, 1, ""},
		{"gzip", gz([]byte(whole)), 1, ""},
		{"gzip of utf-16", gz(utf16File(as("UTF-16"), true, true)), 1, ""},
		{"gzip cut off", gz([]byte(whole))[:len(gz([]byte(whole)))-20], 1, "T015 T013 T014"},
		{"gzip damaged", broken, 1, "T015"},
		{"zip", zipped(zip.Deflate, "a.tmx"), 1, ""},
		{"zip of several", zipped(zip.Deflate, "readme.txt", "a.tmx", "deep/b.TMX"), 2, "T031"},
		{"zip stored", rawZip("a.tmx"), 1, ""},
		{"zip stored, size unknown", zipped(zip.Store, "a.tmx"), 0, "T015 T001"},
		{"zip without TMX", zipped(zip.Deflate, "a.txt"), 0, "T015 T001"},
		{"zip cut off", zipped(zip.Deflate, "a.tmx")[:120], 0, "T015 T001"},
	} {
		m := readAll(c.in, ReaderOptions{})
		if len(m.units) != c.units {
			t.Errorf("%s: read %d units, want %d", c.name, len(m.units), c.units)
		}
		for _, u := range m.units {
			if got := u.Variants[1].Text(); got != "Mời vào." {
				t.Errorf("%s: read %q", c.name, got)
			}
		}
		if got := codes(m.found); got != c.codes && !(c.name == "zip cut off" && strings.HasPrefix(got, "T015")) {
			t.Errorf("%s: findings %v, want %s", c.name, m.found, c.codes)
		}
	}
}

func TestReaderStrict(t *testing.T) {
	for in, want := range map[string]string{
		fileHead + goodUnit + fileTail: "",
		fileHead + goodUnit + `<tu><tuv xml:lang="EN"><seg>R&D</seg></tuv></tu>` + goodUnit + fileTail: CodeBareAmp,
		"\n" + fileHead + goodUnit + fileTail: CodeBeforeXML,
		fileHead + goodUnit:                   CodeNoEnd,
	} {
		m := readAll([]byte(in), ReaderOptions{Strict: true})
		e, _ := errors.AsType[*SyntaxError](m.err)
		if got := ""; e != nil {
			got = e.Finding.Code
			if got != want {
				t.Errorf("%.60q: %v", in, m.err)
			}
		} else if want != "" {
			t.Errorf("%.60q passed", in)
		}
		if want == CodeBareAmp && len(m.units) != 1 {
			t.Errorf("%d units before the fault", len(m.units))
		}
	}
}

func TestReaderIOError(t *testing.T) {
	disk := errors.New("disk gone")
	r := NewReader(io.MultiReader(strings.NewReader(fileHead+goodUnit), iotest.ErrReader(disk)), ReaderOptions{})
	n := 0
	for r.Scan() {
		n++
	}
	if n != 1 || !errors.Is(r.Err(), disk) {
		t.Errorf("%d units, error %v", n, r.Err())
	}
}

// TestReaderFindingPositions checks lines and columns against the file.
func TestReaderFindingPositions(t *testing.T) {
	in := fileHead + goodUnit + "\n  <tu tuid=\"7\">\n    <tuv xml:lang=\"en\"><seg>Mở R&D\nvà \x03</seg></tuv></tu>\n<tu>\n<tuv>&\n&</tuv></tu>" + fileTail
	lines := strings.Split(in, "\n")
	m := readAll([]byte(in), ReaderOptions{})
	want := []struct{ code, unit, at string }{{"T008", "7", "&D"}, {"T006", "7", "\x03"}, {"T019", "#3", "<tuv>"}, {"T026", "#3", "&\n"}, {"T018", "#3", "<tuv>&"}, {"T017", "#3", "<tu>"}}
	if len(m.found) != len(want) {
		t.Fatal(m.found)
	}
	for i, f := range m.found {
		if at := (lines[f.Line-1] + "\n")[f.Column-1:]; f.Code != want[i].code || f.Unit != want[i].unit || !strings.HasPrefix(at, want[i].at) {
			t.Errorf("%v: at %q, want %v", f, at, want[i])
		}
	}
	if u := m.units[1]; u.Line != 5 || u.Number != 2 || !strings.HasPrefix(in[u.Offset:], "<tu tuid=\"7\"") {
		t.Errorf("unit at line %d, offset %d", u.Line, u.Offset)
	}
}
