package beadfile

import (
	"bytes"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"songngu/align"
	"songngu/corpus"
	"songngu/corpus/extract"
	"songngu/corpus/text"
)

// anyFile draws an alignment of two invented documents: beads of all types,
// confidences with the four decimals that files keep, several sentences in a
// block.
func anyFile(t *rapid.T) *File {
	f := &File{Tool: "songngu", ToolVersion: "0.1.0", Alignment: &align.Alignment{}, English: &corpus.Document{Lang: "en"}, Vietnamese: &corpus.Document{Lang: "vi"}}
	n := rapid.IntRange(0, 12).Draw(t, "beads")
	i, j := 0, 0
	for range n {
		m := rapid.SampledFrom([][2]int{{1, 1}, {1, 1}, {2, 1}, {1, 2}, {0, 1}, {1, 0}, {3, 2}}).Draw(t, "type")
		confidence := float64(rapid.IntRange(0, 10000).Draw(t, "confidence")) / 1e4
		f.Alignment.Beads = append(f.Alignment.Beads, align.Bead{Src: align.Range{Start: i, End: i + m[0]}, Tgt: align.Range{Start: j, End: j + m[1]}, Confidence: confidence})
		i, j = i+m[0], j+m[1]
	}
	anySentences(t, f.English, i)
	anySentences(t, f.Vietnamese, j)
	anyReview(t, f)
	return f
}

// anyReview draws what a reviewer has said: of some beads, or of none.
func anyReview(t *rapid.T, f *File) {
	for b := range f.Alignment.Beads {
		status := rapid.SampledFrom([]Status{Unreviewed, Unreviewed, Accepted, Rejected, NeedsWork}).Draw(t, "status")
		f.SetReview(b, Review{status, rapid.SampledFrom([]string{"", "", "tên riêng?"}).Draw(t, "note")})
	}
	for n := range f.Vietnamese.Sentences {
		if rapid.IntRange(0, 9).Draw(t, "edited") == 0 {
			f.SetOriginal(1, n, "Chữ cũ \"thế này\".")
		}
	}
}

func anySentences(t *rapid.T, d *corpus.Document, n int) {
	words := rapid.SampledFrom([]string{"Sông dài 12 km.", "“Ai đó?”", "A well & <deep> one.", "Đ", "No end"})
	for len(d.Sentences) < n {
		b := corpus.Block{Kind: rapid.SampledFrom([]extract.Kind{extract.Paragraph, extract.Heading, extract.ListItem}).Draw(t, "kind")}
		for range min(rapid.IntRange(1, 3).Draw(t, "sentences"), n-len(d.Sentences)) {
			s := words.Draw(t, "text")
			start := len(b.Text)
			b.Text += s + " "
			d.Sentences = append(d.Sentences, corpus.Sentence{Text: s, Span: text.Span{Start: start, End: start + len(s)}, Block: len(d.Blocks), Kind: b.Kind})
		}
		if rapid.Bool().Draw(t, "marked") {
			b.Marks = []extract.Mark{{Span: text.Span{End: 3}, Kind: extract.MarkLink, Open: `<a href="x&y">`, Close: "</a>"}, {Kind: extract.MarkNote, Open: "[^1]"}}
		}
		d.Blocks = append(d.Blocks, b)
	}
}

// forgetText drops what the alignment file does not hold: the text of blocks.
func forgetText(f *File) *File {
	for _, d := range []*corpus.Document{f.English, f.Vietnamese} {
		for i := range d.Blocks {
			d.Blocks[i].Text = ""
		}
	}
	return f
}

// The alignment file keeps everything; what is read and written again has the
// same bytes.
func TestJSONLRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFile(t)
		var first, second bytes.Buffer
		if err := WriteJSONL(&first, f); err != nil {
			t.Fatal(err)
		}
		got, err := ReadJSONL(bytes.NewReader(first.Bytes()), "f")
		if err != nil {
			t.Fatal(err)
		}
		if want := forgetText(f); !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v\nwant %+v", got, want)
		}
		if err := WriteJSONL(&second, got); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Fatal("bytes differ after a second writing")
		}
	})
}

// Every form with sentence numbers gives the same beads back, and those with
// confidences the confidences too.
func TestNumberRoundTrips(t *testing.T) {
	forms := []struct {
		name   string
		write  func(io.Writer, *align.Alignment) error
		read   func(io.Reader, string) (*align.Alignment, error)
		scores bool
	}{
		{"beads", WriteBeads, ReadBeads, true},
		{"vecalign", WriteVecalign, ReadVecalign, true},
		{"bertalign", WriteBertalign, ReadVecalign, false},
		{"ladder", WriteLadder, ReadLadder, false},
		{"cesAlign", func(w io.Writer, a *align.Alignment) error { return WriteCES(w, a, "en/a&b.xml", "vi/a.xml") }, ReadCES, true},
	}
	for _, form := range forms {
		t.Run(form.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				a := anyFile(t).Alignment
				var b bytes.Buffer
				if err := form.write(&b, a); err != nil {
					t.Fatal(err)
				}
				got, err := form.read(&b, "f")
				if err != nil {
					t.Fatal(err)
				}
				if g, w := show(got, form.scores), show(a, form.scores); g != w {
					t.Fatalf("got %s\nwant %s", g, w)
				}
			})
		})
	}
}

