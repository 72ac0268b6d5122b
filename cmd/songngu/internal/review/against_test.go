package review

import (
	"os"
	"path/filepath"
	"testing"

	"songngu/align/beadfile"
	"songngu/align/diff"
)

// pairsFile is an alignment of texts, a bead for each.
func pairsFile(pairs ...[2][]string) *beadfile.File {
	t := beadfile.NewTexts()
	for _, p := range pairs {
		t.Add(p[0], p[1], 0.9)
	}
	return t.File
}

func s(list ...string) []string { return list }

var (
	one   = [2]string{"The ferry left at six.", "Chuyến phà rời bến lúc sáu giờ."}
	two   = [2]string{"Nobody was on the quay.", "Trên bến không còn ai."}
	three = [2]string{"Rice prices rose by 12 percent in March.", "Giá gạo tăng 12 phần trăm trong tháng ba."}
	four  = [2]string{"The school has 480 pupils and one well.", "Trường có 480 học sinh và một giếng nước."}
	five  = [2]string{"Mr Lam repairs radios in Hue.", "Ông Lâm sửa đài ở Huế."}
)

func comparing(t *testing.T, ours *beadfile.File, theirs *diff.Memory) *Session {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.alignment.jsonl")
	if err := os.WriteFile(path, written(t, ours), 0o666); err != nil {
		t.Fatal(err)
	}
	theirs.Format = "review"
	return open(t, path, Options{Against: theirs, AgainstName: "theirs"})
}

func kinds(s *Session) []string { return s.Index().Difference }

func want(t *testing.T, got []string, want ...string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("got %q, want %q", got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Fatalf("got %q, want %q", got, want)
		}
	}
}

func TestTakeTheirLinks(t *testing.T) {
	ours := pairsFile([2][]string{s(one[0]), s(one[1])}, [2][]string{s(two[0], three[0]), s(two[1])}, [2][]string{s(four[0]), s(three[1], four[1])}, [2][]string{s(five[0]), s(five[1])})
	theirs := pairsFile([2][]string{s(one[0]), s(one[1])}, [2][]string{s(two[0]), s(two[1])}, [2][]string{s(three[0]), s(three[1])}, [2][]string{s(four[0]), s(four[1])}, [2][]string{s(five[0]), s(five[1])})
	x := comparing(t, ours, diff.FromFile(theirs, "theirs"))
	want(t, kinds(x), "", "re-linked", "re-linked", "")
	row := x.Rows(1, 1).Rows[0]
	if row.Difference == nil || len(row.Difference.Theirs.English) != 3 {
		t.Fatalf("%+v", row.Difference)
	}
	edit(t, x, Edit{Op: "take", ID: row.ID, From: "theirs"})
	want(t, kinds(x), "", "", "", "", "")
	want(t, x.Index().Type, "1-1", "1-1", "1-1", "1-1", "1-1")
	sound(t, x)
	edit(t, x, Edit{Op: "undo"})
	want(t, kinds(x), "", "re-linked", "re-linked", "")
	edit(t, x, Edit{Op: "redo"})
	edit(t, x, Edit{Op: "merge", ID: x.Index().ID[0], With: "next"})
	want(t, kinds(x), "split", "", "", "")
	edit(t, x, Edit{Op: "text", Side: "en", N: 4, Text: "Mr Lam mends radios in Hue."})
	want(t, kinds(x), "split", "", "", "edited")
	edit(t, x, Edit{Op: "take", ID: x.Index().ID[3], From: "ours"})
	if row := x.Rows(3, 1).Rows[0]; row.Status != beadfile.Accepted || row.Difference == nil {
		t.Errorf("%+v", row)
	}
	edit(t, x, Edit{Op: "take", ID: x.Index().ID[3], From: "theirs"})
	want(t, kinds(x), "split", "", "", "")
	if row := x.Rows(3, 1).Rows[0]; row.English[0].Text != five[0] || row.English[0].Edited {
		t.Errorf("%+v", row)
	}
}

// A memory knows no sentences but its units: links are found by the texts.
func TestTakeFromMemory(t *testing.T) {
	ours := pairsFile([2][]string{s(one[0]), s(one[1])}, [2][]string{s(two[0]), s(two[1])}, [2][]string{s(three[0]), s(three[1])}, [2][]string{s(four[0]), s(four[1])}, [2][]string{s(five[0]), nil})
	m := &diff.Memory{Name: "theirs", PairsOnly: true}
	m.Add("", "", s(one[0]+" "+two[0]), s(one[1]+" "+two[1]))
	m.Add("", "", s(three[0]), s("Trong tháng ba, giá gạo tăng 12 phần trăm."))
	m.Add("", "", s("Something else altogether stands here."), s("Ở đây là một chuyện khác hẳn."))
	x := comparing(t, ours, m)
	want(t, kinds(x), "merged", "merged", "edited", "removed", "")
	edit(t, x, Edit{Op: "take", ID: 0, From: "theirs"})
	want(t, x.Index().Type, "2-2", "1-1", "1-1", "1-0")
	edit(t, x, Edit{Op: "take", ID: 2, From: "theirs"})
	if row, _ := x.Row(2); row.Vietnamese[0].Text != "Trong tháng ba, giá gạo tăng 12 phần trăm." || row.Vietnamese[0].Original != three[1] {
		t.Errorf("%+v", row)
	}
	edit(t, x, Edit{Op: "take", ID: 3, From: "theirs"})
	if row, _ := x.Row(3); row.Status != beadfile.Rejected {
		t.Errorf("%+v", row)
	}
	want(t, kinds(x), "", "", "removed", "")
	if n := x.State().Differences["added"]; n != 1 {
		t.Errorf("%d units are theirs alone, want 1", n)
	}
	sound(t, x)
}
