package review

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"songngu/align"
	"songngu/align/beadfile"
	"songngu/corpus"
	"songngu/corpus/text"
)

// lines are pairs of sentences to make documents of, some of them long enough
// to be cut.
var lines = [][2]string{
	{"The ferry left at six. Nobody was on the quay.", "Chuyến phà rời bến lúc sáu giờ. Trên bến không còn ai."},
	{"Rice prices rose by 12 percent in March.", "Giá gạo tăng 12 phần trăm trong tháng ba."},
	{"The school has 480 pupils and one well.", "Trường có 480 học sinh và một giếng nước."},
	{"Mr Lam repairs radios in Hue.", "Ông Lâm sửa đài ở Huế."},
	{"Where did the buffalo go?", "Con trâu đi đâu rồi?"},
	{"The road is 27 km long.", "Con đường dài 27 km."},
	{"It rained.", "Trời mưa."},
	{"The council met on 4 May 2019; the vote was close.", "Hội đồng họp ngày 4/5/2019; kết quả rất sít sao."},
}

// anyDocuments draws an alignment of two documents with blocks of a few
// sentences, beads of all types, sentences without partner, and now and then
// one that was moved.
func anyDocuments(t *rapid.T, most int) *beadfile.File {
	f := &beadfile.File{Tool: "songngu", ToolVersion: "0.1.0", Alignment: &align.Alignment{}, English: &corpus.Document{Lang: "en"}, Vietnamese: &corpus.Document{Lang: "vi"}}
	for range rapid.IntRange(1, most).Draw(t, "beads") {
		m := rapid.SampledFrom([][2]int{{1, 1}, {1, 1}, {1, 1}, {2, 1}, {1, 2}, {0, 1}, {1, 0}}).Draw(t, "type")
		b := align.Bead{Confidence: float64(rapid.IntRange(0, 100).Draw(t, "confidence")) / 100, Fixed: rapid.IntRange(0, 9).Draw(t, "fixed") == 0}
		b.Src = addSentences(t, f.English, m[0], 0)
		b.Tgt = addSentences(t, f.Vietnamese, m[1], 1)
		f.Alignment.Beads = append(f.Alignment.Beads, b)
	}
	beads := f.Alignment.Beads
	if n := len(beads); n > 2 && !beads[0].Null() && !beads[n-1].Null() && rapid.Bool().Draw(t, "moved") {
		beads[0].Tgt, beads[n-1].Tgt = beads[n-1].Tgt, beads[0].Tgt
		beads[0].Moved, beads[n-1].Moved = true, true
	}
	f.PlaceEmpty()
	return f
}

func addSentences(t *rapid.T, d *corpus.Document, n, side int) align.Range {
	r := align.Range{Start: len(d.Sentences), End: len(d.Sentences) + n}
	for range n {
		s := rapid.SampledFrom(lines).Draw(t, "sentence")[side]
		if len(d.Blocks) == 0 || rapid.IntRange(0, 2).Draw(t, "block") == 0 {
			d.Blocks = append(d.Blocks, corpus.Block{})
		}
		b := &d.Blocks[len(d.Blocks)-1]
		if b.Text != "" {
			b.Text += " "
		}
		start := len(b.Text)
		b.Text += s
		d.Sentences = append(d.Sentences, corpus.Sentence{Text: s, Span: text.Span{Start: start, End: start + len(s)}, Block: len(d.Blocks) - 1})
	}
	return r
}

