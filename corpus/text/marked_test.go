package text

import "testing"

func TestMostlyMarked(t *testing.T) {
	for s, want := range map[string]bool{
		"Cây cầu dài sáu trăm bốn mươi mét bắc qua hai nhánh sông.": true,
		"co\u0302ng vie\u0323\u0302c na\u0300y":                     true,
		"The bridge is 640 metres long.":                            false,
		"Nguyễn Thị Ánh and Trần Hữu Đức met at the old café.":      false,
		"THÀNH PHỐ HỒ CHÍ MINH":                                     false,
		"Nguoi dan di cho tu sang som":                              false,
		"640 – 12,5 %":                                              false,
		"":                                                          false,
		"đường":                                                     true,
	} {
		if got := MostlyMarked(s); got != want {
			t.Errorf("MostlyMarked(%q) = %v", s, got)
		}
		if lang, _ := Guess(s); want && lang == "en" {
			t.Errorf("%q is marked, and taken for English", s)
		}
	}
}
