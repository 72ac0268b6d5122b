package review

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"songngu/align/beadfile"
)

// town is pairs of sentences in the order of a text, no two alike.
var town = [][2]string{
	{"The market opens at five in the morning.", "Chợ mở cửa lúc năm giờ sáng."},
	{"Fish comes from the river, 200 kg a day.", "Cá đánh từ sông, mỗi ngày 200 kg."},
	{"Mrs Hoa sells tea under the old tree.", "Bà Hoa bán trà dưới gốc cây cổ thụ."},
	{"The school stands behind the temple.", "Trường học nằm sau ngôi chùa."},
	{"In 2015 a flood destroyed 12 houses.", "Năm 2015, một trận lũ phá hủy 12 ngôi nhà."},
	{"The bridge was built again in two years.", "Cây cầu được xây lại trong hai năm."},
	{"Young people leave for Ho Chi Minh City.", "Thanh niên rời quê vào Thành phố Hồ Chí Minh."},
	{"Their parents look after the children.", "Cha mẹ họ ở nhà trông các cháu."},
	{"A bus leaves every day at 7:30.", "Mỗi ngày có một chuyến xe khách lúc 7 giờ 30."},
	{"The doctor visits the village on Mondays.", "Bác sĩ đến làng vào thứ hai."},
	{"Rice is harvested in May and September.", "Lúa được gặt vào tháng 5 và tháng 9."},
	{"At night the streets are empty.", "Ban đêm đường phố vắng tanh."},
}

// opened opens an alignment of town's sentences: en and vi list them by number,
// beads are of one sentence a side, or of one alone where the other is -1.
func opened(t *testing.T, beads [][2]int) *Session {
	t.Helper()
	x := beadfile.NewTexts()
	for _, b := range beads {
		var side [2][]string
		for k, n := range b {
			if n >= 0 {
				side[k] = []string{town[n][k]}
			}
		}
		x.Add(side[0], side[1], 0.6)
	}
	path := filepath.Join(t.TempDir(), "a.alignment.jsonl")
	if err := os.WriteFile(path, written(t, x.File), 0o666); err != nil {
		t.Fatal(err)
	}
	return open(t, path, Options{})
}

// shape is the beads as "English=Vietnamese" by sentences of town.
func shape(s *Session) []string {
	number := func(list []Sentence, side int) string {
		out := ""
		for _, x := range list {
			out += fmt.Sprint(slices.IndexFunc(town, func(p [2]string) bool { return p[side] == x.Text }))
		}
		return out
	}
	var out []string
	for _, r := range s.Rows(0, MaxRows).Rows {
		line := number(r.English, 0) + "=" + number(r.Vietnamese, 1)
		if r.Moved {
			line += " moved"
		}
		out = append(out, line)
	}
	return out
}

// Where everything is off by one, one link puts all of it right.
func TestOneLinkRightsAll(t *testing.T) {
	beads := [][2]int{{-1, 0}}
	for i := range len(town) - 1 {
		beads = append(beads, [2]int{i, i + 1})
	}
	s := opened(t, append(beads, [2]int{len(town) - 1, -1}))
	edit(t, s, Edit{Op: "link", English: Numbers{5}, Vietnamese: Numbers{5}})
	var right []string
	for i := range town {
		right = append(right, fmt.Sprintf("%d=%d", i, i))
	}
	want(t, shape(s), right...)
	sound(t, s)
}

// What a reviewer has decided on stays, right or wrong, while the rest is put
// right.
func TestDecisionsStay(t *testing.T) {
	beads := [][2]int{{-1, 0}}
	for i := range len(town) - 1 {
		beads = append(beads, [2]int{i, i + 1})
	}
	s := opened(t, append(beads, [2]int{len(town) - 1, -1}))
	edit(t, s, Edit{Op: "status", IDs: []int{9}, Status: beadfile.NeedsWork}) // 8=9
	edit(t, s, Edit{Op: "link", English: Numbers{3}, Vietnamese: Numbers{3}})
	if got := shape(s); !slices.Contains(got, "8=9") || !slices.Contains(got, "2=2") || !slices.Contains(got, "10=11") {
		t.Errorf("%q", got)
	}
	sound(t, s)
}

// A sentence that is linked across others is taken for moved where that makes
// the whole likelier, and those others stay as they are.
func TestLinkAcross(t *testing.T) {
	var beads [][2]int
	for i := range town {
		if i == 2 {
			beads = append(beads, [2]int{2, -1})
			continue
		}
		beads = append(beads, [2]int{i, i})
		if i == 9 {
			beads = append(beads, [2]int{-1, 2})
		}
	}
	s := opened(t, beads)
	edit(t, s, Edit{Op: "link", English: Numbers{2}, Vietnamese: Numbers{9}}) // its Vietnamese stands behind nine others
	want(t, shape(s), "0=0", "1=1", "2=2 moved", "3=3", "4=4", "5=5", "6=6", "7=7", "8=8", "9=9", "10=10", "11=11")
	sound(t, s)
	edit(t, s, Edit{Op: "unlink", ID: s.Index().ID[2]})
	sound(t, s)
}

// Cutting a sentence that was two lets the aligner pair each half.
func TestCutAndJoin(t *testing.T) {
	x := beadfile.NewTexts()
	for i, p := range town[:6] {
		if i == 3 {
			continue
		}
		if i == 2 {
			x.Add([]string{town[2][0], town[3][0]}, []string{town[2][1] + " " + town[3][1]}, 0.9)
			continue
		}
		x.Add([]string{p[0]}, []string{p[1]}, 0.99)
	}
	path := filepath.Join(t.TempDir(), "a.alignment.jsonl")
	if err := os.WriteFile(path, written(t, x.File), 0o666); err != nil {
		t.Fatal(err)
	}
	s := open(t, path, Options{})
	edit(t, s, Edit{Op: "splitSentence", Side: "vi", N: 2, At: unitsOf(town[2][1], len(town[2][1]))})
	want(t, shape(s), "0=0", "1=1", "2=2", "3=3", "4=4", "5=5")
	edit(t, s, Edit{Op: "joinSentence", Side: "vi", N: 2})
	if got := s.Index().Type; !slices.Contains(got, "2-1") {
		t.Errorf("%q", got)
	}
	sound(t, s)
	// An edited sentence is cut where its edit lies, and its original with it.
	edit(t, s, Edit{Op: "text", Side: "vi", N: 2, Text: "Cô Hoa bán trà dưới gốc cây cổ thụ. Trường học nằm sau ngôi chùa."})
	edit(t, s, Edit{Op: "splitSentence", Side: "vi", N: 2, At: unitsOf("Cô Hoa bán trà dưới gốc cây cổ thụ.", 1<<10)})
	f := s.file()
	if f.Vietnamese.Sentences[3].Text != town[3][1] || f.Originals[vietnamese][2] != town[2][1] || f.Originals[vietnamese][3] != "" {
		t.Errorf("%+v %v", f.Vietnamese.Sentences[2:4], f.Originals[vietnamese])
	}
}
