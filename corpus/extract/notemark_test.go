package extract

import "testing"

// Marks of footnotes are known by what they hold where no name says so; powers
// and links to other pages stay.
func TestNoteMarks(t *testing.T) {
	for _, c := range []struct{ page, want string }{
		{`<p>Giếng làng đào năm 1902<sup>[<a href="#n1">1</a>]</sup> và vẫn còn dùng.</p>`, "Giếng làng đào năm 1902 và vẫn còn dùng."},
		{`<p>Giếng làng đào năm 1902<a href="#n1"><sup>1</sup></a>, sâu 9 m.</p>`, "Giếng làng đào năm 1902, sâu 9 m."},
		{`<p><a href="#r1"><sup>[1] </sup></a>Theo lời kể của cụ từ giữ đình.</p>`, "Theo lời kể của cụ từ giữ đình."},
		{`<p>Sân giếng rộng 30 m<sup>2</sup>, lát gạch.</p>`, "Sân giếng rộng 30 m2, lát gạch."},
		{`<p>Xem bài trước<sup><a href="/2">2</a></sup> để biết thêm về giếng.</p>`, "Xem bài trước2 để biết thêm về giếng."},
		{`<p>Tầng<sup><div>1</div></sup> dưới cùng của giếng xây bằng đá.</p>`, "Tầng"},
	} {
		runs := readTree(c.page).runs
		got := ""
		for _, r := range runs {
			if r.aside == noReason {
				got = r.text
				break
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.page, got, c.want)
		}
	}
}

// Items of menus that touch get a blank between them; one word that is two
// links to the same place, or is half a link, does not.
func TestTouching(t *testing.T) {
	for _, c := range []struct{ page, want string }{
		{`<div><a href="/1">Tổng hợp</a><a href="/2">quyền trẻ em</a></div>`, "Tổng hợp quyền trẻ em"},
		{`<div><a href="/1">Hà Nội</a><img src="x"><a href="/2">Huế</a></div>`, "Hà Nội Huế"},
		{`<div><a href="/1">Hà N</a><a href="/1">ội</a></div>`, "Hà Nội"},
		{`<div><a href="/1">Huế</a>, <a href="/2">Vinh</a></div>`, "Huế, Vinh"},
		{`<div><a href="/1">Huế</a><a href="/2">, Vinh</a></div>`, "Huế, Vinh"},
		{`<div><span>Hà Tĩnh</span>Sáng nay trời mưa.</div>`, "Hà Tĩnh Sáng nay trời mưa."},
		{`<div><span>i</span>Phone bán chạy.</div>`, "iPhone bán chạy."},
	} {
		if got := readTree(c.page).runs[0].text; got != c.want {
			t.Errorf("%s: %q, want %q", c.page, got, c.want)
		}
	}
}
