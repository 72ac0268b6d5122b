package segment

import (
	"strings"
	"testing"
)

// TestBreaks goes through sentences that end only at their end, though others
// might see an end at "|".
func TestBreaks(t *testing.T) {
	for _, c := range []struct{ lang, want string }{
		{"en", "The first boat left at dawn; |the second never came back."},
		{"en", "The rule is simple: |Nobody swims alone after dark."},
		{"en", "There are three colours (red; green; blue) in the set."},
		{"en", "The list is: milk, bread and a little salt."},
		{"en", "“Who is there?” |Anna asked through the closed door."},
		{"en", "She moved to the U.S. |Martin stayed where he was born."},
		{"en", "Dr. Hoa and Mrs. Lan are sisters of the same mother."},
		{"vi", "Chiếc thuyền đầu rời bến lúc rạng sáng; |chiếc thứ hai không về nữa."},
		{"vi", "Quy định rất đơn giản: |Không ai được bơi một mình."},
		{"vi", "“Ai đấy?” |Lan hỏi."},
		{"vi", "GS. Trần Văn Khê và TS. Lan cùng đến dự lễ."},
	} {
		block := strings.ReplaceAll(c.want, "|", "")
		s, err := New(c.lang)
		if err != nil {
			t.Fatal(err)
		}
		found, err := s.Document([]string{block})
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		for _, one := range found[0] {
			from := 0
			for _, b := range one.Breaks {
				got.WriteString(one.Span.Of(block)[from:b] + "|")
				from = b
			}
			got.WriteString(one.Span.Of(block)[from:])
		}
		if got.String() != c.want {
			t.Errorf("%s: %d sentences, %s\nwant %s", c.lang, len(found[0]), got.String(), c.want)
		}
	}
}

// TestDoubtful goes through breaks of which a human may think otherwise, and
// some of which none does; each example has two sentences.
func TestDoubtful(t *testing.T) {
	for _, c := range []struct {
		lang, block string
		want        bool
	}{
		{"en", "The work is done. They went home.", false},
		{"en", "Is it done? They went home.", false},
		{"en", "The work is done.They went home.", true},
		{"en", "The lights went out... They went home.", true},
		{"en", "We shall use plan B. They agreed.", true},
		{"en", "Where is the — No, wait for me.", true},
		{"en", "The work is done. they went home.", true},
		{"vi", "Việc đã xong. Họ ra về.", false},
		{"vi", "Đèn tắt... Họ ra về.", false},
		{"vi", "Việc đã xong.Họ ra về.", true},
		{"vi", "Hung thủ là Nguyễn Văn A. Ông này đã trốn.", true},
		{"vi", "Việc đã xong. và họ ra về.", true},
	} {
		s, err := New(c.lang)
		if err != nil {
			t.Fatal(err)
		}
		found, err := s.Document([]string{c.block})
		if err != nil {
			t.Fatal(err)
		}
		if len(found[0]) != 2 || found[0][1].Doubtful != c.want {
			t.Errorf("%s, %q: %+v, want two sentences, the second doubtful: %v", c.lang, c.block, found[0], c.want)
		}
	}
}
