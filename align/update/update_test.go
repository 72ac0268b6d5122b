package update

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"songngu/align"
	"songngu/align/beadfile"
	"songngu/corpus"
	"songngu/corpus/text"
)

// harbour is a text of which no sentence is like another.
var harbour = [][2]string{
	{"The ferry to Long Hai leaves at 6 a.m.", "Chuyến phà đi Long Hải rời bến lúc 6 giờ sáng."},
	{"Forty fishermen wait at berth 7 with their nets.", "Bốn mươi ngư dân đợi ở bến số 7 cùng lưới của mình."},
	{"A new lighthouse was opened on May 3.", "Một ngọn hải đăng mới được khánh thành ngày 3/5."},
	{"It is 41 metres high.", "Nó cao 41 mét."},
	{"The keeper, Mr Lam, has lived there for 12 years.", "Người gác đèn, ông Lâm, đã sống ở đó 12 năm."},
	{"Ice costs 2,500 dong a kilogram.", "Nước đá giá 2.500 đồng một ki-lô-gam."},
	{"The market closes when the tide comes in.", "Chợ tan khi thủy triều lên."},
	{"Children sell squid skewers beside the church.", "Trẻ em bán mực xiên bên cạnh nhà thờ."},
	{"Last year 18 boats were repaired in the yard.", "Năm ngoái xưởng đã sửa 18 chiếc thuyền."},
	{"Rain is expected on Friday.", "Dự báo thứ Sáu có mưa."},
	{"The harbour board meets in Room 204.", "Ban quản lý cảng họp tại phòng 204."},
	{"Nobody may swim beyond the red buoy.", "Không ai được bơi quá phao đỏ."},
}

