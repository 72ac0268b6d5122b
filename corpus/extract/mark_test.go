package extract

import (
	"fmt"
	"sort"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// marked writes a block with its marks in it: {bold words}, {note}.
func marked(b Block) string {
	type piece struct {
		at, order int
		code      string
	}
	var pieces []piece
	for i, m := range b.Marks {
		if m.Point() {
			pieces = append(pieces, piece{m.Span.Start, 0, "{" + m.Kind.String() + "}"})
			continue
		}
		pieces = append(pieces, piece{m.Span.Start, 1 + i, "{" + m.Kind.String() + " "}, piece{m.Span.End, -1 - i, "}"})
	}
	sort.SliceStable(pieces, func(i, j int) bool {
		a, b := pieces[i], pieces[j]
		return a.at < b.at || a.at == b.at && a.order < b.order
	})
	var out strings.Builder
	from := 0
	for _, p := range pieces {
		out.WriteString(b.Text[from:p.at] + p.code)
		from = p.at
	}
	return out.String() + b.Text[from:]
}

// TestMarks reads the same paragraph with the same markup from five formats.
func TestMarks(t *testing.T) {
	const want = "Lò gốm {bold Bàu Trúc} nung {bold {italic ngoài trời}}, {link như sách kể}{note}, {raised o}C."
	html := `<p>Lò gốm <b>Bàu Trúc </b>nung <strong><i>ngoài trời</i></strong>, <a href="/lo-gom">như sách kể</a><sup><a href="#n1">1</a></sup>, <sup>o</sup>C.</p>`
	docx := packed(t, "word/document.xml", `<w:document `+wordSpace+` xmlns:r="r"><w:body><w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">Lò gốm </w:t></w:r>`+
		`<w:r><w:rPr><w:b/><w:rPrChange><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t xml:space="preserve">Bàu </w:t></w:r><w:r><w:rPr><w:b w:val="1"/></w:rPr><w:t xml:space="preserve">Trúc </w:t></w:r><w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t xml:space="preserve">nung </w:t></w:r>`+
		`<w:r><w:rPr><w:b/><w:i/></w:rPr><w:t>ngoài trời</w:t></w:r><w:r><w:t xml:space="preserve">, </w:t></w:r><w:hyperlink r:id="r1"><w:r><w:t>như sách kể</w:t></w:r></w:hyperlink><w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:t xml:space="preserve">, </w:t></w:r>`+
		`<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>o</w:t></w:r><w:r><w:t>C.</w:t></w:r></w:p></w:body></w:document>`,
		"word/_rels/document.xml.rels", `<Relationships><Relationship Id="r1" TargetMode="External" Target="/lo-gom"/></Relationships>`)
	odt := packed(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml",
		`<c><automatic-styles><style name="T1"><text-properties font-weight="bold"/></style><style name="T2"><text-properties font-style="italic"/></style><style name="T3"><text-properties text-position="super 58%"/></style></automatic-styles><body>`+
			`<p>Lò gốm <span style-name="T1">Bàu Trúc </span>nung <span style-name="T1"><span style-name="T2">ngoài trời</span></span>, <a href="/lo-gom">như sách kể</a><note><note-citation>1</note-citation><note-body><p/></note-body></note>, <span style-name="T3">o</span>C.</p></body></c>`)
	const rtf = `{\rtf1\ansi L\u242?  g\u7889?m {\b B\u224?u Tr\u250?c }nung {\b\i ngo\u224?i tr\u7901?i}, nh\u432? s\u225?ch k\u7875?{\footnote x y.}, {\super o}C.\par}`
	for _, c := range []struct {
		name string
		read func() (*Page, error)
		want string
		code string
	}{
		{"html", func() (*Page, error) { return HTML(html, Options{}) }, want, `[<b> </b>] [<strong> </strong>] [<i> </i>] [<a href="/lo-gom"> </a>] [<sup><a href="#n1">1</a></sup> ] [<sup> </sup>] `},
		{"markdown", func() (*Page, error) {
			return Markdown("Lò gốm **Bàu Trúc** nung ***ngoài\ntrời***, [như sách kể](/lo-gom)[^1], <sup>o</sup>C.\n", Options{})
		}, "Lò gốm {bold Bàu Trúc} nung {bold ngoài trời}, {link như sách kể}{note}, {raised o}C.", `[** **] [*** ***] [[ ](/lo-gom)] [[^1] ] [<sup> </sup>] `},
		{"docx", func() (*Page, error) { return readPacked(docx, Options{}) }, want, `[<b> </b>] [<b> </b>] [<i> </i>] [<a href="/lo-gom"> </a>] [<sup>1</sup> ] [<sup> </sup>] `},
		{"odt", func() (*Page, error) { return readPacked(odt, Options{}) }, want, `[<b> </b>] [<b> </b>] [<i> </i>] [<a href="/lo-gom"> </a>] [<sup>1</sup> ] [<sup> </sup>] `},
		{"rtf", func() (*Page, error) { return RTF(rtf, Options{}) }, "Lò gốm {bold Bàu Trúc} nung {bold {italic ngoài trời}}, như sách kể{note}, {raised o}C.", `[<b> </b>] [<b> </b>] [<i> </i>] [<sup>1</sup> ] [<sup> </sup>] `},
	} {
		p, err := c.read()
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := marked(p.Blocks[0]); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
		var codes strings.Builder
		for _, m := range p.Blocks[0].Marks {
			fmt.Fprintf(&codes, "[%s %s] ", m.Open, m.Close)
		}
		if codes.String() != c.code {
			t.Errorf("%s: codes %s\nwant %s", c.name, codes.String(), c.code)
		}
	}
}

// TestMarksInMarkup goes through markup that people write, and some that is
// not what it looks like.
func TestMarksInMarkup(t *testing.T) {
	for _, c := range [][2]string{
		{"Bến **đò *ngang* cũ** còn đây.", "Bến {bold đò {italic ngang} cũ} còn đây."},
		{"Bến **đò *ngang***, bến xưa.", "Bến {bold đò {italic ngang}}, bến xưa."},
		{"Phép nhân 3 * 4 * 5 không đậm.", "Phép nhân 3 * 4 * 5 không đậm."},
		{"Một dấu *lẻ loi không khép.", "Một dấu lẻ loi không khép."},
		{"Gõ `make test` rồi ~~đợi~~ xem.", "Gõ {literal make test} rồi {strike đợi} xem."},
		{"Xem [trang **chủ**](a) và <https://example.org>.", "Xem {link trang {bold chủ}} và {link https://example.org}."},
		{"Dòng một\\\ndòng hai.", "Dòng một{break} dòng hai."},
		{"Ảnh ![nhỏ](n.png) giữa câu.", "Ảnh {image nhỏ} giữa câu."},
	} {
		p, err := Markdown(c[0]+"\n", Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := marked(p.Blocks[0]); got != c[1] {
			t.Errorf("%q:\n got %s\nwant %s", c[0], got, c[1])
		}
	}
	for _, c := range [][2]string{
		{"<p>Một <b>hai<br>ba</b> bốn.</p>", "Một {bold hai{break} ba} bốn."},
		{"<p>Một <b> hai </b> ba <i></i> bốn.</p>", "Một {bold hai} ba bốn."},
		{"<b><p>Cả đoạn này đậm.</p></b>", "{bold Cả đoạn này đậm.}"},
		{`<p>Chụp <img src="data:` + strings.Repeat("A", 999) + `"> lúc chiều.</p>`, "Chụp{image} lúc chiều."},
		{"<p>Chú&shy;ng <em>tô</em>i e\u0302\u0301 <u>ẩn<span hidden>x</span> hiện</u>.</p>", "Chúng {italic tô}i ế {underline ẩn hiện}."},
	} {
		p, err := HTML("<body><h1>Tiêu đề của bài viết</h1>"+c[0], Options{Reference: &Reference{}})
		if err != nil {
			t.Errorf("%q: %v", c[0], err)
			continue
		}
		if got := marked(p.Blocks[len(p.Blocks)-1]); got != c[1] {
			t.Errorf("%q:\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}

// TestMarksLieInTheText reads texts put together from markup in any order: the
// spans of marks are in the block, at characters' boundaries, and the text is
// the same as if nobody had looked for marks.
func TestMarksLieInTheText(t *testing.T) {
	parts := []string{"<b>", "</b>", "<i>", "</i>", "<a href=x>", "</a>", "<p>", "</p>", "<br>", "<sup>", "</sup>", "<sup><a href='#f'>1</a></sup>", "<img>", "<span hidden>", "</span>", "<td>",
		"**", "*", "_", "`", "[", "](x)", "![", "~~", "\\", "\n", " ", "e\u0302", "\u0301", "\u00ad", "Chữ", "đi. ", "và", "A"}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 1, 40).Draw(t, "parts"), "")
		for _, f := range []func(string, Options) (*Page, error){Markdown, HTML} {
			p, err := f(s, Options{Reference: &Reference{}})
			if err != nil {
				continue
			}
			for _, b := range p.Blocks {
				checkMarks(t, b)
			}
		}
	})
}

func checkMarks(t interface{ Fatalf(string, ...any) }, b Block) {
	for i, m := range b.Marks {
		if m.Span.Start < 0 || m.Span.End > len(b.Text) || m.Span.Start > m.Span.End {
			t.Fatalf("mark %d of %q lies outside: %v", i, b.Text, m.Span)
		}
		for _, at := range []int{m.Span.Start, m.Span.End} {
			if at < len(b.Text) && !utf8.RuneStart(b.Text[at]) {
				t.Fatalf("mark %d of %q cuts a character: %v", i, b.Text, m.Span)
			}
		}
		if !m.Point() && strings.TrimSpace(m.Span.Of(b.Text)) != m.Span.Of(b.Text) {
			t.Fatalf("mark %d of %q has blanks at its ends: %v", i, b.Text, m.Span)
		}
		if i > 0 && m.Span.Start < b.Marks[i-1].Span.Start {
			t.Fatalf("marks of %q are out of order: %v", b.Text, b.Marks)
		}
	}
}
