package pretranslate_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"songngu/corpus/extract"
	"songngu/tmx/pretranslate"
)

const (
	docxHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
		`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:body>`
	docxTail = `<w:sectPr/></w:body></w:document>`
	bold     = `<w:rPr><w:b/></w:rPr>`
)

func run(props, s string) string {
	return `<w:r>` + props + `<w:t xml:space="preserve">` + s + `</w:t></w:r>`
}

// docxOf makes a file of a body and a footer.
func docxOf(t testing.TB, body, footer string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", docxHead + body + docxTail},
		{"word/footer1.xml", `<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` + footer + `</w:ftr>`},
		{"word/media/a.bin", "\x00\x01\x02"},
	} {
		w, err := z.Create(part[0])
		if err == nil {
			_, err = io.WriteString(w, part[1])
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

func partOf(t testing.TB, docx []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestDOCX(t *testing.T) {
	m := opened(t, known)
	for _, c := range []struct{ name, in, want string }{
		{"one run", `<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>` + run("", "Opening hours") + `</w:p>`,
			`<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>` + run("", "Giờ mở cửa") + `</w:p>`},
		{"runs that look alike", `<w:p>` + run("", "Opening ") + `<w:proofErr w:type="spellStart"/>` + run(`<w:rPr><w:lang w:val="en-US"/></w:rPr>`, "hours") + `</w:p>`,
			`<w:p>` + run("", "Giờ mở cửa") + `<w:proofErr w:type="spellStart"/>` + run(`<w:rPr><w:lang w:val="en-US"/></w:rPr>`, "") + `</w:p>`},
		{"a bold word", `<w:p>` + run("", "Press ") + run(bold, "Save") + run("", " to keep your work. Unknown words follow.") + `</w:p>`,
			`<w:p>` + run("", "Nhấn ") + run(bold, "Lưu") + run("", " để giữ lại công việc của bạn. Unknown words follow.") + `</w:p>`},
		{"a deleted word", `<w:p>` + run("", "Opening ") + `<w:del><w:r><w:delText>old </w:delText></w:r></w:del>` + `<w:ins>` + run("", "hours") + `</w:ins></w:p>`,
			""},
		{"a text box", `<w:p><w:r><wps:txbx><w:txbxContent><w:p>` + run("", "Opening hours") + `</w:p></w:txbxContent></wps:txbx></w:r></w:p>`,
			`<w:p><w:r><wps:txbx><w:txbxContent><w:p>` + run("", "Giờ mở cửa") + `</w:p></w:txbxContent></wps:txbx></w:r></w:p>`},
		{"blanks to be kept", `<w:p><w:r><w:t>Nobody came to the meeting.</w:t></w:r><w:r><w:t xml:space="preserve"> Opening hours</w:t></w:r></w:p>`,
			`<w:p><w:r><w:t>Không ai đến dự cuộc họp.</w:t></w:r><w:r><w:t xml:space="preserve"> Giờ mở cửa</w:t></w:r></w:p>`},
		{"escapes", `<w:p>` + run("", "Ask Lan about A &amp; B.") + `</w:p>`, `<w:p>` + run("", "Hãy hỏi Lan về A &amp; B.") + `</w:p>`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			in := docxOf(t, c.in, `<w:p>`+run("", "Opening hours")+`</w:p>`)
			r, err := pretranslate.File(context.Background(), m, pretranslate.DOCX, bytes.NewReader(in), &out, pretranslate.Options{})
			if err != nil {
				t.Fatal(err)
			}
			got := strings.TrimSuffix(strings.TrimPrefix(partOf(t, out.Bytes(), "word/document.xml"), docxHead), docxTail)
			if c.want != "" && got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			if c.want == "" && (r.Filled < 2 || !strings.Contains(got, "old ")) {
				t.Errorf("%+v\n%s", r, got)
			}
			if f := partOf(t, out.Bytes(), "word/footer1.xml"); !strings.Contains(f, "Giờ mở cửa") {
				t.Errorf("footer: %s", f)
			}
			if partOf(t, out.Bytes(), "word/media/a.bin") != "\x00\x01\x02" {
				t.Error("the picture is another")
			}
			if _, err := extract.DOCX(bytes.NewReader(out.Bytes()), int64(out.Len()), extract.Options{}); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestDOCXUntouched(t *testing.T) {
	in := docxOf(t, `<w:p>`+run("", "Opening hours")+`</w:p>`, `<w:p/>`)
	var out bytes.Buffer
	if _, err := pretranslate.File(context.Background(), opened(t, ""), pretranslate.DOCX, bytes.NewReader(in), &out, pretranslate.Options{}); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(in, out.Bytes()) {
		t.Error("another file came out")
	}
}
