package corpus

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"songngu/corpus/text"
)

// A document of ours in every format: in each it has the same sentences, up to
// markup. testdata/same.en.txt and same.vi.txt hold it in a notation of one
// block a line: a sign that says what it is, a blank, and its text, with
// *bold* and _italic_ words and [links].
type sameBlock struct {
	kind byte // # title, = heading, - list item, > quote, | row of a table with | between cells, ^ footnote, ' ' paragraph
	text string
}

func sameBlocks(t *testing.T, lang string) (blocks []sameBlock, sentences []string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "same."+lang+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		b := sameBlock{line[0], strings.ReplaceAll(line[2:], "¶", " ")}
		blocks = append(blocks, b)
		for cell := range strings.SplitSeq(line[2:], " | ") {
			for s := range strings.SplitSeq(cell, "¶") {
				sentences = append(sentences, strings.NewReplacer("*", "", "_", "", "[", "", "]", "").Replace(s))
			}
		}
	}
	return blocks, sentences
}

// render writes blocks by a form for each kind; markup by pairs of codes for
// bold, italic and links.
func render(blocks []sameBlock, escape func(string) string, codes [6]string, form map[byte]string, cell string) string {
	var out strings.Builder
	in := strings.NewReplacer("[", codes[4], "]", codes[5])
	for _, b := range blocks {
		cells := strings.Split(b.text, " | ")
		for i, c := range cells {
			c = escape(c)
			var done strings.Builder
			open := map[rune]int{'*': 0, '_': 0}
			for _, r := range c {
				switch k, ok := open[r]; {
				case !ok:
					done.WriteRune(r)
				case r == '*':
					done.WriteString(codes[k])
					open[r] = 1 - k
				default:
					done.WriteString(codes[2+k])
					open[r] = 1 - k
				}
			}
			c = done.String()
			cells[i] = in.Replace(c)
			if b.kind == '|' {
				cells[i] = fmt.Sprintf(cell, cells[i])
			}
		}
		fmt.Fprintf(&out, form[b.kind], strings.Join(cells, ""))
	}
	return out.String()
}

func samePacked(t *testing.T, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: parts[i], Method: zip.Store})
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func sameHTML(blocks []sameBlock) string {
	return render(blocks, html.EscapeString, [6]string{"<b>", "</b>", "<i>", "</i>", `<a href="x.html">`, "</a>"}, map[byte]string{
		'#': "<h1>%s</h1>\n", '=': "<h2>%s</h2>\n", ' ': "<p>%s</p>\n", '-': "<ul><li>%s</li></ul>\n", '>': "<blockquote><p>%s</p></blockquote>\n",
		'|': "<table><tr>%s</tr></table>\n", '^': "<p class=\"footnote\">%s</p>\n"}, "<td>%s</td>")
}

// wrapped breaks every line of s at blanks before column 72, and puts indent
// before the lines that come of it.
func wrapped(s string) string {
	var out strings.Builder
	for line := range strings.Lines(s) {
		width := 0
		for i, word := range strings.Split(strings.TrimSuffix(line, "\n"), " ") {
			n := len([]rune(word))
			switch {
			case i == 0:
			case width+1+n > 72 && !strings.HasPrefix(line, "#") && !strings.Contains(line, "|"):
				out.WriteByte('\n')
				width = -1
			default:
				out.WriteByte(' ')
			}
			out.WriteString(word)
			width += n + 1
		}
		out.WriteByte('\n')
	}
	return out.String()
}

