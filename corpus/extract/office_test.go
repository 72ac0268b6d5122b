package extract

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// packed makes a zip archive of parts, given as name and content in turn.
func packed(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		method := zip.Deflate
		if parts[i] == "mimetype" {
			method = zip.Store
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: parts[i], Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// show writes blocks as the golden texts below do.
func show(p *Page) string {
	var b strings.Builder
	for _, k := range p.Blocks {
		fmt.Fprintf(&b, "%s%d %s\n", k.Kind, k.Level, k.Text)
	}
	for _, k := range p.Aside {
		fmt.Fprintf(&b, "(%s) %s\n", k.Reason, k.Text)
	}
	return b.String()
}

func readPacked(data []byte, opts Options) (*Page, error) {
	f := Sniff("", "", data)
	return ReadPacked(context.Background(), f, bytes.NewReader(data), int64(len(data)), opts)
}

const wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

func docxFile(t testing.TB) []byte {
	return packed(t,
		"[Content_Types].xml", `<Types/>`,
		"word/document.xml", `<?xml version="1.0"?><w:document `+wordSpace+`><w:body>
<w:p><w:pPr><w:pStyle w:val="TieuDe"/></w:pPr><w:r><w:t>Nội quy bể bơi</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>Giờ mở cửa</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Bể bơi mở cửa </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>từ 6 giờ</w:t></w:r><w:del><w:r><w:delText> đến 7 giờ</w:delText></w:r></w:del><w:ins><w:r><w:t xml:space="preserve"> đến 20 giờ</w:t></w:r></w:ins><w:r><w:footnoteReference w:id="2"/><w:t>.</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr><w:r><w:t>Không chạy quanh bể.</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Vé lẻ</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>30.000 đồng</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:fldChar/><w:instrText> PAGE </w:instrText></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>Trẻ em dưới 10 tuổi</w:t><w:br/><w:t>phải có người lớn đi cùng.</w:t></w:r></w:p>
<w:p><mc:AlternateContent xmlns:mc="x"><mc:Choice><w:txbxContent><w:p><w:r><w:t>Khung chữ bên lề.</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>Khung chữ bên lề.</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:p>
</w:body></w:document>`,
		"word/styles.xml", `<w:styles `+wordSpace+`><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:styleId="TieuDe"><w:name w:val="Title"/></w:style><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>`,
		"word/footnotes.xml", `<w:footnotes `+wordSpace+`><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>Trừ ngày lễ.</w:t></w:r></w:p></w:footnote></w:footnotes>`,
		"docProps/core.xml", `<cp:coreProperties xmlns:cp="a" xmlns:dc="b"><dc:title>Nội quy</dc:title></cp:coreProperties>`)
}

func TestDOCX(t *testing.T) {
	p, err := readPacked(docxFile(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	const want = `title1 Nội quy bể bơi
heading1 Giờ mở cửa
paragraph0 Bể bơi mở cửa từ 6 giờ đến 20 giờ.
list-item2 Không chạy quanh bể.
cell0 Vé lẻ
cell0 30.000 đồng
paragraph0 Trẻ em dưới 10 tuổi phải có người lớn đi cùng.
paragraph0 Khung chữ bên lề.
footnote0 Trừ ngày lễ.
(hidden text) ẩn
`
	if got := show(p); got != want || p.Title != "Nội quy" || p.Lang != "vi-VN" {
		t.Errorf("title %q, lang %q\n%s", p.Title, p.Lang, got)
	}
}

func odtFile(t testing.TB) []byte {
	return packed(t, "mimetype", "application/vnd.oasis.opendocument.text",
		"content.xml", `<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:style="s"><office:automatic-styles><style:style style:name="P1" style:parent-style-name="Title"/></office:automatic-styles><office:body><office:text>
<text:tracked-changes><text:deletion><text:p>Đã xóa.</text:p></text:deletion></text:tracked-changes>
<text:p text:style-name="P1">Lịch gieo hạt</text:p>
<text:h text:outline-level="2">Tháng<text:s text:c="2"/>Giêng</text:h>
<text:p>Gieo cải ngọt,<text:line-break/>rau dền và mồng tơi<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Cần phủ rơm.</text:p></text:note-body></text:note>.<office:annotation><text:p>Hỏi lại.</text:p></office:annotation></text:p>
<text:list><text:list-item><text:p>Ngâm hạt sáu giờ.</text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>Dền</text:p></table:table-cell></table:table-row></table:table>
</office:text></office:body></office:document-content>`,
		"meta.xml", `<m xmlns:dc="d"><dc:title>Sổ tay làm vườn</dc:title><dc:language>vi-VN</dc:language></m>`)
}

func TestODT(t *testing.T) {
	p, err := readPacked(odtFile(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	const want = `title1 Lịch gieo hạt
heading2 Tháng Giêng
paragraph0 Gieo cải ngọt, rau dền và mồng tơi.
list-item1 Ngâm hạt sáu giờ.
cell0 Dền
footnote0 Cần phủ rơm.
`
	if got := show(p); got != want || p.Title != "Sổ tay làm vườn" || p.Lang != "vi-VN" {
		t.Errorf("title %q, lang %q\n%s", p.Title, p.Lang, got)
	}
}

func epubFile(t testing.TB, href string) []byte {
	return packed(t, "mimetype", "application/epub+zip",
		"META-INF/container.xml", `<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>`,
		"OPS/book.opf", `<package><metadata xmlns:dc="d"><dc:title>Hai con dốc</dc:title><dc:language>vi</dc:language></metadata><manifest><item id="n" href="nav.xhtml" properties="nav"/><item id="b" href="`+href+`"/><item id="a" href="text/m%E1%BB%99t.xhtml"/></manifest><spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>`,
		"OPS/nav.xhtml", `<html><body><nav><ol><li><a href="text/một.xhtml">Chương một</a></li></ol></nav></body></html>`,
		"OPS/text/một.xhtml", `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><h1>Chương một</h1><p>Con dốc thứ nhất dẫn xuống bến đò.</p></body></html>`,
		"OPS/hai.xhtml", `<html><body><p>Con dốc thứ hai dẫn lên chùa.</p></body></html>`)
}

func TestEPUB(t *testing.T) {
	p, err := readPacked(epubFile(t, "hai.xhtml"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	const want = `heading1 Chương một
paragraph0 Con dốc thứ nhất dẫn xuống bến đò.
paragraph0 Con dốc thứ hai dẫn lên chùa.
(table of contents) Chương một
`
	if got := show(p); got != want || p.Title != "Hai con dốc" || p.Lang != "vi" {
		t.Errorf("title %q, lang %q\n%s", p.Title, p.Lang, got)
	}
	if _, err := readPacked(epubFile(t, "../../etc/passwd"), Options{}); err == nil || !strings.Contains(err.Error(), "leads out of it") {
		t.Errorf("path traversal: %v", err)
	}
}

func TestRTF(t *testing.T) {
	const src = `{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}{\f1\fcharset163 Arial;}}{\stylesheet{\s0 Normal;}{\s1 heading 1;}}{\info{\title X}}
\pard\s1 L\u7883?p h\u7885?c l\u224?m g\u7889?m\par\pard L\'edp m\f0\'fc l\'e0; \f1 g\'f4\'ecm s\'f4\'ecng\line v\'e0 g\'f4\'ecm nung{\footnote Ghi ch\'fa.}.\par{\*\bkmkstart x}{\header Trang}{\v gi\u7845?u}
\trowd\intbl M\u7897?t\cell Hai\cell\row\pard{\pict 0102ab}\'93Xong\'94 \emdash  h\u7871?t.\par}`
	p, err := RTF(src, Options{})
	if err != nil {
		t.Fatal(err)
	}
	const want = `heading1 Lịp học làm gốm
paragraph0 Líp mü là; gốm sống và gốm nung.
cell0 Một
cell0 Hai
paragraph0 “Xong” — hết.
footnote0 Ghi chú.
`
	if got := show(p); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestSubtitles(t *testing.T) {
	const srt = "\ufeff1\r\n00:00:01,000 --> 00:00:03,500\r\n{\\an8}Trời sắp mưa rồi,\r\n\r\n2\r\n00:00:03,600 --> 00:00:05,000\r\n<i>mau cất thóc</i> thôi!\r\n\r\n3\r\n00:00:06,000 --> 00:00:08,000\r\n- Ai gọi đấy?\r\n- Con đây mẹ ơi\r\n\r\n4\r\n00:00:30,000 --> 00:00:31,000\r\nSáng hôm sau.\r\n\r\n5\r\n00:00:40,000 --> 00:00:41,000\r\n♪ ♪\r\n"
	p, err := Read(Sniff("phim.srt", "", []byte(srt)), srt, Options{})
	if err != nil {
		t.Fatal(err)
	}
	const want = `paragraph0 Trời sắp mưa rồi, mau cất thóc thôi!
paragraph0 - Ai gọi đấy?
paragraph0 - Con đây mẹ ơi
paragraph0 Sáng hôm sau.
(no words) ♪ ♪
`
	if got := show(p); got != want {
		t.Errorf("got\n%s", got)
	}
	if s := p.Blocks[0].Source.Of(srt); !strings.HasPrefix(s, "1\r\n00:00:01,000") || !strings.HasSuffix(s, "thôi!") {
		t.Errorf("source %q", s)
	}
	const vtt = "WEBVTT\n\nNOTE của người dịch\n\nmở đầu\n00:01.000 --> 00:02.000 line:0\n<v Lan>Chào bác &amp; cả nhà.\n"
	p, err = Read(Sniff("x", "", []byte(vtt)), vtt, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := show(p); got != "paragraph0 Chào bác & cả nhà.\n(no cue) WEBVTT\n(no cue) NOTE của người dịch\n" {
		t.Errorf("got\n%s", got)
	}
}

// TestPackedHostile reads archives made to do harm: each ends with an error
// that says what is wrong.
func TestPackedHostile(t *testing.T) {
	bomb := packed(t, "word/document.xml", "<w:document><w:body><w:p><w:t>"+strings.Repeat("a", 4<<20)+"</w:t></w:p></w:body></w:document>")
	deep := packed(t, "word/document.xml", strings.Repeat("<w:p>", 100_000))
	entities := packed(t, "word/document.xml", `<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document><w:p><w:r><w:t>x &b; y</w:t></w:r></w:p></w:document>`)
	for name, c := range map[string]struct {
		data []byte
		opts Options
		want error
	}{
		"unpacks without end": {bomb, Options{MaxBytes: 1 << 20}, ErrTooLarge},
		"nests without end":   {deep, Options{}, ErrTooLarge},
		"no document":         {packed(t, "word/document.xml.bak", "", "[Content_Types].xml", "<a/>"), Options{}, ErrBinary},
		"cut off":             {docxFile(t)[:900], Options{}, ErrBinary},
		"larger than allowed": {docxFile(t), Options{MaxBytes: 100}, ErrTooLarge},
	} {
		if _, err := DOCX(bytes.NewReader(c.data), int64(len(c.data)), c.opts); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
	if p, err := readPacked(entities, Options{}); err == nil && strings.Contains(show(p), "aaaa") {
		t.Errorf("entities were expanded: %s", show(p))
	}
}
