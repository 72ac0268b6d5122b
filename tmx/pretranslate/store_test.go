package pretranslate_test

import (
	"bytes"
	"context"
	"iter"
	"path/filepath"
	"strings"
	"testing"

	"songngu/tmx/memory"
	"songngu/tmx/pretranslate"
)

// opened makes a memory of TMX.
func opened(t testing.TB, tmx string) *memory.Memory {
	t.Helper()
	m, err := memory.Open(context.Background(), filepath.Join(t.TempDir(), "m.songngu"), memory.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	if tmx == "" {
		return m
	}
	if _, err := m.Import(context.Background(), memory.ReadTMX(strings.NewReader(tmx), "m.tmx", nil), memory.PreferDate); err != nil {
		t.Fatal(err)
	}
	return m
}

// pairs is TMX of English and Vietnamese texts in turn, which may hold codes.
func pairs(texts ...string) string {
	var b strings.Builder
	b.WriteString(`<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="en" datatype="plaintext"/><body>`)
	for i := 0; i+1 < len(texts); i += 2 {
		b.WriteString(`<tu><tuv xml:lang="en"><seg>` + texts[i] + `</seg></tuv><tuv xml:lang="vi"><seg>` + texts[i+1] + `</seg></tuv></tu>`)
	}
	return b.String() + `</body></tmx>`
}

// known is the memory of most tests.
var known = pairs(
	"Opening hours", "Giờ mở cửa",
	"The gate opens at seven in the morning.", "Cổng mở lúc bảy giờ sáng.",
	"Press Save to keep your work.", "Nhấn Lưu để giữ lại công việc của bạn.",
	"Nobody came to the meeting.", "Không ai đến dự cuộc họp.",
	"The dam was finished on May 4, 1975.", "Con đập hoàn thành ngày 4 tháng 5 năm 1975.",
	"Read the user guide before you start.", "Hãy đọc hướng dẫn sử dụng trước khi bắt đầu.",
	`Click <bpt i="1" x="1"/>Print<ept i="1"/> and wait<ph x="2"/>.`, `Bấm <bpt i="1" x="1"/>In<ept i="1"/> rồi đợi<ph x="2"/>.`,
	"Ask Lan about A &amp; B.", "Hãy hỏi Lan về A &amp; B.",
	"Use 5 * 3 and [x] here.", "Dùng 5 * 3 và [x] ở đây.",
)

// filled fills a text and fails the test where it cannot.
func filled(t testing.TB, m *memory.Memory, f pretranslate.Format, in string, opts pretranslate.Options) (string, *pretranslate.Report) {
	t.Helper()
	var out bytes.Buffer
	r, err := pretranslate.File(context.Background(), m, f, strings.NewReader(in), &out, opts)
	if err != nil {
		t.Fatalf("%v in %q", err, in)
	}
	return out.String(), r
}

// inContext makes a memory of an alignment-like list, where each unit knows its
// neighbours.
func inContext(t testing.TB, texts ...string) *memory.Memory {
	t.Helper()
	m := opened(t, "")
	var units []*memory.Unit
	for i := 0; i+1 < len(texts); i += 2 {
		u := &memory.Unit{Text: [2]string{texts[i], texts[i+1]}, Confidence: 1}
		for side := range 2 {
			if i > 0 {
				u.Before[side] = texts[i-2+side]
			}
			if i+3 < len(texts) {
				u.After[side] = texts[i+2+side]
			}
		}
		units = append(units, u)
	}
	var seq iter.Seq2[*memory.Unit, error] = func(yield func(*memory.Unit, error) bool) {
		for _, u := range units {
			if !yield(u, nil) {
				return
			}
		}
	}
	if _, err := m.Import(context.Background(), seq, memory.PreferDate); err != nil {
		t.Fatal(err)
	}
	return m
}
