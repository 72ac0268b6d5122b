package text

import (
	"strings"
	"testing"
)

func TestValidSyllable(t *testing.T) {
	valid := `a ơi ừ ý ỷ yêu yến uống oà òa uỷ ủy oanh ỉa í
 ba bà hoà hòa hoạch khuya khuỷu nghiêng nguyễn Nguyệt QUYỀN quốc quả quý quỳnh quên quét quắt quân quở quờ
 gì giá giếng giết giặc gìn giữa gió giêng ghế nghĩ ngà kỹ kỉ kiên kẹo cá cuộc của đường Đức trăng trắp xoong
 thuở huơ tuần tuyết chuyện thủy thuỷ khoẻ khỏe ngoặc rượu bưởi buýt voan lịch sạch ếch rếch thích phuy hươu toàn xoèn xoẹt Vy Thy sĩ sỹ`
	for _, s := range strings.Fields(valid) {
		if !ValidSyllable(s) {
			t.Errorf("ValidSyllable(%q) = false", s)
		}
	}
	invalid := `school hat cat viet duoc nghang ngế ghà gế cê ký1 kà hòan cuả qúa gía giừơng hoaì ngoăn2 iêu yà quu qua? quiên
 fa jì zà wá học1 hocj àà b ng qu hatt straße é́ moé Noé Zoé thuyềnn chuyêngg íêng ềê nghiêngnghiêng`
	for _, s := range append(strings.Fields(invalid), "", " ", "à la", "\xff", "quâ\xff") {
		if ValidSyllable(s) {
			t.Errorf("ValidSyllable(%q) = true", s)
		}
	}
	if !ValidSyllable("Vie\u0323\u0302t") || !ValidSyllable("Vie\u0302\u0323t") {
		t.Error("the order of combining marks matters")
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"", "Hòa bình, kĩ sư: 1.234,5!", "Vie\u0323\u0302t Nam", "don't", "\xff\xfe", "İ\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if once := FoldTone(s); FoldTone(once) != once {
			t.Errorf("FoldTone(%+q) is not stable", s)
		}
		if once := FoldMarks(s); FoldMarks(once) != once {
			t.Errorf("FoldMarks(%+q) is not stable", s)
		}
		for w := range Words(s) {
			ValidSyllable(w.Of(s))
		}
	})
}
