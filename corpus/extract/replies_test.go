package extract

import (
	"fmt"
	"strings"
	"testing"
)

// TestReplies has comments without a name in the markup or a heading above
// them, entries of a live blog that look a little like them, and a page that
// holds nothing else.
func TestReplies(t *testing.T) {
	article := "<h1>Người đưa thư cuối cùng ở Mường Lống</h1>" +
		"<p>Mỗi tuần hai lần, ông Lầu Bá Chò vượt 27 km đường đèo để mang thư và báo vào bản.</p>" +
		"<p>Ông bắt đầu công việc này năm 1989, khi con đường còn là lối mòn của ngựa thồ.</p>" +
		"<p>Năm nay ông mang về bản mười một tờ giấy báo nhập học, nhiều nhất từ trước đến giờ.</p>"
	answer := `<p><a href="#a">Thích</a> <a href="#b">Trả lời</a> <a href="#c">Chia sẻ</a></p>`
	comment := func(who, what string) string {
		return fmt.Sprintf("<div><p><b>%s</b> 2 giờ trước</p><p>%s</p>%s</div>", who, what, answer)
	}
	comments := comment("Vi Thị Hoa", "Bố tôi ngày xưa cũng làm nghề này, đọc mà rưng rưng nước mắt.") +
		comment("Lê Minh Đức", "Con đường đó tôi đi một lần rồi sợ, thật sự khâm phục bác Chò.")
	entry := func(when, what string) string {
		return fmt.Sprintf("<div><b>%s phút trước</b><p>%s</p></div>", when, what)
	}
	for _, c := range []struct {
		label, body    string
		blocks, aside  int
		holds, without string
	}{
		{"in a box", "<div>" + article + "</div><div>" + comments + "</div>", 4, 6, "Lầu Bá Chò", "rưng rưng"},
		{"beside the text", "<div>" + article + comments + "</div>", 4, 6, "Lầu Bá Chò", "rưng rưng"},
		{"a live blog", "<div>" + article + entry("5", "Chiếc xe thư đã qua đèo và đang xuống dốc về phía bản đầu tiên.") +
			entry("9", "Mưa nhỏ trên đỉnh đèo, đường trơn nhưng xe vẫn đi được, ông Chò báo về.") + "</div>", 8, 0, "Mưa nhỏ", "Thích"},
	} {
		p, err := HTML("<html><body>"+c.body+"</body></html>", Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(texts(p.Blocks), "\n")
		if len(p.Blocks) != c.blocks || len(p.Aside) != c.aside || !strings.Contains(got, c.holds) || strings.Contains(got, c.without) {
			t.Errorf("%s: %s", c.label, dump(p))
		}
	}
}
