package escape

import "testing"

func TestNormal(t *testing.T) {
	for in, want := range map[string]string{
		"":               "",
		"/a b?c=%7e+%2b": "/a%20b?c=~+%2B",
		"/tết":           "/t%E1%BA%BFt",
		"/t%e1%ba%bft":   "/t%E1%BA%BFt",
		"/x%2fy":         "/x%2Fy",
		"100%":           "100%25",
		"%zz%4":          "%25zz%254",
		"%41":            "A",
		"a\x00\x7f":      "a%00%7F",
	} {
		if got := Normal(in); got != want {
			t.Errorf("Normal(%q) = %q, want %q", in, got, want)
		}
	}
}

// "%25" followed by digits must not become an escape, nor "%%341" one step by step.
func FuzzNormal(f *testing.F) {
	for _, seed := range []string{"/a%2fb", "%2541", "%%341", "%%%", "%+1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if once := Normal(s); Normal(once) != once {
			t.Errorf("Normal(%q) = %q, and of that %q", s, once, Normal(once))
		}
	})
}