// written is a file's bytes.
func written(t interface{ Fatal(...any) }, f *beadfile.File) []byte {
	var b bytes.Buffer
	if err := beadfile.WriteJSONL(&b, f); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// folder makes a folder that goes when the check is over.
func folder(t *rapid.T) string {
	dir, err := os.MkdirTemp("", "review")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func clock() func() time.Time {
	at := time.Date(2025, 3, 12, 4, 0, 0, 0, time.UTC)
	return func() time.Time { at = at.Add(7 * time.Second); return at }
}

func open(t interface{ Fatal(...any) }, path string, opts Options) *Session {
	opts.Now, opts.Idle = clock(), -1
	if opts.Threshold == 0 {
		opts.Threshold = 0.9
	}
	s, err := Open(context.Background(), path, opts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// anyEdit draws an edit that may or may not fit.
func anyEdit(t *rapid.T, s *Session) Edit {
	e := Edit{Revision: s.revision}
	pick := func(n int, what string) int { return rapid.IntRange(0, max(n-1, 0)).Draw(t, what) }
	if len(s.beads) > 0 {
		e.ID = s.beads[pick(len(s.beads), "bead")].id
	}
	side := pick(2, "side")
	e.Side, e.N = sideNames[side], pick(len(s.text[side]), "sentence")
	way := rapid.SampledFrom([]string{"next", "previous"}).Draw(t, "way")
	e.With, e.To = way, way
	e.Op = rapid.SampledFrom([]string{"merge", "split", "splitSentence", "joinSentence", "move", "unlink", "link", "link", "text", "status", "note", "undo", "redo"}).Draw(t, "op")
	switch e.Op {
	case "split":
		e.English, e.Vietnamese = Numbers{pick(3, "en")}, Numbers{pick(3, "vi")}
	case "splitSentence":
		e.At = pick(50, "at")
		if rapid.Bool().Draw(t, "at the stop") && len(s.text[side]) > 0 {
			if i := bytes.Index([]byte(s.text[side][e.N].clean()), []byte(". ")); i > 0 {
				e.At = unitsOf(s.text[side][e.N].clean(), i+1)
			}
		}
	case "link":
		for k, to := range [2]*Numbers{&e.English, &e.Vietnamese} {
			first := pick(len(s.text[k]), "first")
			for n := range rapid.IntRange(1, 2).Draw(t, "many") {
				*to = append(*to, first+n)
			}
		}
	case "text":
		e.Text = rapid.SampledFrom([]string{"Another sentence. It has two parts.", "Câu khác hẳn.", "  ", "It  rained\u200b hard."}).Draw(t, "text")
	case "status":
		e.Status = rapid.SampledFrom([]beadfile.Status{"", beadfile.Accepted, beadfile.Rejected, beadfile.NeedsWork}).Draw(t, "status")
	case "note":
		e.Note = rapid.SampledFrom([]string{"", "xem lại", "tên riêng?"}).Draw(t, "note")
	}
	return e
}

// sound checks what always holds of a session.
func sound(t interface{ Fatal(...any) }, s *Session) {
	f := s.file()
	if err := f.Check(); err != nil {
		t.Fatal(err)
	}
	for i, b := range s.beads {
		if int(s.at.bead[b.id]) != i {
			t.Fatal(fmt.Sprintf("bead %d is said to stand at %d, and stands at %d", b.id, s.at.bead[b.id], i))
		}
		if b.null() && len(b.side[0])+len(b.side[1]) != 1 {
			t.Fatal(fmt.Sprintf("a bead without partner holds %d and %d sentences", len(b.side[0]), len(b.side[1])))
		}
	}
	// The beads in order are in order on both sides.
	last := [2]int{-1, -1}
	for _, b := range f.Alignment.Beads {
		if b.Moved || b.Null() {
			continue
		}
		if b.Src.Start <= last[0] || b.Tgt.Start <= last[1] {
			t.Fatal(fmt.Sprintf("bead %v %v stands behind %v and is not marked as moved", b.Src, b.Tgt, last))
		}
		last = [2]int{b.Src.End - 1, b.Tgt.End - 1}
	}
	for side, d := range [2]*corpus.Document{f.English, f.Vietnamese} {
		at := -1
		for n, x := range d.Sentences {
			if x.Block < at {
				t.Fatal("sentences of a later block stand before those of an earlier one")
			}
			at = x.Block
			original, edited := f.Originals[side][n]
			if !edited {
				original = x.Text
			}
			if len(original) != x.Span.Len() {
				t.Fatal(fmt.Sprintf("%q does not fill its span %v", original, x.Span))
			}
		}
	}
}

// Whatever edits are made, every sentence stays in exactly one bead; undoing
// all of them gives the first state back byte for byte, doing them again the
// last one; and a journal gives the state that it was written in.
func TestAnyEdits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		dir := folder(t)
		path := filepath.Join(dir, "a.alignment.jsonl")
		first := written(t, anyDocuments(t, 12))
		if err := os.WriteFile(path, first, 0o666); err != nil {
			t.Fatal(err)
		}
		s := open(t, path, Options{})
		defer s.Close()
		sound(t, s)
		for range rapid.IntRange(1, 10).Draw(t, "edits") {
			e := anyEdit(t, s)
			before := s.revision
			hard := hardBeads(s)
			r, err := s.Edit(t.Context(), e, "")
			if err != nil {
				f, ok := err.(*Fault)
				if !ok {
					t.Fatal(err)
				}
				if f.Kind == Conflict || s.revision != before {
					t.Fatalf("%+v: %v", e, err)
				}
				continue
			}
			sound(t, s)
			if gone := missing(hard, hardBeads(s)); e.Op != "link" && e.Op != "status" && e.Op != "undo" && e.Op != "redo" && gone > 2 {
				t.Fatalf("%+v has made %d of the beads go that a reviewer had decided on", e, gone)
			}
			if r.Revision != s.revision || len(r.Rows) != len(r.Index.ID) {
				t.Fatalf("%+v: %+v", e, r)
			}
		}
		last := written(t, s.file())
		copied := filepath.Join(dir, "b.alignment.jsonl")
		for from, to := range map[string]string{path: copied, path + ".journal": copied + ".journal"} {
			if data, err := os.ReadFile(from); err == nil {
				os.WriteFile(to, data, 0o666)
			}
		}
		again := open(t, copied, Options{})
		if !bytes.Equal(written(t, again.file()), last) {
			t.Fatal("the journal gives another state")
		}
		if len(again.done) != len(s.done) || len(again.undone) != len(s.undone) {
			t.Fatal("the journal gives other things to undo")
		}
		undone := 0
		for ; s.State().CanUndo; undone++ {
			if _, err := s.Edit(t.Context(), Edit{Op: "undo", Revision: s.revision}, ""); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(written(t, s.file()), first) {
			t.Fatal("undoing everything does not give the first state")
		}
		for range undone {
			if _, err := s.Edit(t.Context(), Edit{Op: "redo", Revision: s.revision}, ""); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(written(t, s.file()), last) {
			t.Fatal("doing everything again does not give the last state")
		}
		if err := again.Close(); err != nil {
			t.Fatal(err)
		}
		if data, err := os.ReadFile(copied); err != nil || !bytes.Equal(data, last) {
			t.Fatal("the file that was saved is another")
		}
		if _, err := os.Stat(copied + ".journal"); err == nil {
			t.Fatal("the journal is still there after saving")
		}
	})
}

// hardBeads is the ids of the beads that a reviewer has decided on.
func hardBeads(s *Session) map[int]bool {
	ids := map[int]bool{}
	for _, b := range s.beads {
		if b.hard() {
			ids[b.id] = true
		}
	}
	return ids
}

func missing(before, after map[int]bool) (n int) {
	for id := range before {
		if !after[id] {
			n++
		}
	}
	return n
}
