package text

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestFoldMarks(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"plain", "plain"},
		{"Nguyễn Phú Trọng", "nguyen phu trong"},
		{norm.NFD.String("Đường Lê Duẩn"), "duong le duan"},
		{"Ðà Nẵng, ð", "da nang, d"}, // U+00D0 and U+00F0
		{"Çà ÉTÉ Straße", "ca ete straße"},
		{"ＡＢＣ１２", "abc12"},
		{"Å Å", "a a"}, // the second is the Ångström sign
		{"北京 Ж ж", "北京 ж ж"},
	} {
		if got := FoldMarks(c.in); got != c.want {
			t.Errorf("FoldMarks(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestFoldTone(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"Hòa bình", "hoà bình"},
		{"Hoà bình", "hoà bình"},
		{"THỦY LỢI", "thuỷ lợi"},
		{"thuỷ lợi", "thuỷ lợi"},
		{"khỏe, khoẻ", "khoẻ, khoẻ"},
		{"hòan, giừơng, cuả, qúa, gía", "hoàn, giường, của, quá, giá"},
		{"hoàn toàn của tuần quý già giết", "hoàn toàn của tuần quý già giết"},
		{"Kĩ sư, lí do, nước Mĩ, tỉ lệ, bác sĩ, hi sinh", "kỹ sư, lý do, nước mỹ, tỷ lệ, bác sỹ, hy sinh"},
		{"kỹ, quí, quy, Quỉ", "kỹ, quý, quy, quỷ"},
		{"tui, tuy, ai, núi, vui, khi, nghi, chi, thi, đi, gì, bi", "tui, tuy, ai, núi, vui, khi, nghi, chi, thi, đi, gì, bi"},
		{"kim, lít, mình, tin, sinh", "kim, lít, mình, tin, sinh"},
		{"Ðông Ð ð Đ", "đông đ đ đ"},
		{"vie\u0323\u0302t, vie\u0302\u0323t, ê\u0301, é\u0302, u\u031B\u0301, ú\u031B", "việt, việt, ế, ế, ứ, ứ"},
		{norm.NFD.String("Nguyễn Thị Thúy Kiều"), "nguyễn thị thuý kiều"},
		{"ＨÒA Ωmega ΩMEGA İi Ǆ", "ｈòa ωmega ωmega ii ǆ"},
		{"Zoé Müller ÇA", "zoé müller ça"},
		{"Noé", "noé"},
		{"a\xffHÒA", "a\uFFFDhoà"},
	} {
		if got := FoldTone(c.in); got != c.want {
			t.Errorf("FoldTone(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestFoldToneAllocatesNothing(t *testing.T) {
	for _, s := range []string{
		"the house by the river was sold to three brothers",
		"hoà bình và thuỷ lợi là kỹ năng quý của người việt",
	} {
		if n := testing.AllocsPerRun(20, func() { FoldTone(s) }); n != 0 {
			t.Errorf("FoldTone(%q): %v allocations", s, n)
		}
	}
}

func TestToneStyle(t *testing.T) {
	for _, c := range []struct{ in, old, new string }{
		{"hoà bình", "hòa bình", "hoà bình"},
		{"HÒA, Hoà, hòA", "HÒA, Hòa, hòA", "HOÀ, Hoà, hoÀ"},
		{"khỏe thủy khuỵu", "khỏe thủy khuỵu", "khoẻ thuỷ khuỵu"},
		{"hoàn của quý quà quỳnh tuần huỳnh", "hoàn của quý quà quỳnh tuần huỳnh", "hoàn của quý quà quỳnh tuần huỳnh"},
		{"Noé aimait Zoé", "Noé aimait Zoé", "Noé aimait Zoé"},
		{"mía, múa, cửa", "mía, múa, cửa", "mía, múa, cửa"},
		{"«thuý»-hoạ1 lòa.", "«thúy»-họa1 lòa.", "«thuý»-hoạ1 loà."},
		{norm.NFD.String("hoà"), "hòa", "hoà"},
		{"oà, uỷ, uý", "òa, ủy, úy", "oà, uỷ, uý"},
	} {
		if got := ToneStyle(c.in, OldStyle); got != c.old {
			t.Errorf("ToneStyle(%q, OldStyle) = %q, want %q", c.in, got, c.old)
		}
		if got := ToneStyle(c.in, NewStyle); got != c.new {
			t.Errorf("ToneStyle(%q, NewStyle) = %q, want %q", c.in, got, c.new)
		}
	}
}

// vietnameseText draws text of the pieces that the folds look at.
func vietnameseText() *rapid.Generator[string] {
	pieces := []string{"h", "H", "o", "a", "à", "Ò", "ó", "u", "y", "ỷ", "ú", "i", "ĩ", "I", "Í", "q", "g", "t", "n", "e", "ê", "Ệ", "é", "ă", "ơ", "ư", "đ", "Đ", "Ð", "ð",
		"\u0300", "\u0301", "\u0302", "\u0303", "\u0306", "\u0309", "\u031B", "\u0323", "\u0327", " ", "-", "1", "İ", "ı", "Å", "K", "Ω", "ﬁ", "ǅ", "ς", "Σ", "ｈ", "Ａ", "ẛ", "ẞ", "\xff", "中", "\u00AD", "\u2000"}
	return rapid.Custom(func(t *rapid.T) string {
		if rapid.Bool().Draw(t, "free") {
			return rapid.String().Draw(t, "s")
		}
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 14).Draw(t, "pieces"), "")
	})
}

func TestFoldProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := vietnameseText().Draw(t, "s")
		for name, fold := range map[string]func(string) string{
			"FoldTone": FoldTone, "FoldMarks": FoldMarks, "Clean": Clean,
			"old": func(s string) string { return ToneStyle(s, OldStyle) },
			"new": func(s string) string { return ToneStyle(s, NewStyle) },
		} {
			once := fold(s)
			if twice := fold(once); twice != once {
				t.Fatalf("%s(%+q) = %+q, again %+q", name, s, once, twice)
			}
			if utf8.ValidString(s) && !utf8.ValidString(once) {
				t.Fatalf("%s(%+q) = %+q: no UTF-8", name, s, once)
			}
		}
		if f := FoldTone(s); !norm.NFC.IsNormalString(f) {
			t.Fatalf("FoldTone(%+q) = %+q: not NFC", s, f)
		}
		if a, b := FoldTone(s), FoldTone(norm.NFD.String(s)); utf8.ValidString(s) && a != b {
			t.Fatalf("FoldTone of %+q: composed %+q, decomposed %+q", s, a, b)
		}
		if a, b := FoldTone(ToneStyle(s, OldStyle)), FoldTone(s); utf8.ValidString(s) && a != b {
			t.Fatalf("tone style of %+q changes the fold: %+q, %+q", s, a, b)
		}
	})
}

func benchmarkFold(b *testing.B, fold func(string) string, s string) {
	s = strings.Repeat(s, 1+100_000/len(s))
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		fold(s)
	}
}

const (
	benchVI = "Ủy ban nhân dân thành phố cho biết, kể từ đầu quý tới, khoảng 1.250 hộ dân ven sông sẽ được hỗ trợ chuyển nhà. "
	benchEN = "The city's committee said that about 1,250 households along the river would be helped to move from the next quarter. "
)

func BenchmarkFoldToneVietnamese(b *testing.B) { benchmarkFold(b, FoldTone, benchVI) }
func BenchmarkFoldToneEnglish(b *testing.B)    { benchmarkFold(b, FoldTone, benchEN) }
func BenchmarkFoldToneFolded(b *testing.B)     { benchmarkFold(b, FoldTone, FoldTone(benchVI)) }
func BenchmarkFoldMarks(b *testing.B)          { benchmarkFold(b, FoldMarks, benchVI) }
func BenchmarkToneStyle(b *testing.B) {
	benchmarkFold(b, func(s string) string { return ToneStyle(s, NewStyle) }, benchVI)
}
