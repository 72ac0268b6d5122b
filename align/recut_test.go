package align

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"songngu/corpus"
)

// texts opens a text of each language, paragraph by paragraph.
func texts(t interface{ Fatal(...any) }, dir, english, vietnamese string) [2]*corpus.Document {
	var docs [2]*corpus.Document
	for side, s := range []string{english, vietnamese} {
		lang := []string{"en", "vi"}[side]
		path := filepath.Join(dir, "text."+lang+".txt")
		if err := os.WriteFile(path, []byte(s), 0o666); err != nil {
			t.Fatal(err)
		}
		d, err := corpus.Open(context.Background(), path, corpus.Options{Lang: lang})
		if err != nil {
			t.Fatal(err)
		}
		docs[side] = d
	}
	return docs
}

func recut(t interface{ Fatal(...any) }, docs [2]*corpus.Document, opts Options) ([2]*corpus.Document, *Alignment) {
	a, err := Align(context.Background(), docs[0].Sentences, docs[1].Sentences, opts)
	if err != nil {
		t.Fatal(err)
	}
	en, vi, b, err := Recut(context.Background(), docs[0], docs[1], a, opts)
	if err != nil {
		t.Fatal(err)
	}
	return [2]*corpus.Document{en, vi}, b
}

// A full stop before a small letter that is one on the other side too ends a
// sentence; a full stop that may not be one does not, where the other side goes on.
func TestRecut(t *testing.T) {
	around := [2]string{
		"The ferry to Long Hai leaves at 6 a.m. every day. %s Forty fishermen wait at berth 7. A new lighthouse was opened on May 3, 2019.",
		"Chuyến phà đi Long Hải rời bến lúc 6 giờ sáng mỗi ngày. %s Bốn mươi ngư dân đợi ở bến số 7. Một ngọn hải đăng mới được khánh thành ngày 3/5/2019.",
	}
	for _, c := range []struct {
		name, en, vi string
		want         [][2]string
	}{
		{"a semicolon on both sides", "The ice house opens at 4 a.m.; the market closes when the 12 boats are empty.",
			"Nhà nước đá mở cửa lúc 4 giờ sáng; chợ tan khi 12 chiếc thuyền đã cạn hàng.",
			[][2]string{
				{"The ice house opens at 4 a.m.; the market closes when the 12 boats are empty.", "Nhà nước đá mở cửa lúc 4 giờ sáng; chợ tan khi 12 chiếc thuyền đã cạn hàng."},
			}},
		{"a name in lower case", "The keeper counts the boats with a program. squidlog writes their 12 names to a file.",
			"Người gác đếm thuyền bằng một chương trình, squidlog ghi 12 tên thuyền vào tệp.",
			[][2]string{
				{"The keeper counts the boats with a program. squidlog writes their 12 names to a file.", "Người gác đếm thuyền bằng một chương trình, squidlog ghi 12 tên thuyền vào tệp."},
			}},
		{"a name in lower case on both sides", "The keeper counts the boats with a program. squidlog writes their 12 names to a file.",
			"Người gác đếm thuyền bằng một chương trình. squidlog ghi 12 tên thuyền vào tệp.",
			[][2]string{
				{"The keeper counts the boats with a program.", "Người gác đếm thuyền bằng một chương trình."},
				{"squidlog writes their 12 names to a file.", "squidlog ghi 12 tên thuyền vào tệp."},
			}},
		{"a capital forgotten", "The 12 boats are back. The market may open at 4 a.m.; the ice house is closed.",
			"12 chiếc thuyền đã về. chợ có thể mở lúc 4 giờ sáng; nhà nước đá thì đóng cửa.",
			[][2]string{
				{"The 12 boats are back.", "12 chiếc thuyền đã về."},
				{"The market may open at 4 a.m.; the ice house is closed.", "chợ có thể mở lúc 4 giờ sáng; nhà nước đá thì đóng cửa."},
			}},
	} {
		t.Run(c.name, func(t *testing.T) {
			docs := texts(t, t.TempDir(), strings.Replace(around[0], "%s", c.en, 1), strings.Replace(around[1], "%s", c.vi, 1))
			docs, a := recut(t, docs, Options{})
			if got, want := len(a.Beads), 3+len(c.want); got != want {
				t.Errorf("%d beads, want %d", got, want)
			}
			for _, b := range a.Beads {
				if b.Type() != "1-1" {
					t.Errorf("bead %s of %q and %q", b.Type(), docs[0].Sentences[b.Src.Start].Text, docs[1].Sentences[b.Tgt.Start].Text)
				}
			}
			for i, want := range c.want {
				if i+1 < len(a.Beads) {
					b := a.Beads[i+1]
					if en, vi := docs[0].Sentences[b.Src.Start].Text, docs[1].Sentences[b.Tgt.Start].Text; en != want[0] || vi != want[1] {
						t.Errorf("pair %d is %q, %q", i+1, en, vi)
					}
				}
			}
		})
	}
}