// show is an alignment as a line, without the empty sides' places, which not
// every form can tell.
func show(a *align.Alignment, scores bool) string {
	s := ""
	for _, b := range a.Beads {
		s += string(appendNumbers(nil, b.Src)) + ":" + string(appendNumbers(nil, b.Tgt))
		if scores {
			s += fmt.Sprintf("=%.4f", b.Confidence)
		}
		s += " "
	}
	return s
}

// The forms with text give the same sentences and beads back.
func TestLadderTextRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFile(t)
		var first, second bytes.Buffer
		if err := WriteLadderText(&first, f); err != nil {
			t.Fatal(err)
		}
		got, err := ReadLadderText(bytes.NewReader(first.Bytes()), "f")
		if err != nil {
			t.Fatal(err)
		}
		if err := got.Check(); err != nil {
			t.Fatal(err)
		}
		if g, w := show(got.Alignment, false), show(f.Alignment, false); g != w {
			t.Fatalf("got %s\nwant %s", g, w)
		}
		got.Alignment = f.Alignment
		if err := WriteLadderText(&second, got); err != nil {
			t.Fatal(err)
		}
		if first.String() != second.String() {
			t.Fatalf("got\n%swant\n%s", second.String(), first.String())
		}
	})
}

// A table keeps each bead's text and confidence, not where its sentences part.
func TestTSVRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFile(t)
		var first bytes.Buffer
		if err := WriteTSV(&first, f); err != nil {
			t.Fatal(err)
		}
		got, err := ReadTSV(&first, "f")
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Alignment.Beads) != len(f.Alignment.Beads) {
			t.Fatalf("%d beads, want %d", len(got.Alignment.Beads), len(f.Alignment.Beads))
		}
		for i, b := range got.Alignment.Beads {
			w := f.Alignment.Beads[i]
			if g, w := Joined(got.English.Sentences, b.Src), Joined(f.English.Sentences, w.Src); g != w {
				t.Fatalf("bead %d: English %q, want %q", i, g, w)
			}
			if b.Confidence != w.Confidence {
				t.Fatalf("bead %d: confidence %v, want %v", i, b.Confidence, w.Confidence)
			}
		}
	})
}

// What a reviewer has said stands in two columns more, where he has said
// anything, and comes back.
func TestTSVKeepsReviews(t *testing.T) {
	texts := NewTexts()
	texts.Add([]string{"The ferry is late."}, []string{"Chuyến phà đến trễ."}, 0.9)
	texts.Add([]string{"It rained."}, []string{"Trời mưa."}, 0.9)
	texts.Add(nil, []string{"Không ai dịch câu này."}, 0.7)
	var plain, first, second bytes.Buffer
	if err := WriteTSV(&plain, texts.File); err != nil || strings.Contains(plain.String(), "status") {
		t.Fatalf("%v: %s", err, &plain)
	}
	texts.File.SetReview(1, Review{Status: NeedsWork, Note: "which\train?\nask"})
	texts.File.SetReview(2, Review{Status: Accepted})
	if err := WriteTSV(&first, texts.File); err != nil {
		t.Fatal(err)
	}
	want := first.String()
	if !strings.Contains(want, "\tneeds-work\twhich rain? ask\n") || !strings.Contains(want, "vi_ids\tstatus\tnote\n") {
		t.Errorf("written: %s", want)
	}
	got, err := ReadTSV(&first, "f")
	if err != nil {
		t.Fatal(err)
	}
	if err := WriteTSV(&second, got); err != nil || second.String() != want {
		t.Errorf("%v: read back:\n%s\nwant\n%s", err, &second, want)
	}
	if _, err := ReadTSV(strings.NewReader(strings.Replace(want, "needs-work", "great", 1)), "f"); err == nil {
		t.Error("an unknown status is taken")
	}
}

// A ladder knows one order: what is moved stands in it without partner, and
// nothing is lost.
func TestLadderOfMoved(t *testing.T) {
	a := &align.Alignment{Beads: []align.Bead{
		{Src: align.Range{Start: 0, End: 1}, Tgt: align.Range{Start: 0, End: 1}},
		{Src: align.Range{Start: 1, End: 2}, Tgt: align.Range{Start: 3, End: 4}, Moved: true},
		{Src: align.Range{Start: 2, End: 4}, Tgt: align.Range{Start: 1, End: 2}},
		{Src: align.Range{Start: 4, End: 4}, Tgt: align.Range{Start: 2, End: 3}},
	}}
	var b bytes.Buffer
	if err := WriteLadder(&b, a); err != nil {
		t.Fatal(err)
	}
	got, err := ReadLadder(&b, "moved.ladder")
	if err != nil {
		t.Fatal(err)
	}
	var types []string
	for _, bead := range got.Beads {
		types = append(types, bead.Type())
	}
	if want := []string{"1-1", "1-0", "2-1", "0-1", "0-1"}; !slices.Equal(types, want) {
		t.Errorf("%v, want %v", types, want)
	}
}
