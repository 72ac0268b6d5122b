package charset

import "testing"

func TestTCVN3Capitals(t *testing.T) {
	encode := encoders(t)[nameTCVN3]
	for _, c := range []struct{ written, want string }{
		{"HÀ NỘI", "HÀ NỘI"},
		{"ở Hà Nội và ở Đà Nẵng", "Ở Hà Nội và ở Đà Nẵng"},
		{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
		{"Thành phố HÀ NỘI VÀ HUẾ", "Thành phố HÀ NỘI VÀ HUẾ"},
		{"ông làm ở UBND TP Hà Nội", "ông làm ở UBND TP Hà Nội"},
		{"Bà Vũ đến. Ở đó đông người. À, thế à?", "Bà Vũ đến. Ở đó đông người. À, thế à?"},
		{"Trời mưa... ồ ạt suốt đêm", "Trời mưa... ồ ạt suốt đêm"},
		{"TIN TRONG NƯỚC\nở đâu cũng vậy", "TIN TRONG NƯỚC\nỞ đâu cũng vậy"},
		{"cuối dòng\nấy là chỗ ngắt", "cuối dòng\nấy là chỗ ngắt"},
	} {
		got, found := decode(t, encode(c.written), Options{Override: "tcvn3"})
		if got != c.want {
			t.Errorf("%q gives %q, %v", c.written, got, found.Repairs)
		}
	}
}
