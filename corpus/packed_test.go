package corpus

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"

	"songngu/corpus/extract"
)

func packed(t *testing.T, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i+1 < len(parts); i += 2 {
		f, err := w.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A zip archive with one document in it is read as that document, whatever
// else lies beside it; with two, the error names them.
func TestZip(t *testing.T) {
	d, err := Open(t.Context(), put(t, "a.zip", packed(t, "clinic/story.txt", story, "clinic/photo.png", "\x89PNG\r\n\x1a\n")), Options{Lang: "en"})
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Sentences) != 4 || d.Origin.Type != "text/plain" || !strings.HasSuffix(d.Origin.Ref, "a.zip") {
		t.Errorf("%s, origin %+v", sentencesOf(d), d.Origin)
	}
	_, err = Open(t.Context(), put(t, "b.zip", packed(t, "en.txt", story, "more.txt", story)), Options{Lang: "en"})
	var e *Error
	if !errors.Is(err, extract.ErrSeveral) || !errors.As(err, &e) || e.Hint == "" || !strings.Contains(err.Error(), `"en.txt", "more.txt"`) {
		t.Errorf("two documents: %v", err)
	}
}

// A DOCX that was typed in a font of TCVN3 holds Unicode that means nothing.
func TestMendPacked(t *testing.T) {
	const document = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` +
		`<w:p><w:r><w:t>Hµ Néi mïa nµy v¾ng nh÷ng c¬n m` + "\u00ad" + `a.</w:t></w:r></w:p>` +
		`<w:p><w:r><w:t>C¸i rÐt ®Çu ®«ng lµm nhiÒu ng` + "\u00ad" + `êi nhí nhµ.</w:t></w:r></w:p>` +
		`<w:p><w:r><w:t>Bµ ngo¹i kÓ l¹i chuyÖn cò.</w:t></w:r></w:p></w:body></w:document>`
	d, err := Open(t.Context(), put(t, "a.docx", packed(t, "word/document.xml", document)), Options{Lang: "vi"})
	if err != nil {
		t.Fatal(err)
	}
	const want = "Hà Nội mùa này vắng những cơn mưa.|Cái rét đầu đông làm nhiều người nhớ nhà.|Bà ngoại kể lại chuyện cũ.|"
	if got := sentencesOf(d); got != want || len(d.Encoding.Repairs) == 0 {
		t.Errorf("got %s, want %s; %+v", got, want, d.Encoding)
	}
}
