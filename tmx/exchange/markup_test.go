package exchange

import (
	"bytes"
	"strings"
	"testing"

	"songngu/align"
	"songngu/align/beadfile"
	"songngu/corpus"
	"songngu/corpus/extract"
	"songngu/corpus/segment"
	"songngu/corpus/text"
	"songngu/tmx"
)

// markedSide reads a Markdown text as a document.
func markedSide(t *testing.T, lang, src string) *corpus.Document {
	t.Helper()
	p, err := extract.Markdown(src, extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := segment.New(lang)
	if err != nil {
		t.Fatal(err)
	}
	d := &corpus.Document{Lang: lang, Blocks: p.Blocks}
	for i, b := range p.Blocks {
		found, err := s.Document([]string{b.Text})
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range found[0] {
			d.Sentences = append(d.Sentences, corpus.Sentence{Text: one.Span.Of(b.Text), Span: one.Span, Block: i})
		}
	}
	return d
}

// TestMarkup writes beads of each kind with their markup: both ends in a unit,
// one of them, none, points, a bead of two sentences.
func TestMarkup(t *testing.T) {
	f := &beadfile.File{
		English: markedSide(t, "en", "The **old <ferry>** left[^1]. **It came back late. All slept.** Read [*on* and on](x).\n\n**A heading in bold**\n\nFirst `one`. Then `two`.\n"),
		Vietnamese: markedSide(t, "vi", "Chuyến *đò* **cũ** đã rời bến. Nó **về muộn. Ai nấy** đã ngủ. Đọc [tiếp *hòa*](y).\n\n**Một đầu đề đậm**\n\n"+
			"Đầu tiên là `một` rồi đến `hai`.\n")}
	f.Alignment = &align.Alignment{}
	for _, b := range [][4]int{{0, 1, 0, 1}, {1, 2, 1, 2}, {2, 3, 2, 3}, {3, 4, 3, 4}, {4, 5, 4, 5}, {5, 7, 5, 6}} {
		f.Alignment.Beads = append(f.Alignment.Beads, align.Bead{Src: align.Range{Start: b[0], End: b[1]}, Tgt: align.Range{Start: b[2], End: b[3]}, Confidence: 1})
	}
	if err := f.Check(); err != nil {
		t.Fatal(err)
	}
	const want = `The <bpt i="1" x="1" type="bold">**</bpt>old &lt;ferry&gt;<ept i="1">**</ept> left<ph x="2" type="fnote">[^1]</ph>.
Chuyến <bpt i="3" x="3" type="italic">*</bpt>đò<ept i="3">*</ept> <bpt i="1" x="1" type="bold">**</bpt>cũ<ept i="1">**</ept> đã rời bến.
It came back late.
Nó <it pos="begin" x="1" type="bold">**</it>về muộn.
All slept.
Ai nấy<it pos="end" x="1" type="bold">**</it> đã ngủ.
Read <bpt i="1" x="1" type="link">[</bpt><bpt i="2" x="2" type="italic">*</bpt>on<ept i="2">*</ept> and on<ept i="1">](x)</ept>.
Đọc <bpt i="1" x="1" type="link">[</bpt>tiếp <bpt i="2" x="2" type="italic">*</bpt>hoà<ept i="2">*</ept><ept i="1">](y)</ept>.
A heading in bold
Một đầu đề đậm
First <bpt i="1" x="1" type="x-code">` + "`" + `</bpt>one<ept i="1">` + "`" + `</ept>. Then <bpt i="2" x="2" type="x-code">` + "`" + `</bpt>two<ept i="2">` + "`" + `</ept>.
Đầu tiên là <bpt i="1" x="1" type="x-code">` + "`" + `</bpt>một<ept i="1">` + "`" + `</ept> rồi đến <bpt i="2" x="2" type="x-code">` + "`" + `</bpt>hai<ept i="2">` + "`" + `</ept>.
`
	how := Options{English: "en", Vietnamese: "vi", Markup: true, Tone: new(text.NewStyle)}
	plain := how
	plain.Markup = false
	var got strings.Builder
	var texts [2][]string
	for k, o := range []Options{how, plain} {
		for u, err := range AlignmentUnits(f, o) {
			if err != nil {
				t.Fatal(err)
			}
			for i := range u.Variants {
				if k == 0 {
					got.WriteString(u.Variants[i].Seg.Raw() + "\n")
				}
				texts[k] = append(texts[k], u.Variants[i].Text())
			}
		}
	}
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
	if a, b := strings.Join(texts[0], "\n"), strings.Join(texts[1], "\n"); a != b {
		t.Errorf("with codes the text is\n%s\nwithout\n%s", a, b)
	}

	// What is written is TMX, and is read as it was written.
	var out bytes.Buffer
	if _, err := WriteAlignment(&out, f, how); err != nil {
		t.Fatal(err)
	}
	r := tmx.NewReader(&out, tmx.ReaderOptions{})
	var again strings.Builder
	for r.Scan() {
		for _, v := range r.Unit().Variants {
			again.WriteString(v.Seg.Raw() + "\n")
		}
	}
	if again.String() != want {
		t.Errorf("read again\n%s", again.String())
	}

	// A sentence that a reviewer has edited has no codes: nobody knows where.
	f.SetOriginal(0, 0, f.English.Sentences[0].Text)
	f.English.Sentences[0].Text = "The old ferry has left."
	for u := range AlignmentUnits(f, how) {
		if u.Variants[0].Seg.HasCodes() || u.Variants[1].Seg.Raw() != `Chuyến <bpt i="1" x="1" type="italic">*</bpt>đò<ept i="1">*</ept> <bpt i="2" x="2" type="bold">**</bpt>cũ<ept i="2">**</ept> đã rời bến.` {
			t.Errorf("edited: %s, %s", u.Variants[0].Seg.Raw(), u.Variants[1].Seg.Raw())
		}
		break
	}
}
