package extract

import (
	"fmt"
	"strings"
	"testing"
)

// TestColumns reads a page whose lines come row by row, across two columns
// below a headline that stands over both.
func TestColumns(t *testing.T) {
	left := "Mỗi sáng bác Tư chèo thuyền qua đầm, thả lưới rồi ngồi đợi. Nước lặng đến mức nghe được tiếng cá quẫy ở tận bờ bên kia. Bác bảo đó là cái đồng hồ của mình."
	right := "Đến trưa, chợ nổi họp ngay giữa đầm, ghe thuyền đậu sát vào nhau như một con phố. Người mua kẻ bán không ai phải bước lên bờ, và cũng chẳng ai vội về."
	var src strings.Builder
	src.WriteString("<page width=\"420\" height=\"595\">\n")
	line := func(x, y float64, words []string) {
		src.WriteString("<line>\n")
		for _, w := range words {
			n := 5 * float64(len([]rune(w)))
			fmt.Fprintf(&src, "<word xMin=\"%.1f\" yMin=\"%.1f\" xMax=\"%.1f\" yMax=\"%.1f\">%s</word>\n", x, y, x+n, y+10, w)
			x += n + 4
		}
		src.WriteString("</line>\n")
	}
	src.WriteString("<block>\n")
	line(60, 40, strings.Fields("Một ngày trên phá Tam Giang nhìn từ mạn thuyền của bác Tư"))
	a, b := strings.Fields(left), strings.Fields(right)
	for y := 70.0; len(a)+len(b) > 0; y += 12 {
		for x, words := range map[float64]*[]string{40: &a, 230: &b} {
			n := min(len(*words), 7)
			if n > 0 {
				line(x, y, (*words)[:n])
			}
			*words = (*words)[n:]
		}
	}
	src.WriteString("</page>\n")
	l, err := readLayout(strings.NewReader(src.String()), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range l.page(Options{}).Blocks {
		got = append(got, b.Text)
	}
	all := strings.Join(got, " ")
	if i, j := strings.Index(all, left), strings.Index(all, right); i < 0 || j < i || !strings.HasPrefix(all, "Một ngày") {
		t.Errorf("got %q", got)
	}
}

// TestUntagged reads a file with more text between two tags than any has.
func TestUntagged(t *testing.T) {
	data := packed(t, "word/document.xml", `<w:document `+wordSpace+`><w:body><w:p><w:r><w:t>`+strings.Repeat("a", maxUntagged+1<<20)+`</w:t></w:r></w:p></w:body></w:document>`)
	if _, err := readPacked(data, Options{}); err == nil || !strings.Contains(err.Error(), "without a tag") && !strings.Contains(err.Error(), "times its size") {
		t.Errorf("got %v", err)
	}
}
