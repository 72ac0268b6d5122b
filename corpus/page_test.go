package corpus

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// in1258 writes Vietnamese in windows-1258: letters with their tones after them.
func in1258(t *testing.T, s string) []byte {
	t.Helper()
	var b strings.Builder
	for _, r := range s {
		var tone rune
		base := strings.Map(func(m rune) rune {
			switch m {
			case 0x300, 0x301, 0x303, 0x309, 0x323:
				tone = m
				return -1
			}
			return m
		}, norm.NFD.String(string(r)))
		b.WriteString(norm.NFC.String(base))
		if tone != 0 {
			b.WriteRune(tone)
		}
	}
	out, err := charmap.Windows1258.NewEncoder().String(b.String())
	if err != nil {
		t.Fatal(err)
	}
	return []byte(out)
}

// A page in windows-1258, declared, undeclared, or declared as Latin-1, gives
// composed text.
func TestPage1258(t *testing.T) {
	const body = `<h1>Chợ phiên Đồng Văn họp sớm hơn một giờ</h1>
<p>Từ tháng này, chợ phiên Đồng Văn mở cửa lúc bốn giờ sáng để bà con ở xa kịp về trước khi trời nắng gắt.</p>
<p>Ông Sùng Mí Già, người bán thắng cố ở góc chợ, nói ông phải thức từ nửa đêm để nhóm bếp.</p>
<p>Ban quản lý chợ đã lắp thêm mười hai bóng đèn và mở rộng bãi buộc ngựa phía sau trường học.</p>`
	for _, head := range []string{
		`<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1258"><title>x</title></head><body>`,
		`<html><head><title>x</title></head><body>`,
		`<html><head><meta charset="iso-8859-1"><title>x</title></head><body>`,
	} {
		d, err := Open(t.Context(), put(t, "page.html", in1258(t, head+body+"</body></html>")), Options{Lang: "vi"})
		if err != nil {
			t.Fatal(err)
		}
		if len(d.Sentences) != 4 || d.Sentences[0].Text != "Chợ phiên Đồng Văn họp sớm hơn một giờ" || d.Origin.Charset != "windows-1258" {
			t.Errorf("%s: %s: %s", head, d.Origin.Charset, sentencesOf(d))
		}
		for _, s := range d.Sentences {
			if !norm.NFC.IsNormalString(s.Text) || !strings.Contains(body, s.Text) {
				t.Errorf("not as written: %q", s.Text)
			}
		}
	}
}