// Behind a semicolon no sentence is cut, whatever the other side does: nobody
// who looks the sentence up would cut it there.
func TestRecutLeavesSemicolons(t *testing.T) {
	docs := texts(t, t.TempDir(), "The ferry leaves at 6 a.m. every day. The ice house opens at 4 a.m.; the market closes when the 12 boats are empty.",
		"Chuyến phà rời bến lúc 6 giờ sáng mỗi ngày. Nhà nước đá mở cửa lúc 4 giờ sáng. Chợ tan khi 12 chiếc thuyền đã cạn hàng.")
	docs, a := recut(t, docs, Options{})
	if len(docs[0].Sentences) != 2 || len(a.Beads) != 2 || a.Beads[1].Type() != "1-2" {
		t.Errorf("%d English sentences in beads %v", len(docs[0].Sentences), a.Beads)
	}
}

// Whatever the texts, no letter is lost, every sentence is in one bead and is
// its span of its block, and the result does not depend on the workers.
func TestRecutKeepsTheText(t *testing.T) {
	dir := t.TempDir()
	clauses := [2][]string{
		{"the ice house opens at 4", "boats came in on Tuesday", "nobody may swim here", "rain is expected", "Mr. Lam waits", "see St. John 3", "“Who is it?” he asked"},
		{"nhà nước đá mở lúc 4 giờ", "thuyền về hôm thứ Ba", "không ai được bơi", "trời sắp mưa", "ông Lâm đợi", "xem TP. HCM", "“Ai đó?” ông hỏi"},
	}
	ends := []string{". ", "; ", ": ", "! ", " – ", ".\n\n", "… "}
	rapid.Check(t, func(t *rapid.T) {
		var text [2]strings.Builder
		for side := range 2 {
			for range rapid.IntRange(0, 12).Draw(t, "clauses") {
				text[side].WriteString(rapid.SampledFrom(clauses[side]).Draw(t, "clause"))
				text[side].WriteString(rapid.SampledFrom(ends).Draw(t, "end"))
			}
			text[side].WriteString("x.")
		}
		docs := texts(t, dir, text[0].String(), text[1].String())
		now, a := recut(t, docs, Options{Workers: 1})
		again, b := recut(t, docs, Options{Workers: 3})
		if len(a.Beads) != len(b.Beads) {
			t.Fatalf("%d beads with one worker, %d with three", len(a.Beads), len(b.Beads))
		}
		var covered [2][]int
		for i, bead := range a.Beads {
			if bead != b.Beads[i] {
				t.Fatalf("bead %d depends on the workers", i)
			}
			for side := range 2 {
				for n := rangeOf(&bead, side).Start; n < rangeOf(&bead, side).End; n++ {
					covered[side] = append(covered[side], n)
				}
			}
		}
		for side := range 2 {
			seen := make([]bool, len(now[side].Sentences))
			for _, n := range covered[side] {
				if n >= len(seen) || seen[n] {
					t.Fatalf("sentence %d of side %d is in two beads, or not there", n, side)
				}
				seen[n] = true
			}
			if len(covered[side]) != len(seen) || len(again[side].Sentences) != len(seen) {
				t.Fatalf("side %d: %d of %d sentences in beads", side, len(covered[side]), len(seen))
			}
			if was, is := inkOf(docs[side]), inkOf(now[side]); was != is {
				t.Fatalf("side %d was %q, is %q", side, was, is)
			}
			for n, s := range now[side].Sentences {
				if s.Text != s.Span.Of(now[side].Blocks[s.Block].Text) {
					t.Fatalf("sentence %d %q is not its span", n, s.Text)
				}
			}
		}
	})
}

// inkOf is all the text of a document without white space.
func inkOf(d *corpus.Document) string {
	var b strings.Builder
	for _, s := range d.Sentences {
		b.WriteString(strings.Join(strings.Fields(s.Text), ""))
	}
	return b.String()
}
