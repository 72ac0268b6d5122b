package charset

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// file reads a text of testdata.
func file(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func decode(t testing.TB, data []byte, opts Options) (string, Found) {
	t.Helper()
	text, found, err := Decode(data, opts)
	if err != nil {
		t.Fatal(err)
	}
	return text, found
}

// utf16Bytes encodes s in UTF-16, little endian or big.
func utf16Bytes(s string, big bool) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		if big {
			out = append(out, byte(u>>8), byte(u))
		} else {
			out = append(out, byte(u), byte(u>>8))
		}
	}
	return out
}

func TestUnicodeForms(t *testing.T) {
	vi, en := file(t, "vi.txt"), file(t, "en.txt")
	for _, c := range []struct {
		name string
		data string
		want string
		text string
	}{
		{"utf-8", vi, "utf-8", vi},
		{"utf-8 with mark", "\ufeff" + vi, "utf-8", vi},
		{"utf-16le with mark", "\xff\xfe" + string(utf16Bytes(vi, false)), "utf-16le", vi},
		{"utf-16be with mark", "\xfe\xff" + string(utf16Bytes(vi, true)), "utf-16be", vi},
		{"utf-16le", string(utf16Bytes(vi, false)), "utf-16le", vi},
		{"utf-16be", string(utf16Bytes(vi, true)), "utf-16be", vi},
		{"utf-16le English", string(utf16Bytes(en, false)), "utf-16le", en},
		{"utf-16be English", string(utf16Bytes(en, true)), "utf-16be", en},
		{"ascii", en, "utf-8", en},
		{"empty", "", "utf-8", ""},
	} {
		text, found := decode(t, []byte(c.data), Options{})
		if found.Name != c.want || text != c.text || len(found.Repairs) > 0 || found.Sure < 0.95 {
			t.Errorf("%s: read as %+v, text right: %v", c.name, found, text == c.text)
		}
	}
}

func TestWindows1258(t *testing.T) {
	vi := file(t, "vi.txt")
	data := encode1258(t, vi)
	for _, o := range []Options{{}, {Lang: "vi"}, {Declared: "utf-8"}, {Declared: "iso-8859-1", Lang: "vi"}, {Override: "CP1258"}} {
		text, found := decode(t, data, o)
		if found.Name != name1258 || text != vi || found.Sure < 0.9 {
			t.Errorf("%+v: read as %+v, text right: %v", o, found, text == vi)
		}
	}
}

func TestWindows1258KeepsOtherLetters(t *testing.T) {
	got, _ := decode(t, []byte("Sen\xdeor Mu\xf1oz, D\xe3ng, ti\xea\xecng"), Options{Override: "windows-1258"})
	if want := "Señor Muñoz, Dăng, tiếng"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// encode1258 writes base letters and tone marks, as Windows does.
func encode1258(t testing.TB, s string) []byte {
	t.Helper()
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		b.WriteRune(r)
	}
	// windows-1258 has its marked vowels in one piece and the tones apart.
	pieces := strings.NewReplacer("a\u0306", "ă", "A\u0306", "Ă", "a\u0302", "â", "A\u0302", "Â",
		"e\u0302", "ê", "E\u0302", "Ê", "o\u0302", "ô", "O\u0302", "Ô", "o\u031b", "ơ", "O\u031b", "Ơ", "u\u031b", "ư", "U\u031b", "Ư",
		"a\u0323\u0302", "â\u0323", "A\u0323\u0302", "Â\u0323", "a\u0323\u0306", "ă\u0323", "A\u0323\u0306", "Ă\u0323",
		"e\u0323\u0302", "ê\u0323", "E\u0323\u0302", "Ê\u0323", "o\u0323\u0302", "ô\u0323", "O\u0323\u0302", "Ô\u0323")
	out, err := charmap.Windows1258.NewEncoder().Bytes([]byte(pieces.Replace(b.String())))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestDeclared(t *testing.T) {
	for _, c := range []struct{ page, want string }{
		{`<html><head><meta charset="windows-1258">`, "windows-1258"},
		{`<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=x-viet-vps'>`, "x-viet-vps"},
		{`<?xml version="1.0" encoding='viscii'?><html>`, "viscii"},
		{`<!-- <meta charset="big5"> --><meta charset=utf-8 />`, "utf-8"},
		{`<meta name="description" content="a charset"><meta charset = "koi8-r">`, "koi8-r"},
		{`<meta`, ""},
		{`<!-- <meta charset=x>`, ""},
		{``, ""},
	} {
		if got := declaredIn([]byte(c.page), true); got != c.want {
			t.Errorf("%q declares %q, want %q", c.page, got, c.want)
		}
	}
}

func TestUnknownOverride(t *testing.T) {
	_, _, err := Decode([]byte("x"), Options{Override: "klingon"})
	if err == nil || !strings.Contains(err.Error(), `"klingon"`) || !strings.Contains(err.Error(), "windows-1258") {
		t.Errorf("error is %v", err)
	}
	for _, n := range Names() {
		if _, _, err := Decode([]byte("Xin"), Options{Override: n}); err != nil {
			t.Errorf("%s: %v", n, err)
		}
	}
}

func TestOtherDeclaredCharset(t *testing.T) {
	russian := "Сегодня утром рыбаки вышли в море раньше обычного, потому что обещали хорошую погоду."
	data, err := charmap.KOI8R.NewEncoder().Bytes([]byte(russian))
	if err != nil {
		t.Fatal(err)
	}
	text, found := decode(t, data, Options{Declared: "koi8-r"})
	if text != russian || found.Name != "koi8-r" {
		t.Errorf("read as %+v: %s", found, text)
	}
}

func TestInvalidBytesAreCounted(t *testing.T) {
	vi := []byte(file(t, "vi.txt"))
	broken := bytes.Replace(vi, []byte("chợ"), []byte("ch\xe1 "), 1)
	text, found := decode(t, broken, Options{})
	if found.Name != nameUTF8 || !strings.Contains(text, "ch\ufffd ") || len(found.Repairs) != 1 || found.Repairs[0] != (Repair{repairInvalid, 1}) {
		t.Errorf("read as %+v", found)
	}
}
