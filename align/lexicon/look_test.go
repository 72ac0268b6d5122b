package lexicon

import (
	"fmt"
	"sort"
	"strings"
	"testing"
)

func TestLook(t *testing.T) {
	d := Default()
	n := [2]int{}
	for s := range 2 {
		for i := range d.Len(Side(s)) {
			n[s] += len(d.Row(Side(s), int32(i)))
		}
	}
	t.Log(n, d.null)
	show := func(s Side, w string) {
		id := d.Find(s, w)
		row := append([]Entry(nil), d.Row(s, id)...)
		sort.Slice(row, func(i, j int) bool { return row[i].P > row[j].P })
		var b strings.Builder
		for i, e := range row {
			if i < 12 {
				fmt.Fprintf(&b, " %s %.3f;", d.Word(s.Other(), e.ID), e.P)
			}
		}
		t.Logf("%s (%d, n=%d):%s", w, id, d.Count(s, id), b.String())
	}
	for _, w := range strings.Fields("the of right human government say president file god study quickly earthquake resolution click lord not big river") {
		show(English, w)
	}
	for _, w := range strings.Split("nhân quyền,của,chính phủ,nói,tổng thống,tập tin,đức chúa trời,nghiên cứu,các,đã,động đất,không,nghị quyết,sông,quyền,biển đông", ",") {
		show(Vietnamese, w)
	}
	for _, s := range []string{"Tổng Bí thư Tô Lâm đã nhấn mạnh rằng nhân quyền là quan trọng đối với Đảng và Nhà nước ta.", "Anh ấy không thể nói được tiếng Nhật, nhưng chúng tôi gởi thư cho họ."} {
		var out []string
		for _, k := range d.Tokens(nil, Vietnamese, s) {
			out = append(out, fmt.Sprintf("%s[%d]", k.Span.Of(s), k.ID))
		}
		t.Log(strings.Join(out, " | "))
	}
	for _, s := range []string{"The General Secretary hasn't stressed the studies' importance; they're making buildings, stopped hoping."} {
		var out []string
		for _, k := range d.Tokens(nil, English, s) {
			out = append(out, fmt.Sprintf("%s=%s", k.Span.Of(s), d.Word(English, k.ID)))
		}
		t.Log(strings.Join(out, " | "))
	}
}
