package text

import (
	"testing"

	"pgregory.net/rapid"
)

func TestFoldSigns(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{`plain "text" - it's`, `plain "text" - it's`},
		{"“Đi”, ‘đi’ – «rồi» — hết…", `"Đi", 'đi' - "rồi" - hết...`},
		{"5\u00a0km\u2009−\u202f3\tkm", "5 km - 3 km"},
		{"ＡＢ：１２％", "AB:12%"},
		{"a\u200bb\u00adc\ufeff", "abc"},
		{"Vie\u0323\u0302t", "Vie\u0323\u0302t"},
	} {
		if got := FoldSigns(c.in); got != c.want {
			t.Errorf("FoldSigns(%q) = %q, want %q", c.in, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		if once := FoldSigns(s); FoldSigns(once) != once {
			t.Fatalf("FoldSigns(%+q) = %+q, again %+q", s, once, FoldSigns(once))
		}
	})
}

func TestClean(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"đã sạch", "đã sạch"},
		{"  hai\u00a0\u00a0dấu\n\tcách ", "hai dấu cách"},
		{"vô\u200bhình\u00ad\ufeff\x00\x07", "vôhình"},
		{"Vie\u0323\u0302t", "Việt"},
		{" \u3000\n", ""},
	} {
		if got := Clean(c.in); got != c.want {
			t.Errorf("Clean(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestSpan(t *testing.T) {
	s := Span{4, 7}
	if s.Len() != 3 || s.Of("Sông Mã") == "" || s.Shift(2) != (Span{6, 9}) {
		t.Errorf("span %v", s)
	}
}
