package update

import (
	"reflect"
	"testing"

	"songngu/align/diff"
)

// A unit is touched if a sentence in it was edited or is gone, not if it only
// stands elsewhere or was cut otherwise.
func TestTouches(t *testing.T) {
	version := func(sentences ...string) *diff.Memory {
		m := &diff.Memory{Documents: true}
		for _, s := range sentences {
			m.Add("", "", nil, []string{s})
		}
		return m
	}
	m := &diff.Memory{}
	m.Add("a", "", []string{"It is 41 metres high."}, []string{"Nó cao 41 mét."})
	m.Add("", "", []string{"The market closes; rain is expected on Friday."}, []string{"Chợ tan khi triều lên.", "Dự báo thứ Sáu có mưa."})
	m.Add("", "", []string{"No swimming."}, []string{"Cấm bơi. Nước xoáy."})
	m.Add("", "", []string{"It is 41 metres high, says the keeper."}, []string{"Nó cao 41 mét. Người gác nói thế."})
	m.Add("", "", []string{"Something else."}, []string{"Anh nói: Nó cao 41 mét.A"})
	r := diff.Compare(version("Nó cao 41 mét.", "Chợ tan khi triều lên.", "Dự báo thứ Sáu có mưa.", "Cấm bơi.", "Nước xoáy."),
		version("Chợ tan khi triều lên.", "Nó cao 14 mét.", "Cấm bơi. Nước xoáy."), diff.Options{})
	var got [][3]string
	for _, u := range Touches(m, diff.Vietnamese, r) {
		got = append(got, [3]string{u.Unit, u.Was, u.Now})
	}
	want := [][3]string{
		{"a", "Nó cao 41 mét.", "Nó cao 14 mét."},
		{"#2", "Dự báo thứ Sáu có mưa.", ""},
		{"#4", "Nó cao 41 mét.", "Nó cao 14 mét."},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("touched\n%q, want\n%q", got, want)
	}
}
