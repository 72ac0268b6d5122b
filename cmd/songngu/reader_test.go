package main

import "testing"

// One charset is for both sides, two are English and Vietnamese, and an empty
// one is found out.
func TestCharsetOf(t *testing.T) {
	for _, c := range []struct{ flag, english, vietnamese string }{
		{"", "", ""},
		{"tcvn3", "tcvn3", "tcvn3"},
		{"utf-8, vni", "utf-8", "vni"},
		{",viscii", "", "viscii"},
		{"windows-1252,", "windows-1252", ""},
	} {
		if en, vi := charsetOf(c.flag, "en"), charsetOf(c.flag, "vi"); en != c.english || vi != c.vietnamese {
			t.Errorf("--charset %q is %q for English, %q for Vietnamese", c.flag, en, vi)
		}
	}
}