// sameFiles are the document's files by name.
func sameFiles(t *testing.T, blocks []sameBlock) map[string][]byte {
	none := [6]string{}
	plain := func(s string) string { return s }
	run := func(property string) string {
		return `</w:t></w:r><w:r><w:rPr>` + property + `</w:rPr><w:t xml:space="preserve">`
	}
	docxOf := func(style string) string {
		return `<w:p><w:pPr>` + style + `</w:pPr><w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p>`
	}
	docx := render(blocks, html.EscapeString, [6]string{run("<w:b/>"), run(""), run("<w:i/>"), run(""), `</w:t></w:r><w:hyperlink><w:r><w:t xml:space="preserve">`, `</w:t></w:r></w:hyperlink><w:r><w:t xml:space="preserve">`},
		map[byte]string{'#': docxOf(`<w:pStyle w:val="Title"/>`), '=': docxOf(`<w:pStyle w:val="Heading2"/>`), ' ': docxOf(""), '-': docxOf(`<w:numPr><w:ilvl w:val="0"/></w:numPr>`),
			'>': docxOf(`<w:pStyle w:val="Quote"/>`), '|': "<w:tbl><w:tr>%s</w:tr></w:tbl>", '^': docxOf(`<w:pStyle w:val="FootnoteText"/>`)},
		`<w:tc>`+docxOf("")+`</w:tc>`)
	styles := ""
	for id, name := range map[string]string{"Title": "Title", "Heading2": "heading 2", "Quote": "Quote", "FootnoteText": "footnote text"} {
		styles += `<w:style w:styleId="` + id + `"><w:name w:val="` + name + `"/></w:style>`
	}
	odt := render(blocks, html.EscapeString, [6]string{`<text:span text:style-name="B">`, "</text:span>", `<text:span text:style-name="I">`, "</text:span>", `<text:a xlink:href="x.html">`, "</text:a>"},
		map[byte]string{'#': `<text:p text:style-name="Title">%s</text:p>`, '=': `<text:h text:outline-level="2">%s</text:h>`, ' ': "<text:p>%s</text:p>", '-': "<text:list><text:list-item><text:p>%s</text:p></text:list-item></text:list>",
			'>': `<text:p text:style-name="Quotations">%s</text:p>`, '|': "<table:table><table:table-row>%s</table:table-row></table:table>", '^': `<text:p text:style-name="Footnote">%s</text:p>`}, "<table:table-cell><text:p>%s</text:p></table:table-cell>")
	rtf := render(blocks, func(s string) string {
		var b strings.Builder
		for _, u := range utf16.Encode([]rune(s)) {
			if u < 0x80 {
				b.WriteByte(byte(u))
			} else {
				fmt.Fprintf(&b, `\u%d?`, int16(u))
			}
		}
		return b.String()
	}, [6]string{`{\b `, "}", `{\i `, "}", `{\ul `, "}"}, map[byte]string{'#': `\pard\s9 %s\par`, '=': `\pard\outlinelevel1 %s\par`, ' ': `\pard %s\par`, '-': `\pard\ls1\ilvl0 %s\par`, '>': `\pard %s\par`,
		'|': `\trowd %s\row`, '^': `\pard\s8 %s\par`}, `\intbl %s\cell`)
	page := "<!DOCTYPE html><html><head><meta charset=utf-8></head><body><article>\n" + sameHTML(blocks) + "</article></body></html>\n"
	md := render(blocks, plain, [6]string{"**", "**", "*", "*", "[", "](x.html)"}, map[byte]string{'#': "# %s\n\n", '=': "## %s\n\n", ' ': "%s\n\n", '-': "- %s\n\n", '>': "> %s\n\n", '|': "%s|\n\n", '^': "[^1]: %s\n\n"}, "| %s ")
	txt := render(blocks, plain, none, map[byte]string{'#': "%s\n\n", '=': "%s\n\n", ' ': "%s\n\n", '-': "- %s\n\n", '>': "%s\n\n", '|': "%s\n\n", '^': "%s\n"}, "%s\n\n")
	return map[string][]byte{
		"same.html": []byte(page), "same.md": []byte(md), "wrapped.md": []byte(wrapped(md)), "same.txt": []byte(txt), "wrapped.txt": []byte(wrapped(txt)),
		"same.rtf":  []byte(`{\rtf1\ansi{\stylesheet{\s9 Title;}{\s8 footnote text;}}` + rtf + "}"),
		"same.docx": samePacked(t, "word/document.xml", `<w:document xmlns:w="w"><w:body>`+docx+`</w:body></w:document>`, "word/styles.xml", `<w:styles xmlns:w="w">`+styles+`</w:styles>`),
		"same.odt": samePacked(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml",
			`<c xmlns:text="t" xmlns:table="b" xmlns:xlink="l"><style name="B"><text-properties font-weight="bold"/></style><style name="I"><text-properties font-style="italic"/></style>`+odt+`</c>`),
		"same.epub": samePacked(t, "mimetype", "application/epub+zip", "META-INF/container.xml", `<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>`,
			"b.opf", `<package><manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>`, "a.xhtml", "<html><body>"+sameHTML(blocks)+"</body></html>"),
	}
}

// TestSameSentences reads the document in every format and both languages.
func TestSameSentences(t *testing.T) {
	dir := t.TempDir()
	for _, lang := range []string{"en", "vi"} {
		blocks, want := sameBlocks(t, lang)
		for name, data := range sameFiles(t, blocks) {
			path := filepath.Join(dir, lang+"-"+name)
			if err := os.WriteFile(path, data, 0o600); err != nil {
				t.Fatal(err)
			}
			d, err := Open(context.Background(), path, Options{Lang: lang})
			if err != nil {
				t.Errorf("%s: %v", path, err)
				continue
			}
			compareSame(t, lang+" "+name, d, want)
		}
	}
}

// TestSameSentencesInColumns reads the document as a browser printed it: in two
// columns, over three pages with running heads and numbers, words divided. The
// narrow columns broke the table's cells, which nothing mends.
func TestSameSentencesInColumns(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	for _, lang := range []string{"en", "vi"} {
		blocks, all := sameBlocks(t, lang)
		cells := map[string]bool{}
		for _, b := range blocks {
			if b.kind == '|' {
				for c := range strings.SplitSeq(b.text, " | ") {
					cells[c] = true
				}
			}
		}
		d, err := Open(context.Background(), filepath.Join("testdata", "columns."+lang+".pdf"), Options{Lang: lang})
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, s := range d.Sentences {
			found = append(found, text.Clean(s.Text))
		}
		at := 0
		for _, want := range all {
			if cells[want] {
				continue
			}
			i := slices.Index(found[at:], want)
			if i < 0 {
				t.Errorf("%s: %q does not come behind sentence %d of\n%s", lang, want, at, strings.Join(found, "\n"))
				break
			}
			at += i + 1
		}
	}
}

func compareSame(t *testing.T, name string, d *Document, want []string) {
	t.Helper()
	var got []string
	for _, s := range d.Sentences {
		got = append(got, strings.TrimPrefix(text.Clean(s.Text), "- ")) // the bullet of a text file is text
	}
	for i := range max(len(got), len(want)) {
		g, w := "", ""
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			t.Errorf("%s, sentence %d:\n got %s\nwant %s", name, i, g, w)
			return
		}
	}
}
