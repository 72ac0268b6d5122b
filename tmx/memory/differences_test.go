package memory

import (
	"strings"
	"testing"
)

func TestDifferences(t *testing.T) {
	for _, c := range []struct{ query, source, want string }{
		{"The gate is open.", "the Gate is open!", ""},
		{"The gate is open.", "The old wooden gate was open.", "old wooden|was"},
		{"Room 12 is free.", "Room 7 is free.", "7"},
		{"Cổng đang mở.", "Cổng đang mơ.", "mơ"},
		{"hòa bình", "hoà bình", ""},
		{"", "One word", "One word"},
		{"One word", "", ""},
		{strings.Repeat("a ", 3000), strings.Repeat("b ", 3000), ""},
	} {
		var got []string
		for _, s := range Differences(c.query, c.source) {
			got = append(got, s.Of(c.source))
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%q, %q: %q, want %q", c.query, c.source, s, c.want)
		}
	}
}
