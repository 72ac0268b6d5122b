package extract

import (
	"strings"
	"testing"

	"songngu/corpus/text"

	"pgregory.net/rapid"
)

// TestQuick holds the quick answers to the slow ones.
func TestQuick(t *testing.T) {
	piece := rapid.SampledFrom([]string{"a", " ", "  ", "\n", "đ", "Ạ", "e\u0302\u0323", "\u0301", "“", "…", "\u200b", "\u00a0", "\u2028", "\u2011", "\u212b", "가", "\u1100\u1161", "ệ", "\u00ad", "\ufeff", "\x7f", "\x01", "字", "😀", "\u0344"})
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces"), "")
		if got, want := nfc(s), text.NFC(s); got != want {
			t.Fatalf("nfc(%q) = %q, want %q", s, got, want)
		}
		if got, want := clean(s), text.Clean(s); got != want {
			t.Fatalf("clean(%q) = %q, want %q", s, got, want)
		}
	})
}

// Texts that fold to the same have the same hash.
func TestFoldedHash(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.RuneFrom([]rune("aAđĐắẴ éß 9“ＡİǅΩ\u0301"))).Draw(t, "s")
		if foldedHash(s) != foldedHash(text.FoldMarks(s)) {
			t.Fatalf("%q and %q", s, text.FoldMarks(s))
		}
	})
	if foldedHash("Chợ phiên") == foldedHash("Chợ đêm") {
		t.Error("two texts, one hash")
	}
}
