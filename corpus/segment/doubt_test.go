package segment

import "testing"

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
