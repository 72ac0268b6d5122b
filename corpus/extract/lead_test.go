package extract

import "testing"

// A lead that stands as a heading beside the body, under a class name that says
// nothing, is the article's all the same; a short heading there is not.
func TestLeadAsHeading(t *testing.T) {
	const page = `<html><body><div class="k1"><h1>Làng gốm Phù Sa mở lớp dạy nghề</h1>
<h2 class="k2">Sau ba năm vắng khách, làng gốm bên sông quyết định dạy nghề miễn phí cho thanh niên trong vùng. Đã có 42 người ghi tên.</h2>
<h2 class="k3">Đọc thêm</h2>
<div class="k4"><p>Lớp học đầu tiên mở vào tháng 3, ngay trong lò nung cũ của ông Đỗ Văn Sành, nghệ nhân cao tuổi nhất làng.</p>
<p>Mỗi buổi học kéo dài ba giờ, học viên được phát đất, dụng cụ và một bữa cơm trưa do các bà trong làng nấu.</p>
<p>Ông Sành nói ông không lấy tiền vì sợ nghề mất đi cùng lứa người già như ông.</p></div></div></body></html>`
	p, err := HTML(page, Options{Lang: "vi"})
	if err != nil {
		t.Fatal(err)
	}
	var lead, more bool
	for _, b := range p.Blocks {
		lead = lead || b.Kind == Lead && len(b.Text) > 80
		more = more || b.Text == "Đọc thêm"
	}
	if !lead || more {
		t.Errorf("lead taken: %v, \"Đọc thêm\" taken: %v; blocks %+v", lead, more, p.Blocks)
	}
}
