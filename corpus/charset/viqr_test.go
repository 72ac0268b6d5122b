package charset

import "testing"

func TestVIQR(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Ca^y dda ba`i ca? vu+o+`n, na(m nay tro^?", "Cây đa bài cả vườn, năm nay trô?"},
		{"DDa` Na(~ng, Dda` La.t va` DDO^`NG NAI", "Đà Nẵng, Đà Lạt và ĐỒNG NAI"},
		{"Tho+`i gian tro^i qua. Mo.i ngu+o+`i ve^`.", "Thời gian trôi qua. Mọi người về."},
		{"Anh co' kho?e kho^ng? Chi. co' kho?e.", "Anh có khỏe không? Chị có khỏe."},
		{"To^i no'i\\. Ho. nghe ra\\? Vi. na`o la. va^.y\\.", "Tôi nói. Họ nghe ra? Vị nào lạ vậy."},
		{"Ddo.c the^m o+? www.example.org/a~b va` ca^u: \"I don't know who's there.\"", "Đọc thêm ở www.example.org/a~b và câu: \"I don't know who's there.\""},
		{"tie^'ng Vie^.t (Tie^'ng Anh) la` (a) hay (b)", "tiếng Việt (Tiếng Anh) là (a) hay (b)"},
		{"na(.ng nho+' na('ng", "nặng nhớ nắng"},
		{"u*o*'c mo*n la` *quan tro.ng*", "ước mơn là *quan trọng*"},
	} {
		got, _ := decodeVIQR([]byte(c.in), false)
		if string(got) != c.want {
			t.Errorf("%s\n gives %s\n  want %s", c.in, got, c.want)
		}
	}
}

func TestVIQRInPages(t *testing.T) {
	in := `<p title="a' la. ca^y">Ca^y <b>dda</b> ve^` + "`" + ` la` + "`" + `ng cu~, ngu+o+'i o+? la.i</p>`
	want := `<p title="a' la. ca^y">Cây <b>đa</b> về làng cũ, ngưới ở lại</p>`
	if got, found := decode(t, []byte(in), Options{HTML: true}); got != want || found.Name != nameVIQR {
		t.Errorf("%+v: %s", found, got)
	}
}

func TestNotVIQR(t *testing.T) {
	for _, in := range []string{
		file(t, "en.txt"),
		"Is it so? To be. No. Do go? He'll do. Me? Yes, a. and e. are letters. You're to go. Who? I don't.",
		"for (i = 0; i^2 < n; i++) { a^=b; c+=d; } // u^v, o+1, e^x, a(n), a(m), (a)",
		"x^2 + y^2 = z^2; e^{i} and o^n, a^n, e^t; O(n^2)",
		"^^ o^o u_u a^a :^) e^e",
		"Add oddly paddled: add. DD add, ddos! a( b( c(",
	} {
		if _, found := decode(t, []byte(in), Options{Lang: "vi"}); found.Name != nameUTF8 {
			t.Errorf("read as %+v: %s", found, in)
		}
	}
}