// open makes documents of pairs, a paragraph for every three.
func open(t interface {
	Fatal(...any)
}, dir string, pairs [][2]string) (en, vi *corpus.Document) {
	var docs [2]*corpus.Document
	for side, lang := range []string{"en", "vi"} {
		var b strings.Builder
		for i, p := range pairs {
			b.WriteString(p[side])
			b.WriteString([]string{" ", " ", "\n\n"}[i%3])
		}
		path := filepath.Join(dir, "harbour."+lang+".txt")
		if err := os.WriteFile(path, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		d, err := corpus.Open(context.Background(), path, corpus.Options{Lang: lang})
		if err != nil {
			t.Fatal(err)
		}
		docs[side] = d
	}
	return docs[0], docs[1]
}

func aligned(t *testing.T, pairs [][2]string) *beadfile.File {
	t.Helper()
	en, vi := open(t, t.TempDir(), pairs)
	a, err := align.Align(t.Context(), en.Sentences, vi.Sentences, align.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return &beadfile.File{English: en, Vietnamese: vi, Alignment: a}
}

func texts(f *beadfile.File, i int) [2]string {
	b := f.Alignment.Beads[i]
	return [2]string{beadfile.Joined(f.English.Sentences, b.Src), beadfile.Joined(f.Vietnamese.Sentences, b.Tgt)}
}

// The same texts give the same alignment, bead by bead, with its scores.
func TestNothingChanged(t *testing.T) {
	pairs := slices.Clone(harbour)
	pairs[7][0], pairs[9][1] = "", "" // sentences without partner
	old := aligned(t, pairs)
	old.SetReview(4, beadfile.Review{Status: beadfile.Rejected, Note: "not his name"})
	r, err := Update(t.Context(), old, old.English, old.Vietnamese, align.Options{})
	if err != nil {
		t.Fatal(err)
	}
	old.PlaceEmpty()
	r.File.PlaceEmpty()
	if !slices.Equal(r.File.Alignment.Beads, old.Alignment.Beads) || r.File.Review(4) != old.Review(4) {
		t.Errorf("beads %v\nwere  %v", r.File.Alignment.Beads, old.Alignment.Beads)
	}
	if r.Reviewed != 1 || r.Kept != len(old.Alignment.Beads)-1 || r.Aligned != 0 || len(old.Alignment.Beads) != len(harbour) || len(r.Lost) > 0 {
		t.Errorf("%d reviewed, %d kept, %d aligned, %v lost", r.Reviewed, r.Kept, r.Aligned, r.Lost)
	}
}

// What a reviewer cut otherwise, wrote otherwise and linked otherwise stays,
// though a paragraph comes in before it and a sentence goes.
func TestReviewerWins(t *testing.T) {
	old := aligned(t, harbour)
	// Sentences 3 and 4 of the Vietnamese side joined, as a reviewer may.
	vi := *old.Vietnamese
	s := vi.Sentences[3]
	s.Span.End = vi.Sentences[4].Span.End
	if vi.Sentences[4].Block != s.Block {
		t.Fatal("the two are not of one block")
	}
	s.Text = vi.Blocks[s.Block].Text[s.Span.Start:s.Span.End]
	vi.Sentences = slices.Replace(slices.Clone(vi.Sentences), 3, 5, s)
	old.Vietnamese = &vi
	beads := append([]align.Bead{}, old.Alignment.Beads[:3]...)
	beads = append(beads, align.Bead{Src: align.Range{Start: 3, End: 5}, Tgt: align.Range{Start: 3, End: 4}, Confidence: 1, Fixed: true})
	for _, b := range old.Alignment.Beads[5:] {
		b.Tgt.Start--
		b.Tgt.End--
		beads = append(beads, b)
	}
	old.Alignment = &align.Alignment{Beads: beads}
	old.SetReview(3, beadfile.Review{Status: beadfile.Accepted, Note: "one sentence in Vietnamese"})
	was := vi.Sentences[5].Text
	vi.Sentences[5].Text = "Chợ tan khi nước lớn."
	old.SetOriginal(1, 5, was)

	pairs := slices.Concat([][2]string{
		{"A storm passed north of the bay at night.", "Đêm qua một cơn bão đi qua phía bắc vịnh."},
		{"No boat was lost.", "Không chiếc thuyền nào bị mất."},
		{"Schools stay closed until Monday.", "Các trường nghỉ học đến thứ Hai."},
	}, harbour[:9], harbour[10:])
	en2, vi2 := open(t, t.TempDir(), pairs)
	r, err := Update(t.Context(), old, en2, vi2, align.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.File.Check(); err != nil {
		t.Fatal(err)
	}
	if len(r.Lost) > 0 || r.Reviewed != 2 {
		t.Errorf("%d reviewed beads, lost %v", r.Reviewed, r.Lost)
	}
	found := 0
	for i, b := range r.File.Alignment.Beads {
		switch got := texts(r.File, i); {
		case strings.HasPrefix(got[0], "It is 41 metres"):
			found++
			if b.Type() != "2-1" || !b.Fixed || r.File.Review(i) != old.Review(3) {
				t.Errorf("the joined bead is %v %v %+v", b, got, r.File.Review(i))
			}
		case strings.HasPrefix(got[0], "The market"):
			found++
			if got[1] != "Chợ tan khi nước lớn." || r.File.Originals[1][b.Tgt.Start] != was {
				t.Errorf("the edited sentence is %q, of %q", got[1], r.File.Originals[1][b.Tgt.Start])
			}
		}
	}
	if found != 2 {
		t.Errorf("%d of the two beads are there", found)
	}
	if r.Gone != [2]int{1, 1} || r.New != [2]int{3, 3} {
		t.Errorf("gone %v, new %v", r.Gone, r.New)
	}
}

// Whatever happens to the texts, every reviewed bead whose sentences still
// stand together is in the new file as it was, and the others are told.
func TestEveryDecisionIsKept(t *testing.T) {
	base := aligned(t, harbour)
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		old := &beadfile.File{English: base.English, Vietnamese: base.Vietnamese, Alignment: base.Alignment}
		decided := map[int]bool{}
		for i := range base.Alignment.Beads {
			if rapid.IntRange(0, 2).Draw(t, "decided") == 0 {
				decided[i] = true
				old.SetReview(i, beadfile.Review{Status: beadfile.Accepted, Note: fmt.Sprint(i)})
			}
		}
		pairs := slices.Clone(harbour)
		for k := range rapid.IntRange(0, 4).Draw(t, "changes") {
			at := rapid.IntRange(0, len(pairs)-1).Draw(t, "at")
			switch rapid.SampledFrom([]string{"out", "in", "edit", "move"}).Draw(t, "change") {
			case "out":
				pairs = slices.Delete(pairs, at, at+1)
			case "in":
				pairs = slices.Insert(pairs, at, [2]string{fmt.Sprintf("Gate %d stays shut.", 900+k), fmt.Sprintf("Cổng %d vẫn đóng.", 900+k)})
			case "edit":
				pairs[at] = [2]string{pairs[at][0], "Nay thì khác: " + pairs[at][1]}
			case "move":
				p := pairs[at]
				pairs = slices.Insert(slices.Delete(pairs, at, at+1), rapid.IntRange(0, len(pairs)-1).Draw(t, "to"), p)
			}
		}
		en, vi := open(t, dir, pairs)
		r, err := Update(context.Background(), old, en, vi, align.Options{Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		if err := r.File.Check(); err != nil {
			t.Fatal(err)
		}
		there := map[[2]string]beadfile.Review{}
		for i := range r.File.Alignment.Beads {
			there[texts(r.File, i)] = r.File.Review(i)
		}
		for i := range base.Alignment.Beads {
			pair := texts(base, i)
			exists := slices.ContainsFunc(pairs, func(p [2]string) bool { return text.Clean(p[0]) == pair[0] && text.Clean(p[1]) == pair[1] })
			switch review, ok := there[pair]; {
			case !decided[i]:
			case exists && (!ok || review != old.Review(i)):
				t.Fatalf("bead %d, %q, is in the texts, and in the file as %+v", i, pair, review)
			case exists == slices.Contains(r.Lost, i):
				t.Fatalf("bead %d, %q: in the texts %v, told as lost %v", i, pair, exists, r.Lost)
			}
		}
	})
}
